"""Money at a glance: each figure leads to its lines, which add up to it."""

from datetime import timedelta

import pytest
from django.test import Client as Navigateur
from django.urls import reverse
from django.utils.html import escape

from etrier.banque.enums import EtatCompte
from etrier.banque.models import ReleveBancaire
from etrier.comptabilite.tresorerie import prevision
from etrier.comptabilite.tresorerie.factures import AFacturer
from etrier.socle.horloge import aujourdhui
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.banque.monde import AVANT, compte
from tests.comptabilite import monde

pytestmark = pytest.mark.django_db


@pytest.fixture
def maison() -> Structure:
    une = fabrique.structure()
    client, le = fabrique.client(une), aujourdhui()
    for jours in (100, 45, 10, -20):
        echeance = le - timedelta(days=jours)
        monde.facture(client, le - timedelta(days=130), echeance=echeance)
    monde.achat(une, le, 30_00)
    monde.releve(une, le - timedelta(days=3), 1_000_00)
    return une


@pytest.fixture
def ecran(maison: Structure) -> Navigateur:
    navigateur = Navigateur()
    navigateur.force_login(fabrique.utilisateur(Role.LECTURE, maison))
    return navigateur


def feuille(ecran: Navigateur, nom: str, une: Structure, **demande: str) -> list[list[str]]:
    """Rows of a table of the page, as a spreadsheet reads them."""
    reponse = ecran.get(reverse(nom, args=[une.pk]), demande)
    return [x.split(";") for x in reponse.content.decode("utf-8-sig").splitlines()]


def test_the_page_says_what_is_late_and_what_the_bank_holds(
    ecran: Navigateur, maison: Structure
) -> None:
    page = ecran.get(reverse("argent", args=[maison.pk])).content.decode()
    assert "360,00" in page
    assert "1\u202f000,00" in page
    assert "data-graphique" in page
    assert escape("Aucune paie n'est connue") in page


def test_an_account_without_a_statement_is_named(ecran: Navigateur, maison: Structure) -> None:
    adresse = reverse("argent", args=[maison.pk])
    assert escape("ne compte pas") not in ecran.get(adresse).content.decode()
    livret = compte(maison, titulaire="Livret d'essai")
    compte(maison, titulaire="Compte clos", etat=EtatCompte.REMPLACE)
    compte(maison, titulaire="Un client", client=fabrique.client(maison))
    page = ecran.get(adresse).content.decode()
    assert escape(f"ne compte pas le compte Livret d'essai …{livret.iban[-4:]}") in page
    assert "sans compter 1 compte sans relevé" in page
    assert "Compte clos" not in page
    assert "Un client" not in page
    # A statement without a closing balance says nothing of it.
    le = aujourdhui()
    lu = ReleveBancaire(structure=maison, compte=livret, debut=le, fin=le, importe_le=AVANT)
    lu.save()
    assert "sans compter 1 compte sans relevé" in ecran.get(adresse).content.decode()
    lu.solde_fin_centimes = 500_00
    lu.save()
    page = ecran.get(adresse).content.decode()
    assert "sans compter 1 compte" not in page
    assert "1\u202f500,00" in page


def test_the_age_of_what_is_owed(ecran: Navigateur, maison: Structure) -> None:
    lignes = feuille(ecran, "argent", maison, **{"format-retards": "csv"})
    assert [(x[1], x[2]) for x in lignes[1:]][:5] == [
        ("1", "120,00"),
        ("1", "120,00"),
        ("1", "120,00"),
        ("0", "0,00"),
        ("1", "120,00"),
    ]
    for retard, nombre in (("tous", 3), ("60", 1), ("plus", 1), ("90", 0), ("a_echoir", 1)):
        lues = feuille(ecran, "argent_lignes", maison, retard=retard, **{"format-dues": "csv"})
        assert len([x for x in lues[1:] if x[0].startswith("F2025")]) == nombre


def test_each_figure_of_the_forecast_is_the_sum_of_its_lines(
    ecran: Navigateur, maison: Structure
) -> None:
    mois = aujourdhui().replace(day=1)
    prevision = feuille(ecran, "argent", maison, **{"format-prevision": "csv"})
    [attendu] = [x[1] for x in prevision if x[0] == "Factures attendues"]
    filtre = {"genre": "factures", "mois": f"{mois:%Y-%m}", "format-flux": "csv"}
    lignes = feuille(ecran, "argent_lignes", maison, **filtre)
    du_mois = [x[3] for x in lignes[1:] if x[1] == "Factures attendues"]
    total = sum(int(x.replace(",", "")) for x in du_mois)
    assert total == int(attendu.replace(",", ""))
    assert len(du_mois) >= 3


def test_the_balance_goes_from_month_to_month(ecran: Navigateur, maison: Structure) -> None:
    prevision = feuille(ecran, "argent", maison, **{"format-prevision": "csv"})
    lues = {x[0]: [int(y.replace(",", "")) for y in x[1:]] for x in prevision[1:]}
    soldes, variations = lues["Solde à la fin du mois"], lues["Variation"]
    assert len(soldes) == 6
    avant = 1_000_00
    for solde, variation in zip(soldes, variations, strict=True):
        assert solde == avant + variation
        avant = solde
    assert avant == 1_000_00 + 480_00 - 30_00


def test_without_a_bank_file_the_balance_is_missing_not_nought() -> None:
    une = fabrique.structure()
    navigateur = Navigateur()
    navigateur.force_login(fabrique.utilisateur(Role.GESTION, une))
    page = navigateur.get(reverse("argent", args=[une.pk])).content.decode()
    assert "aucun relevé lu" in page
    assert escape("Le solde de la banque n'est pas connu.") in page


def test_what_has_no_price_is_said_beside_the_figure(
    ecran: Navigateur, maison: Structure, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deux(_une: Structure) -> list[AFacturer]:
        le = aujourdhui().replace(day=1)
        sans_prix = AFacturer("heures", "Client", le, None, None, "pas de prix")
        return [sans_prix, *([] if seul else [AFacturer("heures", "Client", le, 77_00, 77_00)])]

    monkeypatch.setattr(prevision, "a_facturer", deux)
    adresse = reverse("argent", args=[maison.pk])
    seul = False
    page = ecran.get(adresse).content.decode()
    assert ("77,00" in page, "sans compter 1 ligne sans prix" in page) == (True, True)
    seul = True
    (carte, *_autres) = ecran.get(adresse).context["cartes"]
    assert carte.centimes is None
