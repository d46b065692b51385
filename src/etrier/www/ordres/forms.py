"""The form of an order."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etrier.banque.access import les_comptes_propres
from etrier.banque.models import CompteBancaire
from etrier.comptabilite.ordres.actions import LIBELLE_MAXIMAL
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces
from etrier.www.champs import JourChamp

_DELAI = timedelta(days=2)


class OrdreForm(forms.Form):
    """From which account, when, under which label."""

    compte = forms.ModelChoiceField(
        CompteBancaire.objects.none(), label=_("Compte de la structure"), empty_label=None
    )
    execution_le = JourChamp(label=_("Exécution le"), initial=lambda: aujourdhui() + _DELAI)
    libelle = forms.CharField(
        label=_("Libellé sur le relevé"),
        max_length=LIBELLE_MAXIMAL,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compte"].queryset = les_comptes_propres(acces)  # type: ignore[attr-defined]
