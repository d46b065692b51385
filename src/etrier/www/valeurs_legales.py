"""Legal values as a manager reads them: `25 %`, `23 921 € par ETP et par an`."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.droit.ecriture import INSECABLE, nombre
from etrier.droit.vocabulaire import NatureHeures
from etrier.droit.vocabulaire_parcours import (
    CRITERES,
    MOTIFS_PROLONGATION,
    MOTIFS_SORTIE,
    MOTIFS_SUSPENSION,
    Critere,
    MotifProlongation,
    MotifSortie,
    MotifSuspension,
)
from etrier.heures.enums import GenreHeures
from etrier.missions.enums import GenreClient

POUR_CENT = 100
# A unit that is not here reads as it is written in the parameter's file (h, mois).
UNITES: dict[str, Promise] = {
    "EUR/ETP/an": _("€ par ETP et par an"),
    "EUR/1505 h": _("€ pour 1 505 h"),
    "EUR/accompagnement": _("€ par accompagnement"),
    "EUR/h": _("€ de l'heure"),
    "EUR/mois": _("€ par mois"),
    "EUR/poste/6 mois": _("€ par poste, pour six mois"),
    "ans": _("ans"),
    "conventions": _("conventions"),
    "critères": _("critères"),
    "h/an": _("h par an"),
    "h/jour": _("h par jour"),
    "h/mois": _("h par mois"),
    "h/semaine": _("h par semaine"),
    "jours": _("jours"),
    "mois": _("mois"),
    "versements/an": _("versements par an"),
}


def _nature(code: str) -> str:
    return str(GenreHeures(NatureHeures[code.upper()]).label)


def _rang(rang: str) -> str:
    return gettext("%(n)se mois") % {"n": rang}


def _critere(code: str) -> str:
    return gettext(CRITERES[Critere(code)])


def _prolongation(code: str) -> str:
    return gettext(MOTIFS_PROLONGATION[MotifProlongation(code)])


def _suspension(code: str) -> str:
    return gettext(MOTIFS_SUSPENSION[MotifSuspension(code)])


def _sortie(numero: str) -> str:
    return f"{numero}. {gettext(MOTIFS_SORTIE[MotifSortie(int(numero))])}"


def _paire(codes: str) -> str:
    return " + ".join(_critere(code) for code in codes.split("+"))


_MOTS: dict[str, Callable[[str], str]] = {
    "critères": _critere,
    "motifs de prolongation": _prolongation,
    "motifs de sortie": _sortie,
    "motifs de suspension": _suspension,
    "paires de critères": _paire,
    "natures d'heures": _nature,
    "natures de clients": lambda code: str(GenreClient(code).label),
    "rang du mois": _rang,
}


def ecrire_valeur(contenu: Decimal | tuple[str, ...], unite: str) -> str:
    """A legal number with its unit, a rate as a percentage, a list in words."""
    if not isinstance(contenu, Decimal):
        return ", ".join(_MOTS.get(unite, str)(mot) for mot in contenu)
    if unite == "taux":
        return f"{nombre(_sans_zeros(contenu * POUR_CENT))}{INSECABLE}%"
    return f"{nombre(contenu)}{INSECABLE}{UNITES.get(unite, unite)}"


def _sans_zeros(valeur: Decimal) -> Decimal:
    """`25.00` is 25; the value itself does not change."""
    return valeur.normalize() if valeur % 1 else valeur.to_integral_value()
