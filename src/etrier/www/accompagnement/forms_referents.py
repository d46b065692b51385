"""Forms on who accompanies whom. The acts decide; these read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etrier.parcours.accompagnement.access import les_accompagnes
from etrier.parcours.accompagnement.referents import accompagnes, designables
from etrier.parcours.models import Salarie
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.structures.models import Utilisateur
from etrier.www.champs import JourChamp


class FinForm(forms.Form):
    """A day, today at first."""

    le = JourChamp(label=_("Le"), initial=aujourdhui)


class DesignationForm(forms.Form):
    """Who, since when; the names are those of `designer_referent`."""

    utilisateur = forms.ModelChoiceField(
        Utilisateur.objects.none(),
        label=_("Référent"),
        empty_label=_("Choisissez"),
        help_text=_("Les comptes qui accompagnent dans cette structure."),
    )
    le = JourChamp(label=_("Depuis le"), initial=aujourdhui)

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choix = designables(acces.structure)
        self.fields["utilisateur"].queryset = choix  # type: ignore[attr-defined]
        # Most often one takes somebody on oneself.
        if choix.filter(pk=acces.utilisateur.pk).exists():
            self.fields["utilisateur"].initial = acces.utilisateur.pk


class PlusieursForm(DesignationForm):
    """The same for several people; the names are those of `designer_referents`."""

    salaries = forms.ModelMultipleChoiceField(
        Salarie.objects.none(),
        label=_("Personnes sans référent"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins une personne.")},
    )

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(acces, *args, **kwargs)
        jour = aujourdhui()
        presents = Salarie.objects.sous_contrat(jour, jour)
        tous = les_accompagnes(acces, Finalite.DESIGNER_REFERENT)
        sans = tous.filter(pk__in=presents.values("pk"))
        self.fields["salaries"].queryset = sans.exclude(pk__in=accompagnes())  # type: ignore[attr-defined]
        self.fields["salaries"].label_from_instance = _nommer  # type: ignore[attr-defined]


def _nommer(salarie: Salarie) -> str:
    return str(salarie.personne)
