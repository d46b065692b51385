"""Forms on the PASS IAE. The acts decide; these read."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.droit.regles.pass_iae import (
    exige_prescripteur,
    fin_demande_maximale,
    motifs_prolongation,
)
from etrier.droit.vocabulaire_parcours import (
    MOTIFS_PROLONGATION,
    MOTIFS_SUSPENSION,
    MotifProlongation,
)
from etrier.parcours.actes_pass import motifs_ouverts
from etrier.parcours.enums import CauseFinPass
from etrier.parcours.etat_pass import dispositif_de, parcours_du_pass
from etrier.parcours.models import PassIae, Salarie
from etrier.socle.horloge import aujourdhui
from etrier.socle.parametres import parametres_en_vigueur
from etrier.www.champs import JourChamp
from etrier.www.formats_ecran import jour


class PassForm(forms.Form):
    """A PASS IAE as the platform sent it."""

    numero = forms.CharField(
        label=_("Numéro"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("12 caractères : 99999 26 12345."),
    )
    debut = JourChamp(label=_("Début"))
    fin = JourChamp(label=_("Fin"), help_text=_("La date reçue : elle n'est jamais recalculée."))


class FinPassForm(forms.Form):
    """The new end received for a PASS."""

    fin = JourChamp(label=_("Nouvelle fin"))


class SuspensionForm(forms.Form):
    """Days without parcours."""

    debut = JourChamp(label=_("Premier jour"))
    fin = JourChamp(label=_("Dernier jour"), help_text=_("Compris dans la suspension."))


class SuspensionMotiveeForm(SuspensionForm):
    """A new suspension: its motive is one the convention of the contract opens."""

    motif = forms.ChoiceField(
        label=_("Motif"),
        required=False,
        help_text=_("Scellé : seule la personne référente pourra le relire."),
    )

    def __init__(self, salarie: Salarie, donnees: Any = None) -> None:
        super().__init__(donnees)
        ouverts = motifs_ouverts(salarie, aujourdhui())
        self.fields["motif"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *((m.value, capfirst(MOTIFS_SUSPENSION[m])) for m in ouverts),
        ]


class ProlongationForm(forms.Form):
    """A request: the motives open to the contract, each with the end it may ask for."""

    motif = forms.ChoiceField(
        label=_("Motif"),
        widget=forms.RadioSelect,
        help_text=_("Scellé : seule la personne référente pourra le relire."),
    )
    fin = JourChamp(label=_("Nouvelle fin demandée"))
    le = JourChamp(label=_("Demandée le"))

    def __init__(self, salarie: Salarie, recu: PassIae, donnees: Any = None) -> None:
        super().__init__(donnees, initial={"le": aujourdhui()})
        self.fields["motif"].choices = [  # type: ignore[attr-defined]
            (motif.value, _presenter(motif, fin)) for motif, fin in _fins(salarie, recu)
        ]


def _fins(salarie: Salarie, recu: PassIae) -> list[tuple[MotifProlongation, date]]:
    dispositif, parametres, le = dispositif_de(salarie), parametres_en_vigueur(), aujourdhui()
    parcours = parcours_du_pass(recu, dispositif)
    return [
        (m, fin_demande_maximale(parcours, m, le, parametres))
        for m in motifs_prolongation(dispositif, parametres, le)
    ]


def _presenter(motif: MotifProlongation, fin: date) -> str:
    mots = {"nom": capfirst(MOTIFS_PROLONGATION[motif]), "fin": jour(fin)}
    if exige_prescripteur(motif, parametres_en_vigueur(), aujourdhui()):
        return gettext("%(nom)s : jusqu'au %(fin)s, avec l'accord d'un prescripteur") % mots
    return gettext("%(nom)s : jusqu'au %(fin)s") % mots


class AccordForm(forms.Form):
    """The end the platform gave."""

    fin = JourChamp(label=_("Nouvelle fin reçue"))
    le = JourChamp(label=_("Réponse du"))


class RefusForm(forms.Form):
    """The day of a refusal."""

    le = JourChamp(label=_("Réponse du"))


class ClotureForm(forms.Form):
    """Why and when a PASS ends before its term."""

    cause = forms.ChoiceField(
        label=_("Pourquoi"),
        choices=[c for c in CauseFinPass.choices if c[0] != CauseFinPass.TERME],
        widget=forms.RadioSelect,
    )
    le = JourChamp(label=_("Clos le"))
