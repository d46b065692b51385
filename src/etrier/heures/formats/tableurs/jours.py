"""A day, or a month, as people write it in a sheet: `05/10/26`, « lundi 5 octobre », 46300."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from etrier.droit.lecture import SaisieInvalide
from etrier.droit.lettres import sans_accents
from etrier.heures.formats.tableurs.cellules import en_erreur, est_erreur, lire_texte, normaliser
from etrier.heures.formats.tableurs.grille import Cellule

MOIS = (
    ("janvier", "janv", "jan"),
    ("fevrier", "fevr", "fev"),
    ("mars", "mar"),
    ("avril", "avr"),
    ("mai",),
    ("juin", "jun"),
    ("juillet", "juil", "jul"),
    ("aout", "aou"),
    ("septembre", "sept", "sep"),
    ("octobre", "oct"),
    ("novembre", "nov"),
    ("decembre", "dec"),
)
SEMAINE = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
ANNEES = range(1990, 2101)
_RANG_DU_MOIS = {mot: rang for rang, mots in enumerate(MOIS, start=1) for mot in mots}
_NOMS = "|".join(sorted(_RANG_DU_MOIS, key=len, reverse=True))
_ORIGINE = date(1899, 12, 30)
_JOURS_AVANT_1904 = 1462
_NUMEROS = range(32_874, 73_416)  # 1990 to 2100
_TROP_GRAND = 1e9
_HEURE = r"(?:[ t]+[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?\s*(?:z|[+-][0-9:]+)?)?"
_ISO = re.compile(rf"([0-9]{{4}})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}}){_HEURE}")
_COLLEE = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
FRANCAISE = re.compile(
    rf"([0-9]{{1,2}})\s*[-/.]\s*([0-9]{{1,2}})(?:\s*[-/.]\s*([0-9]{{4}}|[0-9]{{2}}))?\.?{_HEURE}"
)
_EN_LETTRES = re.compile(
    rf"([0-9]{{1,2}})(?:er)?[-/ .]*({_NOMS})\.?(?:[-/ .]*([0-9]{{4}}|[0-9]{{2}}))?{_HEURE}"
)
_SEUL = re.compile(r"([0-9]{1,2})(?:er)?")
_JOUR_NOMME = re.compile(r"([a-z]+)\.?,? *(?:le )?(?=[0-9]|$)")
_MOIS_NOMME = re.compile(
    rf"(?<![a-z])({_NOMS})\.?(?:[-/ .]|annee|:)*((?:19|20)[0-9]{{2}}|[0-9]{{2}}(?![0-9]))(?![0-9])"
)
_MOIS_EN_CHIFFRES = re.compile(
    r"(?<![0-9/.-])(?:(0?[1-9]|1[0-2])[-/. _]((?:19|20)[0-9]{2})|"
    r"((?:19|20)[0-9]{2})[-/. _]?(0[1-9]|1[0-2]))(?![0-9]|[-/.][0-9])"
)
_PERIODE = re.compile(r"du\s+[0-9]{1,2}/([0-9]{1,2})/([0-9]{4})\s+au\s+[0-9]{1,2}/\1/\2")
_NOM_DE_MOIS = re.compile(rf"(?<![a-z])({_NOMS})(?![a-z])")
_ANNEE = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")


class SansMois(SaisieInvalide):
    """A day whose month, or year, nobody said."""


class MauvaisJour(SaisieInvalide):
    """A date under the weekday of another."""


@dataclass(frozen=True)
class Calendrier:
    """What a sheet says of its days: its month when it says one, and where its numbers start."""

    mois: date | None = None
    depuis_1904: bool = False


SANS_MOIS = Calendrier()


def lire_jour(cellule: Cellule, calendrier: Calendrier = SANS_MOIS) -> date:
    """The day of a date, of a spreadsheet's day number, or of a text as French people write it.

    « 5 », « 05/10 » or « lundi 5 octobre » take their month or year from the sheet's month. A
    weekday that is not the day's own is refused. Raises SaisieInvalide.
    """
    if isinstance(cellule, datetime):
        return _plausible(cellule.date())
    if isinstance(cellule, date):
        return _plausible(cellule)
    if isinstance(cellule, bool | time | timedelta):
        raise _pas_une_date(lire_texte(cellule))
    if isinstance(cellule, int | float):
        return _de_nombre(cellule, calendrier)
    texte = lire_texte(cellule)
    if not texte:
        raise SaisieInvalide(_("le jour manque."))
    if est_erreur(texte):
        raise en_erreur(texte)
    return _de_texte(texte, calendrier)


def _de_nombre(valeur: float, calendrier: Calendrier) -> date:
    if abs(valeur) < _TROP_GRAND and valeur == int(valeur):
        entier = int(valeur)
        if calendrier.depuis_1904 and entier + _JOURS_AVANT_1904 in _NUMEROS:
            return _ORIGINE + timedelta(days=entier + _JOURS_AVANT_1904)
        if entier in _NUMEROS:
            return _ORIGINE + timedelta(days=entier)
        return _de_texte(str(entier), calendrier)
    raise _pas_une_date(lire_texte(valeur))


def _de_texte(texte: str, calendrier: Calendrier) -> date:
    plat = a_plat(texte).removeprefix("le ")
    jour_nomme = _JOUR_NOMME.match(plat)
    rangs = jours_de_semaine(jour_nomme[1]) if jour_nomme else ()
    if jour_nomme and not rangs:
        raise _pas_une_date(texte)
    reste = plat[jour_nomme.end() :] if jour_nomme else plat
    jour = _composer(reste.strip(), texte, calendrier)
    return verifier_semaine(jour, rangs, texte)


def verifier_semaine(jour: date, rangs: tuple[int, ...], texte: str) -> date:
    """The day, when it falls on one of these weekdays, or on none said. Raises MauvaisJour."""
    if rangs and jour.weekday() not in rangs:
        raise MauvaisJour(
            _("« %(texte)s » : le %(jour)s est un %(vrai)s.")
            % {"texte": texte, "jour": f"{jour:%d/%m/%Y}", "vrai": SEMAINE[jour.weekday()]}
        )
    return jour


def _composer(plat: str, texte: str, calendrier: Calendrier) -> date:
    if trouve := _ISO.fullmatch(plat) or _COLLEE.fullmatch(plat):
        return _exister(int(trouve[1]), int(trouve[2]), int(trouve[3]), texte)
    trouve = FRANCAISE.fullmatch(plat)
    # « 7.5 » is a number of hours in the wrong column, sooner than a day of May.
    if trouve and (trouve[3] or "." not in plat):
        return _dater(int(trouve[1]), int(trouve[2]), trouve[3], texte, calendrier)
    if trouve := _EN_LETTRES.fullmatch(plat):
        return _dater(int(trouve[1]), _RANG_DU_MOIS[trouve[2]], trouve[3], texte, calendrier)
    if re.fullmatch(r"[0-9]{5}", plat) and int(plat) in _NUMEROS:
        return _ORIGINE + timedelta(days=int(plat))
    if (trouve := _SEUL.fullmatch(plat)) and 1 <= int(trouve[1]) <= 31:
        if calendrier.mois is None:
            raise SansMois(
                _("« %(texte)s » n'est pas une date : écrivez 31/12/2025, ou le mois en titre.")
                % {"texte": texte}
            )
        return _exister(calendrier.mois.year, calendrier.mois.month, int(trouve[1]), texte)
    raise _pas_une_date(texte)


def _dater(jour: int, mois: int, annee: str | None, texte: str, calendrier: Calendrier) -> date:
    if annee:
        return _exister(int(annee) + (2000 if len(annee) == 2 else 0), mois, jour, texte)
    repere = calendrier.mois
    if repere is None:
        raise SansMois(
            _("« %(texte)s » : l’année manque, écrivez-la, ou le mois dans le titre.")
            % {"texte": texte}
        )
    # January seen from December is next year's.
    ecart = (mois - repere.month + 6) % 12 - 6
    annee_de_mois = (repere.year * 12 + repere.month - 1 + ecart) // 12
    return _exister(annee_de_mois, mois, jour, texte)


def _exister(annee: int, mois: int, jour: int, texte: str) -> date:
    try:
        return _plausible(date(annee, mois, jour))
    except ValueError as erreur:
        if isinstance(erreur, SaisieInvalide):
            raise
        raise SaisieInvalide(
            _("« %(texte)s » n'existe pas dans le calendrier.") % {"texte": texte}
        ) from None


def _plausible(jour: date) -> date:
    if jour.year not in ANNEES:
        raise SaisieInvalide(
            _("« %(jour)s » n’est pas une date d’aujourd’hui : vérifiez l’année.")
            % {"jour": f"{jour.day:02d}/{jour.month:02d}/{jour.year:04d}"}
        )
    return jour


def _pas_une_date(texte: str) -> SaisieInvalide:
    return SaisieInvalide(
        _("« %(texte)s » n'est pas une date : écrivez 31/12/2025 ou 2025-12-31.")
        % {"texte": texte[:60]}
    )


def a_plat(texte: str) -> str:
    """In small letters without accents, signs kept but that of « n° », spaces made single."""
    return " ".join(sans_accents(texte.translate(_SANS_DEGRE)).lower().split())


_SANS_DEGRE = str.maketrans("º°", "  ")


@lru_cache(maxsize=4096)
def jours_de_semaine(mot: str) -> tuple[int, ...]:
    """(0,) for lundi, lun., lu or L; (1, 2) for M; nothing for what is not a weekday."""
    plat = normaliser(mot)
    trouves = tuple(r for r, nom in enumerate(SEMAINE) if plat and nom.startswith(plat))
    return trouves if len(trouves) == 1 or plat == "m" else ()


def trouver_mois(texte: str) -> set[date]:
    """Months written with their year: « octobre 2026 », « 10/2026 », « du 01/10/2026 au … »."""
    plat = a_plat(texte).replace("_", " ")
    trouves = {
        (int(annee) + (2000 if len(annee) == 2 else 0), nom)
        for nom, annee in _MOIS_NOMME.findall(plat)
    }
    mois = {date(annee, _RANG_DU_MOIS[nom], 1) for annee, nom in trouves}
    for m1, a1, a2, m2 in _MOIS_EN_CHIFFRES.findall(plat):
        mois.add(date(int(a1 or a2), int(m1 or m2), 1))
    for numero, annee in _PERIODE.findall(plat):
        if 1 <= int(numero) <= 12:
            mois.add(date(int(annee), int(numero), 1))
    return {m for m in mois if m.year in ANNEES}


def noms_de_mois(texte: str) -> set[int]:
    """Ranks of the months named without a year."""
    return {_RANG_DU_MOIS[nom] for nom in _NOM_DE_MOIS.findall(a_plat(texte))}


def annees(texte: str) -> set[int]:
    """Years written in full."""
    return {int(a) for a in _ANNEE.findall(texte) if int(a) in ANNEES}


def est_americaine(cellules: Iterable[Cellule]) -> bool:
    """True when a column only makes sense as month/day/year, and something in it proves so."""
    preuve = False
    for cellule in cellules:
        if isinstance(cellule, date):
            # A French spreadsheet opened it: the days it could swap became true dates.
            if cellule.day > 12:
                return False
            continue
        trouve = FRANCAISE.fullmatch(lire_texte(cellule).lower()) if cellule else None
        if trouve is None:
            continue
        if int(trouve[1]) > 12:
            return False
        preuve = preuve or 12 < int(trouve[2]) <= 31
    return preuve
