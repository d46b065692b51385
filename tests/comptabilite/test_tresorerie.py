"""Money at a glance: what is due, late, to come; each figure has its lines."""

from datetime import date, timedelta

import pytest

from etrier.aides.models import AideMensuelle
from etrier.comptabilite.ordres.candidats import salaires_du_mois
from etrier.comptabilite.tresorerie.factures import a_facturer, factures_dues
from etrier.comptabilite.tresorerie.prevision import coup_d_oeil, solde_en_banque
from etrier.droit.regles.tresorerie import Flux, age, prevoir, retard_habituel
from etrier.facturation.factures.reglages import regler_facturation
from etrier.facturation.models import LigneAFacturer, PriseEnFacture
from etrier.paie.models import LigneRetourPaie
from etrier.structures.models import Structure
from tests import fabrique
from tests.comptabilite import monde
from tests.facturation import monde as facturation

LE = date(2025, 5, 10)


def test_flows_fall_in_their_month_and_late_ones_in_the_first() -> None:
    flux = [
        Flux(date(2025, 1, 1), 100, "factures", "vieille"),
        Flux(date(2025, 5, 31), -30, "salaires", "mai"),
        Flux(date(2025, 6, 1), 7, "aide", "juin"),
        Flux(date(2025, 7, 1), 9, "aide", "trop tard"),
    ]
    mai, juin = prevoir(1_000, flux, LE, 2)
    assert (mai.mois, mai.par_genre) == (date(2025, 5, 1), {"factures": 100, "salaires": -30})
    assert (mai.entrees_centimes, mai.sorties_centimes, mai.variation_centimes) == (100, -30, 70)
    assert (mai.solde_centimes, juin.solde_centimes) == (1_070, 1_077)
    assert [m.solde_centimes for m in prevoir(None, flux, LE, 2)] == [None, None]
    assert prevoir(0, [], date(2025, 11, 3), 3)[2].mois == date(2026, 1, 1)


def test_a_habit_needs_three_payments() -> None:
    paiements = [(LE, LE + timedelta(days=n)) for n in (5, 40, 12)]
    assert retard_habituel(paiements[:2]) is None
    assert retard_habituel(paiements) == 12


def test_the_age_of_what_is_late() -> None:
    jours = {0: "a_echoir", 1: "30", 30: "30", 31: "60", 90: "90", 91: "plus"}
    assert {n: age(LE - timedelta(days=n), LE) for n in jours} == jours


@pytest.fixture
def maison(db: None) -> Structure:
    une = fabrique.structure()
    fabrique.convention(une, "EI")
    return une


def genres(une: Structure) -> dict[str, list[tuple[date, int]]]:
    trouves: dict[str, list[tuple[date, int]]] = {}
    for flux in coup_d_oeil(une, LE).flux:
        trouves.setdefault(flux.genre, []).append((flux.le, flux.centimes))
    return trouves


def test_an_invoice_is_expected_when_its_client_usually_pays(maison: Structure) -> None:
    client = fabrique.client(maison)
    for jours in (10, 10, 10):
        payee = monde.facture(client, date(2025, 3, 1), echeance=date(2025, 3, 31))
        monde.reglement(client, date(2025, 3, 31) + timedelta(days=jours), 120_00, payee)
    monde.facture(client, date(2025, 5, 1), echeance=date(2025, 5, 31))
    nouvelle = monde.facture(fabrique.client(maison), date(2025, 5, 1), echeance=date(2025, 5, 31))
    dues = {f.facture.client_id: f for f in factures_dues(maison, LE)}
    assert dues[client.pk].attendue_le == date(2025, 6, 10)
    assert dues[nouvelle.client_id].attendue_le == date(2025, 5, 31)
    assert sorted(genres(maison)["factures"]) == [
        (date(2025, 5, 31), 120_00),
        (date(2025, 6, 10), 120_00),
    ]


def test_a_part_paid_counts_for_what_is_left(maison: Structure) -> None:
    client = fabrique.client(maison)
    emise = monde.facture(client, date(2025, 5, 1), echeance=date(2025, 5, 31))
    monde.reglement(client, LE, 20_00, emise)
    assert [f.solde_centimes for f in factures_dues(maison, LE)] == [100_00]


def test_the_balance_is_that_of_the_last_statement_and_payments_since(maison: Structure) -> None:
    assert solde_en_banque(maison).depart_centimes is None
    assert "Aucun relevé" in coup_d_oeil(maison, LE).manques[-1]
    monde.releve(maison, date(2025, 3, 31), 9_00)
    monde.releve(maison, date(2025, 4, 30), 5_000_00)
    client = fabrique.client(maison)
    monde.reglement(client, date(2025, 4, 30), 1_00)
    monde.reglement(client, date(2025, 5, 2), 70_00)
    banque = solde_en_banque(maison)
    assert (banque.au, banque.depart_centimes) == (date(2025, 4, 30), 5_070_00)
    assert coup_d_oeil(maison, LE).mois[0].solde_centimes == 5_070_00


def test_wages_come_back_every_month_with_their_contributions(maison: Structure) -> None:
    contrat = fabrique.contrat(fabrique.salarie(maison), maison.conventions.get())
    monde.retour_paie(maison, date(2025, 4, 1), {contrat: monde.bulletin(1_000_00)})
    flux = genres(maison)
    assert flux["salaires"][:2] == [(date(2025, 5, 31), -780_00), (date(2025, 6, 30), -780_00)]
    assert flux["cotisations"][0] == (date(2025, 5, 15), -520_00)
    assert (len(flux["salaires"]), len(flux["cotisations"])) == (6, 6)


def test_wages_to_come_are_those_one_can_pay(maison: Structure) -> None:
    """The net of a number nobody bears, and one that is not positive, are paid to nobody."""
    convention = maison.conventions.get()
    contrats = [fabrique.contrat(fabrique.salarie(maison), convention) for _rang in range(2)]
    nets = dict(zip(contrats, (780_00, -10_00), strict=True))
    retour = monde.retour_paie(
        maison, date(2025, 4, 1), {c: {"NET_A_PAYER": net} for c, net in nets.items()}
    )
    LigneRetourPaie.objects.create(
        retour=retour, matricule="X-999", rubrique="NET_A_PAYER", montant_centimes=332_35
    )
    vue = coup_d_oeil(maison, LE)
    payables = [c for c in salaires_du_mois(maison, retour.mois) if c.montant_centimes == 780_00]
    assert {-f.centimes for f in vue.flux} == {sum(c.montant_centimes for c in payables)}
    assert any("matricule X-999, que personne" in m for m in vue.manques)


def test_twelfths_then_the_regularisation_of_the_annexe(maison: Structure) -> None:
    version = fabrique.annexe(maison.conventions.get())
    for mois in (1, 2, 3, 4):
        monde.aide(version, date(2025, mois, 1), 100_00 * mois)
    douzieme = 1000 * 2_392_100 // 100 // 12
    AideMensuelle.objects.filter(annexe=version.annexe).update(recu_theorique_centimes=4 * douzieme)
    flux = genres(maison)
    # None in April: only twelfths of the months to come, December's regularisation apart.
    assert all(abs(x - douzieme) <= 4 for _le, x in flux["aide"][1:])
    assert len(flux["aide"]) == 8
    assert sum(x for _le, x in flux.get("regularisation", [])) == 400_00 - 4 * douzieme
    version.annexe.versements.create(le=date(2025, 4, 3), montant_centimes=3 * douzieme)
    assert (LE, douzieme) in genres(maison)["aide"]


def test_suppliers_are_paid_on_their_due_day(maison: Structure) -> None:
    monde.achat(maison, date(2025, 5, 1), 50_00, 10_00)
    monde.achat(maison, date(2025, 1, 1), 7_00)
    monde.achat(maison, date(2025, 5, 1), 99_00, etat="payee", payee_le=LE)
    assert sorted(genres(maison)["fournisseurs"]) == [(LE, -7_00), (date(2025, 5, 31), -60_00)]


def test_what_is_to_invoice_is_what_no_invoice_took(db: None) -> None:
    une = facturation.structure()
    ou, contrat = facturation.client(une), facturation.contrat(une)
    fabrique.tarif(ou)
    facturation.travailler(contrat, ou, [420, 420])
    sans_prix = facturation.client(une)
    facturation.travailler(contrat, sans_prix, [60])
    facturation.clore(une)
    lignes = a_facturer(une)
    assert [(x.ht_centimes, bool(x.motif)) for x in lignes] == [(308_00, False), (None, True)]
    assert genres(une)["a_facturer"] == [(LE + timedelta(days=30), 369_60)]
    assert any("pas de prix" in m for m in coup_d_oeil(une, LE).manques)
    emise = monde.facture(ou, LE)
    PriseEnFacture.objects.create(
        ligne=emise.lignes.get(), ligne_a_facturer=LigneAFacturer.objects.get(client=ou)
    )
    assert [x.ht_centimes for x in a_facturer(une)] == [None]


def test_months_to_come_are_worked_as_the_last_closed_one(db: None) -> None:
    """March is closed and invoiced in May: April is worked, not closed; six months are ahead."""
    une = facturation.structure()
    ou, contrat = facturation.client(une), facturation.contrat(une)
    fabrique.tarif(ou)
    facturation.travailler(contrat, ou, [420, 420])
    facturation.clore(une)
    venir = genres(une)["a_venir"]
    assert {ttc for _le, ttc in venir} == {369_60}
    # April's, invoiced its last day and paid a month later; then one a month.
    assert [jour.month for jour, _ttc in venir] == [5, 6, 7, 8, 9, 10, 11]
    assert venir[0][0] == date(2025, 5, 31)
    regler_facturation(une, par=None, premier_mois=date(2025, 4, 17))
    assert "a_venir" not in genres(une)


def test_months_no_annexe_covers_are_said(maison: Structure) -> None:
    assert not any("annexe" in m for m in coup_d_oeil(maison, LE).manques)
    fabrique.annexe(maison.conventions.get())
    assert not any("annexe" in m for m in coup_d_oeil(maison, LE).manques)
    [dit] = [m for m in coup_d_oeil(maison, date(2025, 9, 1)).manques if "annexe" in m]
    assert "après le 31/12/2025" in dit


def test_a_retired_account_and_cash_are_not_at_the_bank(maison: Structure) -> None:
    vu = monde.releve(maison, date(2025, 4, 30), 5_000_00)
    monde.reglement(fabrique.client(maison), date(2025, 5, 2), 70_00, moyen="especes")
    assert solde_en_banque(maison).depart_centimes == 5_000_00
    vu.compte.etat = "remplace"
    vu.compte.save()
    assert solde_en_banque(maison).depart_centimes is None
