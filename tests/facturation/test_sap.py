"""Payments split over services à la personne: to the centime, whatever settles the invoice."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etrier.droit.regles.sap import MotifSap, depouiller
from etrier.facturation.factures.avoirs import Correction, facturer_avoir
from etrier.facturation.models import Facture, PartPrefinancee, ReglageFacturation
from etrier.facturation.reglements.actions import annuler_reglement, imputer_avoir, rembourser
from etrier.facturation.sap.actions import dire_part_prefinancee, regler_sap
from etrier.facturation.sap.paiements import encaissements, paiements_sap
from etrier.facturation.sap.repartition import HORS_SAP, repartir, tranche
from etrier.socle.erreurs import Refus
from etrier.socle.parametres import parametres_en_vigueur
from tests.facturation import fabrique_factures as sap
from tests.facturation import monde

POIDS = st.dictionaries(
    st.sampled_from(["", "menage", "bricolage", "jardinage"]), st.integers(0, 500_000), min_size=1
)
DECLAREE = date(2020, 2, 3)


@given(POIDS, st.lists(st.integers(1, 90_000), max_size=8))
def test_payments_that_settle_an_invoice_give_its_activities(
    poids: dict[str, int], montants: list[int]
) -> None:
    deja, sommes = 0, dict.fromkeys(poids, 0)
    for montant in montants:
        parts = tranche(deja, montant, poids)
        assert sum(parts.values()) == montant
        for nom, part in parts.items():
            sommes[nom] = sommes.get(nom, 0) + part
        deja += montant
    attendu = repartir(deja, poids)
    assert {n: s for n, s in sommes.items() if s} == {n: s for n, s in attendu.items() if s}


def recus(facture: Facture, annee: int = 2025) -> dict[str, int]:
    """What the client paid in a year, by activity."""
    sommes: dict[str, int] = {}
    for recu in encaissements(facture.structure, annee).get(facture.client_id, []):
        for nom, part in recu.parts.items():
            sommes[nom] = sommes.get(nom, 0) + part
    return {nom: somme for nom, somme in sommes.items() if somme}


def bilan(facture: Facture, annee: int = 2025) -> tuple[int, int, dict[MotifSap, int]]:
    """Paid, opening the right, and left out by reason."""
    liste = encaissements(facture.structure, annee)[facture.client_id]
    vu = depouiller(paiements_sap(liste, DECLAREE), annee, parametres_en_vigueur())
    return vu.paye_centimes, vu.ouvrant_droit_centimes, dict(vu.ecartes)


@pytest.mark.django_db
def test_a_part_paid_is_split_over_the_lines() -> None:
    une = sap.organisme()
    qui, sous = sap.particulier(une), monde.contrat(une, "AI")
    sap.travailler(qui, sous, [180], "menage")
    sap.travailler(qui, sous, [60], "", debut=10)
    facture = sap.facturer(une)[0]
    assert facture.ttc_centimes == 8_000
    sap.payer(facture, 4_001)
    assert recus(facture) == {"menage": 3_001, HORS_SAP: 1_000}
    sap.payer(facture, 3_999, le=date(2026, 1, 4))
    assert recus(facture, 2026) == {"menage": 2_999, HORS_SAP: 1_000}


@pytest.mark.django_db
def test_cash_and_a_bounced_cheque_open_nothing() -> None:
    facture = sap.facture_simple([120, 120])
    sap.payer(facture, 3_000, "especes")
    cheque = sap.payer(facture, 5_000, "cheque")
    assert bilan(facture) == (8_000, 5_000, {MotifSap.MOYEN: 3_000})
    annuler_reglement(cheque, date(2025, 4, 28), None)
    assert bilan(facture) == (3_000, 0, {MotifSap.MOYEN: 3_000})


@pytest.mark.django_db
def test_the_share_of_a_cesu_is_taken_out_once_said() -> None:
    facture = sap.facture_simple([120, 120])
    cesu = sap.payer(facture, 8_000, "cesu")
    assert bilan(facture) == (8_000, 0, {MotifSap.A_PARTAGER: 8_000})
    dire_part_prefinancee(cesu, 5_000, par=None)
    assert bilan(facture) == (8_000, 3_000, {MotifSap.TIERS: 5_000})
    dire_part_prefinancee(cesu, 0, par=None)
    assert bilan(facture)[1] == 8_000
    assert PartPrefinancee.objects.count() == 1


@pytest.mark.django_db
def test_a_share_is_refused_beyond_the_payment_and_for_a_cheque() -> None:
    facture = sap.facture_simple([120, 120])
    cesu, cheque = sap.payer(facture, 4_000, "cesu"), sap.payer(facture, 4_000, "cheque")
    with pytest.raises(Refus, match="40,00"):
        dire_part_prefinancee(cesu, 4_001, par=None)
    with pytest.raises(Refus, match="n'est pas un CESU"):
        dire_part_prefinancee(cheque, 100, par=None)


@pytest.mark.django_db
def test_a_credit_note_on_what_is_unpaid_is_no_payment() -> None:
    une = sap.organisme()
    qui, sous = sap.particulier(une), monde.contrat(une, "AI")
    sap.travailler(qui, sous, [180], "menage")
    sap.travailler(qui, sous, [60], "", debut=10)
    facture = sap.facturer(une)[0]
    menage = facture.lignes.get(prestation__activite_sap="menage")
    avoir = facturer_avoir(
        facture,
        [Correction(menage)],
        motif="heures en trop",
        le=sap.EMISE_LE,
        par=None,
        a_refacturer=False,
    )
    if not avoir.imputations.exists():
        imputer_avoir(avoir, facture, le=sap.EMISE_LE, par=None)
    sap.payer(facture, 2_000)
    assert recus(facture) == {HORS_SAP: 2_000}


@pytest.mark.django_db
def test_money_given_back_is_taken_from_its_activity() -> None:
    facture = sap.facture_simple([120, 120])
    sap.payer(facture)
    facturer_avoir(facture, None, motif="erreur", le=date(2025, 5, 2), par=None, a_refacturer=False)
    rembourser(
        facture.structure,
        client=facture.client,
        le=date(2025, 5, 3),
        montant_centimes=8_000,
        moyen="virement",
        reference="",
        par=None,
    )
    assert recus(facture) == {}


@pytest.mark.django_db
def test_a_company_is_no_household() -> None:
    facture = sap.facture_simple()
    facture.client.nature = "entreprise"
    facture.client.save()
    sap.payer(facture)
    assert encaissements(facture.structure, 2025) == {}


@pytest.mark.django_db
def test_before_the_declaration_nothing_opens_the_right() -> None:
    facture = sap.facture_simple([120])
    sap.payer(facture)
    liste = encaissements(facture.structure, 2025)[facture.client_id]
    for declaree_le, ouvre in ((None, False), (date(2025, 4, 1), False), (date(2025, 3, 31), True)):
        assert [p.declare for p in paiements_sap(liste, declaree_le)] == [ouvre]


@pytest.mark.django_db
def test_the_declaration_is_written_with_its_date() -> None:
    une = sap.organisme()

    def regler(numero: str, le: date | None) -> ReglageFacturation:
        return regler_sap(
            une, declaration=numero, declaree_le=le, agrement="", agree_le=None, par=None
        )

    with pytest.raises(Refus, match="déclaration"):
        regler("SAP1", None)
    with pytest.raises(Refus, match="à venir"):
        regler("SAP1", date(2999, 1, 1))
    assert regler(" SAP1 ", DECLAREE).sap_declaration == "SAP1"
