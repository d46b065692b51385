"""Relevés d'heures: drawn, sent, drawn again, validated."""

from datetime import date, timedelta

import pytest

from etrier.cloture.actions import cloturer
from etrier.heures.actions import corriger
from etrier.heures.models import LigneHeures, ReleveHeures
from etrier.heures.releves import actions as releves
from etrier.heures.releves.contenu import a_change, les_changes
from etrier.heures.releves.liens import jeton, ouvrir_lien
from etrier.heures.releves.reponses import repondre
from tests import fabrique
from tests.heures.monde_releves import (
    FIN_MARS,
    MARS,
    MATIN,
    Horloge,
    Monde,
    batir,
    contenu,
    horloge,
    lien_refuse,
    monde,
    refus,
    verbes,
)

__all__ = ["horloge", "monde"]

pytestmark = pytest.mark.django_db


class TestPreparer:
    def test_it_copies_the_hours_drafts_and_validated(self, monde: Monde) -> None:
        fabrique.valider_mois(monde.structure, MARS)
        monde.heures(0, date(2025, 3, 10), 300)
        releve = monde.preparer()
        assert contenu(releve) == [(3, 420), (4, 210), (10, 300), (3, 420), (4, 210)]
        assert (releve.etat, releve.cree_le, len(releve.empreinte)) == ("prepare", MATIN, 64)
        assert verbes() == ["releve.preparer"]

    def test_a_corrected_day_counts_once(self, monde: Monde) -> None:
        fabrique.valider_mois(monde.structure, MARS)
        premiere, deuxieme = LigneHeures.objects.filter(mission=monde.missions[0]).order_by("jour")
        corriger(premiere, minutes=360, motif="Partie plus tôt", par=None)
        corriger(deuxieme, minutes=0, motif="Absente", par=None)
        assert contenu(monde.preparer()) == [(3, 360), (3, 420), (4, 210)]

    def test_only_worked_hours_of_this_client_in_the_period(self, monde: Monde) -> None:
        ailleurs = fabrique.mission(fabrique.client(monde.structure), monde.missions[0].contrat)
        fabrique.heures(ailleurs.contrat, date(2025, 3, 5), 60, mission_id=ailleurs.pk)
        mission = monde.missions[0]
        fabrique.heures(mission.contrat, date(2025, 3, 6), 60, nature=2, mission_id=mission.pk)
        monde.heures(0, date(2025, 4, 1), 60)
        assert contenu(monde.preparer()) == [(3, 420), (4, 210), (3, 420), (4, 210)]

    def test_it_refuses_an_empty_one(self, monde: Monde) -> None:
        with refus("Aucune heure de mission chez"):
            releves.preparer(
                monde.structure, monde.client, date(2025, 2, 1), date(2025, 2, 28), par=None
            )

    def test_it_refuses_an_overlap_and_accepts_the_day_after(self, monde: Monde) -> None:
        premier = releves.preparer(monde.structure, monde.client, MARS, date(2025, 3, 3), par=None)
        with refus(f"Le relevé {premier.reference} de ce client va du 01/03/2025 au 03/03/2025"):
            releves.preparer(monde.structure, monde.client, date(2025, 3, 3), FIN_MARS, par=None)
        suite = releves.preparer(
            monde.structure, monde.client, date(2025, 3, 4), FIN_MARS, par=None
        )
        assert contenu(suite) == [(4, 210), (4, 210)]

    def test_a_cancelled_one_leaves_its_place(self, monde: Monde) -> None:
        releves.annuler(monde.preparer(), par=None)
        assert monde.preparer().etat == "prepare"

    @pytest.mark.parametrize(
        ("debut", "fin"),
        [(date(2025, 3, 2), date(2025, 3, 1)), (date(2025, 1, 1), date(2025, 4, 30))],
    )
    def test_it_refuses_an_impossible_period(self, monde: Monde, debut: date, fin: date) -> None:
        with refus("au plus trois mois"):
            releves.preparer(monde.structure, monde.client, debut, fin, par=None)

    def test_it_refuses_hours_to_come(self, monde: Monde, horloge: Horloge) -> None:
        horloge.maintenant = MATIN.replace(month=3, day=3)
        with refus("jusqu'au 04/03/2025, qui n'est pas passé"):
            monde.preparer()

    def test_it_refuses_the_client_of_another_structure(self, monde: Monde) -> None:
        with refus("n'est pas de cette structure"):
            releves.preparer(monde.structure, batir().client, MARS, FIN_MARS, par=None)


class TestPreparerTous:
    def test_every_client_with_hours_gets_one_once(self, monde: Monde) -> None:
        autre = fabrique.client(monde.structure)
        mission = fabrique.mission(autre, monde.missions[0].contrat)
        fabrique.heures(mission.contrat, date(2025, 3, 5), 90, mission_id=mission.pk)
        fabrique.client(monde.structure)
        faits = releves.preparer_tous(monde.structure, MARS, par=None)
        assert {(r.client, len(contenu(r))) for r in faits} == {(monde.client, 4), (autre, 1)}
        assert releves.preparer_tous(monde.structure, MARS, par=None) == []

    def test_it_draws_what_others_leave_around_them(self, monde: Monde) -> None:
        for jour in (1, 14, 31):
            monde.heures(0, date(2025, 3, jour), 60)
        releves.preparer(
            monde.structure, monde.client, date(2025, 3, 3), date(2025, 3, 10), par=None
        )
        releves.preparer(
            monde.structure, monde.client, date(2025, 3, 14), date(2025, 3, 15), par=None
        )
        faits = releves.preparer_tous(monde.structure, MARS, par=None)
        assert [(r.debut.day, r.fin.day, contenu(r)) for r in faits] == [
            (1, 2, [(1, 60)]),
            (16, 31, [(31, 60)]),
        ]

    def test_it_stops_at_the_day_it_is_told(self, monde: Monde, horloge: Horloge) -> None:
        horloge.maintenant = MATIN.replace(month=3, day=20)
        for jour in (10, 16, 25):
            monde.heures(0, date(2025, 3, jour), 60)
        with refus("jusqu'au 25/03/2025, qui n'est pas passé"):
            releves.preparer_tous(monde.structure, MARS, par=None)
        (fait,) = releves.preparer_tous(monde.structure, MARS, date(2025, 3, 15), par=None)
        assert (fait.debut.day, fait.fin.day) == (1, 15)
        assert max(jour for jour, _minutes in contenu(fait)) == 10

    def test_nothing_of_another_structure(self, monde: Monde) -> None:
        autre = batir()
        releves.preparer_tous(monde.structure, MARS, par=None)
        assert not ReleveHeures.objects.filter(structure=autre.structure).exists()


class TestEnvoyer:
    def test_a_link_opens_for_thirty_days(self, monde: Monde, horloge: Horloge) -> None:
        envoi = monde.envoyer()
        assert (envoi.rang, envoi.expire_le) == (0, MATIN + timedelta(days=30))
        assert envoi.releve.etat == "envoye"
        horloge.maintenant = MATIN + timedelta(days=30) - timedelta(seconds=1)
        assert ouvrir_lien(jeton(envoi)) == envoi
        horloge.maintenant = MATIN + timedelta(days=30)
        with lien_refuse("Ce lien a expiré"):
            ouvrir_lien(jeton(envoi))

    def test_a_reminder_closes_the_links_before_it(self, monde: Monde) -> None:
        premier = monde.envoyer()
        relance = releves.relancer(premier.releve, par=None)
        assert (relance.rang, relance.moyen) == (1, "lien")
        with lien_refuse("Un lien plus récent"):
            ouvrir_lien(jeton(premier))
        assert ouvrir_lien(jeton(relance)) == relance
        assert verbes() == ["releve.preparer", "releve.envoyer", "releve.relancer"]

    def test_by_email_it_wants_an_address(self, monde: Monde) -> None:
        releve = monde.preparer()
        for adresse in ("", "mairie", "a@b@c.test", f"a@{'longue.' * 36}test"):
            with refus("Écrivez l'adresse électronique du client"):
                releves.envoyer(releve, "courriel", adresse, par=None)
        envoi = releves.envoyer(releve, "courriel", " mairie@exemple.test ", par=None)
        assert envoi.destinataire == "mairie@exemple.test"

    def test_paper_has_no_link(self, monde: Monde) -> None:
        envoi = releves.envoyer(monde.preparer(), "papier", par=None)
        assert envoi.expire_le is None
        with lien_refuse("n'est pas reconnu"):
            ouvrir_lien(jeton(envoi))

    def test_it_refuses_an_unknown_way_and_a_reminder_of_nothing(self, monde: Monde) -> None:
        releve = monde.preparer()
        with refus("Choisissez comment"):
            releves.envoyer(releve, "pigeon", par=None)
        with refus("pas encore été envoyé"):
            releves.relancer(releve, par=None)

    def test_it_refuses_once_answered_or_cancelled(self, monde: Monde) -> None:
        envoi = monde.envoyer()
        repondre(envoi, "confirme", nom="Odile MARTIN")
        with refus("Ce relevé est confirmé"):
            releves.envoyer(envoi.releve, "lien", par=None)
        releves.annuler(envoi.releve, par=None)
        with refus("Ce relevé est annulé"):
            releves.relancer(envoi.releve, par=None)
        with refus("déjà annulé"):
            releves.annuler(envoi.releve, par=None)


class TestRefaire:
    def test_it_takes_the_hours_of_now_and_keeps_the_answer_of_then(self, monde: Monde) -> None:
        envoi = monde.envoyer()
        ligne = envoi.releve.lignes.all()[0]
        repondre(envoi, "conteste", nom="Odile MARTIN", contestees={ligne.pk: 360})
        monde.heures(0, date(2025, 3, 3), 360)
        nouveau = releves.refaire(envoi.releve, par=None)
        assert contenu(nouveau)[0] == (3, 360)
        ancien = ReleveHeures.objects.get(pk=envoi.releve_id)
        assert (ancien.etat, ancien.reponse.nom) == ("annule", "Odile MARTIN")
        assert contenu(ancien)[0] == (3, 420)

    def test_without_hours_left_nothing_is_cancelled(self, monde: Monde) -> None:
        releve = monde.preparer()
        for rang in (0, 1):
            monde.heures(rang, date(2025, 3, 3), 0)
            monde.heures(rang, date(2025, 3, 4), 0)
        with refus("Aucune heure de mission"):
            releves.refaire(releve, par=None)
        assert ReleveHeures.objects.get().etat == "prepare"


class TestChangements:
    def test_one_reading_says_which_relevés_changed(self, monde: Monde) -> None:
        autre = fabrique.client(monde.structure)
        mission = fabrique.mission(autre, monde.missions[0].contrat)
        fabrique.heures(mission.contrat, date(2025, 3, 5), 90, mission_id=mission.pk)
        tous = releves.preparer_tous(monde.structure, MARS, par=None)
        assert les_changes(monde.structure, tous) == set()
        fabrique.heures(mission.contrat, date(2025, 3, 5), 60, mission_id=mission.pk)
        (change,) = les_changes(monde.structure, tous)
        assert ReleveHeures.objects.get(pk=change).client == autre
        assert [a_change(r) for r in tous] == [r.client == autre for r in tous]


class TestValider:
    @pytest.fixture
    def confirme(self, monde: Monde) -> ReleveHeures:
        envoi = monde.envoyer()
        repondre(envoi, "confirme", nom="Odile MARTIN")
        return ReleveHeures.objects.get()

    def test_it_freezes_those_hours_and_no_other(
        self, monde: Monde, confirme: ReleveHeures
    ) -> None:
        contrat = monde.missions[0].contrat
        fabrique.heures(contrat, date(2025, 3, 3), 60)
        monde.heures(0, date(2025, 4, 1), 60)
        assert releves.valider_confirmees(confirme, par=None) == 4
        brouillons = LigneHeures.objects.brouillons()
        assert {(x.jour, x.mission_id) for x in brouillons} == {
            (date(2025, 3, 3), None),
            (date(2025, 4, 1), monde.missions[0].pk),
        }
        assert releves.valider_confirmees(confirme, par=None) == 0

    def test_it_refuses_what_is_not_confirmed(self, monde: Monde) -> None:
        with refus("n'est pas confirmé"):
            releves.valider_confirmees(monde.envoyer().releve, par=None)

    def test_it_refuses_hours_changed_since(self, monde: Monde, confirme: ReleveHeures) -> None:
        monde.heures(0, date(2025, 3, 3), 60)
        with refus("Les heures ont changé"):
            releves.valider_confirmees(confirme, par=None)
        assert not LigneHeures.objects.validees().exists()

    def test_a_closed_month_has_nothing_left_to_freeze(
        self, monde: Monde, confirme: ReleveHeures
    ) -> None:
        fabrique.valider_mois(monde.structure, MARS)
        cloturer([monde.structure.pk], MARS, par=None)
        assert releves.valider_confirmees(confirme, par=None) == 0
