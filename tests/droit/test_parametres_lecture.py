"""The dated parameters: what cannot be computed is refused, frames answer as look-ups do."""

from datetime import date, timedelta
from decimal import Decimal

import polars as pl
import pytest

from etrier.droit.parametre import NonCalculable, Parametres
from tests.droit.conftest import SOCLE

# -- What cannot be computed -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("nom", "le", "cle", "motif"),
    [
        (SOCLE, "2012-12-31", "EI", "La première valeur connue prend effet le 01/01/2013."),
        (SOCLE, "2013-06-01", "ETTI", "ancien régime"),
        (SOCLE, "2014-06-30", "ACI", "ancien régime"),
        (SOCLE, "2021-01-01", "AI", "n'ont pas été retrouvés"),
        (SOCLE, "2021-09-30", "ACI", "n'ont pas été retrouvés"),
        (SOCLE, "2025-01-01", "GEIQ", "n'existe pas pour ce dispositif"),
        ("aide_au_poste/socle_mayotte", "2016-05-01", "ACI", "ancien régime"),
        ("aide_au_poste/socle_mayotte", "2017-05-01", "EI", "arrêté du 28 février 2017"),
        ("aide_au_poste/socle_mayotte", "2019-12-31", "ACI", "arrêté du 27 février 2019"),
        ("aide_au_poste/socle_mayotte", "2021-01-01", "AI", "arrêté du 26 avril 2021"),
        ("aide_au_poste/socle_mayotte", "2022-04-30", "ETTI", "arrêté du 5 juillet 2022"),
        ("aide_au_poste/socle_penitentiaire", "2025-01-01", "EI", "voir aide_au_poste/socle"),
        ("aide_au_poste/eiti", "2023-06-01", "metropole", "n'a pas été lu"),
        ("aide_au_poste/eiti", "2026-12-23", "metropole", "prend fin"),
        ("aide_au_poste/passerelle", "2026-01-01", "metropole", "a pris fin"),
        ("aide_au_poste/passerelle", "2024-06-01", "metropole", "n'a pas été lu"),
        ("contrats/ai_plafond_heures", "2009-06-01", None, "n'a pas été lu"),
        ("contrats/ai_plafond_heures", "2014-06-30", None, "n'a pas été lu"),
        ("etp/heures_annuelles", "2014-06-30", "ACI", "1er juillet 2014"),
        ("tva/taux", "2011-12-31", "intermediaire", "pas de taux intermédiaire"),
    ],
)
def test_it_refuses_a_value_nobody_established(
    droit: Parametres, nom: str, le: str, cle: str | None, motif: str
) -> None:
    jour = date.fromisoformat(le)
    with pytest.raises(NonCalculable) as refus:
        droit.valeur(nom, jour, cle)
    phrase = refus.value.motif
    assert motif in phrase
    assert phrase.startswith(droit.parametre(nom).description)
    assert f"{jour:%d/%m/%Y}" in phrase
    assert cle is None or f" pour {cle} " in phrase


def test_it_refuses_a_name_or_a_key_that_a_programmer_got_wrong(droit: Parametres) -> None:
    with pytest.raises(KeyError):
        droit.valeur("aide_au_poste/soccle", date(2025, 1, 1), "ACI")
    with pytest.raises(ValueError, match="takes a key"):
        droit.valeur(SOCLE, date(2025, 1, 1))
    with pytest.raises(ValueError, match="takes no key"):
        droit.valeur("remuneration/smic_horaire", date(2025, 1, 1), "ACI")


@pytest.mark.parametrize(
    ("nom", "cle", "dernier_jour_connu"),
    [
        (SOCLE, "ACI", date(2025, 12, 31)),
        ("aide_au_poste/socle_mayotte", "AI", date(2025, 12, 31)),
        ("aide_au_poste/eiti", "metropole", date(2025, 12, 31)),
        ("remuneration/smic_horaire", None, date(2026, 12, 31)),
        ("rsa/montant_forfaitaire", None, date(2027, 3, 31)),
    ],
)
def test_a_value_carried_past_its_last_known_day_is_provisional(
    droit: Parametres, nom: str, cle: str | None, dernier_jour_connu: date
) -> None:
    connue = droit.valeur(nom, dernier_jour_connu, cle)
    reportee = droit.valeur(nom, dernier_jour_connu + timedelta(days=1), cle)
    assert (connue.provisoire, reportee.provisoire) == (False, True)
    assert (reportee.valeur, reportee.identifiant) == (connue.valeur, connue.identifiant)


def test_connu_le_leaves_out_what_was_not_published_yet(droit: Parametres) -> None:
    le = date(2024, 11, 15)
    avant = droit.valeur(SOCLE, le, "ACI", connu_le=date(2024, 12, 5))
    apres = droit.valeur(SOCLE, le, "ACI", connu_le=date(2024, 12, 6))
    assert [avant.en(1), apres.en(1)] == [23458, 23921]


def test_connu_le_refuses_when_nothing_was_published_yet(droit: Parametres) -> None:
    with pytest.raises(NonCalculable, match="n'était publiée le 01/02/2013"):
        droit.valeur(SOCLE, date(2013, 3, 1), "EI", connu_le=date(2013, 2, 1))


# -- One value -------------------------------------------------------------------------------


def test_a_value_explains_itself(droit: Parametres) -> None:
    assert droit.valeur("remuneration/smic_horaire", date(2024, 11, 15)).to_json() == {
        "parametre": "remuneration/smic_horaire",
        "cle": None,
        "valeur": "11.88",
        "unite": "EUR/h",
        "depuis": "2024-11-01",
        "reference": {
            "titre": "Décret n° 2024-951 du 23 octobre 2024",
            "href": "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000050392683",
            "publie_le": "2024-10-24",
        },
        "verifie_le": "2026-11-22",
        "confiance": "sur",
        "provisoire": False,
    }
    socle = droit.valeur(SOCLE, date(2025, 3, 1), "ACI")
    assert socle.identifiant == "aide_au_poste/socle[ACI]@2025-01-01"


def test_a_number_changes_unit_exactly_or_not_at_all(droit: Parametres) -> None:
    smic = droit.valeur("remuneration/smic_horaire", date(2026, 6, 1))
    assert smic.nombre == Decimal("12.31")
    assert smic.en(100) == 1231
    with pytest.raises(ValueError, match="not a whole number"):
        smic.en(10)


def test_a_list_is_not_a_number_nor_the_reverse(droit: Parametres) -> None:
    mois = droit.valeur("aide_au_poste/mois_regularisation", date(2025, 1, 1))
    with pytest.raises(TypeError):
        _ = mois.nombre
    with pytest.raises(TypeError):
        _ = droit.valeur("contrats/ifm", date(2025, 1, 1)).liste
    assert mois.to_json()["valeur"] == ["5", "8", "11"]
    with pytest.raises(TypeError):
        droit.frame("aide_au_poste/mois_regularisation")


# -- Frames ----------------------------------------------------------------------------------


def test_a_frame_gives_the_same_answer_as_a_look_up_on_every_day(droit: Parametres) -> None:
    jours = [date(2012, 12, 15) + timedelta(days=7 * rang) for rang in range(52 * 15)]
    questions = pl.DataFrame({"le": jours}).join(pl.DataFrame({"cle": ["ACI", "EI"]}), how="cross")
    reponses = questions.sort("cle", "le").join_asof(
        droit.frame(SOCLE, 100),
        left_on="le",
        right_on="depuis",
        by="cle",
        strategy="backward",
        check_sortedness=False,
    )
    for le, cle, valeur, provisoire, parametre in reponses.select(
        "le", "cle", "valeur", "provisoire", "parametre"
    ).iter_rows():
        try:
            attendue = droit.valeur(SOCLE, le, cle)
        except NonCalculable:
            assert valeur is None
        else:
            assert (valeur, provisoire) == (attendue.en(100), attendue.provisoire)
            assert parametre == attendue.identifiant


def test_a_frame_stops_an_earlier_value_where_nothing_is_established(droit: Parametres) -> None:
    aci = droit.frame(SOCLE, 100).filter(pl.col("cle") == "ACI")
    trou = aci.row(by_predicate=pl.col("depuis") == date(2021, 1, 1), named=True)
    assert trou["valeur"] is None
    assert trou["provisoire"] is False


def test_a_frame_ends_with_the_provisional_row(droit: Parametres) -> None:
    smic = droit.frame("remuneration/smic_horaire", 100)
    assert smic.schema == pl.Schema(
        {
            "cle": pl.String,
            "depuis": pl.Date,
            "valeur": pl.Int64,
            "provisoire": pl.Boolean,
            "parametre": pl.String,
        }
    )
    assert smic.rows()[-2:] == [
        (None, date(2026, 6, 1), 1231, False, "remuneration/smic_horaire@2026-06-01"),
        (None, date(2027, 1, 1), 1231, True, "remuneration/smic_horaire@2026-06-01"),
    ]


def test_a_frame_keeps_the_end_of_an_experiment_after_the_provisional_row(
    droit: Parametres,
) -> None:
    eiti = droit.frame("aide_au_poste/eiti").filter(pl.col("cle") == "metropole")
    assert eiti.select("depuis", "valeur", "provisoire").rows()[-3:] == [
        (date(2024, 11, 1), 6570, False),
        (date(2026, 1, 1), 6570, True),
        (date(2026, 12, 23), None, False),
    ]


def test_a_frame_can_stop_at_a_day(droit: Parametres) -> None:
    frame = droit.frame(SOCLE, 100, jusqu_au=date(2014, 6, 30))
    assert frame["depuis"].unique().sort().to_list() == [date(2013, 1, 1), date(2014, 1, 1)]


def test_a_frame_refuses_a_scale_that_would_lose_decimals(droit: Parametres) -> None:
    with pytest.raises(ValueError, match="not a whole number"):
        droit.frame("remuneration/smic_horaire")
