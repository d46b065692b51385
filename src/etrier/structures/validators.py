"""Checks of identifiers, by a library that knows them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as NumeroInvalide
from stdnum.fr import siret as siret_officiel


def valider_siret(texte: str) -> None:
    """Refuse a SIRET of the wrong length or with a wrong key (Luhn, La Poste's exception known)."""
    try:
        siret_officiel.validate(texte)
    except NumeroInvalide:
        raise ValidationError(
            _("« %(siret)s » n'est pas un SIRET : il faut 14 chiffres dont la clé est juste."),
            params={"siret": texte},
            code="siret",
        ) from None
