"""The person's own page: what opens it, what it shows, in which words; and who hands it."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from etrier.cloture.actions import cloturer
from etrier.parcours.chez_moi.actions import demander, remettre, retirer
from etrier.parcours.chez_moi.liens import ESSAIS_PERMIS
from etrier.parcours.enums import LanguePersonne, Rubrique, UsageSecret
from etrier.parcours.models import (
    AccesPersonne,
    Contrat,
    DemandePersonne,
    DocumentProduit,
    LectureSecret,
    Referent,
    Salarie,
)
from etrier.parcours.secrets import sceller, sceller_octets
from etrier.socle.models import Acte
from etrier.structures.enums import Role
from etrier.structures.models import Convention
from etrier.www.chez_moi.pictos import dessiner, traces
from etrier.www.chez_moi.textes import langue, langue_du_navigateur, les_langues
from etrier.www.chez_moi.visite import COOKIE, COOKIE_LANGUE
from tests import fabrique

pytestmark = pytest.mark.django_db
PAGES = ("moi", "moi_planning", "moi_heures", "moi_papiers", "moi_aide", "moi_dates", "moi_droits")
LUNDI = datetime(2025, 6, 2, 9, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def horloge() -> Iterator[Any]:
    """Monday 2 June 2025, nine o'clock; a test may move it."""
    with patch("django.utils.timezone.now", return_value=LUNDI) as maintenant:
        yield maintenant


@pytest.fixture
def convention() -> Convention:
    return fabrique.convention(fabrique.structure("Atelier"), "ACI")


@pytest.fixture
def camille(convention: Convention) -> Salarie:
    """Born a 17 May."""
    return fabrique.salarie(convention.structure)


@pytest.fixture
def contrat(camille: Salarie, convention: Convention) -> Contrat:
    return fabrique.contrat(camille, convention)


def ouvrir(salarie: Salarie, *, a_moi: bool = True, telephone: str = "") -> Client:
    """A phone that opened the link of somebody born a 17 May."""
    phone = Client()
    reponse = essayer(phone, remettre(salarie, telephone=telephone, par=None).jeton, a_moi=a_moi)
    assert reponse.status_code == 302
    return phone


def essayer(
    phone: Client, jeton: str, *, jour: int | str = 17, mois: int | str = 5, a_moi: bool = False
) -> Any:
    envoye = {"jour": jour, "mois": mois} | ({"a_moi": "1"} if a_moi else {})
    return phone.post(reverse("moi_lien", args=[jeton]), envoye)


def lire(phone: Client, nom: str, **suite: Any) -> str:
    reponse = phone.get(reverse(nom, kwargs=suite))
    assert reponse.status_code == 200
    return str(reponse.content.decode())


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


class TestWhatItShows:
    def test_the_days_to_come_from_the_plan(self, camille: Salarie, contrat: Contrat) -> None:
        fabrique.plan(contrat, 420, 5)
        phone = ouvrir(camille)
        assert "lundi 2 juin" in lire(phone, "moi")
        page = lire(phone, "moi_planning")
        assert page.count("7 heures") == 9
        assert "lundi 9 juin" in page
        assert page.count("Jour férié") == 1

    def test_an_absence_is_not_explained(self, camille: Salarie, contrat: Contrat) -> None:
        fabrique.plan(contrat, 420, 5)
        fabrique.absence(camille, date(2025, 6, 3), date(2025, 6, 3), nature=4)
        page = lire(ouvrir(camille), "moi_planning")
        assert "Absence" in page
        assert "non payée" not in page

    def test_what_is_written_takes_the_place_of_the_plan(
        self, camille: Salarie, contrat: Contrat
    ) -> None:
        fabrique.plan(contrat, 420, 5)
        fabrique.heures(contrat, date(2025, 6, 2), 210)
        assert "3 heures 30 minutes" in lire(ouvrir(camille), "moi")

    def test_the_hours_say_whether_they_may_change(
        self, camille: Salarie, contrat: Contrat
    ) -> None:
        fabrique.heures(contrat, date(2025, 5, 5), 420)
        fabrique.heures(contrat, date(2025, 5, 6), 420, nature=5)
        fabrique.valider_mois(camille.structure, date(2025, 5, 1))
        fabrique.heures(contrat, date(2025, 6, 2), 90)
        page = " ".join(lire(ouvrir(camille), "moi_heures").split())
        ce_mois, dernier = page.split('aria-labelledby="mois_dernier"')
        assert "1 heure 30 minutes" in ce_mois
        assert "Elles peuvent changer" in ce_mois
        assert "14 heures" in dernier
        assert "Elles ne changent plus" in dernier

    def test_the_pay_of_a_closed_month_is_behind_a_touch(
        self, camille: Salarie, contrat: Contrat, convention: Convention
    ) -> None:
        fabrique.annexe(convention)
        fabrique.heures(contrat, date(2025, 5, 5), 420)
        fabrique.valider_mois(camille.structure, date(2025, 5, 1))
        assert cloturer([camille.structure_id], date(2025, 5, 1), par=None).closes
        page = " ".join(lire(ouvrir(camille), "moi_heures").split())
        (cache,) = re.findall(r"<details.*?</details>", page)
        assert "83,16 €" in cache
        assert "11,88 €" in cache
        assert "€" not in page.replace(cache, "")

    def test_her_papers_and_nobody_elses(self, camille: Salarie, contrat: Contrat) -> None:
        autre = fabrique.salarie(camille.structure)
        sien, _annule, etranger = (
            DocumentProduit.objects.create(
                structure=camille.structure,
                salarie=qui,
                genre="cddi",
                numero=f"D{rang}",
                le=date(2025, 1, 1),
                etat=etat,
                fichier=sceller_octets(b"%PDF-essai"),
                empreinte="e",
            )
            for rang, (qui, etat) in enumerate(
                [(camille, "emis"), (camille, "annule"), (autre, "emis")]
            )
        )
        phone = ouvrir(camille)
        page = lire(phone, "moi_papiers")
        assert page.count("Contrat de travail") == 2  # its title, and its button
        assert "À signer" in page
        assert "Vous avez un papier à signer" in lire(phone, "moi")
        lu = phone.get(reverse("moi_papier", args=[sien.pk]))
        assert lu.content == b"%PDF-essai"
        lecture = LectureSecret.objects.get()
        assert (lecture.usage, lecture.lecteur) == (UsageSecret.PERSONNE, None)
        refus = phone.get(reverse("moi_papier", args=[etranger.pk]))
        assert refus.status_code == 404
        assert "Cette page n’existe pas" in refus.content.decode()

    def test_who_helps_and_the_number_to_call(self, camille: Salarie) -> None:
        cip = fabrique.utilisateur(Role.CIP, camille.structure)
        Referent.objects.create(salarie=camille, utilisateur=cip, debut=date(2025, 1, 1))
        page = lire(ouvrir(camille, telephone="03 00 00 00 01"), "moi_aide")
        assert cip.nom in page
        assert 'href="tel:0300000001"' in page
        assert camille.structure.denomination in page

    def test_her_dates_without_any_motive(self, camille: Salarie, contrat: Contrat) -> None:
        le_pass = camille.personne.les_pass.get()
        le_pass.suspensions.create(
            debut=date(2025, 6, 1), fin=date(2025, 6, 30), motif=sceller("SICKNESS")
        )
        camille.entretiens.create(
            le=LUNDI - timedelta(days=9),
            genre="suivi",
            contenu=sceller("très secret"),
            prochain_le=date(2025, 6, 12),
        )
        page = lire(ouvrir(camille), "moi_dates")
        for dit in ("31 décembre 2025", "31 décembre 2027", "30 juin 2025", "jeudi 12 juin"):
            assert dit in page
        assert "SICKNESS" not in page
        assert "secret" not in page

    def test_who_opened_her_secrets(self, camille: Salarie) -> None:
        cip = fabrique.utilisateur(Role.CIP, camille.structure)
        communs = {"personne": camille.personne, "lecteur": cip}
        LectureSecret.objects.create(
            structure=camille.structure, rubrique=Rubrique.ENTRETIENS, **communs
        )
        LectureSecret.objects.create(
            structure=fabrique.structure("Ailleurs"), rubrique=Rubrique.SORTIE, **communs
        )
        page = lire(ouvrir(camille), "moi_droits")
        assert cip.nom in page
        assert "notes des rendez-vous" in page
        assert "mon départ" not in page


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


class TestTheLanguages:
    @pytest.mark.parametrize("code", LanguePersonne.values)
    def test_each_dictionary_is_complete(self, code: str) -> None:
        def cles(mots: Any, chemin: str = "") -> Iterator[str]:
            for cle, valeur in mots.items():
                ici = f"{chemin}.{cle}"
                if isinstance(valeur, dict) and chemin != ".unites":
                    yield from cles(valeur, ici)
                else:
                    assert valeur, ici
                    trous = re.findall(r"\{(\w+)\}", valeur) if isinstance(valeur, str) else []
                    yield f"{ici} {sorted(trous)} {len(valeur) if isinstance(valeur, list) else ''}"

        assert sorted(cles(langue(code).mots)) == sorted(cles(langue("fr").mots))

    @pytest.mark.parametrize("code", LanguePersonne.values)
    @pytest.mark.parametrize("nom", PAGES)
    def test_each_page_speaks_it(self, camille: Salarie, code: str, nom: str) -> None:
        phone = ouvrir(camille)
        phone.post(reverse("moi_langue"), {"langue": code, "suite": "/moi/"})
        reponse = phone.get(reverse(nom))
        sens = "rtl" if code in ("ar", "fa-af") else "ltr"
        assert f'lang="{langue(code).balise}" dir="{sens}"' in reponse.content.decode()
        assert reponse.headers["Content-Language"] == langue(code).balise

    def test_it_is_remembered_with_the_person(self, camille: Salarie) -> None:
        phone = ouvrir(camille)
        phone.post(reverse("moi_langue"), {"langue": "ar", "suite": "/moi/heures/"})
        camille.personne.refresh_from_db()
        assert camille.personne.langue == "ar"
        assert "مرحبًا Camille" in lire(phone, "moi")

    def test_chosen_before_the_link_opens_it_is_kept(self, camille: Salarie) -> None:
        phone = Client()
        jeton = remettre(camille, par=None).jeton
        suite = reverse("moi_lien", args=[jeton])
        reponse = phone.post(reverse("moi_langue"), {"langue": "uk", "suite": suite})
        assert reponse.headers["Location"] == suite
        assert "Якого дня ви народилися" in lire(phone, "moi_lien", jeton=jeton)
        essayer(phone, jeton)
        assert "Вітаємо" in lire(phone, "moi")

    @pytest.mark.parametrize("suite", ["https://ailleurs.test/", "//ailleurs.test", "/s/1/", ""])
    def test_it_leads_nowhere_else(self, suite: str) -> None:
        reponse = Client().post(reverse("moi_langue"), {"langue": "xx", "suite": suite})
        assert reponse.headers["Location"] == "/moi/"
        assert COOKIE_LANGUE not in reponse.cookies

    @pytest.mark.parametrize(
        ("entete", "code"),
        [
            ("ar-DZ,ar;q=0.9", "ar"),
            ("prs", "fa-af"),
            ("fa-IR", "fa-af"),
            ("de,uk;q=0.5", "uk"),
            ("", "fr"),
            ("de", "fr"),
        ],
    )
    def test_the_closed_page_follows_the_browser(self, entete: str, code: str) -> None:
        assert langue_du_navigateur(entete) == code
        page = Client(headers={"accept-language": entete}).get(reverse("moi")).content.decode()
        assert langue(code).dire("ferme.titre") in page

    @pytest.mark.parametrize(
        ("code", "minutes", "dit"),
        [
            ("fr", 60, "1 heure"),
            ("fr", 421, "7 heures 1 minute"),
            ("fr", 30, "30 minutes"),
            ("fr", 0, "0 heure"),
            ("en", 61, "1 hour 1 minute"),
            ("ar", 120, "ساعتان"),
            ("ar", 180, "3 ساعات"),
            ("ar", 60 * 35, "35 ساعة"),
            ("ar", 60 * 100, "100 ساعة"),
            ("ar", 60 * 103, "103 ساعات"),
            ("uk", 60 * 21, "21 година"),
            ("uk", 60 * 22, "22 години"),
            ("uk", 60 * 12, "12 годин"),
            ("fa-af", 450, "۷ ساعت ۳۰ دقیقه"),
        ],
    )
    def test_hours_in_its_own_plural_and_digits(self, code: str, minutes: int, dit: str) -> None:
        assert langue(code).duree(minutes) == dit

    @pytest.mark.parametrize(
        ("code", "dit"),
        [
            ("fr", "5 octobre 2026"),
            ("en", "5 October 2026"),
            ("ar", "5 أكتوبر 2026"),
            ("uk", "5 жовтня 2026 року"),
            ("fa-af", "۵ اکتوبر ۲۰۲۶"),
        ],
    )
    def test_a_date_its_own_way(self, code: str, dit: str) -> None:
        assert langue(code).jour(date(2026, 10, 5)) == dit

    def test_the_first_of_a_month(self) -> None:
        assert langue("fr").jour_de_semaine(date(2026, 12, 1)) == "mardi 1er décembre"

    @pytest.mark.parametrize(
        ("code", "dit"),
        [
            ("fr", "1 234,05 €"),
            ("en", "€1,234.05"),
            ("ar", "1 234,05 يورو"),
            ("fa-af", "۱٬۲۳۴٫۰۵ یورو"),
        ],
    )
    def test_an_amount_its_own_way(self, code: str, dit: str) -> None:
        assert langue(code).montant(123_405).replace("\u00a0", " ").replace("\u202f", " ") == dit

    def test_each_is_named_in_its_own_script(self) -> None:
        noms = [x.nom for x in les_langues()]
        assert noms == ["Français", "English", "العربية", "Українська", "دری"]

    @pytest.mark.parametrize("rubrique", Rubrique.values)
    def test_each_family_of_secrets_has_its_words(self, rubrique: str) -> None:
        assert langue("fr").dire(f"rubriques.{rubrique}")

    @pytest.mark.parametrize("usage", UsageSecret.values)
    def test_each_use_has_its_words(self, usage: str) -> None:
        assert langue("fr").dire(f"usages.{usage}")

    def test_every_pictogram_is_drawn(self) -> None:
        assert all("<svg" in dessiner(nom) for nom in traces())


class TestTheStructure:
    @pytest.fixture
    def cip(self, camille: Salarie) -> Client:
        navigateur = Client()
        navigateur.force_login(fabrique.utilisateur(Role.CIP, camille.structure))
        return navigateur

    def remettre(self, cip: Client, camille: Salarie) -> str:
        adresse = reverse("chez_moi_acces", args=[camille.structure_id, camille.pk])
        page = cip.post(adresse, {"telephone": "03 00 00 00 02"}).content.decode()
        (jeton,) = re.findall(r'name="jeton" value="([\w-]+)"', page)
        assert f"http://testserver/moi/l/{jeton}/" in page
        assert "<svg" in page
        return str(jeton)

    def test_a_link_is_handed_and_shown_once(self, cip: Client, camille: Salarie) -> None:
        jeton = self.remettre(cip, camille)
        assert essayer(Client(), jeton).status_code == 302
        adresse = reverse("chez_moi_acces", args=[camille.structure_id, camille.pk])
        assert jeton not in cip.get(adresse).content.decode()
        acces = AccesPersonne.objects.get()
        assert acces.telephone == "03 00 00 00 02"
        assert acces.remis_par is not None

    def test_its_card_names_nobody(self, cip: Client, camille: Salarie) -> None:
        jeton = self.remettre(cip, camille)
        adresse = reverse("chez_moi_carte", args=[camille.structure_id, camille.pk])
        carte = cip.post(adresse, {"jeton": jeton})
        assert carte.headers["Content-Type"] == "application/pdf"
        assert carte.content.startswith(b"%PDF")
        from_pdf = _texte(carte.content)
        assert "Je donne le jour et le mois de ma naissance" in from_pdf
        assert camille.personne.nom not in from_pdf

    def test_the_card_of_another_person_is_refused(self, cip: Client, camille: Salarie) -> None:
        jeton = self.remettre(cip, camille)
        autre = fabrique.salarie(camille.structure)
        adresse = reverse("chez_moi_carte", args=[camille.structure_id, autre.pk])
        for lien in (jeton, "x"):
            reponse = cip.post(adresse, {"jeton": lien})
            assert reponse.status_code == 409
            assert "n’est plus connu" in reponse.content.decode().replace("&#x27;", "’")

    def test_withdrawn_from_the_sheet(self, cip: Client, camille: Salarie) -> None:
        phone = ouvrir(camille)
        adresse = reverse("chez_moi_retirer", args=[camille.structure_id, camille.pk])
        assert cip.get(adresse).status_code == 200
        assert "est retiré" in cip.post(adresse, follow=True).content.decode()
        assert phone.get(reverse("moi")).status_code == 404

    def test_the_sheet_says_where_it_stands(self, cip: Client, camille: Salarie) -> None:
        fiche = reverse("salarie", args=[camille.structure_id, camille.pk])
        assert "Pas d’accès" in cip.get(fiche).content.decode()
        phone = ouvrir(camille)
        assert "Pas encore ouverte" in cip.get(fiche).content.decode()
        phone.get(reverse("moi"))
        phone.post(reverse("moi_droits"), {"genre": "copie"})
        page = cip.get(fiche).content.decode()
        assert "Dernière visite le 02/06/2025" in page
        assert "1 demande de sa part" in page

    def test_an_answer_is_noted_and_shown_to_her(self, cip: Client, camille: Salarie) -> None:
        phone = ouvrir(camille)
        phone.post(reverse("moi_droits"), {"genre": "copie"})
        demande = DemandePersonne.objects.get()
        adresse = reverse("chez_moi_repondre", args=[camille.structure_id, camille.pk, demande.pk])
        assert "La réponse est notée" in cip.post(adresse, follow=True).content.decode()
        assert cip.post(adresse).status_code == 409
        assert "Réponse donnée" in lire(phone, "moi_droits")


def _texte(pdf: bytes) -> str:
    return " ".join("".join(p.extract_text() for p in PdfReader(BytesIO(pdf)).pages).split())
