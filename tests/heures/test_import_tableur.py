"""Reading a spreadsheet of hours: files, header, cells."""

import io
from datetime import date, datetime, time, timedelta

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from etrier.droit.lecture import SaisieInvalide
from etrier.droit.vocabulaire import NatureHeures
from etrier.heures.formats.tableurs.cellules import lire_minutes, lire_nature, lire_texte
from etrier.heures.formats.tableurs.grille import Cellule
from etrier.heures.formats.tableurs.jours import lire_jour
from etrier.heures.formats.tableurs.tableur import lire_tableur
from etrier.structures.formats.refus import FichierRefuse
from tests.heures.classeurs import ENTETE, FABRIQUES, csv, xlsx

LE = date(2025, 10, 6)


def _d_une_version_a_venir(classeur: bytes) -> bytes:
    """The workbook, said to need a version of zip that nobody has."""
    place = classeur.index(b"PK\x01\x02") + 6
    return classeur[:place] + b"\xff" + classeur[place + 1 :]


@pytest.mark.parametrize("genre", FABRIQUES)
def test_it_reads_the_same_lines_from_every_kind_of_file(genre: str) -> None:
    contenu = FABRIQUES[genre](
        ("Matricule", "PRENOM", "nom", "Jour", "Nature", "Heures", "Chantier"),
        ("M1", "Zoé", "D'ARC", LE, "Congé payé", 7.5, "Été"),
        (12, "", "", LE, "", time(7, 20), ""),
        ("M3", "", "", LE, "", "", ""),
    )
    feuille = lire_tableur(contenu, f"heures.{genre}")
    une, deux = feuille.lignes
    assert (une.matricule, une.prenom, une.nom, une.chantier) == ("M1", "Zoé", "D'ARC", "Été")
    assert (une.jour, une.nature, une.minutes) == (LE, NatureHeures.CONGE_PAYE, 450)
    assert (deux.numero, deux.matricule, deux.jour, deux.minutes) == (3, "12", LE, 440)
    assert feuille.sans_heures == 1
    assert feuille.remarques == ("Lignes non lues car leur colonne « heures » est vide : 1.",)


@pytest.mark.parametrize("separateur", [";", ",", "\t"])
@pytest.mark.parametrize("codage", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_it_reads_text_files_of_french_spreadsheets(separateur: str, codage: str) -> None:
    contenu = csv(
        ("Prénom", "Nom", "Jour", "Heures"),
        ("Zoé", "L'Été", LE, "7h30"),
        separateur=separateur,
        codage=codage,
    )
    (ligne,) = lire_tableur(contenu, "heures.csv").lignes
    assert (ligne.prenom, ligne.nom, ligne.minutes) == ("Zoé", "L'Été", 450)


def test_a_title_above_the_header_and_blank_lines_keep_the_numbers_of_the_sheet() -> None:
    contenu = xlsx(("Relevé d'octobre",), (), ENTETE, (), ("M1", LE, 7))
    (ligne,) = lire_tableur(contenu, "heures.xlsx").lignes
    assert ligne.numero == 5


def test_pages_of_instructions_and_empty_ones_need_no_remark() -> None:
    nommee = xlsx(ENTETE, ("M1", LE, 7), feuille="Heures", autres=("Mode d'emploi",))
    assert lire_tableur(nommee, "h.xlsx").remarques == ()
    vides = xlsx(ENTETE, ("M1", LE, 7), feuille="Octobre", autres=("Novembre",))
    assert lire_tableur(vides, "h.xlsx").remarques == ()


def test_it_says_which_columns_it_does_not_know() -> None:
    feuille = lire_tableur(csv((*ENTETE, "chantié"), ("M1", LE, 7, "Parc")), "h.csv")
    assert feuille.remarques == ("Colonnes non lues, inconnues : chantié.",)


@pytest.mark.parametrize(
    ("contenu", "attendu"),
    [
        (b"", "vide"),
        (b" \n\n", "vide"),
        (b"PK\x03\x04abime", "abîmé"),
        (_d_une_version_a_venir(xlsx(ENTETE, ("M1", LE, 7))), "abîmé"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "abîmé"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "ni un classeur"),
        (csv(("M1", LE, 7), ("M2", LE, 7)), "Il manque l'en-tête"),
        (csv(("matricule", "jour"), ("M1", LE)), "la colonne « heures » manque"),
        (csv(("ville", "jour", "heures"), ("A", LE, 7)), "« matricule » (ou « nom »"),
        (csv((*ENTETE, "Heures"), ("M1", LE, 7, 8)), "« heures » est en double"),
        (csv(ENTETE), "Aucune heure"),
        (csv(ENTETE, ("M1", LE, "")), "Aucune heure"),
        (b'matricule;jour;heures\nM1;06/10/2025;"7\n', "guillemets"),
        (xlsx(), "vide"),
    ],
)
def test_it_refuses_what_is_not_a_sheet_of_hours(contenu: bytes, attendu: str) -> None:
    with pytest.raises(FichierRefuse) as refus:
        lire_tableur(contenu, "h.csv")
    assert attendu in refus.value.phrase
    assert "rien n'a été écrit" in refus.value.phrase


@pytest.mark.parametrize(
    ("cellule", "minutes"),
    [
        (7, 420),
        (7.5, 450),
        (7.35, 441),
        (0.1 + 0.2, 18),
        (440 / 60, 440),
        (24, 1440),
        (0, 0),
        ("7,5", 450),
        ("7.35", 441),
        ("7h20", 440),
        ("7:20", 440),
        ("07:20:00", 440),
        (" 7 h 30 ", 450),
        (time(7, 20), 440),
        (timedelta(hours=7, minutes=20), 440),
        (timedelta(days=1), 1440),
        (date(1900, 1, 1), 1440),  # what the reader gives for 24:00
    ],
)
def test_it_reads_hours_to_the_minute(cellule: Cellule, minutes: int) -> None:
    assert lire_minutes(cellule) == minutes


@pytest.mark.parametrize(
    ("cellule", "attendu"),
    [
        (7.333, "écrivez par exemple 7h20"),
        ("7,333", "« 7,333 » heures ne fait pas des minutes entières"),
        ("7,33", "écrivez par exemple 7h20"),
        (time(7, 20, 30), "minutes entières"),
        (-1, "n'est pas négative"),
        ("-1,5", "n'est pas négative"),
        (25, "25 heures en un jour"),
        (datetime(1900, 1, 7, 12), "180 heures en un jour"),  # noqa: DTZ001
        ("sept", "n'est pas un nombre d'heures"),
        ("7h75", "n'est pas un nombre d'heures"),
        (True, "n'est pas un nombre d'heures"),
        (LE, "n'est pas un nombre d'heures"),
    ],
)
def test_it_refuses_hours_that_are_not_whole_minutes_of_a_day(
    cellule: Cellule, attendu: str
) -> None:
    with pytest.raises(SaisieInvalide) as refus:
        lire_minutes(cellule)
    assert attendu in str(refus.value)


@given(st.integers(min_value=0, max_value=1440))
def test_every_minute_of_a_day_survives_a_spreadsheet(minutes: int) -> None:
    assert lire_minutes(minutes / 60) == minutes
    assert lire_minutes(f"{minutes // 60}h{minutes % 60:02d}") == minutes


def test_every_time_of_a_day_survives_a_workbook() -> None:
    flux = io.BytesIO()
    with xlsxwriter.Workbook(flux, {"in_memory": True}) as classeur:
        heure = classeur.add_format({"num_format": "hh:mm"})
        duree = classeur.add_format({"num_format": "[h]:mm"})
        page = classeur.add_worksheet()
        page.write_row(0, 0, ENTETE)
        for minutes in range(1441):
            page.write_row(minutes + 1, 0, ("M1", "06/10/2025"))
            page.write_number(minutes + 1, 2, minutes / 1440, duree if minutes % 2 else heure)
    lues = lire_tableur(flux.getvalue(), "h.xlsx").lignes
    assert [x.minutes for x in lues] == list(range(1441))


@pytest.mark.parametrize(
    "cellule",
    [
        LE,
        datetime(2025, 10, 6, 8, 12),  # noqa: DTZ001
        45936,
        45936.0,
        "06/10/2025",
        "2025-10-06",
        "2025-10-06 00:00:00",
    ],
)
def test_it_reads_days(cellule: Cellule) -> None:
    assert lire_jour(cellule) == LE


@pytest.mark.parametrize("cellule", ["", "31/09/2025", "6 octobre", 12, 45936.5, time(8), True])
def test_it_refuses_what_is_not_a_day(cellule: Cellule) -> None:
    with pytest.raises(SaisieInvalide):
        lire_jour(cellule)


@pytest.mark.parametrize(
    ("texte", "nature"),
    [
        ("", NatureHeures.TRAVAIL),
        ("TRAVAIL", NatureHeures.TRAVAIL),
        ("Absence  payee", NatureHeures.ABSENCE_PAYEE),
        ("absence non payée", NatureHeures.ABSENCE_NON_PAYEE),
        ("absence_non_payee", NatureHeures.ABSENCE_NON_PAYEE),
        ("Congé payé", NatureHeures.CONGE_PAYE),
        ("jour férié", NatureHeures.JOUR_FERIE),
        ("formation", NatureHeures.FORMATION),
    ],
)
def test_it_reads_natures(texte: str, nature: NatureHeures) -> None:
    assert lire_nature(texte) is nature


def test_it_refuses_an_unknown_nature() -> None:
    with pytest.raises(SaisieInvalide, match="« RTT » est une nature inconnue"):
        lire_nature("RTT")


def test_a_whole_number_is_shown_without_its_decimal_point() -> None:
    assert (lire_texte(12.0), lire_texte("0012"), lire_texte(" A 1 ")) == ("12", "0012", "A 1")
