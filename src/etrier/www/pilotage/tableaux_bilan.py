"""Tables of the yearly report."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.pilotage.bilan.contenu import Bilan, Chiffre, Unite
from etrier.pilotage.models import BilanAnnuel
from etrier.structures.access import Acces
from etrier.structures.models import Convention
from etrier.www.tableau import Colonne, Tableau


@dataclass(frozen=True)
class LigneBilan:
    """A report that may be opened."""

    convention: Convention
    annee: int
    ecrit: BilanAnnuel | None


def tableau_bilans(
    acces: Acces,
    conventions: Sequence[Convention],
    annees: Sequence[int],
    ecrits: Sequence[BilanAnnuel],
) -> Tableau:
    """One row a convention and a year, the latest first."""
    par_cle = {(b.convention_id, b.annee): b for b in ecrits}
    lignes = [
        LigneBilan(c, annee, par_cle.get((c.pk, annee))) for annee in annees for c in conventions
    ]
    return Tableau(
        _("Bilans"),
        [
            Colonne(
                _("Année"),
                lambda x: str(x.annee),
                lien=lambda x: reverse(
                    "bilan", args=[acces.structure.pk, x.convention.pk, x.annee]
                ),
            ),
            Colonne(_("Convention"), "convention"),
            Colonne(_("Commentaires gardés le"), "ecrit.change_le", "date"),
        ],
        lignes,
        vide=_("Aucune convention : écrivez-la dans les réglages."),
        recherche=False,
    )


# A file has one column for each kind of value, so that a spreadsheet can add them up.
_UNITES: tuple[tuple[str, Unite], ...] = (
    ("Nombre", "entier"),
    ("Jours", "jours"),
    ("Heures", "heures"),
    ("Euros", "centimes"),
    ("Taux", "pourcent"),
    ("ETP", "etp"),
    ("Postes", "etp_centiemes"),
)


def tableau_chiffres(bilan: Bilan) -> Tableau:
    """Every figure with its source, typed for a spreadsheet."""
    lignes = [(c.titre, chiffre) for c in bilan.chapitres for chiffre in c.chiffres]
    return Tableau(
        _("Chiffres du bilan %(annee)d") % {"annee": bilan.perimetre.annee},
        [
            Colonne(_("Ce qui est compté"), lambda x: x[1].libelle),
            Colonne(_("Rubrique"), lambda x: x[0]),
            *(_colonne(libelle, unite) for libelle, unite in _UNITES),
            Colonne(_("D'où il vient"), lambda x: x[1].source),
            Colonne(_("Pourquoi"), lambda x: _("moins de 5") if x[1].se_cache else x[1].pourquoi),
        ],
        lignes,
        nom="chiffres",
        recherche=False,
    )


def _colonne(libelle: str, unite: Unite) -> Colonne:
    def valeur(ligne: tuple[str, Chiffre]) -> int | None:
        chiffre = ligne[1]
        return chiffre.valeur if chiffre.unite == unite and not chiffre.se_cache else None

    return Colonne(libelle, valeur, "entier" if unite == "jours" else unite)


def tableau_parts(bilan: Bilan) -> Tableau:
    """Every cell of every table, people under five hidden: a file leaves the structure."""
    lignes = [
        (v.titre, nom, n)
        for c in bilan.chapitres
        for v in c.ventilations
        for nom, n in v.visibles(dehors=True).items()
    ]
    return Tableau(
        _("Répartitions du bilan %(annee)d") % {"annee": bilan.perimetre.annee},
        [
            Colonne(_("Répartition"), lambda x: x[0]),
            Colonne(_("Part"), lambda x: x[1]),
            Colonne(_("Nombre"), lambda x: x[2], "entier", motif=lambda _x: _("moins de 5")),
        ],
        lignes,
        nom="parts",
        recherche=False,
    )
