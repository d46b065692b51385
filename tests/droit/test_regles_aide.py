"""The aid of the State: ETP, amount of an annexe, due, ceiling, follow-up."""

import csv
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etrier.droit.lecture import lire_date, lire_montant, lire_postes
from etrier.droit.parametre import NonCalculable, Parametres
from etrier.droit.regles.aide import AIDES, aide_du_mois
from etrier.droit.regles.annexe import MOIS_PAR_AN, duree_mois, montant_annexe, montant_annexe_expr
from etrier.droit.regles.cdi_inclusion import taux_par_ligne
from etrier.droit.regles.consommation import CONSOMMATION, PREVISION, consommation, prevision
from etrier.droit.regles.cumuls import ANNEXES
from etrier.droit.regles.etp import ETATS as ETATS_ETP
from etrier.droit.regles.etp import ETP, etp_realise
from etrier.droit.regles.socle import CLES, socle, table_socle
from etrier.droit.vocabulaire import Dispositif, Milieu, Territoire
from tests.droit.annexes import PARAMETRES, des_etats, une_annexe
from tests.droit.lecteur_cas import Cas, pour_chaque_cas, table, verifier

ICI = Path(__file__).parent
SCHEMA_ETP = pl.Schema({**dict(ETATS_ETP), **dict(ETP)})
SCHEMA_ANNEXE = pl.Schema(
    {nom: ANNEXES[nom] for nom in ("etp_centiemes", "montant_unitaire_centimes", "debut", "fin")}
)


def appliquer_a_une_annexe(regle: object, cas: Cas) -> dict[str, object]:
    assert callable(regle)
    etats, annexes = des_etats(cas.entree["etats"]), une_annexe(cas.entree["annexe"])
    sortie: pl.DataFrame = regle(etats, annexes, PARAMETRES).collect()
    return sortie.row(0, named=True)


@pour_chaque_cas("etp")
def test_etp(cas: Cas) -> None:
    sortie = etp_realise(table(ETATS_ETP, [cas.entree]), PARAMETRES).collect()
    verifier(sortie.row(0, named=True), cas.attendu, SCHEMA_ETP)


def test_the_etp_keeps_the_other_columns_and_the_order() -> None:
    etats = table(
        ETATS_ETP,
        [
            {"dispositif": "EI", "mois": "2025-03-01", "minutes_retenues": "130"},
            {"dispositif": "GEIQ", "mois": "2025-03-01", "minutes_retenues": "130"},
            {"dispositif": "AI", "mois": "2025-01-01", "minutes_retenues": "130"},
        ],
    ).with_columns(contrat_id=pl.Series([7, 8, 9]))
    sortie = etp_realise(etats.lazy(), PARAMETRES).collect()
    assert sortie["contrat_id"].to_list() == [7, 8, 9]
    assert sortie["etp_millioniemes"].null_count() == 1
    assert set(sortie.columns) == {*SCHEMA_ETP, "contrat_id"}


def test_it_refuses_a_table_without_a_column() -> None:
    with pytest.raises(ValueError, match="il manque les colonnes mois"):
        etp_realise(table(ETATS_ETP, []).drop("mois"), PARAMETRES)


@pour_chaque_cas("annexe")
def test_annexe(cas: Cas) -> None:
    frame = table(SCHEMA_ANNEXE, [cas.entree])
    attendu = lire_montant(cas.attendu)
    assert montant_annexe(*frame.row(0)) == attendu
    colonnes = [pl.col(nom) for nom in SCHEMA_ANNEXE]
    assert frame.select(montant_annexe_expr(*colonnes)).item() == attendu


def test_the_amount_of_the_real_annexes_is_the_printed_one() -> None:
    with (ICI / "annexes_asp.csv").open(encoding="utf-8") as fichier:
        lignes = list(csv.DictReader(fichier, delimiter=";"))
    assert len(lignes) == 71
    for ligne in lignes:
        calcule = montant_annexe(
            lire_postes(ligne["postes"]),
            lire_montant(ligne["montant_unitaire"]),
            lire_date(ligne["debut"]),
            lire_date(ligne["fin"]),
        )
        assert calcule == lire_montant(ligne["total_imprime"]), ligne


@given(
    st.integers(0, 10**6),
    st.integers(0, 10**7),
    st.dates(date(2014, 1, 1), date(2030, 12, 31)),
    st.integers(0, 700),
)
def test_the_amount_of_an_annexe_is_the_same_in_both_forms(
    postes: int, unite: int, debut: date, jours: int
) -> None:
    fin = date.fromordinal(debut.toordinal() + jours)
    frame = pl.DataFrame([(postes, unite, debut, fin)], schema=SCHEMA_ANNEXE, orient="row")
    colonnes = [pl.col(nom) for nom in SCHEMA_ANNEXE]
    attendu = montant_annexe(postes, unite, debut, fin)
    assert frame.select(montant_annexe_expr(*colonnes)).item() == attendu


def test_it_refuses_an_annexe_that_ends_before_it_begins() -> None:
    with pytest.raises(ValueError, match="précède le début"):
        duree_mois(date(2025, 2, 1), date(2025, 1, 31))


@pour_chaque_cas("aide")
def test_aide(cas: Cas) -> None:
    verifier(appliquer_a_une_annexe(aide_du_mois, cas), cas.attendu, AIDES)


@pour_chaque_cas("consommation")
def test_consommation(cas: Cas) -> None:
    verifier(appliquer_a_une_annexe(consommation, cas), cas.attendu, CONSOMMATION)


@pour_chaque_cas("prevision")
def test_prevision(cas: Cas) -> None:
    verifier(appliquer_a_une_annexe(prevision, cas), cas.attendu, PREVISION)


def test_an_amount_names_the_annexe_or_the_dated_parameters_it_used() -> None:
    annexe = {
        "dispositif": "ACI",
        "mois": "01/11/2024",
        "debut": "01/10/2024",
        "fin": "31/12/2024",
        "etp_centiemes": "1",
    }
    sans = aide_du_mois(des_etats([]), une_annexe(annexe), PARAMETRES).collect()
    assert sans["parametre"].item() == (
        "etp/heures_annuelles[ACI]@2019-01-01 ; aide_au_poste/socle[ACI]@2024-01-01"
        " ; aide_au_poste/socle[ACI]@2024-11-01"
    )
    avec = une_annexe(
        {**annexe, "montant_unitaire_centimes": "23 458", "duree_etp_minutes": "1820"}
    )
    sortie = aide_du_mois(des_etats([]), avec, PARAMETRES).collect()
    assert sortie["parametre"].item() == "annexe financière"


def test_the_twelfths_of_the_law_are_those_of_the_rule() -> None:
    lignes = PARAMETRES.parametre("aide_au_poste/douziemes").valeurs
    assert {valeur.nombre for valeur in lignes} == {MOIS_PAR_AN}


@pytest.mark.parametrize(
    "le",
    [date(an, mois, 1) for an in (2014, 2020, 2021, 2022, 2025, 2026) for mois in (1, 4, 5, 7, 11)],
)
def test_the_table_of_the_socle_answers_as_the_single_question(le: date) -> None:
    valeurs = table_socle(PARAMETRES).filter(pl.col("depuis") <= le)
    derniers = valeurs.sort("depuis").group_by(CLES).last()
    trouves = {
        ligne[:3]: (ligne[4], ligne[5])
        for ligne in derniers.select(*CLES, "depuis", "valeur", "provisoire").iter_rows()
    }
    for dispositif in Dispositif:
        for territoire in Territoire:
            for milieu in Milieu:
                attendu = _socle_ou_rien(PARAMETRES, dispositif, territoire, milieu, le)
                cle = (dispositif.value, territoire.value, milieu.value)
                assert trouves.get(cle, (None, False)) == attendu, cle


def _socle_ou_rien(
    parametres: Parametres, dispositif: Dispositif, territoire: Territoire, milieu: Milieu, le: date
) -> tuple[int | None, bool]:
    try:
        valeur = socle(parametres, dispositif, territoire, milieu, le)
    except NonCalculable:
        return None, False
    return valeur.en(100), valeur.provisoire


@pour_chaque_cas("cdi_inclusion")
def test_cdi_inclusion(cas: Cas) -> None:
    entree = cas.entree
    lignes = pl.DataFrame({"contrat_id": [1], "jour": [lire_date(entree["jour"])]})
    contrats = pl.DataFrame(
        {
            "contrat_id": [1],
            "type_contrat": [entree["type_contrat"]],
            "debut": [lire_date(entree["debut"])],
        }
    )
    sortie = taux_par_ligne(lignes, contrats, PARAMETRES).collect()
    assert sortie.columns == ["contrat_id", "jour", "taux_pour_cent"]
    assert sortie["taux_pour_cent"].item() == (int(cas.attendu) if cas.attendu else None)
