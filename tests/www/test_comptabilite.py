"""The accounts on the screen: pass, read, close, hand over; what chantiers cost."""

from datetime import date

import pytest
from django.test import Client as Navigateur
from django.urls import reverse
from django.utils.html import escape

from etrier.comptabilite.ecritures.passage import passer
from etrier.comptabilite.models import CompteComptable, Ecriture, Exercice
from etrier.missions.models import Client
from etrier.socle.models import Acte
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.aides import monde as aides
from tests.comptabilite import monde
from tests.comptabilite.controle_fec import fautes

pytestmark = pytest.mark.django_db
FIN = date(2025, 12, 31)


@pytest.fixture
def maison() -> Structure:
    une = fabrique.structure()
    fabrique.convention(une, "EI")
    return une


@pytest.fixture
def ville(maison: Structure) -> Client:
    return fabrique.client(maison)


@pytest.fixture
def ecran(maison: Structure) -> Navigateur:
    navigateur = Navigateur()
    navigateur.force_login(fabrique.utilisateur(Role.GESTION, maison))
    return navigateur


def lire(ecran: Navigateur, nom: str, une: Structure, *arguments: object, suite: str = "") -> str:
    reponse = ecran.get(reverse(nom, args=[une.pk, *arguments]) + suite)
    assert reponse.status_code == 200, nom
    return " ".join(reponse.content.decode().split())


def test_what_is_to_pass_is_shown_then_passed(
    ecran: Navigateur, maison: Structure, ville: Client
) -> None:
    emise = monde.facture(ville, date(2025, 3, 31))
    monde.mouvement(maison, date(2025, 4, 2), 40_00)
    page = lire(ecran, "comptabilite", maison)
    assert f"Facture {emise.numero}" in page
    assert "à rapprocher, ou à laisser de côté" in page
    adresse = reverse("comptabilite_passer", args=[maison.pk])
    reponse = ecran.post(adresse, {"jusqu_au": "2025-12-31"}, follow=True)
    assert "1 écriture passée." in reponse.content.decode()
    assert "Tout est passé" in lire(ecran, "comptabilite", maison)
    direction = Navigateur()
    direction.force_login(fabrique.utilisateur(Role.DIRECTION, maison))
    assert escape("Écritures passées jusqu'au 31/12/2025") in lire(direction, "journal", maison)


def test_a_day_to_come_is_refused_near_the_field(ecran: Navigateur, maison: Structure) -> None:
    adresse = reverse("comptabilite_passer", args=[maison.pk])
    reponse = ecran.post(adresse, {"jusqu_au": "2999-12-31"})
    assert "pas encore passé" in reponse.content.decode()


def test_an_entry_says_what_it_comes_from(
    ecran: Navigateur, maison: Structure, ville: Client
) -> None:
    emise = monde.facture(ville, date(2025, 3, 31))
    passer(maison, FIN, par=None)
    page = lire(ecran, "ecriture", maison, Ecriture.objects.get().pk)
    assert reverse("facture", args=[maison.pk, emise.pk]) in page
    for texte in ("411000", "44571200", "TVA collectée 20 %", "120,00"):
        assert texte in page


def test_a_year_has_its_balance_and_its_axes(
    ecran: Navigateur, maison: Structure, ville: Client
) -> None:
    lieu = fabrique.chantier(maison, ville)
    monde.facture(ville, date(2025, 3, 31), chantier=lieu)
    monde.achat(maison, date(2025, 3, 31), 30_00, chantier=lieu)
    passer(maison, FIN, par=None)
    exercice = Exercice.objects.get()
    page = lire(ecran, "exercice", maison, exercice.pk)
    assert "Balance des comptes" in page
    assert escape(lieu.denomination) in page
    feuille = ecran.get(
        reverse("exercice", args=[maison.pk, exercice.pk]), {"format-chantier": "csv"}
    ).content.decode("utf-8-sig")
    assert f"{lieu.denomination};100,00;30,00;70,00" in feuille


@pytest.mark.parametrize(
    ("voulu", "fin_du_nom"),
    [
        ("fec", "FEC20251231.txt"),
        ("fec_latin", "FEC20251231.txt"),
        ("ximport", "XIMPORT.TXT"),
        ("quadra", "-quadra.txt"),
        ("csv", ".csv"),
    ],
)
def test_a_file_is_handed_over_and_written_down(
    ecran: Navigateur, maison: Structure, ville: Client, voulu: str, fin_du_nom: str
) -> None:
    monde.facture(ville, date(2025, 3, 31))
    passer(maison, FIN, par=None)
    exercice = Exercice.objects.get()
    lire(ecran, "exercice_exporter", maison, exercice.pk)
    adresse = reverse("exercice_fichier", args=[maison.pk, exercice.pk])
    reponse = ecran.get(adresse, {"format": voulu})
    nom = reponse["Content-Disposition"].split('"')[1]
    assert nom.endswith(fin_du_nom)
    if voulu.startswith("fec"):
        assert fautes(nom, reponse.content, FIN) == []
    assert Acte.objects.get(verbe="ecritures.exporter").details == {"fichier": nom}
    assert ecran.get(adresse, {"format": "autre"}).status_code == 422


def test_the_columns_of_the_csv_are_chosen(
    ecran: Navigateur, maison: Structure, ville: Client
) -> None:
    monde.facture(ville, date(2025, 3, 31))
    passer(maison, FIN, par=None)
    adresse = reverse("exercice_fichier", args=[maison.pk, Exercice.objects.get().pk])
    reponse = ecran.get(adresse, {"format": "csv", "colonnes": ["compte", "debit"]})
    assert reponse.content.decode("utf-8-sig").splitlines()[:2] == ["compte;debit", "411000;120,00"]


def test_a_year_is_opened_and_closed(ecran: Navigateur, maison: Structure, ville: Client) -> None:
    ecran.post(
        reverse("exercice_nouveau", args=[maison.pk]),
        {"debut": "2024-07-01", "fin": "2025-06-30"},
    )
    exercice = Exercice.objects.get()
    adresse = reverse("exercice_clore", args=[maison.pk, exercice.pk])
    monde.facture(ville, date(2025, 3, 31))
    reponse = ecran.post(adresse, {"confirme": "on"})
    assert "passez-les d&#x27;abord" in reponse.content.decode()
    passer(maison, FIN, par=None)
    ecran.post(adresse, {"confirme": "on"})
    exercice.refresh_from_db()
    assert exercice.est_clos
    assert "plus rien n’y est passé" in lire(ecran, "exercice", maison, exercice.pk)


def test_an_account_takes_the_number_of_the_structure(ecran: Navigateur, maison: Structure) -> None:
    assert "706000" in lire(ecran, "comptes_comptables", maison)
    adresse = reverse("compte_comptable_modifier", args=[maison.pk, "ventes"])
    ecran.post(adresse, {"numero": "706200", "libelle": "Espaces verts"})
    assert CompteComptable.objects.get().numero == "706200"
    assert "706200" in lire(ecran, "comptes_comptables", maison)
    reponse = ecran.post(adresse, {"numero": "7", "libelle": "Espaces verts"})
    assert "numéro de compte" in reponse.content.decode()
    inconnu = reverse("compte_comptable_modifier", args=[maison.pk, "autre"])
    assert ecran.get(inconnu).status_code == 404


def test_costs_say_what_is_missing_and_never_zero() -> None:
    une = aides.batir()
    navigateur = Navigateur()
    navigateur.force_login(fabrique.utilisateur(Role.LECTURE, une.structure))
    page = lire(navigateur, "couts", une.structure, suite="?debut=2025-03-01&fin=2025-05-31")
    assert "Mois pas encore clos, non comptés" in page
    assert "Manquent : les cotisations patronales" in page
    feuille = navigateur.get(
        reverse("couts", args=[une.structure.pk]),
        {"debut": "2025-03-01", "fin": "2025-03-31", "format-lieux": "csv"},
    ).content.decode("utf-8-sig")
    ligne = next(x for x in feuille.splitlines() if x.startswith(une.lieu.denomination))
    assert ligne.split(";")[4] == ""
    assert ligne.split(";")[3] != ""
    assert "finit avant" in lire(
        navigateur, "couts", une.structure, suite="?debut=2025-05-01&fin=2025-03-31"
    )


def test_the_end_of_times_is_no_error(ecran: Navigateur, maison: Structure) -> None:
    lire(ecran, "couts", maison, suite="?debut=9999-01-01&fin=9999-12-31")
    adresse = reverse("exercice_nouveau", args=[maison.pk])
    assert ecran.post(adresse, {"debut": "9998-01-01", "fin": "9999-12-31"}).status_code == 302
    assert ecran.post(adresse, {"debut": "2025-01-01", "fin": "2027-01-31"}).status_code == 200
    assert str(Exercice.objects.get()) == "01/01/9998 – 31/12/9999"
