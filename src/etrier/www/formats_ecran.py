"""How values read on a screen and in a file: integers in, text out, no float anywhere.

Every function gives "—" for None. Spaces inside a figure are narrow and do not break.
"""

import re
from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.translation import get_language, gettext

from etrier.droit.arrondis import demi_haut, tronquer
from etrier.socle.mois import est_un_mois

FINE = "\u202f"
INSECABLE = "\u00a0"
MOINS = "\u2212"
RIEN = "—"
_PONCTUATION_FINE = re.compile(r" ([;?!])(?=\s|$)")
_PONCTUATION = re.compile(r" (:(?=\s|$)|»)")


def _anglais() -> bool:
    return (get_language() or "fr").startswith("en")


def _milliers(nombre: int) -> str:
    return f"{nombre:,}".replace(",", "," if _anglais() else FINE)


def _fixe(valeur: int, decimales: int) -> str:
    """Write an integer counted in 10^-decimales: `_fixe(123456, 2)` is `1 234,56`."""
    entiers, reste = divmod(abs(valeur), 10**decimales)
    signe = MOINS if valeur < 0 else ""
    if not decimales:
        return f"{signe}{_milliers(entiers)}"
    return f"{signe}{_milliers(entiers)}{'.' if _anglais() else ','}{reste:0{decimales}d}"


def entier(valeur: int | None) -> str:
    """`1234` is `1 234`."""
    return RIEN if valeur is None else _fixe(valeur, 0)


def heures(minutes: int | None) -> str:
    """`450` minutes are `7 h 30`."""
    if minutes is None:
        return RIEN
    h, m = divmod(abs(minutes), 60)
    signe = MOINS if minutes < 0 else ""
    return f"{signe}{_milliers(h)}{FINE}h{FINE}{m:02d}"


def centimes(valeur: int | None) -> str:
    """`123456` centimes are `1 234,56 €` (`€1,234.56` in English)."""
    if valeur is None:
        return RIEN
    if _anglais():
        return f"{MOINS if valeur < 0 else ''}€{_fixe(abs(valeur), 2)}"
    return f"{_fixe(valeur, 2)}{INSECABLE}€"


def etp(millioniemes: int | None) -> str:
    """`86380` millionths of an ETP are `0,08638`: five decimals, halves away from zero."""
    return RIEN if millioniemes is None else _fixe(demi_haut(millioniemes, 10), 5)


def etp_mois(millioniemes: int | None) -> str:
    """`16272500` millionths are `16,27`: a month's ETP, cut to two decimals as the State does."""
    return RIEN if millioniemes is None else _fixe(tronquer(millioniemes, 10_000), 2)


def etp_centiemes(centiemes: int | None) -> str:
    """`1250` hundredths of an ETP are `12,50`: the posts of an annexe."""
    return RIEN if centiemes is None else _fixe(centiemes, 2)


def pourcent(dix_milliemes: int | None) -> str:
    """`1025` ten-thousandths are `10,25 %`."""
    if dix_milliemes is None:
        return RIEN
    return f"{_fixe(dix_milliemes, 2)}{'' if _anglais() else INSECABLE}%"


def coefficient(dix_milliemes: int | None) -> str:
    """`19500` ten-thousandths are `1,95`, `20545` are `2,0545`: two decimals or more."""
    if dix_milliemes is None:
        return RIEN
    ecrit = _fixe(dix_milliemes, 4)
    return ecrit[:-2] + ecrit[-2:].rstrip("0")


def jour(valeur: date | datetime | None) -> str:
    """`31/10/2026` (`31 Oct. 2026` in English, where the order of figures misleads)."""
    if valeur is None:
        return RIEN
    if isinstance(valeur, datetime):
        valeur = timezone.localtime(valeur) if timezone.is_aware(valeur) else valeur
    return formats.date_format(valeur, "j M Y") if _anglais() else f"{valeur:%d/%m/%Y}"


def periode(debut: date, fin: date) -> str:
    """A month by its name, else its first and last days."""
    if est_un_mois(debut, fin):
        return mois(debut)
    return gettext("du %(debut)s au %(fin)s") % {"debut": jour(debut), "fin": jour(fin)}


def instant(valeur: datetime | None) -> str:
    """`31/10/2026 à 14 h 05`."""
    if valeur is None:
        return RIEN
    local = timezone.localtime(valeur) if timezone.is_aware(valeur) else valeur
    le = jour(local)
    if _anglais():
        return f"{le}, {local:%H:%M}"
    return f"{le} à {local:%H}{FINE}h{FINE}{local:%M}"


def mois(valeur: date | None) -> str:
    """`octobre 2026`."""
    return RIEN if valeur is None else formats.date_format(valeur, "F Y")


def typo(texte: object) -> str:
    """A sentence with the no-break spaces of French, before `: ; ? !` and inside quotation marks.

    The sentences of the rules and of the imports are written with plain spaces.
    """
    fines = _PONCTUATION_FINE.sub(rf"{FINE}\1", str(texte))
    return _PONCTUATION.sub(rf"{INSECABLE}\1", fines).replace("« ", f"«{INSECABLE}")


def oui_non(valeur: bool | None) -> str:
    """`oui` or `non`."""
    if valeur is None:
        return RIEN
    return gettext("oui") if valeur else gettext("non")
