"""Months, weeks and the days in them: a month is its first day, a week its Monday."""

from datetime import date, timedelta

from etrier.droit.regles.temps import dernier_jour

__all__ = [
    "MINUTES_PAR_JOUR",
    "dernier_jour",
    "ecrire_mois",
    "est_un_mois",
    "jours_de",
    "lire_mois",
    "lundi_de",
    "mois_precedent",
    "mois_suivant",
    "premier_jour",
]
MINUTES_PAR_JOUR = 1440


def premier_jour(jour: date) -> date:
    """First day of the month of `jour`."""
    return jour.replace(day=1)


def est_un_mois(debut: date, fin: date) -> bool:
    """True from the first to the last day of one month."""
    return debut.day == 1 and fin == dernier_jour(debut)


def mois_suivant(mois: date) -> date:
    """First day of the following month."""
    return dernier_jour(mois) + timedelta(days=1)


def mois_precedent(mois: date) -> date:
    """First day of the preceding month."""
    return premier_jour(premier_jour(mois) - timedelta(days=1))


def jours_de(debut: date, fin: date) -> list[date]:
    """Every day of a period, bounds included."""
    return [debut + timedelta(days=n) for n in range((fin - debut).days + 1)]


def lundi_de(jour: date) -> date:
    """The Monday of its week."""
    return jour - timedelta(days=jour.weekday())


def lire_mois(texte: str) -> date:
    """Read `2026-10` or `10/2026`.

    Raises ValueError with a French sentence when it is neither.
    """
    morceaux = texte.strip().replace("/", "-").split("-")
    try:
        a, b = (int(m) for m in morceaux)
        return date(a, b, 1) if a > 12 else date(b, a, 1)
    except ValueError:
        raise ValueError(
            f"« {texte} » n'est pas un mois : écrivez par exemple 2026-10 ou 10/2026."
        ) from None


def ecrire_mois(mois: date) -> str:
    """Write a month as `2026-10`, the form used in addresses and files."""
    return f"{mois:%Y-%m}"
