"""Screens on prices, and on what is sold."""

from datetime import date

import pytest
from django.test import Client as Navigateur

from etrier.missions.models import Client, Prestation, Tarif
from etrier.parcours.models import Contrat
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.www.monde_missions import LE, ai, contrat, entrer, un_jour_de_juin, ville
from tests.www.pages import envoyer, lire

__all__ = ["ai", "contrat", "un_jour_de_juin", "ville"]

pytestmark = pytest.mark.django_db


class TestTarifs:
    def test_the_history_marks_the_price_in_force(
        self, client: Navigateur, ai: Structure, ville: Client
    ) -> None:
        ancien = fabrique.tarif(ville, 2000)
        for depuis, prix in ((date(2025, 1, 1), 2100), (date(2026, 1, 1), 2200)):
            Tarif.objects.create(
                structure=ai,
                client=ville,
                depuis=depuis,
                montant_horaire_centimes=prix,
                regime_tva="exonere",
            )
        entrer(client, ai, Role.LECTURE)
        page = lire(client, "tarifs", ai.pk)
        avenir, actuel = page.index("22,00 €"), page.index("21,00 €")
        dernier = page.index("20,00 €")
        assert avenir < page.index("à venir") < actuel < page.index("en vigueur") < dernier
        assert "remplacé" in page[dernier:]
        assert "Retirer" not in page
        assert ancien.depuis < LE

    def test_it_sets_a_price_for_a_client(
        self, client: Navigateur, ai: Structure, ville: Client
    ) -> None:
        entrer(client, ai)
        cible = f"client-{ville.pk}"
        assert f'value="{cible}" selected' in lire(client, "tarif_nouveau", ai.pk, cible=cible)
        champs = {
            "cible": cible,
            "depuis": "2025-07-01",
            "montant_horaire_centimes": "22,50",
            "regime_tva": "exonere",
        }
        page = envoyer(client, "tarif_nouveau", ai.pk, **champs)
        assert "22,50 € l'heure à partir du 01/07/2025" in page
        assert Tarif.objects.get().client == ville
        page = envoyer(client, "tarif_nouveau", ai.pk, **champs)
        assert "Un tarif commence déjà le 01/07/2025" in page

    def test_it_sets_a_price_for_the_whole_structure(
        self, client: Navigateur, ai: Structure, contrat: Contrat
    ) -> None:
        entrer(client, ai)
        assert 'value="exonere" selected' in lire(client, "tarif_nouveau", ai.pk)
        envoyer(
            client,
            "tarif_nouveau",
            ai.pk,
            cible="structure",
            depuis="2025-07-01",
            montant_horaire_centimes="22",
            regime_tva="normal",
        )
        tarif = Tarif.objects.get()
        assert (tarif.client, tarif.chantier, tarif.mission) == (None, None, None)
        assert tarif.montant_horaire_centimes == 2200

    def test_the_client_of_another_structure_is_not_a_choice(
        self, client: Navigateur, ai: Structure
    ) -> None:
        autre = fabrique.client(fabrique.structure("EI"))
        entrer(client, ai)
        envoyer(
            client,
            "tarif_nouveau",
            ai.pk,
            cible=f"client-{autre.pk}",
            depuis="2025-07-01",
            montant_horaire_centimes="22",
            regime_tva="normal",
        )
        assert not Tarif.objects.exists()

    def test_a_whole_price_is_fixed_then_told_in_one_line(
        self, client: Navigateur, ai: Structure, ville: Client, contrat: Contrat
    ) -> None:
        menage = fabrique.prestation(ai)
        fabrique.prestation(ai, "Ancienne", est_archivee=True)
        Contrat.objects.filter(pk=contrat.pk).update(qualification="Chef d'équipe")
        entrer(client, ai)
        page = lire(client, "tarif_nouveau", ai.pk)
        assert '<details class="mb-3" >' in page
        assert "Ancienne" not in page
        champs = {
            "cible": f"client-{ville.pk}",
            "depuis": "2025-07-01",
            "regime_tva": "exonere",
            "montant_horaire_centimes": "24,50",
            "prestation": str(menage.pk),
            "qualification": "Chef d'équipe",
            "majoration_nuit_pour_dix_mille": "25",
            "majoration_dimanche_pour_dix_mille": "12,5 %",
            "minutes_minimum": "2",
            "deplacement_centimes": "4",
        }
        faux = envoyer(client, "tarif_nouveau", ai.pk, **champs, coefficient_dix_milliemes="1,95")
        assert "l'un des deux seulement" in faux
        assert '<details class="mb-3" open>' in faux
        page = envoyer(client, "tarif_nouveau", ai.pk, **champs)
        assert (
            "24,50 € l'heure, nuit +25,00 %, dimanche +12,50 %, minimum 2 h 00 par jour, "
            "déplacement 4,00 €" in page
        )
        assert "Ménage, Chef d'équipe" in page

    def test_a_coefficient_is_a_price(self, client: Navigateur, ai: Structure) -> None:
        entrer(client, ai)
        champs = {"cible": "structure", "depuis": "2025-07-01", "regime_tva": "normal"}
        page = envoyer(client, "tarif_nouveau", ai.pk, **champs, coefficient_dix_milliemes="1,9555")
        assert "1,9555 fois le salaire de l'heure" in page
        tarif = Tarif.objects.get()
        assert (tarif.montant_horaire_centimes, tarif.coefficient_dix_milliemes) == (None, 19_555)
        assert "1,9555 fois" in lire(client, "tarif_retirer", ai.pk, tarif.pk)
        faux = envoyer(
            client, "tarif_nouveau", ai.pk, **champs, coefficient_dix_milliemes="1,95551"
        )
        assert "n'est pas un coefficient" in faux

    def test_a_price_is_taken_away_once_confirmed(
        self, client: Navigateur, ai: Structure, ville: Client
    ) -> None:
        tarif = fabrique.tarif(ville)
        entrer(client, ai)
        assert "Retirer ce tarif" in lire(client, "tarif_retirer", ai.pk, tarif.pk)
        assert Tarif.objects.exists()
        assert "Le tarif est retiré." in envoyer(client, "tarif_retirer", ai.pk, tarif.pk)
        assert not Tarif.objects.exists()


class TestPrestations:
    def test_a_service_is_added_changed_and_archived(
        self, client: Navigateur, ai: Structure
    ) -> None:
        entrer(client, ai)
        assert "Aucune prestation" in lire(client, "prestations", ai.pk)
        champs = {"code": "men", "libelle": "Ménage", "unite": "heure", "activite_sap": "menage"}
        page = envoyer(client, "prestation_nouvelle", ai.pk, **champs)
        assert "« Ménage » est ajoutée." in page
        assert "entretien de la maison" in page
        une = Prestation.objects.get()
        page = envoyer(
            client, "prestation_modifier", ai.pk, une.pk, **champs | {"est_de_nuit": "on"}
        )
        une.refresh_from_db()
        assert une.est_de_nuit
        assert "Archiver « Ménage »" in lire(client, "prestation_archiver", ai.pk, une.pk)
        assert "archivée" in envoyer(client, "prestation_archiver", ai.pk, une.pk)
        assert "Reprendre « Ménage »" in lire(client, "prestation_archiver", ai.pk, une.pk)
        assert "archivée" not in envoyer(client, "prestation_archiver", ai.pk, une.pk)

    def test_it_says_what_is_wrong(self, client: Navigateur, ai: Structure) -> None:
        fabrique.prestation(ai, code="MEN")
        entrer(client, ai)
        champs = {"code": "men", "libelle": "Autre", "unite": "heure"}
        page = envoyer(client, "prestation_nouvelle", ai.pk, **champs)
        assert "Le code MEN est celui de « Ménage »" in page

    def test_a_chantier_and_a_mission_keep_theirs(
        self, client: Navigateur, ai: Structure, ville: Client, contrat: Contrat
    ) -> None:
        une = fabrique.prestation(ai)
        mission, chantier = fabrique.mission(ville, contrat), fabrique.chantier(ai, ville)
        entrer(client, ai)
        dates = {"debut": mission.debut.isoformat(), "fin": ""}
        if contrat.fin is not None:
            dates["fin"] = contrat.fin.isoformat()
        envoyer(
            client,
            "mission_modifier",
            ai.pk,
            mission.pk,
            objet="Bureaux",
            prestation=une.pk,
            **dates,
        )
        envoyer(
            client,
            "chantier_modifier",
            ai.pk,
            chantier.pk,
            denomination="C",
            prestation=une.pk,
            **dates,
        )
        mission.refresh_from_db()
        chantier.refresh_from_db()
        assert (mission.prestation, chantier.prestation) == (une, une)
        une.est_archivee = True
        une.save()
        # What stands there already is still offered there.
        assert "Ménage" in lire(client, "chantier_modifier", ai.pk, chantier.pk)
        assert "Ménage" not in lire(client, "chantier_nouveau", ai.pk)

    def test_the_job_of_a_contract_is_named(
        self, client: Navigateur, ai: Structure, contrat: Contrat
    ) -> None:
        entrer(client, ai)
        page = envoyer(
            client, "contrat_qualifier", ai.pk, contrat.pk, qualification=" Chef d'équipe "
        )
        assert "La qualification est enregistrée." in page
        contrat.refresh_from_db()
        assert contrat.qualification == "Chef d'équipe"
        page = envoyer(client, "contrat_qualifier", ai.pk, contrat.pk, qualification="x" * 61)
        assert "La qualification est enregistrée." not in page
