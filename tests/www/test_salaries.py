"""Screens on people: the list, the sheet, the forms, who may do what."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from etrier.parcours.models import Contrat, Personne, Salarie
from etrier.structures.enums import Role
from etrier.structures.models import Groupe, Structure
from tests import fabrique
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db
LE = date(2025, 6, 16)


@pytest.fixture(autouse=True)
def _un_jour_de_juin(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("salaries.views", "salaries.actes_contrats", "salaries.forms"):
        monkeypatch.setattr(f"etrier.www.{module}.aujourdhui", lambda: LE)


@pytest.fixture
def aci() -> Structure:
    return fabrique.structure("ACI")


@pytest.fixture
def camille(aci: Structure) -> Salarie:
    """Somebody under contract all year, with hours in May."""
    qui = fabrique.salarie(aci, "AUBIER")
    signe = fabrique.contrat(qui, fabrique.convention(aci, "ACI"))
    fabrique.heures(signe, date(2025, 5, 5), 420)
    fabrique.heures(signe, date(2025, 5, 6), 210, nature=2)
    return qui


def entrer(client: Client, dans: Structure, role: Role = Role.CIP) -> None:
    client.force_login(fabrique.utilisateur(role, dans))


def lire(client: Client, nom: str, /, *args: int, **demande: str) -> str:
    """A page as one reads it, well made."""
    html = client.get(reverse(nom, args=args), demande).content.decode()
    assert fautes(html) == []
    return re.sub(r"\s+", " ", unescape(html).replace("\u202f", " ").replace("\u00a0", " "))


def envoyer(client: Client, nom: str, /, *args: int, **champs: str) -> str:
    """The page a form leads to, redirections followed."""
    reponse = client.post(reverse(nom, args=args), champs, follow=True)
    html = reponse.content.decode()
    assert fautes(html) == []
    return re.sub(r"\s+", " ", unescape(html).replace("\u202f", " ").replace("\u00a0", " "))


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


CONTRAT = {
    "genre": "CDDI",
    "debut": "2025-06-02",
    "fin": "2025-08-31",
    "minutes_hebdo": "18h30",
    "taux_horaire_centimes": "11,50",
}


class TestContrats:
    def test_it_signs_and_warns(self, client: Client, aci: Structure) -> None:
        qui, convention = fabrique.salarie(aci), fabrique.convention(aci, "ACI")
        entrer(client, aci)
        page = envoyer(
            client, "contrat_nouveau", aci.pk, qui.pk, convention=str(convention.pk), **CONTRAT
        )
        assert "Le contrat 2025-0001 est enregistré." in page
        for reserve in ("moins de 4 mois", "20 heures par semaine au moins", "sous le SMIC"):
            assert reserve in page
        assert Contrat.objects.get().avenants.get().minutes_hebdo == 18 * 60 + 30

    def test_a_past_contract_says_its_warnings_once(self, client: Client, aci: Structure) -> None:
        qui, convention = fabrique.salarie(aci), fabrique.convention(aci, "ACI")
        entrer(client, aci)
        champs = {**CONTRAT, "debut": "2025-01-06", "fin": "2025-02-28"}
        page = envoyer(
            client, "contrat_nouveau", aci.pk, qui.pk, convention=str(convention.pk), **champs
        )
        assert page.count("moins de 4 mois") == 1
        assert "moins de 4 mois" not in lire(client, "salarie", aci.pk, qui.pk)

    def test_it_says_how_to_write_hours_and_euros(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        entrer(client, aci)
        page = envoyer(
            client,
            "contrat_nouveau",
            aci.pk,
            camille.pk,
            **{**CONTRAT, "minutes_hebdo": "beaucoup", "taux_horaire_centimes": "11,505"},
        )
        assert "« beaucoup » n'est pas un nombre d'heures" in page
        assert "deux chiffres au plus après la virgule" in page
        assert 'value="beaucoup"' in page

    def test_the_convention_of_another_structure_is_not_a_choice(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        autre = fabrique.convention(fabrique.structure("EI"), "EI")
        entrer(client, aci)
        champs = {**CONTRAT, "convention": str(autre.pk)}
        envoyer(client, "contrat_nouveau", aci.pk, camille.pk, **champs)
        assert Contrat.objects.count() == 1

    def test_an_avenant_starts_from_the_terms_in_force(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        contrat = camille.contrats.get()
        entrer(client, aci)
        page = lire(client, "avenant_nouveau", aci.pk, contrat.pk)
        for connu in ('value="26"', 'value="11,88"', 'value="2025-12-31"'):
            assert connu in page
        page = envoyer(
            client,
            "avenant_nouveau",
            aci.pk,
            contrat.pk,
            effet="2025-07-01",
            minutes_hebdo="30",
            taux_horaire_centimes="11,88",
            fin="2025-12-31",
            motif="hausse",
        )
        assert "avenant 1 est enregistré." in page
        assert "30 h 00 par semaine" in page

    def test_an_avenant_refused_is_said(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        entrer(client, aci)
        page = envoyer(
            client,
            "avenant_nouveau",
            aci.pk,
            camille.contrats.get().pk,
            effet="2025-01-01",
            minutes_hebdo="30",
            taux_horaire_centimes="11,88",
            fin="2025-12-31",
            motif="hausse",
        )
        assert "Les conditions actuelles valent depuis le 01/01/2025" in page


class TestPass:
    def test_it_keeps_suspends_and_brings_the_new_end(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        camille.personne.les_pass.all().delete()
        entrer(client, aci)
        page = envoyer(
            client,
            "pass_nouveau",
            aci.pk,
            camille.pk,
            numero="99999 25 12345",
            debut="2025-01-01",
            fin="2026-12-31",
        )
        assert "Du 01/01/2025 au 31/12/2026 inclus" in page
        recu = camille.personne.les_pass.get()
        dates = {"debut": "2025-06-02", "fin": "2025-06-30"}
        page = envoyer(client, "suspension_nouvelle", aci.pk, camille.pk, recu.pk, **dates)
        assert "Suspendu du 02/06/2025 au 30/06/2025" in page
        assert "PASS suspendu" in page
        suspension = recu.suspensions.get()
        dates["fin"] = "2025-06-15"
        page = envoyer(client, "suspension_modifier", aci.pk, camille.pk, suspension.pk, **dates)
        assert "Suspendu du 02/06/2025 au 15/06/2025" in page
        page = envoyer(client, "pass_modifier", aci.pk, camille.pk, recu.pk, fin="2027-01-12")
        assert "Du 01/01/2025 au 12/01/2027 inclus" in page

    def test_the_pass_of_somebody_else_is_not_found(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        autre = fabrique.salarie(aci).personne.les_pass.get()
        suspension = autre.suspensions.create(debut=LE, fin=LE)
        entrer(client, aci)
        for nom, cle in (
            ("pass_modifier", autre.pk),
            ("suspension_nouvelle", autre.pk),
            ("suspension_modifier", suspension.pk),
        ):
            assert client.get(reverse(nom, args=[aci.pk, camille.pk, cle])).status_code == 404
