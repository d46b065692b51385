"""Form fields that read what people write: days, hours, euros, SIRET; integers come out."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.droit.lecture import (
    SaisieInvalide,
    lire_coefficient,
    lire_heures,
    lire_montant,
    lire_pourcent,
)
from etrier.structures.validators import valider_siret
from etrier.www.formats_ecran import coefficient
from etrier.www.phrases import phrase

# Ten thousand million euros, and no column of the database overflows.
PLUS_GRAND = 10**12
PLUS_LONG = 40


class JourChamp(forms.DateField):
    """A day, typed or picked."""

    default_error_messages = {
        "required": _("Écrivez cette date."),
        "invalid": _("Cette date n'existe pas : écrivez le jour, le mois et l'année."),
    }

    def __init__(self, **kwargs: Any) -> None:
        attributs = {"type": "date", "autocomplete": "off", **kwargs.pop("attrs", {})}
        super().__init__(widget=forms.DateInput(attrs=attributs, format="%Y-%m-%d"), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A day as the date input of a browser wants it."""
        return value.isoformat() if isinstance(value, date) else value


class _ChampLu(forms.Field):
    """Text read by one of the readers of `droit.lecture`."""

    lire: Callable[[str], int]
    ecrire: Callable[[int], str]

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> int | None:
        """The integer, or None for nothing."""
        texte = str(value or "").strip()
        if not texte:
            return None
        try:
            lu = type(self).lire(texte) if len(texte) <= PLUS_LONG else PLUS_GRAND + 1
        except SaisieInvalide as erreur:
            raise ValidationError(phrase(erreur)) from None
        if lu > PLUS_GRAND:
            raise ValidationError(gettext("Ce nombre est trop grand : vérifiez-le."))
        return lu

    def prepare_value(self, value: Any) -> Any:
        """An integer as one writes it."""
        return type(self).ecrire(value) if isinstance(value, int) else value


def _ecrire_heures(minutes: int) -> str:
    heures, reste = divmod(minutes, 60)
    return f"{heures}h{reste:02d}" if reste else str(heures)


def _ecrire_euros(centimes: int) -> str:
    euros, reste = divmod(centimes, 100)
    return f"{euros},{reste:02d}"


class HeuresChamp(_ChampLu):
    """Hours: « 26 », « 26h30 », « 26,5 » give minutes."""

    lire = staticmethod(lire_heures)
    ecrire = staticmethod(_ecrire_heures)


class EurosChamp(_ChampLu):
    """Euros: « 12,02 » gives centimes."""

    lire = staticmethod(lire_montant)
    ecrire = staticmethod(_ecrire_euros)


class PourcentChamp(_ChampLu):
    """A percentage: « 25 » or « 12,5 » gives ten-thousandths."""

    lire = staticmethod(lire_pourcent)
    ecrire = staticmethod(_ecrire_euros)


class CoefficientChamp(_ChampLu):
    """A coefficient: « 1,95 » gives ten-thousandths."""

    lire = staticmethod(lire_coefficient)
    ecrire = staticmethod(coefficient)


class SiretChamp(forms.CharField):
    """A SIRET, with or without spaces; 14 digits come out, or nothing."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("SIRET"))
        kwargs.setdefault("help_text", _("14 chiffres ; les espaces ne comptent pas."))
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(widget=widget, required=False, validators=[valider_siret], **kwargs)

    def to_python(self, value: Any) -> str:
        """Without its spaces."""
        return "".join((super().to_python(value) or "").split())
