"""Screens of the FSE+: who is in an operation, who opens the answers, the file out and in."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from etrier.parcours.fse.actions import entrer, repondre, sortir
from etrier.parcours.models import LectureSecret, ParticipantFse
from etrier.socle.horloge import aujourdhui
from etrier.structures.enums import Role
from tests import fabrique
from tests.parcours import monde_asp
from tests.parcours.test_fse import ENTREE, SORTIE

pytestmark = pytest.mark.django_db


@pytest.fixture
def participant() -> ParticipantFse:
    return entrer(
        fabrique.salarie(fabrique.structure()), operation="OP1", le=date(2025, 1, 6), par=None
    )


def entree(role: Role, participant: ParticipantFse) -> Client:
    navigateur = Client()
    navigateur.force_login(fabrique.utilisateur(role, participant.salarie.structure))
    return navigateur


def adresse(nom: str, participant: ParticipantFse, *suite: int) -> str:
    return reverse(nom, args=[participant.salarie.structure_id, *suite])


def test_an_entry_is_written_and_the_list_says_what_lacks(participant: ParticipantFse) -> None:
    gestion = entree(Role.GESTION, participant)
    envoi = {"salarie": participant.salarie_id, "operation": "OP2", "le": "2025-02-03"}
    page = gestion.post(adresse("fse_entrer", participant), envoi, follow=True).content.decode()
    assert "L’entrée est écrite" in page
    assert "7 sans réponse" in page
    assert "au référent" in page
    sortir(participant, aujourdhui(), par=None)
    page = gestion.get(adresse("fse", participant)).content.decode()
    assert "4 sans réponse" in page


def test_the_adviser_alone_opens_the_answers(participant: ParticipantFse) -> None:
    ici = adresse("fse_repondre", participant, participant.pk)
    for role in (Role.DIRECTION, Role.CIP, Role.GESTION):
        assert entree(role, participant).get(ici).status_code == 404
    repondre(participant, ENTREE, par=None)
    navigateur = Client()
    navigateur.force_login(monde_asp.referent(participant.salarie).utilisateur)
    page = navigateur.get(ici).content.decode()
    assert "Handicap reconnu" in page
    assert "À la sortie" not in page
    assert LectureSecret.objects.get().rubrique == "fse"
    sortir(participant, date(2025, 6, 30), par=None)
    navigateur.post(ici, ENTREE | SORTIE)
    participant.refresh_from_db()
    assert (participant.manque_entree, participant.manque_sortie) == (0, 0)


def test_the_file_goes_out_and_comes_in(participant: ParticipantFse) -> None:
    gestion = entree(Role.GESTION, participant)
    repondre(participant, ENTREE, par=None)
    exporter = adresse("fse_exporter", participant)
    assert "Seul le référent" in gestion.post(exporter).content.decode()
    conseillere = Client()
    conseillere.force_login(monde_asp.referent(participant.salarie).utilisateur)
    sorti = conseillere.post(exporter, {"operation": "OP1"})
    assert sorti["Content-Type"].startswith("text/csv")
    assert "chomage_long" in sorti.content.decode()
    ParticipantFse.objects.all().delete()
    importer = adresse("fse_importer", participant)
    fichier = SimpleUploadedFile("p.csv", sorti.content, "text/csv")
    page = gestion.post(importer, {"fichier": fichier}, follow=True).content.decode()
    assert "1 participant lu." in page
    faux = SimpleUploadedFile(
        "p.csv", b"matricule;operation;entree_le;sortie_le\nX;O;;", "text/csv"
    )
    page = gestion.post(importer, {"fichier": faux}).content.decode()
    assert "Ligne 2" in page


def test_an_exit_is_written_and_an_error_taken_away(participant: ParticipantFse) -> None:
    gestion = entree(Role.GESTION, participant)
    ici = adresse("fse_sortir", participant, participant.pk)
    page = gestion.post(ici, {"le": "2024-01-01"}).content.decode()
    assert "précéder" in page
    gestion.post(ici, {"le": "2025-06-30"})
    participant.refresh_from_db()
    assert participant.sortie_le == date(2025, 6, 30)
    gestion.post(adresse("fse_retirer", participant, participant.pk))
    assert not ParticipantFse.objects.exists()
