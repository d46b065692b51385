"""The form of an interview: headings of a template, what was decided, what was done since."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from etrier.parcours.accompagnement.entretiens import (
    DUREE_MAXIMALE,
    Circonstances,
    CompteRendu,
    EntretienLu,
)
from etrier.parcours.accompagnement.plan import ObjectifLu
from etrier.parcours.enums_accompagnement import GenreEntretien
from etrier.socle.horloge import maintenant
from etrier.www.accompagnement.champs import zone_de_texte
from etrier.www.champs import JourChamp

LOCAL = "%Y-%m-%dT%H:%M"
TEXTE_MAXIMUM = 20_000


def _maintenant() -> str:
    return localtime(maintenant()).strftime(LOCAL)


class EntretienForm(forms.Form):
    """An interview; ready to be sent with one text written."""

    le = forms.DateTimeField(
        label=_("Le"),
        initial=_maintenant,
        input_formats=[LOCAL],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL),
        error_messages={"invalid": _("Écrivez le jour et l'heure de l'entretien.")},
    )
    duree_minutes = forms.IntegerField(
        label=_("Durée (minutes)"),
        required=False,
        min_value=1,
        max_value=DUREE_MAXIMALE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    genre = forms.ChoiceField(label=_("Genre"), choices=GenreEntretien.choices)
    present = forms.BooleanField(label=_("La personne est venue"), required=False, initial=True)
    prochain_le = JourChamp(label=_("Prochain entretien"), required=False)
    decisions = forms.CharField(
        label=_("Décisions"),
        required=False,
        max_length=TEXTE_MAXIMUM,
        widget=zone_de_texte(3),
        help_text=_("Rappelées en tête du prochain entretien."),
    )

    def __init__(
        self,
        titres: Sequence[str],
        objectifs: Sequence[ObjectifLu],
        donnees: Any = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(donnees, initial=initial)
        self.titres = titres
        self.actions = {str(a.action.pk): a for o in objectifs for a in o.a_faire}
        for rang, titre in enumerate(titres):
            self.fields[f"partie_{rang}"] = forms.CharField(
                label=titre,
                required=False,
                max_length=TEXTE_MAXIMUM,
                widget=zone_de_texte(5),
            )
        self.fields["faites"] = forms.MultipleChoiceField(
            label=_("Faites depuis la dernière fois"),
            choices=[(cle, a.intitule) for cle, a in self.actions.items()],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def les_parties(self) -> list[BoundField]:
        """Text areas of the headings."""
        return [self[f"partie_{rang}"] for rang in range(len(self.titres))]

    @property
    def les_circonstances(self) -> list[BoundField]:
        """When, how long, what for."""
        return [self[nom] for nom in ("le", "duree_minutes", "genre", "prochain_le")]

    def correction(self) -> dict[str, Any]:
        """Arguments of `corriger_entretien`, once valid."""
        propre = self.cleaned_data
        textes = [(t, propre[f"partie_{rang}"].strip()) for rang, t in enumerate(self.titres)]
        noms = ("le", "genre", "present", "duree_minutes", "prochain_le")
        return {
            "circonstances": Circonstances(**{nom: propre[nom] for nom in noms}),
            "compte_rendu": CompteRendu(tuple(textes), propre["decisions"].strip()),
        }

    def entretien(self) -> dict[str, Any]:
        """Arguments of `ecrire_entretien`, once valid."""
        faites = [self.actions[cle].action for cle in self.cleaned_data["faites"]]
        return {**self.correction(), "faites": faites}


def connu_de(lu: EntretienLu) -> dict[str, Any]:
    """What the form shows of an interview to correct."""
    noms = ("genre", "present", "duree_minutes", "prochain_le")
    textes = {f"partie_{rang}": dit for rang, (_t, dit) in enumerate(lu.compte_rendu.parties)}
    return {
        **{nom: getattr(lu.entretien, nom) for nom in noms},
        "le": localtime(lu.entretien.le).strftime(LOCAL),
        "decisions": lu.compte_rendu.decisions,
        **textes,
    }
