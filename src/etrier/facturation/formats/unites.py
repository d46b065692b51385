"""Quantities of a received invoice as one reads them: in French, with the unit in words."""

import re
from decimal import Decimal
from typing import Final

from etrier.droit.ecriture import INSECABLE, heures, nombre

LONGUEUR_MAXIMALE: Final = 40
# Written out: an exponent would make a line of a thousand million zeros.
_ECRITE: Final = re.compile(r"[+-]?(\d{1,12}(\.\d{0,12})?|\.\d{1,12})", re.ASCII)
# UN/ECE Rec. 20: one, then several. A symbol is the same in both; another code stays as it is.
_UNITES: Final = {
    "C62": ("unité", "unités"),
    "EA": ("unité", "unités"),
    "H87": ("pièce", "pièces"),
    "LS": ("forfait", "forfaits"),
    "HUR": ("h", "h"),
    "MIN": ("min", "min"),
    "DAY": ("jour", "jours"),
    "MON": ("mois", "mois"),
    "KGM": ("kg", "kg"),
    "TNE": ("t", "t"),
    "LTR": ("L", "L"),
    "MTR": ("m", "m"),
    "MTK": ("m²", "m²"),
    "MTQ": ("m³", "m³"),
    "KMT": ("km", "km"),
    "KWH": ("kWh", "kWh"),
}


def dire_quantite(ecrite: str, unite: str) -> str:
    """ "14.000" of C62 is "14 unités", "1.5" of HUR is "1,5 h", 7820 of MIN is "130 h 20".

    What is not a plain number stays as the supplier wrote it; without a quantity, nothing is said.
    """
    if not ecrite:
        return ""
    if not _ECRITE.fullmatch(ecrite):
        return f"{ecrite} {unite}".strip()[:LONGUEUR_MAXIMALE]
    valeur = Decimal(ecrite)
    if unite == "MIN" and valeur == int(valeur):
        return heures(int(valeur))
    un, plusieurs = _UNITES.get(unite, (unite, unite))
    mot = plusieurs if abs(valeur) >= 2 else un
    # Adding zero takes the sign of "-0" away.
    dite = nombre(valeur.normalize() + 0)
    return f"{dite}{INSECABLE}{mot}"[:LONGUEUR_MAXIMALE] if mot else dite
