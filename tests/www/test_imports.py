"""Import of a file, on screen: its preview, the names to confirm, what is given back."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from python_calamine import CalamineWorkbook

from etrier.heures.models import LigneHeures, Rapprochement
from etrier.parcours.models import Personne, Salarie
from etrier.structures.enums import Role
from tests import fabrique
from tests.www.monde_heures import MAI, Monde, adresse, batir, entrer, lire, minutes, texte

pytestmark = pytest.mark.django_db


@pytest.fixture
def monde() -> Monde:
    return batir()


@pytest.fixture(autouse=True)
def _var(tmp_path: Path) -> Iterator[None]:
    with override_settings(VAR=tmp_path):
        yield


def deposer(client: Client, monde: Monde, contenu: str, nom: str = "mai.csv") -> str:
    """Send a file; gives the address of its preview."""
    fichier = SimpleUploadedFile(nom, contenu.encode())
    reponse = client.post(adresse("heures_importer", monde), {"fichier": fichier})
    assert reponse.status_code == 302, texte(reponse)
    return reponse.headers["Location"]


def envoyer(client: Client, monde: Monde, *lignes: str) -> str:
    """Send lines of the person of the world."""
    matricule = monde.contrat.salarie.matricule
    return deposer(
        client,
        monde,
        "\n".join(["matricule;jour;heures", *(f"{matricule};{x}" for x in lignes)]),
    )


def embaucher(monde: Monde, nom: str, prenom: str) -> Salarie:
    """Somebody more, under contract all year."""
    personne = Personne.objects.create(nom=nom, prenom=prenom, naissance=date(1990, 1, 1))
    salarie = fabrique.salarie(monde.structure, personne=personne)
    fabrique.contrat(salarie, monde.contrat.convention)
    return salarie


def test_a_file_is_previewed_then_imported_once(monde: Monde, tmp_path: Path) -> None:
    client = entrer(monde)
    apercu = envoyer(client, monde, "06/05/2025;7,5", "07/05/2025;7h")
    page = lire(client, apercu)
    assert '<span class="chiffre-cle">2</span>lignes nouvelles' in page
    assert "Confirmer ces choix" not in page
    assert not LigneHeures.objects.exists()
    assert "2 lignes ajoutées, 0 déjà connue" in texte(client.post(apercu, follow=True))
    assert minutes(monde) == {6: 450, 7: 420}
    assert list((tmp_path / "imports").iterdir()) == []
    assert client.get(apercu).status_code == 404
    page = lire(client, envoyer(client, monde, "06/05/2025;7,5", "07/05/2025;7h"))
    assert "il n’y a rien à importer" in page


def test_a_bad_line_is_told_in_words_and_nothing_is_written(monde: Monde) -> None:
    client = entrer(monde)
    apercu = envoyer(client, monde, "06/05/2025;7,5", "31/02/2025;7", "06/06/2025;7")
    page = lire(client, apercu)
    assert "2 lignes ne peuvent pas être écrites" in page
    assert "31/02/2025" in page
    assert "n'est pas dans le mois importé" in page
    assert "Importer ces heures" not in page
    assert client.post(apercu).status_code == 409
    assert not LigneHeures.objects.exists()
    assert (
        client.get(apercu, {"format-refus": "csv"}).headers["Content-Type"].startswith("text/csv")
    )


def test_the_good_lines_come_in_and_the_others_are_given_back(monde: Monde) -> None:
    client = entrer(monde)
    apercu = envoyer(client, monde, "06/05/2025;7,5", "31/02/2025;7", "07/05/2025;7")
    assert "Importer les bonnes lignes (2) et me rendre les autres (1)" in lire(client, apercu)
    reponse = client.post(apercu, {"geste": "bonnes"})
    assert minutes(monde) == {6: 450, 7: 420}
    page = lire(client, reponse.headers["Location"])
    assert "2 lignes ajoutées, 0 déjà connues, 1 ligne rendue à corriger." in page
    lien = re.search(r'href="([^"]*/rejets/)"', page)
    assert lien is not None
    rendu = client.get(lien[1])
    assert "attachment" in rendu.headers["Content-Disposition"]
    corrige = rendu.content.decode("utf-8-sig").replace("31/02/2025", "28/05/2025")
    assert "07/05/2025" not in corrige
    apercu = deposer(client, monde, corrige)
    assert "1 ligne ajoutée" in texte(client.post(apercu, follow=True))
    assert minutes(monde) == {6: 450, 7: 420, 28: 420}


def test_rejected_rows_are_their_senders_only(monde: Monde) -> None:
    client = entrer(monde)
    apercu = envoyer(client, monde, "06/05/2025;7,5", "31/02/2025;7")
    client.post(apercu, {"geste": "bonnes"})
    jeton = apercu.rstrip("/").rpartition("/")[2]
    url = adresse("heures_rejets", monde, jeton=jeton)
    assert client.get(url).status_code == 404  # the sent file itself is gone
    autre = deposer(client, monde, "matricule;jour;heures\nX;31/02/2025;7")
    jeton = autre.rstrip("/").rpartition("/")[2]
    url = adresse("heures_rejets", monde, jeton=jeton)
    assert client.get(url).status_code == 200
    assert entrer(monde).get(url).status_code == 404
    assert entrer(monde, Role.LECTURE).get(url).status_code == 404


def test_a_name_with_a_typo_is_proposed_then_remembered(monde: Monde) -> None:
    marie = embaucher(monde, "LEFEBVRE", "Marie")
    client = entrer(monde)
    contenu = "nom;prénom;jour;heures\nLefebre;Marie;06/05/2025;7"
    apercu = deposer(client, monde, contenu)
    page = lire(client, apercu)
    assert "1 nom ou code à confirmer" in page
    assert "« Lefebre Marie » (1 ligne)" in page
    assert "Importer ces heures" not in page
    champ = re.search(r'<select name="(mot-[0-9a-f]+)"', page)
    assert champ is not None
    assert f'<option value="salarie:{marie.pk}" selected>' in page
    client.post(apercu, {"geste": "confirmer", champ[1]: f"salarie:{marie.pk}"})
    page = lire(client, apercu)
    assert "C’est vous qui l’avez dit" in page
    assert not Rapprochement.objects.exists()
    assert "1 ligne ajoutée" in texte(client.post(apercu, {"geste": "importer"}, follow=True))
    assert LigneHeures.objects.get().salarie == marie
    suite = deposer(client, monde, contenu.replace("06/05", "07/05"))
    page = lire(client, suite)
    assert "Reconnu grâce à votre choix du" in page
    assert "1 nom ou code reconnu grâce à vos choix" in page
    assert "Importer ces heures" in page


def test_a_choice_outside_the_list_is_refused(monde: Monde) -> None:
    embaucher(monde, "LEFEBVRE", "Marie")
    ailleurs = fabrique.salarie(fabrique.structure())
    client = entrer(monde)
    apercu = deposer(client, monde, "nom;prénom;jour;heures\nLefebre;Marie;06/05/2025;7")
    champ = re.search(r'<select name="(mot-[0-9a-f]+)"', lire(client, apercu))
    assert champ is not None
    reponse = client.post(apercu, {"geste": "confirmer", champ[1]: f"salarie:{ailleurs.pk}"})
    assert reponse.status_code == 200
    assert "Sélectionnez un choix valide" in texte(reponse)
    client.post(apercu, {"geste": "importer"})
    assert not LigneHeures.objects.exists()


def test_a_column_can_be_read_as_something_else(monde: Monde) -> None:
    client = entrer(monde)
    matricule = monde.contrat.salarie.matricule
    contenu = f"matricule;jour;heures;contrat\n{matricule};06/05/2025;7;affaire 12"
    apercu = deposer(client, monde, contenu)
    page = lire(client, apercu)
    assert "Lu comme : une ligne par personne et par jour, titres à la ligne 1." in page
    assert "n'est pas celui de" in page
    lue = {"geste": "relire", "genre": "lignes", "entete": 1, "mois": ""}
    colonnes = {"col-A": "matricule", "col-B": "jour", "col-C": "heures", "col-D": "heures"}
    reponse = client.post(apercu, lue | colonnes)
    assert "Déjà pris par la colonne C" in texte(reponse)
    assert client.post(apercu, lue | colonnes | {"col-D": ""}).status_code == 302
    assert "n'est pas celui de" not in lire(client, apercu)
    client.post(apercu, {"geste": "importer"})
    assert minutes(monde) == {6: 420}
    suite = deposer(client, monde, contenu.replace("06/05", "07/05"))
    assert "C’est votre présentation du" in lire(client, suite)
    client.post(suite, {"geste": "importer"})
    assert minutes(monde) == {6: 420, 7: 420}


def test_what_the_guess_lacks_can_be_said(monde: Monde) -> None:
    client = entrer(monde)
    matricule = monde.contrat.salarie.matricule
    contenu = f"qui;date;combien\n{matricule};06/05/2025;7\n{matricule};07/05/2025;6h30"
    url = deposer(client, monde, contenu)
    page = lire(client, url)
    assert "Comment lire « mai.csv » ?" in page
    assert "Importer ces heures" not in page
    assert client.post(url, {"geste": "importer"}).status_code == 409
    lue = {"geste": "relire", "genre": "lignes", "entete": 1, "mois": ""}
    assert "Comment lire" in texte(client.post(url, lue | {"col-A": "matricule"}))
    lue |= {"col-A": "matricule", "col-B": "jour", "col-C": "heures"}
    assert client.post(url, lue).status_code == 302
    assert "2</span>lignes nouvelles" in lire(client, url)
    client.post(url, {"geste": "importer"})
    assert minutes(monde) == {6: 420, 7: 390}
    suite = deposer(client, monde, contenu.replace("/05/2025;7", "/05/2025;8"))
    assert "C’est votre présentation du" in lire(client, suite)
    # Without titles nothing tells two sheets apart: nothing is remembered.
    sans = deposer(client, monde, contenu.partition("\n")[2])
    assert "Comment lire" in lire(client, sans)
    assert client.post(sans, lue | {"entete": 0}).status_code == 302
    client.post(sans, {"geste": "importer"})
    assert "Comment lire" in lire(client, deposer(client, monde, contenu.partition("\n")[2]))


def test_an_unknown_code_is_asked_about_then_remembered(monde: Monde) -> None:
    client = entrer(monde)
    apercu = envoyer(client, monde, "06/05/2025;7", "07/05/2025;MAL", "09/05/2025;MAL")
    page = lire(client, apercu)
    assert "« MAL » (2 lignes)" in page
    champ = re.search(r'<select name="(mot-[0-9a-f]+)"', page)
    assert champ is not None
    client.post(apercu, {"geste": "confirmer", champ[1]: "nature:4"})
    assert "C’est vous qui l’avez dit" in lire(client, apercu)
    client.post(apercu, {"geste": "importer"})
    # A code without a duration is the planned day: 26 hours in five days.
    assert minutes(monde) == {6: 420, 7: 312, 9: 312}
    assert set(LigneHeures.objects.filter(jour__day__gt=6).values_list("nature", flat=True)) == {4}
    page = lire(client, envoyer(client, monde, "12/05/2025;MAL"))
    assert "Reconnu grâce à votre choix du" in page
    assert "Importer ces heures" in page


def test_a_word_among_the_hours_is_told_where_it_stands(monde: Monde) -> None:
    client = entrer(monde)
    page = lire(client, envoyer(client, monde, "06/05/2025;sept heures"))
    assert "Colonne « heures », « sept heures » n’est ni une durée ni un code connu" in page
    assert "colonne « nature »" not in page.casefold()


def test_a_draft_the_file_changes_is_told(monde: Monde) -> None:
    client = entrer(monde)
    client.post(envoyer(client, monde, "06/05/2025;7"))
    apercu = envoyer(client, monde, "06/05/2025;8", "07/05/2025;7")
    page = lire(client, apercu)
    assert "1</span>ligne nouvelle <" in page
    assert "1</span>brouillon modifié <" in page
    fait = texte(client.post(apercu, follow=True))
    assert "1 ligne ajoutée, 0 déjà connues. 1 brouillon modifié." in fait


def test_only_missions_of_the_days_of_the_file_are_choices(monde: Monde) -> None:
    ville = fabrique.client(monde.structure)
    courante, finie = (fabrique.mission(ville, monde.contrat) for _ in range(2))
    type(finie).objects.filter(pk=finie.pk).update(fin=date(2025, 4, 30))
    matricule = monde.contrat.salarie.matricule
    contenu = f"matricule;jour;heures;mission\n{matricule};06/05/2025;7;RIEN-9"
    client = entrer(monde)
    page = lire(client, deposer(client, monde, contenu))
    assert f'value="mission:{courante.pk}"' in page
    assert f'value="mission:{finie.pk}"' not in page


def test_a_file_that_cannot_be_read_is_refused_at_once(monde: Monde) -> None:
    client, url = entrer(monde), adresse("heures_importer", monde)
    envoi = {"fichier": SimpleUploadedFile("mai.csv", b"\xd0\xcf\x11\xe0" * 200)}
    page = texte(client.post(url, envoi))
    assert "Le fichier n’a pas été pris" in page
    assert "Le fichier n’a pas été pris" not in lire(client, url)
    envoi = {"fichier": SimpleUploadedFile("mai.pdf", b"%PDF")}
    assert "n’est pas un tableur" in texte(client.post(url, envoi))
    page = texte(client.post(url, {}))
    assert "Ce champ est obligatoire." in page
    assert 'role="alert"' in page


def test_a_waiting_file_is_its_senders_only(monde: Monde) -> None:
    apercu = envoyer(entrer(monde), monde, "06/05/2025;7,5")
    assert entrer(monde).get(apercu).status_code == 404


def test_another_structure_cannot_be_named_in_the_address(monde: Monde) -> None:
    client = entrer(monde)
    apercu = envoyer(client, monde, "06/05/2025;7,5")
    autre = batir()
    jeton = apercu.rstrip("/").rpartition("/")[2]
    url = reverse("heures_apercu", args=(autre.structure.pk, MAI, jeton))
    assert client.get(url).status_code == 404


def test_the_template_holds_the_people_of_the_month(monde: Monde) -> None:
    reponse = entrer(monde).get(adresse("heures_modele", monde))
    feuille = CalamineWorkbook.from_filelike(BytesIO(reponse.content)).get_sheet_by_index(0)
    assert monde.contrat.salarie.matricule in str(feuille.to_python())
    assert 'filename="heures-2025-05.xlsx"' in reponse.headers["Content-Disposition"]
    assert "Télécharger le modèle" in lire(entrer(monde), adresse("heures_importer", monde))


def test_a_long_name_in_any_alphabet_is_kept_by_its_end(monde: Monde) -> None:
    client = entrer(monde)
    apercu = deposer(client, monde, "matricule;jour;heures\nX;31/02/2025;7", f"{'あ' * 200}.csv")
    assert "あ.csv" in texte(client.get(apercu))
