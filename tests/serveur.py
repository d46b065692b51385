"""A site really served, on a database of its own."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from tests.bases import Base

COMMANDE = Path(sys.executable).with_name("etrier")


@contextmanager
def servir(base: Base) -> Iterator[str]:
    """`etrier serve` on this database, until the end of the block; gives its address."""
    port = _port_libre()
    serveur = subprocess.Popen(
        [COMMANDE, "serve", "--port", str(port)],
        env=base.environnement(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    adresse = f"http://127.0.0.1:{port}/"
    try:
        _attendre(adresse, serveur)
        yield adresse
    finally:
        serveur.terminate()
        serveur.wait(20)


def _port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port: int = prise.getsockname()[1]
        return port


def _attendre(adresse: str, serveur: subprocess.Popen[bytes]) -> None:
    for _essai in range(400):
        assert serveur.poll() is None, "Le site s'est arrêté."
        try:
            urllib.request.urlopen(adresse, timeout=5).close()
        except (URLError, TimeoutError):
            time.sleep(0.05)
        else:
            return
    raise AssertionError("Le site ne répond pas.")
