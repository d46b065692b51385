"""How sentences, a month's ETP and legal values read on a screen."""

from decimal import Decimal

import pytest
from django.utils.safestring import SafeString, mark_safe

from etrier.www.formats_ecran import etp_mois, typo
from etrier.www.valeurs_legales import ecrire_valeur


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("Durée : 7 h ; « lot 1 » ?", "Durée\u00a0: 7 h\u202f; «\u00a0lot 1\u00a0»\u202f?"),
        ("à 10:30, https://exemple.test", "à 10:30, https://exemple.test"),
        ("", ""),
    ],
)
def test_french_signs_never_begin_a_line(ecrit: str, lu: str) -> None:
    assert typo(ecrit) == lu


def test_a_filtered_sentence_stays_escaped() -> None:
    assert not isinstance(typo(mark_safe("<b> : </b>")), SafeString)


def test_the_month_s_etp_is_cut_not_rounded() -> None:
    assert [etp_mois(x) for x in (16_279_999, -1_999_999, None)] == ["16,27", "−1,99", "—"]


@pytest.mark.parametrize(
    ("contenu", "unite", "lu"),
    [
        (Decimal("0.25"), "taux", "25 %"),
        (Decimal("0.055"), "taux", "5,5 %"),
        (Decimal("1.00"), "taux", "100 %"),
        (Decimal("23921"), "EUR/ETP/an", "23 921 € par ETP et par an"),
        (("travail", "absence_payee"), "natures d'heures", "travail, absence payée"),
        (("entreprise",), "natures de clients", "entreprise"),
        (("5", "8"), "rang du mois", "5e mois, 8e mois"),
    ],
)
def test_a_legal_value_reads_in_words(
    contenu: Decimal | tuple[str, ...], unite: str, lu: str
) -> None:
    assert ecrire_valeur(contenu, unite).replace("\u00a0", " ") == lu
