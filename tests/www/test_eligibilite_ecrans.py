"""Screens of eligibility and of the PASS: what one reads, what one may not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from etrier.parcours.models import DiagnosticEligibilite, PassIae, Salarie
from etrier.socle.horloge import aujourdhui
from etrier.structures.enums import Role
from etrier.structures.models import Structure, Utilisateur
from tests import fabrique
from tests.www.test_accueil_personnes import envoyer, lire

pytestmark = pytest.mark.django_db

LE = aujourdhui()
DEBUT = LE - timedelta(days=600)


@pytest.fixture
def aci() -> Structure:
    return fabrique.structure("ACI")


@pytest.fixture
def qui(aci: Structure) -> Salarie:
    """Under contract, with a PASS that ends within the year."""
    qui = fabrique.salarie(aci)
    fin = DEBUT + timedelta(days=729)
    PassIae.objects.update(debut=DEBUT, fin=fin, fin_initiale=fin)
    fabrique.contrat(qui, fabrique.convention(aci), debut=DEBUT, fin=None)
    return qui


@pytest.fixture
def cip(client: Client, aci: Structure) -> Utilisateur:
    """Signed in."""
    compte = fabrique.utilisateur(Role.CIP, aci)
    client.force_login(compte)
    return compte


class TestDiagnostic:
    def declarer(self, client: Client, aci: Structure, qui: Salarie, **criteres: str) -> str:
        base = {"auteur": "employeur", "le": LE.isoformat()}
        return envoyer(client, "eligibilite_nouvelle", aci.pk, qui.personne_id, **base, **criteres)

    def test_the_verdict_comes_as_one_chooses(
        self, client: Client, aci: Structure, qui: Salarie, cip: Utilisateur
    ) -> None:
        html = lire(client, "eligibilite_nouvelle", aci.pk, qui.personne_id)
        assert "Attestation de RSA, de moins de 3 mois" in html
        adresse = reverse("eligibilite_verdict", args=[aci.pk, qui.personne_id])
        champs = {"auteur": "employeur", "le": LE.isoformat(), "c_TH": "on", "c_QPV": "on"}
        vu = client.post(adresse, champs).content.decode()
        assert "Pas éligible." in vu
        assert "il en manque 1" in vu
        vu = client.post(adresse, {**champs, "c_FLE": "on"}).content.decode()
        assert "Éligible." in vu
        assert not DiagnosticEligibilite.objects.exists()

    def test_it_is_kept_with_sealed_criteria_the_adviser_reads(
        self, client: Client, aci: Structure, qui: Salarie, cip: Utilisateur
    ) -> None:
        vu = (LE - timedelta(days=9)).isoformat()
        html = self.declarer(client, aci, qui, c_RSA="on", du_RSA=vu)
        assert "Le diagnostic est enregistré : éligible" in html
        assert "RSA" not in html
        fait = DiagnosticEligibilite.objects.get()
        adresse = reverse("eligibilite_criteres", args=[aci.pk, fait.pk])
        assert client.get(adresse).status_code == 404
        fabrique.accompagner(aci, cip)
        html = lire(client, "eligibilite_criteres", aci.pk, fait.pk)
        assert "Touche le RSA" in html
        assert "À garder jusqu’au" in html
        assert "Éligible : diagnostic du" in lire(client, "salarie", aci.pk, qui.pk)

    def test_a_proof_too_old_is_said(
        self, client: Client, aci: Structure, qui: Salarie, cip: Utilisateur
    ) -> None:
        vieux = (LE - timedelta(days=200)).isoformat()
        html = self.declarer(client, aci, qui, c_RSA="on", du_RSA=vieux)
        assert "il en faut un plus récent" in html
        assert not DiagnosticEligibilite.objects.exists()

    def test_a_geiq_has_its_own_criteria_and_its_amount(
        self, client: Client, aci: Structure, qui: Salarie, cip: Utilisateur
    ) -> None:
        fabrique.convention(aci, "GEIQ")
        personne = qui.personne_id
        html = lire(client, "eligibilite_nouvelle", aci.pk, personne)
        assert "Faire ce diagnostic en GEIQ" in html
        html = lire(client, "eligibilite_nouvelle", aci.pk, personne, dispositif="GEIQ")
        assert "A moins de 26 ans, sans qualification" in html
        adresse = reverse("eligibilite_verdict", args=[aci.pk, personne]) + "?dispositif=GEIQ"
        champs = {"auteur": "employeur", "le": LE.isoformat(), "c_RSA": "on", "c_MINIMA": "on"}
        vu = client.post(adresse, champs).content.decode()
        assert "Éligible." in vu
        assert "Aide :" in vu

    def test_without_a_convention_it_says_so(
        self, client: Client, aci: Structure, cip: Utilisateur
    ) -> None:
        autre = fabrique.salarie(aci)
        reponse = client.get(reverse("eligibilite_nouvelle", args=[aci.pk, autre.personne_id]))
        assert reponse.status_code == 409


class TestPass:
    def test_in_one_look(
        self, client: Client, aci: Structure, qui: Salarie, cip: Utilisateur
    ) -> None:
        html = lire(client, "salarie", aci.pk, qui.pk)
        assert "130 jours à faire, en comptant aujourd’hui" in html
        assert "La prolongation peut être demandée" in html
        assert "La loi et la plateforme diffèrent" in html
        PassIae.objects.update(fin=LE - timedelta(days=5), fin_initiale=None)
        assert "un prescripteur peut y déroger" in lire(client, "salarie", aci.pk, qui.pk)

    def test_suspended_with_a_sealed_motive_then_cut_by_the_hire(
        self, client: Client, aci: Structure, qui: Salarie, cip: Utilisateur
    ) -> None:
        recu = PassIae.objects.get()
        dates = {
            "debut": (LE - timedelta(days=40)).isoformat(),
            "fin": (LE + timedelta(days=40)).isoformat(),
        }
        envoyer(
            client,
            "suspension_nouvelle",
            aci.pk,
            qui.pk,
            recu.pk,
            **dates,
            motif="CONTRACT_BROKEN",
        )
        html = lire(client, "salarie", aci.pk, qui.pk)
        assert "contrat rompu" not in html.lower()
        adresse = reverse("pass_motifs", args=[aci.pk, qui.pk, recu.pk])
        assert client.get(adresse).status_code == 404
        fabrique.accompagner(aci, cip)
        assert "contrat rompu" in lire(client, "pass_motifs", aci.pk, qui.pk, recu.pk)
        suspension = recu.suspensions.get()
        adresse = reverse("suspension_couper", args=[aci.pk, qui.pk, suspension.pk])
        assert client.post(adresse).status_code == 409
        fabrique.contrat(qui, aci.conventions.get(), debut=LE, fin=None)
        assert "la plateforme l’arrête la veille" in lire(client, "salarie", aci.pk, qui.pk)
        envoyer(client, "suspension_couper", aci.pk, qui.pk, suspension.pk)
        assert recu.suspensions.get().fin == LE - timedelta(days=1)

    def test_what_the_platform_would_not_take_is_said(
        self, client: Client, aci: Structure, qui: Salarie, cip: Utilisateur
    ) -> None:
        recu = PassIae.objects.get()
        html = envoyer(
            client,
            "suspension_nouvelle",
            aci.pk,
            qui.pk,
            recu.pk,
            debut=(DEBUT + timedelta(days=5)).isoformat(),
            fin=(DEBUT + timedelta(days=30)).isoformat(),
        )
        assert "trop tôt" in html
        assert recu.suspensions.count() == 1

    def test_prolonged_or_not(
        self, client: Client, aci: Structure, qui: Salarie, cip: Utilisateur
    ) -> None:
        recu = PassIae.objects.get()
        champs = {"motif": "RQTH", "le": LE.isoformat()}
        trop = (recu.fin + timedelta(days=400)).isoformat()
        html = lire(client, "prolongation_nouvelle", aci.pk, qui.pk, recu.pk)
        assert "avec l'accord d'un prescripteur" in html
        html = envoyer(client, "prolongation_nouvelle", aci.pk, qui.pk, recu.pk, **champs, fin=trop)
        assert "au plus par cette demande" in html
        bonne = (recu.fin + timedelta(days=100)).isoformat()
        html = envoyer(
            client, "prolongation_nouvelle", aci.pk, qui.pk, recu.pk, **champs, fin=bonne
        )
        assert "demandée" in html
        une = recu.prolongations.get()
        envoyer(client, "prolongation_refuser", aci.pk, qui.pk, une.pk, le=LE.isoformat())
        envoyer(client, "prolongation_nouvelle", aci.pk, qui.pk, recu.pk, **champs, fin=bonne)
        autre = recu.prolongations.get(etat="demandee")
        envoyer(
            client, "prolongation_accorder", aci.pk, qui.pk, autre.pk, fin=bonne, le=LE.isoformat()
        )
        recu.refresh_from_db()
        assert recu.fin.isoformat() == bonne

    def test_closed(self, client: Client, aci: Structure, qui: Salarie, cip: Utilisateur) -> None:
        recu = PassIae.objects.get()
        html = envoyer(
            client,
            "pass_clore",
            aci.pk,
            qui.pk,
            recu.pk,
            cause="longue_suspension",
            le=LE.isoformat(),
        )
        assert "Aucune suspension" in html
        envoyer(
            client, "pass_clore", aci.pk, qui.pk, recu.pk, cause="annulation", le=LE.isoformat()
        )
        assert "clos le" in lire(client, "salarie", aci.pk, qui.pk)
