"""Reminders: one step at a time, none twice, nothing for what is disputed or paid."""

from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from etrier.facturation.enums import NiveauRelance
from etrier.facturation.factures.reglages import regler_facturation
from etrier.facturation.models import Facture, ReglageRelances, Relance
from etrier.facturation.relances.actions import (
    lever_litige,
    ouvrir_litige,
    regler_relances,
    relancer,
)
from etrier.facturation.relances.etapes import Faite, prochaine
from etrier.facturation.relances.lettres import en_lettres, imprimer_lettres, texte_du_courriel
from etrier.facturation.relances.retards import balance_agee, impayees
from etrier.socle.erreurs import Refus
from tests.banque.monde import compte
from tests.facturation import fabrique_factures as sap
from tests.facturation import monde
from tests.facturation.test_attestation import texte

ECHEANCE = date(2025, 5, 5)


def le_jour(monkeypatch: pytest.MonkeyPatch, jours: int) -> date:
    """So many days after the due date of `facture_simple`."""
    le = ECHEANCE + timedelta(days=jours)
    monkeypatch.setattr("etrier.facturation.relances.actions.aujourdhui", lambda: le)
    return le


@given(
    st.lists(st.integers(-10, 200), min_size=1, max_size=60),
    st.lists(st.integers(1, 90), min_size=3, max_size=3, unique=True).map(sorted),
)
def test_steps_come_in_order_and_never_twice(jours: list[int], delais: list[int]) -> None:
    reglage = ReglageRelances(
        amiable_jours=delais[0], ferme_jours=delais[1], mise_en_demeure_jours=delais[2]
    )
    faites: list[Faite] = []
    for jour in sorted(jours):
        le = ECHEANCE + timedelta(days=jour)
        niveau = prochaine(ECHEANCE, faites, reglage, le)
        if niveau is not None:
            assert jour >= delais[niveau - 1]
            faites.append(Faite(niveau, le))
    assert [f.niveau for f in faites] == list(range(1, len(faites) + 1))
    for avant, apres in pairwise(faites):
        attente = delais[apres.niveau - 1] - delais[avant.niveau - 1]
        assert (apres.le - avant.le).days >= attente


@pytest.mark.django_db
def test_a_late_invoice_goes_through_the_three_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    facture = sap.facture_simple([120])
    assert facture.echeance == ECHEANCE
    une = facture.structure
    niveaux = []
    for jour in range(100):
        le_jour(monkeypatch, jour)
        niveaux += [(jour, r.niveau) for r in relancer(une, [facture.pk], courriels={}, par=None)]
    assert niveaux == [(7, 1), (30, 2), (60, 3)]


@pytest.mark.django_db
def test_asked_twice_nobody_is_reminded_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    facture = sap.facture_simple([120])
    le_jour(monkeypatch, 20)
    assert len(relancer(facture.structure, [facture.pk], courriels={}, par=None)) == 1
    assert relancer(facture.structure, [facture.pk], courriels={}, par=None) == []
    assert Relance.objects.get().solde_centimes == 4_000


@pytest.mark.django_db
def test_what_is_disputed_or_paid_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    facture = sap.facture_simple([120])
    une, le = facture.structure, le_jour(monkeypatch, 20)
    ouvrir_litige(facture, "heures contestées", par=None)
    (vue,) = impayees(une, le)
    assert (vue.prochaine, vue.litige and vue.litige.motif) == (None, "heures contestées")
    assert relancer(une, [facture.pk], courriels={}, par=None) == []
    with pytest.raises(Refus, match="déjà en litige"):
        ouvrir_litige(facture, "encore", par=None)
    lever_litige(facture, par=None)
    with pytest.raises(Refus, match="pas en litige"):
        lever_litige(facture, par=None)
    sap.payer(facture, le=date(2025, 5, 6))
    assert relancer(une, [facture.pk], courriels={}, par=None) == []


@pytest.mark.django_db
def test_the_invoice_of_another_structure_is_not_reminded(monkeypatch: pytest.MonkeyPatch) -> None:
    facture, autre = sap.facture_simple([120]), sap.facture_simple([120])
    le_jour(monkeypatch, 20)
    faites = relancer(facture.structure, [facture.pk, autre.pk], courriels={}, par=None)
    assert [r.facture for r in faites] == [facture]


@pytest.mark.django_db
def test_delays_follow_one_another() -> None:
    une = sap.organisme()
    voulus = {"amiable_jours": 10, "ferme_jours": 20, "mise_en_demeure_jours": 40}
    assert regler_relances(une, **voulus, reponse_jours=15, par=None).ferme_jours == 20
    with pytest.raises(Refus, match="se suivent"):
        regler_relances(une, **voulus | {"ferme_jours": 10}, reponse_jours=15, par=None)
    with pytest.raises(Refus, match="au moins un jour"):
        regler_relances(une, **voulus, reponse_jours=0, par=None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("jours", "rang"),
    [(-1, 0), (0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4)],
)
def test_each_age_has_its_column(jours: int, rang: int) -> None:
    facture = sap.facture_simple([120])
    le = ECHEANCE + timedelta(days=jours)
    (age,) = balance_agee(facture.structure, le)
    assert [bool(x) for x in age.tranches] == [x == rang for x in range(5)]
    assert impayees(facture.structure, le)[0].tranche == rang


@pytest.mark.django_db
def test_the_balance_by_age_is_that_of_its_day() -> None:
    facture = sap.facture_simple([120])
    sap.payer(facture, 1_500, le=date(2025, 5, 20))
    sap.payer(facture, 2_600, le=date(2025, 6, 20))
    une = facture.structure
    assert [a.solde_centimes for a in balance_agee(une, date(2025, 5, 19))] == [4_000]
    assert [a.solde_centimes for a in balance_agee(une, date(2025, 5, 20))] == [2_500]
    (apres,) = balance_agee(une, date(2025, 6, 20))
    assert (apres.tranches, apres.credit_centimes, apres.solde_centimes) == ([0] * 5, 100, -100)
    assert balance_agee(une, date(2025, 4, 1)) == []


@pytest.mark.django_db
def test_letters_gather_the_invoices_of_a_client(monkeypatch: pytest.MonkeyPatch) -> None:
    une = sap.organisme()
    odile, paul = sap.particulier(une), sap.particulier(une)
    sous = monde.contrat(une, "AI")
    for qui in (odile, paul):
        sap.travailler(qui, sous, [60])
    factures: list[Facture] = sap.facturer(une)
    sap.travailler(odile, sous, [120], mois=monde.AVRIL)
    factures += sap.facturer(une, monde.AVRIL, date(2025, 5, 5))
    le_jour(monkeypatch, 50)
    cles = [f.pk for f in factures]
    lettres = en_lettres(relancer(une, cles, courriels={paul.pk: "paul@exemple.test"}, par=None))
    vues = {(x.client, len(x.relances), x.total_centimes, x.sur_papier) for x in lettres}
    assert vues == {(odile, 2, 6_000, True), (paul, 1, 2_000, False)}
    pdf = imprimer_lettres(une, [x for x in lettres if x.sur_papier])
    lu = texte(pdf)
    assert odile.denomination in lu
    assert "Rappel : facture à régler" in lu
    assert "60,00 €" in lu
    assert all(f.numero in lu for f in factures if f.client_id == odile.pk)
    assert paul.denomination not in lu
    sujet, corps = texte_du_courriel(une, next(x for x in lettres if not x.sur_papier))
    assert une.denomination in sujet
    assert "20,00\u00a0€ à payer" in corps


@pytest.mark.django_db
def test_formal_notice_is_posted_even_with_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    facture = sap.facture_simple([120])
    adresses = {facture.client_id: "essai@exemple.test"}
    faites: list[Relance] = []
    for jours in (7, 30, 60):
        le_jour(monkeypatch, jours)
        faites += relancer(facture.structure, [facture.pk], courriels=adresses, par=None)
    lettres = en_lettres(faites)
    assert [x.sur_papier for x in lettres] == [False, False, True]
    assert lettres[-1].niveau == NiveauRelance.MISE_EN_DEMEURE
    pdf = imprimer_lettres(facture.structure, lettres)
    assert len(PdfReader(BytesIO(pdf)).pages) == 3
    assert "mettons en demeure" in texte(pdf)
    assert "8 jours" in texte(pdf)


@pytest.mark.django_db
def test_a_retired_account_is_not_where_to_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    facture = sap.facture_simple([120])
    une = facture.structure
    notre = compte(une)
    regler_facturation(une, compte=notre, par=None)
    le_jour(monkeypatch, 20)
    (lettre,) = en_lettres(relancer(une, [facture.pk], courriels={}, par=None))
    assert "IBAN" in texte_du_courriel(une, lettre)[1]
    notre.etat = "remplace"
    notre.save()
    assert "IBAN" not in texte_du_courriel(une, lettre)[1]
    with pytest.raises(Refus, match="pas celui de la structure"):
        regler_facturation(une, compte=notre, par=None)
    with pytest.raises(Refus, match="pas celui de la structure"):
        regler_facturation(une, compte=compte(une, client=facture.client), par=None)
