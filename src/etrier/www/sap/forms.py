"""Forms on services à la personne; their fields are the arguments of the acts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etrier.facturation.models import ReglageFacturation
from etrier.www.champs import EurosChamp, JourChamp

_LIBRE = forms.TextInput(attrs={"autocomplete": "off"})


class ReglagesSapForm(forms.Form):
    """Declaration and agrément (CT D7233-1)."""

    declaration = forms.CharField(
        label=_("Numéro de déclaration"), max_length=20, required=False, widget=_LIBRE
    )
    declaree_le = JourChamp(label=_("Déclarée le"), required=False)
    agrement = forms.CharField(
        label=_("Numéro d'agrément"),
        max_length=20,
        required=False,
        widget=_LIBRE,
        help_text=_("Seulement pour les activités qui en demandent un."),
    )
    agree_le = JourChamp(label=_("Agréée le"), required=False)

    def __init__(self, reglage: ReglageFacturation, data: Any = None) -> None:
        depart = {nom: getattr(reglage, f"sap_{nom}") for nom in self.base_fields}
        super().__init__(data, initial=depart)


class PartForm(forms.Form):
    """What somebody else paid of a CESU."""

    montant_centimes = EurosChamp(
        label=_("Part financée par un tiers, en euros"),
        help_text=_("Employeur, caisse de retraite, comité… 0 si le client a tout payé."),
    )
