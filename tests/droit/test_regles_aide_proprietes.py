"""The aid of the State: what must hold of every annexe and every month."""

from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from etrier.droit.arrondis import demi_haut, plus_forts_restes
from etrier.droit.regles.aide import AIDES, PARTS, aide_du_mois, repartir_par_contrat
from etrier.droit.regles.cumuls import ETATS
from etrier.droit.vocabulaire import Dispositif
from tests.droit.annexes import PARAMETRES, des_etats, une_annexe


def une_annee(postes: int, unite: int) -> pl.DataFrame:
    """The same annexe asked at each of its twelve months."""
    annexe = une_annexe(
        {"dispositif": "ACI", "mois": "01/01/2025", "debut": "01/01/2025", "fin": "31/12/2025"}
    )
    return pl.concat(
        annexe.with_columns(
            pl.lit(date(2025, mois, 1)).alias("mois"),
            pl.lit(postes, pl.Int64).alias("etp_centiemes"),
            pl.lit(unite, pl.Int64).alias("montant_unitaire_centimes"),
        )
        for mois in range(1, 13)
    )


HEURES = st.lists(
    st.tuples(
        st.integers(1, 5),
        st.integers(1, 12),
        st.integers(-3_000, 12_000),
        st.sampled_from([100, 70]),
    ),
    max_size=40,
)


def des_heures(lignes: list[tuple[int, int, int, int]]) -> pl.DataFrame:
    rangees = [(1, contrat, date(2025, mois, 1), m, t) for contrat, mois, m, t in lignes]
    return pl.DataFrame(rangees, schema=ETATS, orient="row")


@settings(max_examples=60, deadline=None)
@given(HEURES, st.integers(0, 2_000), st.integers(0, 3_000_000))
def test_the_months_add_up_to_the_year(
    lignes: list[tuple[int, int, int, int]], postes: int, unite: int
) -> None:
    aides = aide_du_mois(des_heures(lignes), une_annee(postes, unite), PARAMETRES).collect()
    fin = aides.row(11, named=True)
    assert aides["du_mois_centimes"].sum() == fin["du_centimes"]
    assert aides["du_plafonne_mois_centimes"].sum() == fin["du_plafonne_centimes"]
    numerateur = sum(minutes * taux * unite for _contrat, _mois, minutes, taux in lignes)
    assert fin["du_centimes"] == demi_haut(numerateur, 100 * 1820 * 60)
    assert fin["plafond_centimes"] == demi_haut(postes * unite, 100)
    assert (aides["du_plafonne_centimes"] <= aides["plafond_centimes"]).all()
    assert (aides["ecart_centimes"] <= 0).all()


@settings(max_examples=60, deadline=None)
@given(HEURES, st.integers(0, 3_000_000))
def test_the_parts_of_the_contracts_add_up_to_each_month(
    lignes: list[tuple[int, int, int, int]], unite: int
) -> None:
    etats = des_heures(lignes)
    aides = aide_du_mois(etats, une_annee(1000, unite), PARAMETRES)
    parts = repartir_par_contrat(etats, aides).collect()
    assert parts.schema == PARTS
    assert len(parts) == len(etats)
    dus = dict(aides.select("mois", "du_mois_centimes").collect().iter_rows())
    for (mois,), groupe in parts.group_by("mois"):
        assert groupe["montant_centimes"].sum() == dus[mois]


@settings(deadline=None)
@given(
    st.integers(-(10**9), 10**9),
    st.lists(st.integers(0, 20_000), min_size=1, max_size=15),
)
def test_the_parts_are_those_of_the_largest_remainders(total: int, minutes: list[int]) -> None:
    mois = date(2025, 1, 1)
    etats = pl.DataFrame(
        [(1, contrat, mois, un, 100) for contrat, un in enumerate(minutes)],
        schema=ETATS,
        orient="row",
    )
    aides = pl.DataFrame({"annexe_id": [1], "mois": [mois], "du_mois_centimes": [total]})
    parts = repartir_par_contrat(etats, aides).collect()
    assert parts["montant_centimes"].to_list() == plus_forts_restes(total, minutes)


def test_many_annexes_at_once_give_what_each_gives_alone() -> None:
    annexes = pl.concat(
        une_annexe(
            {
                "annexe_id": str(rang),
                "structure_id": str(rang % 3),
                "dispositif": dispositif,
                "mois": "01/08/2025",
                "debut": "01/01/2025",
                "fin": "31/12/2025",
                "etp_centiemes": str(rang + 1),
            }
        )
        for rang, dispositif in enumerate(Dispositif)
    )
    etats = pl.concat(
        des_etats(
            [{"annexe_id": str(rang), "mois": f"01/0{mois}/2025", "minutes_retenues": f"{mois}7"}]
        )
        for rang in range(6)
        for mois in range(1, 9)
    )
    ensemble = aide_du_mois(etats.lazy(), annexes.lazy(), PARAMETRES).collect()
    assert ensemble.schema == AIDES
    seules = [
        aide_du_mois(etats, annexes.filter(annexe_id=rang), PARAMETRES).collect()
        for rang in range(6)
    ]
    assert ensemble.equals(pl.concat(seules))
    assert ensemble["motif"].null_count() == 5
