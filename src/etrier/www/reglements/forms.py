"""Forms of payments; names are the arguments of the acts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etrier.facturation.access_reglements import les_factures_a_payer
from etrier.facturation.enums import MoyenReglement
from etrier.facturation.models import Facture
from etrier.missions.models import Client
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces
from etrier.www.champs import EurosChamp, JourChamp
from etrier.www.formats_ecran import centimes


class _FacturesChamp(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Invoices with what is left to pay."""

    def label_from_instance(self, obj: Any) -> str:
        """« F2026-00012 · Mairie · 120,00 € »."""
        return f"{obj.numero} · {obj.client} · {centimes(obj.solde_centimes)}"


class ReglementForm(forms.Form):
    """A payment received."""

    client = forms.ModelChoiceField(Client.objects.none(), label=_("Client"))
    le = JourChamp(label=_("Reçu le"), initial=aujourdhui)
    montant_centimes = EurosChamp(label=_("Montant (€)"))
    moyen = forms.ChoiceField(label=_("Moyen de paiement"), choices=MoyenReglement.choices)
    reference = forms.CharField(
        label=_("Référence"),
        max_length=140,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Numéro de chèque, de virement…"),
    )
    factures = _FacturesChamp(
        Facture.objects.none(),
        label=_("Factures payées"),
        required=False,
        help_text=_(
            "Aucune choisie : les plus anciennes du client. Ce qui dépasse reste à son crédit."
        ),
    )

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dues = les_factures_a_payer(acces)
        choisi = self.initial.get("client")
        if choisi and str(choisi).isdecimal() and len(str(choisi)) < 19:
            dues = dues.filter(client=int(choisi))
        self.fields["client"].queryset = acces.structure.clients.all()  # type: ignore[attr-defined]
        self.fields["factures"].queryset = dues  # type: ignore[attr-defined]

    def clean_factures(self) -> Any:
        """None: the oldest first."""
        return list(self.cleaned_data["factures"]) or None


class AnnulerForm(forms.Form):
    """When a payment was taken back."""

    le = JourChamp(label=_("Annulé le"), initial=aujourdhui)
