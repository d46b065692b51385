"""The group as a whole: people counted once, true exits, moves from one structure to another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from etrier.pilotage.access import les_structures_du_groupe, voit_les_chiffres
from etrier.pilotage.groupe import fluidite, les_presents, les_sortis
from etrier.pilotage.petits_nombres import SEUIL, masquer
from etrier.pilotage.sorties import SortieExaminee, Taux, examiner, taux, taux_du_groupe
from etrier.structures.access import Acces, Finalite
from etrier.structures.models import Structure
from etrier.www.pilotage.demande import Demande, lire_demande
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau, exporter


@dataclass(frozen=True)
class LigneGroupe:
    """A structure of the group; a figure is None where it is hidden."""

    structure: Structure
    presents: int | None
    sortis: int | None
    taux: Taux | None


@dataclass(frozen=True)
class Vues:
    """Which structures the reader sees in full."""

    structures: Sequence[Structure]
    pleines: frozenset[int]

    @property
    def toutes(self) -> bool:
        """True when nothing has to be hidden from this reader."""
        return len(self.pleines) == len(self.structures)

    def masquer(self, comptes: Mapping[int, int]) -> dict[int, int | None]:
        """The counts the reader may see."""
        ailleurs = {s.pk: comptes.get(s.pk, 0) for s in self.structures if s.pk not in self.pleines}
        return {**{cle: comptes.get(cle, 0) for cle in self.pleines}, **masquer(ailleurs)}

    def somme_montrable(self, comptes: Mapping[int, int]) -> bool:
        """A sum is hidden when one cell alone is missing from it: it would be told."""
        return list(self.masquer(comptes).values()).count(None) != 1


@porte(Finalite.LIRE_PILOTAGE)
def pilotage_groupe(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Exits and people of the group beside those of its structures."""
    demande = lire_demande(request, acces)
    structures = les_structures_du_groupe(acces)
    if not structures:
        return render(request, "pilotage/sans_groupe.html")
    vues = Vues(structures, frozenset(s.pk for s in structures if voit_les_chiffres(acces, s)))
    page = _chiffres(vues, demande)
    return exporter(page["tableau"], request) or render(
        request,
        "pilotage/groupe.html",
        {**page, "demande": demande, "groupe": acces.structure.groupe},
    )


def _chiffres(vues: Vues, demande: Demande) -> dict[str, Any]:
    """What the reader may see; None for what would tell a small number of elsewhere."""
    cles = [s.pk for s in vues.structures]
    examinees = examiner(cles, demande.periode, cles)
    presents, sortis = les_presents(cles, demande.periode), les_sortis(examinees)
    du_groupe = taux_du_groupe(examinees)
    montrable = vues.toutes or (
        du_groupe.examinees >= SEUIL and vues.somme_montrable(sortis.par_structure)
    )
    lignes = _lignes(vues, presents.par_structure, sortis.par_structure, examinees)
    return {
        "tableau": tableau_groupe(lignes),
        "presents": presents if vues.somme_montrable(presents.par_structure) else None,
        "sortis": sortis if montrable else None,
        "taux": du_groupe if montrable else None,
        "fluidite": fluidite(cles, demande.periode, examinees) if montrable else None,
    }


def _lignes(
    vues: Vues,
    presents: Mapping[int, int],
    sortis: Mapping[int, int],
    examinees: Sequence[SortieExaminee],
) -> list[LigneGroupe]:
    presents_vus, sortis_vus = vues.masquer(presents), vues.masquer(sortis)
    lignes = []
    for structure in vues.structures:
        siennes = taux([s for s in examinees if s.structure_id == structure.pk])
        ouvert = structure.pk in vues.pleines or siennes.examinees >= SEUIL
        lignes.append(
            LigneGroupe(
                structure,
                presents_vus[structure.pk],
                sortis_vus[structure.pk],
                siennes if ouvert and sortis_vus[structure.pk] is not None else None,
            )
        )
    return lignes


def tableau_groupe(lignes: Sequence[LigneGroupe]) -> Tableau:
    """One row a structure."""
    cache = _("moins de 5, ou ce qui le dirait")
    return Tableau(
        _("Structure par structure"),
        [
            Colonne(_("Structure"), "structure.denomination"),
            Colonne(_("Personnes présentes"), "presents", "entier", motif=lambda _l: cache),
            Colonne(_("Personnes sorties"), "sortis", "entier", motif=lambda _l: cache),
            Colonne(_("Sorties examinées"), "taux.examinees", "entier", motif=lambda _l: cache),
            Colonne(_("Dynamiques"), "taux.taux_dynamiques", "pourcent", motif=_dire_sans_taux),
            Colonne(_("Emploi durable"), "taux.taux_durables", "pourcent", motif=_dire_sans_taux),
        ],
        lignes,
        legende=_("Passer d'une structure du groupe à une autre est une sortie pour la première."),
        nom="structures",
        recherche=False,
    )


def _dire_sans_taux(ligne: LigneGroupe) -> str:
    if ligne.taux is None:
        return _("moins de 5, ou ce qui le dirait")
    return _("aucune sortie examinée")
