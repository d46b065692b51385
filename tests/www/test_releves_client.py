"""Screens on relevés: what a client sees and does from a signed link."""

import re
from datetime import date

import pytest
from django.test import Client as Navigateur
from django.urls import reverse

from etrier.heures.models import EnvoiReleve, ReponseReleve
from etrier.heures.releves import actions as releves
from etrier.heures.releves.liens import jeton
from etrier.heures.releves.reponses import repondre
from tests.heures.monde_releves import Horloge, Monde
from tests.www.monde_releves import horloge, monde
from tests.www.pages import envoyer, fautes, lire, propre

__all__ = ["horloge", "monde"]

pytestmark = pytest.mark.django_db


class TestClient:
    """The signed link, as a browser without an account opens it."""

    @pytest.fixture
    def envoi(self, monde: Monde) -> EnvoiReleve:
        return monde.envoyer()

    def test_it_shows_the_hours_and_keeps_them_secret(
        self, monde: Monde, envoi: EnvoiReleve
    ) -> None:
        reponse = Navigateur().get(reverse("releve_client", args=[jeton(envoi)]))
        page = propre(reponse.content.decode())
        for attendu in (monde.structure.denomination, "mars 2025", "lundi 3 mars", "Confirmer"):
            assert attendu in page
        assert "21 h 00" in page
        assert reponse.headers["Cache-Control"] == "no-store, private"
        assert "noindex" in reponse.headers["X-Robots-Tag"]
        assert reponse.headers["Referrer-Policy"] == "same-origin"
        assert "script-src 'self'" in reponse.headers["Content-Security-Policy"]

    def test_reading_it_answers_nothing(self, envoi: EnvoiReleve) -> None:
        for _fois in range(3):
            assert (
                Navigateur().get(reverse("releve_client", args=[jeton(envoi)])).status_code == 200
            )
        assert not ReponseReleve.objects.exists()

    def test_the_client_confirms_and_sees_what_was_kept(self, envoi: EnvoiReleve) -> None:
        telephone = Navigateur()
        page = envoyer(
            telephone, "releve_client", jeton(envoi), nom="Odile MARTIN", qualite="Directrice"
        )
        assert "Merci, ces heures sont confirmées" in page
        assert "Confirmé par Odile MARTIN, Directrice, le 02/04/2025 à 9 h 30." in page.replace(
            "à 09 h", "à 9 h"
        )
        assert envoi.releve.empreinte_courte in page
        assert ReponseReleve.objects.get().envoi == envoi
        pdf = re.search(r'href="(/releve/[^"]*/pdf/)"', page)
        assert pdf is not None
        assert telephone.get(pdf[1]).content.startswith(b"%PDF")

    def test_without_a_name_it_asks_again(self, envoi: EnvoiReleve) -> None:
        page = envoyer(Navigateur(), "releve_client", jeton(envoi), nom=" ")
        assert "Écrivez votre nom" in page
        assert not ReponseReleve.objects.exists()

    def test_the_client_disputes_a_day(self, envoi: EnvoiReleve) -> None:
        lignes = list(envoi.releve.lignes.all())
        page = lire(Navigateur(), "releve_client_contester", jeton(envoi))
        assert page.count("sur le relevé : 7 h 00") == 2
        champs = {f"l{x.pk}": "7" if x.minutes == 420 else "3h30" for x in lignes}
        champs[f"l{lignes[1].pk}"] = "2h15"
        page = envoyer(
            Navigateur(),
            "releve_client_contester",
            jeton(envoi),
            **champs,
            nom="Odile MARTIN",
            commentaire="Partie à 10 h <b>",
        )
        assert "Merci, votre contestation est enregistrée" in page
        assert "2 h 15" in page
        assert "Partie à 10 h <b>" in page
        assert "Partie à 10 h <b>" not in Navigateur().get("/").content.decode()
        assert [x.minutes_client for x in envoi.releve.lignes.all()] == [None, 135, None, None]

    def test_a_dispute_that_cannot_be_read_comes_back_as_typed(self, envoi: EnvoiReleve) -> None:
        lignes = list(envoi.releve.lignes.all())
        champs = {f"l{x.pk}": "7" for x in lignes}
        champs[f"l{lignes[0].pk}"] = "sept"
        champs[f"l{lignes[1].pk}"] = ""
        page = envoyer(
            Navigateur(), "releve_client_contester", jeton(envoi), **champs, nom="Odile MARTIN"
        )
        assert "« sept » n'est pas un nombre d'heures" in page
        assert "Écrivez 0 si personne n’a travaillé ce jour-là." in page
        assert 'value="sept"' in page
        assert not ReponseReleve.objects.exists()

    def test_a_dispute_that_says_nothing_asks_what_is_wrong(self, envoi: EnvoiReleve) -> None:
        champs = {f"l{x.pk}": str(x.minutes / 60) for x in envoi.releve.lignes.all()}
        page = envoyer(
            Navigateur(), "releve_client_contester", jeton(envoi), **champs, nom="Odile MARTIN"
        )
        assert "Changez au moins une durée" in page

    @pytest.mark.parametrize("nom", ["releve_client", "releve_client_contester"])
    @pytest.mark.parametrize(
        ("sort", "statut", "phrase"),
        [
            ("faux", 404, "Ce lien n'est pas reconnu"),
            ("expire", 410, "Ce lien a expiré"),
            ("remplace", 410, "Un lien plus récent"),
            ("utilise", 410, "Une réponse a déjà été donnée"),
            ("annule", 410, "a été annulé"),
            ("change", 409, "Les heures ont changé"),
        ],
    )
    def test_a_dead_link_says_why_and_nothing_else(
        self,
        monde: Monde,
        envoi: EnvoiReleve,
        horloge: Horloge,
        nom: str,
        sort: str,
        statut: int,
        phrase: str,
    ) -> None:
        lien = jeton(envoi)
        if sort == "faux":
            lien = lien[:-1] + ("A" if lien[-1] != "A" else "B")
        elif sort == "expire":
            horloge.avancer(30)
        elif sort == "remplace":
            releves.relancer(envoi.releve, par=None)
        elif sort == "utilise":
            repondre(envoi, "confirme", nom="Odile MARTIN")
        elif sort == "annule":
            releves.annuler(envoi.releve, par=None)
        else:
            monde.heures(0, date(2025, 3, 3), 60)
        avant = list(ReponseReleve.objects.values())
        for methode in ("get", "post"):
            reponse = getattr(Navigateur(), methode)(
                reverse(nom, args=[lien]), {"nom": "Quelqu'un d'autre"}
            )
            page = propre(reponse.content.decode())
            assert (reponse.status_code, phrase in page) == (statut, True)
            for secret in (
                monde.client.denomination,
                monde.structure.denomination,
                str(monde.missions[0].contrat.salarie.personne),
                "Odile",
                "mars 2025",
            ):
                assert secret not in page
            assert reponse.headers["Cache-Control"] == "no-store, private"
        assert list(ReponseReleve.objects.values()) == avant

    def test_an_answer_from_another_site_is_refused(self, envoi: EnvoiReleve) -> None:
        adresse = reverse("releve_client", args=[jeton(envoi)])
        reponse = Navigateur(enforce_csrf_checks=True).post(adresse, {"nom": "Odile MARTIN"})
        assert reponse.status_code == 403
        assert not ReponseReleve.objects.exists()

    def test_it_speaks_the_language_of_the_browser(self, envoi: EnvoiReleve) -> None:
        adresse = reverse("releve_client", args=[jeton(envoi)])
        html = Navigateur().get(adresse, headers={"Accept-Language": "en-GB"}).content.decode()
        assert fautes(html, "en") == []
        assert "March 2025" in html

    def test_the_receipt_closes_after_a_day(
        self, envoi: EnvoiReleve, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        reponse = Navigateur().post(
            reverse("releve_client", args=[jeton(envoi)]), {"nom": "Odile MARTIN"}
        )
        recu = reponse.headers["Location"]
        assert Navigateur().get(recu).status_code == 200
        monkeypatch.setattr("etrier.heures.releves.liens.DUREE_RECU_SECONDES", -1)
        ferme = Navigateur().get(recu)
        assert ferme.status_code == 404
        assert "Odile" not in ferme.content.decode()
