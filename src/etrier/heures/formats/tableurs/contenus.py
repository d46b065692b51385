"""A cell of hours: minutes, a code, both, or nothing. Each distinct cell is read once."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Generic, NoReturn, TypeVar

from django.utils.translation import gettext as _

from etrier.droit.arrondis import demi_haut
from etrier.droit.lecture import SaisieInvalide
from etrier.droit.vocabulaire import NatureHeures
from etrier.heures.cases import lire_case
from etrier.heures.formats.tableurs.cellules import (
    cle_de_nom,
    est_erreur,
    lire_minutes,
    lire_nature,
    lire_texte,
    minutes_sans_limite,
    normaliser,
)
from etrier.heures.formats.tableurs.grille import Cellule

T = TypeVar("T")
SECONDES_PAR_JOUR = 86_400
# What people write where there is nothing to write.
_RIEN = frozenset({"", "neant", "ras", "repos", "nt", "sansobjet", "weekend"})
_CODE = re.compile(r"[^\W\d_]+\.?")
_MOTS = re.compile(r"[^\W\d_]+(?:[ .'’/-]+[^\W\d_]+){0,3}\.?")
_CHIFFRES = re.compile(r"[0-9.,:\s\u202f\u00a0h'-]*", re.IGNORECASE)
_SCIENTIFIQUE = re.compile(r"[0-9.,]+E[+-]?[0-9]+", re.IGNORECASE)
_DATE_ET_HEURE = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{2,4}[ T]+([0-9:]{4,8})")
_UNITE = re.compile(r"(?<=[0-9])\s*(?:heures?|hrs?|min|mn|minutes?)\b\.?", re.IGNORECASE)
_BIFFE = {"x", "xx", "xxx", "ok", "v", "present", "p", "oui", "true", "vrai"}


class Memoire(Generic[T]):
    """Reads a cell once for all those that hold the same: (value, sentence of refusal)."""

    def __init__(self, lecture: Callable[[Cellule], T]) -> None:
        self._lecture = lecture
        self._lues: dict[tuple[type, Cellule], tuple[T | None, str]] = {}

    def __call__(self, cellule: Cellule) -> tuple[T | None, str]:
        # 1, 1.0 and True are equal, and do not read the same.
        cle = (type(cellule), cellule)
        lue = self._lues.get(cle)
        if lue is None:
            try:
                lue = (self._lecture(cellule), "")
            except SaisieInvalide as erreur:
                lue = (None, str(erreur))
            self._lues[cle] = lue
        return lue


@dataclass(frozen=True)
class Part:
    """Minutes of one nature; `minutes` is None for a code alone: the planned day.

    `nature` is None for a code nobody knows, which is refused and can be asked about.
    """

    nature: NatureHeures | None
    minutes: int | None
    code: str = ""


def est_rien(cellule: Cellule) -> bool:
    """True for an empty cell, « - », « / », « néant », « RAS »."""
    return isinstance(cellule, str) and (cellule == "" or _ne_dit_rien(cellule))


@lru_cache(maxsize=8192)
def _ne_dit_rien(texte: str) -> bool:
    return normaliser(texte) in _RIEN


def lire_contenu(
    cellule: Cellule, codes: Mapping[str, int], fractions: bool = False
) -> tuple[Part, ...]:
    """What one cell of hours holds; nothing at all for « - ».

    With `fractions`, numbers up to 1 are suspected to be parts of a day, and refused.
    Raises SaisieInvalide.
    """
    if est_rien(cellule):
        return ()
    if not isinstance(cellule, str):
        return (Part(NatureHeures.TRAVAIL, _minutes(cellule, fractions)),)
    texte = lire_texte(cellule)
    en_chiffres = _CHIFFRES.fullmatch(_UNITE.sub("", texte)) or _SCIENTIFIQUE.fullmatch(texte)
    if en_chiffres or est_erreur(texte):
        return (Part(NatureHeures.TRAVAIL, _minutes(texte, fractions)),)
    nature = chercher(codes, texte)
    if nature is not None:
        return (Part(nature, None, texte.rstrip(".")),)
    if _CODE.fullmatch(texte):
        _refuser_le_code(texte, codes)
    if len(texte) > 40 or not any(c.isalpha() for c in texte):
        return (Part(NatureHeures.TRAVAIL, lire_minutes(texte)),)
    lues = lire_case(texte, codes)
    return tuple(Part(NatureHeures(n), m, texte if n else "") for n, m in lues.items())


def _minutes(cellule: Cellule, fractions: bool) -> int:
    valeur = nombre_nu(cellule) if fractions else None
    if valeur is not None and 0 < valeur <= 1:
        raise SaisieInvalide(
            _(
                "« %(texte)s » : cette colonne semble compter en fractions de jour (0,3125 pour "
                "7h30) : mettez-la au format « Heure », ou écrivez 7h30."
            )
            % {"texte": lire_texte(cellule)}
        )
    return lire_minutes(cellule)


def chercher(codes: Mapping[str, int], texte: str) -> NatureHeures | None:
    """The nature of a code, written in capitals, else without accents; None: no such code."""
    for cle in (texte.rstrip(".").upper(), cle_de_nom(texte).upper()):
        if cle in codes:
            return NatureHeures(codes[cle])
    return None


def code_inconnu(cellule: Cellule, codes: Mapping[str, int]) -> str:
    """The word of a cell that was refused, when somebody could say which nature it is; else ""."""
    texte = lire_texte(cellule)
    if not _MOTS.fullmatch(texte) or texte.rstrip(".").lower() in _BIFFE:
        return ""
    return "" if chercher(codes, texte) is not None or est_erreur(texte) else texte


def _refuser_le_code(texte: str, codes: Mapping[str, int]) -> NoReturn:
    if texte.rstrip(".").lower() in _BIFFE:
        raise SaisieInvalide(
            _("« %(texte)s » ne dit pas combien d’heures : écrivez la durée, par exemple 7h.")
            % {"texte": texte}
        )
    lire_case(texte, codes)  # its own sentence lists the codes
    raise SaisieInvalide(_("« %(texte)s » n’est pas un code.") % {"texte": texte})


def nature_ou_code(cellule: Cellule, codes: Mapping[str, int]) -> NatureHeures:
    """The nature a column names, in words or by its code. Raises SaisieInvalide."""
    nature = chercher(codes, lire_texte(cellule))
    return lire_nature(cellule) if nature is None else nature


def lire_instant(cellule: Cellule) -> int:
    """Minutes since midnight of an arrival or a departure. Raises SaisieInvalide."""
    if isinstance(cellule, datetime) and cellule.year > 1904:
        cellule = cellule.time()
    if isinstance(cellule, str) and (ensemble := _DATE_ET_HEURE.fullmatch(cellule.strip())):
        cellule = ensemble[1]
    if isinstance(cellule, float) and 0 < cellule < 1:
        numerateur, denominateur = Decimal(str(cellule)).as_integer_ratio()
        cellule = timedelta(seconds=demi_haut(numerateur * SECONDES_PAR_JOUR, denominateur))
    return lire_minutes(cellule)


def lire_pause(cellule: Cellule) -> int:
    """Minutes of a break: 0:45, 0,75, 45 or « 45 min ». Raises SaisieInvalide."""
    if est_rien(cellule):
        return 0
    valeur = nombre_nu(cellule)
    if valeur is None or valeur <= 3:
        return lire_minutes(cellule)
    if valeur >= 10 and valeur == int(valeur) and valeur <= 240:
        return int(valeur)
    raise SaisieInvalide(
        _("« %(texte)s » : pause en heures ou en minutes ? Écrivez 0h45 ou 45 min.")
        % {"texte": lire_texte(cellule)}
    )


def nombre_nu(cellule: Cellule) -> Decimal | None:
    """The number in a cell that holds nothing but a number, without unit nor format of time."""
    if isinstance(cellule, bool | time | date | timedelta):
        return None
    texte = str(cellule).strip().replace(",", ".")
    if len(texte) > 25:
        return None
    try:
        valeur = Decimal(texte)
    except InvalidOperation:
        return None
    return valeur if valeur.is_finite() else None


def en_fractions(cellules: Iterable[Cellule]) -> bool:
    """True when a number of the column is whole minutes as a part of a day, and not as hours."""
    for cellule in cellules:
        valeur = nombre_nu(cellule)
        if valeur is None or not 0 < valeur < 1:
            continue
        if _entier(valeur * 1440) and not _entier(valeur * 60):
            return True
    return False


def _entier(valeur: Decimal) -> bool:
    return abs(valeur - valeur.to_integral_value()) < Decimal("0.000001")


def minutes_au_point(cellules: Iterable[Cellule]) -> str:
    """« 7,30 » when the column seems to write minutes after the comma; nothing when it does not."""
    exemple = ""
    for cellule in cellules:
        valeur = nombre_nu(cellule)
        if valeur is None or valeur < 1 or valeur > 24:
            continue
        centiemes = valeur % 1 * 100
        if centiemes not in (0, 15, 30, 45):
            return ""
        if centiemes and not exemple:
            exemple = lire_texte(cellule)
    return exemple


def lire_total(cellule: Cellule) -> int | None:
    """Minutes of a sum, beyond 24 hours too; None when it is not one."""
    if est_rien(cellule) or isinstance(cellule, bool):
        return None
    try:
        return minutes_sans_limite(cellule)
    except SaisieInvalide:
        return None
