"""Forms on quotes: the team's, with its lines, and the client's answer."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.droit.lecture import SaisieInvalide, lire_heures, lire_nombre
from etrier.facturation.access_devis import prestations_a_proposer
from etrier.facturation.devis.actions import LIGNES_AU_PLUS, LigneVoulue
from etrier.facturation.enums import UniteLigne
from etrier.facturation.models import Devis, LigneDevis
from etrier.missions.access import les_chantiers, les_clients
from etrier.missions.enums import RegimeTva
from etrier.missions.models import Chantier, Client, Prestation
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces
from etrier.www.champs import EurosChamp, JourChamp
from etrier.www.lien_signe import RepondantForm
from etrier.www.phrases import phrase

_LIBRE = forms.TextInput(attrs={"autocomplete": "off"})
VALIDITE = timedelta(days=30)
LIGNES_VIDES = 4
_TAPES = ("libelle", "quantite", "prix_centimes")


class DevisForm(forms.Form):
    """Who the quote is for, what for, until when; the names are those of `preparer`."""

    client = forms.ModelChoiceField(Client.objects.none(), label=_("Client"))
    chantier = forms.ModelChoiceField(
        Chantier.objects.none(),
        label=_("Chantier"),
        required=False,
        empty_label=_("— aucun —"),
        help_text=_("Accepté, le prix de l'heure est celui du chantier, sinon celui du client."),
    )
    objet = forms.CharField(label=_("Objet"), max_length=200, widget=_LIBRE)
    valable_jusqu_au = JourChamp(label=_("Valable jusqu’au"))
    acompte_pour_cent = forms.IntegerField(
        label=_("Acompte demandé (%)"),
        min_value=0,
        max_value=100,
        initial=0,
        help_text=_("0 : aucun acompte."),
    )

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client"].queryset = les_clients(acces)  # type: ignore[attr-defined]
        self.fields["chantier"].queryset = les_chantiers(acces)  # type: ignore[attr-defined]
        self.fields["valable_jusqu_au"].initial = aujourdhui() + VALIDITE


class LigneForm(forms.Form):
    """One line: hours at a price, units, or a fixed price. A row left empty is no line."""

    libelle = forms.CharField(label=_("Désignation"), max_length=200, widget=_LIBRE)
    unite = forms.ChoiceField(label=_("Unité"), choices=UniteLigne.choices)
    quantite = forms.CharField(
        label=_("Quantité"), max_length=20, initial="", widget=_LIBRE, required=False
    )
    prix_centimes = EurosChamp(label=_("Prix unitaire HT (€)"))
    regime_tva = forms.ChoiceField(label=_("TVA"), choices=RegimeTva.choices)
    prestation = forms.ModelChoiceField(
        Prestation.objects.none(),
        label=_("Prestation"),
        required=False,
        empty_label=_("— aucune —"),
    )

    def __init__(self, *args: Any, prestations: Any, **kwargs: Any) -> None:
        # A row of the quote that one empties is a line taken away.
        super().__init__(*args, **kwargs | {"empty_permitted": True})
        self.fields["prestation"].queryset = prestations  # type: ignore[attr-defined]

    def has_changed(self) -> bool:
        """Lists always hold a value: only what is typed makes a line."""
        tapes = (self.data.get(self.add_prefix(nom), "") for nom in _TAPES)
        return any(texte.strip() for texte in tapes)

    def clean(self) -> dict[str, Any]:
        """The quantity in minutes or thousandths, by its unit; a fixed price counts for one."""
        lus = super().clean() or {}
        texte, unite = lus.get("quantite", "").strip(), lus.get("unite")
        if unite == UniteLigne.FORFAIT and not texte:
            texte = "1"
        try:
            lus["quantite"] = _minutes(texte) if unite == UniteLigne.HEURE else _milliemes(texte)
        except SaisieInvalide as erreur:
            self.add_error("quantite", phrase(erreur))
        return lus

    def voulue(self) -> LigneVoulue:
        """What `preparer` reads, once valid."""
        return LigneVoulue(**self.cleaned_data)


def _minutes(texte: str) -> int:
    return lire_heures(texte)


def _milliemes(texte: str) -> int:
    valeur = lire_nombre(texte) * 1000
    if valeur != int(valeur):
        raise SaisieInvalide(
            "« %(texte)s » : trois chiffres au plus après la virgule.", texte=texte
        )
    return int(valeur)


class LignesFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """The lines of a quote, in their order."""

    def clean(self) -> None:
        """At least one line."""
        if not any(self.errors) and not self.voulues():
            raise ValidationError(gettext("Écrivez au moins une ligne."))

    def voulues(self) -> list[LigneVoulue]:
        """Lines written, empty rows apart."""
        return [f.voulue() for f in self.forms if f.has_changed() and f.is_valid()]


def les_lignes(
    acces: Acces,
    data: Mapping[str, Any] | None = None,
    devis: Devis | None = None,
    vides: int = LIGNES_VIDES,
) -> LignesFormSet:
    """Rows to fill, after those of the quote when there is one."""
    siennes = [] if devis is None else [_initiale(x) for x in devis.lignes.all()]
    fabrique = forms.formset_factory(
        LigneForm,
        formset=LignesFormSet,
        extra=2 if siennes else vides,
        max_num=LIGNES_AU_PLUS,
        absolute_max=LIGNES_AU_PLUS,
    )
    prestations = prestations_a_proposer(acces)
    lignes = fabrique(
        data, initial=siennes, prefix="lignes", form_kwargs={"prestations": prestations}
    )
    return cast(LignesFormSet, lignes)


def avec_rangees_de_plus(data: Mapping[str, Any]) -> Any:
    """What was sent, with more empty rows to fill."""
    copie = data.copy()  # type: ignore[attr-defined]
    dit = str(copie.get("lignes-TOTAL_FORMS") or "")[:4]
    total = int(dit) if dit.isdecimal() else 0
    copie["lignes-TOTAL_FORMS"] = str(min(total + LIGNES_VIDES, LIGNES_AU_PLUS))
    return copie


def _initiale(ligne: LigneDevis) -> dict[str, Any]:
    return {
        "libelle": ligne.libelle,
        "unite": ligne.unite,
        "quantite": ecrire_quantite(ligne),
        "prix_centimes": ligne.prix_centimes,
        "regime_tva": ligne.regime_tva,
        "prestation": ligne.prestation_id,
    }


def ecrire_quantite(ligne: LigneDevis) -> str:
    """A quantity as one types it: « 35h30 », « 12,5 »."""
    if ligne.minutes is not None:
        h, m = divmod(ligne.minutes, 60)
        return f"{h}h{m:02d}" if m else str(h)
    entiers, reste = divmod(ligne.quantite_milliemes or 0, 1000)
    return f"{entiers},{reste:03d}".rstrip("0").rstrip(",")


class EnvoyerForm(forms.Form):
    """Where the link of the quote is sent; empty: handed over by hand."""

    courriel = forms.EmailField(
        label=_("Courriel du client"),
        required=False,
        help_text=_("Vide : vous remettez le lien vous-même."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, devis: Devis, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.ETRIER_COURRIEL:
            self.fields["courriel"].initial = devis.courriel or devis.client.courriel
        else:
            del self.fields["courriel"]


class DupliquerForm(forms.Form):
    """Until when the copy is valid."""

    valable_jusqu_au = JourChamp(label=_("Valable jusqu’au"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valable_jusqu_au"].initial = aujourdhui() + VALIDITE


class ReponseForm(RepondantForm):
    """Who answers; the names are those of `accepter` and `refuser`."""

    commentaire = forms.CharField(
        label=_("Un mot à la structure"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AccordForm(ReponseForm):
    """The same, with the words that bind."""

    bon_pour_accord = forms.BooleanField(
        label=_("Bon pour accord"),
        error_messages={"required": _("Cochez « Bon pour accord » pour accepter ce devis.")},
    )
