"""How each sort of event looks: a shape and a texture as well as a colour, and where it stands."""

from dataclasses import dataclass

from etrier.parcours.frise.types import Sorte

ENCRE, ENCRE_DOUCE, TRAIT, PAPIER = "#1d2b2a", "#4d5c5a", "#d9dcd5", "#ffffff"
SAPIN, ROUGE = "#0f4a48", "#9b2335"
HACHURES = "hachures"


@dataclass(frozen=True)
class Aspect:
    """Fill, stroke, its dashes, and the shape of a dot (`barre` for what lasts)."""

    fond: str
    trait: str
    tirets: str = ""
    forme: str = "barre"


ASPECTS: dict[Sorte, Aspect] = {
    Sorte.CONTRAT: Aspect("#cfe5e2", "#0f6b67"),
    Sorte.PASS: Aspect("#fdf3d9", "#8a5a00"),
    Sorte.PROLONGATION: Aspect("#fdf3d9", "#8a5a00", "5 3"),
    Sorte.SUSPENSION: Aspect(f"url(#{HACHURES})", ENCRE_DOUCE),
    Sorte.CARENCE: Aspect(PAPIER, ROUGE, "2 3"),
    Sorte.FORMATION: Aspect("#e4f2e4", "#1f5a2a"),
    Sorte.IMMERSION: Aspect("#e9e4f5", "#55439a"),
    Sorte.ENTRETIEN: Aspect("#0f6b67", "#0f6b67", forme="rond"),
    Sorte.ABSENCE: Aspect(PAPIER, ROUGE, forme="rond"),
    Sorte.CANDIDATURE: Aspect("#f2b632", "#7a4d00", forme="triangle"),
    Sorte.ETAPE: Aspect("#0f6b67", SAPIN, forme="fleche"),
    Sorte.SORTIE: Aspect(ROUGE, ROUGE, forme="losange"),
    Sorte.NOUVELLES: Aspect(PAPIER, "#55439a", forme="carre"),
}
