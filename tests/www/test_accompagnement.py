"""Screens of the accompaniment: what the adviser does, what the others are not told."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from etrier.parcours.accompagnement.competences import ajouter_competence
from etrier.parcours.accompagnement.modeles import modele_pour
from etrier.parcours.accompagnement.rome import chercher
from etrier.parcours.enums import GenrePartenaire, Rubrique, UsageSecret
from etrier.parcours.enums_accompagnement import EtatObjectif
from etrier.parcours.models import (
    ActionPlan,
    CompetenceObservee,
    Entretien,
    Formation,
    Immersion,
    LectureSecret,
    Objectif,
    Partenaire,
    Personne,
    Referent,
    Salarie,
)
from etrier.socle.horloge import aujourdhui
from etrier.structures.enums import Role
from tests import fabrique
from tests.www.monde_heures import texte
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db
SECRET = "Dort chez sa tante depuis la séparation"


@pytest.fixture
def qui() -> Salarie:
    """Somebody under contract."""
    une = fabrique.structure()
    salarie = fabrique.salarie(une)
    fabrique.contrat(salarie, fabrique.convention(une), debut=date(2024, 1, 1), fin=None)
    return salarie


@pytest.fixture
def client(qui: Salarie) -> Client:
    """Her assigned adviser, signed in."""
    conseillere = fabrique.utilisateur(Role.CIP, qui.structure)
    fabrique.accompagner(qui.structure, conseillere)
    return _entrer(conseillere)


def _entrer(compte: object) -> Client:
    navigateur = Client()
    navigateur.force_login(compte)  # type: ignore[arg-type]
    return navigateur


def _role(qui: Salarie, role: Role) -> Client:
    return _entrer(fabrique.utilisateur(role, qui.structure))


def adresse(qui: Salarie, nom: str, **autres: int) -> str:
    """An address about her, or about another object."""
    cles = autres or {"salarie_id": qui.pk}
    return reverse(nom, kwargs={"structure_id": qui.structure_id, **cles})


def liste(qui: Salarie, nom: str) -> str:
    """An address of the whole structure."""
    return reverse(nom, args=[qui.structure_id])


def _ecrire(client: Client, qui: Salarie, **champs: object) -> str:
    demande = {
        "le": "2025-03-03T10:00",
        "genre": "suivi",
        "present": "on",
        "partie_0": SECRET,
        "decisions": "Rappeler le bailleur",
        **champs,
    }
    return texte(client.post(adresse(qui, "entretien_nouveau"), demande, follow=True))


class TestEntretien:
    def test_the_page_comes_ready(self, client: Client, qui: Salarie) -> None:
        page = client.get(adresse(qui, "entretien_nouveau"))
        assert fautes(page.content.decode()) == []
        assert "no-store" in page.headers["Cache-Control"]
        champs = page.context["form"]
        assert [c.label for c in champs.les_parties] == [
            "Depuis la dernière fois",
            "Au travail",
            "Démarches",
        ]
        assert champs["genre"].value() == "suivi"
        assert 'spellcheck="true"' in page.content.decode()

    def test_one_text_is_enough(self, client: Client, qui: Salarie) -> None:
        assert "L’entretien est écrit." in _ecrire(client, qui)
        entretien = Entretien.objects.get()
        lu = texte(client.get(adresse(qui, "entretien", entretien_id=entretien.pk)))
        assert SECRET in lu
        assert LectureSecret.objects.filter(rubrique=Rubrique.ENTRETIENS).exists()

    def test_the_last_decisions_stand_beside_and_actions_are_ticked(
        self, client: Client, qui: Salarie
    ) -> None:
        client.post(
            adresse(qui, "objectif_nouveau"), {"domaine": "logement", "intitule": "Un studio"}
        )
        objectif = Objectif.objects.get()
        client.post(
            adresse(qui, "action_nouvelle", objectif_id=objectif.pk),
            {"intitule": "Visiter", "qui": "personne"},
        )
        _ecrire(client, qui)
        page = texte(client.get(adresse(qui, "entretien_nouveau")))
        assert "Rappeler le bailleur" in page
        assert "Visiter" in page
        _ecrire(client, qui, faites=[ActionPlan.objects.get().pk])
        assert ActionPlan.objects.get().faite_le == date(2025, 3, 3)

    def test_another_template_gives_other_headings(self, client: Client, qui: Salarie) -> None:
        autre = qui.structure.modeles_entretien
        modele_pour(qui.structure)
        bilan = autre.get(nom="Bilan d'étape")
        page = client.get(adresse(qui, "entretien_nouveau"), {"modele": bilan.pk})
        assert "Ce qui bloque" in texte(page)

    def test_a_correction_keeps_the_text_before(self, client: Client, qui: Salarie) -> None:
        _ecrire(client, qui)
        cle = Entretien.objects.get().pk
        corriger = adresse(qui, "entretien_corriger", entretien_id=cle)
        assert SECRET in texte(client.get(corriger))
        demande = {"le": "2025-03-03T10:00", "genre": "suivi", "present": "on", "partie_0": "Non"}
        page = texte(client.post(corriger, demande, follow=True))
        assert "le texte d’avant est gardé" in page
        assert SECRET in page

    def test_what_was_typed_wrong_is_said(self, client: Client, qui: Salarie) -> None:
        page = _ecrire(client, qui, partie_0="", decisions="")
        assert "quelques mots suffisent" in page
        assert not Entretien.objects.exists()


class TestCeQueLesAutresVoient:
    @pytest.mark.parametrize("role", [Role.DIRECTION, Role.CIP])
    def test_dates_and_no_secret(self, client: Client, qui: Salarie, role: Role) -> None:
        _ecrire(client, qui)
        client.post(
            adresse(qui, "objectif_nouveau"), {"domaine": "logement", "intitule": "Un studio"}
        )
        page = texte(_role(qui, role).get(adresse(qui, "accompagnement")))
        assert "03/03/2025" in page
        assert SECRET not in page
        assert "studio" not in page
        assert "lit seule ou seul ce qu’elle a confié" in page

    def test_the_list_of_all_tells_dates(self, client: Client, qui: Salarie) -> None:
        _ecrire(client, qui)
        page = texte(_role(qui, Role.DIRECTION).get(liste(qui, "suivis"), {"qui": "tous"}))
        assert "03/03/2025" in page

    def test_the_lists_leave_the_archives_aside(self, client: Client, qui: Salarie) -> None:
        for demande in ({"qui": "miens"}, {"qui": "tous"}):
            assert str(qui.personne) in texte(client.get(liste(qui, "suivis"), demande))
        Personne.objects.update(archivee_le=date(2025, 3, 1))
        for demande in ({"qui": "miens"}, {"qui": "tous"}):
            assert str(qui.personne) not in texte(client.get(liste(qui, "suivis"), demande))

    def test_who_read_shows_to_the_adviser_and_the_direction(
        self, client: Client, qui: Salarie
    ) -> None:
        _ecrire(client, qui)
        client.get(adresse(qui, "entretien", entretien_id=Entretien.objects.get().pk))
        for navigateur in (client, _role(qui, Role.DIRECTION)):
            assert "comptes rendus d'entretien" in texte(navigateur.get(adresse(qui, "lectures")))
        assert _role(qui, Role.CIP).get(adresse(qui, "lectures")).status_code == 404

    def test_a_new_adviser_reads_at_once_and_the_former_no_more(
        self, client: Client, qui: Salarie
    ) -> None:
        _ecrire(client, qui)
        suivante = fabrique.utilisateur(Role.CIP, qui.structure)
        demande = {"utilisateur": suivante.pk, "le": aujourdhui().isoformat()}
        page = client.post(adresse(qui, "referent_designer"), demande, follow=True)
        assert "accompagne désormais" in texte(page)
        lire = adresse(qui, "entretien", entretien_id=Entretien.objects.get().pk)
        assert client.get(lire).status_code == 404
        assert SECRET in texte(_entrer(suivante).get(lire))


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
        encadrant = _role(qui, Role.ENCADREMENT)
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
        encadrant = _role(qui, Role.ENCADREMENT)
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
        autres = texte(_role(qui, Role.DIRECTION).get(adresse(qui, "accompagnement")))
        assert "Relais EXEMPLE" not in autres
        repondre = adresse(qui, "orientation_repondre", orientation_id=qui.orientations.get().pk)
        client.post(repondre, {"suite": "acceptee", "suite_le": "2025-02-10"})
        assert qui.orientations.get().suite == "acceptee"


class TestBilan:
    def _imprimer(self, client: Client, qui: Salarie, **champs: str) -> str:
        un_an = {"debut": "2025-01-01", "fin": aujourdhui().isoformat()}
        reponse = client.post(adresse(qui, "bilan_accompagnement"), un_an | champs)
        assert reponse.headers["Content-Type"] == "application/pdf"
        lu = PdfReader(BytesIO(reponse.content))
        return " ".join(" ".join(p.extract_text() for p in lu.pages).split())

    def test_the_report_tells_figures_and_secrets_when_asked(
        self, client: Client, qui: Salarie
    ) -> None:
        _ecrire(client, qui)
        client.post(adresse(qui, "objectif_nouveau"), {"domaine": "emploi", "intitule": "Un CAP"})
        clos = {"etat": "atteint", "le": aujourdhui().isoformat()}
        client.post(adresse(qui, "objectif_clore", objectif_id=Objectif.objects.get().pk), clos)
        sans = self._imprimer(client, qui)
        assert "Entretiens tenus 1" in sans
        assert "Un CAP" not in sans
        assert not LectureSecret.objects.filter(usage=UsageSecret.DOCUMENT).exists()
        assert "Un CAP" in self._imprimer(client, qui, avec_secrets="on")
        assert LectureSecret.objects.filter(usage=UsageSecret.DOCUMENT).exists()


class TestReferents:
    def test_several_people_at_once(self, qui: Salarie) -> None:
        gestion = _role(qui, Role.GESTION)
        conseillere = fabrique.utilisateur(Role.CIP, qui.structure)
        assert "à désigner" in texte(gestion.get(liste(qui, "referents")))
        demande = {
            "utilisateur": conseillere.pk,
            "le": aujourdhui().isoformat(),
            "salaries": [qui.pk],
        }
        page = gestion.post(liste(qui, "referents_designer"), demande, follow=True)
        assert "Référent désigné pour 1 personne" in texte(page)
        assert Referent.objects.get().utilisateur == conseillere
        fin = {"le": aujourdhui().isoformat()}
        gestion.post(adresse(qui, "referent_terminer"), fin)
        assert Referent.objects.get().fin == aujourdhui()

    def test_the_sheet_of_a_person_says_who_accompanies(self, client: Client, qui: Salarie) -> None:
        html = client.get(adresse(qui, "salarie")).content.decode()
        assert adresse(qui, "entretien_nouveau") in html
        lecture = _role(qui, Role.LECTURE).get(adresse(qui, "salarie")).content.decode()
        assert adresse(qui, "accompagnement") not in lecture
