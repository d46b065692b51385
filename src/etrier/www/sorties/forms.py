"""Forms on exits. The acts decide; these read."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.parcours.enums import ClasseSortie, SituationApres
from etrier.parcours.models import Salarie
from etrier.parcours.sorties.actions import Depart
from etrier.parcours.sorties.classes import classement_du_motif, convenues
from etrier.parcours.sorties.motifs import MotifSortie
from etrier.socle.horloge import aujourdhui
from etrier.structures.models import Convention, Structure
from etrier.www.champs import JourChamp

_SANS_AUTOCOMPLETE = forms.TextInput(attrs={"autocomplete": "off"})
Choix = list[tuple[str, list[tuple[int, str | Promise]]]]


def choix_motifs(structure: Structure, le: date) -> Choix:
    """Motives under the class they would give that day, so that the choice tells its effect."""
    groupes: dict[str, list[tuple[int, str | Promise]]] = {str(c.label): [] for c in ClasseSortie}
    sans = gettext("classe à convenir avec la DDETS")
    propres = convenues(structure)
    for motif in MotifSortie:
        classe = classement_du_motif(motif, le, propres).classe
        groupe = sans if classe is None else str(ClasseSortie(str(classe)).label)
        groupes.setdefault(groupe, []).append((motif.value, f"{motif.value}. {motif.label}"))
    return [(nom, motifs) for nom, motifs in groupes.items() if motifs]


class SortieForm(forms.Form):
    """Who leaves, when, why, towards whom."""

    le = JourChamp(label=_("Date de sortie"), help_text=_("Le dernier jour du dernier contrat."))
    convention = forms.ModelChoiceField(Convention.objects.none(), label=_("Convention"))
    motif = forms.TypedChoiceField(
        label=_("Motif de l'ASP"),
        coerce=lambda code: MotifSortie(int(code)),
        help_text=_(
            "Rangé par la classe qu'il donne. Maladie, décès, justice et faute grave ne se "
            "montrent qu'au référent."
        ),
    )
    employeur = forms.CharField(
        label=_("Employeur ou organisme suivant"),
        max_length=160,
        required=False,
        widget=_SANS_AUTOCOMPLETE,
        help_text=_("Vide s'il n'y en a pas. Jamais d'établissement de santé ou de justice."),
    )

    def __init__(self, salarie: Salarie, donnees: Any = None, initial: Any = None) -> None:
        super().__init__(donnees, initial=initial)
        conventions = Convention.objects.filter(contrats__salarie=salarie).distinct()
        self.fields["convention"].queryset = conventions  # type: ignore[attr-defined]
        motifs: Iterable[Any] = choix_motifs(salarie.structure, aujourdhui())
        self.fields["motif"].choices = [("", "—"), *motifs]  # type: ignore[attr-defined]

    def depart(self) -> Depart:
        """What the form says, once valid."""
        return Depart(**self.cleaned_data)


# What one says on the phone of what she saw, in one touch.
JUSTIFICATIFS = (
    ("", _("dit au téléphone, rien de vu")),
    ("contrat de travail", _("contrat de travail")),
    ("bulletin de paie", _("bulletin de paie")),
    ("attestation de l'employeur", _("attestation de l'employeur")),
    ("attestation de formation", _("attestation de formation")),
    ("extrait Kbis ou SIRENE", _("extrait Kbis ou SIRENE")),
)


class SuiviForm(forms.Form):
    """News taken on the phone: two touches, and the button."""

    situation = forms.ChoiceField(
        label=_("Sa situation"), choices=SituationApres.choices, widget=forms.RadioSelect
    )
    justificatif = forms.ChoiceField(
        label=_("Justificatif vu"),
        choices=JUSTIFICATIFS,
        widget=forms.RadioSelect,
        required=False,
    )
    le = JourChamp(label=_("Nouvelle prise le"))


class ClasseForm(forms.Form):
    """The class agreed with the State for a motive, from a day on."""

    motif = forms.TypedChoiceField(
        label=_("Motif de l'ASP"),
        choices=[(m.value, f"{m.value}. {m.label}") for m in MotifSortie],
        coerce=lambda code: MotifSortie(int(code)),
    )
    classe = forms.TypedChoiceField(
        label=_("Classe convenue"), choices=ClasseSortie.choices, coerce=ClasseSortie
    )
    depuis = JourChamp(
        label=_("Pour les sorties depuis le"),
        help_text=_("Les sorties déjà enregistrées depuis ce jour changent de classe aussitôt."),
    )
