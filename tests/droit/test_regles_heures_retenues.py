"""The hours an aid is paid for: those of a PASS that runs, and why the others are not."""

from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from etrier.droit.parametre import charger
from etrier.droit.regles import heures_retenues
from etrier.droit.regles.heures_retenues import MotifEcart, ecarts
from etrier.droit.vocabulaire import NatureHeures
from tests.droit.lecteur_cas import Cas, pour_chaque_cas, table

PARAMETRES = charger()


def _lignes(
    dispositif: str,
    nature: str,
    jour: str,
    pass_debut: str = "15/01/2025",
    pass_fin: str = "31/10/2025",
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """One line of a person under contract from 02/01 to 30/11, suspended in June."""
    ligne = {
        "ligne_id": "1",
        "contrat_id": "1",
        "jour": jour,
        "nature": nature,
        "minutes": "7",
    }
    contrat = {
        "contrat_id": "1",
        "personne_id": "1",
        "dispositif": dispositif,
        "debut": "02/01/2025",
        "fin": "30/11/2025",
    }
    periodes = heures_retenues.PERIODES
    return (
        table(heures_retenues.LIGNES, [ligne]),
        table(heures_retenues.CONTRATS, [contrat]),
        table(periodes, [{"personne_id": "1", "debut": pass_debut, "fin": pass_fin}]),
        table(periodes, [{"personne_id": "1", "debut": "01/06/2025", "fin": "30/06/2025"}]),
    )


@pour_chaque_cas("heures_retenues")
def test_heures_retenues(cas: Cas) -> None:
    sortie = ecarts(*_lignes(**cas.entree), PARAMETRES).collect()
    assert sortie["motif_ecart"].item() == (cas.attendu or None)
    assert sortie.columns == [*heures_retenues.LIGNES, "motif_ecart"]


def test_it_leaves_out_the_hours_of_a_person_without_any_pass() -> None:
    lignes, contrats, passes, suspensions = _lignes("ACI", "travail", "03/03/2025")
    sortie = ecarts(lignes, contrats, passes.clear(), suspensions.clear(), PARAMETRES)
    assert sortie.collect()["motif_ecart"].item() == MotifEcart.HORS_PASS


def test_it_leaves_out_the_hours_of_an_unknown_contract() -> None:
    lignes, contrats, passes, suspensions = _lignes("ACI", "travail", "03/03/2025")
    inconnu = lignes.with_columns(pl.lit(None, pl.Int64).alias("contrat_id"))
    sortie = ecarts(inconnu, contrats, passes, suspensions, PARAMETRES).collect()
    assert sortie["motif_ecart"].item() == MotifEcart.HORS_CONTRAT


def test_it_says_when_the_hours_to_count_are_not_established() -> None:
    lignes, contrats, passes, suspensions = _lignes("ACI", "travail", "03/03/2014")
    ouvert = [pl.lit(date(2014, 1, 1)).alias("debut"), pl.lit(None, pl.Date).alias("fin")]
    contrats, passes = contrats.with_columns(*ouvert), passes.with_columns(*ouvert)
    sortie = ecarts(lignes, contrats, passes, suspensions, PARAMETRES).collect()
    assert sortie["motif_ecart"].item() == MotifEcart.NON_ETABLI


def test_every_reason_has_its_sentence() -> None:
    assert all(motif.phrase.endswith(".") for motif in MotifEcart)


JOURS = st.dates(date(2025, 1, 1), date(2025, 2, 28))
PERIODES = st.lists(st.tuples(st.integers(1, 3), JOURS, st.none() | JOURS), max_size=8)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), JOURS), max_size=12), PERIODES, PERIODES)
def test_the_periods_cover_as_a_plain_search_says(
    heures: list[tuple[int, date]],
    passes: list[tuple[int, date, date | None]],
    suspensions: list[tuple[int, date, date | None]],
) -> None:
    lignes = pl.DataFrame(
        [
            (rang, qui, jour, NatureHeures.TRAVAIL.value, 60)
            for rang, (qui, jour) in enumerate(heures)
        ],
        schema=heures_retenues.LIGNES,
        orient="row",
    )
    contrats = pl.DataFrame(
        [(qui, qui, "ACI", date(2024, 1, 1), None) for qui in (1, 2, 3)],
        schema=heures_retenues.CONTRATS,
        orient="row",
    )
    sortie = ecarts(
        lignes, contrats, _periodes(passes), _periodes(suspensions), PARAMETRES
    ).collect()
    assert sortie["ligne_id"].to_list() == list(range(len(heures)))
    for (qui, jour), motif in zip(heures, sortie["motif_ecart"], strict=True):
        if not _couvre(passes, qui, jour):
            assert motif == "HORS_PASS"
        else:
            assert motif == ("SUSPENSION" if _couvre(suspensions, qui, jour) else None)


def _periodes(periodes: list[tuple[int, date, date | None]]) -> pl.DataFrame:
    return pl.DataFrame(periodes, schema=heures_retenues.PERIODES, orient="row")


def _couvre(periodes: list[tuple[int, date, date | None]], qui: int, jour: date) -> bool:
    return any(
        personne == qui and debut <= jour and (fin is None or fin >= jour)
        for personne, debut, fin in periodes
    )
