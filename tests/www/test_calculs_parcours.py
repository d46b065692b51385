"""The public pages of the parcours: several values in one field, findings in words."""

import json
from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import reverse

from etrier.droit.calculs import CALCULS
from etrier.socle.parametres import parametres_en_vigueur
from tests.www.pages import fautes

PASS = reverse("calcul", args=["pass"])
ELIGIBILITE = reverse("calcul", args=["eligibilite"])
EXEMPLE = {"debut": "2021-03-25", "fin": "2023-03-24", "le": "2024-03-01"}
SUSPENSIONS = ["2022-07-17:2022-12-17", "01/02/2022 au 15/02/2022"]


def lire(client: Client, adresse: str, demande: Mapping[str, str | list[str]]) -> str:
    """The page, with ordinary spaces and apostrophes."""
    html = client.get(adresse, demande).content.decode()
    assert fautes(html) == []
    lisible = html.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")
    return " ".join(lisible.replace("&#x27;", "'").split())


def test_a_pass_is_told_in_words(client: Client) -> None:
    html = lire(client, PASS, {**EXEMPLE, "suspension": "\n".join(SUSPENSIONS)})
    assert "PASS fini le 7 septembre 2023, délai de carence jusqu'au 7 septembre 2025" in html
    assert "La loi et la plateforme" in html
    assert html.count("un de moins") == 2
    assert 'class="conclusion"' in html


@pytest.mark.parametrize("suspension", [SUSPENSIONS, "\r\n".join(SUSPENSIONS)])
def test_an_address_repeats_a_value_or_holds_a_line_each(
    client: Client, suspension: str | list[str]
) -> None:
    demande: dict[str, str | list[str]] = {
        **EXEMPLE,
        "suspension": suspension,
        "format": "json",
    }
    lu = json.loads(client.get(PASS, demande).content)
    saisies: dict[str, str | None] = {**EXEMPLE, "suspension": "\n".join(SUSPENSIONS)}
    assert lu == CALCULS["pass"].executer(saisies, parametres_en_vigueur()).to_json()


def test_an_unreadable_line_is_said_beside_the_field(client: Client) -> None:
    demande = {**EXEMPLE, "suspension": "2022-07-17:2022-12-17\nhier"}
    html = lire(client, PASS, demande)
    assert "« hier » n'est pas une période" in html
    assert "chiffre-cle" not in html


def test_an_impossible_history_is_refused_with_its_sentence(client: Client) -> None:
    html = lire(
        client, PASS, {**EXEMPLE, "suspension": "2022-07-17:2022-08-17\n2022-08-01:2022-09-01"}
    )
    assert "Deux suspensions se chevauchent" in html


def test_criteria_are_boxes_to_tick(client: Client) -> None:
    vide = lire(client, ELIGIBILITE, {})
    assert vide.count('type="checkbox"') == 25
    demande = {"dispositif": "ACI", "auteur": "employeur", "le": "2025-02-01"}
    html = lire(client, ELIGIBILITE, {**demande, "critere": ["TH", "QPV", "PM"]})
    assert "Éligible, le diagnostic sert avant le 4 mai 2025" in html
    assert html.count(" checked") == 3
    refuse = lire(client, ELIGIBILITE, {**demande, "critere": ["TH"]})
    assert "Non éligible avec ces critères" in refuse
    assert "il en manque 2" in refuse


def test_the_parameters_page_reads_codes_in_words(client: Client) -> None:
    demande = {"dispositif": "ACI", "auteur": "employeur", "le": "2025-02-01"}
    html = lire(client, ELIGIBILITE, {**demande, "critere": ["RSA"]})
    assert "Touche l'allocation de solidarité spécifique" in html


def test_events_are_rows_of_dates(client: Client) -> None:
    vide = lire(client, PASS, {})
    assert vide.count('name="suspension_debut"') == vide.count('name="prolongation_motif"') == 2
    demande: dict[str, str | list[str]] = {
        **EXEMPLE,
        "suspension_debut": ["2022-07-17", "2022-02-01", ""],
        "suspension_fin": ["2022-12-17", "2022-02-15", ""],
        "prolongation_debut": ["2023-09-07", ""],
        "prolongation_fin": ["2024-09-06", ""],
        "prolongation_motif": ["RQTH", "SENIOR"],
    }
    html = lire(client, PASS, demande)
    assert "PASS valide jusqu'au 6 septembre 2024" in html
    assert html.count('name="suspension_debut"') == 3
    assert 'value="2022-02-15"' in html
    assert html.count('<option value="RQTH" selected>') == 1


def test_a_row_half_filled_is_asked_again(client: Client) -> None:
    html = lire(client, PASS, {**EXEMPLE, "suspension_debut": "2022-07-17", "suspension_fin": ""})
    assert "« 2022-07-17 » n'est pas une période" in html
    assert 'value="2022-07-17"' in html
    sans_motif = {**EXEMPLE, "prolongation_debut": "2023-03-24", "prolongation_fin": "2024-03-23"}
    assert "il manque le motif" in lire(client, PASS, sans_motif)
