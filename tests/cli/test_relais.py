"""Over HTTPS, the relay in front is believed, so that nobody is sent around in circles."""

import socket
from types import SimpleNamespace
from typing import Any

import pytest
import waitress
from django.conf import LazySettings

from etrier.cli.serve import servir
from tests.cli.lancement import lancer_ailleurs


@pytest.fixture
def options(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the web server is started with."""
    recues: dict[str, Any] = {}

    def creer(_application: object, **mots: Any) -> SimpleNamespace:
        recues.update(mots)
        return SimpleNamespace(run=lambda: None)

    monkeypatch.setattr(waitress, "create_server", creer)
    return recues


def test_it_believes_the_relay_of_this_machine_over_https(
    options: dict[str, Any], settings: LazySettings
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    servir("127.0.0.1", 8000)
    # waitress itself refuses what it does not know.
    lues = waitress.adjustments.Adjustments(**options)
    assert lues.trusted_proxy == "127.0.0.1"
    assert lues.trusted_proxy_headers == {"x-forwarded-for", "x-forwarded-proto"}
    assert lues.clear_untrusted_proxy_headers


def test_it_believes_nobody_otherwise(options: dict[str, Any]) -> None:
    servir("127.0.0.1", 8000)
    assert waitress.adjustments.Adjustments(**options).trusted_proxy is None


def test_a_port_already_taken_is_said() -> None:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        prise.listen()
        fait = lancer_ailleurs("serve", "--port", str(prise.getsockname()[1]))
    assert fait.returncode == 1
    assert "choisissez un autre port avec --port" in fait.stderr
