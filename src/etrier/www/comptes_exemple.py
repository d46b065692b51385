"""Accounts anybody may try, on an instance that only holds invented people."""

from typing import Any

from django.conf import settings

from etrier.demonstration.comptes import comptes
from etrier.demonstration.scenario import MOT_DE_PASSE


def comptes_exemple() -> dict[str, Any]:
    """`comptes` and `mot_de_passe` for `_comptes.html`; nothing on a real instance."""
    if not getattr(settings, "ETRIER_DEMONSTRATION", False):
        return {}
    return {"comptes": comptes(), "mot_de_passe": MOT_DE_PASSE}
