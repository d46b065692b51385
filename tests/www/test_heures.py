"""The hours' screens: the month grid under the keys, import, validation, correction."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from python_calamine import CalamineWorkbook

from etrier.cloture.actions import cloturer
from etrier.heures.actions import corriger
from etrier.heures.models import LigneHeures
from etrier.missions.models import Chantier, ClauseSociale
from etrier.parcours.models import Contrat
from etrier.structures.enums import Role
from etrier.structures.models import Structure, Utilisateur
from tests import fabrique
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db
MAI = date(2025, 5, 1)
JUIN = date(2025, 6, 1)


@dataclass
class Monde:
    """An ACI, somebody with a contract all year, a chantier under a clause."""

    structure: Structure
    contrat: Contrat
    chantier: Chantier
    clause: ClauseSociale

    @property
    def rang(self) -> str:
        """Name of the empty row of the contract."""
        return f"{self.contrat.pk}.1.0.0"

    @property
    def qui(self) -> str:
        """The person, as the grid says her."""
        return str(self.contrat.salarie.personne)

    def case(self, jour: int, rang: str = "") -> str:
        """Name of a cell."""
        return f"h.{rang or self.rang}.{jour}"


@pytest.fixture
def monde() -> Monde:
    une = fabrique.structure("ACI")
    ville = fabrique.client(une)
    signe = fabrique.contrat(fabrique.salarie(une), fabrique.convention(une))
    return Monde(une, signe, fabrique.chantier(une, ville), fabrique.clause(ville))


@pytest.fixture(autouse=True)
def _var(tmp_path: Path) -> Iterator[None]:
    with override_settings(VAR=tmp_path):
        yield


def entrer(monde: Monde, role: Role = Role.DIRECTION) -> Client:
    client = Client()
    client.force_login(fabrique.utilisateur(role, monde.structure))
    return client


def adresse(nom: str, monde: Monde, mois: date = MAI, **autres: str) -> str:
    return reverse(nom, kwargs={"structure_id": monde.structure.pk, "mois": mois, **autres})


def texte(reponse: Any) -> str:
    html = reponse.content.decode()
    assert fautes(html) == []
    return re.sub(r"\s+", " ", unescape(html))


def lire(client: Client, url: str, **demande: str) -> str:
    reponse = client.get(url, demande)
    assert reponse.status_code == 200
    return texte(reponse)


def grille(html: str) -> str:
    """The part of the page that is swapped in place."""
    return html.split('<div id="grille">')[1].split("</form>")[0]


def champs(html: str) -> dict[str, str]:
    """What a browser would send of the grid: every field and its value."""
    balises = re.findall(r"<input [^>]*>", grille(html))
    paires = [(re.search(r'name="([^"]*)"', b), re.search(r'value="([^"]*)"', b)) for b in balises]
    return {n[1]: unescape(v[1]) for n, v in paires if n and v}


def taper(client: Client, monde: Monde, **cases: str) -> Any:
    """Open the grid, type in cells (`j5="7h30"`: the 5th), send it, give the page that follows."""
    url = adresse("heures_mois", monde)
    envoi = champs(client.get(url).content.decode())
    envoi |= {monde.case(int(jour[1:])): valeur for jour, valeur in cases.items()}
    return client.post(adresse("heures_saisir", monde), envoi, follow=True)


def minutes(monde: Monde) -> dict[int, int]:
    lignes = LigneHeures.objects.filter(structure=monde.structure)
    return {x.jour.day: x.minutes for x in lignes}


# Who may


@pytest.mark.parametrize("role", [Role.DIRECTION, Role.CIP, Role.ENCADREMENT, Role.GESTION])
def test_who_types_sees_fields(monde: Monde, role: Role) -> None:
    page = lire(entrer(monde, role), adresse("heures_mois", monde))
    assert f'name="{monde.case(6)}"' in page
    assert "Enregistrer" in page


def test_a_reader_sees_no_field(monde: Monde) -> None:
    fabrique.heures(monde.contrat, date(2025, 5, 6), 450)
    page = lire(entrer(monde, Role.LECTURE), adresse("heures_mois", monde))
    assert "<input" not in grille(page + "</form>")
    assert '7h30<span class="signe" aria-hidden="true">✎</span>' in page
    assert "brouillon" in page


def test_a_reader_may_not_write(monde: Monde) -> None:
    client = entrer(monde, Role.LECTURE)
    envoi = {f"a.{monde.rang}": "," * 30, monde.case(6): "7"}
    assert client.post(adresse("heures_saisir", monde), envoi).status_code == 404
    assert minutes(monde) == {}


def test_a_facilitator_and_a_stranger_are_told_nothing(monde: Monde) -> None:
    url = adresse("heures_mois", monde)
    assert entrer(monde, Role.FACILITATION).get(url).status_code == 404
    etranger = Client()
    etranger.force_login(fabrique.utilisateur(Role.DIRECTION, fabrique.structure("Autre")))
    assert etranger.get(url).status_code == 404


def test_only_who_validates_is_offered_to(monde: Monde) -> None:
    fabrique.heures(monde.contrat, date(2025, 5, 6), 450)
    assert "Valider 1 brouillon" in lire(entrer(monde), adresse("heures_mois", monde))
    client = entrer(monde, Role.CIP)
    assert "1 brouillon à valider" in lire(client, adresse("heures_mois", monde))
    assert client.get(adresse("heures_valider", monde)).status_code == 404


def test_a_row_of_another_structure_is_not_found(monde: Monde) -> None:
    autre = fabrique.structure("Autre")
    signe = fabrique.contrat(fabrique.salarie(autre), fabrique.convention(autre))
    envoi = {f"a.{signe.pk}.1.0.0": "," * 30, f"h.{signe.pk}.1.0.0.6": "7"}
    assert entrer(monde).post(adresse("heures_saisir", monde), envoi).status_code == 404
    assert not LigneHeures.objects.exists()


# The grid


def test_the_month_at_hand_opens(monde: Monde) -> None:
    client = entrer(monde)
    client.get(adresse("heures_mois", monde))
    reponse = client.get(reverse("heures", args=[monde.structure.pk]))
    assert reponse.headers["Location"] == adresse("heures_mois", monde)


def test_weekends_and_holidays_say_why_they_are_shaded(monde: Monde) -> None:
    page = lire(entrer(monde), adresse("heures_mois", monde))
    assert 'title="jeudi 1 mai : Fête du Travail"' in page
    assert 'title="samedi 3 mai : week-end"' in page
    assert 'title="mardi 6 mai"' in page


def test_alsace_has_its_own_holidays(monde: Monde) -> None:
    client, noel = entrer(monde), date(2025, 12, 1)
    assert "vendredi 26 décembre :" not in lire(client, adresse("heures_mois", monde, noel))
    Structure.objects.filter(pk=monde.structure.pk).update(code_insee="67482")
    assert "vendredi 26 décembre :" in lire(client, adresse("heures_mois", monde, noel))


def test_every_field_has_its_own_name(monde: Monde) -> None:
    page = lire(entrer(monde), adresse("heures_mois", monde))
    personne = monde.contrat.salarie.personne
    libelle = f'aria-label="{personne.prenom} {personne.nom}, mardi 6 mai, travail"'
    assert page.count(libelle) == 1


def test_days_outside_the_contract_cannot_be_typed_in(monde: Monde) -> None:
    Contrat.objects.filter(pk=monde.contrat.pk).update(fin=date(2025, 5, 12))
    page = lire(entrer(monde), adresse("heures_mois", monde))
    assert f'name="{monde.case(12)}"' in page
    assert f'name="{monde.case(13)}"' not in page
    assert page.count('hors"><span class="visually-hidden">hors contrat') == 19


def test_totals_add_up_by_row_person_and_day(monde: Monde) -> None:
    fabrique.heures(monde.contrat, date(2025, 5, 6), 420)
    fabrique.heures(monde.contrat, date(2025, 5, 6), 90, chantier_id=monde.chantier.pk)
    fabrique.heures(monde.contrat, date(2025, 5, 7), 60, nature=2)
    page = lire(entrer(monde), adresse("heures_mois", monde)).replace("\u202f", " ")
    totaux = re.findall(r'<td class="total" data-m="(\d+)"', page)
    assert sorted(map(int, totaux)) == [60, 90, 420, 570, 570]
    assert page.count('<td class="j" data-m="510">8h30</td>') == 2
    assert "9 h 30" in page


def test_the_places_of_last_month_are_offered_again(monde: Monde) -> None:
    fabrique.heures(
        monde.contrat,
        date(2025, 4, 8),
        420,
        chantier_id=monde.chantier.pk,
        clause_id=monde.clause.pk,
    )
    rang = f"{monde.contrat.pk}.1.c{monde.chantier.pk}.{monde.clause.pk}"
    url = adresse("heures_mois", monde)
    assert f'name="{monde.case(6, rang)}"' in lire(entrer(monde), url)
    Chantier.objects.update(fin=date(2025, 4, 30))
    assert f'name="{monde.case(6, rang)}"' not in lire(entrer(monde), url)


def test_it_filters_by_person_chantier_and_client(monde: Monde) -> None:
    client, url = entrer(monde), adresse("heures_mois", monde)
    ailleurs = fabrique.contrat(
        fabrique.salarie(monde.structure, "AILLEURS"), monde.contrat.convention
    )
    fabrique.heures(monde.contrat, date(2025, 5, 6), 420, chantier_id=monde.chantier.pk)
    fabrique.heures(ailleurs, date(2025, 5, 6), 420)
    assert "AILLEURS" not in grille(lire(client, url, personne=monde.contrat.salarie.personne.nom))
    for lieu in (f"c{monde.chantier.pk}", f"k{monde.chantier.client_id}"):
        page = grille(lire(client, url, lieu=lieu))
        assert monde.qui in page
        assert "AILLEURS" not in page
    assert "Personne ne correspond" in lire(client, url, personne="inconnue au bataillon")


def test_a_large_month_comes_in_pages_and_adds_up_whole(monde: Monde) -> None:
    for _rang in range(64):
        signe = fabrique.contrat(fabrique.salarie(monde.structure), monde.contrat.convention)
        fabrique.heures(signe, date(2025, 5, 6), 60)
    client, url = entrer(monde), adresse("heures_mois", monde)
    premiere, seconde = lire(client, url), lire(client, url, page="2")
    assert (premiere.count('id="r.'), seconde.count('id="r.')) == (60, 5)
    for page in (premiere, seconde):
        assert "Total, toutes les pages" in page
        assert f'<td class="total" data-m="{64 * 60}">' in page


def test_its_queries_do_not_grow_with_people(monde: Monde) -> None:
    client, url = entrer(monde), adresse("heures_mois", monde)
    fabrique.heures(monde.contrat, date(2025, 5, 6), 60)
    lire(client, url)
    with CaptureQueriesContext(connection) as peu:
        lire(client, url)
    for _rang in range(12):
        signe = fabrique.contrat(fabrique.salarie(monde.structure), monde.contrat.convention)
        fabrique.heures(signe, date(2025, 5, 6), 60, chantier_id=monde.chantier.pk)
    with CaptureQueriesContext(connection) as beaucoup:
        lire(client, url)
    assert len(beaucoup) == len(peu) <= 18


# Typing


@pytest.mark.parametrize("ecrit", ["7h30", "7:30", "7,5", "7.5", " 7 h 30 "])
def test_hours_are_read_as_people_write_them(monde: Monde, ecrit: str) -> None:
    assert "1 case enregistrée." in texte(taper(entrer(monde), monde, j6=ecrit))
    assert minutes(monde) == {6: 450}


def test_it_says_who_typed(monde: Monde) -> None:
    client = Client()
    auteur: Utilisateur = fabrique.utilisateur(Role.CIP, monde.structure)
    client.force_login(auteur)
    taper(client, monde, j6="7")
    assert LigneHeures.objects.get().saisie_par == auteur


def test_an_emptied_cell_removes_the_draft(monde: Monde) -> None:
    client = entrer(monde)
    taper(client, monde, j6="7", j7="6")
    assert "1 case enregistrée." in texte(taper(client, monde, j6=""))
    assert minutes(monde) == {7: 360}


def test_nothing_changed_is_said(monde: Monde) -> None:
    client = entrer(monde)
    taper(client, monde, j6="7")
    assert "Rien n’a changé" in texte(taper(client, monde))
    assert "Rien n’a changé" in texte(taper(client, monde, j6="7:00"))


def test_a_bad_cell_stays_as_typed_and_the_others_are_kept(monde: Monde) -> None:
    client = entrer(monde)
    reponse = taper(client, monde, j6="7", j7="sept <heures>", j8="25", j9="6,5")
    page, gardes = texte(reponse), champs(reponse.content.decode())
    assert minutes(monde) == {6: 420, 9: 390}
    assert "2 cases enregistrées." in page
    assert 'role="alert"' in page
    assert gardes[monde.case(7)] == "sept <heures>"
    assert gardes[monde.case(8)] == "25"
    assert "« sept <heures> » n’est pas une durée : écrivez 7h30" in page
    assert "« 25 » dépasse les 24 heures d’une journée." in page
    assert page.count('aria-invalid="true"') == 2
    envoi = gardes | {monde.case(7): "5", monde.case(8): ""}
    texte(client.post(adresse("heures_saisir", monde), envoi, follow=True))
    assert minutes(monde) == {6: 420, 7: 300, 9: 390}


def test_what_the_ledger_refuses_comes_back_with_its_reason(monde: Monde) -> None:
    client = entrer(monde)
    envoi = champs(client.get(adresse("heures_mois", monde)).content.decode())
    Contrat.objects.filter(pk=monde.contrat.pk).update(fin=date(2025, 5, 12))
    envoi |= {monde.case(jour): "7" for jour in (5, 6, 13, 14)}
    page = texte(client.post(adresse("heures_saisir", monde), envoi))
    assert minutes(monde) == {5: 420, 6: 420}
    assert "Le 13/05/2025 est hors du contrat" in page or "hors du contrat" in page


def test_hours_changed_meanwhile_are_not_overwritten(monde: Monde) -> None:
    client = entrer(monde)
    envoi = champs(client.get(adresse("heures_mois", monde)).content.decode())
    fabrique.heures(monde.contrat, date(2025, 5, 6), 300)
    envoi |= {monde.case(6): "7"}
    page = texte(client.post(adresse("heures_saisir", monde), envoi))
    assert minutes(monde) == {6: 300}
    assert champs(page)[monde.case(6)] == "7"
    assert "Il y a déjà" in page
    client.post(adresse("heures_saisir", monde), champs(page))
    assert minutes(monde) == {6: 420}


def test_two_clauses_on_one_day_and_place_do_not_overwrite_each_other(monde: Monde) -> None:
    lieu = f"{monde.contrat.pk}.1.c{monde.chantier.pk}"
    envoi = {
        f"a.{lieu}.0": "," * 30,
        f"a.{lieu}.{monde.clause.pk}": "," * 30,
        f"h.{lieu}.0.6": "3",
        f"h.{lieu}.{monde.clause.pk}.6": "4",
    }
    page = texte(entrer(monde).post(adresse("heures_saisir", monde), envoi))
    assert minutes(monde) == {6: 180}
    assert champs(page)[f"h.{lieu}.{monde.clause.pk}.6"] == "4"
    assert "sous une autre clause" in page


def test_names_that_are_not_ours_are_ignored(monde: Monde) -> None:
    envoi = {"a.1.9.0.0": "x", "a.": "", "h.truc.6": "7", f"a.{monde.rang}": "x,y"}
    reponse = entrer(monde).post(adresse("heures_saisir", monde), envoi, follow=True)
    assert "Rien n’a changé" in texte(reponse)


def test_a_swap_in_place_is_the_same_as_a_full_reload(monde: Monde) -> None:
    client, url = entrer(monde), adresse("heures_saisir", monde)
    for valeur in ("7h", "neuf"):
        envoi = champs(client.get(adresse("heures_mois", monde)).content.decode())
        envoi |= {monde.case(6): valeur, monde.case(7): "6"}
        en_place = client.post(url, envoi, follow=True, headers={"HX-Request": "true"})
        LigneHeures.objects.filter(jour__day=7).delete()
        envoi[f"a.{monde.rang}"] = champs(
            client.get(adresse("heures_mois", monde)).content.decode()
        )[f"a.{monde.rang}"]
        entiere = client.post(url, envoi, follow=True)
        assert grille(texte(en_place)) == grille(texte(entiere))
        assert 'id="messages"' in en_place.content.decode()


def test_a_filter_is_kept_when_saving(monde: Monde) -> None:
    client = entrer(monde)
    url = adresse("heures_saisir", monde) + "?personne=ESSAI"
    envoi = {f"a.{monde.rang}": "," * 30, monde.case(6): "7"}
    assert client.post(url, envoi).headers["Location"].endswith("?personne=ESSAI")
    assert client.get(url).headers["Location"].endswith("?personne=ESSAI")


def test_validated_hours_are_read_only_and_open_onto_their_line(monde: Monde) -> None:
    fabrique.heures(monde.contrat, date(2025, 5, 6), 450)
    fabrique.valider_mois(monde.structure, MAI)
    page = lire(entrer(monde), adresse("heures_mois", monde))
    assert f'name="{monde.case(6)}"' not in page
    ligne = LigneHeures.objects.get()
    lien = reverse("heures_ligne", args=[monde.structure.pk, ligne.pk])
    assert f'href="{lien}">7h30<span class="signe" aria-hidden="true">✓</span>' in page
    assert '<span class="visually-hidden"> validée</span>' in page
    assert "Clôturer ce mois" in page


def test_a_closed_month_is_read_only(monde: Monde) -> None:
    fabrique.heures(monde.contrat, date(2025, 5, 6), 450)
    fabrique.valider_mois(monde.structure, MAI)
    assert cloturer([monde.structure.pk], MAI, par=None).closes
    client = entrer(monde)
    page = lire(client, adresse("heures_mois", monde))
    assert "Mois clos : lecture seule" in page
    assert 'id="saisie"' not in page
    envoi = {f"a.{monde.rang}": "," * 30, monde.case(7): "7"}
    page = texte(client.post(adresse("heures_saisir", monde), envoi))
    assert minutes(monde) == {6: 450}


def test_corrections_of_a_closed_month_show_in_the_next(monde: Monde) -> None:
    fabrique.heures(monde.contrat, date(2025, 5, 6), 450)
    fabrique.valider_mois(monde.structure, MAI)
    cloturer([monde.structure.pk], MAI, par=None)
    corriger(LigneHeures.objects.get(), minutes=300, motif="Relevé relu", par=None)
    page = lire(entrer(monde), adresse("heures_mois", monde, JUIN))
    assert "Corrections de mois clos comptées dans ce mois" in page
    assert page.count("Relevé relu") == 2


def test_a_correction_of_the_month_shows_its_result(monde: Monde) -> None:
    fabrique.heures(monde.contrat, date(2025, 5, 6), 450)
    fabrique.valider_mois(monde.structure, MAI)
    _annulee, bonne = corriger(LigneHeures.objects.get(), minutes=300, motif="Relu", par=None)
    page = lire(entrer(monde), adresse("heures_mois", monde))
    assert bonne is not None
    lien = reverse("heures_ligne", args=[monde.structure.pk, bonne.pk])
    assert f'href="{lien}">5h<span class="signe" aria-hidden="true">↺</span>' in page
    assert "validée et corrigée" in page


# A row more


def test_a_row_is_added_for_another_place_and_nature(monde: Monde) -> None:
    client, url = entrer(monde), adresse("heures_ajouter", monde)
    assert str(monde.chantier) in lire(client, url, contrat=str(monde.contrat.pk))
    choix = {
        "contrat": monde.contrat.pk,
        "nature": 2,
        "lieu": f"c{monde.chantier.pk}",
        "clause": monde.clause.pk,
    }
    page = texte(client.post(url, choix, follow=True))
    rang = f"{monde.contrat.pk}.2.c{monde.chantier.pk}.{monde.clause.pk}"
    assert f'id="r.{rang}"' in page
    assert f"formation · {monde.chantier} · {monde.clause}" in page
    assert not LigneHeures.objects.exists()


def test_somebody_elses_mission_is_refused(monde: Monde) -> None:
    autre = fabrique.contrat(fabrique.salarie(monde.structure), monde.contrat.convention)
    mission = fabrique.mission(fabrique.client(monde.structure), autre)
    choix = {"contrat": monde.contrat.pk, "nature": 1, "lieu": f"m{mission.pk}"}
    page = texte(entrer(monde).post(adresse("heures_ajouter", monde), choix))
    assert "Cette mission est celle d’une autre personne" in page
    choix["contrat"] = autre.pk
    page = texte(entrer(monde).post(adresse("heures_ajouter", monde), choix, follow=True))
    assert f'id="r.{autre.pk}.1.m{mission.pk}.0"' in page


# Import


def fichier(monde: Monde, *lignes: str) -> SimpleUploadedFile:
    matricule = monde.contrat.salarie.matricule
    contenu = "\n".join(["matricule;jour;heures", *(f"{matricule};{x}" for x in lignes)])
    return SimpleUploadedFile("mai.csv", contenu.encode())


def envoyer(client: Client, monde: Monde, *lignes: str) -> str:
    """Send a file; gives the address of its preview."""
    reponse = client.post(adresse("heures_importer", monde), {"fichier": fichier(monde, *lignes)})
    assert reponse.status_code == 302
    return reponse.headers["Location"]


def test_a_file_is_previewed_then_imported_once(monde: Monde, tmp_path: Path) -> None:
    client = entrer(monde)
    apercu = envoyer(client, monde, "06/05/2025;7,5", "07/05/2025;7h")
    page = lire(client, apercu)
    assert '<span class="chiffre-cle">2</span>lignes nouvelles' in page
    assert not LigneHeures.objects.exists()
    assert "2 lignes ajoutées, 0 déjà connue" in texte(client.post(apercu, follow=True))
    assert minutes(monde) == {6: 450, 7: 420}
    assert list((tmp_path / "imports").iterdir()) == []
    assert client.get(apercu).status_code == 404
    page = lire(client, envoyer(client, monde, "06/05/2025;7,5", "07/05/2025;7h"))
    assert "il n’y a rien à importer" in page


def test_a_bad_line_is_told_in_words_and_nothing_is_written(monde: Monde) -> None:
    client = entrer(monde)
    apercu = envoyer(client, monde, "06/05/2025;7,5", "31/02/2025;7", "06/06/2025;7")
    page = lire(client, apercu)
    assert "2 lignes ne peuvent pas être écrites" in page
    assert "« 31/02/2025 » n'existe pas dans le calendrier." in page
    assert "n'est pas dans le mois importé" in page
    assert "Importer ces heures" not in page
    assert client.post(apercu).status_code == 409
    assert not LigneHeures.objects.exists()
    assert (
        client.get(apercu, {"format-refus": "csv"}).headers["Content-Type"].startswith("text/csv")
    )


def test_a_file_that_cannot_be_read_is_refused_at_once(monde: Monde) -> None:
    client, url = entrer(monde), adresse("heures_importer", monde)
    envoi = {"fichier": SimpleUploadedFile("mai.csv", b"rien;de\nbon;ici")}
    assert "Il manque l'en-tête" in texte(client.post(url, envoi))
    envoi = {"fichier": SimpleUploadedFile("mai.pdf", b"%PDF")}
    assert "n’est pas un tableur" in texte(client.post(url, envoi))
    page = texte(client.post(url, {}))
    assert "Ce champ est obligatoire." in page
    assert 'role="alert"' in page


def test_a_waiting_file_is_its_senders_only(monde: Monde) -> None:
    apercu = envoyer(entrer(monde), monde, "06/05/2025;7,5")
    assert entrer(monde).get(apercu).status_code == 404


def test_the_template_holds_the_people_of_the_month(monde: Monde) -> None:
    reponse = entrer(monde).get(adresse("heures_modele", monde))
    feuille = CalamineWorkbook.from_filelike(BytesIO(reponse.content)).get_sheet_by_index(0)
    assert monde.contrat.salarie.matricule in str(feuille.to_python())
    assert 'filename="heures-2025-05.xlsx"' in reponse.headers["Content-Disposition"]
    assert "Télécharger le modèle" in lire(entrer(monde), adresse("heures_importer", monde))


# Validation


def test_chosen_people_are_validated_and_the_others_wait(monde: Monde) -> None:
    autre = fabrique.contrat(fabrique.salarie(monde.structure), monde.contrat.convention)
    for signe in (monde.contrat, autre):
        fabrique.heures(signe, date(2025, 5, 6), 420)
    client, url = entrer(monde), adresse("heures_valider", monde)
    page = lire(client, url)
    assert page.count("checked") == 2
    assert "Choisissez au moins une personne." in texte(client.post(url, {"contrats": []}))
    page = texte(client.post(url, {"contrats": [autre.pk]}, follow=True))
    assert "1 ligne validée." in page
    assert LigneHeures.objects.validees().get().contrat == autre
    assert LigneHeures.objects.validees().get().validee_par is not None
    page = texte(client.post(url, {"contrats": [monde.contrat.pk]}, follow=True))
    assert "tout est validé" in lire(client, url)


# One line


@pytest.fixture
def ligne(monde: Monde) -> LigneHeures:
    fabrique.heures(monde.contrat, date(2025, 5, 6), 450, chantier_id=monde.chantier.pk)
    fabrique.valider_mois(monde.structure, MAI)
    return LigneHeures.objects.get()


def de_la_ligne(nom: str, ligne: LigneHeures) -> str:
    return reverse(nom, args=[ligne.structure_id, ligne.pk])


def test_a_line_says_what_it_is_and_who_may_correct_it(monde: Monde, ligne: LigneHeures) -> None:
    url = de_la_ligne("heures_ligne", ligne)
    page = lire(entrer(monde), url)
    assert f"{monde.qui}, mardi 6 mai 2025" in page
    assert str(monde.chantier) in page
    assert "Corriger cette ligne" in page
    assert "Corriger cette ligne" not in lire(entrer(monde, Role.CIP), url)
    assert entrer(monde, Role.FACILITATION).get(url).status_code == 404


def test_a_line_is_corrected_with_its_reason(monde: Monde, ligne: LigneHeures) -> None:
    client, url = entrer(monde), de_la_ligne("heures_corriger", ligne)
    page = lire(client, url)
    assert "les deux comptent dans mai 2025" in page
    assert 'value="7h30"' in page
    page = texte(client.post(url, {"duree": "5h", "nature": 1, "motif": "Partie tôt"}, follow=True))
    assert "Correction enregistrée." in page
    assert [x.minutes for x in LigneHeures.objects.order_by("pk")] == [450, -450, 300]
    assert page.count("Partie tôt") == 3  # the new line, and two rows of the history
    ancienne = lire(client, de_la_ligne("heures_ligne", ligne))
    assert "Corriger cette ligne" not in ancienne
    assert "contrepassation" in ancienne
    reponse = client.post(url, {"duree": "4h", "nature": 1, "motif": "Encore"})
    assert "a déjà été corrigée" in texte(reponse)


def test_a_correction_of_a_closed_month_says_where_it_counts(
    monde: Monde, ligne: LigneHeures
) -> None:
    cloturer([monde.structure.pk], MAI, par=None)
    page = lire(entrer(monde), de_la_ligne("heures_corriger", ligne))
    assert "les deux comptent dans juin 2025" in page


@pytest.mark.parametrize(
    ("saisie", "phrase"),
    [
        ({"duree": "5h", "nature": 1, "motif": ""}, "Ce champ est obligatoire."),
        ({"duree": "cinq", "nature": 1, "motif": "Relu"}, "n'est pas un nombre d'heures"),
        ({"duree": "7,5", "nature": 1, "motif": "Relu"}, "rien à corriger"),
        ({"duree": "25", "nature": 1, "motif": "Relu"}, "au plus 24 heures"),
    ],
)
def test_it_refuses_a_correction_that_is_none(
    monde: Monde, ligne: LigneHeures, saisie: dict[str, str], phrase: str
) -> None:
    page = texte(entrer(monde).post(de_la_ligne("heures_corriger", ligne), saisie))
    assert phrase in page
    assert LigneHeures.objects.count() == 1


def test_a_change_of_nature_alone_is_a_correction(monde: Monde, ligne: LigneHeures) -> None:
    saisie = {"duree": "7h30", "nature": 2, "motif": "C'était une formation"}
    entrer(monde).post(de_la_ligne("heures_corriger", ligne), saisie)
    assert LigneHeures.objects.filter(nature=2).get().minutes == 450
    page = lire(entrer(monde), adresse("heures_mois", monde))
    assert "formation · " in page
