"""No secret of the demonstration stands in clear: database, log, exports, mails."""

from pathlib import Path

from etrier.demonstration import paroles
from etrier.demonstration.secrets_exemple import secrets_exemple
from tests.bases import Bases
from tests.demonstration.en_clair import trouver


def test_no_secret_of_the_demonstration_is_in_clear(bases: Bases, tmp_path: Path) -> None:
    lu = bases.neuve().demander("tests.demonstration.en_clair", str(tmp_path))
    assert lu["trouves"] == []
    assert lu["secrets"] >= len(paroles.toutes())
    # The search is honest: there was something to search, and the adviser did read secrets.
    assert lu["octets"]["tables"] > 1_000_000
    assert lu["octets"]["exports"] > 10_000
    assert lu["octets"]["courriels"] > 1_000
    assert lu["exports"] > 10
    assert lu["lus"] > 0


def test_the_search_finds_what_is_there() -> None:
    secret = paroles.CONSTATS[next(iter(paroles.CONSTATS))][0]
    for ecrit in (secret.encode(), secret.encode("utf-16-le"), ascii(secret).encode()):
        assert secret in trouver(secrets_exemple(), b"avant " + ecrit + b" apres")
    assert trouver(secrets_exemple(), b"rien de secret ici") == []
