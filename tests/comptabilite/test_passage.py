"""Entries: what each thing becomes, on which accounts."""

from datetime import date

import pytest
from django.db.models import Sum

from etrier.comptabilite.ecritures.passage import passer
from etrier.comptabilite.ecritures.plan import numeroter, plan_de
from etrier.comptabilite.models import Ecriture, LigneEcriture
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from etrier.structures.models import Structure
from tests import fabrique
from tests.comptabilite import monde
from tests.comptabilite.monde_passage import FIN, MARS, lignes, maison, solde, ville

__all__ = ["maison", "ville"]

pytestmark = pytest.mark.django_db


def test_an_invoice_is_what_the_client_owes_the_sales_and_the_vat_of_each_rate(
    maison: Structure, ville: Client
) -> None:
    lieu = fabrique.chantier(maison, ville)
    emise = monde.facture(ville, MARS, [(100_00, 2000), (50_00, 1000), (20_00, 0)], chantier=lieu)
    assert passer(maison, FIN, par=None).passees == 1
    assert lignes(f"facture:{emise.pk}") == {
        ("411000", f"C{ville.pk:05d}", 195_00),
        ("706000", "", -170_00),
        ("44571200", "", -20_00),
        ("44571100", "", -5_00),
    }
    vente = LigneEcriture.objects.get(compte="706000")
    assert (vente.chantier, vente.activite) == (lieu, "EI")
    assert LigneEcriture.objects.get(compte="44571200").compte_libelle == "TVA collectée 20 %"
    ecriture = Ecriture.objects.get()
    assert (ecriture.numero, ecriture.journal, ecriture.le) == (1, "VE", MARS)
    assert ecriture.exercice.debut == date(2025, 1, 1)


def test_a_credit_note_turns_the_sides_over(maison: Structure, ville: Client) -> None:
    avoir = monde.facture(ville, MARS, [(-100_00, 2000)], genre="avoir")
    passer(maison, FIN, par=None)
    assert lignes(f"facture:{avoir.pk}") == {
        ("411000", f"C{ville.pk:05d}", -120_00),
        ("706000", "", 100_00),
        ("44571200", "", 20_00),
    }


def test_a_deposit_is_owed_until_the_invoice_that_takes_it_off(
    maison: Structure, ville: Client
) -> None:
    acompte = monde.facture(ville, MARS, [(30_00, 2000)], genre="acompte")
    finale = monde.facture(
        ville, FIN, [(-30_00, 2000), (100_00, 2000)], corrige=list(acompte.lignes.all())
    )
    passer(maison, MARS, par=None)
    assert (solde(maison, "4191"), solde(maison, "706")) == (-30_00, 0)
    passer(maison, FIN, par=None)
    assert (solde(maison, "4191"), solde(maison, "706")) == (0, -100_00)
    monde.facture(ville, FIN, [(30_00, 2000)], genre="avoir", corrige=list(finale.lignes.all()))
    passer(maison, FIN, par=None)
    assert solde(maison, "4191") == -30_00


def test_purchases_go_to_their_nature_and_are_paid_once(maison: Structure) -> None:
    lieu = fabrique.chantier(maison)
    bonne = monde.achat(maison, MARS, 50_00, 10_00, chantier=lieu)
    monde.achat(maison, MARS, 99_00, etat="a_controler")
    payee = monde.achat(
        maison, MARS, 40_00, 8_00, nature="vehicule", etat="payee", payee_le=date(2025, 4, 30)
    )
    assert passer(maison, FIN, par=None).passees == 3
    assert lignes(f"achat:{bonne.pk}") == {
        ("606300", "", 50_00),
        ("445660", "", 10_00),
        ("401000", "FQUINCAILLERIEDESSAI", -60_00),
    }
    assert lignes(f"paiement:{payee.pk}") == {
        ("401000", "FQUINCAILLERIEDESSAI", 48_00),
        ("512000", "", -48_00),
    }
    assert LigneEcriture.objects.get(compte="606300").chantier == lieu


def test_an_association_that_gets_no_vat_back_pays_it_with_the_purchase() -> None:
    une = fabrique.structure()
    fabrique.convention(une, "AI")
    achat = monde.achat(une, MARS, 50_00, 10_00)
    passer(une, FIN, par=None)
    assert ("606300", "", 60_00) in lignes(f"achat:{achat.pk}")
    numeroter(une, "tva_deductible", numero="445660", libelle="TVA déductible", par=None)
    autre = monde.achat(une, MARS, 50_00, 10_00)
    passer(une, FIN, par=None)
    assert ("445660", "", 10_00) in lignes(f"achat:{autre.pk}")


def test_wages_are_passed_from_the_pay_return_and_only_from_it(maison: Structure) -> None:
    contrat = fabrique.contrat(fabrique.salarie(maison), maison.conventions.get())
    paie = {contrat: monde.bulletin(1_000_00, ACOMPTE=100_00, SAISIE=50_00)}
    retour = monde.retour_paie(maison, date(2025, 3, 1), paie)
    passer(maison, FIN, par=None)
    assert lignes(f"paie:2025-03:{retour.pk}") == {
        ("641000", "", 1_000_00),
        ("645000", "", 300_00),
        ("431000", "", -520_00),
        ("421000", "", -630_00),
        ("425000", "", -100_00),
        ("427000", "", -50_00),
    }
    assert LigneEcriture.objects.get(compte="641000").activite == "EI"


def test_tax_at_source_and_refunded_claims_have_their_accounts(maison: Structure) -> None:
    contrat = fabrique.contrat(fabrique.salarie(maison), maison.conventions.get())
    bulletin = monde.bulletin(1_000_00, PRELEVEMENT_SOURCE=20_00)
    bulletin |= {"KILOMETRES": 15_00, "NET_A_PAYER": bulletin["NET_A_PAYER"] + 15_00}
    monde.retour_paie(maison, date(2025, 3, 1), {contrat: bulletin})
    passer(maison, FIN, par=None)
    soldes = {racine: solde(maison, racine) for racine in ("4421", "625", "471", "421")}
    assert soldes == {"4421": -20_00, "625": 15_00, "471": 0, "421": -775_00}


def test_what_a_payslip_does_not_explain_waits(maison: Structure) -> None:
    contrat = fabrique.contrat(fabrique.salarie(maison), maison.conventions.get())
    bulletin = monde.bulletin(1_000_00)
    bulletin["NET_A_PAYER"] -= 12_00
    monde.retour_paie(maison, date(2025, 3, 1), {contrat: bulletin})
    passer(maison, FIN, par=None)
    assert solde(maison, "471") == -12_00


def test_a_month_handed_again_passes_the_difference(maison: Structure) -> None:
    contrat = fabrique.contrat(fabrique.salarie(maison), maison.conventions.get())
    monde.retour_paie(maison, date(2025, 3, 1), {contrat: monde.bulletin(1_000_00)})
    passer(maison, FIN, par=None)
    second = monde.retour_paie(maison, date(2025, 3, 1), {contrat: monde.bulletin(1_100_00)})
    assert passer(maison, FIN, par=None).passees == 1
    assert ("641000", "", 100_00) in lignes(f"paie:2025-03:{second.pk}")
    assert (solde(maison, "641"), solde(maison, "421")) == (1_100_00, -858_00)


def test_an_incomplete_return_is_left_out_and_says_what_it_lacks(maison: Structure) -> None:
    contrat = fabrique.contrat(fabrique.salarie(maison), maison.conventions.get())
    monde.retour_paie(
        maison, date(2025, 3, 1), {contrat: {"BRUT": 1_000_00, "NET_A_PAYER": 780_00}}
    )
    bilan = passer(maison, FIN, par=None)
    assert bilan.passees == 0
    assert "COTISATIONS_PATRONALES, COTISATIONS_SALARIALES" in bilan.laissees[0].raison


def test_cash_goes_to_the_cash_account(maison: Structure, ville: Client) -> None:
    monde.reglement(ville, MARS, 10_00, moyen="especes")
    passer(maison, FIN, par=None)
    assert (solde(maison, "530"), solde(maison, "512")) == (10_00, 0)


def test_the_receivable_of_an_annexe_is_what_aids_say(maison: Structure) -> None:
    version = fabrique.annexe(maison.conventions.get())
    for mois, du in ((1, 1_000_00), (2, 2_500_00), (3, None), (4, 2_400_00)):
        monde.aide(version, date(2025, mois, 1), du)
    version.annexe.versements.create(le=date(2025, 2, 10), montant_centimes=1_900_00)
    version.annexe.versements.create(le=date(2025, 4, 10), montant_centimes=-100_00)
    bilan = passer(maison, date(2025, 3, 31), par=None)
    assert [x.raison for x in bilan.laissees] == ["montant d'un ETP inconnu"]
    assert solde(maison, "441") == 2_500_00 - 1_900_00
    assert passer(maison, FIN, par=None).laissees == ()
    assert solde(maison, "441") == 2_400_00 - 1_800_00
    assert solde(maison, "74") == -2_400_00
    produit = LigneEcriture.objects.filter(compte="740000")
    assert set(produit.values_list("financeur", "activite")) == {("État", "EI")}


def test_a_departement_that_shares_the_aid_has_its_own_axis(maison: Structure) -> None:
    version = fabrique.annexe(maison.conventions.get())
    version.montant_total_centimes, version.cofinance_centimes = 3_000_00, 1_000_00
    version.save()
    for mois, du in ((1, 100_00), (2, 250_00)):
        monde.aide(version, date(2025, mois, 1), du)
    passer(maison, FIN, par=None)
    sommes = LigneEcriture.objects.filter(compte="740000").order_by()
    assert dict(sommes.values_list("financeur").annotate(Sum("credit_centimes"))) == {
        "État": 166_67,
        "Département": 83_33,
    }


def test_numbers_are_the_structure_s_own(maison: Structure, ville: Client) -> None:
    assert plan_de(maison).compte("ventes") == ("706000", "Prestations de services")
    numeroter(maison, "ventes", numero="706100", libelle="Espaces verts", par=None)
    emise = monde.facture(ville, MARS)
    passer(maison, FIN, par=None)
    assert ("706100", "", -100_00) in lignes(f"facture:{emise.pk}")
    for numero, phrase in (("70", "pas un numéro"), ("X06", "pas un numéro"), ("411000", "déjà")):
        with pytest.raises(Refus, match=phrase):
            numeroter(maison, "ventes", numero=numero, libelle="Ventes", par=None)


def test_a_line_of_the_bank_set_apart_waits_and_one_to_match_is_left_out(
    maison: Structure,
) -> None:
    apart = monde.mouvement(maison, date(2025, 4, 1), -12_00, etat="ecarte", motif="frais")
    monde.mouvement(maison, date(2025, 4, 2), 40_00)
    monde.mouvement(maison, date(2025, 4, 3), 99_00, etat="rapproche")
    bilan = passer(maison, FIN, par=None)
    assert (bilan.passees, len(bilan.laissees)) == (1, 1)
    assert lignes(f"mouvement:{apart.pk}") == {("512000", "", -12_00), ("471000", "", 12_00)}
