"""The person's own page: what opens it, what stays on the phone, what she asks."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from etrier.parcours.chez_moi.actions import demander, remettre, retirer
from etrier.parcours.chez_moi.liens import ESSAIS_PERMIS
from etrier.parcours.enums import Rubrique
from etrier.parcours.models import AccesPersonne, DemandePersonne, LectureSecret, Referent, Salarie
from etrier.socle.models import Acte
from etrier.structures.enums import Role
from etrier.www.chez_moi.visite import COOKIE
from tests import fabrique
from tests.www.monde_chez_moi import (
    LUNDI,
    PAGES,
    camille,
    convention,
    essayer,
    horloge,
    lire,
    ouvrir,
)

__all__ = ["camille", "convention", "horloge"]

pytestmark = pytest.mark.django_db


class TestTheLink:
    def test_only_its_digest_is_kept(self, camille: Salarie) -> None:
        remise = remettre(camille, par=None)
        garde = AccesPersonne.objects.get()
        assert remise.jeton not in json.dumps(
            {c.attname: str(getattr(garde, c.attname)) for c in AccesPersonne._meta.fields}
        )
        assert all(remise.jeton not in json.dumps(a.details) for a in Acte.objects.all())

    def test_it_asks_the_day_of_birth_and_names_nobody(self, camille: Salarie) -> None:
        jeton = remettre(camille, par=None).jeton
        page = lire(Client(), "moi_lien", jeton=jeton)
        assert "Quel est le jour de votre naissance" in page
        assert camille.personne.nom not in page
        assert camille.personne.prenom not in page

    def test_the_right_day_opens_the_page(self, camille: Salarie) -> None:
        assert "Bonjour Camille" in lire(ouvrir(camille), "moi")

    def test_a_wrong_day_is_counted_and_never_forgotten(self, camille: Salarie) -> None:
        jeton = remettre(camille, par=None).jeton
        phone = Client()
        assert "Essais qui restent" in essayer(phone, jeton, jour=18).content.decode()
        assert essayer(phone, jeton).status_code == 302
        assert AccesPersonne.objects.get().essais == 1

    @pytest.mark.parametrize(("jour", "mois"), [("", ""), ("17", ""), ("32", "5"), ("x", "5")])
    def test_an_empty_answer_is_not_a_try(self, camille: Salarie, jour: str, mois: str) -> None:
        jeton = remettre(camille, par=None).jeton
        reponse = essayer(Client(), jeton, jour=jour, mois=mois)
        assert "Choisissez le jour et le mois" in reponse.content.decode()
        assert AccesPersonne.objects.get().essais == 0

    def test_five_wrong_days_lock_it_even_for_the_right_one(self, camille: Salarie) -> None:
        jeton = remettre(camille, par=None).jeton
        statuts = [essayer(Client(), jeton, jour=3).status_code for _ in range(ESSAIS_PERMIS)]
        assert statuts == [200, 200, 200, 200, 404]
        reponse = essayer(Client(), jeton)
        assert reponse.status_code == 404
        assert "Le lien est bloqué" in reponse.content.decode()
        assert Acte.objects.filter(verbe="chez_moi.verrouiller").count() == 1

    def test_a_stranger_who_locks_it_does_not_shut_her_phone(self, camille: Salarie) -> None:
        jeton = remettre(camille, par=None).jeton
        phone = Client()
        essayer(phone, jeton, a_moi=True)
        for _ in range(ESSAIS_PERMIS):
            essayer(Client(), jeton, jour=3)
        assert "Bonjour" in lire(phone, "moi")

    @pytest.mark.parametrize("change", ["A", "", "x" * 60, "é"])
    def test_a_forged_link_opens_nothing(self, camille: Salarie, change: str) -> None:
        jeton = remettre(camille, par=None).jeton
        faux = jeton[:-1] + ("B" if jeton[-1] == "A" else "A") if change == "A" else change or "-"
        reponse = Client().get(reverse("moi_lien", args=[faux]))
        assert reponse.status_code == 404
        assert "Ce lien ne marche pas" in reponse.content.decode()

    def test_it_stops_after_six_months(self, camille: Salarie, horloge: Any) -> None:
        jeton = remettre(camille, par=None).jeton
        horloge.return_value = LUNDI + timedelta(days=184)
        reponse = essayer(Client(), jeton)
        assert reponse.status_code == 404
        assert "trop vieux" in reponse.content.decode()

    def test_a_new_link_closes_the_old_one_and_its_phones(self, camille: Salarie) -> None:
        phone = ouvrir(camille)
        remettre(camille, par=None)
        assert phone.get(reverse("moi")).status_code == 404

    def test_withdrawn_it_closes_phones(self, camille: Salarie) -> None:
        phone = ouvrir(camille)
        assert retirer(camille, par=None) == 1
        reponse = phone.get(reverse("moi"))
        assert reponse.status_code == 404
        assert "Ce lien ne marche plus" in reponse.content.decode()


class TestThePhone:
    def test_hers_stays_open_thirty_days(self, camille: Salarie, horloge: Any) -> None:
        phone = ouvrir(camille)
        assert phone.cookies[COOKIE]["max-age"] == 30 * 24 * 3600
        horloge.return_value = LUNDI + timedelta(days=29)
        lire(phone, "moi")
        horloge.return_value = LUNDI + timedelta(days=31)
        assert phone.get(reverse("moi")).status_code == 404

    def test_another_one_closes_ten_minutes_after_the_last_touch(
        self, camille: Salarie, horloge: Any
    ) -> None:
        phone = ouvrir(camille, a_moi=False)
        assert phone.cookies[COOKIE]["max-age"] == ""
        horloge.return_value = LUNDI + timedelta(minutes=9)
        assert "veille.js" in lire(phone, "moi")
        horloge.return_value = LUNDI + timedelta(minutes=18)
        lire(phone, "moi_heures")
        horloge.return_value = LUNDI + timedelta(minutes=29)
        assert phone.get(reverse("moi")).status_code == 404

    @pytest.mark.parametrize("nom", PAGES)
    def test_without_a_session_every_page_says_closed(self, nom: str) -> None:
        reponse = Client().get(reverse(nom))
        assert reponse.status_code == 404
        assert "Votre page est fermée" in reponse.content.decode()

    def test_an_altered_cookie_opens_nothing(self, camille: Salarie) -> None:
        phone = ouvrir(camille, a_moi=False)
        vraie = phone.cookies[COOKIE].value
        for fausse in (vraie.replace("-p-", "-t-"), vraie + "A", "1", vraie.split(".")[0]):
            phone.cookies[COOKIE] = fausse
            assert phone.get(reverse("moi")).status_code == 404

    def test_it_is_not_a_session_of_the_staff(self, camille: Salarie) -> None:
        phone = ouvrir(camille)
        assert "sessionid" not in phone.cookies
        assert phone.cookies[COOKIE]["path"] == "/moi/"
        assert phone.cookies[COOKIE]["httponly"]
        fiche = reverse("salarie", args=[camille.structure_id, camille.pk])
        assert phone.get(fiche).status_code == 302
        du_personnel = Client()
        du_personnel.force_login(fabrique.utilisateur(Role.DIRECTION, camille.structure))
        assert du_personnel.get(reverse("moi")).status_code == 404

    def test_it_travels_by_https_alone_where_the_site_does(
        self, camille: Salarie, settings: Any
    ) -> None:
        assert not ouvrir(camille).cookies[COOKIE]["secure"]
        settings.SESSION_COOKIE_SECURE = True
        assert ouvrir(camille).cookies[COOKIE]["secure"]

    def test_nothing_of_it_is_kept_by_a_cache(self, camille: Salarie) -> None:
        reponse = ouvrir(camille).get(reverse("moi_heures"))
        assert reponse.headers["Cache-Control"] == "no-store, private"
        assert reponse.headers["Referrer-Policy"] == "same-origin"

    def test_closing_it_closes_it(self, camille: Salarie) -> None:
        phone = ouvrir(camille)
        assert "Votre page est fermée" in phone.post(reverse("moi_fermer")).content.decode()
        assert phone.get(reverse("moi")).status_code == 404

    def test_the_last_visit_is_kept(self, camille: Salarie) -> None:
        lire(ouvrir(camille), "moi")
        assert AccesPersonne.objects.get().derniere_visite_le == LUNDI


class TestWhatSheAsks:
    def test_a_copy_once(self, camille: Salarie) -> None:
        phone = ouvrir(camille)
        for _ in range(2):
            suite = phone.post(reverse("moi_droits"), {"genre": "copie"}, follow=True)
            assert "C’est envoyé" in suite.content.decode().replace("&#x27;", "’")
        assert DemandePersonne.objects.get().genre == "copie"

    def test_a_mistake_is_sealed_and_read_by_her_adviser_alone(self, camille: Salarie) -> None:
        ouvrir(camille).post(reverse("moi_droits"), {"genre": "correction", "texte": "ZZSECRET"})
        demande = DemandePersonne.objects.get()
        assert b"ZZSECRET" not in demande.texte.jeton
        cip, autre = (fabrique.utilisateur(Role.CIP, camille.structure) for _ in range(2))
        Referent.objects.create(salarie=camille, utilisateur=cip, debut=date(2025, 1, 1))
        adresse = reverse("chez_moi_acces", args=[camille.structure_id, camille.pk])
        for qui, voit in ((cip, True), (autre, False)):
            navigateur = Client()
            navigateur.force_login(qui)
            assert ("ZZSECRET" in navigateur.get(adresse).content.decode()) is voit
        lecture = LectureSecret.objects.get()
        assert (lecture.lecteur, lecture.rubrique) == (cip, Rubrique.DEMANDE)

    def test_nothing_to_correct_is_said(self, camille: Salarie) -> None:
        page = ouvrir(camille).post(reverse("moi_droits"), {"genre": "correction", "texte": " "})
        assert "Écrivez ce qui est faux" in page.content.decode()

    def test_too_many_wait(self, camille: Salarie) -> None:
        acces = remettre(camille, par=None).acces
        for rang in range(10):
            demander(acces, "correction", f"erreur {rang}")
        envoi = {"genre": "correction", "texte": "encore"}
        page = ouvrir(camille).post(reverse("moi_droits"), envoi)
        assert "attendent déjà une réponse" in page.content.decode()
