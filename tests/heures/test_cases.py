"""What one types in a cell, and what the cell shows of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etrier.droit.lecture import SaisieInvalide
from etrier.heures.cases import CODES, Contenu, abrege, ecrire_case, lire_case
from etrier.socle.mois import MINUTES_PAR_JOUR

PREVU = 420
MAISON = {"MAL": 4, "HS": 3, **CODES}


@st.composite
def contenus(tirer: st.DrawFn) -> Contenu:
    """Minutes by nature of a day that exists."""
    contenu: Contenu = {}
    for nature in tirer(st.lists(st.integers(1, 6), unique=True)):
        reste = MINUTES_PAR_JOUR - sum(contenu.values())
        if reste:
            contenu[nature] = tirer(st.integers(1, reste))
    return dict(sorted(contenu.items()))


@given(contenus())
def test_what_a_cell_shows_reads_back_the_same(contenu: Contenu) -> None:
    assert lire_case(ecrire_case(contenu)) == contenu


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_in_words(texte: str) -> None:
    try:
        contenu = lire_case(texte, prevu=PREVU)
    except SaisieInvalide as refus:
        assert str(refus)  # noqa: PT017 -- either outcome is right, a traceback is not
    else:
        assert sum(contenu.values()) <= MINUTES_PAR_JOUR
        assert all(minutes > 0 for minutes in contenu.values())
        assert lire_case(ecrire_case(contenu)) == contenu


@pytest.mark.parametrize(
    ("texte", "contenu"),
    [
        ("", {}),
        ("  ", {}),
        ("0", {}),
        ("CP0", {}),
        ("7", {1: 420}),
        ("7h30", {1: 450}),
        ("7H30", {1: 450}),
        ("7:30", {1: 450}),
        ("7,5", {1: 450}),
        ("7.5", {1: 450}),
        (" 7 h 30 ", {1: 450}),
        ("7 h", {1: 420}),
        ("24h", {1: 1440}),
        ("CP", {5: 420}),
        ("cp", {5: 420}),
        ("CP7h", {5: 420}),
        ("CP 7 h", {5: 420}),
        ("F2", {2: 120}),
        ("7h CP3h30", {1: 420, 5: 210}),
        ("7 h 30 CP 2 h", {1: 450, 5: 120}),
        ("CP2h 5h", {1: 300, 5: 120}),
        ("3h30 CP", {1: 210, 5: 210}),
        ("3h30+CP", {1: 210, 5: 210}),
        ("3h30 / AN 3h30", {1: 210, 4: 210}),
        ("CP2h AP", {3: 300, 5: 120}),
    ],
)
def test_it_reads_as_people_write(texte: str, contenu: Contenu) -> None:
    assert lire_case(texte, prevu=PREVU) == contenu


def test_a_structure_adds_its_codes() -> None:
    assert lire_case("2h MAL", MAISON, PREVU) == {1: 120, 4: 300}
    assert lire_case("7 HS2", MAISON) == {1: 420, 3: 120}


@pytest.mark.parametrize(
    ("texte", "prevu", "phrase"),
    [
        ("sept", PREVU, "« sept » est un code inconnu, choisissez parmi : AN, AP, CP, F, JF."),
        ("7h3", PREVU, "n'est pas un nombre d'heures"),
        ("7h30m", PREVU, "« 7h30m » n’est pas une durée : écrivez 7h30, 7:30, 7,5 ou 7.5."),
        ("-7", PREVU, "« -7 » n’est pas une durée"),
        ("7h 3h", PREVU, "« 7h 3h » dit deux fois la même chose"),
        ("CP CP2", PREVU, "dit deux fois la même chose"),
        ("25", PREVU, "« 25 » dépasse les 24 heures d’une journée."),
        ("20h CP5h", PREVU, "dépasse les 24 heures"),
        ("CP", None, "rien n’est prévu ce jour-là : écrivez par exemple CP 7h."),
        ("7h CP", PREVU, "« CP » sans durée vaut le reste"),
    ],
)
def test_it_refuses_with_what_to_write(texte: str, prevu: int | None, phrase: str) -> None:
    with pytest.raises(SaisieInvalide) as refus:
        lire_case(texte, prevu=prevu)
    assert phrase in str(refus.value)


@pytest.mark.parametrize(
    ("contenu", "texte"),
    [
        ({}, ""),
        ({1: 0}, ""),
        ({1: 420}, "7h"),
        ({1: 450}, "7h30"),
        ({5: 420}, "CP7h"),
        ({5: 210, 1: 210}, "3h30 CP3h30"),
        ({1: 5}, "0h05"),
        ({1: -60}, "−1h"),
    ],
)
def test_it_writes_short(contenu: Contenu, texte: str) -> None:
    assert ecrire_case(contenu) == texte


def test_minutes_are_abridged() -> None:
    assert [abrege(m) for m in (0, 59, 60, 605, -30)] == ["0h", "0h59", "1h", "10h05", "−0h30"]
