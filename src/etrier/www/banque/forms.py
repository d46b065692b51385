"""Forms of the bank. The acts decide; these read."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.banque.access import les_comptes_propres
from etrier.banque.formats.xml import OCTETS_MAXIMAUX
from etrier.banque.models import CompteBancaire
from etrier.comptabilite.rapprochement.actions import MOTIF_MAXIMAL
from etrier.missions.models import Client
from etrier.parcours.models import Salarie
from etrier.structures.access import Acces
from etrier.www.champs import JourChamp

_LIBRE = forms.TextInput(attrs={"autocomplete": "off"})


class CompteForm(forms.Form):
    """A new account: whose, and its number; names are the arguments of `proposer_compte`."""

    salarie = forms.ModelChoiceField(
        Salarie.objects.none(), label=_("Salarié"), required=False, empty_label="—"
    )
    client = forms.ModelChoiceField(
        Client.objects.none(), label=_("Client"), required=False, empty_label="—"
    )
    titulaire = forms.CharField(
        label=_("Titulaire du compte"),
        max_length=70,
        widget=_LIBRE,
        help_text=_("Comme sur le relevé d'identité bancaire."),
    )
    iban = forms.CharField(
        label=_("IBAN"),
        max_length=60,
        widget=_LIBRE,
        help_text=_("Les espaces ne comptent pas."),
    )
    bic = forms.CharField(
        label=_("BIC"), max_length=14, required=False, widget=_LIBRE, help_text=_("Facultatif.")
    )

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        une = acces.structure
        salaries = Salarie.objects.filter(structure=une).select_related("personne")
        self.fields["salarie"].queryset = salaries  # type: ignore[attr-defined]
        self.fields["client"].queryset = une.clients.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An account is of one person, one client, or neither."""
        lus = super().clean() or {}
        if lus.get("salarie") and lus.get("client"):
            self.add_error(
                "client", gettext("Un compte est d'un salarié ou d'un client, pas des deux.")
            )
        return lus


class MandatForm(forms.Form):
    """A signed mandate."""

    client = forms.ModelChoiceField(Client.objects.none(), label=_("Client"))
    signe_le = JourChamp(label=_("Signé le"))
    rum = forms.CharField(
        label=_("Référence unique du mandat"),
        max_length=35,
        required=False,
        widget=_LIBRE,
        help_text=_("Laissez vide : elle est attribuée."),
    )

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client"].queryset = acces.structure.clients.all()  # type: ignore[attr-defined]


class ReleveForm(forms.Form):
    """A bank file, and whose account when it does not say."""

    fichier = forms.FileField(
        label=_("Relevé de la banque"),
        help_text=_("camt.053 (.xml) ou CSV (.csv), tel que la banque le donne. 20 Mo au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,.csv,.txt"}),
    )
    compte = forms.ModelChoiceField(
        CompteBancaire.objects.none(),
        label=_("Compte"),
        required=False,
        empty_label=_("celui que dit le fichier"),
    )

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        propres = les_comptes_propres(acces)
        self.fields["compte"].queryset = propres  # type: ignore[attr-defined]

    def clean_fichier(self) -> Any:
        """Not too large."""
        fichier = self.cleaned_data["fichier"]
        if fichier.size > OCTETS_MAXIMAUX:
            raise forms.ValidationError(gettext("Ce fichier dépasse 20 Mo : exportez-en moins."))
        return fichier


class EcarterForm(forms.Form):
    """Why a line is put aside."""

    motif = forms.CharField(
        label=_("Pourquoi ?"),
        max_length=MOTIF_MAXIMAL,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "motifs"}),
        help_text=_("Par exemple : frais bancaires, virement entre deux comptes, loyer."),
    )
