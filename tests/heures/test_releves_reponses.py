"""Relevés d'heures: answered once, through a link or on paper."""

from datetime import date

import pytest
from django.core.signing import Signer

from etrier.heures.models import EnvoiReleve, ReleveHeures, ReponseReleve
from etrier.heures.releves import actions as releves
from etrier.heures.releves.liens import jeton, jeton_recu, ouvrir_lien, ouvrir_recu
from etrier.heures.releves.reponses import repondre, reporter_papier
from etrier.socle.models import Acte
from tests import fabrique
from tests.heures.monde_releves import (
    MARS,
    MATIN,
    Horloge,
    Monde,
    batir,
    horloge,
    lien_refuse,
    monde,
    refus,
    verbes,
)

__all__ = ["horloge", "monde"]

pytestmark = pytest.mark.django_db


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
