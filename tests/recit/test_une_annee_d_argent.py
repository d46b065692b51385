"""From the hour to the euro: a year invoiced, judged by the official rules, paid, accounted for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import pytest
from django.db import transaction
from django.db.models import Sum
from fec_parser.analyzer import FECAnalyzer  # type: ignore[import-untyped]
from pytest_django.plugin import DjangoDbBlocker

from etrier.aides.models import AideMensuelle, VersementRecu
from etrier.banque.models import CompteBancaire, MouvementBancaire
from etrier.banque.releves import importer_releve
from etrier.comptabilite.ecritures.passage import passer
from etrier.comptabilite.formats.fec import ecrire_fec, nom_fec
from etrier.comptabilite.models import Exercice, LigneEcriture
from etrier.comptabilite.rapprochement.actions import accepter_les_sures
from etrier.demonstration.argent import facturer_l_annee, verser_les_aides
from etrier.demonstration.releve_banque import AVEC_NUMERO, ecrire_releve
from etrier.demonstration.scenario import JOUR_DONNE
from etrier.droit.arrondis import demi_haut
from etrier.facturation.factures.controle import controler_factures
from etrier.facturation.factures.preparation import preparer
from etrier.facturation.formats.verification import verifier_contenus
from etrier.facturation.models import Facture, FactureFournisseur, LigneAFacturer, LigneFacture
from etrier.structures.models import Structure
from tests.comptabilite.controle_fec import fautes
from tests.recit.octobre import AI, Octobre

pytestmark = pytest.mark.django_db
EI = "Bâtir au Pas-Commun"
PREMIER, DERNIER = date(2025, 10, 1), date(2026, 9, 1)


@dataclass(frozen=True)
class Annee:
    """The year, issued."""

    octobre: Octobre
    factures: int

    def structure(self, nom: str) -> Structure:
        """One of the six."""
        return self.octobre.structures[nom]


@pytest.fixture(scope="module")
def annee(octobre: Octobre, django_db_blocker: DjangoDbBlocker) -> Iterator[Annee]:
    """Twelve months of every structure, as `etrier demo` lives them; undone after this chapter."""
    structures = list(octobre.structures.values())
    with django_db_blocker.unblock(), transaction.atomic():
        point = transaction.savepoint()
        factures = facturer_l_annee(
            structures, octobre.bilan.mois_a_clore, JOUR_DONNE, lambda *_a: None
        )
        verser_les_aides(octobre.bilan.mois_a_clore, JOUR_DONNE)
        yield Annee(octobre, factures)
        transaction.savepoint_rollback(point)


def test_1_thousands_of_invoices_pass_every_official_rule(annee: Annee) -> None:
    contenus = Facture.objects.emises().order_by("pk").values_list("numero", "contenu")
    bilan = verifier_contenus(contenus.iterator(), total=annee.factures, processus=2)
    assert bilan.vues == annee.factures > 3_500
    assert bilan.fautives == {}


def test_2_no_number_is_missing_and_nothing_has_changed(annee: Annee) -> None:
    assert list(controler_factures()) == []


def test_3_every_hour_with_a_price_is_invoiced_once(annee: Annee) -> None:
    dus = LigneAFacturer.objects.filter(cloture__mois__range=(PREMIER, DERNIER))
    prises = dus.filter(prises__rendue_par=None, prises__isnull=False)
    assert prises.aggregate(m=Sum("minutes_retenues"), ht=Sum("montant_ht_centimes")) == dus.filter(
        montant_ht_centimes__isnull=False
    ).aggregate(m=Sum("minutes_retenues"), ht=Sum("montant_ht_centimes"))
    lignes = LigneFacture.objects.aggregate(m=Sum("minutes"), ht=Sum("ht_centimes"))
    assert lignes == prises.aggregate(m=Sum("minutes_retenues"), ht=Sum("montant_ht_centimes"))


def test_4_each_client_and_month_is_hours_times_prices_rounded_once(annee: Annee) -> None:
    """By hand, from the ledger's minutes at each price: never more than the one rounding."""
    heures = LigneAFacturer.objects.filter(
        cloture__mois__range=(PREMIER, DERNIER), montant_horaire_centimes__isnull=False
    ).exclude(minutes_retenues=0)
    vues = 0
    for groupe in (
        heures.order_by()
        .values("cloture", "client", "montant_horaire_centimes", "taux_tva_pour_dix_mille")
        .annotate(m=Sum("minutes_retenues"), ht=Sum("montant_ht_centimes"))
    ):
        assert groupe["ht"] == demi_haut(groupe["m"] * groupe["montant_horaire_centimes"], 60)
        vues += 1
    assert vues > 3_500


def test_5_inside_the_group_both_sides_say_the_same(annee: Annee) -> None:
    recues = FactureFournisseur.objects.filter(structure=annee.structure(EI))
    emises = Facture.objects.filter(client__siret=annee.structure(EI).siret)
    colonnes = ("numero", "emise_le", "echeance", "ht_centimes", "tva_centimes", "ttc_centimes")
    assert recues.count() > 0
    assert set(recues.values_list(*colonnes)) == set(emises.values_list(*colonnes))


def test_6_the_bank_says_who_paid(annee: Annee, tmp_path_factory: pytest.TempPathFactory) -> None:
    fichier = ecrire_releve(JOUR_DONNE, tmp_path_factory.mktemp("banque"))
    assert fichier is not None
    structure = annee.structure(AI)
    compte = CompteBancaire.objects.get(structure=structure, salarie=None, client=None)
    avant = Facture.objects.filter(structure=structure).dues().count()
    importer_releve(structure, fichier.read_bytes(), fichier.name, compte=compte, par=None)
    mouvements = list(MouvementBancaire.objects.filter(structure=structure))
    bilan = accepter_les_sures(structure, mouvements, par=None)
    assert bilan.acceptes >= AVEC_NUMERO
    assert Facture.objects.filter(structure=structure).dues().count() == avant - bilan.acceptes


def test_7_the_year_is_passed_once_and_its_file_is_accepted(annee: Annee) -> None:
    structure = annee.structure(AI)
    passer(structure, date(2026, 9, 30), par=None)
    exercice = Exercice.objects.get(structure=structure, debut=date(2026, 1, 1))
    fec = ecrire_fec(exercice)
    assert fautes(nom_fec(exercice), fec, exercice.fin) == []
    FECAnalyzer().parse(BytesIO(fec))
    ventes = LigneEcriture.objects.filter(ecriture__structure=structure, compte__startswith="70")
    sommes = ventes.aggregate(c=Sum("credit_centimes"), d=Sum("debit_centimes"))
    emises = Facture.objects.filter(structure=structure, emise_le__lte=date(2026, 9, 30))
    assert sommes["c"] - sommes["d"] == emises.aggregate(ht=Sum("ht_centimes"))["ht"]
    assert passer(structure, date(2026, 9, 30), par=None).passees == 0


def test_8_aid_to_receive_is_what_the_aid_says(annee: Annee) -> None:
    structure = annee.structure(AI)
    passer(structure, date(2026, 10, 31), par=None)
    a_recevoir = LigneEcriture.objects.filter(
        ecriture__structure=structure, compte__startswith="441"
    )
    sommes = a_recevoir.aggregate(d=Sum("debit_centimes"), c=Sum("credit_centimes"))
    dues = {}
    for aide in AideMensuelle.objects.filter(cloture__structure=structure).order_by(
        "cloture__mois"
    ):
        dues[aide.annexe_id] = aide.du_plafonne_centimes or 0
    recus = VersementRecu.objects.filter(annexe__structure=structure, le__lte=date(2026, 10, 31))
    verse = recus.aggregate(n=Sum("montant_centimes"))["n"]
    assert sommes["d"] - sommes["c"] == sum(dues.values()) - verse


def test_9_only_october_is_left_to_invoice(annee: Annee) -> None:
    structure = annee.structure(AI)
    assert preparer(structure, DERNIER, par=None).brouillons == ()
    assert len(preparer(structure, date(2026, 10, 1), par=None).brouillons) > 300
