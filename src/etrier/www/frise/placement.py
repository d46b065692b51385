"""Where everything goes: days become points, lanes get rows, and no text covers another.

Points are integers: the picture is 1000 wide, whatever it is drawn on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from etrier.droit.arrondis import demi_haut
from etrier.parcours.frise.types import Evenement, Frise, Sorte, Voie
from etrier.www.frise.cadrage import Fenetre

LARGEUR, GAUCHE, DROITE = 1000, 165, 990
HAUT, RANG, BARRE = 62, 26, 19
MARGE_VOIE = 7
RAYON = 6
LIGNE_DE_TITRE = 15
# A sign of the font at 12 points is never wider on average, accents and capitals included.
DIXIEMES_PAR_SIGNE = 66
ENTRE = 8
# So many dots stand side by side that words would hide them: the table has the words.
SANS_MOTS = frozenset({Sorte.ENTRETIEN, Sorte.ABSENCE})


def largeur_de(texte: str) -> int:
    """Points a text takes, rather too many."""
    return demi_haut(len(texte) * DIXIEMES_PAR_SIGNE, 10)


@dataclass(frozen=True)
class Echelle:
    """From days to points."""

    fenetre: Fenetre

    def x(self, jour: date) -> int:
        """The left of a day, held inside the drawing."""
        passes = (jour - self.fenetre.debut).days * (DROITE - GAUCHE)
        return min(max(GAUCHE + demi_haut(passes, self.fenetre.jours), GAUCHE), DROITE)


@dataclass(frozen=True)
class Place:
    """One event placed: its bar or dot from `x0` to `x1`, its words at `x_mot`, its row."""

    evenement: Evenement
    x0: int
    x1: int
    mot: str
    x_mot: int
    rang: int = 0

    @property
    def gauche(self) -> int:
        """Where it begins, words included."""
        return min(self.x0, self.x_mot)

    @property
    def droite(self) -> int:
        """Where it ends, words included."""
        return max(self.x1, self.x_mot + largeur_de(self.mot))


@dataclass(frozen=True)
class VoiePlacee:
    """A lane at its height."""

    titre: str
    y: int
    rangs: int
    places: list[Place]

    @property
    def hauteur(self) -> int:
        """Of all its rows."""
        titre = len(couper(self.titre)) * LIGNE_DE_TITRE + 4
        return max(self.rangs * RANG, titre) + 2 * MARGE_VOIE


def placer(frise: Frise, fenetre: Fenetre) -> list[VoiePlacee]:
    """The lanes that show something in the window, from the top down."""
    echelle, y, placees = Echelle(fenetre), HAUT, []
    for voie in frise.voies:
        places = _ranger([_poser(e, echelle) for e in _vus(voie, fenetre)])
        if not places:
            continue
        rangs = max([p.rang for p in places]) + 1
        placee = VoiePlacee(voie.titre, y, rangs, places)
        placees.append(placee)
        y += placee.hauteur
    return placees


def _vus(voie: Voie, fenetre: Fenetre) -> Iterator[Evenement]:
    return (e for e in voie.evenements if e.touche(fenetre.debut, fenetre.fin))


def _poser(evenement: Evenement, echelle: Echelle) -> Place:
    """Its bar, and its words inside it when they hold, else after it, else before it."""
    x0 = echelle.x(evenement.debut)
    if evenement.est_un_jour:
        x0, x1 = x0 - RAYON, x0 + RAYON
        mot = "" if evenement.sorte in SANS_MOTS else evenement.libelle
        dedans = False
    else:
        fin = evenement.fin
        x1 = DROITE if fin is None else echelle.x(fin)
        x1 = max(x1, x0 + 3)
        mot, dedans = _mot_dedans(evenement, x1 - x0)
    if not mot or dedans:
        return Place(evenement, x0, x1, mot, x0 + ENTRE // 2)
    return _a_cote(evenement, x0, x1, mot)


def _mot_dedans(evenement: Evenement, place: int) -> tuple[str, bool]:
    """All its words when the bar holds them, else its few words, else all of them beside it."""
    for mot in (evenement.libelle, evenement.court):
        if mot and place >= largeur_de(mot) + ENTRE:
            return mot, True
    return evenement.court or evenement.libelle, False


def _a_cote(evenement: Evenement, x0: int, x1: int, mot: str) -> Place:
    place = DROITE - x1 - ENTRE // 2
    if largeur_de(mot) <= place:
        return Place(evenement, x0, x1, mot, x1 + ENTRE // 2)
    avant = x0 - ENTRE // 2 - GAUCHE
    if largeur_de(mot) > avant:
        mot = _abreger(mot, max(avant, place))
    if largeur_de(mot) <= place:
        return Place(evenement, x0, x1, mot, x1 + ENTRE // 2)
    return Place(evenement, x0, x1, mot, x0 - ENTRE // 2 - largeur_de(mot))


def _abreger(mot: str, place: int) -> str:
    """As much of it as holds: the table says it whole."""
    signes = place * 10 // DIXIEMES_PAR_SIGNE - 1
    return f"{mot[:signes].rstrip()}…" if signes > 1 else ""


def _ranger(places: list[Place]) -> list[Place]:
    """Each on the first row where it covers nothing."""
    bouts: list[list[tuple[int, int]]] = []
    rangees = []
    for place in sorted(places, key=lambda p: (p.x0, -p.x1)):
        ecart = 1 if place.evenement.sorte in SANS_MOTS else ENTRE
        etendue = (place.gauche - ecart, place.droite)
        rang = next((i for i, pris in enumerate(bouts) if _libre(etendue, pris)), len(bouts))
        if place.evenement.sorte in SANS_MOTS:
            rang = 0
        if rang == len(bouts):
            bouts.append([])
        bouts[rang].append((place.gauche, place.droite))
        rangees.append(Place(place.evenement, place.x0, place.x1, place.mot, place.x_mot, rang))
    return rangees


def _libre(etendue: tuple[int, int], pris: list[tuple[int, int]]) -> bool:
    return all(etendue[0] > droite or etendue[1] < gauche for gauche, droite in pris)


def couper(titre: str, signes: int = 22) -> list[str]:
    """A title on one or two lines."""
    lignes = [""]
    for mot in titre.split():
        if lignes[-1] and len(lignes[-1]) + len(mot) >= signes:
            lignes.append(mot)
        else:
            lignes[-1] = f"{lignes[-1]} {mot}".strip()
    if len(lignes) <= 2:
        return lignes
    return [lignes[0], f"{lignes[1][: signes - 1]}…"]
