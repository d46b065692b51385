"""Forms on invoices. The acts decide; these read."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from etrier.droit.lecture import SaisieInvalide, lire_heures, lire_montant
from etrier.facturation.access_factures import les_clients_factures
from etrier.facturation.enums import UniteLigne
from etrier.facturation.factures.avoirs import Correction, restes
from etrier.facturation.models import Facture, LigneFacture
from etrier.missions.enums import RegimeTva
from etrier.missions.models import Chantier, Client, Prestation
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces
from etrier.www.champs import EurosChamp, JourChamp
from etrier.www.formats_ecran import centimes, entier, heures
from etrier.www.phrases import phrase

_LIBRE = forms.TextInput(attrs={"autocomplete": "off"})


class EmissionForm(forms.Form):
    """The day of issue."""

    le = JourChamp(
        label=_("Date des factures"),
        initial=aujourdhui,
        help_text=_("Jamais avant la dernière facture émise, jamais à venir."),
    )


class AvoirForm(forms.Form):
    """What a credit note takes off; the names are those of `facturer_avoir`."""

    lignes = forms.MultipleChoiceField(
        label=_("Lignes à reprendre"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Aucune ligne cochée : tout ce qui reste de la facture."),
    )
    quantite = forms.CharField(
        label=_("Quantité à reprendre"),
        max_length=20,
        required=False,
        widget=_LIBRE,
        help_text=_("Pour une seule ligne : des heures (2h30), ou un nombre. Vide : toute."),
    )
    prix_centimes = EurosChamp(
        label=_("Baisse du prix de l'unité (€ HT)"),
        required=False,
        help_text=_("Pour une seule ligne : ce que l'on ôte au prix. Vide : tout le prix."),
    )
    motif = forms.CharField(label=_("Motif"), max_length=200, widget=_LIBRE)
    le = JourChamp(label=_("Date de l'avoir"), initial=aujourdhui)
    a_refacturer = forms.BooleanField(
        label=_("Remettre à facturer ce que ces lignes avaient pris"),
        required=False,
        help_text=_("Pour refaire la facture après correction ; seulement des lignes entières."),
    )

    def __init__(self, facture: Facture, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reste = restes(facture)
        self.les_lignes = {str(x.pk): x for x in facture.lignes.all() if reste[x.pk]}
        self.fields["lignes"].choices = [  # type: ignore[attr-defined]
            (cle, _dire_ligne(ligne, reste[ligne.pk])) for cle, ligne in self.les_lignes.items()
        ]

    def clean(self) -> dict[str, Any]:
        """A quantity or a price is of one line."""
        lus = super().clean() or {}
        choisies = [self.les_lignes[cle] for cle in lus.get("lignes", [])]
        if (lus.get("quantite") or lus.get("prix_centimes")) and len(choisies) != 1:
            self.add_error("lignes", _t("Cochez une seule ligne pour en reprendre une partie."))
            return lus
        quantite = self._quantite(choisies[0], lus["quantite"]) if lus.get("quantite") else None
        lus["corrections"] = [
            Correction(ligne, quantite, lus.get("prix_centimes")) for ligne in choisies
        ] or None
        return lus

    def _quantite(self, ligne: LigneFacture, texte: str) -> int | None:
        try:
            if ligne.unite == UniteLigne.HEURE:
                return lire_heures(texte)
            return lire_montant(texte) * 10
        except SaisieInvalide as erreur:
            self.add_error("quantite", phrase(erreur))
            return None


def _dire_ligne(ligne: LigneFacture, reste: int) -> str:
    quantite = heures(ligne.minutes) if ligne.minutes is not None else ""
    morceaux = [ligne.libelle, quantite, centimes(reste)]
    return ", ".join(x for x in morceaux if x)


class AcompteForm(forms.Form):
    """A deposit; the names are those of `facturer_acompte`."""

    client = forms.ModelChoiceField(label=_("Client"), queryset=Client.objects.none())
    libelle = forms.CharField(label=_("Libellé"), max_length=200, widget=_LIBRE)
    ht_centimes = EurosChamp(label=_("Montant HT (€)"))
    regime_tva = forms.ChoiceField(label=_("TVA"), choices=RegimeTva.choices)
    le = JourChamp(label=_("Date de la facture"), initial=aujourdhui)

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client"].queryset = les_clients_factures(acces)  # type: ignore[attr-defined]


class ArticleForm(forms.Form):
    """An article; the names are those of `ajouter_article`."""

    client = forms.ModelChoiceField(label=_("Client"), queryset=Client.objects.none())
    libelle = forms.CharField(label=_("Libellé"), max_length=200, widget=_LIBRE)
    le = JourChamp(
        label=_("Livré ou dû le"),
        initial=aujourdhui,
        help_text=_("La facture de ce mois le prendra."),
    )
    unite = forms.ChoiceField(
        label=_("Unité"),
        choices=[(x.value, x.label) for x in (UniteLigne.FORFAIT, UniteLigne.UNITE)],
    )
    quantite = EurosChamp(label=_("Quantité"), initial=100)
    prix_centimes = EurosChamp(label=_("Prix de l'unité HT (€)"))
    regime_tva = forms.ChoiceField(label=_("TVA"), choices=RegimeTva.choices)
    chantier = forms.ModelChoiceField(
        label=_("Chantier"), queryset=Chantier.objects.none(), required=False
    )
    prestation = forms.ModelChoiceField(
        label=_("Prestation"), queryset=Prestation.objects.none(), required=False
    )

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        d_ici = {"structure": acces.structure}
        lieux = {
            "client": les_clients_factures(acces),
            "chantier": Chantier.objects.filter(**d_ici),
            "prestation": Prestation.objects.filter(**d_ici, est_archivee=False),
        }
        for nom, choix in lieux.items():
            self.fields[nom].queryset = choix  # type: ignore[attr-defined]

    def champs(self) -> dict[str, Any]:
        """What `ajouter_article` wants besides the client."""
        lus = {nom: valeur for nom, valeur in self.cleaned_data.items() if nom != "client"}
        return lus | {"quantite_milliemes": lus.pop("quantite") * 10}


def dire_quantite(ligne: LigneFacture) -> str:
    """Hours, or a number of units."""
    if ligne.minutes is not None:
        return heures(ligne.minutes)
    unites, reste = divmod(abs(ligne.quantite_milliemes or 0), 1000)
    signe = "-" if (ligne.quantite_milliemes or 0) < 0 else ""
    fin = f",{reste:03d}".rstrip("0") if reste else ""
    return f"{signe}{entier(unites)}{fin}"
