"""Forms of the accounts."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from etrier.comptabilite.formats.exports import FormatExport
from etrier.comptabilite.formats.logiciels import COLONNES_CSV
from etrier.socle.horloge import aujourdhui
from etrier.www.champs import JourChamp


class PasserForm(forms.Form):
    """Up to which day entries are passed."""

    jusqu_au = JourChamp(label=_("Jusqu'au"))

    def clean_jusqu_au(self) -> date:
        """A day that came already."""
        jour: date = self.cleaned_data["jusqu_au"]
        if jour > aujourdhui():
            raise ValidationError(_("Ce jour n'est pas encore passé."))
        return jour


class ExerciceForm(forms.Form):
    """Keys are the arguments of `ouvrir_exercice`."""

    debut = JourChamp(label=_("Premier jour"))
    fin = JourChamp(label=_("Dernier jour"))


class ClotureForm(forms.Form):
    """What closes a year is said once more."""

    confirme = forms.BooleanField(
        label=_("Oui, cet exercice est terminé : rien n'y sera plus passé.")
    )


class CompteForm(forms.Form):
    """Keys are the arguments of `numeroter`."""

    numero = forms.CharField(label=_("Numéro"), max_length=12, required=False)
    libelle = forms.CharField(label=_("Libellé"), max_length=100)


class ExportForm(forms.Form):
    """Which file, and the columns of the CSV."""

    format = forms.ChoiceField(
        label=_("Fichier"), choices=FormatExport.choices, widget=forms.RadioSelect
    )
    colonnes = forms.MultipleChoiceField(
        label=_("Colonnes du CSV"),
        choices=[(nom, libelle) for nom, (libelle, _lire) in COLONNES_CSV.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Toutes, si aucune n'est cochée."),
    )


class PeriodeForm(forms.Form):
    """A period of whole months."""

    debut = JourChamp(label=_("Du"))
    fin = JourChamp(label=_("Au"))

    def clean(self) -> dict[str, Any]:
        """In order, and no longer than three years."""
        vus: dict[str, Any] = super().clean() or {}
        debut, fin = vus.get("debut"), vus.get("fin")
        if debut and fin and not debut <= fin:
            raise ValidationError(_("La période finit avant de commencer : vérifiez les dates."))
        if debut and fin and fin.year - debut.year > 3:
            raise ValidationError(_("La période dépasse trois ans : raccourcissez-la."))
        return vus
