"""Screens on clients, chantiers, missions, prices and public contracts."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client as Navigateur
from django.urls import reverse

from etrier.cloture.actions import cloturer
from etrier.heures.releves.actions import preparer
from etrier.missions.models import Chantier, Client, MarchePublic, Mission, Prestation, Tarif
from etrier.parcours.models import Contrat
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db
LE = date(2025, 6, 16)


@pytest.fixture(autouse=True)
def _un_jour_de_juin(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("tableaux", "periodes", "forms", "chantiers"):
        monkeypatch.setattr(f"etrier.www.missions.{module}.aujourdhui", lambda: LE)


@pytest.fixture
def ai() -> Structure:
    return fabrique.structure("AI")


@pytest.fixture
def contrat(ai: Structure) -> Contrat:
    return fabrique.contrat(fabrique.salarie(ai), fabrique.convention(ai, "AI"), genre="CDDU")


@pytest.fixture
def ville(ai: Structure) -> Client:
    return fabrique.client(ai)


def entrer(client: Navigateur, dans: Structure, role: Role = Role.GESTION) -> None:
    client.force_login(fabrique.utilisateur(role, dans))


def _propre(html: str) -> str:
    assert fautes(html) == []
    return re.sub(r"\s+", " ", unescape(html).replace("\u202f", " ").replace("\u00a0", " "))


def lire(client: Navigateur, nom: str, /, *args: int, **demande: str) -> str:
    """A page as one reads it, well made."""
    return _propre(client.get(reverse(nom, args=args), demande).content.decode())


def envoyer(client: Navigateur, nom: str, /, *args: int, **champs: Any) -> str:
    """The page a form leads to, redirections followed."""
    reponse = client.post(reverse(nom, args=args), champs, follow=True)
    return _propre(reponse.content.decode())


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
