"""The person's own page: in which words."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from etrier.parcours.chez_moi.actions import remettre
from etrier.parcours.enums import LanguePersonne, Rubrique, UsageSecret
from etrier.parcours.models import Salarie
from etrier.www.chez_moi.pictos import dessiner, traces
from etrier.www.chez_moi.textes import langue, langue_du_navigateur, les_langues
from etrier.www.chez_moi.visite import COOKIE_LANGUE
from tests.www.monde_chez_moi import PAGES, camille, convention, essayer, horloge, lire, ouvrir

__all__ = ["camille", "convention", "horloge"]

pytestmark = pytest.mark.django_db


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
