"""Entries: each thing once, balanced, numbered without a gap, never changed."""

from datetime import date

import pytest
from django.db.models import Sum

from etrier.comptabilite.ecritures import passage
from etrier.comptabilite.ecritures.exercices import exercice_du, ouvrir_exercice
from etrier.comptabilite.ecritures.passage import clore_exercice, examiner, passer
from etrier.comptabilite.ecritures.plan import numeroter, plan_de
from etrier.comptabilite.models import Ecriture, Exercice, LigneEcriture
from etrier.facturation.models import Facture, Imputation
from etrier.facturation.reglements.actions import annuler_reglement, encaisser
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from etrier.structures.models import Structure
from tests import fabrique
from tests.comptabilite import monde

pytestmark = pytest.mark.django_db
FIN = date(2025, 12, 31)
MARS = date(2025, 3, 31)


@pytest.fixture
def maison() -> Structure:
    une = fabrique.structure()
    fabrique.convention(une, "EI")
    return une


@pytest.fixture
def ville(maison: Structure) -> Client:
    return fabrique.client(maison)


def lignes(source: str) -> set[tuple[str, str, int]]:
    """Account, third party, and debit less credit, of an entry."""
    trouvees = LigneEcriture.objects.filter(ecriture__source=source)
    return {(x.compte, x.auxiliaire, x.debit_centimes - x.credit_centimes) for x in trouvees}


def solde(une: Structure, racine: str) -> int:
    return LigneEcriture.objects.filter(ecriture__structure=une, compte__startswith=racine).solde()


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


def test_twice_in_a_row_passes_nothing_more(maison: Structure, ville: Client) -> None:
    for mois in range(1, 13):
        monde.facture(ville, date(2025, mois, 5))
    assert passer(maison, FIN, par=None).passees == 12
    assert passer(maison, FIN, par=None).passees == 0
    assert list(Ecriture.objects.values_list("numero", flat=True)) == list(range(1, 13))


def test_a_day_after_is_for_another_time(maison: Structure, ville: Client) -> None:
    monde.facture(ville, MARS)
    assert passer(maison, date(2025, 3, 30), par=None).passees == 0


def test_killed_midway_it_goes_on_where_it_was(
    maison: Structure, ville: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for mois in range(1, 13):
        monde.facture(ville, date(2025, mois, 5))
    monkeypatch.setattr(passage, "LOT", 5)

    def tuer(_etape: str, fait: int, _total: int) -> None:
        if fait >= 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        passer(maison, FIN, par=None, suivi=tuer)
    assert Ecriture.objects.count() == Exercice.objects.get().dernier_numero == 10
    assert passer(maison, FIN, par=None).passees == 2
    assert list(Ecriture.objects.values_list("numero", flat=True)) == list(range(1, 13))
    assert all(e.debit_centimes == e.credit_centimes for e in Ecriture.objects.avec_totaux())


def test_an_entry_never_changes(maison: Structure, ville: Client) -> None:
    monde.facture(ville, MARS)
    passer(maison, FIN, par=None)
    ecriture, ligne = Ecriture.objects.get(), LigneEcriture.objects.all()[0]
    for tente in (
        ecriture.save,
        ecriture.delete,
        ligne.save,
        ligne.delete,
        Ecriture.objects.all().delete,
        LigneEcriture.objects.all().delete,
        lambda: Ecriture.objects.update(libelle="Autre"),
        lambda: LigneEcriture.objects.update(debit_centimes=1),
    ):
        with pytest.raises(Refus, match="ne change plus"):
            tente()


def test_a_closed_year_refuses(maison: Structure, ville: Client) -> None:
    monde.facture(ville, MARS)
    with pytest.raises(Refus, match="1 écriture"):
        clore_exercice(exercice_du(maison, MARS), par=None)
    passer(maison, FIN, par=None)
    clore_exercice(Exercice.objects.get(), par=None)
    tardive = monde.facture(ville, MARS)
    bilan = passer(maison, FIN, par=None)
    assert bilan.passees == 0
    assert bilan.laissees[0].source == f"facture:{tardive.pk}"
    assert "clos" in bilan.laissees[0].raison


def test_years_follow_each_other(maison: Structure) -> None:
    ouvrir_exercice(maison, debut=date(2024, 7, 1), fin=date(2025, 6, 30), par=None)
    assert exercice_du(maison, date(2025, 3, 1)).debut == date(2024, 7, 1)
    assert exercice_du(maison, date(2026, 7, 1)).debut == date(2026, 7, 1)
    assert exercice_du(maison, date(2025, 7, 1)).fin == date(2026, 6, 30)
    assert exercice_du(maison, date(2024, 1, 1)).debut == date(2023, 7, 1)
    with pytest.raises(Refus, match="déjà"):
        ouvrir_exercice(maison, debut=date(2025, 1, 1), fin=date(2025, 12, 31), par=None)
    with pytest.raises(Refus, match="premier jour"):
        ouvrir_exercice(maison, debut=date(2030, 1, 2), fin=date(2030, 12, 31), par=None)


def test_a_settled_invoice_and_its_payment_bear_the_same_letters(
    maison: Structure, ville: Client
) -> None:
    une, deux = monde.facture(ville, MARS), monde.facture(ville, MARS)
    encaisser(maison, client=ville, le=date(2025, 4, 10), montant_centimes=240_00,
              moyen="virement", reference="V1", par=None)  # fmt: skip
    monde.facture(ville, date(2025, 5, 1))
    assert passer(maison, FIN, par=None).lettrees == 3
    lettrees = LigneEcriture.objects.filter(lettrage="AA")
    sources = set(lettrees.values_list("ecriture__source", flat=True))
    assert {f"facture:{une.pk}", f"facture:{deux.pk}"} < sources
    assert lettrees.solde() == 0
    assert {x.lettree_le for x in lettrees} == {date(2025, 4, 10)}


def test_a_bounced_payment_takes_the_letters_back(maison: Structure, ville: Client) -> None:
    emise = monde.facture(ville, MARS)
    recu = encaisser(maison, client=ville, le=date(2025, 4, 10), montant_centimes=120_00,
                     moyen="cheque", reference="C1", par=None)  # fmt: skip
    passer(maison, FIN, par=None)
    annuler_reglement(recu, date(2025, 4, 20), None)
    passer(maison, FIN, par=None)
    facturee = LigneEcriture.objects.get(ecriture__source=f"facture:{emise.pk}", auxiliaire__gt="")
    assert facturee.lettrage == ""
    assert solde(maison, "411") == 120_00
    encaisser(maison, client=ville, le=date(2025, 5, 10), montant_centimes=120_00,
              moyen="virement", reference="V2", par=None)  # fmt: skip
    passer(maison, FIN, par=None)
    facturee.refresh_from_db()
    assert facturee.lettrage
    assert LigneEcriture.objects.filter(lettrage=facturee.lettrage).solde() == 0


def test_a_credit_note_set_against_an_invoice_is_lettered_with_it(
    maison: Structure, ville: Client
) -> None:
    emise = monde.facture(ville, MARS)
    avoir = monde.facture(ville, MARS, [(-100_00, 2000)], genre="avoir")
    Imputation.objects.create(facture=emise, avoir=avoir, le=MARS, montant_centimes=120_00)
    Imputation.objects.create(facture=avoir, avoir=avoir, le=MARS, montant_centimes=-120_00)
    assert passer(maison, FIN, par=None).lettrees == 2


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


def test_what_would_be_passed_is_shown_without_passing(maison: Structure, ville: Client) -> None:
    monde.facture(ville, MARS)
    faits, laissees = examiner(maison, FIN)
    assert ([f.libelle for f in faits], laissees) == (
        [f"Facture {Facture.objects.get()} {ville}"],
        [],
    )
    assert not Ecriture.objects.exists()


def test_the_house_of_others_is_not_passed(maison: Structure, ville: Client) -> None:
    autre = fabrique.structure()
    monde.facture(fabrique.client(autre), MARS)
    monde.facture(ville, MARS)
    assert passer(maison, FIN, par=None).passees == 1
    assert not Ecriture.objects.filter(structure=autre).exists()


def test_a_payment_undone_is_turned_over_and_passed_again_when_done_again(
    maison: Structure,
) -> None:
    achat = monde.achat(maison, MARS, 50_00, etat="payee", payee_le=date(2025, 4, 1))
    passer(maison, FIN, par=None)
    achat.etat, achat.payee_le = "bonne_a_payer", None
    achat.save()
    assert passer(maison, FIN, par=None).passees == 1
    assert (solde(maison, "401"), solde(maison, "512")) == (-50_00, 0)
    assert passer(maison, FIN, par=None).passees == 0
    achat.etat, achat.payee_le = "payee", date(2025, 5, 1)
    achat.save()
    assert passer(maison, FIN, par=None).passees == 1
    assert passer(maison, FIN, par=None).passees == 0
    assert (solde(maison, "401"), solde(maison, "512")) == (0, -50_00)
    assert Ecriture.objects.filter(source=f"paiement:{achat.pk}~2").exists()


def test_a_line_of_the_bank_set_apart_waits_and_one_to_match_is_left_out(
    maison: Structure,
) -> None:
    apart = monde.mouvement(maison, date(2025, 4, 1), -12_00, etat="ecarte", motif="frais")
    monde.mouvement(maison, date(2025, 4, 2), 40_00)
    monde.mouvement(maison, date(2025, 4, 3), 99_00, etat="rapproche")
    bilan = passer(maison, FIN, par=None)
    assert (bilan.passees, len(bilan.laissees)) == (1, 1)
    assert lignes(f"mouvement:{apart.pk}") == {("512000", "", -12_00), ("471000", "", 12_00)}


def test_a_rejection_undone_is_turned_over(maison: Structure) -> None:
    ligne = monde.virement(maison, MARS, 800_00)
    ligne.rejetee_le = date(2025, 4, 2)
    ligne.save()
    passer(maison, FIN, par=None)
    assert solde(maison, "512") == 0
    ligne.rejetee_le = None
    ligne.save()
    assert passer(maison, FIN, par=None).passees == 1
    assert (solde(maison, "512"), solde(maison, "421")) == (-800_00, 800_00)
    assert passer(maison, FIN, par=None).passees == 0


def test_a_transfer_given_up_before_its_day_moved_nothing(maison: Structure) -> None:
    ligne = monde.virement(maison, MARS, 800_00)
    ligne.rejetee_le = date(2025, 3, 28)
    ligne.save()
    assert passer(maison, FIN, par=None).passees == 0
