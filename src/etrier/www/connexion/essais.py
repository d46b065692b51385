"""Ten wrong passwords in a quarter of an hour from one place on one account: then one waits."""

import hashlib
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest

ESSAIS_PERMIS: Final = 10
ATTENTE_SECONDES: Final = 15 * 60


def bloque(request: HttpRequest, courriel: str) -> bool:
    """True when the address failed too often on this account lately."""
    return int(cache.get(_cle(request, courriel), 0)) >= ESSAIS_PERMIS


def noter_echec(request: HttpRequest, courriel: str) -> None:
    """Count one more failure; the wait starts at the first one."""
    cle = _cle(request, courriel)
    if not cache.add(cle, 1, ATTENTE_SECONDES):
        cache.incr(cle)


def oublier(request: HttpRequest, courriel: str) -> None:
    """The right password was given: failures no longer count."""
    cache.delete(_cle(request, courriel))


def _cle(request: HttpRequest, courriel: str) -> str:
    couple = f"{request.META.get('REMOTE_ADDR', '')} {courriel.strip().lower()}"
    return "connexion-" + hashlib.sha256(couple.encode()).hexdigest()
