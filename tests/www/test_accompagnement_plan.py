"""Screens of the accompaniment: the diagnosis, the plan, and what one learns on the way."""

from datetime import date

import pytest
from django.test import Client

from etrier.parcours.accompagnement.competences import ajouter_competence
from etrier.parcours.accompagnement.rome import chercher
from etrier.parcours.enums import GenrePartenaire
from etrier.parcours.enums_accompagnement import EtatObjectif
from etrier.parcours.models import (
    ActionPlan,
    CompetenceObservee,
    Formation,
    Immersion,
    Objectif,
    Partenaire,
    Salarie,
)
from etrier.socle.horloge import aujourdhui
from etrier.structures.enums import Role
from tests.www.monde_accompagnement import SECRET, adresse, client, en_tant_que, liste, qui
from tests.www.monde_heures import texte
from tests.www.pages import fautes

__all__ = ["client", "qui"]

pytestmark = pytest.mark.django_db


class TestDiagnosticEtPlan:
    def test_nothing_is_chosen_beforehand(self, client: Client, qui: Salarie) -> None:
        for _fois in range(2):
            page = client.get(adresse(qui, "diagnostic_nouveau")).content.decode()
            assert "checked" not in page
            client.post(
                adresse(qui, "diagnostic_nouveau"),
                {"le": "2025-01-06", "niveau_sante": "3", "mot_sante": "mal de dos"},
            )

    def test_needs_over_time_are_a_picture_and_a_table(self, client: Client, qui: Salarie) -> None:
        for le, niveau in (("2025-01-06", "3"), ("2025-06-02", "1")):
            client.post(
                adresse(qui, "diagnostic_nouveau"),
                {"le": le, "niveau_logement": niveau, "mot_logement": SECRET},
            )
        page = client.get(adresse(qui, "diagnostics"))
        html = page.content.decode()
        assert fautes(html) == []
        assert html.count("<circle") == 2
        assert [r.cases for r in page.context["image"].rangees] == [["bloquant", "à suivre"]]
        assert "no-store" in page.headers["Cache-Control"]

    def test_a_word_needs_a_level(self, client: Client, qui: Salarie) -> None:
        page = client.post(
            adresse(qui, "diagnostic_nouveau"), {"le": "2025-01-06", "mot_sante": "mal de dos"}
        )
        assert "Choisissez aussi un niveau." in texte(page)

    def test_from_a_need_to_an_objective_in_one_click(self, client: Client, qui: Salarie) -> None:
        client.post(
            adresse(qui, "diagnostic_nouveau"),
            {"le": "2025-01-06", "niveau_budget": "2", "mot_budget": "Quatre crédits"},
        )
        html = client.get(adresse(qui, "diagnostics")).content.decode()
        assert 'name="intitule"' in html
        page = client.post(
            adresse(qui, "objectif_nouveau"),
            {"domaine": "budget", "intitule": "Quatre crédits"},
            follow=True,
        )
        assert "Quatre crédits" in texte(page)
        assert Objectif.objects.get().etat == EtatObjectif.OUVERT

    def test_an_objective_reached_an_action_done(self, client: Client, qui: Salarie) -> None:
        client.post(adresse(qui, "objectif_nouveau"), {"domaine": "emploi", "intitule": "CAP"})
        objectif = Objectif.objects.get()
        client.post(
            adresse(qui, "action_nouvelle", objectif_id=objectif.pk),
            {"intitule": "S'inscrire", "qui": "cip"},
        )
        action = ActionPlan.objects.get()
        cocher = adresse(qui, "action_cocher", action_id=action.pk)
        assert "faite le" in texte(client.post(cocher, follow=True))
        assert "faite le" not in texte(client.post(cocher, follow=True))
        clos = {"etat": "atteint", "le": aujourdhui().isoformat()}
        page = client.post(
            adresse(qui, "objectif_clore", objectif_id=objectif.pk), clos, follow=True
        )
        assert "atteint" in texte(page)


class TestApprendre:
    def test_two_touches_note_a_skill(self, qui: Salarie) -> None:
        encadrant = en_tant_que(qui, Role.ENCADREMENT)
        haie = ajouter_competence(qui.structure, libelle="Taille une haie", par=None)
        gens = encadrant.get(liste(qui, "competences")).content.decode()
        assert adresse(qui, "competences_salarie") in gens
        page = encadrant.post(
            adresse(qui, "competences_salarie"), {"vu": f"{haie.pk}:3"}, follow=True
        )
        assert "fait seul" in texte(page)
        assert CompetenceObservee.objects.get().niveau == 3
        faux = encadrant.post(adresse(qui, "competences_salarie"), {"vu": "x:9"})
        assert faux.status_code == 409

    def test_the_list_of_skills_is_the_structure_s(self, qui: Salarie) -> None:
        encadrant = en_tant_que(qui, Role.ENCADREMENT)
        page = encadrant.post(liste(qui, "competences_liste"), {"libelle": "Semer"}, follow=True)
        assert "Semer" in texte(page)
        cle = qui.structure.competences.get().pk
        encadrant.post(adresse(qui, "competence_retirer", competence_id=cle))
        assert not qui.structure.competences.exists()

    def test_jobs_are_found_as_one_types(self, client: Client, qui: Salarie) -> None:
        metiers = adresse(qui, "metiers")
        morceau = client.get(metiers, {"q": "jardin pays"}, headers={"hx-request": "true"})
        assert "A1203" in morceau.content.decode()
        assert "<html" not in morceau.content.decode()
        metier = chercher("jardinier paysagiste")[0]
        page = client.post(
            metiers, {"code_rome": metier.code_rome, "libelle": metier.libelle}, follow=True
        )
        assert "est ajouté" in texte(page)
        assert client.post(metiers, {"code_rome": "A1203", "libelle": "x"}).status_code == 409
        vise = qui.metiers_vises.get()
        client.post(adresse(qui, "metier_retirer", metier_id=vise.pk))
        assert not qui.metiers_vises.exists()

    def test_a_training(self, client: Client, qui: Salarie) -> None:
        demande = {
            "intitule": "CACES R482",
            "genre": "securite",
            "debut": "2025-02-03",
            "fin": "2025-02-07",
            "minutes": "35",
            "cout_centimes": "890",
            "financeur": "OPCO",
            "etat": "prevue",
        }
        client.post(adresse(qui, "formation_nouvelle"), demande)
        formation = Formation.objects.get()
        assert (formation.minutes, formation.cout_centimes) == (2100, 89_000)
        client.post(
            adresse(qui, "formation_modifier", formation_id=formation.pk),
            {**demande, "etat": "finie"},
        )
        fichier = client.get(liste(qui, "formations"), {"format-formations": "csv"}).content.decode(
            "utf-8-sig"
        )
        assert "CACES R482" in fichier
        assert "finie" in fichier

    def test_an_immersion_within_the_rules_renewed_once(self, client: Client, qui: Salarie) -> None:
        demande = {
            "hote": "Serres EXEMPLE",
            "objet": "decouvrir",
            "poste": "Horticulture",
            "debut": "2025-02-03",
            "fin": "2025-02-14",
            "jours": "10",
        }
        page = client.post(
            adresse(qui, "immersion_nouvelle"), {**demande, "fin": "2025-04-30"}, follow=True
        )
        assert "1 mois au plus" in texte(page)
        client.post(adresse(qui, "immersion_nouvelle"), demande)
        premiere = Immersion.objects.get()
        renouveler = adresse(qui, "immersion_renouveler", immersion_id=premiere.pk)
        suite = {**demande, "debut": "2025-02-17", "fin": "2025-02-28"}
        client.post(renouveler, suite)
        assert Immersion.objects.get(renouvelle=premiere).debut == date(2025, 2, 17)
        encore = {**demande, "debut": "2025-03-03", "fin": "2025-03-14"}
        assert "déjà été renouvelée" in texte(client.post(renouveler, encore))
        bilan = adresse(qui, "immersion_bilan", immersion_id=premiere.pk)
        client.post(bilan, {"bilan": "A tenu le poste"})
        premiere.refresh_from_db()
        assert premiere.bilan == "A tenu le poste"

    def test_an_orientation_and_its_answer(self, client: Client, qui: Salarie) -> None:
        partenaire = Partenaire.objects.create(
            structure=qui.structure, nom="Relais EXEMPLE", genre=GenrePartenaire.LOGEMENT
        )
        demande = {"partenaire": partenaire.pk, "le": "2025-02-03", "motif": SECRET}
        page = client.post(adresse(qui, "orientation_nouvelle"), demande, follow=True)
        assert SECRET in texte(page)
        autres = texte(en_tant_que(qui, Role.DIRECTION).get(adresse(qui, "accompagnement")))
        assert "Relais EXEMPLE" not in autres
        repondre = adresse(qui, "orientation_repondre", orientation_id=qui.orientations.get().pk)
        client.post(repondre, {"suite": "acceptee", "suite_le": "2025-02-10"})
        assert qui.orientations.get().suite == "acceptee"
