"""Services à la personne: what opens the tax credit, as cases and properties."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etrier.droit.ecriture import INSECABLE, euros
from etrier.droit.lecture import lire_montant
from etrier.droit.parametre import NonCalculable, charger
from etrier.droit.regles import sap
from etrier.droit.regles.sap import PaiementSap
from tests.droit.lecteur_cas import Cas, pour_chaque_cas

P = charger()


def montant(texte: str) -> int:
    signe, texte = (-1, texte[1:]) if texte.startswith("-") else (1, texte)
    return signe * lire_montant(texte)


def paiement(ecrit: dict[str, Any]) -> PaiementSap:
    return PaiementSap(
        ecrit["activite"],
        ecrit["moyen"],
        montant(ecrit["montant"]),
        montant(ecrit["tiers"]) if "tiers" in ecrit else None,
        ecrit.get("declare", "oui") == "oui",
    )


@pour_chaque_cas("sap")
def test_what_opens_the_right(cas: Cas) -> None:
    annee = int(cas.entree["annee"])
    bilan = sap.depouiller([paiement(p) for p in cas.entree["paiements"]], annee, P)
    assert bilan.paye_centimes == montant(cas.attendu["paye"])
    assert bilan.ouvrant_droit_centimes == montant(cas.attendu["ouvrant"])
    assert bilan.depasse_centimes == montant(cas.attendu["depasse"])
    assert sap.credit_au_plus(bilan, annee, P) == montant(cas.attendu["credit"])
    ecartes = ", ".join(f"{motif} {euros(somme)}" for motif, somme in bilan.ecartes)
    attendus = cas.attendu["ecartes"]
    assert ecartes.replace(INSECABLE, " ").replace(",00", "") == attendus


PAIEMENTS = st.builds(
    PaiementSap,
    st.sampled_from(["menage", "bricolage", "jardinage", "informatique"]),
    st.sampled_from(["virement", "cheque", "especes", "cesu"]),
    st.integers(-100_000, 900_000),
    st.none() | st.integers(0, 50_000),
    st.booleans(),
)


@given(st.lists(PAIEMENTS))
def test_nothing_paid_is_lost(paiements: list[PaiementSap]) -> None:
    bilan = sap.depouiller(paiements, 2026, P)
    ecarte = sum(somme for _motif, somme in bilan.ecartes)
    assert bilan.paye_centimes == sum(p.montant_centimes for p in paiements)
    assert bilan.ouvrant_droit_centimes + ecarte == bilan.paye_centimes
    assert 0 <= sap.credit_au_plus(bilan, 2026, P) <= 600_000


def test_the_reason_of_a_sub_ceiling_is_told() -> None:
    bilan = sap.depouiller([PaiementSap("bricolage", "cheque", 62_000)], 2026, P)
    assert "120,00" in bilan.activites[0].raison
    assert "D7233-5" in bilan.activites[0].raison
    assert (
        sap.depouiller([PaiementSap("menage", "cheque", 62_000)], 2026, P).activites[0].raison == ""
    )


def test_every_reason_has_its_words() -> None:
    assert list(sap.MOTIFS) == list(sap.MotifSap)


def test_the_attestation_is_due_before_april() -> None:
    assert sap.echeance_attestation(2026, P) == date(2027, 3, 31)
    with pytest.raises(NonCalculable):
        sap.echeance_attestation(2010, P)


def test_a_visit_of_handiwork_lasts_two_hours() -> None:
    le = date(2026, 5, 4)
    assert sap.verifier_bricolage(120, le, P) == ""
    assert "2 h 01".replace(" ", INSECABLE) in sap.verifier_bricolage(121, le, P)
