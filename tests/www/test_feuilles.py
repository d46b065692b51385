"""The screens of the weekly sheet: who enters, what the phone is given, what it may send."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.translation import override

from etrier.heures.feuilles.actions import Operation, pointer
from etrier.heures.models import LigneHeures, PhotoFeuille, Pointage
from etrier.missions.models import Chantier
from etrier.parcours.models import Contrat
from etrier.structures.enums import Role
from etrier.structures.models import Structure, Utilisateur
from etrier.www.feuilles.appli import RESSOURCES
from etrier.www.feuilles.mots import mots
from tests import fabrique
from tests.maison.sources import SOURCE
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db

LUNDI = date(2025, 5, 12)
JEUDI = LUNDI + timedelta(days=3)
JPEG = b"\xff\xd8\xff\xe0" + b"une photo" * 20


@dataclass
class Monde:
    """An ACI, somebody seen on a chantier, and an encadrant in front of his phone."""

    structure: Structure
    contrat: Contrat
    chantier: Chantier
    compte: Utilisateur
    client: Client

    def adresse(self, nom: str, **autres: Any) -> str:
        vus = {"structure_id": self.structure.pk, "chantier_id": self.chantier.pk, **autres}
        return reverse(nom, kwargs=vus)

    @property
    def feuille(self) -> str:
        return self.adresse("feuille", lundi=LUNDI)

    def operation(self, **changes: Any) -> dict[str, Any]:
        """Present on Monday from 8 to 16, less an hour."""
        return {
            "cle": str(uuid4()),
            "contrat": self.contrat.pk,
            "jour": LUNDI.isoformat(),
            "version": 0,
            "vu": {},
            "nature": 1,
            "arrivee": 480,
            "depart": 960,
            "pause": 60,
        } | changes

    def envoyer(self, *operations: Any, compte: int | None = None) -> Any:
        corps = {"compte": compte or self.compte.pk, "operations": operations}
        return self.client.post(
            self.adresse("feuille_synchroniser"), json.dumps(corps), "application/json"
        )

    def joindre(self, contenu: bytes, compte: int | None = None) -> Any:
        envoi = {
            "compte": compte or self.compte.pk,
            "photo": SimpleUploadedFile("feuille.jpg", contenu),
        }
        return self.client.post(self.adresse("feuille_photo", lundi=LUNDI), envoi)


@pytest.fixture
def monde(tmp_path: Path) -> Iterator[Monde]:
    une = fabrique.structure("ACI")
    contrat = fabrique.contrat(fabrique.salarie(une), fabrique.convention(une))
    compte = fabrique.utilisateur(Role.ENCADREMENT, une)
    client = Client()
    client.force_login(compte)
    with override_settings(VAR=tmp_path):
        yield Monde(une, contrat, fabrique.chantier(une), compte, client)


def contenu(reponse: Any) -> dict[str, Any]:
    """What the script of the page starts from."""
    html = reponse.content.decode()
    assert fautes(html) == []
    trouve = re.search(r'<script id="feuille-contenu"[^>]*>(.*?)</script>', html)
    assert trouve is not None
    lu: dict[str, Any] = json.loads(trouve[1])
    return lu


def test_the_list_says_which_days_are_filled_and_whether_there_is_a_photo(monde: Monde) -> None:
    mardi = LUNDI + timedelta(days=1)
    fabrique.heures(monde.contrat, mardi, 300, chantier_id=monde.chantier.pk)
    monde.envoyer(monde.operation(), monde.operation(jour=JEUDI.isoformat()))
    adresse = reverse("feuilles_semaine", args=[monde.structure.pk, LUNDI])
    html = monde.client.get(adresse).content.decode()
    assert fautes(html) == []
    assert html.count('class="rempli"') == 2
    assert html.count('class="ecrit"') == 1
    assert "Sans photo" in html
    monde.joindre(JPEG)
    assert "Photo de la feuille signée" in monde.client.get(adresse).content.decode()


def test_the_list_leaves_out_a_chantier_that_is_over(monde: Monde) -> None:
    monde.chantier.fin = LUNDI - timedelta(days=1)
    monde.chantier.save()
    avant, apres = (
        monde.client.get(reverse("feuilles_semaine", args=[monde.structure.pk, le]))
        for le in (LUNDI - timedelta(weeks=1), LUNDI)
    )
    lien = f"/feuilles/{monde.chantier.pk}/"
    assert lien in avant.content.decode()
    assert lien not in apres.content.decode()
    assert "Aucun chantier cette semaine" in apres.content.decode()


@pytest.mark.parametrize("nom", ["feuille", "feuilles_semaine"])
def test_a_day_leads_to_its_monday(monde: Monde, nom: str) -> None:
    vus: dict[str, Any] = {"structure_id": monde.structure.pk}
    if nom == "feuille":
        vus["chantier_id"] = monde.chantier.pk
    reponse = monde.client.get(reverse(nom, kwargs=vus | {"lundi": JEUDI}))
    assert (reponse.status_code, reponse["Location"]) == (
        302,
        reverse(nom, kwargs=vus | {"lundi": LUNDI}),
    )


def test_the_page_bears_the_account_and_no_cache_keeps_it(monde: Monde) -> None:
    for adresse in (monde.feuille, reverse("feuilles", args=[monde.structure.pk])):
        reponse = monde.client.get(adresse)
        assert reponse["X-Feuille-Compte"] == str(monde.compte.pk)
        assert "no-store" in reponse["Cache-Control"]
        assert "private" in reponse["Cache-Control"]


def test_the_page_gives_the_people_the_plan_and_the_states(monde: Monde) -> None:
    autre = fabrique.contrat(
        fabrique.salarie(monde.structure), fabrique.convention(monde.structure)
    )
    monde.envoyer(monde.operation())
    lu = contenu(monde.client.get(monde.feuille))
    personnes = {p["contrat"]: p for p in lu["personnes"]}
    assert [personnes[c.pk]["ici"] for c in (monde.contrat, autre)] == [True, False]
    assert personnes[monde.contrat.pk]["prevus"] == [312, 312, 312, 312, 312, 0, 0]
    assert [e["genre"] for e in lu["etats"]] == ["present"]
    assert lu["compte"] == monde.compte.pk
    assert lu["saisie"] is True
    suivante = contenu(monde.client.get(monde.adresse("feuille", lundi=LUNDI + timedelta(weeks=1))))
    assert suivante["personnes"][0]["dernier"] == {
        "nature": 1,
        "arrivee": 480,
        "depart": 960,
        "pause": 60,
    }


def test_a_person_is_given_as_many_queries_as_twenty(
    monde: Monde, django_assert_max_num_queries: Any
) -> None:
    convention = fabrique.convention(monde.structure)
    for _rang in range(20):
        contrat = fabrique.contrat(fabrique.salarie(monde.structure), convention)
        fabrique.heures(contrat, LUNDI, 300, chantier_id=monde.chantier.pk)
    with django_assert_max_num_queries(24):
        lu = contenu(monde.client.get(monde.feuille))
    assert len(lu["etats"]) == 20


def test_a_reader_sees_the_sheet_and_may_not_fill_it(monde: Monde) -> None:
    monde.envoyer(monde.operation())
    lecteur = Client()
    lecteur.force_login(fabrique.utilisateur(Role.LECTURE, monde.structure))
    html = lecteur.get(monde.feuille).content.decode()
    assert fautes(html) == []
    assert "Tous présents" not in html
    assert 'data-acte="present"' not in html
    assert lecteur.post(monde.adresse("feuille_synchroniser")).status_code == 404


def test_changes_are_written_once_and_each_is_answered(monde: Monde) -> None:
    operations = [monde.operation(), monde.operation(jour=JEUDI.isoformat(), depart=900)]
    premiere, seconde = monde.envoyer(*operations).json(), monde.envoyer(*operations).json()
    assert premiere == seconde
    assert [r["sort"] for r in premiere["reponses"]] == ["fait", "fait"]
    assert sorted(LigneHeures.objects.values_list("minutes", flat=True)) == [360, 420]


def test_another_account_on_the_same_phone_sends_nothing_of_hers(monde: Monde) -> None:
    autre = fabrique.utilisateur(Role.ENCADREMENT, monde.structure)
    assert monde.envoyer(monde.operation(), compte=autre.pk).status_code == 409
    assert monde.joindre(JPEG, compte=autre.pk).status_code == 409
    assert not Pointage.objects.exists()
    assert not PhotoFeuille.objects.exists()


@pytest.mark.parametrize("corps", ["", "[]", "{", '{"operations": 3}', '"x"'])
def test_a_body_that_is_not_ours_is_refused(monde: Monde, corps: str) -> None:
    adresse = monde.adresse("feuille_synchroniser")
    assert monde.client.post(adresse, corps, "application/json").status_code == 400


@pytest.mark.parametrize(
    "changes",
    [
        {"cle": "pas une clé"},
        {"contrat": "1"},
        {"contrat": True},
        {"contrat": 10**30},
        {"jour": "2025-02-30"},
        {"nature": 9},
        {"vu": {"1": "420"}},
        {"vu": []},
        {"arrivee": 8.5},
        {"depart": None},
        {"version": None},
    ],
)
def test_a_change_that_cannot_be_read_does_not_hold_the_others(
    monde: Monde, changes: dict[str, Any]
) -> None:
    mauvaise, bonne = monde.operation(**changes), monde.operation()
    reponses = monde.envoyer(mauvaise, 7, bonne).json()["reponses"]
    assert {r["cle"]: r["sort"] for r in reponses} == {
        bonne["cle"]: "fait",
        mauvaise["cle"]: "refuse",
        None: "refuse",
    }
    assert LigneHeures.objects.get().minutes == 420


def test_a_photo_is_shown_to_those_who_read_the_hours_and_to_nobody_else(monde: Monde) -> None:
    envoyee = monde.joindre(JPEG)
    assert envoyee.status_code == 200
    assert monde.joindre(JPEG).json() == envoyee.json()
    adresse = envoyee.json()["adresse"]
    vue = monde.client.get(adresse)
    assert (vue.content, vue["Content-Type"]) == (JPEG, "image/jpeg")
    assert (vue["X-Content-Type-Options"], vue["Content-Disposition"]) == ("nosniff", "inline")
    assert "private" in vue["Cache-Control"]
    assert adresse in monde.client.get(monde.feuille).content.decode()
    etranger = Client()
    etranger.force_login(fabrique.utilisateur(Role.DIRECTION, fabrique.structure("Autre")))
    assert etranger.get(adresse).status_code == 404
    assert Client().get(adresse).status_code == 302


@pytest.mark.parametrize(
    ("photo", "mot"),
    [(b"<svg onload='x'/>", "JPEG"), (b"", "JPEG"), (JPEG + bytes(8 * 1024 * 1024), "8 Mo")],
)
def test_what_is_not_a_photo_is_refused_with_its_sentence(
    monde: Monde, photo: bytes, mot: str
) -> None:
    reponse = monde.joindre(photo)
    assert reponse.status_code == 422
    assert mot in reponse.json()["phrase"]
    assert not PhotoFeuille.objects.exists()


def test_a_photo_whose_file_is_lost_is_not_found(monde: Monde, tmp_path: Path) -> None:
    adresse = monde.joindre(JPEG).json()["adresse"]
    for fichier in (tmp_path / "photos" / str(monde.structure.pk)).iterdir():
        fichier.unlink()
    assert monde.client.get(adresse).status_code == 404


def test_the_manifest_opens_the_sheets_of_the_structure(monde: Monde) -> None:
    lu = monde.client.get(reverse("manifeste"), {"structure": monde.structure.pk}).json()
    assert lu["start_url"] == reverse("feuilles", args=[monde.structure.pk])
    assert {i["sizes"] for i in lu["icons"]} >= {"192x192", "512x512"}
    for icone in lu["icons"]:
        assert finders.find(icone["src"].removeprefix("/static/"))
    sans = monde.client.get(reverse("manifeste"), {"structure": "../x"}).json()
    assert monde.client.get(reverse("manifeste"), {"structure": "9" * 5000}).json() == sans
    assert sans["start_url"] == reverse("accueil")


def test_the_service_worker_keeps_every_script_of_the_family(monde: Monde) -> None:
    reponse = monde.client.get(reverse("feuille_sw"))
    script = reponse.content.decode()
    assert reponse["Content-Type"].startswith("text/javascript")
    assert "no-cache" in reponse["Cache-Control"]
    for nom in RESSOURCES:
        assert f"/static/{nom}" in script
    ecrits = {p.name for p in (SOURCE / "www" / "static" / "feuille").glob("*.js")}
    connus = {n.removeprefix("feuille/") for n in RESSOURCES if n.startswith("feuille/")}
    assert ecrits - {"travailleur.js"} <= connus


def test_what_is_said_without_a_network_names_nobody(monde: Monde) -> None:
    html = monde.client.get(reverse("feuille_hors_ligne")).content.decode()
    assert fautes(html) == []
    assert monde.compte.nom not in html
    assert "sortie.js" not in html


def test_every_word_a_script_asks_for_is_given() -> None:
    scripts = (SOURCE / "www" / "static" / "feuille").glob("*.js")
    texte = "".join(p.read_text(encoding="utf-8") for p in scripts)
    demandes = set(re.findall(r"\bmots\.(\w+)", texte)) - {"langue"}
    with override("fr"):
        assert demandes <= mots().keys()
        assert mots().keys() - demandes <= {"hors", "clos", "valide"}


def test_a_stale_phone_is_told_of_the_other_values(monde: Monde) -> None:
    autre = fabrique.utilisateur(Role.GESTION, monde.structure)
    saisie = Operation(uuid4(), monde.contrat.pk, LUNDI, 0, {}, arrivee=540, depart=720)
    pointer(monde.structure, monde.chantier, [saisie], par=autre)
    (reponse,) = monde.envoyer(monde.operation()).json()["reponses"]
    assert reponse["sort"] == "conflit"
    assert (reponse["etat"]["arrivee"], reponse["etat"]["par"]) == (540, autre.nom)
    assert LigneHeures.objects.get().minutes == 180


@pytest.mark.parametrize("jour", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_ends_of_the_calendar_is_unreadable(monde: Monde, jour: str) -> None:
    (reponse,) = monde.envoyer(monde.operation(jour=jour)).json()["reponses"]
    assert reponse["sort"] == "refuse"
    assert "illisible" in reponse["phrase"]


def test_a_body_nested_too_deep_is_unreadable(monde: Monde) -> None:
    adresse = monde.adresse("feuille_synchroniser")
    assert monde.client.post(adresse, "[" * 200_000, "application/json").status_code == 400
