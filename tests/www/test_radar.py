"""The page of the radar, its acts, its files, its calendar, personal dates."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from etrier.parcours.models import (
    AbonnementRadar,
    Contrat,
    EcheancePersonne,
    EcheanceSuivie,
    LectureSecret,
)
from etrier.structures.enums import Role
from etrier.structures.models import Utilisateur
from tests import fabrique
from tests.parcours.monde_radar import LE, date_de, jours, suivie
from tests.www.monde_heures import lire, texte
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db
MODULES = (
    *("etrier.www.radar.views", "etrier.www.radar.abonnements", "etrier.www.radar.personnelles"),
    *("etrier.parcours.echeances.access", "etrier.parcours.echeances.actions"),
)


@pytest.fixture(autouse=True)
def _le_jour(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in MODULES:
        monkeypatch.setattr(f"{module}.aujourdhui", lambda: LE)


@pytest.fixture
def contrat() -> Contrat:
    """Her contract ends in five days, and she waits for an interview."""
    return suivie(debut=date(2025, 4, 1), fin=jours(5))


@pytest.fixture
def conseillere(contrat: Contrat) -> Utilisateur:
    return contrat.salarie.referents.get().utilisateur


@pytest.fixture
def client(conseillere: Utilisateur) -> Client:
    """Her adviser, signed in."""
    return entrer(conseillere)


def entrer(qui: Utilisateur) -> Client:
    navigateur = Client()
    navigateur.force_login(qui)
    return navigateur


def adresse(contrat: Contrat, nom: str, **autres: Any) -> str:
    return reverse(nom, kwargs={"structure_id": contrat.structure_id, **autres})


def cle(contrat: Contrat) -> str:
    return f"contrat_fin-{contrat.pk}-20250621"


def test_it_says_what_when_who_and_goes_straight_to_the_act(
    client: Client, contrat: Contrat
) -> None:
    html = lire(client, adresse(contrat, "radar"))
    assert fautes(html) == []
    assert "21/06/2025" in html
    assert "dans 5 jours" in html
    assert "Aucun entretien depuis l'embauche" in html
    assert "en retard de 46 jours" in html
    assert f"référent : {contrat.salarie.referents.get().utilisateur}" in html
    elle = {"salarie_id": contrat.salarie_id}
    assert f'href="{adresse(contrat, "entretien_nouveau", **elle)}"' in html
    assert f'href="{adresse(contrat, "avenant_nouveau", contrat_id=contrat.pk)}"' in html


def test_others_are_sent_where_they_may_go(contrat: Contrat) -> None:
    direction = entrer(fabrique.utilisateur(Role.DIRECTION, contrat.structure))
    html = lire(direction, adresse(contrat, "radar"))
    elle = {"salarie_id": contrat.salarie_id}
    assert adresse(contrat, "entretien_nouveau", **elle) not in html
    assert f'href="{adresse(contrat, "accompagnement", **elle)}">Ouvrir' in html


def test_every_button_leads_to_a_page_that_opens(client: Client, contrat: Contrat) -> None:
    date_de(contrat.salarie, "permis", jours(3))
    html = lire(client, adresse(contrat, "radar"))
    boutons = re.findall(r'<a class="btn btn-sm btn-primary" href="([^"]+)"', html)
    assert len(boutons) == 3
    assert [client.get(bouton).status_code for bouton in boutons] == [200] * 3


def test_filters_by_person_kind_and_mine(client: Client, contrat: Contrat) -> None:
    autre = suivie(contrat.structure, fin=jours(3))
    url = adresse(contrat, "radar")

    def noms(**demande: Any) -> tuple[bool, bool]:
        # The names also stand in the list of choices: the buttons alone tell.
        html = lire(client, url, **demande)
        liens = [adresse(x, "avenant_nouveau", contrat_id=x.pk) for x in (contrat, autre)]
        return liens[0] in html, liens[1] in html

    assert noms() == (True, True)
    assert noms(qui=autre.salarie.personne_id) == (False, True)
    assert noms(a="moi") == (True, False)
    assert noms(genre="contrat_fin") == (True, True)
    assert noms(genre="entretien_retard") == (False, False)
    assert noms(etat="ecartees") == (False, False)
    assert noms(tranche="retard") == (False, False)
    assert noms(qui="x", genre="y", a="z", tranche="t") == (True, True)


def test_a_long_part_shows_its_beginning_then_the_whole(client: Client, contrat: Contrat) -> None:
    for rang in range(45):
        date_de(contrat.salarie, "permis", jours(10 + rang % 5))
    html = lire(client, adresse(contrat, "radar"))
    assert "Voir les 5 échéances qui suivent" in html
    assert "qui suivent" not in lire(client, adresse(contrat, "radar"), tranche="mois")


def test_taken_on_put_off_set_aside_and_put_back(client: Client, contrat: Contrat) -> None:
    def acte(nom: str, **champs: str) -> str:
        return texte(client.post(adresse(contrat, nom, cle=cle(contrat)), champs, follow=True))

    assert "s’en charge depuis le" in acte("radar_prendre", suite="a=moi")
    assert "reportée au 01/07/2025" in acte("radar_reporter", au="2025-07-01")
    assert "un jour à venir" in acte("radar_reporter", au="2025-06-16")
    assert "Elle reste parmi les écartées" in acte("radar_ecarter")
    assert adresse(contrat, "avenant_nouveau", contrat_id=contrat.pk) in lire(
        client, adresse(contrat, "radar"), etat="ecartees"
    )
    assert "comme au début" in acte("radar_rendre", suite="etat=ecartees")
    assert not EcheanceSuivie.objects.exists()


def test_the_way_back_stays_on_the_radar(client: Client, contrat: Contrat) -> None:
    url = adresse(contrat, "radar_prendre", cle=cle(contrat))
    reponse = client.post(url, {"suite": "a=moi&genre=contrat_fin"})
    assert reponse.headers["Location"] == adresse(contrat, "radar") + "?a=moi&genre=contrat_fin"


def test_files_hold_no_secret(client: Client, contrat: Contrat) -> None:
    date_de(contrat.salarie, "rqth", jours(3), reservee=True)
    date_de(contrat.salarie, "permis", jours(4))
    assert "reconnaissance de travailleur" in lire(client, adresse(contrat, "radar")).lower()
    LectureSecret.objects.all().delete()
    for genre in ("csv", "xlsx"):
        fichier = client.get(adresse(contrat, "radar"), {"format": genre})
        assert fichier.status_code == 200
    contenu = client.get(adresse(contrat, "radar"), {"format": "csv"}).content.decode("utf-8-sig")
    assert "2025-06-21" in contenu
    assert "2025-06-20" in contenu
    assert "2025-06-19" not in contenu
    for secret in ("handicap", "permis", "conduire"):
        assert secret not in contenu
    assert not LectureSecret.objects.exists()


def test_a_reserved_date_is_opened_for_her_adviser_and_the_reading_noted(
    client: Client, contrat: Contrat
) -> None:
    date_de(contrat.salarie, "rqth", jours(3), reservee=True)
    assert "Reconnaissance de travailleur handicapé" in lire(client, adresse(contrat, "radar"))
    assert LectureSecret.objects.get().personne_id == contrat.salarie.personne_id
    direction = entrer(fabrique.utilisateur(Role.DIRECTION, contrat.structure))
    html = lire(direction, adresse(contrat, "radar"))
    assert "handicap" not in html
    assert "19/06/2025" not in html
    assert LectureSecret.objects.count() == 1


def test_nothing_due_says_so(client: Client, contrat: Contrat) -> None:
    html = lire(client, adresse(contrat, "radar"), qui="0")
    assert "Rien à l’horizon" in html
    assert "Aucune échéance n’est écartée" in lire(
        client, adresse(contrat, "radar"), etat="ecartees"
    )


# Personal dates


def noter(client: Client, contrat: Contrat, **champs: str) -> str:
    url = adresse(contrat, "echeance_nouvelle", salarie_id=contrat.salarie_id)
    return texte(client.post(url, champs, follow=True))


def test_a_date_is_written_moved_and_done(client: Client, contrat: Contrat) -> None:
    page = noter(client, contrat, genre="permis", fin="2025-09-01")
    assert fautes(page) == []
    assert "Permis de conduire" in page
    notee = EcheancePersonne.objects.get()
    url = adresse(contrat, "echeance_changer", echeance_id=notee.pk)
    assert "02/09/2025" in texte(client.post(url, {"fin": "2025-09-02"}, follow=True))
    url = adresse(contrat, "echeance_faire", echeance_id=notee.pk)
    assert "vient après" in texte(client.post(url, {"renouvelee_au": "2025-01-01"}))
    page = texte(client.post(url, {"renouvelee_au": "2030-09-02"}, follow=True))
    assert "02/09/2030" in page
    assert "02/09/2025" not in page.replace("Date du 02/09/2025", "")


def test_an_rqth_is_her_advisers_to_write(client: Client, contrat: Contrat) -> None:
    direction = entrer(fabrique.utilisateur(Role.DIRECTION, contrat.structure))
    url = adresse(contrat, "echeance_nouvelle", salarie_id=contrat.salarie_id)
    assert "handicap" not in lire(direction, url)
    assert "réservé" not in lire(direction, url)
    noter(direction, contrat, genre="rqth", fin="2025-09-01")
    assert not EcheancePersonne.objects.exists()
    assert "pour vous seul" in noter(client, contrat, genre="rqth", fin="2025-09-01")
    assert EcheancePersonne.objects.get().reservee
    liste = adresse(contrat, "echeances_personne", salarie_id=contrat.salarie_id)
    assert "01/09/2025" not in lire(direction, liste)
    notee = EcheancePersonne.objects.get().pk
    for nom in ("echeance_changer", "echeance_faire"):
        url = adresse(contrat, nom, echeance_id=notee)
        assert direction.get(url).status_code == 404
        assert client.get(url).status_code == 200


def test_the_sheet_of_a_person_leads_to_her_dates_and_pathway(
    client: Client, contrat: Contrat
) -> None:
    fiche = lire(client, adresse(contrat, "salarie", salarie_id=contrat.salarie_id))
    for nom in ("frise", "echeances_personne"):
        assert adresse(contrat, nom, salarie_id=contrat.salarie_id) in fiche
    assert f"{adresse(contrat, 'radar')}?qui={contrat.salarie.personne_id}" in fiche


# Calendar and mail


def test_the_link_is_told_once_and_reads_without_an_account(
    client: Client, contrat: Contrat
) -> None:
    url = adresse(contrat, "radar_recevoir")
    assert fautes(lire(client, url)) == []
    page = client.post(url, {"acte": "lien"})
    assert page.headers["Cache-Control"] == "no-store, private"
    trouve = re.search(r'value="(http://testserver/agenda/[^"]+\.ics)"', texte(page))
    assert trouve is not None
    assert "/agenda/" not in lire(client, url)
    reponse = Client().get(trouve[1])
    assert reponse.headers["Content-Type"] == "text/calendar; charset=utf-8"
    agenda = Calendar.from_ical(reponse.content)
    assert [str(e["summary"]).split(",")[0] for e in agenda.walk("VEVENT")] == [
        "entretien en retard",
        "fin de contrat",
    ]
    client.post(url, {"acte": "retirer"})
    assert Client().get(trouve[1]).status_code == 404


@pytest.mark.parametrize("jeton", ["inconnu", "x" * 43, "%20"])
def test_a_wrong_link_is_not_found(jeton: str) -> None:
    assert Client().get(f"/agenda/{jeton}.ics").status_code == 404


def test_the_mail_is_asked_for_and_stopped(client: Client, contrat: Contrat) -> None:
    url = adresse(contrat, "radar_recevoir")
    assert "Vous le recevrez" in texte(client.post(url, {"acte": "courriel"}, follow=True))
    assert AbonnementRadar.objects.get().hebdomadaire
    client.post(url, {"acte": "sans_courriel"})
    assert not AbonnementRadar.objects.get().hebdomadaire
    client.post(url, {"acte": "autre"})
    assert AbonnementRadar.objects.count() == 1
