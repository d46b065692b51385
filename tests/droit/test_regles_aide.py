"""The aid of the State: ETP, hours retained, amount of an annexe, due, ceiling, follow-up."""

import csv
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etrier.droit.arrondis import demi_haut, plus_forts_restes
from etrier.droit.lecture import lire_date, lire_montant, lire_postes
from etrier.droit.parametre import NonCalculable, Parametres, charger
from etrier.droit.regles import heures_retenues
from etrier.droit.regles.aide import AIDES, PARTS, aide_du_mois, repartir_par_contrat
from etrier.droit.regles.annexe import MOIS_PAR_AN, duree_mois, montant_annexe, montant_annexe_expr
from etrier.droit.regles.cdi_inclusion import taux_par_ligne
from etrier.droit.regles.consommation import CONSOMMATION, PREVISION, consommation, prevision
from etrier.droit.regles.cumuls import ANNEXES, ETATS
from etrier.droit.regles.etp import ETATS as ETATS_ETP
from etrier.droit.regles.etp import ETP, etp_realise
from etrier.droit.regles.heures_retenues import MotifEcart, ecarts
from etrier.droit.regles.socle import CLES, socle, table_socle
from etrier.droit.vocabulaire import Dispositif, Milieu, NatureHeures, Territoire
from tests.droit.lecteur_cas import Cas, Ligne, pour_chaque_cas, table, verifier

ICI = Path(__file__).parent
PARAMETRES = charger()
SCHEMA_ETP = pl.Schema({**dict(ETATS_ETP), **dict(ETP)})
SCHEMA_ANNEXE = pl.Schema(
    {nom: ANNEXES[nom] for nom in ("etp_centiemes", "montant_unitaire_centimes", "debut", "fin")}
)


def une_annexe(ligne: Ligne) -> pl.DataFrame:
    defauts = {
        "annexe_id": "1",
        "structure_id": "1",
        "territoire": "metropole",
        "milieu": "droit_commun",
    }
    return table(ANNEXES, [{**defauts, **ligne}])


def des_etats(lignes: list[Ligne]) -> pl.DataFrame:
    defauts = {"annexe_id": "1", "contrat_id": "1", "taux_pour_cent": "100"}
    return table(ETATS, [{**defauts, **ligne} for ligne in lignes])


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
