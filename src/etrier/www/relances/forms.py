"""Forms on late invoices; their fields are the arguments of the acts."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etrier.facturation.models import ReglageRelances
from etrier.www.champs import JourChamp


def _jours(libelle: Any) -> forms.IntegerField:
    return forms.IntegerField(label=libelle, min_value=1, max_value=365)


class ReglagesRelancesForm(forms.Form):
    """Delays of the steps."""

    amiable_jours = _jours(_("Rappel amiable, jours après l'échéance"))
    ferme_jours = _jours(_("Relance ferme, jours après l'échéance"))
    mise_en_demeure_jours = _jours(_("Mise en demeure, jours après l'échéance"))
    reponse_jours = _jours(_("Jours laissés pour payer après la mise en demeure"))

    def __init__(self, reglage: ReglageRelances, data: Any = None) -> None:
        super().__init__(data, initial={nom: getattr(reglage, nom) for nom in self.base_fields})


class LitigeForm(forms.Form):
    """Why an invoice is on hold."""

    motif = forms.CharField(
        label=_("Ce que le client conteste"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PeriodeForm(forms.Form):
    """From when to when the account is read."""

    debut = JourChamp(label=_("Du"), required=False)
    fin = JourChamp(label=_("Au"), required=False)

    def periode(self, ce_jour: date) -> tuple[date | None, date]:
        """First day or None, last day: today when nothing valid is said."""
        if not self.is_valid():
            return None, ce_jour
        return self.cleaned_data["debut"], self.cleaned_data["fin"] or ce_jour
