"""Tables: what reads on the screen, and what the files hold, to the cell."""

import csv
import io
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation
from python_calamine import CalamineWorkbook

from etrier.www import formats_ecran
from etrier.www.tableau import Colonne, Genre, Tableau, exporter, voir
from tests.www.pages import fautes

COLONNES = [
    Colonne("Nom", "nom", lien=lambda ligne: f"/gens/{ligne['nom']}/"),
    Colonne("Entrée", "entree", "date"),
    Colonne("Mois", "mois", "mois"),
    Colonne("Heures", "minutes", "heures", total=True),
    Colonne("Aide", "centimes", "centimes", total=True, motif="motif", provisoire="provisoire"),
    Colonne("ETP", "etp", "etp"),
    Colonne("Taux", "taux", "pourcent"),
    Colonne("Suivi", "suivi", "oui_non"),
]


def ligne(nom: str = "Ada", **changes: Any) -> dict[str, Any]:
    return {
        "nom": nom,
        "entree": date(2026, 3, 9),
        "mois": date(2026, 10, 1),
        "minutes": 450,
        "centimes": 123_456,
        "etp": 86_380,
        "taux": 1_025,
        "suivi": True,
        "motif": "",
        "provisoire": False,
        **changes,
    }


def tableau(*lignes: dict[str, Any], **reglages: Any) -> Tableau:
    return Tableau("Les gens", COLONNES, list(lignes), **reglages)


def dessiner(declare: Tableau, adresse: str = "/") -> str:
    gabarit = Template("{% load etrier %}<html lang=fr><h1>T</h1>{% tableau t %}</html>")
    return gabarit.render(Context({"t": declare, "request": RequestFactory().get(adresse)}))


def lire_csv(declare: Tableau) -> list[list[str]]:
    reponse = exporter(declare, RequestFactory().get("/?format=csv"))
    assert reponse is not None
    texte = reponse.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(texte, newline=""), delimiter=";"))


def lire_xlsx(declare: Tableau) -> list[list[Any]]:
    reponse = exporter(declare, RequestFactory().get("/?format=xlsx"))
    assert reponse is not None
    classeur = CalamineWorkbook.from_filelike(io.BytesIO(reponse.content))
    return classeur.get_sheet_by_index(0).to_python()


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        (formats_ecran.heures(450), "7 h 30"),
        (formats_ecran.heures(-65), "−1 h 05"),
        (formats_ecran.heures(151 * 60 + 40), "151 h 40"),
        (formats_ecran.centimes(123_456), "1 234,56 €"),
        (formats_ecran.centimes(-766_699), "−7 666,99 €"),
        (formats_ecran.centimes(5), "0,05 €"),
        (formats_ecran.etp(86_380), "0,08638"),
        (formats_ecran.etp(86_385), "0,08639"),
        (formats_ecran.etp(-86_385), "−0,08639"),
        (formats_ecran.etp_centiemes(1_720), "17,20"),
        (formats_ecran.pourcent(1_000), "10,00 %"),
        (formats_ecran.entier(1_234_567), "1 234 567"),
        (formats_ecran.jour(date(2026, 10, 31)), "31/10/2026"),
        (formats_ecran.mois(date(2026, 10, 1)), "octobre 2026"),
        (formats_ecran.oui_non(False), "non"),
        (formats_ecran.centimes(None), "—"),
        (formats_ecran.heures(None), "—"),
    ],
)
def test_it_writes_figures_in_french(ecrit: str, attendu: str) -> None:
    assert ecrit.replace("\u202f", " ").replace("\u00a0", " ") == attendu


def test_figures_never_break_at_their_spaces() -> None:
    assert " " not in formats_ecran.centimes(123_456_789) + formats_ecran.heures(123_456)


def test_it_writes_figures_in_english() -> None:
    with translation.override("en"):
        assert formats_ecran.centimes(-123_456) == "−€1,234.56"
        assert formats_ecran.etp(86_380) == "0.08638"
        assert formats_ecran.pourcent(1_025) == "10.25%"
        assert formats_ecran.mois(date(2026, 10, 1)) == "October 2026"


def test_an_instant_is_read_in_the_time_zone_of_the_instance() -> None:
    le = datetime(2026, 7, 1, 22, 30, tzinfo=timezone.get_fixed_timezone(0))
    assert formats_ecran.instant(le).replace("\u202f", " ") == "02/07/2026 à 00 h 30"


def test_the_page_holds_caption_scopes_links_and_totals() -> None:
    html = dessiner(tableau(ligne(), ligne("Bob", minutes=30, centimes=44)))
    assert fautes(html) == []
    assert html.count('scope="col"') == len(COLONNES)
    assert html.count('<th scope="row"') == 3
    assert '<a href="/gens/Ada/">Ada</a>' in html
    assert "1\u202f235,00\u00a0€" in html
    assert "8\u202fh\u202f00" in html


def test_an_unknown_value_says_why_and_the_total_says_it_is_partial() -> None:
    html = dessiner(tableau(ligne(), ligne("Bob", centimes=None, motif="Pas d'annexe")))
    assert 'title="Pas d&#x27;annexe">—' in html
    assert "sans 1 valeur inconnue" in html


def test_a_total_of_unknown_values_is_unknown_not_zero() -> None:
    totaux = tableau().totaux([ligne(centimes=None)])
    assert (totaux[4].texte, totaux[4].manquants) == ("—", 1)


def test_a_provisional_value_is_marked() -> None:
    assert "provisoire" in dessiner(tableau(ligne(provisoire=True)))
    assert "provisoire" not in dessiner(tableau(ligne()))


def test_an_empty_table_says_what_to_do() -> None:
    html = dessiner(tableau(vide="Ajoutez la première personne."))
    assert "Ajoutez la première personne." in html
    assert "<table" not in html


def test_names_are_escaped() -> None:
    html = dessiner(tableau(ligne("<script>alert(1)</script>")))
    assert "<script>" not in html


def test_it_searches_every_word_whatever_the_capitals() -> None:
    declare = tableau(ligne("Ada Lovelace"), ligne("Bob"))
    vue = voir(declare, RequestFactory().get("/?q=LOVE+ada"))
    assert [cellules[0].texte for _, cellules in vue.lignes] == ["Ada Lovelace"]
    assert vue.totaux is not None
    assert vue.totaux[3].texte == formats_ecran.heures(450)


def test_a_search_without_answer_offers_everything_again() -> None:
    html = dessiner(tableau(ligne()), "/?q=zzz")
    assert "Rien ne correspond à « zzz »" in html
    assert 'href="?q="' in html


def test_large_tables_are_cut_into_pages_but_exported_whole() -> None:
    declare = tableau(*(ligne(f"N{i:03d}") for i in range(250)))
    html = dessiner(declare, "/?page=2")
    assert "N100" in html
    assert "N099" not in html
    assert "Lignes 101 à 200 sur 250" in html
    assert len(lire_csv(declare)) == 251


def test_two_tables_of_a_page_do_not_share_their_parameters() -> None:
    un, deux = tableau(ligne(), nom="un"), tableau(ligne(), nom="deux")
    demande = RequestFactory().get("/?format-deux=csv&q-un=zzz")
    assert exporter(un, demande) is None
    assert exporter(deux, demande) is not None
    assert not voir(un, demande).lignes
    assert voir(deux, demande).lignes


def test_the_csv_reads_in_a_french_spreadsheet() -> None:
    reponse = exporter(tableau(ligne()), RequestFactory().get("/?format=csv"))
    assert reponse is not None
    assert reponse.content.startswith(b"\xef\xbb\xbfNom;")
    assert reponse["Content-Disposition"] == 'attachment; filename="les-gens.csv"'
    assert lire_csv(tableau(ligne(), ligne(minutes=-65, centimes=-5, etp=None)))[1:] == [
        ["Ada", "2026-03-09", "2026-10", "7:30", "1234,56", "0,086380", "10,25%", "oui"],
        ["Ada", "2026-03-09", "2026-10", "-1:05", "-0,05", "", "10,25%", "oui"],
    ]


@pytest.mark.parametrize("debut", ["=", "+", "-", "@", "\t", "\r"])
def test_the_csv_never_runs_a_name_as_a_formula(debut: str) -> None:
    declare = tableau(ligne(f"{debut}cmd|'/C calc'!A0"))
    assert lire_csv(declare)[1][0] == f"'{debut}cmd|'/C calc'!A0"


def test_the_xlsx_holds_dates_durations_and_numbers() -> None:
    lignes = lire_xlsx(tableau(ligne(), ligne("Bob", minutes=9_100, centimes=44)))
    assert lignes[0] == [str(c.libelle) for c in COLONNES]
    assert lignes[1] == [
        "Ada",
        date(2026, 3, 9),
        date(2026, 10, 1),
        timedelta(hours=7, minutes=30),
        1234.56,
        0.08638,
        0.1025,
        "oui",
    ]
    assert lignes[2][3] == timedelta(hours=151, minutes=40)
    assert lignes[3][0] == "Total"
    assert (lignes[3][3], lignes[3][4]) == (timedelta(minutes=9_550), 1235.0)


def test_the_xlsx_keeps_a_formula_as_text_and_unknown_as_empty() -> None:
    lignes = lire_xlsx(tableau(ligne("=1+1", centimes=None)))
    assert lignes[1][0] == "=1+1"
    assert lignes[1][4] == ""


@pytest.mark.parametrize(
    ("genre", "valeur"), [("texte", None), ("texte", ""), ("date", None), ("etp", None)]
)
def test_nothing_is_a_dash(genre: Genre, valeur: Any) -> None:
    assert Colonne("C", "c", genre).ecrire(valeur) == "—"


def test_a_path_calls_what_it_meets_and_stops_at_nothing() -> None:
    assert Colonne("C", "x.upper").lire({"x": "a"}) == "A"
    assert Colonne("C", "x.upper").lire({"x": None}) is None


def test_a_column_drawn_under_another_has_its_own_place_in_a_file() -> None:
    """Expected over read takes half the width; a file keeps a value a cell."""
    dessous = Colonne("Aide", "centimes", "centimes")
    colonnes = [Colonne("Nom", "nom"), Colonne("Heures", "minutes", "heures", sous=dessous)]
    declare = Tableau("Les gens", colonnes, [ligne(), ligne("Bob", centimes=None)])
    page = dessiner(declare)
    assert fautes(page) == []
    assert page.count("<td") == 2
    assert '7\u202fh\u202f30<span class="sous">1\u202f234,56\u00a0€</span>' in page
    assert 'Heures<span class="sous">Aide</span>' in page
    assert lire_csv(declare)[0] == ["Nom", "Heures", "Aide"]
    assert lire_csv(declare)[1] == ["Ada", "7:30", "1234,56"]
    assert len(declare.chercher("1\u202f234,56")) == 1


def test_what_is_drawn_under_adds_up_under_the_total() -> None:
    dessous = Colonne("Aide", "centimes", "centimes", total=True)
    colonnes = [Colonne("Nom", "nom"), Colonne("Heures", "minutes", "heures", sous=dessous)]
    page = dessiner(Tableau("Les gens", colonnes, [ligne(), ligne("Bob", centimes=None)]))
    assert fautes(page) == []
    total = " ".join(page[page.index("<tfoot>") :].split())
    assert '<span class="sous">1 234,56 € <small class="manquants">' in total
    assert "sans 1 valeur inconnue" in total
