"""Headers where each column is a day: « 1 2 3 », « lun. 5 », dates, or Monday to Sunday."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from django.utils.translation import gettext as _

from etrier.droit.lecture import SaisieInvalide
from etrier.heures.formats.tableurs.cellules import lire_texte
from etrier.heures.formats.tableurs.entetes import est_colonne_de_total, est_total, role_de
from etrier.heures.formats.tableurs.grille import Cellule, Page, est_vide
from etrier.heures.formats.tableurs.jours import (
    ANNEES,
    Calendrier,
    a_plat,
    jours_de_semaine,
    lire_jour,
    verifier_semaine,
)

JOURS_MINIMUM = 5
RANGEES_REGARDEES = 40
_ETIQUETTE = re.compile(r"(?:([a-z]+)\.?,? *)?([0-9]{1,2})(?:er)?")
_JOUR_LETTRE = re.compile(r"j ?[0-9]{1,2}")
_REPERE = Calendrier(date(2024, 1, 1))
_NUMERO_DE_SEMAINE = re.compile(
    r"(?<![a-z])(?:s|sem|semaine)\.? *(?:n|no)?[ °]*([0-9]{1,2})(?![0-9])"
)
_LUNDI_ECRIT = re.compile(r"(?:du|semaine du|lundi)\s+([0-9]{1,2}[^a]*?[0-9a-z]+?)(?:\s+au\s.*|$)")


@dataclass(frozen=True)
class Bloc:
    """Rows under one header of days. `jours` are by place: a day, or why it is none.

    `entetes` are the numbers of its header rows, `fin` the number of its last row; `titres` those
    of the rows above that say its week.
    """

    entetes: tuple[int, ...]
    fin: int
    jours: dict[int, date | SaisieInvalide]
    totaux: tuple[int, ...]
    titres: tuple[int, ...] = ()


@dataclass(frozen=True)
class RangeeDeJours:
    """A row that reads as days: its rank among the rows, and the label of each place."""

    rang: int
    etiquettes: dict[int, Cellule]
    en_semaine: bool


def rang_du_jour(cellule: Cellule) -> int | None:
    """A number that grows from day to day: the day of the month, or of the calendar; else None."""
    if isinstance(cellule, date):
        return cellule.toordinal() if cellule.year in ANNEES else None
    if isinstance(cellule, bool) or not isinstance(cellule, int | float | str):
        return None
    return _rang_du_texte(lire_texte(cellule))


@lru_cache(maxsize=4096)
def _rang_du_texte(brut: str) -> int | None:
    texte = a_plat(brut)
    trouve = _ETIQUETTE.fullmatch(texte)
    if trouve:
        connu = trouve[1] is None or trouve[1] == "j" or jours_de_semaine(trouve[1])
        return int(trouve[2]) if connu and 1 <= int(trouve[2]) <= 31 else None
    if len(texte) < 3 or not any(c.isdigit() for c in texte):
        return None
    try:
        return lire_jour(_sans_jour_de_semaine(texte), _REPERE).toordinal()
    except SaisieInvalide:
        return None


def _sans_jour_de_semaine(texte: str) -> str:
    mot, _espace, reste = texte.partition(" ")
    return reste if reste and jours_de_semaine(mot) else texte


def etiquettes_de_jours(cellules: Sequence[Cellule]) -> dict[int, Cellule]:
    """The labels of a row of days, by place; empty when the row is not one."""
    rangs = {place: rang_du_jour(c) for place, c in enumerate(cellules) if not est_vide(c)}
    trouves = {p: r for p, r in rangs.items() if r is not None}
    if not any(re.match(r"[lmjvd]", lire_texte(cellules[p]).lower()) for p in trouves):
        trouves = {p: r for p, r in trouves.items() if not est_colonne_de_total(cellules[p])}
    suite = _plus_longue_suite(trouves)
    if len(suite) < JOURS_MINIMUM or not _de_proche_en_proche([trouves[p] for p in suite]):
        return {}
    return {place: cellules[place] for place in suite}


def _plus_longue_suite(rangs: dict[int, int]) -> list[int]:
    """Places of the longest run of growing days; a month may turn within it."""
    meilleure: list[int] = []
    courante: list[int] = []
    for place in sorted(rangs):
        if courante and rangs[place] <= rangs[courante[-1]] and rangs[place] != 1:
            courante = []
        courante.append(place)
        meilleure = max(meilleure, courante, key=len)
    return list(meilleure)


def _de_proche_en_proche(rangs: Sequence[int]) -> bool:
    """True when most days follow the one before, weekends left out."""
    pas = list(pairwise(rangs))
    proches = sum(b - a == 1 or b == 1 for a, b in pas)
    return proches * 2 > len(pas)


def etiquettes_de_semaine(cellules: Sequence[Cellule]) -> dict[int, Cellule]:
    """The weekdays of a row, by place, when at least five follow one another."""
    trouves = {
        place: cellule
        for place, cellule in enumerate(cellules)
        if isinstance(cellule, str) and cellule and jours_de_semaine(lire_texte(cellule))
    }
    attendu = 0
    gardes: dict[int, Cellule] = {}
    for place, cellule in trouves.items():
        rangs = jours_de_semaine(lire_texte(cellule))
        if attendu in rangs or (gardes and (attendu % 7) in rangs):
            gardes[place] = cellule
            attendu += 1
        elif not gardes:
            attendu = rangs[0] + 1
            gardes[place] = cellule
    return gardes if len(gardes) >= JOURS_MINIMUM else {}


def rangees_de_jours(page: Page) -> list[RangeeDeJours]:
    """Every row that heads columns of days. Weekdays count when no row beside says the dates."""
    datees = _chercher(page, etiquettes_de_jours, en_semaine=False)
    if not datees:
        return _chercher(page, etiquettes_de_semaine, en_semaine=True)
    large = max(len(r.etiquettes) for r in datees)
    debut = min(datees[0].etiquettes)
    return [r for r in datees if len(r.etiquettes) * 2 > large and _est_entete(page, r, debut)]


def _chercher(
    page: Page,
    etiquettes_de: Callable[[Sequence[Cellule]], dict[int, Cellule]],
    *,
    en_semaine: bool,
) -> list[RangeeDeJours]:
    """All the rows of one sort, when one of the first rows is."""
    trouvees: list[RangeeDeJours] = []
    for rang, (_numero, cellules) in enumerate(page.lignes):
        if rang == RANGEES_REGARDEES and not trouvees:
            break
        if etiquettes := etiquettes_de(cellules):
            trouvees.append(RangeeDeJours(rang, etiquettes, en_semaine))
    return trouvees


def _est_entete(page: Page, rangee: RangeeDeJours, debut: int) -> bool:
    """Hours that happen to grow from day to day stand beside a name: they are no header."""
    cellules = page.lignes[rangee.rang][1]
    if any(isinstance(c, str) for c in rangee.etiquettes.values()):
        return True
    devant = [c for c in cellules[:debut] if not est_vide(c)]
    premiere = next(iter(rangee.etiquettes.values()))
    return isinstance(premiere, date) or premiere == 1 or not devant or any(map(role_de, devant))


def voisine_de_semaine(page: Page, rangee: RangeeDeJours) -> tuple[int, dict[int, Cellule]] | None:
    """The row of weekdays just above or below a row of days: its rank and its labels."""
    for rang in (rangee.rang - 1, rangee.rang + 1):
        if 0 <= rang < len(page.lignes):
            cellules = page.lignes[rang][1]
            lus = {
                p: cellules[p]
                for p in rangee.etiquettes
                if p < len(cellules) and jours_de_semaine(lire_texte(cellules[p]))
            }
            if len(lus) * 3 >= len(rangee.etiquettes) * 2:
                return rang, lus
    return None


def dater(
    etiquettes: dict[int, Cellule], semaine: dict[int, Cellule], calendrier: Calendrier
) -> dict[int, date | SaisieInvalide]:
    """The day of each place, checked against its weekday."""
    sans_lettre = all(
        isinstance(c, str) and _JOUR_LETTRE.fullmatch(lire_texte(c).lower())
        for c in etiquettes.values()
    )
    jours: dict[int, date | SaisieInvalide] = {}
    if sur_deux_mois(etiquettes):
        message = _("les jours vont d’un mois à l’autre : écrivez les dates entières.")
        return dict.fromkeys(etiquettes, SaisieInvalide(message))
    for place, cellule in etiquettes.items():
        lu = lire_texte(cellule)[1:].strip() if sans_lettre else cellule
        try:
            jour = lire_jour(lu, calendrier)
            nom = lire_texte(semaine.get(place, ""))
            jours[place] = verifier_semaine(jour, jours_de_semaine(nom), nom)
        except SaisieInvalide as erreur:
            jours[place] = erreur
    return jours


def sur_deux_mois(etiquettes: dict[int, Cellule]) -> bool:
    """True for « 30 31 1 2 »: numbers alone cannot say which month is which."""
    rangs = [rang_du_jour(c) or 0 for _place, c in sorted(etiquettes.items())]
    return any(b <= a for a, b in pairwise(rangs))


def lundi_de(textes: Sequence[str], calendrier: Calendrier) -> date | None:
    """The Monday of « Semaine 41 », « S41 », « du 05/10/2026 au 11/10/2026 »."""
    for texte in map(a_plat, textes):
        if trouve := _LUNDI_ECRIT.search(texte):
            try:
                jour = lire_jour(trouve[1].strip(), calendrier)
            except SaisieInvalide:
                continue
            return jour - timedelta(days=jour.weekday())
    repere = calendrier.mois
    for texte in map(a_plat, textes):
        trouve = _NUMERO_DE_SEMAINE.search(texte)
        annee = re.search(r"(?<![0-9])(20[0-9]{2})(?![0-9])", texte)
        if trouve and (repere or annee) and 1 <= int(trouve[1]) <= 53:
            return _lundi_de_semaine(int(annee[1]) if annee else None, int(trouve[1]), repere)
    return None


def _lundi_de_semaine(annee: int | None, semaine: int, repere: date | None) -> date | None:
    """The Monday of an ISO week: the year said, else the one nearest to the sheet's month."""
    if annee is not None:
        candidates = [annee]
    else:
        candidates = [repere.year - 1, repere.year, repere.year + 1] if repere else []
    lundis = []
    for candidate in candidates:
        try:
            lundis.append(datetime.fromisocalendar(candidate, semaine, 1).date())
        except ValueError:
            continue
    if not lundis:
        return None
    milieu = repere.replace(day=15) if repere else lundis[0]
    return min(lundis, key=lambda lundi: abs((lundi - milieu).days))


def places_des_totaux(page: Page, rangs: Sequence[int], jours: Sequence[int]) -> tuple[int, ...]:
    """Places of the columns of sums, beside or between the days."""
    return tuple(
        sorted(
            {
                place
                for rang in rangs
                for place, cellule in enumerate(page.lignes[rang][1])
                if place not in jours
                and (est_total(cellule) or (place > min(jours) and est_colonne_de_total(cellule)))
            }
        )
    )
