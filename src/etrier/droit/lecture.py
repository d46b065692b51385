"""Reading what people write: hours, dates, amounts, as they stand on a French form or spreadsheet.

Each reader takes text and gives an exact integer, Decimal or date, or raises `SaisieInvalide` with
one French sentence: what was read, what is expected.
"""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from etrier.droit.arrondis import demi_haut

_ESPACES = re.compile(r"[\s\u00a0\u202f]+")
_HEURES_MINUTES = re.compile(r"([0-9]+)(?:h([0-9]{2})?|:([0-9]{2}))", re.IGNORECASE)
_NOMBRE = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_ENTIER = re.compile(r"[0-9]+")
_DATE_FR = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_DATE_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_PERIODE = re.compile(r"([0-9/-]+)\s*(?::|\bau\b)\s*([0-9/-]+)")
_OUI = frozenset({"1", "oui", "o", "vrai", "true", "on", "x"})
_NON = frozenset({"", "0", "non", "n", "faux", "false", "off"})


class SaisieInvalide(ValueError):
    """A value nobody can read; the message is a French sentence for the person who wrote it.

    `modele` is the sentence with its gaps and `mots` what fills them, so that a screen can say it
    in another language; `champ` is the name of what was being filled in.
    """

    def __init__(self, modele: str, *, champ: str = "", **mots: object) -> None:
        phrase = modele % mots if mots else modele
        super().__init__(f"{champ} : {phrase}" if champ else phrase)
        self.modele, self.champ, self.mots = modele, champ, mots

    def pour(self, champ: str) -> "SaisieInvalide":
        """The same refusal, naming what was being filled in."""
        return SaisieInvalide(self.modele, champ=champ, **self.mots)


def lire_heures(texte: str) -> int:
    """Minutes in "130", "130,5", "130.5", "130h30", "130 h", "130:30".

    Decimal hours fall on the nearest minute, halves up ("7,33" is 7 h 20: the hundredths of an
    hour printed by time clocks are already rounded).
    """
    nettoye = _ESPACES.sub("", texte)
    if trouve := _HEURES_MINUTES.fullmatch(nettoye):
        heures, minutes = int(trouve[1]), int(trouve[2] or trouve[3] or 0)
        if minutes < 60:
            return heures * 60 + minutes
    elif _NOMBRE.fullmatch(nettoye):
        numerateur, denominateur = Decimal(nettoye.replace(",", ".")).as_integer_ratio()
        return demi_haut(numerateur * 60, denominateur)
    raise SaisieInvalide(
        "« %(texte)s » n'est pas un nombre d'heures : écrivez 130, 130,5, 130h30 ou 130:30.",
        texte=texte.strip(),
    )


def lire_date(texte: str) -> date:
    """The day in "31/12/2025" or "2025-12-31"."""
    nettoye = texte.strip()
    try:
        if trouve := _DATE_FR.fullmatch(nettoye):
            return date(int(trouve[3]), int(trouve[2]), int(trouve[1]))
        if trouve := _DATE_ISO.fullmatch(nettoye):
            return date(int(trouve[1]), int(trouve[2]), int(trouve[3]))
    except ValueError:
        raise SaisieInvalide(
            "« %(texte)s » n'existe pas dans le calendrier.", texte=nettoye
        ) from None
    raise SaisieInvalide(
        "« %(texte)s » n'est pas une date : écrivez 31/12/2025 ou 2025-12-31.", texte=nettoye
    )


def lire_periode(texte: str) -> tuple[date, date]:
    """First and last day in "2022-07-17:2022-12-17" or "du 17/07/2022 au 17/12/2022".

    Raises SaisieInvalide, also when the last day comes before the first.
    """
    nettoye = texte.strip().lower().removeprefix("du ")
    trouve = _PERIODE.fullmatch(nettoye)
    if trouve is None:
        raise SaisieInvalide(
            "« %(texte)s » n'est pas une période : écrivez 2022-07-17:2022-12-17, ou"
            " 17/07/2022 au 17/12/2022.",
            texte=texte.strip(),
        )
    debut, fin = lire_date(trouve[1]), lire_date(trouve[2])
    if fin < debut:
        raise SaisieInvalide(
            "« %(texte)s » finit avant de commencer : corrigez l'une des deux dates.",
            texte=texte.strip(),
        )
    return debut, fin


def lire_nombre(texte: str) -> Decimal:
    """The exact positive number in "1 234,56" or "1234.56"."""
    nettoye = _ESPACES.sub("", texte)
    if not _NOMBRE.fullmatch(nettoye):
        raise SaisieInvalide(
            "« %(texte)s » n'est pas un nombre : écrivez par exemple 7,95.", texte=texte.strip()
        )
    return Decimal(nettoye.replace(",", "."))


def lire_montant(texte: str) -> int:
    """Centimes in "1 234,56", "1234.56 €"; more than two decimals are refused, never rounded."""
    refus = SaisieInvalide(
        "« %(texte)s » n'est pas un montant en euros : deux chiffres au plus après la virgule, "
        "par exemple 7,95.",
        texte=texte.strip(),
    )
    return _centiemes(texte.replace("€", ""), refus)


def lire_postes(texte: str) -> int:
    """Hundredths of a full-time post in "10" or "7,95"; more than two decimals are refused."""
    refus = SaisieInvalide(
        "« %(texte)s » n'est pas un nombre de postes : deux chiffres au plus après la virgule, "
        "par exemple 7,95.",
        texte=texte.strip(),
    )
    return _centiemes(texte, refus)


def lire_pourcent(texte: str) -> int:
    """Ten-thousandths in "25", "12,5 %"; more than two decimals are refused, never rounded."""
    refus = SaisieInvalide(
        "« %(texte)s » n'est pas un pourcentage : deux chiffres au plus après la virgule, "
        "par exemple 12,5.",
        texte=texte.strip(),
    )
    return _centiemes(texte.replace("%", ""), refus)


def lire_coefficient(texte: str) -> int:
    """Ten-thousandths in "1,95" or "2,0545"; more than four decimals are refused."""
    refus = SaisieInvalide(
        "« %(texte)s » n'est pas un coefficient : quatre chiffres au plus après la virgule, "
        "par exemple 1,95.",
        texte=texte.strip(),
    )
    return _fois(texte, 10_000, refus)


def lire_entier(texte: str) -> int:
    """The positive whole number in "12" or "1 200"."""
    nettoye = _ESPACES.sub("", texte)
    if not _ENTIER.fullmatch(nettoye):
        raise SaisieInvalide("« %(texte)s » n'est pas un nombre entier.", texte=texte.strip())
    return int(nettoye)


def lire_booleen(texte: str) -> bool:
    """True for "oui", "1", "vrai"; False for "non", "0", "faux" or nothing."""
    nettoye = texte.strip().lower()
    if nettoye in _OUI:
        return True
    if nettoye in _NON:
        return False
    raise SaisieInvalide("« %(texte)s » : répondez oui ou non.", texte=texte.strip())


def _centiemes(texte: str, refus: SaisieInvalide) -> int:
    """Exact hundredths of a positive number, at most two decimals; else raise `refus`."""
    return _fois(texte, 100, refus)


def _fois(texte: str, unite: int, refus: SaisieInvalide) -> int:
    """A positive number in whole parts of `unite`; else raise `refus`."""
    try:
        valeur = lire_nombre(texte) * unite
    except (SaisieInvalide, InvalidOperation):
        raise refus from None
    if valeur != int(valeur):
        raise refus
    return int(valeur)


def decoder(contenu: bytes) -> str:
    """Text of a file written by a spreadsheet: UTF-8, with or without mark, else Windows-1252."""
    try:
        return contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        return contenu.decode("cp1252", errors="replace")
