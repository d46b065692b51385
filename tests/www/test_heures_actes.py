"""Import of a file, validation, one line and its correction, on screen."""

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

from etrier.cloture.actions import cloturer
from etrier.heures.models import LigneHeures
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


# Import


def fichier(monde: Monde, *lignes: str) -> SimpleUploadedFile:
    matricule = monde.contrat.salarie.matricule
    contenu = "\n".join(["matricule;jour;heures", *(f"{matricule};{x}" for x in lignes)])
    return SimpleUploadedFile("mai.csv", contenu.encode())


def envoyer(client: Client, monde: Monde, *lignes: str) -> str:
    """Send a file; gives the address of its preview."""
    reponse = client.post(adresse("heures_importer", monde), {"fichier": fichier(monde, *lignes)})
    assert reponse.status_code == 302
    return reponse.headers["Location"]


def test_a_file_is_previewed_then_imported_once(monde: Monde, tmp_path: Path) -> None:
    client = entrer(monde)
    apercu = envoyer(client, monde, "06/05/2025;7,5", "07/05/2025;7h")
    page = lire(client, apercu)
    assert '<span class="chiffre-cle">2</span>lignes nouvelles' in page
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
    assert "« 31/02/2025 » n'existe pas dans le calendrier." in page
    assert "n'est pas dans le mois importé" in page
    assert "Importer ces heures" not in page
    assert client.post(apercu).status_code == 409
    assert not LigneHeures.objects.exists()
    assert (
        client.get(apercu, {"format-refus": "csv"}).headers["Content-Type"].startswith("text/csv")
    )


def test_a_file_that_cannot_be_read_is_refused_at_once(monde: Monde) -> None:
    client, url = entrer(monde), adresse("heures_importer", monde)
    envoi = {"fichier": SimpleUploadedFile("mai.csv", b"rien;de\nbon;ici")}
    assert "Il manque l'en-tête" in texte(client.post(url, envoi))
    envoi = {"fichier": SimpleUploadedFile("mai.pdf", b"%PDF")}
    assert "n’est pas un tableur" in texte(client.post(url, envoi))
    page = texte(client.post(url, {}))
    assert "Ce champ est obligatoire." in page
    assert 'role="alert"' in page


def test_a_waiting_file_is_its_senders_only(monde: Monde) -> None:
    apercu = envoyer(entrer(monde), monde, "06/05/2025;7,5")
    assert entrer(monde).get(apercu).status_code == 404


def test_the_template_holds_the_people_of_the_month(monde: Monde) -> None:
    reponse = entrer(monde).get(adresse("heures_modele", monde))
    feuille = CalamineWorkbook.from_filelike(BytesIO(reponse.content)).get_sheet_by_index(0)
    assert monde.contrat.salarie.matricule in str(feuille.to_python())
    assert 'filename="heures-2025-05.xlsx"' in reponse.headers["Content-Disposition"]
    assert "Télécharger le modèle" in lire(entrer(monde), adresse("heures_importer", monde))


# Validation


def test_chosen_people_are_validated_and_the_others_wait(monde: Monde) -> None:
    autre = fabrique.contrat(fabrique.salarie(monde.structure), monde.contrat.convention)
    for signe in (monde.contrat, autre):
        fabrique.heures(signe, date(2025, 5, 6), 420)
    client, url = entrer(monde), adresse("heures_valider", monde)
    page = lire(client, url)
    assert page.count("checked") == 2
    assert "Choisissez au moins une personne." in texte(client.post(url, {"contrats": []}))
    page = texte(client.post(url, {"contrats": [autre.pk]}, follow=True))
    assert "1 ligne validée." in page
    assert LigneHeures.objects.validees().get().contrat == autre
    assert LigneHeures.objects.validees().get().validee_par is not None
    page = texte(client.post(url, {"contrats": [monde.contrat.pk]}, follow=True))
    assert "tout est validé" in lire(client, url)


# One line


@pytest.fixture
def ligne(monde: Monde) -> LigneHeures:
    fabrique.heures(monde.contrat, date(2025, 5, 6), 450, chantier_id=monde.chantier.pk)
    fabrique.valider_mois(monde.structure, MAI)
    return LigneHeures.objects.get()


def de_la_ligne(nom: str, ligne: LigneHeures) -> str:
    return reverse(nom, args=[ligne.structure_id, ligne.pk])


def test_a_line_says_what_it_is_and_who_may_correct_it(monde: Monde, ligne: LigneHeures) -> None:
    url = de_la_ligne("heures_ligne", ligne)
    page = lire(entrer(monde), url)
    assert f"{monde.qui}, mardi 6 mai 2025" in page
    assert str(monde.chantier) in page
    assert "Corriger cette ligne" in page
    assert "Corriger cette ligne" not in lire(entrer(monde, Role.CIP), url)
    assert entrer(monde, Role.FACILITATION).get(url).status_code == 404


def test_a_line_is_corrected_with_its_reason(monde: Monde, ligne: LigneHeures) -> None:
    client, url = entrer(monde), de_la_ligne("heures_corriger", ligne)
    page = lire(client, url)
    assert "les deux comptent dans mai 2025" in page
    assert 'value="7h30"' in page
    page = texte(client.post(url, {"duree": "5h", "nature": 1, "motif": "Partie tôt"}, follow=True))
    assert "Correction enregistrée." in page
    assert [x.minutes for x in LigneHeures.objects.order_by("pk")] == [450, -450, 300]
    assert page.count("Partie tôt") == 3  # the new line, and two rows of the history
    ancienne = lire(client, de_la_ligne("heures_ligne", ligne))
    assert "Corriger cette ligne" not in ancienne
    assert "contrepassation" in ancienne
    reponse = client.post(url, {"duree": "4h", "nature": 1, "motif": "Encore"})
    assert "a déjà été corrigée" in texte(reponse)


def test_a_correction_of_a_closed_month_says_where_it_counts(
    monde: Monde, ligne: LigneHeures
) -> None:
    cloturer([monde.structure.pk], MAI, par=None)
    page = lire(entrer(monde), de_la_ligne("heures_corriger", ligne))
    assert "les deux comptent dans juin 2025" in page


@pytest.mark.parametrize(
    ("saisie", "phrase"),
    [
        ({"duree": "5h", "nature": 1, "motif": ""}, "Ce champ est obligatoire."),
        ({"duree": "cinq", "nature": 1, "motif": "Relu"}, "n'est pas un nombre d'heures"),
        ({"duree": "7,5", "nature": 1, "motif": "Relu"}, "rien à corriger"),
        ({"duree": "25", "nature": 1, "motif": "Relu"}, "au plus 24 heures"),
    ],
)
def test_it_refuses_a_correction_that_is_none(
    monde: Monde, ligne: LigneHeures, saisie: dict[str, str], phrase: str
) -> None:
    page = texte(entrer(monde).post(de_la_ligne("heures_corriger", ligne), saisie))
    assert phrase in page
    assert LigneHeures.objects.count() == 1


def test_a_change_of_nature_alone_is_a_correction(monde: Monde, ligne: LigneHeures) -> None:
    saisie = {"duree": "7h30", "nature": 2, "motif": "C'était une formation"}
    entrer(monde).post(de_la_ligne("heures_corriger", ligne), saisie)
    assert LigneHeures.objects.filter(nature=2).get().minutes == 450
    page = lire(entrer(monde), adresse("heures_mois", monde))
    assert "formation · " in page
