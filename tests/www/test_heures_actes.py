"""Import of a file, validation, one line and its correction, on screen."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test.utils import override_settings
from django.urls import reverse

from etrier.cloture.actions import cloturer
from etrier.heures.models import LigneHeures
from etrier.structures.enums import Role
from tests import fabrique
from tests.www.monde_heures import MAI, Monde, adresse, batir, entrer, lire, texte

pytestmark = pytest.mark.django_db


@pytest.fixture
def monde() -> Monde:
    return batir()


@pytest.fixture(autouse=True)
def _var(tmp_path: Path) -> Iterator[None]:
    with override_settings(VAR=tmp_path):
        yield


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


def test_days_to_come_are_planned_not_worked_and_wait(
    monde: Monde, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("lignes", "grille"):
        monkeypatch.setattr(f"etrier.www.heures.{module}.aujourdhui", lambda: date(2025, 5, 6))
    for jour in (6, 7):
        fabrique.heures(monde.contrat, date(2025, 5, jour), 420)
    client, url = entrer(monde), adresse("heures_valider", monde)
    assert "Valider 1 brouillon" in lire(client, adresse("heures_mois", monde))
    assert "1 brouillon d’un jour à venir" in lire(client, url)
    client.post(url, {"contrats": [monde.contrat.pk]})
    assert LigneHeures.objects.validees().get().jour == date(2025, 5, 6)
    assert "Rien d’autre n’attend d’être validé." in lire(client, url)


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
    assert "F7h30, corrigée : C'était une formation" in page
