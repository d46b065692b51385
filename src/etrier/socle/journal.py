"""Audit in one verb: `noter`."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Model

from etrier.socle.models import Acte


def noter(
    verbe: str,
    *,
    auteur: AbstractBaseUser | AnonymousUser | None,
    perimetre: int | None,
    cible: Model | None = None,
    **details: Any,
) -> Acte:
    """Write the audit line of an act, in the transaction of the act.

    `perimetre` is the identifier of the body that owns the row. `details` must hold neither a
    secret nor free text typed about a person: dates, numbers, codes.
    """
    return Acte.objects.create(
        verbe=verbe,
        auteur_id=auteur.pk if auteur is not None else None,
        perimetre=perimetre,
        cible_type=cible._meta.label_lower if cible is not None else "",
        cible_id=cible.pk if cible is not None else None,
        details=details,
    )
