"""Hours credited to social clauses, and the calibration of a lot."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from etrier.droit.calculs.calcul import Resultat
from etrier.droit.calculs.clause import CALCULS_CLAUSE
from etrier.droit.lecture import SaisieInvalide
from etrier.droit.parametre import charger
from etrier.droit.regles.clauses import (
    ENTREE_CLAUSES,
    ENTREE_LIGNES,
    ENTREE_PREMIERS_JOURS,
    SORTIE,
    calibrer_lot,
    heures_creditees,
)
from tests.droit.lecteur_cas import Cas, frame, jour_du_cas, pour_chaque_cas, verifier_table

PARAMETRES = charger()


def _clauses(rangees: object) -> pl.DataFrame:
    return frame(
        rangees,
        {**ENTREE_CLAUSES, "formation_comptee": pl.Boolean},
        clause_id=1,
        debut=date(2025, 1, 1),
        fin=date(2025, 12, 31),
        formation_comptee=False,
    )


def _lignes(rangees: object) -> pl.DataFrame:
    return frame(rangees, ENTREE_LIGNES, structure_id=1, personne_id=1, clause_id=1, nature=1)


def _premiers_jours(rangees: object) -> pl.DataFrame:
    return frame(rangees, ENTREE_PREMIERS_JOURS, clause_id=1, personne_id=1)


@pour_chaque_cas("clauses")
def test_it_credits_the_hours_of_a_clause(cas: Cas) -> None:
    sortie = heures_creditees(
        _lignes(cas.entree["lignes"]),
        _clauses(cas.entree.get("clauses", ({},))),
        _premiers_jours(cas.entree.get("premiers_jours")),
        jour_du_cas(cas, "mois"),
    )
    assert dict(sortie.schema) == SORTIE
    verifier_table(cas, sortie)


def test_it_does_not_count_training_when_the_column_is_absent() -> None:
    lignes = _lignes([{"jour": date(2025, 3, 3), "nature": "formation", "minutes": 60}])
    clauses = _clauses([{}]).drop("formation_comptee")
    sortie = heures_creditees(lignes, clauses, _premiers_jours([]))
    assert sortie["minutes_nature"].to_list() == [60]


def test_it_leaves_out_the_hours_of_an_unknown_clause() -> None:
    lignes = _lignes([{"clause_id": 9, "jour": date(2025, 3, 3), "minutes": 60}])
    sortie = heures_creditees(lignes, _clauses([{}]), _premiers_jours([]))
    assert sortie["minutes_hors_periode"].to_list() == [60]


@pytest.mark.parametrize(
    ("montant", "part", "cout", "taux", "heures"),
    [
        (100_000_000, "0.50", 3000, "0.05", 833),
        (150_000_000, "0.70", 3000, "0.10", 3500),
        (100_000_000, "0.50", 2500, "0.05", 1000),
        (100_000_000, "0.50", 4000, "0.05", 625),
        (0, "0.50", 4000, "0.05", 0),
    ],
)
def test_it_calibrates_a_lot_as_the_public_guides_do(
    montant: int, part: str, cout: int, taux: str, heures: int
) -> None:
    assert calibrer_lot(montant, Decimal(part), cout, Decimal(taux)) == heures * 60


def test_the_calculator_says_that_the_formula_is_a_practice() -> None:
    saisies = {
        "montant": "1 000 000",
        "part_main_d_oeuvre": "50",
        "cout_horaire": "30",
        "taux_insertion": "5",
    }
    resultat = CALCULS_CLAUSE[0].executer(saisies, PARAMETRES)
    assert isinstance(resultat, Resultat)
    assert resultat.minutes == 833 * 60
    assert "pratique, pas une règle de droit" in (resultat.motif or "")


@pytest.mark.parametrize(("champ", "ecrit"), [("cout_horaire", "0"), ("part_main_d_oeuvre", "101")])
def test_it_refuses_a_lot_out_of_bounds(champ: str, ecrit: str) -> None:
    saisies = {
        "montant": "1 000 000",
        "part_main_d_oeuvre": "50",
        "cout_horaire": "30",
        "taux_insertion": "5",
    }
    with pytest.raises(SaisieInvalide):
        CALCULS_CLAUSE[0].executer({**saisies, champ: ecrit}, PARAMETRES)
