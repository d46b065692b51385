"""The tables of motives and of what was agreed about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from etrier.parcours.enums import ClasseSortie
from etrier.parcours.models import ClasseMotif
from etrier.parcours.sorties.classes import classement_du_motif, convenues
from etrier.parcours.sorties.motifs import SENSIBLES, MotifSortie
from etrier.structures.access import Acces
from etrier.www.adresses import adresse_ouverte
from etrier.www.tableau import Colonne, Tableau


@dataclass(frozen=True)
class MotifVu:
    """A motive, its class on a day, and where the class comes from."""

    motif: MotifSortie
    classe: str | None
    origine: str

    @property
    def libelle(self) -> str:
        """Its words."""
        return str(self.motif.label)

    @property
    def reserve(self) -> str:
        """Who may read it."""
        return _("référent seul") if self.motif in SENSIBLES else _("l'accompagnement")


def tableau_classes(acces: Acces, le: date) -> Tableau:
    """Every motive and its class today."""
    return Tableau(
        _("Motifs de l'ASP et leur classe"),
        [
            Colonne(_("Code"), "motif.value", "numero"),
            Colonne(
                _("Motif"),
                "libelle",
                lien=lambda m: _pour_changer(acces, m.motif),
            ),
            Colonne(_("Classe"), "classe"),
            Colonne(_("D'où elle vient"), "origine", langue="fr"),
            Colonne(_("Qui lit ce motif"), "reserve"),
        ],
        list(_motifs(acces, le)),
        legende=_(
            "Aucun texte public ne donne la classe de chaque motif : celle de la maison vient des "
            "définitions de l'ASP ; celle que vous avez convenue la remplace, depuis sa date."
        ),
        nom="classes",
        recherche=False,
    )


def _pour_changer(acces: Acces, motif: MotifSortie) -> str | None:
    adresse = adresse_ouverte(acces, "classe_motif_nouvelle")
    return None if adresse is None else f"{adresse}?motif={motif.value}"


def _motifs(acces: Acces, le: date) -> Iterator[MotifVu]:
    propres = convenues(acces.structure)
    for motif in MotifSortie:
        vu = classement_du_motif(motif, le, propres)
        classe = None if vu.classe is None else str(ClasseSortie(str(vu.classe)).label)
        yield MotifVu(motif, classe, vu.phrase)


def tableau_convenues(acces: Acces, lignes: QuerySet[ClasseMotif]) -> Tableau:
    """What the structure agreed, by motive and date."""
    return Tableau(
        _("Classes convenues avec la DDETS"),
        [
            Colonne(
                _("Motif"),
                lambda x: f"{x.code}. {MotifSortie(x.code).label}",
                lien=lambda x: adresse_ouverte(acces, "classe_motif_retirer", classe_id=x.pk),
            ),
            Colonne(_("Classe"), lambda x: ClasseSortie(x.classe).label),
            Colonne(_("Depuis le"), "depuis", "date"),
        ],
        lignes,
        vide=_("Aucune : les classes de la maison valent."),
        nom="convenues",
        recherche=False,
    )
