"""The pathway as a PDF: A4 on its long side, the picture, then every date."""

from pathlib import Path

from django.utils import translation

from etrier.parcours.frise.types import Frise
from etrier.socle.documents import composer
from etrier.socle.horloge import maintenant
from etrier.structures.models import Structure
from etrier.www.formats_ecran import jour
from etrier.www.frise.cadrage import Fenetre
from etrier.www.frise.dessin import POLICE_PAPIER, dessiner, hauteur_de, legende, resumer

# Taller than this for a width of 1000, the picture is held by the height of the page.
HAUTEUR_DE_PAGE = 500
MODELE = Path(__file__).with_name("frise.typ")


def imprimer(frise: Frise, structure: Structure, fenetre: Fenetre) -> bytes:
    """The PDF, in French whatever the reader's language."""
    with translation.override("fr"):
        valeurs = {
            "titre": f"Parcours de {frise.nom}",
            "structure": structure.denomination,
            "le": jour(frise.le),
            "dessin": dessiner(frise, fenetre, police=POLICE_PAPIER),
            "resume": resumer(frise, fenetre),
            "haute": hauteur_de(frise, fenetre) > HAUTEUR_DE_PAGE,
            "legende": [[nom, str(dessin)] for nom, dessin in legende(frise)],
            "dates": [
                [
                    jour(e.debut),
                    jour(e.fin) if e.fin else "sans fin",
                    e.sorte.nom,
                    ", ".join(mot for mot in (e.libelle, e.detail) if mot),
                    e.ou or voie,
                ]
                for voie, e in frise.evenements()
            ],
        }
    return composer(MODELE, valeurs, le=maintenant())
