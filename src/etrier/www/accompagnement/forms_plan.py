"""Forms of the plan. The acts decide; these read."""

from django import forms
from django.utils.translation import gettext_lazy as _

from etrier.parcours.accompagnement.plan import LONGUEUR
from etrier.parcours.enums_accompagnement import Domaine, EtatObjectif, QuiAgit
from etrier.socle.horloge import aujourdhui
from etrier.www.accompagnement.champs import texte_court
from etrier.www.champs import JourChamp


class ObjectifForm(forms.Form):
    """An objective; the names are those of `ouvrir_objectif`."""

    domaine = forms.ChoiceField(label=_("Domaine"), choices=[("", "—"), *Domaine.choices])
    intitule = forms.CharField(label=_("Objectif"), max_length=LONGUEUR, widget=texte_court())
    echeance = JourChamp(label=_("Échéance"), required=False)


class ClotureForm(forms.Form):
    """How it ended; the names are those of `clore_objectif`."""

    etat = forms.ChoiceField(
        label=_("Cet objectif est"),
        choices=[c for c in EtatObjectif.choices if c[0] != EtatObjectif.OUVERT],
        widget=forms.RadioSelect,
    )
    le = JourChamp(label=_("Le"), initial=aujourdhui)


class ActionForm(forms.Form):
    """A thing to do; the names are those of `ajouter_action`."""

    intitule = forms.CharField(label=_("À faire"), max_length=LONGUEUR, widget=texte_court())
    qui = forms.ChoiceField(label=_("Qui"), choices=QuiAgit.choices)
    echeance = JourChamp(label=_("Pour le"), required=False)
