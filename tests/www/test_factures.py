"""Screens of invoices: a month in four clicks, a credit note, settings."""

import re
from datetime import date

import pytest
from django.test import Client as Navigateur
from django.urls import reverse

from etrier.facturation.enums import GenreFacture
from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.preparation import preparer
from etrier.facturation.models import ArticleAFacturer, Facture, ReglageClient, ReglageFacturation
from etrier.missions.models import Client
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.facturation import monde

pytestmark = pytest.mark.django_db
MOIS = "2025-03"
JOUR = "2025-05-05"


@pytest.fixture
def une() -> Structure:
    """Two clients with an hour and a half each in March, and one without a price."""
    une = monde.structure()
    sous = monde.contrat(une)
    for rang in range(3):
        ville = monde.client(une)
        if rang:
            fabrique.tarif(ville, 2000)
        monde.travailler(sous, ville, [60, 30])
    monde.clore(une)
    return une


@pytest.fixture
def navigateur(une: Structure) -> Navigateur:
    """Signed in, in charge of management."""
    entre = Navigateur()
    entre.force_login(fabrique.utilisateur(Role.GESTION, une))
    return entre


def adresse(nom: str, une: Structure, *arguments: object) -> str:
    return reverse(nom, args=[une.pk, *arguments])


def lire(navigateur: Navigateur, nom: str, une: Structure, *arguments: object) -> str:
    reponse = navigateur.get(adresse(nom, une, *arguments))
    assert reponse.status_code == 200
    return re.sub(r"[\s\u00a0\u202f]+", " ", reponse.content.decode())


def emise(une: Structure) -> Facture:
    """The first invoice of March, issued."""
    cle = preparer(une, monde.MARS, par=None).brouillons[0]
    [facture] = emettre(une, [Facture.objects.get(pk=cle)], le=monde.LE, par=None)
    return facture


def test_a_month_is_prepared_then_issued(une: Structure, navigateur: Navigateur) -> None:
    assert "Aucune facture prête" in lire(navigateur, "facturer", une, MOIS)
    prepare = navigateur.post(adresse("facturer_preparer", une, MOIS), follow=True)
    assert "2 brouillons préparés" in prepare.content.decode()
    page = lire(navigateur, "facturer", une, MOIS)
    assert "2 factures prêtes" in page
    assert "72,00 €" in page
    assert "aucun tarif en vigueur" in page
    assert "2 factures, 72,00 € TTC" in lire(navigateur, "facturer_emettre", une, MOIS)
    navigateur.post(adresse("facturer_emettre", une, MOIS), {"le": JOUR})
    assert [f.numero for f in Facture.objects.order_by("numero")] == ["F2025-00001", "F2025-00002"]
    assert "F2025-00002" in lire(navigateur, "facturer", une, MOIS)


def test_many_invoices_are_issued_in_batches_that_say_how_far(
    une: Structure, navigateur: Navigateur, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etrier.www.factures.mois.PAR_LOT", 1)
    preparer(une, monde.MARS, par=None)
    ou = adresse("facturer_emettre", une, MOIS)
    premiere = navigateur.post(ou, {"le": JOUR}).content.decode()
    assert "1 sur 2" in premiere
    assert f'name="le" value="{JOUR}"' in premiere
    seconde = navigateur.post(ou, {"le": JOUR, "faites": "1"}, follow=True).content.decode()
    assert "2 factures émises" in seconde
    assert Facture.objects.emises().count() == 2


def test_a_wrong_date_is_said_near_the_field(une: Structure, navigateur: Navigateur) -> None:
    emise(une)
    reponse = navigateur.post(adresse("facturer_emettre", une, MOIS), {"le": "2025-05-04"})
    assert "antérieure" in reponse.content.decode()
    assert Facture.objects.emises().count() == 1


def test_one_client_alone(une: Structure, navigateur: Navigateur) -> None:
    voulu = Client.objects.filter(tarifs__isnull=False).first()
    assert voulu is not None
    navigateur.post(adresse("facturer_preparer", une, MOIS), {"client": voulu.pk})
    assert [f.client for f in Facture.objects.all()] == [voulu]


def test_a_draft_that_lacks_something_is_first_and_stays(
    une: Structure, navigateur: Navigateur
) -> None:
    ReglageFacturation.objects.update(numero_tva="")
    preparer(une, monde.MARS, par=None)
    page = lire(navigateur, "facturer", une, MOIS)
    assert "numéro de TVA de la structure manque" in page
    assert "Aucune facture prête" in page


def test_the_page_of_an_invoice_opens_its_hours(une: Structure, navigateur: Navigateur) -> None:
    facture = emise(une)
    page = lire(navigateur, "facture", une, facture.pk)
    for dit in ("F2025-00001", "36,00 €", "1 h 30", "20,00 %", facture.empreinte[:16]):
        assert dit in page
    prise = facture.lignes.get().prises.get().ligne_a_facturer_id
    assert adresse("pourquoi_facture", une, prise) in page
    assert adresse("avoir_nouveau", une, facture.pk) in page


def test_one_line_is_corrected_by_a_credit_note(une: Structure, navigateur: Navigateur) -> None:
    facture = emise(une)
    ligne = facture.lignes.get()
    envoi = {"lignes": [ligne.pk], "quantite": "0h30", "motif": "Parti plus tôt", "le": JOUR}
    reponse = navigateur.post(adresse("avoir_nouveau", une, facture.pk), envoi, follow=True)
    page = re.sub(r"[\s\u00a0\u202f]+", " ", reponse.content.decode())
    avoir = Facture.objects.get(genre=GenreFacture.AVOIR)
    assert (avoir.ttc_centimes, avoir.lignes.get().minutes) == (-1200, -30)
    assert "24,00 €" in page
    assert avoir.numero in page


@pytest.mark.parametrize(
    ("envoi", "dit"),
    [
        ({"quantite": "1h"}, "Cochez une seule ligne"),
        ({"quantite": "beaucoup", "lignes": "toutes"}, "beaucoup"),
        ({"quantite": "3h", "lignes": "toutes"}, "il reste"),
    ],
)
def test_a_credit_note_says_what_is_wrong(
    une: Structure, navigateur: Navigateur, envoi: dict[str, str], dit: str
) -> None:
    facture = emise(une)
    lignes = [facture.lignes.get().pk] if "lignes" in envoi else []
    demande = {**envoi, "lignes": lignes, "motif": "Erreur", "le": JOUR}
    reponse = navigateur.post(adresse("avoir_nouveau", une, facture.pk), demande)
    assert dit in reponse.content.decode()
    assert not Facture.objects.filter(genre=GenreFacture.AVOIR).exists()


@pytest.mark.parametrize(
    ("etat", "combien"),
    [("", 2), ("brouillons", 1), ("a_regler", 1), ("en_retard", 1), ("avoirs", 0), ("faux", 2)],
)
def test_the_list_is_filtered(
    une: Structure, navigateur: Navigateur, etat: str, combien: int
) -> None:
    emise(une)
    reponse = navigateur.get(adresse("factures", une), {"etat": etat, "format": "csv"})
    assert len(reponse.content.decode("utf-8-sig").splitlines()) - 1 == combien


def test_a_draft_is_thrown_away(une: Structure, navigateur: Navigateur) -> None:
    cle = preparer(une, monde.MARS, par=None).brouillons[0]
    navigateur.post(adresse("facture_supprimer", une, cle))
    assert not Facture.objects.filter(pk=cle).exists()
    assert navigateur.get(adresse("facture", une, cle)).status_code == 404


def test_one_draft_is_issued(une: Structure, navigateur: Navigateur) -> None:
    cle = preparer(une, monde.MARS, par=None).brouillons[0]
    navigateur.post(adresse("facture_emettre", une, cle), {"le": JOUR})
    assert Facture.objects.get(pk=cle).numero == "F2025-00001"


def test_an_article_and_a_deposit(une: Structure, navigateur: Navigateur) -> None:
    chez = Client.objects.filter(structure=une).first()
    assert chez is not None
    article = {
        "client": chez.pk,
        "libelle": "Tonte",
        "le": "2025-03-12",
        "unite": "unite",
        "quantite": "2,5",
        "prix_centimes": "40",
        "regime_tva": "normal",
    }
    navigateur.post(adresse("article_nouveau", une), article)
    ecrit = ArticleAFacturer.objects.get()
    assert (ecrit.quantite_milliemes, ecrit.prix_centimes, ecrit.le) == (
        2500,
        4000,
        date(2025, 3, 12),
    )
    assert "Tonte" in lire(navigateur, "articles", une)
    navigateur.post(adresse("article_retirer", une, ecrit.pk))
    assert not ArticleAFacturer.objects.exists()
    acompte = {
        "client": chez.pk,
        "libelle": "Acompte",
        "ht_centimes": "300",
        "regime_tva": "normal",
        "le": JOUR,
    }
    navigateur.post(adresse("acompte_nouveau", une), acompte)
    assert Facture.objects.get().ttc_centimes == 36_000


def test_settings_of_the_structure_and_of_a_client(une: Structure, navigateur: Navigateur) -> None:
    page = lire(navigateur, "facturation_regler", une)
    assert "FR00000000018" in page
    envoi = {"prefixe": "AI", "delai_jours": "45", "numero_tva": "FR00000000018"}
    navigateur.post(adresse("facturation_regler", une), envoi)
    reglage = ReglageFacturation.objects.get()
    assert (reglage.prefixe, reglage.delai_jours) == ("AI", 45)
    refus = navigateur.post(adresse("facturation_regler", une), {**envoi, "prefixe": "É"})
    assert "préfixe" in refus.content.decode()
    chez = Client.objects.filter(structure=une).first()
    assert chez is not None
    navigateur.post(
        adresse("client_facturation", une, chez.pk),
        {"regroupement": "prix", "personnes": "aucune", "moyen": "virement"},
    )
    assert ReglageClient.objects.get(client=chez).regroupement == "prix"


def test_a_reader_sees_and_touches_nothing(une: Structure) -> None:
    facture = emise(une)
    lecteur = Navigateur()
    lecteur.force_login(fabrique.utilisateur(Role.LECTURE, une))
    page = lire(lecteur, "facture", une, facture.pk)
    assert "Faire un avoir" not in page
    assert lecteur.get(adresse("facturer", une, MOIS)).status_code == 404
