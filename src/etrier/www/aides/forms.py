"""Forms of the State's aid."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from etrier.aides.actions import LIBELLE_MAXIMAL
from etrier.droit.lecture import SaisieInvalide, lire_montant
from etrier.www.phrases import phrase

MONTANT_MAXIMAL = 10**12


class VersementForm(forms.Form):
    """A payment seen on the bank account: keys are the arguments of `enregistrer_versement`."""

    le = forms.DateField(
        label=_("Reçu le"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    montant_centimes = forms.CharField(
        label=_("Montant en euros"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    libelle = forms.CharField(
        label=_("Libellé"),
        max_length=LIBELLE_MAXIMAL,
        required=False,
    )

    def clean_montant_centimes(self) -> int:
        """Centimes, never through a float."""
        texte = self.cleaned_data["montant_centimes"].strip()
        negatif = texte[:1] in {"-", "\u2212"}
        try:
            montant = lire_montant(texte[1:] if negatif else texte)
        except SaisieInvalide as erreur:
            raise ValidationError(phrase(erreur)) from None
        if montant > MONTANT_MAXIMAL:
            raise ValidationError(_("Ce montant est trop grand : vérifiez-le."))
        return -montant if negatif else montant
