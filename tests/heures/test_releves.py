"""Relevés d'heures: drawn, sent, answered once through a link or on paper, validated."""

from datetime import date, timedelta

import pytest
from django.core.signing import Signer

from etrier.cloture.actions import cloturer
from etrier.heures.actions import corriger
from etrier.heures.models import EnvoiReleve, LigneHeures, ReleveHeures, ReponseReleve
from etrier.heures.releves import actions as releves
from etrier.heures.releves.contenu import a_change, les_changes
from etrier.heures.releves.liens import LienRefuse, jeton, jeton_recu, ouvrir_lien, ouvrir_recu
from etrier.heures.releves.reponses import repondre, reporter_papier
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from tests import fabrique
from tests.heures.monde_releves import FIN_MARS, MARS, MATIN, Horloge, Monde, batir

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def horloge(monkeypatch: pytest.MonkeyPatch) -> Horloge:
    posee = Horloge()
    posee.poser(monkeypatch, *(f"etrier.heures.{m}" for m in MODULES))
    return posee


MODULES = ("releves.actions", "releves.reponses", "releves.liens")


@pytest.fixture
def monde() -> Monde:
    return batir()


def refus(phrase: str) -> pytest.RaisesExc[Refus]:
    """The refusal, said in these words."""
    return pytest.raises(Refus, match=phrase)


def lien_refuse(phrase: str) -> pytest.RaisesExc[LienRefuse]:
    """The link that opens nothing, in these words."""
    return pytest.raises(LienRefuse, match=phrase)


def contenu(releve: ReleveHeures) -> list[tuple[int, int]]:
    """Day of the month and minutes, in the order of the sheet."""
    return [(x.jour.day, x.minutes) for x in releve.lignes.all()]


def verbes() -> list[str]:
    """What the audit holds of relevés, in order."""
    actes = Acte.objects.filter(verbe__startswith="releve.").order_by("id")
    return [acte.verbe for acte in actes]


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


class TestLien:
    def test_any_altered_character_is_refused(self, monde: Monde) -> None:
        bon = jeton(monde.envoyer())
        for rang, lettre in enumerate(bon):
            faux = bon[:rang] + ("A" if lettre != "A" else "B") + bon[rang + 1 :]
            with lien_refuse("n'est pas reconnu") as refuse:
                ouvrir_lien(faux)
            assert refuse.value.statut == 404

    @pytest.mark.parametrize("texte", ["", ".", "1-0", "1-0.", "..", "é", "1-0." + "A" * 43])
    def test_what_nobody_signed_is_refused(self, monde: Monde, texte: str) -> None:
        monde.envoyer()
        with lien_refuse("n'est pas reconnu"):
            ouvrir_lien(texte)

    def test_a_signature_of_something_else_is_refused(self, monde: Monde) -> None:
        envoi = monde.envoyer()
        valeur = f"{envoi.releve_id}-{envoi.rang}"
        recu = jeton_recu(repondre(envoi, "confirme", nom="Odile MARTIN"))
        for texte in (Signer(sep=".").sign(valeur), Signer(sep=".", salt="x").sign(valeur), recu):
            with lien_refuse("n'est pas reconnu"):
                ouvrir_lien(texte)

    def test_a_signed_sending_that_is_no_more_is_refused(self, monde: Monde) -> None:
        texte = jeton(jamais_ecrit(monde.envoyer(), 7))
        with lien_refuse("n'est pas reconnu"):
            ouvrir_lien(texte)

    def test_a_used_link_is_refused(self, monde: Monde) -> None:
        envoi = monde.envoyer()
        repondre(envoi, "confirme", nom="Odile MARTIN")
        with lien_refuse("Une réponse a déjà été donnée"):
            ouvrir_lien(jeton(envoi))

    def test_the_link_of_a_cancelled_one_is_refused(self, monde: Monde) -> None:
        envoi = monde.envoyer()
        releves.annuler(envoi.releve, par=None)
        with lien_refuse("a été annulé"):
            ouvrir_lien(jeton(envoi))

    def test_changed_hours_close_it_and_put_back_open_it(self, monde: Monde) -> None:
        envoi = monde.envoyer()
        monde.heures(0, date(2025, 3, 3), 360)
        with lien_refuse("Les heures ont changé depuis") as refuse:
            ouvrir_lien(jeton(envoi))
        assert refuse.value.statut == 409
        monde.heures(0, date(2025, 3, 3), 420)
        assert ouvrir_lien(jeton(envoi)) == envoi

    def test_validating_the_hours_changes_nothing_of_them(self, monde: Monde) -> None:
        envoi = monde.envoyer()
        fabrique.valider_mois(monde.structure, MARS)
        assert ouvrir_lien(jeton(envoi)) == envoi

    def test_a_receipt_opens_for_a_day(self, monde: Monde, monkeypatch: pytest.MonkeyPatch) -> None:
        reponse = repondre(monde.envoyer(), "confirme", nom="Odile MARTIN")
        recu = jeton_recu(reponse)
        assert ouvrir_recu(recu) == reponse
        with lien_refuse("Cette page n'est plus ouverte"):
            ouvrir_recu(recu[:-1] + ("A" if recu[-1] != "A" else "B"))
        monkeypatch.setattr("etrier.heures.releves.liens.DUREE_RECU_SECONDES", -1)
        with lien_refuse("Cette page n'est plus ouverte"):
            ouvrir_recu(recu)


def jamais_ecrit(envoi: EnvoiReleve, rang: int) -> EnvoiReleve:
    """A sending that was never written."""
    return EnvoiReleve(releve=envoi.releve, rang=rang, moyen="lien")


class TestRepondre:
    def test_it_keeps_who_confirmed_what_when_by_which_link(self, monde: Monde) -> None:
        envoi = monde.envoyer()
        reponse = repondre(envoi, "confirme", nom=" Odile MARTIN ", qualite="Directrice")
        releve = ReleveHeures.objects.get()
        assert (releve.etat, releve.reponse) == ("confirme", reponse)
        assert (reponse.nom, reponse.qualite, reponse.le) == ("Odile MARTIN", "Directrice", MATIN)
        assert (reponse.envoi, reponse.empreinte) == (envoi, releve.empreinte)
        assert (reponse.reportee_par, reponse.signee_le) == (None, None)
        acte = Acte.objects.get(verbe="releve.confirmer")
        assert (acte.auteur, acte.perimetre, acte.cible_id) == (
            None,
            monde.structure.pk,
            releve.pk,
        )

    def test_a_dispute_keeps_the_days_that_differ(self, monde: Monde) -> None:
        envoi = monde.envoyer()
        lignes = list(envoi.releve.lignes.all())
        dites = {x.pk: x.minutes for x in lignes} | {lignes[1].pk: 0, lignes[2].pk: 450}
        reponse = repondre(
            envoi, "conteste", nom="Odile MARTIN", commentaire=" Fermé le 4. ", contestees=dites
        )
        assert reponse.commentaire == "Fermé le 4."
        assert [x.minutes_client for x in envoi.releve.lignes.all()] == [None, 0, 450, None]
        assert ReleveHeures.objects.get().etat == "conteste"
        assert Acte.objects.get(verbe="releve.contester").details == {"rang": 0, "lignes": 2}

    def test_a_dispute_says_something(self, monde: Monde) -> None:
        envoi = monde.envoyer()
        memes = {x.pk: x.minutes for x in envoi.releve.lignes.all()}
        with refus("Changez au moins une durée"):
            repondre(envoi, "conteste", nom="Odile MARTIN", commentaire="  ", contestees=memes)
        assert not ReponseReleve.objects.exists()
        assert repondre(envoi, "conteste", nom="Odile MARTIN", commentaire="Il manque le 12.").pk

    @pytest.mark.parametrize("minutes", [-1, 1441])
    def test_a_day_has_24_hours(self, monde: Monde, minutes: int) -> None:
        envoi = monde.envoyer()
        ligne = envoi.releve.lignes.all()[0]
        with refus("24 heures"):
            repondre(envoi, "conteste", nom="Odile MARTIN", contestees={ligne.pk: minutes})

    def test_the_lines_of_another_relevé_are_left_alone(self, monde: Monde) -> None:
        envoi, autre = monde.envoyer(), batir().envoyer()
        etrangere = autre.releve.lignes.all()[0]
        with refus("Changez au moins une durée"):
            repondre(envoi, "conteste", nom="Odile MARTIN", contestees={etrangere.pk: 5})
        etrangere.refresh_from_db()
        assert etrangere.minutes_client is None

    def test_it_wants_a_name(self, monde: Monde) -> None:
        envoi = monde.envoyer()
        with refus("le nom de la personne qui répond"):
            repondre(envoi, "confirme", nom="  ")
        assert ouvrir_lien(jeton(envoi)).releve.etat == "envoye"

    def test_the_second_answer_is_refused_and_the_first_kept(self, monde: Monde) -> None:
        envoi = monde.envoyer()
        repondre(envoi, "confirme", nom="Odile MARTIN")
        with lien_refuse("Une réponse a déjà été donnée"):
            repondre(envoi, "conteste", nom="Quelqu'un d'autre", commentaire="Non.")
        assert [r.nom for r in ReponseReleve.objects.all()] == ["Odile MARTIN"]

    def test_what_was_open_on_a_screen_is_checked_again(
        self, monde: Monde, horloge: Horloge
    ) -> None:
        envoi = monde.envoyer()
        releves.relancer(envoi.releve, par=None)
        with lien_refuse("plus récent"):
            repondre(envoi, "confirme", nom="Odile MARTIN")
        dernier = EnvoiReleve.objects.get(rang=1)
        monde.heures(1, date(2025, 3, 20), 60)
        with lien_refuse("ont changé"):
            repondre(dernier, "confirme", nom="Odile MARTIN")
        monde.heures(1, date(2025, 3, 20), 0)
        horloge.avancer(31)
        with lien_refuse("expiré"):
            repondre(dernier, "confirme", nom="Odile MARTIN")
        assert not ReponseReleve.objects.exists()


class TestPapier:
    def test_it_keeps_who_signed_and_who_reported(self, monde: Monde) -> None:
        par = fabrique.utilisateur()
        reponse = reporter_papier(
            monde.preparer(), nom="Odile MARTIN", signee_le=date(2025, 4, 1), par=par
        )
        assert (reponse.signee_le, reponse.le) == (date(2025, 4, 1), MATIN)
        assert (reponse.reportee_par, reponse.envoi) == (par, None)
        assert ReleveHeures.objects.get().etat == "confirme"
        assert verbes()[-1] == "releve.reporter_papier"

    @pytest.mark.parametrize("jour", [date(2025, 2, 28), date(2025, 4, 3)])
    def test_it_refuses_an_impossible_day(self, monde: Monde, jour: date) -> None:
        with refus("entre le début de la période et aujourd'hui"):
            reporter_papier(monde.preparer(), nom="Odile MARTIN", signee_le=jour, par=None)

    def test_it_refuses_hours_that_are_not_those_printed(self, monde: Monde) -> None:
        releve = monde.preparer()
        monde.heures(0, date(2025, 3, 3), 60)
        with refus("Les heures ont changé depuis que ce relevé est dressé"):
            reporter_papier(releve, nom="Odile MARTIN", signee_le=date(2025, 4, 1), par=None)

    def test_it_closes_the_link(self, monde: Monde) -> None:
        envoi = monde.envoyer()
        reporter_papier(envoi.releve, nom="Odile MARTIN", signee_le=date(2025, 4, 1), par=None)
        with lien_refuse("Une réponse a déjà été donnée"):
            ouvrir_lien(jeton(envoi))


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
