"""Names and days written once for a block of rows, as people do to lighten a sheet."""

from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from etrier.heures.formats.tableurs.contenus import est_rien
from etrier.heures.formats.tableurs.entetes import PERSONNE, est_total
from etrier.heures.formats.tableurs.grille import Cellule, Rangee, est_vide
from etrier.heures.formats.tableurs.reperage import Reperage

_BLANCS_MINIMUM = 2


def remplir(reperage: Reperage) -> tuple[list[Rangee], list[str]]:
    """The rows under the header, blocks filled down, and a remark when some were.

    A column is filled only when blanks are its habit: never the same thing twice in a row, and
    blank at least on one row in three. Elsewhere a blank is an omission, refused as such.
    """
    rangees = [x for x in reperage.page.lignes if x[0] > reperage.entete]
    remarques = []
    groupes = [tuple(reperage.places[r] for r in PERSONNE if r in reperage.places)]
    groupes += [(reperage.places[r],) for r in ("jour",) if r in reperage.places]
    heures = [reperage.places[r] for r in ("heures", "arrivée") if r in reperage.places]
    for rang, groupe in enumerate(groupes):
        autres = [p for g in groupes if g != groupe for p in g]
        if groupe and _par_blocs(rangees, groupe, heures):
            rangees = _vers_le_bas(rangees, groupe, autres)
            remarques.append(_dire(rang))
    return rangees, remarques


def _dire(rang: int) -> str:
    if rang:
        return _("Le jour, écrit une fois par bloc, vaut pour les lignes du dessous.")
    return _("Le nom, écrit une fois par bloc, vaut pour les lignes du dessous.")


def _lire(cellules: Sequence[Cellule], places: Sequence[int]) -> tuple[Cellule, ...]:
    return tuple(cellules[p] if p < len(cellules) else "" for p in places)


def _par_blocs(rangees: Sequence[Rangee], groupe: Sequence[int], heures: Sequence[int]) -> bool:
    blancs = sum(all(est_vide(c[p]) for p in groupe if p < len(c)) for _n, c in rangees)
    if blancs < _BLANCS_MINIMUM or blancs * 4 < len(rangees):
        return False
    avec_heures = [
        cellules
        for _numero, cellules in rangees
        if not all(map(est_rien, _lire(cellules, heures))) and not any(map(est_total, cellules))
    ]
    lus = [_lire(c, groupe) for c in avec_heures]
    blancs = sum(all(map(est_vide, valeurs)) for valeurs in lus)
    if blancs < _BLANCS_MINIMUM or blancs * 3 < len(lus):
        return False
    return not any(a == b and not all(map(est_vide, a)) for a, b in pairwise(lus))


def _vers_le_bas(
    rangees: Sequence[Rangee], groupe: Sequence[int], autres: Sequence[int]
) -> list[Rangee]:
    remplies: list[Rangee] = []
    courantes: tuple[Cellule, ...] = ()
    for numero, cellules in rangees:
        lues = _lire(cellules, groupe)
        if any(est_total(c) for c in cellules):
            courantes = ()
        elif not all(map(est_vide, lues)):
            courantes = lues
        elif courantes and not all(map(est_vide, _lire(cellules, autres))):
            pleines = list(cellules) + [""] * (max(groupe) + 1 - len(cellules))
            for place, valeur in zip(groupe, courantes, strict=True):
                pleines[place] = valeur
            remplies.append((numero, pleines))
            continue
        remplies.append((numero, cellules))
    return remplies
