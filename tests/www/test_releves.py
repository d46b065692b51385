"""Screens on relevés: the team's month, and one relevé."""

import re
from datetime import date
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client as Navigateur
from django.urls import reverse

from etrier.heures.models import EnvoiReleve, LigneHeures, ReleveHeures
from etrier.heures.releves import actions as releves
from etrier.heures.releves.liens import jeton
from etrier.heures.releves.reponses import repondre
from etrier.structures.enums import Role
from tests import fabrique
from tests.heures.monde_releves import MARS, Horloge, Monde
from tests.www.monde_releves import avec_courriel, equipe, horloge, monde
from tests.www.pages import envoyer, fautes, lire

__all__ = ["avec_courriel", "equipe", "horloge", "monde"]

pytestmark = pytest.mark.django_db
LE_4, LE_28 = date(2025, 3, 4), date(2025, 3, 28)


def mois(monde: Monde) -> tuple[int, date]:
    return monde.structure.pk, MARS


class TestMois:
    def test_a_client_without_a_relevé_is_to_prepare(
        self, monde: Monde, equipe: Navigateur
    ) -> None:
        page = lire(equipe, "releves", *mois(monde))
        assert "à préparer" in page
        assert "21 h 00" in page
        assert "Préparer le relevé qui manque" in page

    def test_one_click_prepares_them_all(self, monde: Monde, equipe: Navigateur) -> None:
        page = envoyer(equipe, "releves_preparer_tous", *mois(monde))
        assert "1 relevé préparé." in page
        assert ReleveHeures.objects.get().client == monde.client
        assert "qui manque" not in page

    def test_all_are_proposed_up_to_today_and_a_day_of_the_month(
        self, monde: Monde, equipe: Navigateur, horloge: Horloge
    ) -> None:
        horloge.maintenant = horloge.maintenant.replace(month=3, day=20)
        assert 'value="2025-03-20"' in lire(equipe, "releves", *mois(monde))
        page = envoyer(equipe, "releves_preparer_tous", *mois(monde), jusque="2025-04-02")
        assert "Choisissez un jour de ce mois, du 01/03/2025 au 31/03/2025." in page
        page = envoyer(equipe, "releves_preparer_tous", *mois(monde), jusque="2025-03-15")
        assert "1 relevé préparé." in page
        assert "du 01/03/2025 au 15/03/2025" in page

    def test_it_shows_how_long_one_waits_and_how_often_it_was_recalled(
        self, monde: Monde, equipe: Navigateur, horloge: Horloge
    ) -> None:
        envoi = monde.envoyer()
        horloge.avancer(4)
        releves.relancer(envoi.releve, par=None)
        horloge.avancer(2)
        page = lire(equipe, "releve", monde.structure.pk, envoi.releve_id)
        assert "envoyé il y a 6 jours, relancé 1 fois" in page
        ligne = re.search(r"<tbody>(.*?)</tbody>", lire(equipe, "releves", *mois(monde)))
        assert ligne is not None
        cellules = re.findall(r"<td[^>]*>(.*?)</td>", ligne[1])
        assert [re.sub(r"<[^>]+>", "", c).strip() for c in cellules] == [
            "mars 2025",
            "21 h 00",
            "envoyé",
            "06/04/2025, lien remis",
            "6",
            "1",
            "—",
        ]
        assert "ligne-attention" not in ligne[1]

    def test_a_week_without_an_answer_is_late(
        self, monde: Monde, equipe: Navigateur, horloge: Horloge
    ) -> None:
        monde.envoyer()
        horloge.avancer(7)
        page = lire(equipe, "releves", *mois(monde))
        assert "ligne-attention" in page
        assert "Relancer le client en retard" not in page

    def test_one_click_recalls_the_late_ones(
        self, monde: Monde, equipe: Navigateur, horloge: Horloge, avec_courriel: None
    ) -> None:
        releve = monde.preparer()
        releves.envoyer(releve, "courriel", "mairie@exemple.test", par=None)
        horloge.avancer(7)
        assert "Relancer le client en retard" in lire(equipe, "releves", *mois(monde))
        assert "1 relance envoyée." in envoyer(equipe, "releves_relancer", *mois(monde))
        (parti,) = mail.outbox
        assert parti.subject.startswith("Rappel : relevé d’heures mars 2025")
        assert jeton(releve.envois.get(rang=1)) in parti.body
        assert "Personne n’est en retard" in envoyer(equipe, "releves_relancer", *mois(monde))
        assert len(mail.outbox) == 1

    def test_one_answered_meanwhile_does_not_hold_the_other_reminders(
        self,
        monde: Monde,
        equipe: Navigateur,
        horloge: Horloge,
        avec_courriel: None,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        fin_de_mois = LigneHeures.objects.get(salarie=monde.missions[1].contrat.salarie, jour=LE_4)
        LigneHeures.objects.filter(pk=fin_de_mois.pk).update(jour=LE_28)
        dressees = [(MARS, LE_4), (LE_28, LE_28)]
        for debut, fin in dressees:
            un = releves.preparer(monde.structure, monde.client, debut, fin, par=None)
            releves.envoyer(un, "courriel", "mairie@exemple.test", par=None)
        horloge.avancer(7)
        relancer = releves.relancer

        def annuler_puis_relancer(un: ReleveHeures, **suite: Any) -> EnvoiReleve:
            if un.debut == LE_28:
                releves.annuler(un, par=None)
            return relancer(un, **suite)

        monkeypatch.setattr(releves, "relancer", annuler_puis_relancer)
        assert "1 relance envoyée." in envoyer(equipe, "releves_relancer", *mois(monde))
        (parti,) = mail.outbox
        assert jeton(EnvoiReleve.objects.get(rang=1)) in parti.body

    def test_an_answer_shows_who_and_when(self, monde: Monde, equipe: Navigateur) -> None:
        repondre(monde.envoyer(), "confirme", nom="Odile MARTIN")
        page = lire(equipe, "releves", *mois(monde))
        assert "confirmé" in page
        assert "Odile MARTIN, 02/04/2025" in page

    def test_changed_hours_show_in_the_month(self, monde: Monde, equipe: Navigateur) -> None:
        monde.envoyer()
        monde.heures(0, date(2025, 3, 3), 60)
        assert "envoyé, à refaire" in lire(equipe, "releves", *mois(monde))

    def test_an_empty_month_says_what_to_do(self, monde: Monde, equipe: Navigateur) -> None:
        page = lire(equipe, "releves", monde.structure.pk, date(2025, 7, 1))
        assert "Aucune heure de mission ce mois-ci" in page

    def test_the_table_is_exported(self, monde: Monde, equipe: Navigateur) -> None:
        monde.envoyer()
        adresse = reverse("releves", args=mois(monde))
        fichier = equipe.get(adresse, {"format": "csv"}).content.decode("utf-8-sig")
        assert "lien remis" in fichier


class TestReleve:
    def test_it_is_prepared_from_a_form_filled_in_advance(
        self, monde: Monde, equipe: Navigateur
    ) -> None:
        demande = {"client": monde.client.pk, "debut": "2025-03-01", "fin": "2025-03-03"}
        page = lire(equipe, "releve_preparer", *mois(monde), **demande)
        assert 'value="2025-03-03"' in page
        page = envoyer(equipe, "releve_preparer", *mois(monde), **demande)
        assert "est prêt" in page
        assert "14 h 00" in page
        page = envoyer(equipe, "releve_preparer", *mois(monde), **demande)
        assert "va du 01/03/2025 au 03/03/2025" in page

    def test_it_is_sent_by_email_with_no_hours_in_the_message(
        self, monde: Monde, equipe: Navigateur, avec_courriel: None
    ) -> None:
        releve = monde.preparer()
        page = envoyer(
            equipe,
            "releve_envoyer",
            *(monde.structure.pk, releve.pk),
            moyen="courriel",
            destinataire="mairie@exemple.test",
        )
        assert "Le courriel est parti à mairie@exemple.test." in page
        (parti,) = mail.outbox
        assert (parti.to, parti.from_email) == (["mairie@exemple.test"], "heures@exemple.test")
        assert monde.structure.denomination in parti.body
        assert "mars 2025" in parti.body
        assert f"http://testserver/releve/{jeton(releve.envois.get())}/\n" in parti.body
        assert "2 mai 2025" in parti.body
        for mission in monde.missions:
            assert mission.contrat.salarie.personne.nom not in parti.body
        dit = parti.body.split("http")[0]
        for nom in (releve.reference, monde.structure.denomination):
            dit = dit.replace(nom, "")
        assert not re.search(r"\d h|21|7 h", dit)

    def test_without_a_server_only_the_link_is_offered(
        self, monde: Monde, equipe: Navigateur
    ) -> None:
        releve = monde.preparer()
        ici = (monde.structure.pk, releve.pk)
        assert "Par courriel" not in lire(equipe, "releve_envoyer", *ici)
        page = envoyer(equipe, "releve_envoyer", *ici, moyen="lien")
        assert "Le lien est prêt" in page
        assert f"http://testserver/releve/{jeton(releve.envois.get())}/" in page
        assert mail.outbox == []

    def test_a_message_that_does_not_leave_gives_the_link_instead(
        self,
        monde: Monde,
        equipe: Navigateur,
        avec_courriel: None,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def tomber(*_args: object) -> int:
            raise SMTPServerDisconnected

        monkeypatch.setattr(EmailBackend, "send_messages", tomber)
        releve = monde.preparer()
        page = envoyer(
            equipe,
            "releve_envoyer",
            *(monde.structure.pk, releve.pk),
            moyen="courriel",
            destinataire="mairie@exemple.test",
        )
        assert "Le courriel n’est pas parti." in page
        envoi = releve.envois.get()
        assert (envoi.moyen, envoi.destinataire) == ("lien", "")
        assert jeton(envoi) in page

    def test_the_link_is_hidden_from_those_who_only_read(self, monde: Monde) -> None:
        envoi = monde.envoyer()
        lecture = Navigateur()
        lecture.force_login(fabrique.utilisateur(Role.LECTURE, monde.structure))
        page = lire(lecture, "releve", monde.structure.pk, envoi.releve_id)
        assert jeton(envoi) not in page
        assert "Relancer" not in page

    def test_an_expired_link_is_no_longer_shown(
        self, monde: Monde, equipe: Navigateur, horloge: Horloge
    ) -> None:
        envoi = monde.envoyer()
        ici = (monde.structure.pk, envoi.releve_id)
        assert "ouvert jusqu’au 02/05/2025" in lire(equipe, "releve", *ici)
        horloge.avancer(30)
        page = lire(equipe, "releve", *ici)
        assert jeton(envoi) not in page
        assert "expiré" in page

    def test_changed_hours_are_shown_day_by_day_and_drawn_again(
        self, monde: Monde, equipe: Navigateur
    ) -> None:
        envoi = monde.envoyer()
        monde.heures(0, date(2025, 3, 3), 360)
        ici = (monde.structure.pk, envoi.releve_id)
        page = lire(equipe, "releve", *ici)
        assert "Les heures ont changé depuis que ce relevé est dressé." in page
        assert "Ce qui a changé" in page
        assert "6 h 00" in page
        assert jeton(envoi) not in page
        assert "le remplace." in envoyer(equipe, "releve_refaire", *ici)
        assert [r.etat for r in ReleveHeures.objects.order_by("pk")] == ["annule", "prepare"]

    def test_a_signed_paper_is_reported(self, monde: Monde, equipe: Navigateur) -> None:
        monde.client.contact = "Odile MARTIN"
        monde.client.save()
        ici = (monde.structure.pk, monde.preparer().pk)
        assert 'value="Odile MARTIN"' in lire(equipe, "releve_papier", *ici)
        champs = {"nom": "Odile MARTIN", "qualite": "Directrice"}
        page = envoyer(equipe, "releve_papier", *ici, **champs, signee_le="2025-04-09")
        assert "Écrivez le jour de la signature" in page
        page = envoyer(equipe, "releve_papier", *ici, **champs, signee_le="2025-04-01")
        assert "La signature est reportée" in page
        assert "sur papier signé le 01/04/2025, reporté le 02/04/2025" in page

    def test_it_is_cancelled(self, monde: Monde, equipe: Navigateur) -> None:
        ici = (monde.structure.pk, monde.preparer().pk)
        assert "Annuler ce relevé" in lire(equipe, "releve_annuler", *ici)
        assert "Le relevé est annulé." in envoyer(equipe, "releve_annuler", *ici)
        assert "annulé" in lire(equipe, "releve", *ici)

    def test_confirmed_hours_are_validated_from_there(
        self, monde: Monde, equipe: Navigateur
    ) -> None:
        repondre(monde.envoyer(), "confirme", nom="Odile MARTIN")
        ici = (monde.structure.pk, ReleveHeures.objects.get().pk)
        assert "Valider les heures confirmées (4 brouillons)" in lire(equipe, "releve", *ici)
        assert "4 lignes validées." in envoyer(equipe, "releve_valider", *ici)
        assert not LigneHeures.objects.brouillons().exists()
        assert "Valider les heures" not in lire(equipe, "releve", *ici)

    def test_the_pdf_opens(self, monde: Monde, equipe: Navigateur) -> None:
        releve = monde.preparer()
        reponse = equipe.get(reverse("releve_pdf", args=[monde.structure.pk, releve.pk]))
        assert reponse.headers["Content-Type"] == "application/pdf"
        assert (
            reponse.headers["Content-Disposition"] == f'inline; filename="{releve.reference}.pdf"'
        )
        assert reponse.content.startswith(b"%PDF-1.7")

    def test_in_english(self, monde: Monde, equipe: Navigateur) -> None:
        adresse = reverse("releve", args=[monde.structure.pk, monde.envoyer().releve_id])
        html = equipe.get(adresse, headers={"Accept-Language": "en"}).content.decode()
        assert fautes(html, "en") == []


def test_a_client_keeps_whom_to_reach(monde: Monde, equipe: Navigateur) -> None:
    ici = (monde.structure.pk, monde.client.pk)
    champs = {
        "nature": "entreprise",
        "denomination": "Mairie fictive",
        "contact": "Odile MARTIN",
        "courriel": "mairie@exemple.test",
        "telephone": "01 00 00 00 00",
    }
    page = envoyer(equipe, "client_modifier", *ici, **champs)
    for valeur in ("Odile MARTIN", "mairie@exemple.test", "01 00 00 00 00"):
        assert valeur in page
    assert "Odile MARTIN" in lire(equipe, "client_modifier", *ici)
    page = envoyer(equipe, "client_modifier", *ici, **(champs | {"courriel": "mairie"}))
    monde.client.refresh_from_db()
    assert monde.client.courriel == "mairie@exemple.test"
