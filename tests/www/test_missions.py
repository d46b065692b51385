"""Screens on clients, chantiers and missions."""

from datetime import date

import pytest
from django.test import Client as Navigateur
from django.urls import reverse

from etrier.heures.releves.actions import preparer
from etrier.missions.models import Chantier, Client, Mission
from etrier.parcours.models import Contrat
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.www.monde_missions import ai, contrat, entrer, un_jour_de_juin, ville
from tests.www.pages import envoyer, lire

__all__ = ["ai", "contrat", "un_jour_de_juin", "ville"]

pytestmark = pytest.mark.django_db


class TestClients:
    def test_the_list_is_filtered_by_nature(
        self, client: Navigateur, ai: Structure, ville: Client
    ) -> None:
        voisin = fabrique.client(ai, nature="particulier")
        entrer(client, ai, Role.LECTURE)
        page = lire(client, "clients", ai.pk, nature="particulier")
        assert str(voisin) in page
        assert str(ville) not in page
        assert str(ville) in lire(client, "clients", ai.pk, nature="inconnue")

    def test_it_adds_then_changes_a_client(self, client: Navigateur, ai: Structure) -> None:
        entrer(client, ai)
        page = envoyer(
            client,
            "client_nouveau",
            ai.pk,
            nature="entreprise",
            denomination="Atelier",
            siret="000 000 018 00994",
            code_postal="59000",
        )
        assert "« Atelier » est ajouté." in page
        assert "00000001800994" in page
        un = Client.objects.get()
        envoyer(client, "client_modifier", ai.pk, un.pk, nature="association", denomination="Asso")
        un.refresh_from_db()
        assert (un.nature, un.denomination) == ("association", "Asso")

    def test_it_says_what_is_wrong_beside_the_field(
        self, client: Navigateur, ai: Structure
    ) -> None:
        entrer(client, ai)
        champs = {"nature": "entreprise", "denomination": "Atelier"}
        page = envoyer(
            client, "client_nouveau", ai.pk, **champs, siret="00000001800995", code_postal="5900"
        )
        assert "n'est pas un SIRET" in page
        assert "Un code postal a 5 chiffres." in page
        assert not Client.objects.exists()

    def test_the_sheet_shows_chantiers_missions_and_prices(
        self, client: Navigateur, ai: Structure, ville: Client, contrat: Contrat
    ) -> None:
        chantier, mission = fabrique.chantier(ai, ville), fabrique.mission(ville, contrat)
        fabrique.tarif(ville, 2345)
        entrer(client, ai, Role.CIP)
        page = lire(client, "client", ai.pk, ville.pk)
        for vu in (str(chantier), mission.numero, "23,45 €", "en vigueur"):
            assert vu in page
        assert "Modifier" not in page

    def test_the_sheet_leads_to_the_relevés_of_the_client(
        self, client: Navigateur, ai: Structure, ville: Client, contrat: Contrat
    ) -> None:
        entrer(client, ai)
        assert "Relevés d’heures" not in lire(client, "client", ai.pk, ville.pk)
        mission = fabrique.mission(ville, contrat)
        fabrique.heures(contrat, date(2025, 6, 3), 210, mission_id=mission.pk)
        un = preparer(ai, ville, date(2025, 6, 1), date(2025, 6, 15), par=None)
        page = lire(client, "client", ai.pk, ville.pk)
        assert "du 01/06/2025 au 15/06/2025" in page
        assert reverse("releve", args=(ai.pk, un.pk)) in page

    @pytest.mark.parametrize("nom", ["chantiers", "missions", "tarifs"])
    def test_each_table_of_the_sheet_is_exported(
        self, client: Navigateur, ai: Structure, ville: Client, nom: str
    ) -> None:
        entrer(client, ai, Role.LECTURE)
        adresse = reverse("client", args=[ai.pk, ville.pk])
        reponse = client.get(adresse, {f"format-{nom}": "csv"})
        assert reponse["Content-Type"].startswith("text/csv")


class TestChantiers:
    def test_the_list_begins_with_those_that_run(self, client: Navigateur, ai: Structure) -> None:
        actif, fini = fabrique.chantier(ai), fabrique.chantier(ai)
        Chantier.objects.filter(pk=fini.pk).update(fin=date(2025, 6, 15))
        entrer(client, ai, Role.ENCADREMENT)
        page = lire(client, "chantiers", ai.pk)
        assert str(actif) in page
        assert str(fini) not in page
        assert str(fini) in lire(client, "chantiers", ai.pk, etat="termines")
        page = lire(client, "chantiers", ai.pk, etat="tous")
        assert str(actif) in page
        assert str(fini) in page

    def test_the_sheet_leads_to_its_week_while_it_runs(
        self, client: Navigateur, ai: Structure
    ) -> None:
        entrer(client, ai, Role.ENCADREMENT)
        ouvert, fini = fabrique.chantier(ai), fabrique.chantier(ai)
        Chantier.objects.filter(pk=fini.pk).update(fin=date(2025, 6, 15))
        feuille = reverse("feuille", args=(ai.pk, ouvert.pk, date(2025, 6, 16)))
        assert feuille in lire(client, "chantier", ai.pk, ouvert.pk)
        assert "Feuille de la semaine" not in lire(client, "chantier", ai.pk, fini.pk)

    def test_it_opens_then_changes_a_chantier(
        self, client: Navigateur, ai: Structure, ville: Client
    ) -> None:
        entrer(client, ai)
        assert f'value="{ville.pk}" selected' in lire(
            client, "chantier_nouveau", ai.pk, client=str(ville.pk)
        )
        page = envoyer(
            client,
            "chantier_nouveau",
            ai.pk,
            denomination="Parc",
            client=str(ville.pk),
            debut="2025-01-06",
        )
        assert "Le chantier « Parc » est ouvert." in page
        un = Chantier.objects.get()
        page = envoyer(
            client,
            "chantier_modifier",
            ai.pk,
            un.pk,
            denomination="Parc",
            debut="2025-01-06",
            fin="2025-01-01",
        )
        assert "précède le début" in page

    def test_the_sheet_adds_its_hours_up(
        self, client: Navigateur, ai: Structure, contrat: Contrat
    ) -> None:
        lieu = fabrique.chantier(ai)
        fabrique.heures(contrat, date(2025, 5, 5), 420, chantier_id=lieu.pk)
        fabrique.heures(contrat, date(2025, 5, 6), 225, chantier_id=lieu.pk)
        entrer(client, ai, Role.LECTURE)
        assert "10 h 45" in lire(client, "chantier", ai.pk, lieu.pk)


class TestMissions:
    def test_it_places_somebody(
        self, client: Navigateur, ai: Structure, ville: Client, contrat: Contrat
    ) -> None:
        entrer(client, ai)
        champs = {
            "client": str(ville.pk),
            "contrat": str(contrat.pk),
            "objet": "Ménage",
            "debut": "2025-06-02",
        }
        page = envoyer(client, "mission_nouveau", ai.pk, **champs, fin="2026-01-31")
        assert "finit le 31/12/2025 : finissez la mission" in page
        page = envoyer(client, "mission_nouveau", ai.pk, **champs, fin="2025-06-30")
        assert "La mission M2025-0001 est enregistrée." in page
        mission = Mission.objects.get()
        envoyer(
            client,
            "mission_modifier",
            ai.pk,
            mission.pk,
            objet="Repassage",
            debut="2025-06-02",
            fin="2025-07-31",
        )
        mission.refresh_from_db()
        assert (mission.objet, mission.fin) == ("Repassage", date(2025, 7, 31))

    def test_a_contract_that_is_over_is_not_a_choice(
        self, client: Navigateur, ai: Structure, contrat: Contrat
    ) -> None:
        fini = fabrique.contrat(
            fabrique.salarie(ai, "FINI"), contrat.convention, genre="CDDU", fin=date(2025, 6, 15)
        )
        entrer(client, ai)
        page = lire(client, "mission_nouveau", ai.pk)
        assert contrat.numero in page
        assert fini.numero not in page

    def test_the_list_and_the_sheet_say_who_is_where(
        self, client: Navigateur, ai: Structure, ville: Client, contrat: Contrat
    ) -> None:
        mission = fabrique.mission(ville, contrat)
        fabrique.heures(contrat, date(2025, 5, 5), 200, mission_id=mission.pk)
        entrer(client, ai, Role.CIP)
        for page in (lire(client, "missions", ai.pk), lire(client, "mission", ai.pk, mission.pk)):
            assert str(contrat.salarie.personne) in page
            assert str(ville) in page
        assert "3 h 20" in lire(client, "mission", ai.pk, mission.pk)


@pytest.mark.parametrize("role", [Role.CIP, Role.ENCADREMENT, Role.LECTURE])
def test_those_who_only_read_find_no_form(
    client: Navigateur, ai: Structure, ville: Client, role: Role
) -> None:
    entrer(client, ai, role)
    for nom in ("client_nouveau", "chantier_nouveau", "mission_nouveau", "tarif_nouveau"):
        assert client.get(reverse(nom, args=[ai.pk])).status_code == 404
    assert client.post(reverse("client_modifier", args=[ai.pk, ville.pk])).status_code == 404


def test_the_objects_of_another_structure_are_not_found(
    client: Navigateur, ai: Structure, ville: Client, contrat: Contrat
) -> None:
    ailleurs = fabrique.structure("EI")
    entrer(client, ailleurs, Role.DIRECTION)
    objets = {
        "client": ville.pk,
        "chantier": fabrique.chantier(ai).pk,
        "mission": fabrique.mission(ville, contrat).pk,
        "marche_public": fabrique.clause(ville).marche_public_id,
        "tarif_retirer": fabrique.tarif(ville).pk,
    }
    for nom, cle in objets.items():
        assert client.get(reverse(nom, args=[ailleurs.pk, cle])).status_code == 404
