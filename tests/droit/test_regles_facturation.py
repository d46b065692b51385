"""Lines to invoice: the jurist's cases, then what must hold for any month."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etrier.droit.parametre import charger
from etrier.droit.regles.facturation import (
    ENTREE_LIGNES,
    ENTREE_TARIFS,
    SORTIE,
    lignes_a_facturer,
)
from tests.droit.lecteur_cas import Cas, frame, pour_chaque_cas, verifier_table

MARS = date(2025, 3, 1)
PARAMETRES = charger()
TARIF_STRUCTURE = ({"cible": "structure", "cible_id": None},)


def _tarifs(rangees: object = TARIF_STRUCTURE) -> pl.DataFrame:
    return frame(
        rangees,
        ENTREE_TARIFS,
        structure_id=1,
        depuis=date(2024, 1, 1),
        montant_horaire_centimes=2450,
        taux_tva="normal",
    )


def _lignes(rangees: object) -> pl.DataFrame:
    return frame(rangees, ENTREE_LIGNES, structure_id=1, client_id=7, chantier_id=8, nature=1)


@pour_chaque_cas("facturation")
def test_it_computes_the_lines_to_invoice(cas: Cas) -> None:
    sortie = lignes_a_facturer(
        _lignes(cas.entree["lignes"]),
        _tarifs(cas.entree.get("tarifs", TARIF_STRUCTURE)),
        PARAMETRES,
        MARS,
    )
    assert dict(sortie.schema) == SORTIE
    verifier_table(cas, sortie)


def test_it_refuses_a_table_without_its_columns() -> None:
    with pytest.raises(ValueError, match="taux_tva"):
        lignes_a_facturer(_lignes([]), _tarifs().drop("taux_tva"), PARAMETRES, MARS)


def test_it_leaves_amounts_empty_without_any_rate_at_all() -> None:
    lignes = _lignes([{"jour": MARS, "minutes": 60}])
    sortie = lignes_a_facturer(lignes, _tarifs([]), PARAMETRES, MARS)
    assert dict(sortie.schema) == SORTIE
    assert sortie["montant_ht_centimes"].to_list() == [None]


LIGNES = st.lists(
    st.fixed_dictionaries(
        {
            "structure_id": st.integers(1, 2),
            "client_id": st.sampled_from([None, 7, 8]),
            "mission_id": st.sampled_from([None, 1]),
            "jour": st.dates(MARS, date(2025, 3, 31)),
            "nature": st.integers(1, 6),
            "minutes": st.integers(1, 700),
        }
    ),
    max_size=40,
)


@given(LIGNES)
def test_every_minute_is_either_retained_or_left_out(rangees: list[dict[str, object]]) -> None:
    lignes = _lignes(rangees)
    tarifs = _tarifs(
        [
            {"cible": "structure", "cible_id": None},
            {"cible": "client", "cible_id": 7, "depuis": date(2025, 3, 12)},
        ]
    )
    sortie = lignes_a_facturer(lignes, tarifs, PARAMETRES, MARS)
    comptees = sortie.select(pl.col("minutes_retenues") + pl.col("minutes_ecartees")).to_series()
    assert comptees.sum() == lignes["minutes"].sum()
