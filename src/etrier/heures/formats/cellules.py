"""One cell of a spreadsheet as a day, minutes, a nature or a text. Exact, or refused.

A spreadsheet keeps numbers in binary: 7.35 is read back from its shortest writing (`str`), so that
0.35 hour is 21 minutes and not 20.999…
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal

from django.utils.translation import gettext as _

from etrier.droit.arrondis import demi_haut
from etrier.droit.ecriture import nombre
from etrier.droit.lecture import SaisieInvalide, lire_date, lire_heures, lire_nombre
from etrier.droit.vocabulaire import NatureHeures
from etrier.heures.formats.grille import Cellule

MINUTES_PAR_JOUR = 1440
# Day 0 of spreadsheets, and of their times past midnight (they believe 1900 was a leap year).
_ORIGINE_DATES = date(1899, 12, 30)
_ORIGINE_HEURES = datetime(1899, 12, 31)  # noqa: DTZ001 - a duration, not an instant
_ANNEE_DES_DUREES = 1900
_NUMEROS_DE_JOUR = range(32_874, 73_416)  # 1990 to 2100
_HEURE_AVEC_SECONDES = re.compile(r"(\d+:\d{2}):00")
# Enough for a second in a century, little enough to leave the noise of binary numbers out.
_CHIFFRES_UTILES = Context(prec=12)


def normaliser(texte: str) -> str:
    """Letters and digits only, without accents nor capitals: to recognise a header or a nature."""
    return "".join(c for c in _sans_accents(texte) if c.isalnum())


def cle_de_nom(texte: str) -> str:
    """A name without accents nor capitals; hyphens and apostrophes are spaces."""
    return " ".join(re.sub(r"[-'’‑]", " ", _sans_accents(texte)).split())


def _sans_accents(texte: str) -> str:
    decompose = unicodedata.normalize("NFKD", texte)
    return "".join(c for c in decompose if not unicodedata.combining(c)).casefold()


# How natures are written in the file: the same words whatever the language of the screens.
NATURES_ECRITES = {
    NatureHeures.TRAVAIL: "travail",
    NatureHeures.FORMATION: "formation",
    NatureHeures.ABSENCE_PAYEE: "absence payée",
    NatureHeures.ABSENCE_NON_PAYEE: "absence non payée",
    NatureHeures.CONGE_PAYE: "congé payé",
    NatureHeures.JOUR_FERIE: "jour férié",
}
_NATURES = {normaliser(texte): nature for nature, texte in NATURES_ECRITES.items()}


def lire_texte(cellule: Cellule) -> str:
    """What the cell shows; a whole number without its decimal point."""
    if isinstance(cellule, float) and cellule.is_integer():
        return str(int(cellule))
    return str(cellule).strip()


def lire_jour(cellule: Cellule) -> date:
    """The day of a date, of a spreadsheet's day number, or of a French or ISO text.

    Raises SaisieInvalide.
    """
    if isinstance(cellule, datetime):
        return cellule.date()
    if isinstance(cellule, date):
        return cellule
    if isinstance(cellule, int | float) and cellule in _NUMEROS_DE_JOUR:
        return _ORIGINE_DATES + timedelta(days=int(cellule))
    texte = lire_texte(cellule)
    if not texte:
        raise SaisieInvalide(_("le jour manque."))
    return lire_date(re.sub(r"[ T]00:00(:00)?$", "", texte))


def lire_nature(cellule: Cellule) -> NatureHeures:
    """The nature named; an empty cell is work. Raises SaisieInvalide."""
    texte = lire_texte(cellule)
    if not texte:
        return NatureHeures.TRAVAIL
    nature = _NATURES.get(normaliser(texte))
    if nature is None:
        raise SaisieInvalide(
            _("« %(texte)s » est une nature inconnue, choisissez parmi : %(natures)s.")
            % {"texte": texte, "natures": ", ".join(NATURES_ECRITES.values())}
        )
    return nature


def lire_minutes(cellule: Cellule) -> int:
    """Whole minutes of a day: 7.5, "7,5", "7h30", "7:30", or a true time. Raises SaisieInvalide."""
    minutes = _minutes(cellule)
    if minutes > MINUTES_PAR_JOUR:
        raise SaisieInvalide(
            _("%(heures)s heures en un jour : une journée en a 24 au plus, écrivez 7,5 ou 7h30.")
            % {"heures": nombre(Decimal(minutes // 60))}
        )
    return minutes


def _minutes(cellule: Cellule) -> int:
    match cellule:
        case time():
            duree = timedelta(hours=cellule.hour, minutes=cellule.minute, seconds=cellule.second)
            return _minutes_de_duree(duree)
        case timedelta():
            return _minutes_de_duree(cellule)
        case datetime():
            return _minutes_de_duree(cellule - _ORIGINE_HEURES)
        case date() if cellule.year <= _ANNEE_DES_DUREES:
            # 24:00 in a cell of times: a whole number of days is shown as a day of 1900.
            return _minutes_de_duree(cellule - _ORIGINE_HEURES.date())
        case bool() | date():
            pass
        case int() | float():
            return _minutes_exactes(Decimal(str(cellule)))
        case str():
            return _minutes_de_texte(cellule.strip())
    raise SaisieInvalide(
        _("« %(texte)s » n'est pas un nombre d'heures : écrivez 7,5 ou 7h30.")
        % {"texte": lire_texte(cellule)}
    )


def _minutes_de_texte(texte: str) -> int:
    if texte.startswith(("-", "−")):
        raise _negatif(texte)
    if trouve := _HEURE_AVEC_SECONDES.fullmatch(texte):
        texte = trouve[1]
    if "h" in texte.lower() or ":" in texte:
        return lire_heures(texte)
    try:
        return _minutes_exactes(lire_nombre(texte))
    except SaisieInvalide as erreur:
        if any(c.isdigit() for c in texte) and not any(c.isalpha() for c in texte):
            raise erreur from None
        return lire_heures(texte)  # its own sentence says how hours are written


def _minutes_de_duree(duree: timedelta) -> int:
    if duree < timedelta(0):
        raise _negatif(str(duree))
    minutes, reste = divmod(duree, timedelta(minutes=1))
    if reste:
        raise _pas_en_minutes(str(duree), minutes)
    return minutes


def _minutes_exactes(heures: Decimal) -> int:
    """Minutes of a number of hours, when it is the way a spreadsheet writes whole minutes."""
    if heures < 0:
        raise _negatif(nombre(heures))
    numerateur, denominateur = heures.as_integer_ratio()
    minutes = demi_haut(numerateur * 60, denominateur)
    ecrites = _CHIFFRES_UTILES.divide(Decimal(minutes), Decimal(60))
    if ecrites != _CHIFFRES_UTILES.plus(heures):
        raise _pas_en_minutes(nombre(heures), minutes)
    return minutes


def _negatif(texte: str) -> SaisieInvalide:
    return SaisieInvalide(
        _(
            "« %(texte)s » : une durée n'est pas négative. Pour annuler des heures validées, "
            "passez par une correction."
        )
        % {"texte": texte}
    )


def _pas_en_minutes(texte: str, minutes: int) -> SaisieInvalide:
    return SaisieInvalide(
        _("« %(texte)s » heures ne fait pas des minutes entières : écrivez par exemple %(juste)s.")
        % {"texte": texte, "juste": f"{minutes // 60}h{minutes % 60:02d}"}
    )
