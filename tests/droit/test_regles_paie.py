"""Pay variables: the jurist's cases, then what must hold for any month."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etrier.droit.parametre import NonCalculable, charger
from etrier.droit.regles.paie import (
    ENTREE_CONDITIONS,
    ENTREE_CONTRATS,
    ENTREE_LIGNES,
    variables_de_paie,
)
from etrier.droit.regles.rubriques import RUBRIQUES_SANS_MONTANT, SORTIE
from etrier.droit.regles.temps import dernier_lundi, premier_lundi
from tests.droit.lecteur_cas import Cas, frame, jour_du_cas, pour_chaque_cas, verifier_table

MARS = date(2025, 3, 1)
PARAMETRES = charger()
CONTRAT = {
    "contrat_id": 1,
    "structure_id": 1,
    "personne_id": 1,
    "type_contrat": "CDDI",
    "dispositif": "ACI",
}
CONDITIONS = {"contrat_id": 1, "minutes_hebdo": 2100, "taux_horaire_centimes": 1200}


def _contrats(rangees: object = ({},)) -> pl.DataFrame:
    return frame(rangees, {**ENTREE_CONTRATS, "dispositif": pl.String}, **CONTRAT)


def _conditions(rangees: object = ({"effet": date(2025, 1, 1)},)) -> pl.DataFrame:
    return frame(rangees, ENTREE_CONDITIONS, **CONDITIONS)


def _lignes(rangees: object) -> pl.DataFrame:
    return frame(rangees, ENTREE_LIGNES, contrat_id=1, nature=1)


@pour_chaque_cas("paie")
def test_it_computes_the_pay_variables(cas: Cas) -> None:
    sortie = variables_de_paie(
        _lignes(cas.entree["lignes"]),
        _contrats(cas.entree.get("contrats", ({},))),
        _conditions(cas.entree.get("conditions", ({"effet": date(2025, 1, 1)},))),
        jour_du_cas(cas, "mois") or MARS,
        PARAMETRES,
    )
    assert dict(sortie.schema) == SORTIE
    verifier_table(cas, sortie)


def test_it_names_the_parameters_of_each_increase() -> None:
    sortie = variables_de_paie(
        _lignes([{"jour": date(2025, 3, 3), "minutes": 36 * 60}]),
        _contrats(),
        _conditions(),
        MARS,
        PARAMETRES,
    ).filter(pl.col("rubrique") == "HEURES_SUP_25")
    assert sortie["parametre"].to_list() == [
        "temps/duree_legale_hebdomadaire@2016-08-10 ; temps/rang_majoration@2016-08-10 ; "
        "temps/majoration_heures_sup_8_premieres@2016-08-10"
    ]


def test_it_refuses_a_month_whose_legal_week_is_not_established() -> None:
    with pytest.raises(NonCalculable, match="Durée légale"):
        variables_de_paie(_lignes([]), _contrats(), _conditions(), date(2010, 3, 1), PARAMETRES)


def test_it_refuses_a_table_without_its_columns() -> None:
    with pytest.raises(ValueError, match="taux_horaire_centimes"):
        variables_de_paie(
            _lignes([]),
            _contrats(),
            _conditions().drop("taux_horaire_centimes"),
            MARS,
            PARAMETRES,
        )


def test_it_gives_nothing_for_a_month_without_hours() -> None:
    sortie = variables_de_paie(_lignes([]), _contrats(), _conditions(), MARS, PARAMETRES)
    assert dict(sortie.schema) == SORTIE
    assert sortie.is_empty()


LIGNES = st.lists(
    st.fixed_dictionaries(
        {
            "contrat_id": st.integers(1, 3),
            "jour": st.dates(date(2025, 2, 24), date(2025, 3, 31)),
            "nature": st.integers(1, 6),
            "minutes": st.integers(1, 700),
        }
    ),
    max_size=40,
)


@given(LIGNES, st.integers(1100, 2000))
def test_gross_is_the_sum_of_its_parts_and_no_minute_is_lost(
    rangees: list[dict[str, object]], taux: int
) -> None:
    lignes = _lignes(rangees)
    contrats = _contrats([{"contrat_id": n, "personne_id": n} for n in (1, 2, 3)])
    conditions = _conditions(
        [
            {"contrat_id": 1, "effet": date(2025, 1, 1), "taux_horaire_centimes": taux},
            {"contrat_id": 1, "effet": date(2025, 3, 12), "taux_horaire_centimes": taux + 7},
            {"contrat_id": 2, "effet": date(2025, 1, 1), "minutes_hebdo": 1200},
            {"contrat_id": 3, "effet": date(2025, 1, 1), "minutes_hebdo": None},
        ]
    )
    sortie = variables_de_paie(lignes, contrats, conditions, MARS, PARAMETRES)
    hors = ["BRUT", "IFM", "ICCP", *RUBRIQUES_SANS_MONTANT]
    parts = sortie.filter(~pl.col("rubrique").is_in(hors))
    bruts = sortie.filter(pl.col("rubrique") == "BRUT")
    assert parts["montant_centimes"].sum() == bruts["montant_centimes"].sum()
    majorees = ["HEURES_SUP_25", "HEURES_SUP_50", "HEURES_COMPLEMENTAIRES"]
    comptees = sortie.filter(~pl.col("rubrique").is_in(majorees))["minutes"].sum()
    assert comptees == lignes.filter(pl.col("jour") >= MARS)["minutes"].sum()


@given(st.dates(date(2017, 1, 1), date(2030, 12, 31)))
def test_every_week_belongs_to_exactly_one_month(jour: date) -> None:
    mois = jour.replace(day=1)
    suivant = (mois + timedelta(days=32)).replace(day=1)
    assert dernier_lundi(mois) + timedelta(days=7) == premier_lundi(suivant)
