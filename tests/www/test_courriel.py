"""The address of the mail server, as an instance is given it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from etrier.config.courriel import lire_courriel


class TestReglageCourriel:
    def test_nothing_given_nothing_leaves(self) -> None:
        assert lire_courriel("") == {}

    @pytest.mark.parametrize(
        ("adresse", "attendu"),
        [
            ("smtp://moi:se%40cret@smtp.exemple.test", (587, "moi", "se@cret", False, True)),
            ("smtp://smtp.exemple.test:2525", (2525, "", "", False, True)),
            ("smtps://moi:x@smtp.exemple.test", (465, "moi", "x", True, False)),
            ("smtp://smtp.exemple.test:25?tls=non", (25, "", "", False, False)),
        ],
    )
    def test_it_reads_an_address(
        self, adresse: str, attendu: tuple[int, str, str, bool, bool]
    ) -> None:
        lu = lire_courriel(adresse)
        assert lu["EMAIL_HOST"] == "smtp.exemple.test"
        noms = ("PORT", "HOST_USER", "HOST_PASSWORD", "USE_SSL", "USE_TLS")
        assert tuple(lu[f"EMAIL_{nom}"] for nom in noms) == attendu
        assert lu["EMAIL_TIMEOUT"] == 10

    @pytest.mark.parametrize(
        "adresse",
        ["smtp.exemple.test", "http://exemple.test", "smtp://", "smtp://a:motsecret@c:port"],
    )
    def test_it_refuses_what_is_not_one_and_says_no_secret(self, adresse: str) -> None:
        with pytest.raises(ImproperlyConfigured, match="ETRIER_COURRIEL ne se lit pas") as refus:
            lire_courriel(adresse)
        assert "motsecret" not in str(refus.value)
