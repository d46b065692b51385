"""The same content as a Word file, with real styles, for those who must edit it by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.document import Document as DocumentWord
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from etrier.parcours.documents.contenu import PARTS

Morceaux = Sequence[Mapping[str, Any]]
GRILLE: Final = "Table Grid"


def en_word(contenu: Mapping[str, Any], *, le: datetime) -> bytes:
    """The docx of a content: headings, lists and tables are the styles of Word, in French.

    It says that the PDF alone stands; the same content and date give the same text.
    """
    papier = Document()
    _regler(papier, contenu, le)
    for bloc in contenu["blocs"]:
        _dessiner(papier, bloc, contenu)
    sortie = BytesIO()
    papier.save(sortie)
    return sortie.getvalue()


def _regler(papier: DocumentWord, contenu: Mapping[str, Any], le: datetime) -> None:
    normal = papier.styles["Normal"]
    normal.font.name, normal.font.size = "Source Sans Pro", Pt(10.5)
    langue = OxmlElement("w:lang")
    langue.set(qn("w:val"), "fr-FR")
    normal.element.get_or_add_rPr().append(langue)
    page = papier.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.header.paragraphs[0].text = contenu["structure"]["nom"]
    page.footer.paragraphs[0].text = _pied(contenu)
    dit = papier.core_properties
    dit.title, dit.author, dit.language = contenu["titre"], contenu["structure"]["nom"], "fr-FR"
    dit.created = dit.modified = le.replace(tzinfo=None)


def _pied(contenu: Mapping[str, Any]) -> str:
    if not contenu["numero"]:
        return f"{contenu['genre']}, à modifier : ce fichier n’est pas numéroté."
    return f"Copie à modifier du papier n° {contenu['numero']} : seul le PDF gardé fait foi."


def _dessiner(papier: DocumentWord, bloc: Mapping[str, Any], contenu: Mapping[str, Any]) -> None:
    genre = bloc["genre"]
    if genre == "titre":
        _ecrire(papier.add_heading(level=1), bloc["texte"])
    elif genre == "intertitre":
        _ecrire(papier.add_heading(level=2), bloc["texte"])
    elif genre == "liste":
        for point in bloc["points"]:
            _ecrire(papier.add_paragraph(style="List Bullet"), point)
    elif genre == "tableau":
        _tableau(papier, bloc["rangs"])
    elif genre == "emplois":
        _tableau(papier, _emplois(contenu["emplois"]))
    elif genre == "signatures":
        _signatures(papier, contenu["parts"])
    else:
        _ecrire(papier.add_paragraph(), bloc["texte"])


def _ecrire(paragraphe: Paragraph, morceaux: Morceaux) -> None:
    for morceau in morceaux:
        manque = morceau.get("manque", False)
        run = paragraphe.add_run(
            f"[à compléter : {morceau['texte']}]" if manque else morceau["texte"]
        )
        run.bold = True if morceau.get("gras") else None
        if manque:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _tableau(papier: DocumentWord, rangs: Sequence[Sequence[Morceaux]]) -> None:
    tableau = papier.add_table(rows=len(rangs), cols=len(rangs[0]), style=GRILLE)
    for rang, cellules in enumerate(rangs):
        for colonne, morceaux in enumerate(cellules):
            gras = [{**m, "gras": True} for m in morceaux] if rang == 0 else morceaux
            _ecrire(tableau.cell(rang, colonne).paragraphs[0], gras)
    # A reading aloud names the columns by the row marked as the head.
    proprietes = tableau.rows[0]._tr.get_or_add_trPr()
    proprietes.append(OxmlElement("w:tblHeader"))
    papier.add_paragraph()


def _emplois(lignes: Sequence[Mapping[str, str]]) -> list[list[Morceaux]]:
    tete: list[Morceaux] = [[{"texte": mot}] for mot in ("Emploi", "Du", "Au")]
    return [tete] + [
        [
            [{"texte": x["emploi"]} if x["emploi"] else {"texte": "emploi", "manque": True}],
            [{"texte": x["debut"]}],
            [{"texte": x["fin"]} if x["fin"] else {"texte": "fin", "manque": True}],
        ]
        for x in lignes
    ]


def _signatures(papier: DocumentWord, parts: Mapping[str, str]) -> None:
    tableau = papier.add_table(rows=2, cols=len(parts), style=GRILLE)
    for colonne, (qui, nom) in enumerate(parts.items()):
        tableau.cell(0, colonne).text = f"{PARTS[qui]}\n{nom}".strip()
        tableau.cell(1, colonne).text = "Date et signature\n\n\n"
