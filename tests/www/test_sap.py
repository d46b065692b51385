"""Services à la personne on screen: a year in one act, the client's link, CESU, the statement."""

from datetime import date
from html import unescape

import pytest
from django.core import mail
from django.test import Client as Navigateur
from django.test import override_settings
from django.urls import reverse

from etrier.facturation.models import AttestationSap, Facture
from etrier.facturation.sap.actions import etablir, etablir_annee
from etrier.facturation.sap.liens import jeton
from etrier.socle.models import Acte
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.facturation import fabrique_factures as sap
from tests.facturation import monde
from tests.facturation.test_attestation import texte

pytestmark = pytest.mark.django_db


def entrer(une: Structure, role: Role = Role.GESTION) -> Navigateur:
    navigateur = Navigateur()
    navigateur.force_login(fabrique.utilisateur(role, une))
    return navigateur


def plusieurs(nombre: int, courriel: str = "") -> list[Facture]:
    """So many private people who paid an hour in April 2025."""
    une = sap.organisme()
    sous = monde.contrat(une, "AI")
    for rang in range(nombre):
        qui = sap.particulier(une, courriel=courriel and f"{rang}.{courriel}")
        sap.travailler(qui, sous, [60], debut=1 + rang)
    factures = sap.facturer(une)
    for facture in factures:
        sap.payer(facture)
    return factures


def adresse(nom: str, une: Structure, *arguments: object) -> str:
    return reverse(nom, args=[une.pk, *arguments])


def test_the_year_says_what_was_paid_and_what_is_missing() -> None:
    facture = plusieurs(2)[0]
    page = entrer(facture.structure).get(adresse("sap", facture.structure) + "?annee=2025")
    lu = unescape(page.content.decode())
    assert facture.client.denomination in lu
    assert "40,00" in lu
    assert "Établir les 2 attestations qui manquent" in lu
    # The day is past: this test does not run before April 2026.
    assert "étaient à remettre avant le 31/03/2026" in lu


def test_without_a_declaration_the_page_asks_for_it() -> None:
    une = sap.organisme(sap_declaration="", sap_declaree_le=None)
    navigateur = entrer(une)
    assert "La déclaration n’est pas écrite" in navigateur.get(adresse("sap", une)).content.decode()
    ecrit = {
        "declaration": "SAP000000026",
        "declaree_le": "2021-05-03",
        "agrement": "",
        "agree_le": "",
    }
    assert navigateur.post(adresse("sap_reglages", une), ecrit).status_code == 302
    assert (
        "La déclaration n’est pas écrite"
        not in navigateur.get(adresse("sap", une)).content.decode()
    )
    refus = navigateur.post(adresse("sap_reglages", une), ecrit | {"declaree_le": ""})
    assert "ni l&#x27;un ni l&#x27;autre" in refus.content.decode()


def test_a_year_is_drawn_in_batches_that_say_how_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etrier.www.sap.actes.PAR_LOT", 2)
    une = plusieurs(5)[0].structure
    navigateur, ou = entrer(une), adresse("sap_etablir", une)
    premiere = navigateur.post(ou, {"annee": "2025"}).content.decode()
    assert "2 sur 5" in premiere
    assert '<progress class="w-100"' in premiere
    seconde = navigateur.post(ou, {"annee": "2025", "faites": "2"}).content.decode()
    assert "4 sur 5" in seconde
    assert navigateur.post(ou, {"annee": "2025", "faites": "4"}).status_code == 302
    assert AttestationSap.objects.filter(structure=une).count() == 5
    assert navigateur.post(ou, {"annee": "2025"}).status_code == 302
    assert AttestationSap.objects.filter(structure=une).count() == 5


@override_settings(ETRIER_COURRIEL=True)
def test_attestations_leave_by_mail_once() -> None:
    une = plusieurs(3, "essai@exemple.test")[0].structure
    etablir_annee(une, 2025, par=None)
    navigateur, ou = entrer(une), adresse("sap_envoyer", une)
    navigateur.post(ou, {"annee": "2025"})
    assert sorted(m.to[0] for m in mail.outbox) == [f"{r}.essai@exemple.test" for r in range(3)]
    message = mail.outbox[0]
    assert "/attestation/" in message.body
    nom, pdf, genre = message.attachments[0]
    assert (nom.startswith("attestation-fiscale-2025"), genre) == (True, "application/pdf")
    assert "Attestation fiscale 2025" in texte(pdf)
    navigateur.post(ou, {"annee": "2025"})
    assert len(mail.outbox) == 3
    assert Acte.objects.filter(verbe="sap.envoyer").count() == 3


def test_without_a_mail_server_nothing_is_said_to_be_sent() -> None:
    facture = plusieurs(1, "essai@exemple.test")[0]
    faite = etablir(facture.structure, facture.client_id, 2025, par=None)
    assert faite is not None
    page = entrer(facture.structure).post(
        adresse("sap_attestation_envoyer", facture.structure, faite.pk), follow=True
    )
    assert "Le courriel n’est pas parti" in page.content.decode()
    faite.refresh_from_db()
    assert faite.envoyee_le is None


def test_the_page_of_a_client_gives_the_link_and_the_reasons() -> None:
    facture = sap.facture_simple([150], "bricolage")
    sap.payer(facture, 1_000, "especes")
    sap.payer(facture, 4_000, "cheque")
    une = facture.structure
    navigateur, ou = entrer(une), adresse("sap_client", une, facture.client_id)
    assert (
        navigateur.post(
            adresse("sap_client_etablir", une, facture.client_id), {"annee": "2025"}
        ).status_code
        == 302
    )
    lu = navigateur.get(ou + "?annee=2025").content.decode()
    faite = AttestationSap.objects.get()
    assert jeton(faite) in lu
    assert "espèces" in lu
    assert "Interventions de bricolage à vérifier" in lu
    assert "2 h 30".replace(" ", "\u00a0") in lu
    lecture = entrer(une, Role.LECTURE).get(ou + "?annee=2025").content.decode()
    assert jeton(faite) not in lecture
    assert "10,00" in lecture


def test_the_client_opens_the_attestation_without_an_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("etrier.facturation.sap.liens.aujourdhui", lambda: date(2026, 12, 31))
    facture = sap.facture_simple([120])
    sap.payer(facture)
    faite = etablir(facture.structure, facture.client_id, 2025, par=None)
    assert faite is not None
    lien = jeton(faite)
    for nom, genre in (
        ("attestation_client", "text/html"),
        ("attestation_client_pdf", "application/pdf"),
    ):
        reponse = Navigateur().get(reverse(nom, args=[lien]))
        assert reponse.status_code == 200
        assert reponse.headers["Content-Type"].startswith(genre)
        assert reponse.headers["Cache-Control"] == "no-store, private"
        assert reponse.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert reponse.headers["Referrer-Policy"] == "same-origin"
    page = Navigateur().get(reverse("attestation_client", args=[lien])).content.decode()
    assert "40,00" in page
    faux = Navigateur().get(reverse("attestation_client", args=[lien[:-2]]))
    assert faux.status_code == 404
    assert facture.client.denomination not in faux.content.decode()


def test_the_share_of_a_cesu_is_typed_and_refused_beyond() -> None:
    facture = sap.facture_simple([120])
    cesu = sap.payer(facture, 4_000, "cesu")
    une = facture.structure
    navigateur, liste = entrer(une), adresse("sap_cesu", une) + "?annee=2025"
    assert "Il reste une part à demander" in navigateur.get(liste).content.decode()
    ou = adresse("sap_cesu_part", une, cesu.pk)
    refus = navigateur.post(ou, {"montant_centimes": "41"})
    assert "entre 0 et ce montant" in refus.content.decode()
    assert navigateur.post(ou, {"montant_centimes": "30"}).status_code == 302
    lu = navigateur.get(liste).content.decode()
    assert "Il reste" not in lu
    assert "30,00" in lu


def test_the_statement_says_it_is_not_the_form_of_the_state() -> None:
    une = plusieurs(2)[0].structure
    navigateur = entrer(une)
    lu = navigateur.get(adresse("sap_nova", une) + "?annee=2025&periode=t1").content.decode()
    assert "n’est pas établi ici" in lu
    assert "entretien de la maison" in lu
    vide = navigateur.get(adresse("sap_nova", une) + "?annee=2025&periode=t3").content.decode()
    assert "Aucun service à la personne dans un mois clos" in vide
    fichier = navigateur.get(
        adresse("sap_nova", une) + "?annee=2025&periode=t1&format-activites=csv"
    )
    assert fichier.headers["Content-Type"].startswith("text/csv")
    assert une.siret in fichier.content.decode("utf-8-sig")


def test_the_separate_account_is_a_page_and_a_file() -> None:
    une = plusieurs(2)[0].structure
    navigateur = entrer(une, Role.LECTURE)
    lu = navigateur.get(adresse("sap_comptes", une) + "?annee=2025").content.decode()
    assert "R7232-17" in lu
    assert "40,00" in lu
    fichier = navigateur.get(adresse("sap_comptes", une) + "?annee=2025&format-comptes=csv")
    assert len(fichier.content.decode().strip().splitlines()) >= 13
