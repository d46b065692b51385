"""Screens of the accompaniment: interviews and reports, what others see, who is whose adviser."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from etrier.parcours.accompagnement.modeles import modele_pour
from etrier.parcours.enums import Rubrique, UsageSecret
from etrier.parcours.models import (
    ActionPlan,
    Entretien,
    LectureSecret,
    Objectif,
    Personne,
    Referent,
    Salarie,
)
from etrier.socle.horloge import aujourdhui
from etrier.structures.enums import Role
from tests import fabrique
from tests.www.monde_accompagnement import (
    SECRET,
    adresse,
    client,
    ecrire,
    en_tant_que,
    entrer,
    liste,
    qui,
)
from tests.www.monde_heures import texte
from tests.www.pages import fautes

__all__ = ["client", "qui"]

pytestmark = pytest.mark.django_db


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
        assert "L’entretien est écrit." in ecrire(client, qui)
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
        ecrire(client, qui)
        page = texte(client.get(adresse(qui, "entretien_nouveau")))
        assert "Rappeler le bailleur" in page
        assert "Visiter" in page
        ecrire(client, qui, faites=[ActionPlan.objects.get().pk])
        assert ActionPlan.objects.get().faite_le == date(2025, 3, 3)

    def test_another_template_gives_other_headings(self, client: Client, qui: Salarie) -> None:
        autre = qui.structure.modeles_entretien
        modele_pour(qui.structure)
        bilan = autre.get(nom="Bilan d'étape")
        page = client.get(adresse(qui, "entretien_nouveau"), {"modele": bilan.pk})
        assert "Ce qui bloque" in texte(page)

    def test_a_correction_keeps_the_text_before(self, client: Client, qui: Salarie) -> None:
        ecrire(client, qui)
        cle = Entretien.objects.get().pk
        corriger = adresse(qui, "entretien_corriger", entretien_id=cle)
        assert SECRET in texte(client.get(corriger))
        demande = {"le": "2025-03-03T10:00", "genre": "suivi", "present": "on", "partie_0": "Non"}
        page = texte(client.post(corriger, demande, follow=True))
        assert "le texte d’avant est gardé" in page
        assert SECRET in page

    def test_what_was_typed_wrong_is_said(self, client: Client, qui: Salarie) -> None:
        page = ecrire(client, qui, partie_0="", decisions="")
        assert "quelques mots suffisent" in page
        assert not Entretien.objects.exists()


class TestCeQueLesAutresVoient:
    @pytest.mark.parametrize("role", [Role.DIRECTION, Role.CIP])
    def test_dates_and_no_secret(self, client: Client, qui: Salarie, role: Role) -> None:
        ecrire(client, qui)
        client.post(
            adresse(qui, "objectif_nouveau"), {"domaine": "logement", "intitule": "Un studio"}
        )
        page = texte(en_tant_que(qui, role).get(adresse(qui, "accompagnement")))
        assert "03/03/2025" in page
        assert SECRET not in page
        assert "studio" not in page
        assert "lit seule ou seul ce qu’elle a confié" in page

    def test_the_list_of_all_tells_dates(self, client: Client, qui: Salarie) -> None:
        ecrire(client, qui)
        page = texte(en_tant_que(qui, Role.DIRECTION).get(liste(qui, "suivis"), {"qui": "tous"}))
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
        ecrire(client, qui)
        client.get(adresse(qui, "entretien", entretien_id=Entretien.objects.get().pk))
        for navigateur in (client, en_tant_que(qui, Role.DIRECTION)):
            assert "comptes rendus d'entretien" in texte(navigateur.get(adresse(qui, "lectures")))
        assert en_tant_que(qui, Role.CIP).get(adresse(qui, "lectures")).status_code == 404

    def test_a_new_adviser_reads_at_once_and_the_former_no_more(
        self, client: Client, qui: Salarie
    ) -> None:
        ecrire(client, qui)
        suivante = fabrique.utilisateur(Role.CIP, qui.structure)
        demande = {"utilisateur": suivante.pk, "le": aujourdhui().isoformat()}
        page = client.post(adresse(qui, "referent_designer"), demande, follow=True)
        assert "accompagne désormais" in texte(page)
        lire = adresse(qui, "entretien", entretien_id=Entretien.objects.get().pk)
        assert client.get(lire).status_code == 404
        assert SECRET in texte(entrer(suivante).get(lire))


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
        ecrire(client, qui)
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
        gestion = en_tant_que(qui, Role.GESTION)
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
        lecture = en_tant_que(qui, Role.LECTURE).get(adresse(qui, "salarie")).content.decode()
        assert adresse(qui, "accompagnement") not in lecture
