"""Screens on people: the list, the sheet, the identity, who may do what."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from etrier.parcours.models import Personne, Salarie
from etrier.structures.enums import Role
from etrier.structures.models import Groupe, Structure
from tests import fabrique
from tests.www.monde_salaries import LE, aci, camille, entrer, un_jour_de_juin
from tests.www.pages import envoyer, lire

__all__ = ["aci", "camille", "un_jour_de_juin"]

pytestmark = pytest.mark.django_db


class TestListe:
    def test_it_shows_where_each_one_stands(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        entrer(client, aci)
        page = lire(client, "salaries", aci.pk)
        for vu in ("AUBIER", "CDD d'insertion", "31/12/2025", "26 h 00", "sous contrat"):
            assert vu in page
        assert str((date(2027, 12, 31) - LE).days) in page

    def test_those_without_a_contract_are_one_choice_away(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        fabrique.salarie(aci, "CHARME")
        entrer(client, aci)
        assert "CHARME" not in lire(client, "salaries", aci.pk)
        assert "CHARME" in lire(client, "salaries", aci.pk, qui="tous")

    def test_it_names_the_pass_that_need_somebody(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        entrer(client, aci)
        assert "AUBIER" not in lire(client, "salaries", aci.pk, qui="pass")
        camille.personne.les_pass.update(fin=date(2025, 7, 16))
        page = lire(client, "salaries", aci.pk, qui="pass")
        assert "PASS bientôt fini" in page
        assert "ligne-attention" in page
        camille.personne.les_pass.update(fin=date(2025, 6, 15))
        page = lire(client, "salaries", aci.pk, qui="pass")
        assert "PASS expiré" in page
        assert "ligne-alerte" in page

    @pytest.mark.parametrize(
        ("debut", "fin", "etat"),
        [
            (date(2025, 6, 10), date(2025, 6, 16), "PASS suspendu"),
            (date(2025, 6, 1), date(2025, 6, 15), ""),
        ],
    )
    def test_a_suspension_shows_on_its_days(
        self,
        client: Client,
        aci: Structure,
        camille: Salarie,
        debut: date,
        fin: date,
        etat: str,
    ) -> None:
        camille.personne.les_pass.get().suspensions.create(debut=debut, fin=fin)
        entrer(client, aci)
        assert ("PASS suspendu" in lire(client, "salaries", aci.pk)) is bool(etat)

    def test_it_asks_as_many_queries_for_ten_as_for_one(
        self,
        client: Client,
        aci: Structure,
        camille: Salarie,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        convention = camille.contrats.get().convention
        for _ in range(9):
            fabrique.contrat(fabrique.salarie(aci), convention)
        entrer(client, aci)
        with django_assert_max_num_queries(14):
            client.get(reverse("salaries", args=[aci.pk]))

    def test_it_exports_the_same_people(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        entrer(client, aci, Role.LECTURE)
        reponse = client.get(reverse("salaries", args=[aci.pk]), {"format": "csv"})
        assert reponse["Content-Type"].startswith("text/csv")
        assert camille.matricule in reponse.content.decode("utf-8-sig")
        reponse = client.get(reverse("salaries", args=[aci.pk]), {"format": "xlsx"})
        assert reponse.content[:2] == b"PK"


class TestFiche:
    def test_it_tells_identity_pass_contracts_and_hours(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        entrer(client, aci)
        page = lire(client, "salarie", aci.pk, camille.pk)
        for vu in ("17/05/1990", "signature", "11,88 € brut", "mai 2025", "7 h 00", "3 h 30"):
            assert vu in page

    def test_the_hours_are_exported(self, client: Client, aci: Structure, camille: Salarie) -> None:
        entrer(client, aci, Role.ENCADREMENT)
        adresse = reverse("salarie", args=[aci.pk, camille.pk])
        reponse = client.get(adresse, {"format-heures": "csv"})
        assert reponse["Content-Type"].startswith("text/csv")

    @pytest.mark.parametrize(
        ("role", "ecrit"),
        [
            (Role.DIRECTION, True),
            (Role.CIP, True),
            (Role.GESTION, True),
            (Role.ENCADREMENT, False),
            (Role.LECTURE, False),
        ],
    )
    def test_only_those_who_may_write_see_the_buttons(
        self, client: Client, aci: Structure, camille: Salarie, role: Role, ecrit: bool
    ) -> None:
        entrer(client, aci, role)
        page = lire(client, "salarie", aci.pk, camille.pk)
        assert ("Nouveau contrat" in page) is ecrit
        assert ("Faire un avenant" in page) is ecrit
        assert ("Ajouter un PASS" in page) is ecrit

    def test_facilitation_and_strangers_find_nobody(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        for ou, role in ((aci, Role.FACILITATION), (fabrique.structure("EI"), Role.DIRECTION)):
            entrer(client, ou, role)
            for nom, cles in (("salaries", []), ("salarie", [camille.pk])):
                assert client.get(reverse(nom, args=[aci.pk, *cles])).status_code == 404

    def test_nobody_of_another_structure_shows_here(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        ailleurs = fabrique.structure("EI")
        entrer(client, ailleurs)
        assert client.get(reverse("salarie", args=[ailleurs.pk, camille.pk])).status_code == 404


NOUVEAU = {
    "nom": "Aubiér",
    "prenom": "Dominique",
    "naissance": "1990-05-17",
    "matricule": "N7",
}


class TestNouveau:
    def test_it_opens_a_sheet(self, client: Client, aci: Structure) -> None:
        entrer(client, aci)
        page = envoyer(client, "salarie_nouveau", aci.pk, **NOUVEAU)
        assert "La fiche est ouverte" in page
        assert Salarie.objects.get(structure=aci).matricule == "N7"

    def test_an_empty_form_says_what_is_missing(self, client: Client, aci: Structure) -> None:
        entrer(client, aci)
        page = envoyer(client, "salarie_nouveau", aci.pk, nom="")
        assert page.count("Ce champ est obligatoire") == 3
        assert "Écrivez cette date." in page
        assert 'aria-invalid="true"' in page

    @pytest.fixture
    def jumelle(self, aci: Structure) -> Personne:
        """Same name and birth date, employed by another structure of the group."""
        groupe = Groupe.objects.create(nom="GES d'essai")
        autre = fabrique.structure("EI")
        Structure.objects.filter(pk__in=[aci.pk, autre.pk]).update(groupe=groupe)
        qui = Personne.objects.create(nom="AUBIER", prenom="D.", naissance=date(1990, 5, 17))
        fabrique.salarie(autre, personne=qui)
        return qui

    def test_a_namesake_is_shown_before_anything_is_created(
        self, client: Client, aci: Structure, jumelle: Personne
    ) -> None:
        entrer(client, aci)
        page = envoyer(client, "salarie_nouveau", aci.pk, **NOUVEAU)
        assert "Est-ce la même personne ?" in page
        assert "AUBIER D., née ou né le 17/05/1990" in page
        assert not Salarie.objects.filter(structure=aci).exists()

    def test_the_same_person_is_used_again(
        self, client: Client, aci: Structure, jumelle: Personne
    ) -> None:
        entrer(client, aci)
        envoyer(client, "salarie_nouveau", aci.pk, **NOUVEAU, personne=str(jumelle.pk))
        assert Salarie.objects.get(structure=aci).personne == jumelle

    def test_another_person_is_created(
        self, client: Client, aci: Structure, jumelle: Personne
    ) -> None:
        entrer(client, aci)
        envoyer(client, "salarie_nouveau", aci.pk, **NOUVEAU, personne="autre")
        assert Salarie.objects.get(structure=aci).personne != jumelle

    def test_a_namesake_outside_the_group_is_not_told(self, client: Client, aci: Structure) -> None:
        qui = Personne.objects.create(nom="AUBIER", prenom="D.", naissance=date(1990, 5, 17))
        fabrique.salarie(fabrique.structure("EI"), personne=qui)
        entrer(client, aci)
        # Nor can her number be sent by hand.
        envoyer(client, "salarie_nouveau", aci.pk, **NOUVEAU, personne=str(qui.pk))
        assert Salarie.objects.get(structure=aci).personne != qui

    def test_a_refusal_is_said_above_the_form(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        entrer(client, aci)
        champs = {**NOUVEAU, "nom": "AUTRE", "matricule": camille.matricule}
        page = envoyer(client, "salarie_nouveau", aci.pk, **champs)
        assert f"Le matricule {camille.matricule} est celui de" in page

    def test_an_identity_is_corrected(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        entrer(client, aci)
        assert "1990-05-17" in lire(client, "salarie_modifier", aci.pk, camille.pk)
        page = envoyer(client, "salarie_modifier", aci.pk, camille.pk, **NOUVEAU)
        assert "identité est corrigée" in page
        assert "Aubiér" in page
