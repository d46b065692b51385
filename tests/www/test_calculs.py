"""The public calculators: open to all, the same figures as the rules, reasons in full."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from etrier.droit.calculs import CALCULS, Resultat
from etrier.socle.parametres import parametres_en_vigueur
from tests.www.pages import fautes

AIDE = reverse("calcul", args=["aide-au-poste"])
EXEMPLE = {"dispositif": "EI", "le": "31/12/2025", "heures": "130"}
COMPTEUR = reverse("calcul", args=["compteur-ai"])


def placements(contenu: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("placements.csv", contenu, "text/csv")


def test_the_list_names_every_calculator(client: Client) -> None:
    html = client.get(reverse("calculs")).content.decode()
    assert fautes(html) == []
    for nom in CALCULS:
        assert reverse("calcul", args=[nom]) in html


@pytest.mark.parametrize("nom", CALCULS)
def test_a_stranger_opens_every_calculator(client: Client, nom: str) -> None:
    reponse = client.get(reverse("calcul", args=[nom]))
    assert reponse.status_code == 200
    html = reponse.content.decode()
    assert fautes(html) == []
    for argument in CALCULS[nom].arguments:
        assert f'name="{argument.nom}' in html


def test_the_answer_shows_its_figure_base_and_texts(client: Client) -> None:
    html = client.get(AIDE, EXEMPLE).content.decode()
    assert fautes(html) == []
    assert "1\u00a0149,18\u00a0€" in html
    assert "1\u00a0505\u00a0h" in html
    assert "Arrêté du 4 décembre 2024" in html
    assert "publié le 06/12/2024" in " ".join(html.split())


def test_json_is_what_the_calculator_answers(client: Client) -> None:
    reponse = client.get(AIDE, {**EXEMPLE, "format": "json"})
    attendu = CALCULS["aide-au-poste"].executer(dict(EXEMPLE), parametres_en_vigueur())
    assert json.loads(reponse.content) == attendu.to_json()
    assert isinstance(attendu, Resultat)
    assert attendu.montant_centimes == 114_918


def test_a_value_past_the_last_known_date_is_marked_provisional(client: Client) -> None:
    html = client.get(AIDE, {**EXEMPLE, "le": "2030-01-01"}).content.decode()
    assert "est reconduite" in html
    assert 'class="provisoire"' in html


def test_what_the_law_does_not_set_is_said_and_never_zero(client: Client) -> None:
    demande = {**EXEMPLE, "dispositif": "GEIQ"}
    html = client.get(AIDE, demande).content.decode()
    assert "Non calculable" in html
    assert "chiffre-cle" not in html
    reponse = client.get(AIDE, {**demande, "format": "json"})
    assert reponse.status_code == 422
    assert json.loads(reponse.content)["motif"]


def test_an_unreadable_value_is_explained_beside_its_field(client: Client) -> None:
    html = client.get(AIDE, {**EXEMPLE, "heures": "beaucoup"}).content.decode()
    assert fautes(html) == []
    assert "«\u00a0beaucoup\u00a0» n&#x27;est pas un nombre d&#x27;heures" in html
    assert 'aria-invalid="true"' in html
    reponse = client.get(AIDE, {**EXEMPLE, "heures": "beaucoup", "format": "json"})
    assert reponse.status_code == 400
    assert list(json.loads(reponse.content)["erreurs"]) == ["heures"]


def test_a_missing_value_is_asked_for(client: Client) -> None:
    reponse = client.get(AIDE, {"dispositif": "EI", "format": "json"})
    assert set(json.loads(reponse.content)["erreurs"]) == {"le", "heures"}


def test_an_unknown_choice_is_refused(client: Client) -> None:
    assert client.get(AIDE, {**EXEMPLE, "territoire": "lune", "format": "json"}).status_code == 400


def test_an_unknown_calculator_is_not_found(client: Client) -> None:
    assert client.get("/calculs/inconnu/").status_code == 404


def test_only_a_calculator_of_files_takes_a_post(client: Client) -> None:
    assert client.post(AIDE, EXEMPLE).status_code == 405


def test_a_file_is_counted(client: Client) -> None:
    contenu = "personne;jour;heures;client\nANNE;05/01/2026;7h30;entreprise\n"
    reponse = client.post(
        f"{COMPTEUR}?format=json", {"fichier": placements(contenu.encode()), "le": ""}
    )
    assert json.loads(reponse.content)["minutes"] == 450


def test_a_file_from_an_old_spreadsheet_is_read(client: Client) -> None:
    contenu = "personne;jour;heures;client\nZOÉ;05/01/2026;2;entreprise\n".encode("cp1252")
    html = client.post(COMPTEUR, {"fichier": placements(contenu)}).content.decode()
    assert fautes(html) == []
    assert "ZOÉ" in html


def test_a_file_too_large_is_refused(client: Client) -> None:
    reponse = client.post(COMPTEUR, {"fichier": placements(b"x" * (2 * 1024 * 1024 + 1))})
    assert "Ce fichier dépasse 2 Mo" in reponse.content.decode()


def test_a_wrong_file_says_what_is_expected(client: Client) -> None:
    html = client.post(COMPTEUR, {"fichier": placements(b"a;b\n1;2\n")}).content.decode()
    assert 'role="alert"' in html
    assert "chiffre-cle" not in html


def test_the_words_of_the_law_stay_french_in_english(client: Client) -> None:
    html = client.get(AIDE, EXEMPLE, headers={"Accept-Language": "en"}).content.decode()
    assert fautes(html, "en") == []
    assert 'lang="fr"' in html
