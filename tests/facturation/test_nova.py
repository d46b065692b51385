"""The separate account and the activity statement of services à la personne."""

from datetime import date

import pytest

from etrier.droit.parametre import charger
from etrier.facturation.factures.avoirs import facturer_avoir
from etrier.facturation.sap.comptes import comptes_de_l_annee
from etrier.facturation.sap.interventions import trop_longues
from etrier.facturation.sap.nova import etat_activite
from tests import fabrique
from tests.facturation import fabrique_factures as sap
from tests.facturation import monde

pytestmark = pytest.mark.django_db
P = charger()
JANVIER = date(2025, 1, 1)


def test_a_quarter_counts_each_client_and_each_worker_once() -> None:
    une = sap.organisme()
    odile, paul = sap.particulier(une), sap.particulier(une)
    camille, dominique = monde.contrat(une, "AI"), monde.contrat(une, "AI")
    sap.travailler(odile, camille, [120, 60])
    sap.travailler(odile, dominique, [30], debut=12)
    sap.travailler(paul, camille, [90], "jardinage", debut=20)
    sap.travailler(paul, camille, [45], "", debut=25)
    sap.facturer(une)
    etat = etat_activite(une, JANVIER, 3)
    vues = [
        (a.activite, a.minutes, a.nombre_clients, a.nombre_intervenants, a.facture_centimes)
        for a in etat.activites
    ]
    assert vues == [("jardinage", 90, 1, 1, 3_000), ("menage", 210, 1, 2, 7_000)]
    assert (etat.nombre_clients, etat.nombre_intervenants) == (2, 2)
    assert etat_activite(une, date(2025, 4, 1), 3).activites == []


def test_hours_done_for_a_company_are_no_service_to_people() -> None:
    une = sap.organisme()
    societe = monde.client(une, "collectivite")
    fabrique.tarif(societe, 2_000, "exonere")
    sap.travailler(societe, monde.contrat(une, "AI"), [120])
    sap.facturer(une)
    assert etat_activite(une, JANVIER, 3).activites == []


def test_a_credit_note_lowers_the_amount() -> None:
    facture = sap.facture_simple([120])
    facturer_avoir(facture, None, motif="erreur", le=sap.EMISE_LE, par=None, a_refacturer=False)
    (menage,) = etat_activite(facture.structure, JANVIER, 12).activites
    assert menage.facture_centimes == 0
    comptes = comptes_de_l_annee(facture.structure, 2025, P)
    assert sum(m.facture_sap_centimes for m in comptes) == 0


def test_the_account_stands_apart_month_by_month() -> None:
    une = sap.organisme()
    odile, ville = sap.particulier(une), monde.client(une, "collectivite")
    fabrique.tarif(ville, 2_000, "exonere")
    sous = monde.contrat(une, "AI")
    sap.travailler(odile, sous, [180])
    sap.travailler(odile, sous, [60], "", debut=10)
    sap.travailler(ville, sous, [120], "", debut=15)
    factures = {f.client_id: f for f in sap.facturer(une)}
    sap.payer(factures[odile.pk], 4_000, "especes")
    sap.payer(factures[odile.pk], 4_000, "cheque", le=date(2025, 6, 2))
    sap.payer(factures[ville.pk], le=date(2025, 6, 3))
    comptes = comptes_de_l_annee(une, 2025, P)
    avril, juin = comptes[3], comptes[5]
    assert (avril.facture_sap_centimes, avril.facture_hors_centimes) == (6_000, 6_000)
    assert (avril.recu_sap_centimes, avril.ouvrant_droit_centimes) == (3_000, 0)
    assert (avril.sans_droit_centimes, avril.recu_hors_centimes) == (3_000, 1_000)
    assert (juin.recu_sap_centimes, juin.ouvrant_droit_centimes) == (3_000, 3_000)
    assert juin.recu_hors_centimes == 5_000
    assert sum(m.recu_centimes for m in comptes) == sum(f.ttc_centimes for f in factures.values())


def test_a_long_visit_of_handiwork_is_warned_of() -> None:
    facture = sap.facture_simple([120, 121], "bricolage")
    ((_ligne, venues),) = etat_activite(facture.structure, JANVIER, 3).interventions
    longues = trop_longues(venues, P)
    assert [(v.le, v.minutes) for v, _raison in longues] == [(date(2025, 3, 4), 121)]
    assert "D7233-5" in longues[0][1]
