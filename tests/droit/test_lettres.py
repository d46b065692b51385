"""Letters made plain: the same for a name compared, a bank, the ASP and accounting software."""

import pytest

from etrier.droit.lettres import decouper, en_ascii, en_mots, sans_accents


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Noëlle d’Œuvre", "Noelle d'OEuvre"),
        ("Fe\u0301vrier, 2\u00a0h", "Fevrier, 2 h"),
        ("Strauß & Læticia", "Strauss & Laeticia"),
        ("Ωμέγα ﬁn", "Ωμεγα fin"),
        ("déjà  vu", "deja  vu"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_accents_and_ligatures_are_undone(texte: str, attendu: str) -> None:
    assert sans_accents(texte) == attendu
    assert sans_accents(attendu) == attendu


def test_what_ascii_cannot_write_goes() -> None:
    assert en_ascii("Sœurs Ωmega, 100 €") == "Soeurs mega, 100 "


def test_words_are_compared_without_what_joins_them() -> None:
    assert decouper("LE GOFF-d’Œuvre_2") == ["le", "goff", "d", "oeuvre", "2"]
    assert decouper(" - ’ ") == []
    assert en_mots("L’Aide-\u2011Soignante") == "l aide soignante"
    assert en_mots("Manœuvre") == en_mots("MANOEUVRE") == "manoeuvre"
