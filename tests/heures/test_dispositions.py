"""A layout guessed, shown, changed by the user, and known again next month."""

import json
from datetime import date

import pytest

from etrier.heures.formats.tableurs.dispositions import ROLES, lettre, place
from etrier.heures.formats.tableurs.tableur import Disposition, DispositionIncomplete, lire_tableur
from etrier.structures.formats.refus import FichierRefuse
from tests.heures.classeurs import csv, xlsx

LE = date(2026, 10, 5)


def test_letters_and_places_are_the_same_columns() -> None:
    assert [lettre(n) for n in (0, 25, 26, 51, 702)] == ["A", "Z", "AA", "AZ", "AAA"]
    assert all(place(lettre(n)) == n for n in range(2_000))
    with pytest.raises(FichierRefuse, match="n’est pas une colonne"):
        place("4")


def test_the_guess_shows_columns_their_words_and_some_values() -> None:
    contenu = csv(("Qui", "Agent", "Le", "Nb h"), ("?", "A B", LE, 7), ("?", "C D", LE, 6))
    vue = lire_tableur(contenu, "h.csv").disposition
    assert vue.colonnes == {"personne": "B", "jour": "C", "heures": "D"}
    assert (vue.genre, vue.entete, vue.feuilles) == ("lignes", 1, ("",))
    assert vue.libelles["B"] == "Agent"
    assert vue.exemples["B"] == ("A B", "C D")
    assert 0 < vue.certitude < 100
    assert set(vue.colonnes) <= set(ROLES)


def test_the_documented_layout_is_certain() -> None:
    contenu = csv(("matricule", "jour", "heures"), ("M1", LE, 7))
    assert lire_tableur(contenu, "h.csv").disposition.certitude == 100


def test_unknown_columns_can_be_mapped() -> None:
    contenu = csv(("Bidule", "Truc", "Machin"), ("A B", LE, "7h30"), ("C D", LE, 6))
    with pytest.raises(DispositionIncomplete) as refus:
        lire_tableur(contenu, "h.csv")
    montree = refus.value.disposition
    assert montree.exemples == {
        "A": ("Bidule", "A B", "C D"),
        "B": ("Truc", "05/10/2026"),
        "C": ("Machin", "7h30", "6"),
    }
    dite = Disposition("lignes", 1, {"personne": "A", "jour": "B", "heures": "C"})
    lues = lire_tableur(contenu, "h.csv", dite).lignes
    assert [(x.personne, x.minutes) for x in lues] == [("A B", 450), ("C D", 360)]


def test_a_wrong_guess_can_be_corrected() -> None:
    contenu = csv(("Salarié", "Date", "Heures", "Durée"), ("A B", LE, 7, 6))
    devinee = lire_tableur(contenu, "h.csv")
    assert [x.minutes for x in devinee.lignes] == [420]
    dite = Disposition("lignes", 1, {**devinee.disposition.colonnes, "heures": "D"})
    assert [x.minutes for x in lire_tableur(contenu, "h.csv", dite).lignes] == [360]


def test_a_missing_month_can_be_said() -> None:
    contenu = csv(("Salarié", *range(1, 32)), ("A B", 7, 7))
    with pytest.raises(DispositionIncomplete, match="de quel mois") as refus:
        lire_tableur(contenu, "h.csv")
    assert refus.value.disposition.colonnes["premier jour"] == "B"
    assert [x.jour for x in lire_tableur(contenu, "h.csv", mois=LE.replace(day=1)).lignes] == [
        date(2026, 10, 1),
        date(2026, 10, 2),
    ]
    dite = Disposition.de_json(refus.value.disposition.en_json() | {"mois": "2026-11-01"})
    assert lire_tableur(contenu, "h.csv", dite).lignes[0].jour == date(2026, 11, 1)


def test_the_month_of_the_sheet_is_stronger_than_the_one_supposed() -> None:
    contenu = csv(("Octobre 2026",), ("Salarié", *range(1, 32)), ("A B", 7))
    (ligne,) = lire_tableur(contenu, "h.csv", mois=date(2026, 11, 1)).lignes
    assert ligne.jour == date(2026, 10, 1)


def test_a_layout_survives_its_json() -> None:
    contenu = csv(("Octobre 2026",), ("Salarié", *range(1, 32)), ("A B", 7))
    vue = lire_tableur(contenu, "h.csv").disposition
    assert Disposition.de_json(json.loads(json.dumps(vue.en_json()))) == vue
    retenue = vue.a_retenir()
    assert (retenue.mois, retenue.feuilles, retenue.exemples) == (None, (), {})


def test_the_same_sheet_signs_the_same_next_month() -> None:
    octobre = csv(("Octobre 2026",), ("Salarié", *range(1, 32), "Total"), ("A B", 7))
    novembre = csv(("Novembre 2026",), ("Salarié", *range(1, 31), "Total"), ("C D", 6))
    autre = csv(("Octobre 2026",), ("Client", "Salarié", *range(1, 32)), ("X", "A B", 7))
    lues = [lire_tableur(x, "h.csv") for x in (octobre, novembre, autre)]
    assert lues[0].signature == lues[1].signature != lues[2].signature
    (ligne,) = lire_tableur(novembre, "h.csv", lues[0].disposition.a_retenir()).lignes
    assert (ligne.personne, ligne.jour) == ("C D", date(2026, 11, 1))


def test_a_remembered_layout_finds_columns_that_moved() -> None:
    avant = csv(("Salarié", "Date", "Bidule"), ("A B", LE, 7))
    dite = Disposition(
        "lignes",
        1,
        {"personne": "A", "jour": "B", "heures": "C"},
        libelles={"A": "Salarié", "B": "Date", "C": "Bidule"},
    )
    assert [x.minutes for x in lire_tableur(avant, "h.csv", dite).lignes] == [420]
    apres = csv(("Novembre",), ("Bidule", "Date", "Note", "Salarié"), (6, LE, "", "A B"))
    assert [x.minutes for x in lire_tableur(apres, "h.csv", dite).lignes] == [360]


def test_only_the_sheets_said_are_read() -> None:
    contenu = xlsx(("Salarié", "Date", "Heures"), ("A B", LE, 7), feuille="Octobre")
    dite = Disposition(
        "lignes", 1, {"personne": "A", "jour": "B", "heures": "C"}, feuilles=("Novembre",)
    )
    with pytest.raises(FichierRefuse):
        lire_tableur(contenu, "h.xlsx", dite)


def test_tabs_can_be_said_to_be_people_or_places() -> None:
    contenu = xlsx(("Salarié", "Date", "Heures"), ("A B", LE, 7), feuille="Mairie")
    colonnes = {"personne": "A", "jour": "B", "heures": "C"}
    assert lire_tableur(contenu, "h.xlsx").lignes[0].lieu == ""
    par_client = Disposition("une_feuille_par_client", 1, colonnes)
    assert lire_tableur(contenu, "h.xlsx", par_client).lignes[0].lieu == "Mairie"
    par_personne = Disposition("une_feuille_par_personne", 1, colonnes)
    assert lire_tableur(contenu, "h.xlsx", par_personne).lignes[0].personne == "Mairie"
