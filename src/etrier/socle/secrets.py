"""What is sealed at rest: a column that nobody reads by accident.

A sealed column gives a `Scelle`: it prints as dots, and only `ouvrir` reads it. A room that keeps
secrets opens them in one place, behind its gate, and notes each reading.
"""

import base64
import hashlib
import hmac
import os
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

POINTS = "•••"


class Scelle:
    """A sealed value. Neither its text nor its length shows, in a page, a log or a traceback."""

    __slots__ = ("jeton",)

    def __init__(self, jeton: bytes) -> None:
        self.jeton = jeton

    def __repr__(self) -> str:
        return POINTS

    __str__ = __repr__


class ChampScelle(models.BinaryField):  # type: ignore[type-arg]
    """A column that only takes and gives `Scelle`."""

    def get_prep_value(self, value: Any) -> bytes | None:
        """Refuse a text in clear: it must be sealed before."""
        if value is None:
            return None
        if not isinstance(value, Scelle):
            raise TypeError(f"« {self.name} » only takes what `sceller` gives")
        return value.jeton

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """What the driver takes."""
        return super().get_db_prep_value(
            value if prepared else self.get_prep_value(value), connection, prepared=True
        )

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Scelle | None:
        """The database's bytes, still sealed."""
        return None if value is None else Scelle(bytes(value))

    def value_to_string(self, obj: Any) -> str:
        """Sealed in a dump too."""
        scelle = self.value_from_object(obj)
        return "" if scelle is None else base64.b64encode(scelle.jeton).decode()

    def to_python(self, value: Any) -> Scelle | None:
        """From a dump."""
        if isinstance(value, str):
            return Scelle(base64.b64decode(value)) if value else None
        return value if isinstance(value, Scelle) or value is None else Scelle(bytes(value))


def sceller(texte: str) -> Scelle:
    """Seal a text."""
    return sceller_octets(texte.encode())


def sceller_octets(octets: bytes) -> Scelle:
    """Seal a file."""
    return Scelle(_cles().encrypt(octets))


def ouvrir(scelle: Scelle) -> str:
    """The text that was sealed. A room calls this in one place: where it notes the reading.

    Raises ImproperlyConfigured when none of the keys of the instance opens it.
    """
    return ouvrir_octets(scelle).decode()


def ouvrir_octets(scelle: Scelle) -> bytes:
    """The file that was sealed; as `ouvrir`."""
    try:
        return _cles().decrypt(scelle.jeton)
    except InvalidToken:
        raise ImproperlyConfigured(
            "Aucune clé de cette instance n'ouvre ce secret : rendez-lui, par ETRIER_CLES_SECRETS "
            "ou le fichier secrets.cle, la clé avec laquelle il a été scellé."
        ) from None


def empreinte(texte: str) -> str:
    """A keyed digest: finds the same text again without keeping it (64 hexadecimal digits).

    The oldest key makes it, so that a new key put first does not lose what is known.
    """
    cle = hashlib.sha256(b"empreinte" + _lire_cles()[-1].encode()).digest()
    return hmac.new(cle, texte.encode(), hashlib.sha256).hexdigest()


@cache
def _cles() -> MultiFernet:
    """The first key seals; all of them open."""
    try:
        return MultiFernet([Fernet(cle) for cle in _lire_cles()])
    except ValueError as erreur:
        raise ImproperlyConfigured(
            "ETRIER_CLES_SECRETS : chaque clé a 32 octets écrits en base64 (44 caractères) ; "
            "« etrier docteur » en donne une."
        ) from erreur


@cache
def _lire_cles() -> tuple[str, ...]:
    if settings.ETRIER_CLES_SECRETS:
        return tuple(settings.ETRIER_CLES_SECRETS)
    return (_cle_de_fichier(Path(settings.VAR) / "secrets.cle"),)


def _cle_de_fichier(fichier: Path) -> str:
    """The key of an instance that was not given one: made once, readable by its owner alone."""
    if not fichier.exists():
        fichier.parent.mkdir(parents=True, exist_ok=True)
        ecrit, essai = tempfile.mkstemp(dir=fichier.parent)  # born readable by its owner alone
        with os.fdopen(ecrit, "w", encoding="ascii") as sortie:
            sortie.write(Fernet.generate_key().decode())
        # Of two processes that start together, the first one's key stays.
        with suppress(FileExistsError):
            os.link(essai, fichier)
        os.unlink(essai)
    return fichier.read_text(encoding="ascii").strip()
