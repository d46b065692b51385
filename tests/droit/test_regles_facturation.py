"""Lines to invoice: the jurist's cases, then what must hold for any month."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etrier.droit.arrondis import demi_haut
from etrier.droit.parametre import charger
from etrier.droit.regles.facturation import SORTIE, lignes_a_facturer
from etrier.droit.regles.tarification import (
    ENTREE_CONDITIONS,
    ENTREE_LIGNES,
    ENTREE_PRESTATIONS,
    ENTREE_QUALIFICATIONS,
    ENTREE_TARIFS,
    Bareme,
)
from tests.droit.lecteur_cas import Cas, frame, lire_cas, verifier_table

CAS = [*lire_cas("facturation"), *lire_cas("tarification")]
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
        qualification="",
        majoration_nuit_pour_dix_mille=0,
        majoration_dimanche_pour_dix_mille=0,
        minutes_minimum=0,
        deplacement_centimes=0,
        taux_tva="normal",
    )


def _lignes(rangees: object) -> pl.DataFrame:
    communes = {"structure_id": 1, "client_id": 7, "chantier_id": 8, "nature": 1}
    return frame(rangees, ENTREE_LIGNES, personne_id=4, contrat_id=5, **communes)


def _bareme(entree: Mapping[str, object]) -> Bareme:
    return Bareme(
        tarifs=_tarifs(entree.get("tarifs", TARIF_STRUCTURE)),
        prestations=frame(entree.get("prestations"), ENTREE_PRESTATIONS, est_de_nuit=False),
        qualifications=frame(entree.get("qualifications"), ENTREE_QUALIFICATIONS, contrat_id=5),
        conditions=frame(
            entree.get("conditions"), ENTREE_CONDITIONS, contrat_id=5, effet=date(2024, 1, 1)
        ),
        deja=_lignes(entree.get("deja")),
    )


@pytest.mark.parametrize("cas", CAS, ids=[cas.titre for cas in CAS])
def test_it_computes_the_lines_to_invoice(cas: Cas) -> None:
    lignes = _lignes(cas.entree["lignes"])
    sortie = lignes_a_facturer(lignes, _bareme(cas.entree), PARAMETRES, MARS)
    assert dict(sortie.schema) == SORTIE
    verifier_table(cas, sortie)


def test_it_refuses_a_table_without_its_columns() -> None:
    with pytest.raises(ValueError, match="taux_tva"):
        lignes_a_facturer(_lignes([]), Bareme(_tarifs().drop("taux_tva")), PARAMETRES, MARS)


def test_it_leaves_amounts_empty_without_any_rate_at_all() -> None:
    lignes = _lignes([{"jour": MARS, "minutes": 60}])
    sortie = lignes_a_facturer(lignes, Bareme(_tarifs([])), PARAMETRES, MARS)
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
    sortie = lignes_a_facturer(lignes, Bareme(tarifs), PARAMETRES, MARS)
    comptees = sortie.select(pl.col("minutes_retenues") + pl.col("minutes_ecartees")).to_series()
    assert comptees.sum() == lignes["minutes"].sum()


MINUTES = st.integers(-600, 600)
PARTAGEES = st.lists(
    st.fixed_dictionaries(
        {
            "client_id": st.sampled_from([7, 8]),
            "chantier_id": st.integers(1, 4),
            "mission_id": st.sampled_from([None, 1, 2]),
            "personne_id": st.integers(1, 3),
            "contrat_id": st.integers(1, 3),
            "jour": st.dates(MARS, date(2025, 3, 31)),
            "minutes": MINUTES,
        }
    ),
    max_size=30,
)
PRIX = st.sampled_from([1203, 2450, 2451, 3333])


@given(PARTAGEES, PRIX, PRIX)
def test_the_lines_of_one_price_add_up_to_its_hours(
    rangees: list[dict[str, object]], prix: int, autre: int
) -> None:
    tarifs = _tarifs(
        [
            {"cible": "structure", "cible_id": None, "montant_horaire_centimes": prix},
            {"cible": "mission", "cible_id": 1, "montant_horaire_centimes": autre},
        ]
    )
    sortie = lignes_a_facturer(_lignes(rangees), Bareme(tarifs), PARAMETRES, MARS)
    for (client, horaire), lignes in sortie.group_by("client_id", "montant_horaire_centimes"):
        siennes = sum(
            int(str(x["minutes"]))
            for x in rangees
            if x["client_id"] == client and (autre if x["mission_id"] == 1 else prix) == horaire
        )
        assert lignes["montant_ht_centimes"].sum() == demi_haut(siennes * int(str(horaire)), 60)
        for ligne in lignes.iter_rows(named=True):
            exact = Fraction(ligne["minutes_retenues"] * ligne["montant_horaire_centimes"], 60)
            assert abs(ligne["montant_ht_centimes"] - exact) < 1


@given(PARTAGEES, PRIX)
def test_however_the_hours_are_cut_the_client_pays_the_same(
    rangees: list[dict[str, object]], prix: int
) -> None:
    tarifs = _tarifs([{"cible": "structure", "cible_id": None, "montant_horaire_centimes": prix}])
    ensemble = [{**x, "chantier_id": 1, "mission_id": None} for x in rangees]
    totaux = []
    for lues in (rangees, ensemble):
        sortie = lignes_a_facturer(_lignes(lues), Bareme(tarifs), PARAMETRES, MARS)
        sommes = sortie.group_by("client_id").agg(pl.col("montant_ht_centimes").sum())
        totaux.append({c: m for c, m in sommes.iter_rows() if m})
    assert totaux[0] == totaux[1]


JOURNEE = {
    "cible": "structure",
    "cible_id": None,
    "minutes_minimum": 120,
    "deplacement_centimes": 400,
    "majoration_dimanche_pour_dix_mille": 5000,
}
REPRISES = st.lists(
    st.tuples(st.integers(1, 3), st.dates(date(2025, 2, 1), date(2025, 2, 9)), st.integers(1, 300)),
    max_size=12,
)


@given(REPRISES, REPRISES)
def test_a_month_and_its_corrections_cost_what_the_true_hours_cost(
    comptees: list[tuple[int, date, int]], vraies: list[tuple[int, date, int]]
) -> None:
    """Everything of February is undone in March and typed again: both months make the truth."""

    def rangees(heures: list[tuple[int, date, int]], mois: date, signe: int) -> list[object]:
        noms = ("personne_id", "jour", "minutes", "mois")
        return [dict(zip(noms, (p, j, signe * m, mois), strict=True)) for p, j, m in heures]

    fevrier = date(2025, 2, 1)
    bareme = Bareme(_tarifs([JOURNEE]))
    alors = _lignes([*rangees(comptees, fevrier, 1)])
    reprises = _lignes([*rangees(comptees, MARS, -1), *rangees(vraies, MARS, 1)])
    deja = replace(bareme, deja=alors.select(*ENTREE_LIGNES))
    juste = lignes_a_facturer(_lignes(rangees(vraies, fevrier, 1)), bareme, PARAMETRES, fevrier)
    obtenus = pl.concat(
        [
            lignes_a_facturer(alors, bareme, PARAMETRES, fevrier),
            lignes_a_facturer(reprises, deja, PARAMETRES, MARS),
        ]
    )
    mesures = pl.col("minutes_retenues", "quantite").sum()
    cles = ["genre", "montant_horaire_centimes", "montant_unitaire_centimes"]
    nets = [x.group_by(cles).agg(mesures).sort(cles).rows() for x in (obtenus, juste)]
    assert [x for x in nets[0] if x[-1] or x[-2]] == nets[1]
