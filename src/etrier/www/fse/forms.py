"""Forms on participants."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from etrier.parcours.access import les_salaries
from etrier.parcours.fse.questions import QUESTIONS, Etape
from etrier.parcours.models import Salarie
from etrier.structures.access import Acces
from etrier.www.champs import JourChamp

TAILLE_MAXIMALE = 5 * 1024 * 1024


class EntreeForm(forms.Form):
    """Somebody enters an operation."""

    salarie = forms.ModelChoiceField(
        Salarie.objects.none(),
        label=_("Salarié"),
        error_messages={"required": _("Choisissez la personne.")},
    )
    operation = forms.CharField(
        label=_("Numéro de l’opération"),
        max_length=40,
        help_text=_("Celui de la convention FSE+."),
        error_messages={"required": _("Écrivez le numéro de l’opération.")},
    )
    le = JourChamp(label=_("Entrée le"))

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["salarie"].queryset = les_salaries(acces)  # type: ignore[attr-defined]


class SortieForm(forms.Form):
    """The day she leaves."""

    le = JourChamp(label=_("Sortie le"))


class ReponsesForm(forms.Form):
    """Questions of the entry, then of the exit once she left; nothing is chosen beforehand."""

    def __init__(self, sortie: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            if question.etape is Etape.ENTREE or sortie:
                self.fields[question.cle] = forms.ChoiceField(
                    label=str(question.libelle),
                    choices=[("", "—"), *question.reponses.items()],
                    required=False,
                )


class FichierForm(forms.Form):
    """A CSV of participants."""

    fichier = forms.FileField(
        label=_("Fichier CSV"),
        help_text=_("Avec les colonnes d’un fichier exporté d’ici."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv"}),
        error_messages={"required": _("Choisissez le fichier.")},
    )

    def clean_fichier(self) -> Any:
        """Not too large."""
        fichier = self.cleaned_data["fichier"]
        if fichier.size > TAILLE_MAXIMALE:
            raise ValidationError(_t("Ce fichier dépasse 5 Mo : importez une opération à la fois."))
        return fichier
