"""Small files that would unpack to more than a machine holds: refused before they are read."""

import io
import zipfile

import pytest

from etrier.heures.formats.tableurs.ouverture import lire_grille
from etrier.structures.formats.refus import FichierRefuse
from tests.heures.classeurs import ENTETE, ods, xlsx

FEUILLE = "xl/worksheets/sheet1.xml"
LIENS = "xl/_rels/workbook.xml.rels"


def _reecrit(archive: bytes, nom: str, avant: str, apres: str, nouveau: str = "") -> bytes:
    """The archive with one of its members changed, under a new name perhaps."""
    flux = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as lue, zipfile.ZipFile(flux, "w") as ecrite:
        for membre in lue.infolist():
            octets = lue.read(membre)
            if membre.filename != nom:
                ecrite.writestr(membre, octets)
                continue
            assert avant.encode() in octets
            ecrite.writestr(nouveau or nom, octets.replace(avant.encode(), apres.encode(), 1))
    return flux.getvalue()


def _cellule(attributs: str) -> bytes:
    """A workbook whose first sheet has one more row, above the others, with one cell."""
    rangee = f'<sheetData><row r="1"><c {attributs}><v>1</v></c></row>'
    return _reecrit(xlsx(ENTETE, ("M1", 1, 7)), FEUILLE, "<sheetData>", rangee)


def _sous_un_autre_nom() -> bytes:
    loin = _cellule('r="XFD9"')
    ailleurs = _reecrit(loin, FEUILLE, "<sheetData>", "<sheetData>", "xl/worksheets/sheet1.bin")
    return _reecrit(ailleurs, LIENS, "sheet1.xml", "sheet1.bin")


@pytest.mark.parametrize(
    "contenu",
    [
        _cellule("r='XFD1'"),
        _cellule('r = "XFD1"'),
        _cellule('r="xfd1"'),
        _cellule('r="XFD1" autre="/>"'),
        _cellule('r="Z9999999"'),
        _sous_un_autre_nom(),
    ],
    ids=["quotes", "spaces", "small letters", "a slash", "rows in disorder", "another name"],
)
def test_a_cell_far_away_is_seen_however_it_is_written(contenu: bytes) -> None:
    with pytest.raises(FichierRefuse, match="très loin des autres"):
        lire_grille(contenu, "h.xlsx")


def test_an_empty_cell_far_away_is_nothing() -> None:
    vide = '<sheetData><row r="1"><c r="XFD1" s="1"/></row>'
    contenu = _reecrit(xlsx(ENTETE, ("M1", 1, 7)), FEUILLE, "<sheetData>", vide)
    assert lire_grille(contenu, "h.xlsx").pages


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        (
            '<table:table-row><table:table-cell office:value-type="string">',
            '<table:table-row table:number-rows-repeated="200000"><table:table-cell '
            'office:value-type="string" table:number-columns-repeated="2000">',
        ),
        (
            '<table:table-cell office:value-type="string">',
            '<table:table-cell office:value-type="string" table:number-rows-spanned="200000" '
            'table:number-columns-spanned="2000">',
        ),
    ],
    ids=["repeated", "merged"],
)
def test_cells_that_weigh_nothing_in_an_ods_are_counted(avant: str, apres: str) -> None:
    contenu = _reecrit(ods(ENTETE, ("M1", 1, 7)), "content.xml", avant, apres)
    with pytest.raises(FichierRefuse, match="trop gros"):
        lire_grille(contenu, "h.ods")


def test_merged_cells_of_a_workbook_are_counted() -> None:
    fusion = '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    contenu = _reecrit(xlsx(ENTETE, ("M1", 1, 7)), FEUILLE, "</sheetData>", fusion)
    with pytest.raises(FichierRefuse, match="trop gros"):
        lire_grille(contenu, "h.xlsx")


def test_a_duration_of_no_calendar_is_refused() -> None:
    sorte = f'office:value-type="time" office:time-value="PT{"9" * 30}M"'
    contenu = _reecrit(ods(ENTETE), "content.xml", 'office:value-type="string"', sorte)
    with pytest.raises(FichierRefuse, match="abîmé"):
        lire_grille(contenu, "h.ods")
