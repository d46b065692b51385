"""Clients, chantiers, missions, prices, public contracts: what is written, what is refused."""

from datetime import date
from typing import Any

import pytest

from etrier.cloture.actions import cloturer
from etrier.missions.actions import (
    Supplements,
    archiver_prestation,
    creer_chantier,
    creer_clause,
    creer_client,
    creer_marche,
    creer_mission,
    creer_prestation,
    fixer_tarif,
    modifier_chantier,
    modifier_client,
    modifier_mission,
    modifier_prestation,
    reprendre_prestation,
    retirer_tarif,
)
from etrier.missions.models import Client, Tarif
from etrier.parcours.models import Contrat
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from etrier.structures.models import Structure
from etrier.www.reglages.verbes import phrase as dire
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def ai() -> Structure:
    return fabrique.structure("AI")


@pytest.fixture
def ville(ai: Structure) -> Client:
    return creer_client(ai, nature="collectivite", denomination="Ville d'essai", par=None)


@pytest.fixture
def contrat(ai: Structure) -> Contrat:
    return fabrique.contrat(fabrique.salarie(ai), fabrique.convention(ai, "AI"), genre="CDDU")


def refus(phrase: str) -> pytest.RaisesExc[Refus]:
    """The refusal, said in these words."""
    return pytest.raises(Refus, match=phrase)


class TestClient:
    def test_it_adds_a_client_and_writes_the_act(self, ai: Structure) -> None:
        par = fabrique.utilisateur()
        client = creer_client(
            ai,
            nature="entreprise",
            denomination=" Atelier d'essai ",
            siret="000 000 018 00994",
            commune="Lille",
            par=par,
        )
        assert (client.denomination, client.siret) == ("Atelier d'essai", "00000001800994")
        acte = Acte.objects.get(verbe="client.creer")
        assert (acte.auteur, acte.perimetre, acte.cible_id) == (par, ai.pk, client.pk)

    @pytest.mark.parametrize(
        ("autres", "phrase"),
        [
            ({"denomination": "Ville d'essai"}, "« Ville d'essai » est déjà un client"),
            ({"denomination": " "}, "Écrivez la dénomination du client"),
            ({"nature": "autre"}, "Choisissez la nature du client"),
            ({"siret": "00000001800995"}, "n'est pas un SIRET"),
            ({"siret": "123"}, "n'est pas un SIRET"),
        ],
    )
    def test_it_refuses_what_is_wrong(
        self, ai: Structure, ville: Client, autres: dict[str, str], phrase: str
    ) -> None:
        champs = {"nature": "entreprise", "denomination": "Nouveau", **autres}
        with refus(phrase):
            creer_client(ai, par=None, **champs)
        assert Client.objects.count() == 1

    def test_another_structure_may_have_a_client_of_that_name(self, ville: Client) -> None:
        ailleurs = fabrique.structure("EI")
        creer_client(ailleurs, nature="collectivite", denomination="Ville d'essai", par=None)
        assert Client.objects.count() == 2

    def test_it_changes_a_client_that_keeps_its_name(self, ville: Client) -> None:
        modifier_client(
            ville, nature="association", denomination="Ville d'essai", commune="Lille", par=None
        )
        ville.refresh_from_db()
        assert (ville.nature, ville.commune) == ("association", "Lille")
        assert Acte.objects.filter(verbe="client.modifier").count() == 1


class TestChantier:
    def test_it_opens_and_changes_a_chantier(self, ai: Structure, ville: Client) -> None:
        chantier = creer_chantier(ai, denomination="Parc", debut=date(2025, 1, 1), par=None)
        modifier_chantier(
            chantier,
            denomination="Parc",
            debut=date(2025, 1, 1),
            fin=date(2025, 6, 30),
            client=ville,
            par=None,
        )
        chantier.refresh_from_db()
        assert (chantier.client, chantier.fin) == (ville, date(2025, 6, 30))

    def test_it_refuses_a_name_taken(self, ai: Structure) -> None:
        creer_chantier(ai, denomination="Parc", debut=date(2025, 1, 1), par=None)
        with refus("Un chantier s'appelle déjà « Parc »"):
            creer_chantier(ai, denomination="Parc", debut=date(2025, 1, 1), par=None)

    def test_it_refuses_dates_in_disorder(self, ai: Structure) -> None:
        with refus("précède le début"):
            creer_chantier(
                ai, denomination="Parc", debut=date(2025, 2, 1), fin=date(2025, 1, 1), par=None
            )

    def test_it_refuses_the_client_of_another_structure(self, ai: Structure) -> None:
        autre = fabrique.client(fabrique.structure("EI"))
        with refus("n'est pas de cette structure"):
            creer_chantier(ai, denomination="Parc", debut=date(2025, 2, 1), client=autre, par=None)


class TestMission:
    def creer(self, ville: Client, contrat: Contrat, **autres: Any) -> Any:
        champs = {"objet": "Ménage", "debut": date(2025, 2, 1), "fin": date(2025, 3, 31), **autres}
        return creer_mission(ville, contrat, par=None, **champs)

    def test_numbers_follow_in_the_year(self, ville: Client, contrat: Contrat) -> None:
        assert [self.creer(ville, contrat).numero for _ in range(2)] == ["M2025-0001", "M2025-0002"]

    def test_it_changes_the_dates(self, ville: Client, contrat: Contrat) -> None:
        mission = self.creer(ville, contrat)
        modifier_mission(
            mission, objet="Repassage", debut=date(2025, 2, 1), fin=date(2025, 12, 31), par=None
        )
        mission.refresh_from_db()
        assert (mission.objet, mission.fin) == ("Repassage", date(2025, 12, 31))

    @pytest.mark.parametrize(
        ("autres", "phrase"),
        [
            ({"debut": date(2024, 12, 31)}, "commence le 01/01/2025 : la mission ne peut pas"),
            ({"fin": date(2026, 1, 1)}, "finit le 31/12/2025 : finissez la mission"),
            ({"fin": None}, "finit le 31/12/2025 : finissez la mission"),
            ({"fin": date(2025, 1, 31)}, "précède le début"),
            ({"objet": ""}, "Écrivez l'objet de la mission"),
            ({"numero": "M7"}, "La mission n° M7 existe déjà"),
        ],
    )
    def test_it_refuses_what_leaves_the_contract(
        self, ville: Client, contrat: Contrat, autres: dict[str, Any], phrase: str
    ) -> None:
        self.creer(ville, contrat, numero="M7")
        with refus(phrase):
            self.creer(ville, contrat, **autres)

    def test_it_refuses_a_contract_of_another_structure(self, ville: Client) -> None:
        ailleurs = fabrique.convention(fabrique.structure("EI"), "EI")
        autre = fabrique.contrat(fabrique.salarie(ailleurs.structure), ailleurs)
        with refus("n'est pas de cette structure"):
            self.creer(ville, autre)


class TestPrestation:
    def test_a_service_is_added_changed_archived_and_taken_back(self, ai: Structure) -> None:
        une = creer_prestation(ai, code="men", libelle="Ménage", activite_sap="menage", par=None)
        assert (une.code, une.unite, une.est_de_nuit) == ("MEN", "heure", False)
        modifier_prestation(une, code="MEN", libelle="Ménage de nuit", est_de_nuit=True, par=None)
        archiver_prestation(une, par=None)
        une.refresh_from_db()
        assert (une.libelle, une.activite_sap, une.est_de_nuit) == ("Ménage de nuit", "", True)
        assert une.est_archivee
        assert not reprendre_prestation(une, par=None).est_archivee
        verbes = ["creer", "modifier", "archiver", "reprendre"]
        actes = Acte.objects.filter(verbe__startswith="prestation").order_by("pk")
        assert [a.verbe for a in actes] == [f"prestation.{v}" for v in verbes]
        assert all("MEN" in dire(a.verbe, a.details) for a in actes)

    @pytest.mark.parametrize(
        ("autres", "phrase"),
        [
            ({"code": " "}, "Écrivez le code"),
            ({"libelle": ""}, "Écrivez le libellé"),
            ({"unite": "kilo"}, "Choisissez l'unité"),
            ({"activite_sap": "sieste"}, "Choisissez le service à la personne"),
            ({"code": "men"}, "est celui de « Ménage »"),
        ],
    )
    def test_it_refuses_what_is_wrong(
        self, ai: Structure, autres: dict[str, Any], phrase: str
    ) -> None:
        creer_prestation(ai, code="MEN", libelle="Ménage", par=None)
        with refus(phrase):
            creer_prestation(ai, par=None, **{"code": "JAR", "libelle": "Jardin", **autres})

    def test_the_places_keep_their_service(
        self, ai: Structure, ville: Client, contrat: Contrat
    ) -> None:
        une = creer_prestation(ai, code="MEN", libelle="Ménage", par=None)
        debut = contrat.debut
        mission = creer_mission(
            ville, contrat, objet="Bureaux", debut=debut, fin=contrat.fin, prestation=une, par=None
        )
        chantier = creer_chantier(ai, denomination="Parc", debut=debut, prestation=une, par=None)
        assert (mission.prestation, chantier.prestation) == (une, une)
        ailleurs = creer_prestation(fabrique.structure("EI"), code="A", libelle="A", par=None)
        with refus("n'est pas de cette structure"):
            modifier_chantier(
                chantier, denomination="Parc", debut=debut, prestation=ailleurs, par=None
            )
        with refus("n'est pas de cette structure"):
            modifier_mission(
                mission, objet="B", debut=debut, fin=contrat.fin, prestation=ailleurs, par=None
            )


class TestTarif:
    def fixer(self, ai: Structure, **autres: Any) -> Tarif:
        champs = {
            "depuis": date(2025, 1, 1),
            "montant_horaire_centimes": 2200,
            "regime_tva": "exonere",
            **autres,
        }
        return fixer_tarif(ai, par=None, **champs)

    def test_each_target_has_its_own_dates(self, ai: Structure, ville: Client) -> None:
        self.fixer(ai)
        self.fixer(ai, client=ville)
        self.fixer(ai, client=ville, depuis=date(2026, 1, 1))
        assert Tarif.objects.count() == 3
        acte = Acte.objects.filter(verbe="tarif.fixer").latest("pk")
        assert (acte.cible_type, acte.details["depuis"]) == ("missions.client", "2026-01-01")

    @pytest.mark.parametrize("vise", [True, False])
    def test_it_refuses_two_prices_from_the_same_day(
        self, ai: Structure, ville: Client, vise: bool
    ) -> None:
        cible = {"client": ville} if vise else {}
        self.fixer(ai, **cible)
        with refus("Un tarif commence déjà le 01/01/2025"):
            self.fixer(ai, **cible)

    @pytest.mark.parametrize(
        ("autres", "phrase"),
        [
            ({"montant_horaire_centimes": 0}, "Écrivez le prix de l'heure"),
            ({"regime_tva": "autre"}, "Choisissez le régime de TVA"),
            ({"coefficient_dix_milliemes": 19_500}, "l'un des deux seulement"),
            ({"montant_horaire_centimes": None}, "Écrivez le prix de l'heure"),
            (
                {"montant_horaire_centimes": None, "coefficient_dix_milliemes": 9_999},
                "il va de 1 à 10",
            ),
            ({"qualification": "x" * 61}, "en 60 caractères"),
            ({"supplements": Supplements(minutes_minimum=1_441)}, "ne dépasse pas 24 heures"),
            ({"supplements": Supplements(majoration_nuit_pour_dix_mille=30_001)}, "0 à 300 %"),
            ({"supplements": Supplements(deplacement_centimes=-1)}, "négatif"),
        ],
    )
    def test_it_refuses_what_is_wrong(
        self, ai: Structure, autres: dict[str, Any], phrase: str
    ) -> None:
        with refus(phrase):
            self.fixer(ai, **autres)

    def test_a_service_and_a_qualification_have_prices_of_their_own(self, ai: Structure) -> None:
        menage = creer_prestation(ai, code="men", libelle="Ménage", par=None)
        self.fixer(ai)
        self.fixer(ai, prestation=menage, supplements=Supplements(minutes_minimum=120))
        self.fixer(ai, qualification="Chef d'équipe")
        self.fixer(ai, prestation=menage, qualification="Chef d'équipe")
        assert Tarif.objects.get(prestation=menage, qualification="").minutes_minimum == 120
        with refus("Un tarif commence déjà"):
            self.fixer(ai, prestation=menage, qualification=" chef d'Équipe ")

    def test_a_coefficient_of_the_wage_is_a_price(self, ai: Structure) -> None:
        self.fixer(ai, montant_horaire_centimes=None, coefficient_dix_milliemes=19_500)
        acte = Acte.objects.get(verbe="tarif.fixer_coefficient")
        assert "1,95 fois le salaire" in dire(acte.verbe, acte.details)

    def test_it_refuses_the_service_of_another_structure(self, ai: Structure) -> None:
        ailleurs = creer_prestation(fabrique.structure("EI"), code="A", libelle="A", par=None)
        with refus("n'est pas de cette structure"):
            self.fixer(ai, prestation=ailleurs)

    def test_it_refuses_two_targets(self, ai: Structure, ville: Client) -> None:
        with refus("d'un client, d'un chantier ou d'une mission : un seul"):
            self.fixer(ai, client=ville, chantier=fabrique.chantier(ai))

    def test_it_refuses_a_target_of_another_structure(self, ai: Structure) -> None:
        with refus("n'est pas de cette structure"):
            self.fixer(ai, chantier=fabrique.chantier(fabrique.structure("EI")))

    def test_a_price_written_by_mistake_is_taken_away(self, ai: Structure) -> None:
        retirer_tarif(self.fixer(ai), par=None)
        assert not Tarif.objects.exists()
        assert Acte.objects.filter(verbe="tarif.retirer").count() == 1

    def test_it_refuses_to_take_away_what_a_closed_month_may_have_used(
        self, ai: Structure, ville: Client, contrat: Contrat
    ) -> None:
        mission = fabrique.mission(ville, contrat)
        fabrique.annexe(contrat.convention)
        tarif = self.fixer(ai)
        fabrique.heures(contrat, date(2025, 1, 6), 420, mission_id=mission.pk)
        fabrique.valider_mois(ai, date(2025, 1, 1))
        assert cloturer([ai.pk], date(2025, 1, 1), par=None).closes
        with refus("un mois est clos depuis"):
            retirer_tarif(tarif, par=None)


class TestMarche:
    def clause(self, ville: Client, **autres: Any) -> Any:
        marche_public = ville.marches_publics.first() or creer_marche(
            ville, reference="2025-12", objet="Espaces verts", par=None
        )
        champs = {
            "lot": "1",
            "intitule": "Taille",
            "minutes_dues": 60_000,
            "debut": date(2025, 1, 1),
            "fin": date(2026, 12, 31),
            **autres,
        }
        return creer_clause(marche_public, par=None, **champs)

    def test_it_writes_a_contract_and_its_lot(self, ville: Client) -> None:
        clause = self.clause(ville, mois_par_personne=24)
        assert (str(clause), clause.structure) == ("2025-12 lot 1", ville.structure)
        assert Acte.objects.filter(verbe="marche.creer").count() == 1
        assert Acte.objects.get(verbe="clause.creer").details["minutes_dues"] == 60_000

    def test_it_refuses_a_reference_taken(self, ville: Client) -> None:
        creer_marche(ville, reference="2025-12", objet="Espaces verts", par=None)
        with refus("Le marché « 2025-12 » existe déjà : ajoutez-lui un lot."):
            creer_marche(ville, reference="2025-12", objet="Propreté", par=None)

    def test_it_refuses_a_private_individual_as_buyer(self, ai: Structure) -> None:
        voisin = fabrique.client(ai, nature="particulier")
        with refus("Un particulier ne passe pas de marché public"):
            creer_marche(voisin, reference="2025-12", objet="Jardin", par=None)

    @pytest.mark.parametrize(
        ("autres", "phrase"),
        [
            ({"lot": "1"}, "Le lot 1 de ce marché a déjà sa clause"),
            ({"lot": ""}, "Écrivez le lot"),
            ({"minutes_dues": 0}, "Écrivez les heures d'insertion dues"),
            ({"mois_par_personne": 0}, "Une personne compte au moins un mois"),
            ({"fin": date(2024, 1, 1)}, "précède le début"),
        ],
    )
    def test_it_refuses_what_is_wrong(
        self, ville: Client, autres: dict[str, Any], phrase: str
    ) -> None:
        self.clause(ville)
        with refus(phrase):
            self.clause(ville, **{"lot": "2", **autres})
