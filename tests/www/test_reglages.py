"""Settings, roles, legal parameters, and the audit in words."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

import etrier
from etrier.parcours.actions import Termes, amender_contrat
from etrier.socle.journal import noter
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.enums import Role
from etrier.structures.models import RoleStructure, Structure, Utilisateur
from etrier.www.reglages.tableaux import lignes_droit
from etrier.www.reglages.verbes import VERBES, phrase
from tests import fabrique
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db


@pytest.fixture
def aci() -> Structure:
    return fabrique.structure("ACI")


@pytest.fixture
def chef(client: Client, aci: Structure) -> Utilisateur:
    """The direction, signed in."""
    qui = fabrique.utilisateur(Role.DIRECTION, aci)
    client.force_login(qui)
    return qui


def _propre(html: str) -> str:
    assert fautes(html) == []
    return re.sub(r"\s+", " ", unescape(html).replace("\u202f", " ").replace("\u00a0", " "))


def lire(client: Client, nom: str, /, *args: int, **demande: str) -> str:
    """A page as one reads it, well made."""
    return _propre(client.get(reverse(nom, args=args), demande).content.decode())


def envoyer(client: Client, nom: str, /, *args: int, **champs: str) -> str:
    """The page a form leads to, redirections followed."""
    reponse = client.post(reverse(nom, args=args), champs, follow=True)
    return _propre(reponse.content.decode())


class TestStructure:
    def test_it_shows_the_sheet_conventions_annexes_and_roles(
        self, client: Client, aci: Structure, chef: Utilisateur
    ) -> None:
        annexe = fabrique.annexe(fabrique.convention(aci, "ACI"))
        page = lire(client, "reglages", aci.pk)
        for vu in (aci.siret, annexe.annexe.numero, "23 921,00 €", chef.courriel, "direction"):
            assert vu in page

    @pytest.mark.parametrize("nom", ["roles", "conventions", "annexes"])
    def test_each_table_is_exported(
        self, client: Client, aci: Structure, chef: Utilisateur, nom: str
    ) -> None:
        reponse = client.get(reverse("reglages", args=[aci.pk]), {f"format-{nom}": "csv"})
        assert reponse["Content-Type"].startswith("text/csv")

    def test_it_sets_the_label_and_the_networks(
        self, client: Client, aci: Structure, chef: Utilisateur
    ) -> None:
        envoyer(
            client,
            "structure_modifier",
            aci.pk,
            est_regie_de_quartier="on",
            reseaux="Réseau B\n\n Réseau A ",
        )
        page = lire(client, "reglages", aci.pk)
        assert "régie de quartier</span>" in page
        assert "Réseau A, Réseau B" in page
        envoyer(client, "structure_modifier", aci.pk, reseaux="Réseau A")
        aci.refresh_from_db()
        assert not aci.est_regie_de_quartier
        assert [r.nom for r in aci.reseaux.all()] == ["Réseau A"]

    def test_it_refuses_a_name_too_long(
        self, client: Client, aci: Structure, chef: Utilisateur
    ) -> None:
        page = envoyer(client, "structure_modifier", aci.pk, reseaux="R" * 121)
        assert "en 120 caractères au plus" in page

    @pytest.mark.parametrize("role", [r for r in Role if r != Role.DIRECTION])
    def test_only_the_direction_enters(self, client: Client, aci: Structure, role: Role) -> None:
        client.force_login(fabrique.utilisateur(role, aci))
        for nom in ("reglages", "structure_modifier", "role_donner", "parametres"):
            assert client.get(reverse(nom, args=[aci.pk])).status_code == 404


class TestRoles:
    def test_it_gives_a_role_to_a_known_account(
        self, client: Client, aci: Structure, chef: Utilisateur
    ) -> None:
        autre = fabrique.utilisateur()
        page = envoyer(client, "role_donner", aci.pk, courriel=autre.courriel.upper(), role="cip")
        assert "a le rôle « conseil en insertion »" in page
        assert autre.les_roles.get().structure == aci

    def test_it_opens_an_account_on_the_way(
        self, client: Client, aci: Structure, chef: Utilisateur
    ) -> None:
        nouveau = {"courriel": "nouvelle@exemple.test", "role": "gestion"}
        page = envoyer(client, "role_donner", aci.pk, **nouveau)
        assert page.count("Aucun compte à cette adresse : écrivez-le pour en ouvrir un.") == 2
        page = envoyer(client, "role_donner", aci.pk, **nouveau, nom="N", mot_de_passe="court")
        assert "Mot de passe refusé" in page
        assert not Utilisateur.objects.filter(courriel=nouveau["courriel"]).exists()
        envoyer(
            client, "role_donner", aci.pk, **nouveau, nom="Nouvelle", mot_de_passe="un bon secret ?"
        )
        compte = Utilisateur.objects.get(courriel=nouveau["courriel"])
        assert compte.check_password("un bon secret ?")
        assert compte.les_roles.get().role == Role.GESTION

    def test_it_never_changes_the_password_of_a_known_account(
        self, client: Client, aci: Structure, chef: Utilisateur
    ) -> None:
        autre = fabrique.utilisateur()
        page = envoyer(
            client,
            "role_donner",
            aci.pk,
            courriel=autre.courriel,
            role="cip",
            mot_de_passe="un autre secret ?",
        )
        assert "Un compte existe déjà à cette adresse" in page
        autre.refresh_from_db()
        assert autre.check_password(fabrique.MOT_DE_PASSE)
        assert not autre.les_roles.exists()

    def test_it_takes_a_role_away_once_confirmed(
        self, client: Client, aci: Structure, chef: Utilisateur
    ) -> None:
        role = fabrique.utilisateur(Role.CIP, aci).les_roles.get()
        assert "Retirer ce rôle" in lire(client, "role_retirer", aci.pk, role.pk)
        assert "Le rôle est retiré." in envoyer(client, "role_retirer", aci.pk, role.pk)
        assert not RoleStructure.objects.filter(pk=role.pk).exists()

    def test_it_refuses_to_leave_nobody_in_charge(
        self, client: Client, aci: Structure, chef: Utilisateur
    ) -> None:
        page = envoyer(client, "role_retirer", aci.pk, chef.les_roles.get().pk)
        assert "la dernière direction de la structure" in page

    def test_whoever_leaves_is_brought_home(
        self, client: Client, aci: Structure, chef: Utilisateur
    ) -> None:
        fabrique.utilisateur(Role.DIRECTION, aci)
        reponse = client.post(reverse("role_retirer", args=[aci.pk, chef.les_roles.get().pk]))
        assert reponse["Location"] == reverse("accueil")

    def test_a_role_of_another_structure_is_not_found(
        self, client: Client, aci: Structure, chef: Utilisateur
    ) -> None:
        autre = fabrique.structure("EI")
        role = fabrique.utilisateur(Role.CIP, autre).les_roles.get()
        adresse = reverse("role_retirer", args=[aci.pk, role.pk])
        assert client.post(adresse).status_code == 404
        assert RoleStructure.objects.filter(pk=role.pk).exists()


class TestDroit:
    def test_the_table_shows_what_holds_today(
        self, client: Client, aci: Structure, chef: Utilisateur
    ) -> None:
        page = lire(client, "parametres", aci.pk)
        assert "23 921 € par ETP et par an" in page
        assert "provisoire" in page
        assert "23 458 € par ETP et par an" not in page

    def test_every_date_is_one_choice_away_and_exported(
        self, client: Client, aci: Structure, chef: Utilisateur
    ) -> None:
        adresse = reverse("parametres", args=[aci.pk])
        aujourd_hui = client.get(adresse, {"format": "csv"}).content.decode("utf-8-sig")
        tout = client.get(adresse, {"format": "csv", "dates": "tout"}).content.decode("utf-8-sig")
        assert len(tout.splitlines()) > len(aujourd_hui.splitlines()) > 30

    def test_a_value_is_provisional_past_the_last_known_day_only(self) -> None:
        droit = parametres_en_vigueur()

        def socle(le: date) -> list[bool]:
            return [
                x.est_provisoire
                for x in lignes_droit(droit, le)
                if x.parametre.nom == "aide_au_poste/socle" and x.cle == "ACI" and x.en_vigueur
            ]

        assert socle(date(2025, 6, 1)) == [False]
        assert socle(date(2026, 6, 1)) == [True]

    def test_what_is_not_established_says_so(self) -> None:
        vues = list(lignes_droit(parametres_en_vigueur(), date(2026, 6, 1)))
        inconnues = [x for x in vues if x.contenu is None]
        assert inconnues
        assert {x.etat for x in inconnues} == {"non établie"}
        assert all(x.valeur is None and x.ligne.motif for x in inconnues)

    def test_a_rate_reads_as_a_percentage(self) -> None:
        vues = lignes_droit(parametres_en_vigueur(), date(2026, 6, 1))
        assert "10\u00a0%" in {x.valeur for x in vues if x.parametre.nom == "contrats/ifm"}


class TestJournal:
    def test_it_tells_the_acts_in_words(
        self, client: Client, aci: Structure, chef: Utilisateur
    ) -> None:
        contrat = fabrique.contrat(fabrique.salarie(aci, "AUBIER"), fabrique.convention(aci))
        termes = Termes(date(2025, 7, 1), date(2025, 12, 31), 30 * 60, 1200)
        amender_contrat(contrat, termes, motif="hausse", par=chef)
        page = lire(client, "journal", aci.pk)
        assert "Avenant 1 au contrat, à effet du 01/07/2025 ; fin le 31/12/2025" in page
        assert chef.nom in page
        assert reverse("salarie", args=[aci.pk, contrat.salarie_id]) in page
        assert "hausse" not in page

    def test_it_is_filtered_by_kind_of_act(
        self, client: Client, aci: Structure, chef: Utilisateur
    ) -> None:
        noter("role.donner", auteur=chef, perimetre=aci.pk, role="cip")
        noter("mois.cloturer", auteur=None, perimetre=aci.pk, mois="2025-03-01", lignes=12)
        page = lire(client, "journal", aci.pk, verbe="mois.cloturer")
        assert "Mois clos : mars 2025, 12 lignes" in page
        assert "le système" in page
        assert "Rôle donné : conseil en insertion" not in page

    def test_the_acts_of_another_structure_are_not_there(
        self, client: Client, aci: Structure, chef: Utilisateur
    ) -> None:
        noter("role.donner", auteur=None, perimetre=fabrique.structure().pk, role="cip")
        assert "Aucun acte." in lire(client, "journal", aci.pk)

    def test_it_comes_page_by_page_in_few_queries(
        self,
        client: Client,
        aci: Structure,
        chef: Utilisateur,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        gens = [fabrique.salarie(aci) for _ in range(5)]
        for rang in range(120):
            noter("salarie.embaucher", auteur=chef, perimetre=aci.pk, cible=gens[rang % 5])
        with django_assert_max_num_queries(12):
            page = lire(client, "journal", aci.pk)
        assert "Lignes 1 à 100 sur 120" in page
        reponse = client.get(reverse("journal", args=[aci.pk]), {"format": "csv"})
        assert len(reponse.content.decode("utf-8-sig").splitlines()) == 121

    @pytest.mark.parametrize(
        ("role", "statut"),
        [(Role.DIRECTION, 200), (Role.GESTION, 200), (Role.CIP, 404), (Role.LECTURE, 404)],
    )
    def test_who_may_read_it(self, client: Client, aci: Structure, role: Role, statut: int) -> None:
        client.force_login(fabrique.utilisateur(role, aci))
        assert client.get(reverse("journal", args=[aci.pk])).status_code == statut

    def test_every_verb_of_the_house_has_its_sentence(self) -> None:
        ecrits: set[str] = set()
        for fichier in Path(etrier.__file__).parent.rglob("*.py"):
            texte = fichier.read_text(encoding="utf-8")
            ecrits |= set(re.findall(r'(?:noter\(\s*|_noter_\w+\(|verbe=)"([a-z_.]+)"', texte))
        assert len(ecrits) > 25
        assert ecrits <= VERBES.keys()

    def test_a_forgotten_detail_and_an_unknown_verb_do_no_harm(self) -> None:
        assert phrase("mois.cloturer", {}) == "Mois clos : —, — lignes"
        assert phrase("autre.verbe", {"a": 1}) == "autre.verbe"
