"""`{% load pilotage %}`: figures of the yearly report as they read."""

from collections.abc import Callable

from django import template

from etrier.pilotage.bilan.contenu import Chiffre, Unite
from etrier.www import formats_ecran

register = template.Library()

_ECRIRE: dict[Unite, Callable[[int | None], str]] = {
    "entier": formats_ecran.entier,
    "jours": formats_ecran.entier,
    "heures": formats_ecran.heures,
    "centimes": formats_ecran.centimes,
    "pourcent": formats_ecran.pourcent,
    "etp": formats_ecran.etp_mois,
    "etp_centiemes": formats_ecran.etp_centiemes,
}


@register.filter
def chiffre_ecrit(chiffre: Chiffre) -> str:
    """The figure in its unit."""
    return _ECRIRE[chiffre.unite](chiffre.valeur)
