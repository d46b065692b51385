"""Forms of the family."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etrier.pilotage.enums import RubriqueBilan
from etrier.www.champs import EurosChamp


class TauxChamp(EurosChamp):
    """A rate in percent: « 60 » or « 42,5 » gives hundredths of a percent (same arithmetic as
    euros and centimes)."""


class ObjectifForm(forms.Form):
    """The rates negotiated for a year."""

    dynamiques = TauxChamp(
        label=_("Sorties dynamiques (%)"), help_text=_("Par exemple 60 ou 42,5.")
    )
    durables = TauxChamp(
        label=_("Dont emploi durable (%)"), help_text=_("Une part des sorties dynamiques.")
    )


class BilanForm(forms.Form):
    """What is written beside the figures: one field for each heading."""

    def __init__(self, donnees: Any = None, initial: Any = None) -> None:
        super().__init__(donnees, initial=initial)
        for rubrique in RubriqueBilan:
            self.fields[str(rubrique)] = forms.CharField(
                label=rubrique.label,
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 5}),
            )
