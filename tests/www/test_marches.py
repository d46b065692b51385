"""Screens on public contracts and their clauses."""

from datetime import date

import pytest
from django.test import Client as Navigateur
from django.urls import reverse

from etrier.cloture.actions import cloturer
from etrier.missions.models import Client, MarchePublic
from etrier.parcours.models import Contrat
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.www.monde_missions import ai, contrat, entrer, un_jour_de_juin, ville
from tests.www.pages import envoyer, lire

__all__ = ["ai", "contrat", "un_jour_de_juin", "ville"]

pytestmark = pytest.mark.django_db


class TestMarches:
    @pytest.fixture
    def marche_public(self, ai: Structure, ville: Client, contrat: Contrat) -> MarchePublic:
        """500 hours due, 7 h 30 credited by a closed month, 4 h still open."""
        clause = fabrique.clause(ville)
        mission = fabrique.mission(ville, contrat)
        fabrique.annexe(contrat.convention)
        lieu = {"mission_id": mission.pk, "clause_id": clause.pk}
        fabrique.heures(contrat, date(2025, 1, 6), 450, **lieu)
        fabrique.valider_mois(ai, date(2025, 1, 1))
        assert cloturer([ai.pk], date(2025, 1, 1), par=None).closes
        fabrique.heures(contrat, date(2025, 2, 3), 240, **lieu)
        return clause.marche_public

    @pytest.mark.parametrize("role", [Role.FACILITATION, Role.LECTURE, Role.DIRECTION])
    def test_it_counts_due_credited_and_left(
        self, client: Navigateur, ai: Structure, marche_public: MarchePublic, role: Role
    ) -> None:
        entrer(client, ai, role)
        for page in (
            lire(client, "marches", ai.pk),
            lire(client, "marche_public", ai.pk, marche_public.pk),
        ):
            for vu in ("500 h 00", "7 h 30", "492 h 30", "1,50 %"):
                assert vu in page

    def test_facilitation_reads_and_writes_nothing_else(
        self, client: Navigateur, ai: Structure, marche_public: MarchePublic, ville: Client
    ) -> None:
        entrer(client, ai, Role.FACILITATION)
        page = lire(client, "marches", ai.pk)
        assert "Nouveau marché" not in page
        assert reverse("client", args=[ai.pk, ville.pk]) not in page
        for nom, cles in (("client", [ville.pk]), ("marche_nouveau", []), ("tarifs", [])):
            assert client.get(reverse(nom, args=[ai.pk, *cles])).status_code == 404

    def test_a_lot_over_with_hours_left_is_an_alert(
        self, client: Navigateur, ai: Structure, marche_public: MarchePublic
    ) -> None:
        entrer(client, ai, Role.LECTURE)
        assert "ligne-alerte" not in lire(client, "marches", ai.pk)
        marche_public.clauses_sociales.update(fin=date(2025, 6, 15))
        assert "ligne-alerte" in lire(client, "marches", ai.pk)

    def test_it_writes_a_contract_then_its_lot(
        self, client: Navigateur, ai: Structure, ville: Client
    ) -> None:
        voisin = fabrique.client(ai, nature="particulier")
        entrer(client, ai)
        assert str(voisin) not in lire(client, "marche_nouveau", ai.pk)
        page = envoyer(
            client,
            "marche_nouveau",
            ai.pk,
            acheteur=str(ville.pk),
            reference="2025-12",
            objet="Parcs",
        )
        assert "Le marché est enregistré : ajoutez ses lots." in page
        assert "Marchés encore sans lot" in lire(client, "marches", ai.pk)
        lot = {
            "lot": "1",
            "intitule": "Taille",
            "minutes_dues": "1 200",
            "debut": "2025-01-01",
            "fin": "2026-12-31",
        }
        un = MarchePublic.objects.get()
        page = envoyer(client, "clause_nouvelle", ai.pk, un.pk, **lot)
        assert "Le lot et sa clause sont enregistrés." in page
        assert un.clauses_sociales.get().minutes_dues == 72_000
        page = envoyer(client, "clause_nouvelle", ai.pk, un.pk, **lot)
        assert "Le lot 1 de ce marché a déjà sa clause" in page

    @pytest.mark.parametrize("nom", ["lots", "mois"])
    def test_each_table_is_exported(
        self, client: Navigateur, ai: Structure, marche_public: MarchePublic, nom: str
    ) -> None:
        entrer(client, ai, Role.FACILITATION)
        adresse = reverse("marche_public", args=[ai.pk, marche_public.pk])
        reponse = client.get(adresse, {f"format-{nom}": "xlsx"})
        assert reponse.content[:2] == b"PK"
