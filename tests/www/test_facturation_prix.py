"""Lines to invoice on screen when a price is more than an amount of the hour."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client as Navigateur
from django.urls import reverse

from etrier.cloture.actions import cloturer
from etrier.facturation.models import LigneAFacturer
from etrier.missions.actions import Supplements, fixer_tarif
from etrier.structures.enums import Role
from tests import fabrique
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db


def test_a_minimum_and_travels_are_told_then_explained(client: Navigateur) -> None:
    une = fabrique.structure("AI")
    convention = fabrique.convention(une, "AI")
    fabrique.annexe(convention)
    contrat = fabrique.contrat(fabrique.salarie(une), convention, genre="CDDU")
    mission = fabrique.mission(fabrique.client(une), contrat)
    mission.prestation = fabrique.prestation(une)
    mission.save()
    fixer_tarif(
        une,
        depuis=date(2025, 1, 1),
        regime_tva="exonere",
        montant_horaire_centimes=2450,
        supplements=Supplements(minutes_minimum=120, deplacement_centimes=400),
        par=None,
    )
    fabrique.heures(contrat, date(2025, 3, 3), 75, mission_id=mission.pk)
    fabrique.valider_mois(une, date(2025, 3, 1))
    assert cloturer([une.pk], date(2025, 3, 1), par=None).closes
    client.force_login(fabrique.utilisateur(Role.LECTURE, une))

    def lire(nom: str, *args: object) -> str:
        html = client.get(reverse(nom, args=args)).content.decode()
        assert fautes(html) == []
        return re.sub(r"\s+", " ", unescape(html))

    page = lire("facturation", une.pk, date(2025, 3, 1))
    for vu in ("Ménage, complément au minimum", "Ménage, déplacements", "18,38", "30,62", "53,00"):
        assert vu in page
    assert "inconnue" not in page
    for genre, vu in (("complement", "pour un minimum de 2 h"), ("deplacement", "1 déplacement ×")):
        ligne = LigneAFacturer.objects.get(genre=genre)
        assert vu in lire("pourquoi_facture", une.pk, ligne.pk)
