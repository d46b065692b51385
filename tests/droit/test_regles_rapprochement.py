"""The pay bureau's month against ours: a faithful return gives nothing, each fault its reason."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etrier.droit.arrondis import demi_haut
from etrier.droit.regles.rapprochement_paie import MOTIFS, Attendu, Ecart, Lu, rapprocher

MOIS = date(2026, 10, 1)


def heures(
    matricule: str, minutes: int, taux: int = 1202, rubrique: str = "HEURES_TRAVAIL"
) -> Attendu:
    """Hours at a rate, with the amount the house expects."""
    montant = demi_haut(minutes * taux, 60)
    return Attendu(matricule, rubrique, minutes, montant, taux, 10_000)


def rendre(attendus: Iterable[Attendu]) -> list[Lu]:
    """The return of a bureau that did what it was told, gross and net included."""
    lus = [Lu(a.matricule, a.rubrique, a.minutes, a.montant_centimes) for a in attendus]
    return lus + bulletins(lus)


def bulletins(lus: Iterable[Lu]) -> list[Lu]:
    """Gross, contributions and net of lines."""
    sommes: dict[str, dict[str, int]] = {}
    for lu in lus:
        du = sommes.setdefault(lu.matricule, {})
        du[lu.rubrique] = du.get(lu.rubrique, 0) + (lu.montant_centimes or 0)
    pieds = []
    for matricule, du in sommes.items():
        plus = sum(du.get(r, 0) for r in ("FRAIS", "KILOMETRES", "PANIER"))
        moins = sum(du.get(r, 0) for r in ("ACOMPTE", "SAISIE"))
        brut = sum(du.values()) - plus - moins
        cotisations = demi_haut(brut * 21, 100)
        pieds += [
            Lu(matricule, "BRUT", None, brut),
            Lu(matricule, "COTISATIONS_SALARIALES", None, cotisations),
            Lu(matricule, "NET_A_PAYER", None, brut - cotisations + plus - moins),
        ]
    return pieds


def genres(ecarts: Iterable[Ecart]) -> list[tuple[str, str, str]]:
    """What is said of whom."""
    return [(e.matricule, e.rubrique, e.genre) for e in ecarts]


lignes = st.lists(
    st.one_of(
        st.builds(
            heures,
            st.sampled_from(["A1", "B2", "C3"]),
            st.integers(1, 12_000),
            st.integers(1_000, 3_000),
            st.sampled_from(["HEURES_TRAVAIL", "CONGE_PAYE", "HEURES_FORMATION"]),
        ),
        st.builds(
            Attendu,
            st.sampled_from(["A1", "B2", "C3"]),
            st.sampled_from(["PRIME", "FRAIS", "KILOMETRES", "PANIER"]),
            st.none(),
            st.integers(1, 30_000),
        ),
    ),
    max_size=12,
)


@given(lignes, st.randoms(use_true_random=False), st.booleans())
def test_a_faithful_return_gives_nothing_however_it_is_written(
    attendus: list[Attendu], hasard: object, couper: bool
) -> None:
    lus = rendre(attendus)
    if couper:  # each line in two, as a bureau that pays by week
        lus = [
            moitie
            for lu in lus
            for moitie in (
                replace(lu, minutes=lu.minutes and 1, montant_centimes=1),
                replace(
                    lu,
                    minutes=lu.minutes and lu.minutes - 1,
                    montant_centimes=(lu.montant_centimes or 0) - 1,
                ),
            )
        ]
    hasard.shuffle(lus)  # type: ignore[attr-defined]
    assert rapprocher(attendus, lus, MOIS, {"A1", "B2", "C3"}) == []


@given(lignes)
def test_a_line_and_its_opposite_ask_for_nothing(attendus: list[Attendu]) -> None:
    minus = [
        replace(
            a,
            minutes=-a.minutes if a.minutes else None,
            montant_centimes=-(a.montant_centimes or 0),
        )
        for a in attendus
    ]
    assert rapprocher([*attendus, *minus], [], MOIS, {"A1", "B2", "C3"}) == []


BASE = [heures("A1", 9_100), Attendu("A1", "ACOMPTE", None, 20_000), heures("B2", 6_000)]


def rendre_change(rubrique: str, **change: int | None) -> list[Lu]:
    """A return where one line of A1 was changed, everything else following."""
    lus = [Lu(a.matricule, a.rubrique, a.minutes, a.montant_centimes) for a in BASE]
    lus = [
        replace(lu, **change) if (lu.matricule, lu.rubrique) == ("A1", rubrique) else lu  # type: ignore[arg-type]
        for lu in lus
    ]
    return lus + bulletins(lus)


@pytest.mark.parametrize(
    ("genre", "change"),
    [
        ("HEURES", {"minutes": 9_000}),
        ("HEURES_CENTIEMES", {"minutes": 9_084, "montant_centimes": 181_983}),
        ("HEURES_MONTANT", {"minutes": 9_000, "montant_centimes": 180_300}),
        ("HEURES_ET_MONTANT", {"minutes": 9_000, "montant_centimes": 175_000}),
        ("MONTANT_TAUX", {"montant_centimes": demi_haut(9_100 * 1188, 60)}),
        ("MONTANT_ARRONDI", {"montant_centimes": 182_304}),
        ("MONTANT_ARRONDI", {"montant_centimes": demi_haut(15_167 * 1202, 100)}),
        ("MONTANT", {"montant_centimes": 182_100}),
        ("SIGNE_INVERSE", {"montant_centimes": -182_303}),
    ],
)
def test_hours_and_amounts_say_what_explains_them(genre: str, change: dict[str, int]) -> None:
    trouves = rapprocher(BASE, rendre_change("HEURES_TRAVAIL", **change), MOIS, {"A1", "B2"})
    trouves = [e for e in trouves if e.genre != "NET_NEGATIF"]
    assert genres(trouves) == [("A1", "HEURES_TRAVAIL", genre)]


def test_the_written_rate_tells_more_than_the_guessed_one() -> None:
    lus = rendre(BASE)
    lus[0] = replace(lus[0], taux_horaire_centimes=1210, montant_centimes=182_304)
    lus = lus[:3] + bulletins(lus[:3])
    assert genres(rapprocher(BASE, lus, MOIS, {"A1", "B2"})) == [
        ("A1", "HEURES_TRAVAIL", "MONTANT_TAUX")
    ]


def test_numbers_exchanged_or_mistyped_are_one_difference() -> None:
    change = {"A1": "B2", "B2": "A1"}
    croises = [replace(lu, matricule=change[lu.matricule]) for lu in rendre(BASE)]
    (ecart,) = rapprocher(BASE, croises, MOIS, {"A1", "B2"})
    assert (ecart.matricule, ecart.genre, ecart.autre_matricule) == (
        "A1",
        "MATRICULES_CROISES",
        "B2",
    )
    tape = [replace(lu, matricule="A11") if lu.matricule == "A1" else lu for lu in rendre(BASE)]
    (ecart,) = rapprocher(BASE, tape, MOIS, {"A1", "B2"})
    assert (ecart.matricule, ecart.genre, ecart.autre_matricule) == (
        "A1",
        "MATRICULE_ERRONE",
        "A11",
    )


def test_a_return_of_sums_is_compared_by_its_gross() -> None:
    pieds = [lu for lu in rendre(BASE) if lu.rubrique in ("BRUT", "NET_A_PAYER")]
    assert rapprocher(BASE, pieds, MOIS, {"A1", "B2"}) == []
    pieds[0] = replace(pieds[0], montant_centimes=182_300)
    assert genres(rapprocher(BASE, pieds, MOIS, {"A1", "B2"})) == [("A1", "BRUT", "BRUT_DIFFERENT")]


def test_a_foreign_month_and_a_double_are_told_once() -> None:
    lus = rendre(BASE)
    autre = [replace(lu, mois=date(2026, 9, 1)) if lu.rubrique == "ACOMPTE" else lu for lu in lus]
    assert genres(rapprocher(BASE, autre, MOIS, {"A1", "B2"})) == [("A1", "ACOMPTE", "MOIS_AUTRE")]
    artefact = [*lus, lus[0]]
    assert genres(rapprocher(BASE, artefact, MOIS, {"A1", "B2"})) == [
        ("A1", "HEURES_TRAVAIL", "LIGNE_EN_DOUBLE")
    ]
    payee = [*lus[:3], lus[0]]
    assert genres(rapprocher(BASE, payee + bulletins(payee), MOIS, {"A1", "B2"})) == [
        ("A1", "HEURES_TRAVAIL", "LIGNE_EN_DOUBLE")
    ]


def test_every_reason_fits_its_column() -> None:
    assert all(len(m) <= 24 and phrase for m, phrase in MOTIFS.items())
