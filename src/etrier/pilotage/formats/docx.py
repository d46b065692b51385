"""The report as a docx, for those who go on writing it elsewhere."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.shared import Pt

from etrier.pilotage.bilan.contenu import Bilan
from etrier.pilotage.formats.ecriture import valeurs

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def ecrire_docx(bilan: Bilan) -> bytes:
    """The docx of the report, with real headings and tables; people under five hidden."""
    lues = valeurs(bilan)
    document = Document()
    document.core_properties.title = f"{lues['titre']} — {lues['structure']}"
    document.core_properties.language = "fr-FR"
    document.styles["Normal"].font.size = Pt(10.5)
    document.add_heading(str(lues["titre"]), 0)
    document.add_paragraph(f"{lues['structure']}, SIRET {lues['siret']}")
    document.add_paragraph(f"Convention {lues['convention']}, {lues['periode']}.")
    for chapitre in lues["chapitres"]:
        _chapitre(document, chapitre)
    sortie = io.BytesIO()
    document.save(sortie)
    return sortie.getvalue()


def _chapitre(document: Any, chapitre: dict[str, Any]) -> None:
    document.add_heading(chapitre["titre"], 1)
    for paragraphe in chapitre["paragraphes"]:
        document.add_paragraph(paragraphe)
    if chapitre["chiffres"]:
        lignes = [
            (c["libelle"], c["valeur"], f"{c['source']}. {c['pourquoi']}")
            for c in chapitre["chiffres"]
        ]
        entetes = ("Ce qui est compté", "Chiffre", "D’où il vient, et pourquoi")
        _tableau(document, entetes, lignes)
    for ventilation in chapitre["ventilations"]:
        document.add_heading(ventilation["titre"], 2)
        _tableau(document, ("Part", "Nombre"), ventilation["lignes"])
        document.add_paragraph(ventilation["pourquoi"])


def _tableau(document: Any, entetes: Sequence[str], lignes: Sequence[Sequence[str]]) -> None:
    tableau = document.add_table(rows=1, cols=len(entetes), style="Table Grid")
    for cellule, entete in zip(tableau.rows[0].cells, entetes, strict=True):
        cellule.paragraphs[0].add_run(entete).bold = True
    for ligne in lignes:
        for cellule, texte in zip(tableau.add_row().cells, ligne, strict=True):
            cellule.text = texte
