"""Needs over time as a picture: fields down, diagnoses across, a disc that grows with the need.

Drawn here, without a script: it prints, and a table of the same words stands beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etrier.parcours.accompagnement.diagnostics import Lu
from etrier.parcours.enums_accompagnement import Domaine, NiveauBesoin

LIGNE, COLONNE, MARGE_GAUCHE, MARGE_HAUTE = 34, 80, 180, 34
# Up to this width a phone shows the whole of it, a little smaller; beyond, it slides.
ETROITE = 440
RAYONS = {
    NiveauBesoin.ACQUIS: 4,
    NiveauBesoin.SUIVI: 8,
    NiveauBesoin.BESOIN: 12,
    NiveauBesoin.URGENT: 15,
}


@dataclass(frozen=True)
class Disque:
    """One need on one day."""

    x: int
    y: int
    rayon: int
    niveau: int
    mot: str


@dataclass(frozen=True)
class Rangee:
    """One field: its line in the picture and in the table."""

    libelle: str
    y: int
    y_texte: int
    trace: str
    disques: Sequence[Disque]
    cases: Sequence[str]


@dataclass(frozen=True)
class Image:
    """The whole picture, in its own units."""

    largeur: int
    hauteur: int
    dates: Sequence[tuple[date, int]]
    rangees: Sequence[Rangee]

    @property
    def est_etroite(self) -> bool:
        """Fits a phone."""
        return self.largeur <= ETROITE


def dessiner(diagnostics: Sequence[Lu]) -> Image | None:
    """The picture of the diagnoses, the oldest on the left; None when no field was spoken of."""
    anciens = sorted(diagnostics, key=lambda d: (d.le, d.cle))
    domaines = [d for d in Domaine if any(d in lu.contenu.constats for lu in anciens)]
    if not domaines:
        return None
    return Image(
        largeur=MARGE_GAUCHE + COLONNE * len(anciens),
        hauteur=MARGE_HAUTE + LIGNE * len(domaines) + 6,
        dates=[(lu.le, _x(rang)) for rang, lu in enumerate(anciens)],
        rangees=[_rangee(domaine, rang, anciens) for rang, domaine in enumerate(domaines)],
    )


def _x(rang: int) -> int:
    return MARGE_GAUCHE + COLONNE * rang + COLONNE // 2


def _rangee(domaine: Domaine, rang: int, anciens: Sequence[Lu]) -> Rangee:
    y = MARGE_HAUTE + LIGNE * rang + LIGNE // 2
    disques, cases = [], []
    for colonne, lu in enumerate(anciens):
        constat = lu.contenu.constats.get(domaine)
        cases.append(str(constat.niveau.label) if constat else "—")
        if constat:
            rayon = RAYONS[constat.niveau]
            mot = str(constat.niveau.label)
            disques.append(Disque(_x(colonne), y, rayon, constat.niveau.value, mot))
    trace = " ".join(f"{d.x},{d.y}" for d in disques)
    libelle = str(domaine.label).capitalize()
    return Rangee(libelle, y, y + 5, trace, disques, cases)
