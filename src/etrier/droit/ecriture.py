"""Writing figures in French: amounts, hours, dates, numbers. No-break spaces inside a figure."""

from datetime import date
from decimal import Decimal

INSECABLE = "\u00a0"
MOIS: tuple[str, ...] = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip


def euros(centimes: int) -> str:
    """Centimes as an amount: -766699 is "-7 666,99 €"."""
    signe = "-" if centimes < 0 else ""
    entiers, reste = divmod(abs(centimes), 100)
    return f"{signe}{_milliers(entiers)},{reste:02d}{INSECABLE}€"


def heures(minutes: int) -> str:
    """Minutes as hours: 7800 is "130 h", 7830 is "130 h 30"."""
    signe = "-" if minutes < 0 else ""
    entieres, reste = divmod(abs(minutes), 60)
    fin = f"{INSECABLE}{reste:02d}" if reste else ""
    return f"{signe}{_milliers(entieres)}{INSECABLE}h{fin}"


def nombre(valeur: Decimal | int) -> str:
    """A number with its own decimals and a comma: Decimal("1505") is "1 505", 0.70 is "0,70"."""
    texte = format(Decimal(valeur), "f")
    signe, texte = ("-", texte[1:]) if texte.startswith("-") else ("", texte)
    entiers, _, decimales = texte.partition(".")
    return signe + _milliers(int(entiers)) + (f",{decimales}" if decimales else "")


def centiemes(valeur: int) -> str:
    """Hundredths as a number: 795 is "7,95", 1000 is "10"."""
    entiers, reste = divmod(abs(valeur), 100)
    fin = f",{reste:02d}" if reste else ""
    return ("-" if valeur < 0 else "") + _milliers(entiers) + fin


def jour(le: date) -> str:
    """A day: "31/12/2025"."""
    return f"{le:%d/%m/%Y}"


def du_au(debut: date, fin: date) -> str:
    """Two days: "du 01/03/2026 au 31/08/2026"."""
    return f"du {jour(debut)} au {jour(fin)}"


def jour_en_lettres(le: date) -> str:
    """A day in words: "24 mars 2023", "1er mai 2026"."""
    quantieme = "1er" if le.day == 1 else str(le.day)
    return f"{quantieme}{INSECABLE}{MOIS[le.month - 1]} {le.year:04}"


def _milliers(entier: int) -> str:
    return f"{entier:,}".replace(",", INSECABLE)
