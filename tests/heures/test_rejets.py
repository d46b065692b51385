"""Bad rows given back: the same sheet with its reasons, read again once corrected."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from etrier.heures.formats.tableurs.rejets import rendre
from etrier.heures.formats.tableurs.tableur import Feuille, lire_tableur
from tests.heures.classeurs import FABRIQUES, csv, ods
from tests.heures.tableurs.fabrique import FICHIERS, lire_attendu
from tests.heures.test_corpus import qui

LE = date(2026, 10, 5)
ENTETE = ("Salarié", "Date", "Heures")


def _lisibles() -> Iterator[Path]:
    for fichier in sorted(FICHIERS.iterdir()):
        if fichier.suffix != ".json" and "refus" not in lire_attendu(fichier):
            yield fichier


def contenu_de_deux_feuilles(contenu: bytes, nom: str, autre: str) -> bytes:
    """The sheet twice in its OpenDocument, the second under another name."""
    flux = io.BytesIO()
    with ZipFile(io.BytesIO(contenu)) as lue, ZipFile(flux, "w") as ecrite:
        for membre in lue.infolist():
            texte = lue.read(membre).decode()
            debut, ouvre, reste = texte.partition("<table:table ")
            table, ferme, fin = reste.rpartition("</table:table>")
            seconde = f"{ouvre}{table.replace(nom, autre, 1)}{ferme}"
            ecrite.writestr(membre, f"{debut}{ouvre}{table}{ferme}{seconde if ouvre else ''}{fin}")
    return flux.getvalue()


def _vues(feuille: Feuille, gardees: set[tuple[str, int]]) -> list[tuple[object, ...]]:
    """What is read of these rows; of a refused one, that it is."""
    return [
        (x.feuille, qui(x), x.lieu, x.chantier, True)
        if x.refus
        else (x.feuille, qui(x), x.lieu, x.chantier, x.jour, x.nature, x.minutes, x.code)
        for x in feuille.lignes
        if (x.feuille, x.numero) in gardees
    ]


@pytest.mark.parametrize("fichier", list(_lisibles()), ids=lambda f: f.name)
def test_rows_given_back_read_the_same(fichier: Path) -> None:
    contenu = fichier.read_bytes()
    lue = lire_tableur(contenu, fichier.name)
    raisons = {(x.feuille, x.numero): ["Le nom est inconnu."] for x in lue.lignes}
    rendu, nom = rendre(contenu, fichier.name, raisons)
    disposition = lue.disposition.a_retenir()
    mois = lue.disposition.mois
    encore = lire_tableur(rendu, nom, mois=mois)
    toutes = {(x.feuille, x.numero) for x in encore.lignes}
    assert _vues(encore, toutes) == _vues(lue, set(raisons))
    assert disposition.genre in ("lignes", encore.disposition.genre)
    assert not any("À corriger" in remarque for remarque in encore.remarques)


@pytest.mark.parametrize("genre", ["csv", "xlsx"])
def test_only_bad_rows_come_back_with_their_reasons(genre: str) -> None:
    lignes = (("Relevé",), ENTETE, ("A B", LE, 7), ("C D", LE, "x"), ("E F", LE, 6))
    contenu = FABRIQUES[genre](*lignes)
    feuille = "" if genre == "csv" else "Feuille 1"
    rendu, nom = rendre(contenu, f"oct.{genre}", {(feuille, 4): ["Première.", "Seconde."]})
    assert nom == f"oct - à corriger.{genre}"
    if genre == "csv":
        assert rendu.decode("utf-8-sig").splitlines() == [
            "Relevé",
            "Salarié;Date;Heures;À corriger",
            "C D;05/10/2026;x;Première. Seconde.",
        ]
        return
    (page,) = CalamineWorkbook.from_filelike(io.BytesIO(rendu)).sheet_names
    lues = CalamineWorkbook.from_filelike(io.BytesIO(rendu)).get_sheet_by_name(page).to_python()
    assert lues[1:] == [
        [*ENTETE, "À corriger"],
        ["C D", LE, "x", "Première. Seconde."],
    ]


def test_reasons_are_replaced_when_a_file_comes_back_twice() -> None:
    contenu = csv(ENTETE, ("A B", LE, "x"))
    rendu, nom = rendre(contenu, "oct.csv", {("", 2): ["Première."]})
    encore, _nom = rendre(rendu, nom, {("", 2): ["Seconde."]})
    assert encore.decode("utf-8-sig").splitlines() == [
        "Salarié;Date;Heures;À corriger",
        "A B;05/10/2026;x;Seconde.",
    ]


def test_names_of_a_block_are_written_on_the_rows_given_back() -> None:
    lignes = (("A B", LE, 7), ("", LE.replace(day=6), 7), ("", LE.replace(day=7), "x"))
    rendu, nom = rendre(csv(ENTETE, *lignes), "oct.csv", {("", 4): ["Durée inconnue."]})
    assert rendu.decode("utf-8-sig").splitlines()[1].startswith("A B;07/10/2026;x;")
    (ligne,) = lire_tableur(rendu.replace(b";x;", b";7h;"), nom).lignes
    assert (ligne.personne, ligne.minutes) == ("A B", 420)


@pytest.mark.parametrize(
    ("nom", "rendu"),
    [
        ("Chantier de la rue des Acacias, octobre", "Chantier de la rue des Acacias,"),
        ("Relevé 10/2026", "Relevé 10-2026"),
        ("'Cour'", "Cour"),
    ],
)
def test_a_sheet_excel_could_not_name_comes_back(nom: str, rendu: str) -> None:
    contenu = ods(ENTETE, ("A B", LE, "x"), feuille=nom)
    octets, fichier = rendre(contenu, "oct.ods", {(nom, 2): ["Non."]})
    assert fichier == "oct - à corriger.xlsx"
    assert CalamineWorkbook.from_filelike(io.BytesIO(octets)).sheet_names == [rendu]


def test_sheets_excel_would_name_alike_are_told_apart() -> None:
    contenu = ods(ENTETE, ("A B", LE, "x"), feuille="a/")
    seconde = contenu_de_deux_feuilles(contenu, "a/", "A?")
    octets, _nom = rendre(seconde, "oct.ods", {("a/", 2): ["Non."], ("A?", 2): ["Non."]})
    assert CalamineWorkbook.from_filelike(io.BytesIO(octets)).sheet_names == ["a-", "A- 2"]


@pytest.mark.parametrize("nombre", ["inf", "nan"])
def test_a_number_that_is_none_comes_back_as_text(nombre: str) -> None:
    contenu = ods(ENTETE, ("A B", LE, float(nombre)))
    octets, _nom = rendre(contenu, "oct.ods", {("Feuille1", 2): ["Non."]})
    page = CalamineWorkbook.from_filelike(io.BytesIO(octets)).get_sheet_by_index(0)
    assert page.to_python()[1][2] == nombre


def test_a_text_given_back_runs_nothing_and_reads_the_same() -> None:
    contenu = csv(ENTETE, ("=1+1", LE, "x"), ("@SOMME(A1)", LE, "-7"), ("+Ali", LE, "-"))
    octets, nom = rendre(contenu, "oct.csv", {("", n): ["Non."] for n in (2, 3, 4)})
    assert octets.decode("utf-8-sig").splitlines()[1:] == [
        "'=1+1;05/10/2026;x;Non.",
        "'@SOMME(A1);05/10/2026;-7;Non.",
        "'+Ali;05/10/2026;-;Non.",
    ]
    encore, _nom = rendre(octets, nom, {("", n): ["Non."] for n in (2, 3, 4)})
    assert encore == octets
    lues = [(qui(x), x.refus) for x in lire_tableur(contenu, "oct.csv").lignes]
    assert [(qui(x), x.refus) for x in lire_tableur(octets, nom).lignes] == lues
