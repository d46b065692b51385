"""Screens of arrivals: from the directory to the hire, the list imported, sheets united."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from etrier.parcours.accueil.actions import Arrivee, recevoir, refuser
from etrier.parcours.accueil.etapes import proposer_etape
from etrier.parcours.accueil.partenaires import FichePartenaire, ajouter_partenaire
from etrier.parcours.actions import Identite
from etrier.parcours.models import Candidature, EtapeParcours, LectureSecret, Personne, Salarie
from etrier.structures.enums import Role
from etrier.structures.models import Groupe, Structure, Utilisateur
from tests import fabrique
from tests.parcours.test_importation_candidatures import csv, ligne
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db

LE = date(2026, 3, 2)
ZOE = Identite("EXEMPLE", "Zoé", date(1990, 5, 17))
NIR = f"2900599999999{97 - 2900599999999 % 97:02d}"


@pytest.fixture
def aci() -> Structure:
    return fabrique.structure("ACI")


@pytest.fixture
def cip(client: Client, aci: Structure) -> Utilisateur:
    """Signed in."""
    compte = fabrique.utilisateur(Role.CIP, aci)
    client.force_login(compte)
    return compte


def page(html: str) -> str:
    """A page as one reads it, well made."""
    assert fautes(html) == []
    return re.sub(r"\s+", " ", unescape(html).replace("\u202f", " ").replace("\u00a0", " "))


def lire(client: Client, nom: str, /, *args: int, **demande: str) -> str:
    return page(client.get(reverse(nom, args=args), demande).content.decode())


def envoyer(client: Client, nom: str, /, *args: int, **champs: object) -> str:
    """The page a form leads to, redirections followed."""
    return page(client.post(reverse(nom, args=args), champs, follow=True).content.decode())


def spip(aci: Structure) -> Candidature:
    """Somebody whose sender tells a secret."""
    lui = ajouter_partenaire(aci, FichePartenaire("SPIP d'Exemple", "SPIP"), par=None)
    arrivee = Arrivee("prescripteur", LE, lui, message="Je sors bientôt")
    return recevoir(aci, ZOE, arrivee, par=None)


class TestPartenaires:
    def test_the_directory_says_who_may_prescribe(
        self, client: Client, aci: Structure, cip: Utilisateur
    ) -> None:
        html = envoyer(client, "partenaire_nouveau", aci.pk, nom="ML d'Exemple", genre="ML")
        assert "ML d'Exemple" in html
        assert "habilité" in html
        partenaire = aci.partenaires.get()
        html = envoyer(
            client, "partenaire_modifier", aci.pk, partenaire.pk, nom="Les Amis", genre="ORIENTEUR"
        )
        assert "non habilité" in html


class TestCandidatures:
    def test_from_the_first_day_to_the_hire(
        self, client: Client, aci: Structure, cip: Utilisateur
    ) -> None:
        html = envoyer(
            client,
            "candidature_nouvelle",
            aci.pk,
            nom="EXEMPLE",
            prenom="Zoé",
            naissance="1990-05-17",
            origine="spontanee",
            recue_le="2026-03-02",
        )
        assert "Proposer un rendez-vous" in html
        une = Candidature.objects.get()
        html = envoyer(
            client,
            "candidature_rendez_vous",
            aci.pk,
            une.pk,
            jour="2026-03-05",
            heure="09:30",
            lieu="Bureau",
        )
        assert "05/03/2026 à 9 h 30" in html or "05/03/2026 à 09 h 30" in html
        rendez_vous = une.rendez_vous.get()
        html = envoyer(
            client, "rendez_vous_raconter", aci.pk, rendez_vous.pk, present="oui", avis="Très bien"
        )
        assert "Très bien" not in html
        assert "Décider" in html
        assert "attend" in lire(client, "candidatures", aci.pk).lower()
        html = envoyer(
            client, "candidature_accepter", aci.pk, une.pk, matricule="M1", le="2026-03-06"
        )
        assert "La fiche est ouverte" in html
        assert "candidature spontanée" in html
        assert Salarie.objects.get().candidatures.get() == une

    def test_the_archives_leave_the_list_until_somebody_comes_back(
        self, client: Client, aci: Structure, cip: Utilisateur
    ) -> None:
        une = recevoir(aci, ZOE, Arrivee("spontanee", LE), par=None)
        refuser(une, motif="pas_de_poste", le=LE, par=None)
        Personne.objects.update(archivee_le=LE)
        assert "EXEMPLE Zoé" not in lire(client, "candidatures", aci.pk, quoi="toutes")
        une.personne.refresh_from_db()
        recevoir(aci, une.personne, Arrivee("spontanee", LE), par=None)
        assert "EXEMPLE Zoé" in lire(client, "candidatures", aci.pk, quoi="toutes")

    def test_somebody_known_is_shown_before_she_is_written_twice(
        self, client: Client, aci: Structure, cip: Utilisateur
    ) -> None:
        connue = fabrique.salarie(aci).personne
        champs = {
            "nom": connue.nom.lower(),
            "prenom": "CAMILE",
            "naissance": connue.naissance.isoformat(),
            "origine": "spontanee",
            "recue_le": "2026-03-02",
        }
        html = envoyer(client, "candidature_nouvelle", aci.pk, **champs)
        assert "Est-ce la même personne" in html
        assert not Candidature.objects.exists()
        envoyer(client, "candidature_nouvelle", aci.pk, **champs, personne=str(connue.pk))
        assert Candidature.objects.get().personne == connue
        assert Personne.objects.count() == 1

    def test_a_sender_that_tells_a_secret_has_no_name(
        self, client: Client, aci: Structure, cip: Utilisateur
    ) -> None:
        une = spip(aci)
        for html in (
            lire(client, "candidatures", aci.pk),
            lire(client, "candidatures", aci.pk, q="SPIP"),
            lire(client, "candidature", aci.pk, une.pk),
        ):
            assert "SPIP d'Exemple" not in html
        assert "autre partenaire" in lire(client, "candidatures", aci.pk)
        csv_lu = client.get(reverse("candidatures", args=[aci.pk]), {"format": "csv"})
        assert "SPIP" not in b"".join(csv_lu).decode("utf-8-sig")

    def test_the_words_are_behind_a_link_and_noted(
        self, client: Client, aci: Structure, cip: Utilisateur
    ) -> None:
        une = spip(aci)
        assert "Je sors" not in lire(client, "candidature", aci.pk, une.pk)
        assert "Je sors bientôt" in lire(client, "candidature_mots", aci.pk, une.pk)
        assert LectureSecret.objects.get().lecteur == cip

    def test_an_answer_is_ready_to_copy_then_given(
        self, client: Client, aci: Structure, cip: Utilisateur
    ) -> None:
        une = spip(aci)
        refuser(une, motif="pas_de_poste", le=LE, par=None)
        html = lire(client, "candidature", aci.pk, une.pk)
        assert "pas de poste ouvert en ce moment" in html
        assert "Vous nous avez adressé Zoé EXEMPLE" in html
        assert "EXEMPLE" in lire(client, "candidatures", aci.pk, quoi="repondre")
        envoyer(client, "candidature_repondre", aci.pk, une.pk, le="2026-03-03")
        assert "EXEMPLE" not in lire(client, "candidatures", aci.pk, quoi="repondre")
        assert "est rouverte" in envoyer(client, "candidature_rouvrir", aci.pk, une.pk)

    @pytest.mark.parametrize(
        ("nom", "etat"), [("candidature_attendre", "attente"), ("candidature_retirer", "retiree")]
    )
    def test_other_decisions(
        self, client: Client, aci: Structure, cip: Utilisateur, nom: str, etat: str
    ) -> None:
        une = spip(aci)
        envoyer(client, nom, aci.pk, une.pk, le="2026-03-03")
        une.refresh_from_db()
        assert une.etat == etat


class TestImport:
    def test_seen_first_then_the_good_rows(
        self, client: Client, aci: Structure, cip: Utilisateur, tmp_path: Path
    ) -> None:
        fichier = SimpleUploadedFile("liste.csv", csv(ligne(), ligne(naissance="hier")))
        with override_settings(VAR=tmp_path):
            html = envoyer(client, "candidatures_importer", aci.pk, fichier=fichier)
            assert "« hier » n'est pas une date de naissance" in html
            assert not Candidature.objects.exists()
            [depot] = (tmp_path / "imports").iterdir()
            jeton = depot.name.split("-", 2)[2]
            adresse = reverse("candidatures_apercu", args=[aci.pk, jeton])
            html = page(client.post(adresse, {"geste": "tout"}).content.decode())
            assert "1 ligne ne peut pas être écrite" in html
            html = page(client.post(adresse, {"geste": "bonnes"}, follow=True).content.decode())
            assert "1 candidature ajoutée" in html
            assert not list((tmp_path / "imports").iterdir())

    def test_another_file_is_refused_at_the_door(
        self, client: Client, aci: Structure, cip: Utilisateur
    ) -> None:
        for nom, contenu, phrase in (
            ("liste.pdf", b"%PDF", "n'est pas un tableur"),
            ("liste.csv", b"a;b\n1;2", "Il y manque"),
        ):
            fichier = SimpleUploadedFile(nom, contenu)
            assert phrase in envoyer(client, "candidatures_importer", aci.pk, fichier=fichier)


class TestDoublons:
    def test_side_by_side_then_one(self, client: Client, aci: Structure, cip: Utilisateur) -> None:
        une = spip(aci).personne
        autre = Personne.objects.create(nom="EXAMPLE", prenom="Zoe", naissance=ZOE.naissance)
        recevoir(aci, autre, Arrivee("spontanee", LE), par=None)
        html = lire(client, "doublons", aci.pk)
        assert "nom proche" in html
        html = envoyer(client, "doublons_reunir", aci.pk, une.pk, autre.pk)
        assert "Choisissez la fiche à garder" in html
        envoyer(client, "doublons_reunir", aci.pk, une.pk, autre.pk, garder=str(autre.pk))
        une.refresh_from_db()
        assert une.fusionnee_dans == autre
        assert "Personne ne semble écrit deux fois" in lire(client, "doublons", aci.pk)

    def test_a_refusal_is_said_there(
        self, client: Client, aci: Structure, cip: Utilisateur
    ) -> None:
        une, autre = fabrique.salarie(aci).personne, fabrique.salarie(aci).personne
        html = envoyer(client, "doublons_reunir", aci.pk, une.pk, autre.pk, garder=str(une.pk))
        assert "valent les mêmes jours" in html


class TestEtapes:
    def test_proposed_here_decided_there(self, client: Client, aci: Structure) -> None:
        groupe, ei = Groupe.objects.create(nom="Groupe d'essai"), fabrique.structure("EI")
        Structure.objects.filter(pk__in=(aci.pk, ei.pk)).update(groupe=groupe)
        qui = fabrique.salarie(aci)
        client.force_login(fabrique.utilisateur(Role.CIP, aci))
        html = envoyer(client, "etape_nouvelle", aci.pk, qui.pk, vers=str(ei.pk), raison="Prête")
        assert "Attendre l'autre structure" in html
        etape = EtapeParcours.objects.get()
        refus = client.post(reverse("etape_accorder", args=[aci.pk, etape.pk]))
        assert refus.status_code == 409
        client.force_login(fabrique.utilisateur(Role.CIP, ei))
        html = lire(client, "etape_accorder", ei.pk, etape.pk)
        assert qui.personne.les_pass.get().numero in html
        envoyer(client, "etape_accorder", ei.pk, etape.pk, effet="")
        html = envoyer(client, "etape_faire", ei.pk, etape.pk, matricule="E1")
        assert "son PASS IAE l'a suivie" in html
        assert ei.salaries.get().personne == qui.personne

    def test_given_up(self, client: Client, aci: Structure) -> None:
        groupe, ei = Groupe.objects.create(nom="Groupe d'essai"), fabrique.structure("EI")
        Structure.objects.filter(pk__in=(aci.pk, ei.pk)).update(groupe=groupe)
        aci.refresh_from_db()
        ei.refresh_from_db()
        etape = proposer_etape(fabrique.salarie(aci), ei, raison="Prête", par=None)
        client.force_login(fabrique.utilisateur(Role.CIP, aci))
        assert "Annuler l’étape" in lire(client, "etape_annuler", aci.pk, etape.pk)
        assert "annulée" in envoyer(client, "etape_annuler", aci.pk, etape.pk)


class TestPersonne:
    def test_how_to_reach_her(self, client: Client, aci: Structure, cip: Utilisateur) -> None:
        qui = fabrique.salarie(aci)
        html = envoyer(
            client,
            "salarie_coordonnees",
            aci.pk,
            qui.pk,
            telephone="06 00 00 00 00",
            langue="ar",
            numero_voie="3",
            extension_voie="B",
            type_voie="AV",
            libelle_voie="DES HAIES",
            code_postal="59000",
            commune="EXEMPLEVILLE",
        )
        assert "06 00 00 00 00" in html
        assert "3 bis avenue DES HAIES, 59000 EXEMPLEVILLE" in html

    def test_the_number_is_typed_and_never_comes_back(
        self, client: Client, aci: Structure, cip: Utilisateur
    ) -> None:
        qui = fabrique.salarie(aci)
        html = envoyer(client, "salarie_nir", aci.pk, qui.pk, numero=NIR[:-2] + "00")
        assert "La clé" in html
        assert NIR[:13] not in html
        html = envoyer(client, "salarie_nir", aci.pk, qui.pk, numero=NIR)
        assert "enregistré, scellé" in html
        assert NIR[:13] not in html
        adresse = reverse("salarie_nir_lire", args=[aci.pk, qui.pk])
        assert client.get(adresse).status_code == 404
        fabrique.accompagner(aci, cip)
        reponse = client.get(adresse)
        assert NIR in page(reponse.content.decode()).replace(" ", "")
        assert reponse["Cache-Control"] == "no-store"
