"""Whose page it is: what the phone keeps for one account is never shown to another."""

from django.http import HttpResponse
from django.utils.cache import patch_cache_control

from etrier.structures.access import Acces

COMPTE = "X-Feuille-Compte"


def pour_ce_compte(reponse: HttpResponse, acces: Acces) -> HttpResponse:
    """Name the account on a page that the phone may keep; no other cache does."""
    reponse.headers[COMPTE] = str(acces.utilisateur.pk)
    patch_cache_control(reponse, private=True, no_cache=True, no_store=True)
    return reponse
