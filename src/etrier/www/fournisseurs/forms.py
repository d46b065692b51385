"""Forms of the invoices received. The acts decide; these read."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from stdnum.fr import siren as siren_fr

from etrier.facturation.access_fournisseurs import les_chantiers_imputables
from etrier.facturation.enums import NatureDepense
from etrier.facturation.formats.lecture import OCTETS_MAXIMAUX
from etrier.facturation.fournisseurs.actions import MOTIF_MAXIMAL
from etrier.missions.models import Chantier
from etrier.structures.access import Acces
from etrier.www.champs import EurosChamp, JourChamp

_LIBRE = forms.TextInput(attrs={"autocomplete": "off"})


class RecueForm(forms.Form):
    """A file received."""

    fichier = forms.FileField(
        label=_("Facture reçue"),
        help_text=_("Factur-X (.pdf), CII ou UBL (.xml), telle que reçue. 10 Mo au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.xml"}),
    )

    def clean_fichier(self) -> Any:
        """Not too large."""
        fichier = self.cleaned_data["fichier"]
        if fichier.size > OCTETS_MAXIMAUX:
            raise forms.ValidationError(gettext("Ce fichier dépasse 10 Mo."))
        return fichier


class AffecterForm(forms.Form):
    """What was bought, and for which chantier."""

    nature = forms.ChoiceField(label=_("Nature de la dépense"), choices=NatureDepense.choices)
    chantier = forms.ModelChoiceField(
        Chantier.objects.none(),
        label=_("Chantier"),
        required=False,
        empty_label="—",
        help_text=_("Laissez vide quand l'achat n'est pour aucun en particulier."),
    )

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        siens = les_chantiers_imputables(acces)
        self.fields["chantier"].queryset = siens  # type: ignore[attr-defined]


class SaisieForm(AffecterForm):
    """An invoice on paper; names are the arguments of `saisir`."""

    fournisseur = forms.CharField(label=_("Fournisseur"), max_length=160, widget=_LIBRE)
    siren = forms.CharField(
        label=_("SIREN"), max_length=11, required=False, widget=_LIBRE, help_text=_("Facultatif.")
    )
    numero = forms.CharField(label=_("Numéro de la facture"), max_length=50, widget=_LIBRE)
    emise_le = JourChamp(label=_("Datée du"))
    echeance = JourChamp(label=_("À payer avant le"), required=False)
    ht_centimes = EurosChamp(label=_("Montant HT (€)"))
    tva_centimes = EurosChamp(label=_("Montant de TVA (€)"))
    iban = forms.CharField(
        label=_("IBAN"), max_length=42, required=False, widget=_LIBRE, help_text=_("Facultatif.")
    )
    field_order = (
        *("fournisseur", "siren", "numero", "emise_le", "echeance"),
        *("ht_centimes", "tva_centimes", "iban", "nature", "chantier"),
    )

    def clean_siren(self) -> str:
        """Nine digits that hold together, or nothing."""
        lu = "".join(self.cleaned_data["siren"].split())
        if lu and not siren_fr.is_valid(lu):
            raise forms.ValidationError(gettext("Ce SIREN n'existe pas : vérifiez les 9 chiffres."))
        return lu

    def clean_iban(self) -> str:
        """Without its spaces."""
        lu = "".join(self.cleaned_data["iban"].split()).upper()
        if len(lu) > 34:
            raise forms.ValidationError(gettext("Un IBAN a 34 caractères au plus."))
        return lu


class RefuserForm(forms.Form):
    """Why it is not to pay."""

    motif = forms.CharField(
        label=_("Pourquoi"),
        max_length=MOTIF_MAXIMAL,
        widget=_LIBRE,
        help_text=_("Gardé avec la facture : déjà reçue, heures jamais faites, prix convenu…"),
    )


class PayeeForm(forms.Form):
    """The day it was paid."""

    le = JourChamp(label=_("Payée le"))
