"""Somebody hired on a day, and the papers asked for."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from etrier.parcours.documents.actions import produire
from etrier.parcours.documents.controles import controler
from etrier.parcours.documents.demande import Demande
from etrier.parcours.enums_accompagnement import GenreDocument as G
from etrier.parcours.models import Contrat, DocumentProduit
from tests import fabrique

LE = date(2025, 1, 2)


@pytest.fixture
def contrat() -> Contrat:
    """A CDDI of an ACI; everything needed is known."""
    une = fabrique.structure()
    une.adresse, une.commune, une.code_postal = "3 rue des Essais", "Douai", "59500"
    une.save()
    qui = fabrique.salarie(une)
    personne = qui.personne
    personne.civilite, personne.commune, personne.libelle_voie = "MME", "Douai", "rue Fictive"
    personne.save()
    return fabrique.contrat(qui, fabrique.convention(une), debut=LE)


def demander(contrat: Contrat, genre: G = G.CDDI, **autres: Any) -> Demande:
    return Demande(genre, contrat.structure, contrat.salarie, LE, contrat, **autres)


def faire(demande: Demande) -> DocumentProduit:
    return produire(demande, {c.code for c in controler(demande)}, par=None)


def codes(demande: Demande, *, bloque: bool | None = None) -> set[str]:
    return {c.code for c in controler(demande) if bloque is None or c.bloque == bloque}


def texte(pdf: bytes) -> str:
    return " ".join(" ".join(p.extract_text().split()) for p in PdfReader(BytesIO(pdf)).pages)
