"""A signature drawn with a finger or a mouse: points read strictly, drawn again as SVG."""

import json
from typing import Final

from django.utils.translation import gettext as _

from etrier.socle.erreurs import Refus

LARGEUR: Final = 600
HAUTEUR: Final = 200
POINTS_MAXIMUM: Final = 6_000
POINTS_MINIMUM: Final = 8
Traits = list[list[tuple[int, int]]]


def lire_trace(texte: str) -> Traits:
    """Strokes of points within the frame, from the JSON the screen sends: `[[[x, y], …], …]`.

    Raises Refus for anything else: it is drawn on a paper people keep.
    """
    try:
        brut = json.loads(texte)
        traits = [[_point(p) for p in trait] for trait in brut]
    except (ValueError, TypeError, RecursionError):
        raise Refus(_("La signature n'a pas été reçue : effacez et signez de nouveau.")) from None
    points = sum(len(trait) for trait in traits)
    if points > POINTS_MAXIMUM:
        raise Refus(_("La signature est trop longue : effacez et signez plus simplement."))
    if points < POINTS_MINIMUM:
        raise Refus(_("La signature est presque vide : signez dans le cadre, ou sans dessin."))
    return [trait for trait in traits if trait]


def _point(brut: object) -> tuple[int, int]:
    if not isinstance(brut, list) or len(brut) != 2:
        raise ValueError
    x, y = brut
    if type(x) is not int or type(y) is not int:
        raise TypeError
    if not (0 <= x <= LARGEUR and 0 <= y <= HAUTEUR):
        raise ValueError
    return x, y


def en_svg(traits: Traits) -> str:
    """The strokes as a picture of black lines; only integers go in."""
    chemins = "".join(f'<path d="{_chemin(trait)}"/>' for trait in traits)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LARGEUR} {HAUTEUR}" '
        f'width="{LARGEUR}" height="{HAUTEUR}">'
        '<g fill="none" stroke="#10233f" stroke-width="4" stroke-linecap="round" '
        f'stroke-linejoin="round">{chemins}</g></svg>'
    )


def _chemin(trait: list[tuple[int, int]]) -> str:
    (x, y), *suite = trait
    # A dot is a line that goes nowhere.
    suite = suite or [(x, y)]
    return f"M{x} {y}" + "".join(f"L{a} {b}" for a, b in suite)
