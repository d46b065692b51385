"""Days counted as the law counts them: from date to date, both ends of a period included."""

from calendar import monthrange
from datetime import date, timedelta

from etrier.droit.parametre import Parametres, Valeur

UN_JOUR = timedelta(days=1)
MOIS_PAR_AN = 12


def ajouter_mois(le: date, mois: int) -> date:
    """The same day some months later (earlier when negative), or the last day of a shorter month.

    >>> ajouter_mois(date(2024, 1, 31), 1), ajouter_mois(date(2024, 3, 31), -1)
    (datetime.date(2024, 2, 29), datetime.date(2024, 2, 29))
    """
    rang = le.year * MOIS_PAR_AN + le.month - 1 + mois
    annee, reste = divmod(rang, MOIS_PAR_AN)
    return date(annee, reste + 1, min(le.day, monthrange(annee, reste + 1)[1]))


def ajouter_annees(le: date, annees: int) -> date:
    """The same day some years later; 29 February becomes 28 February."""
    return ajouter_mois(le, annees * MOIS_PAR_AN)


def dernier_jour_de(debut: date, mois: int) -> date:
    """Last day of a period of some months that begins on `debut`, both ends included.

    >>> dernier_jour_de(date(2021, 3, 25), 24)
    datetime.date(2023, 3, 24)
    """
    return ajouter_mois(debut, mois) - UN_JOUR


def jours_inclus(debut: date, fin: date) -> int:
    """Days from `debut` to `fin`, both included; 0 when the end precedes the start."""
    return max((fin - debut).days + 1, 0)


def couvre(debut: date, fin: date | None, jour: date) -> bool:
    """True on each day of a period, both ends included; one without an end goes on."""
    return debut <= jour and (fin is None or jour <= fin)


def se_touchent(debut: date, fin: date | None, autre_debut: date, autre_fin: date | None) -> bool:
    """True when two periods share a day."""
    return (autre_fin is None or debut <= autre_fin) and (fin is None or autre_debut <= fin)


def au_plus_tot(parametres: Parametres, nom: str, le: date, cle: str | None = None) -> Valeur:
    """The value in force, or the first known one for a day before it.

    For rules that hold for every case already open when they were written (a waiting period, the
    length of a PASS), whatever its dates. Raises NonCalculable when the value is not established.
    """
    premiere = parametres.parametre(nom).lignes[0].depuis
    return parametres.valeur(nom, max(le, premiere), cle)
