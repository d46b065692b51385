"""The pathway in words: the list of the phone, the table of the desk and of the files."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from etrier.droit.arrondis import demi_haut
from etrier.parcours.frise.types import Evenement, Frise
from etrier.www.frise.cadrage import Fenetre
from etrier.www.frise.dessin import marque
from etrier.www.tableau import Colonne, Tableau

MILLE = 1000


@dataclass(frozen=True)
class LigneFrise:
    """One event, with where its bar stands on a thousand points."""

    voie: str
    evenement: Evenement
    marque: SafeString
    depart: int
    large: int
    annee: int | None


def lignes_de(frise: Frise, fenetre: Fenetre) -> list[LigneFrise]:
    """What the window shows, the latest first; the year is said when it changes."""
    lignes, annee = [], None
    for voie, evenement in reversed(list(frise.evenements())):
        if not evenement.touche(fenetre.debut, fenetre.fin):
            continue
        nouvelle = evenement.debut.year
        lignes.append(_ligne(voie, evenement, fenetre, nouvelle if nouvelle != annee else None))
        annee = nouvelle
    return lignes


def _ligne(voie: str, evenement: Evenement, fenetre: Fenetre, annee: int | None) -> LigneFrise:
    depart = _point((max(evenement.debut, fenetre.debut) - fenetre.debut).days, fenetre)
    dernier = min(evenement.fin or fenetre.fin, fenetre.fin)
    arrivee = _point((dernier - fenetre.debut).days + 1, fenetre)
    large = max(arrivee - depart, 12)
    depart = min(depart, MILLE - large)
    return LigneFrise(voie, evenement, marque(evenement.sorte), depart, large, annee)


def _point(jours: int, fenetre: Fenetre) -> int:
    return demi_haut(jours * MILLE, fenetre.jours)


def tableau_frise(frise: Frise) -> Tableau:
    """Every date of the pathway: the text of the picture."""
    return Tableau(
        _("Les dates du parcours"),
        [
            Colonne(_("Du"), lambda x: x[1].debut, "date"),
            Colonne(_("Au"), lambda x: x[1].fin, "date", motif=lambda _x: _("sans date de fin")),
            Colonne(_("Sorte"), lambda x: x[1].sorte.nom),
            Colonne(_("Quoi"), lambda x: x[1].libelle),
            Colonne(_("Précision"), lambda x: x[1].detail),
            Colonne(_("Où"), _ou),
        ],
        list(frise.evenements()),
        vide=_("Aucune date encore : le parcours commence avec un PASS ou un contrat."),
        nom="dates",
    )


def _ou(ligne: tuple[str, Evenement]) -> Any:
    return ligne[1].ou or ligne[0]
