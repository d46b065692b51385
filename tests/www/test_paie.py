"""The pay screens: from a bonus typed to a difference explained, as somebody of the office does."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Navigateur
from django.urls import reverse

from etrier.paie.frais.actions import Depense, accepter_note, deposer_note, refuser_note
from etrier.paie.models import (
    BaremeKilometrique,
    CodePaie,
    EcartPaie,
    EnvoiPaie,
    NoteFrais,
    ReglagePaie,
    VariableSaisie,
)
from etrier.parcours.models import Contrat
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.paie.monde import MOIS, clore, structure_de_paie
from tests.www.mondes.paie import objets_paie

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> tuple[Structure, Contrat, Navigateur]:
    """A structure of two employees, and somebody of the office signed in."""
    une, contrats = structure_de_paie(2)
    navigateur = Navigateur()
    navigateur.force_login(fabrique.utilisateur(Role.GESTION, une))
    return une, contrats[0], navigateur


def page(bureau: tuple[Structure, Contrat, Navigateur], nom: str, *args: object) -> str:
    """The page as it is read."""
    une, _contrat, navigateur = bureau
    reponse = navigateur.get(reverse(nom, args=[une.pk, *args]))
    assert reponse.status_code == 200
    return str(reponse.content.decode())


def poster(
    bureau: tuple[Structure, Contrat, Navigateur], nom: str, *args: object, **champs: object
) -> str:
    """The page one arrives on."""
    une, _contrat, navigateur = bureau
    reponse = navigateur.post(reverse(nom, args=[une.pk, *args]), champs, follow=True)
    assert reponse.status_code == 200
    return str(reponse.content.decode())


def test_from_a_bonus_to_a_difference_explained(
    bureau: tuple[Structure, Contrat, Navigateur],
) -> None:
    une, contrat, navigateur = bureau
    clore(une)
    prime = {"contrat": contrat.pk, "genre": "PRIME", "montant_centimes": "50,00", "libelle": "M"}
    assert "Variable ajoutée" in poster(bureau, "paie_saisie_nouvelle", MOIS, **prime)
    assert "Tout est là" in page(bureau, "paie_verifier", MOIS)
    assert "relu" in poster(bureau, "paie_envoyer", MOIS)
    assert "Rien de nouveau" in page(bureau, "paie_envois", MOIS)
    envoi = EnvoiPaie.objects.get()
    fichier = navigateur.get(reverse("paie_envoi_fichier", args=[une.pk, envoi.pk]))
    assert fichier.content == bytes(envoi.fichier)
    rendu = fichier.content.decode("utf-8-sig").replace("PRIME;50,00", "PRIME;45,00")
    depot = SimpleUploadedFile("retour.csv", rendu.encode())
    # Hours came back as amounts, and the bonus is not the one that was sent.
    dit = poster(bureau, "paie_retour_lire", MOIS, fichier=depot)
    assert "Colonnes lues" in dit
    ecart = EcartPaie.objects.get(rubrique="PRIME")
    assert (ecart.genre, ecart.attendu_centimes, ecart.lu_centimes) == ("MONTANT", 5_000, 4_500)
    assert "Attendu" in page(bureau, "paie_ecart", ecart.pk)
    dit = poster(bureau, "paie_ecart", ecart.pk, explication="Retenue de 5 €")
    assert "Retenue de 5 €" in dit


def test_a_variable_that_left_is_corrected_by_its_opposite(
    bureau: tuple[Structure, Contrat, Navigateur],
) -> None:
    une, contrat, _navigateur = bureau
    prime = {"contrat": contrat.pk, "genre": "PRIME", "montant_centimes": "50"}
    poster(bureau, "paie_saisie_nouvelle", MOIS, **prime)
    saisie = VariableSaisie.objects.get()
    change = {"genre": "PRIME", "montant_centimes": "60"}
    assert "Variable modifiée" in poster(bureau, "paie_saisie_modifier", saisie.pk, **change)
    clore(une)
    poster(bureau, "paie_envoyer", MOIS)
    assert "ligne contraire" in poster(bureau, "paie_saisie_modifier", saisie.pk, **change)
    assert "ligne contraire" in poster(bureau, "paie_saisie_retirer", saisie.pk)
    dit = poster(bureau, "paie_saisie_corriger", saisie.pk, mois="2025-04")
    assert "La ligne contraire est écrite" in dit
    assert VariableSaisie.objects.get(corrige=saisie).montant_centimes == -6_000
    assert "corrigée en avril" in page(bureau, "paie_saisies", MOIS)


def test_what_is_wrong_is_said_on_the_form(
    bureau: tuple[Structure, Contrat, Navigateur],
) -> None:
    _une, contrat, _navigateur = bureau
    sans_date = {"contrat": contrat.pk, "genre": "ACOMPTE", "montant_centimes": "50"}
    assert "Écrivez la date" in poster(bureau, "paie_saisie_nouvelle", MOIS, **sans_date)
    trop = sans_date | {"montant_centimes": "12,345"}
    assert "deux chiffres au plus" in poster(bureau, "paie_saisie_nouvelle", MOIS, **trop)
    assert not VariableSaisie.objects.exists()
    depot = SimpleUploadedFile("retour.csv", b"a;b\n1;2\n")
    assert "est parti" in poster(bureau, "paie_retour_lire", MOIS, fichier=depot)


def test_a_claim_is_decided(bureau: tuple[Structure, Contrat, Navigateur]) -> None:
    une, contrat, _navigateur = bureau
    Contrat.objects.filter(pk=contrat.pk).update(fin=None)
    taux = {"depuis": "2025-01-01", "milliemes_par_km": "0,529", "source": "Accord du 2 janvier"}
    assert "Taux enregistré" in poster(bureau, "bareme_nouveau", **taux)
    assert BaremeKilometrique.objects.get(structure=une).milliemes_par_km == 529
    trajet = {
        "contrat": contrat.pk,
        "genre": "kilometres",
        "le": "2025-03-04",
        "libelle": "Lille-Lens",
        "kilometres": 40,
    }
    assert "21,16" in poster(bureau, "note_frais_nouvelle", **trajet)
    note = NoteFrais.objects.get()
    assert "40 km × 0,529 €" in page(bureau, "note_frais_accepter", note.pk)
    assert "Note acceptée" in poster(bureau, "note_frais_accepter", note.pk, mois="2025-03")
    assert "déjà acceptée" in poster(bureau, "note_frais_refuser", note.pk, motif="non")
    assert VariableSaisie.objects.get().mois == date(2025, 3, 1)


def test_codes_and_the_format_are_settled(
    bureau: tuple[Structure, Contrat, Navigateur],
) -> None:
    une, _contrat, _navigateur = bureau
    reglage = {"format_paie": "silae", "numero_dossier": "D12", "codes_ignores": "4010, 4020\n4030"}
    assert "Réglages enregistrés" in poster(bureau, "paie_regler", **reglage)
    assert ReglagePaie.objects.get(structure=une).codes_ignores == ["4010", "4020", "4030"]
    assert "Code enregistré" in poster(bureau, "paie_coder", "PRIME", code="2010", envoyee="on")
    assert CodePaie.objects.get(structure=une).code == "2010"
    assert "déjà celui" in poster(bureau, "paie_coder", "FRAIS", code="2010", envoyee="on")
    clore(une)
    assert "aucun code du cabinet" in page(bureau, "paie_verifier", MOIS)
    reponse = bureau[2].post(reverse("paie_envoyer", args=[une.pk, MOIS]))
    assert reponse.status_code == 409
    assert bureau[2].get(reverse("paie_coder", args=[une.pk, "RIEN"])).status_code == 404


def test_only_what_is_accepted_is_added_up(
    bureau: tuple[Structure, Contrat, Navigateur],
) -> None:
    """A claim refused and one that waits are paid to nobody: no sum holds them."""
    _une, contrat, _navigateur = bureau
    notes = [
        deposer_note(contrat, Depense("repas", date(2025, 3, 4), "Repas", montant), par=None)
        for montant in (1_000, 2_000, 4_000)
    ]
    assert "Notes acceptées\u00a0: 0,00\u00a0€ en tout." in page(bureau, "notes_frais")
    accepter_note(notes[0], MOIS, par=None)
    refuser_note(notes[1], "Sans ticket", par=None)
    lue = page(bureau, "notes_frais")
    assert "Notes acceptées\u00a0: 10,00\u00a0€ en tout." in lue
    assert "70,00" not in lue
    assert "<tfoot" not in lue


def test_a_difference_shows_what_was_expected_over_what_was_read(
    bureau: tuple[Structure, Contrat, Navigateur],
) -> None:
    une, contrat, navigateur = bureau
    retour_id = objets_paie(contrat)["retour_id"]
    lue = page(bureau, "paie_retour", retour_id)
    assert '1,00\u00a0€<span class="sous">2,00\u00a0€</span>' in lue
    adresse = reverse("paie_retour", args=[une.pk, retour_id])
    fichier = navigateur.get(adresse, {"format-ecarts": "csv"})
    titres = fichier.content.decode("utf-8-sig").splitlines()[0]
    assert "Salarié;Matricule;Rubrique" in titres
    assert "Heures attendues;Heures lues;Attendu;Lu" in titres
