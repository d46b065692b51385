"""Screens on people: their contracts, avenants and PASS."""

import pytest
from django.test import Client
from django.urls import reverse

from etrier.parcours.models import Contrat, Salarie
from etrier.structures.models import Structure
from tests import fabrique
from tests.www.monde_salaries import LE, aci, camille, entrer, un_jour_de_juin
from tests.www.pages import envoyer, lire

__all__ = ["aci", "camille", "un_jour_de_juin"]

pytestmark = pytest.mark.django_db
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
