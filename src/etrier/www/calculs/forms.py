"""A form made from the arguments of a calculator: the registry is the only list there is."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.droit.calculs import Argument, Calcul
from etrier.droit.lecture import SaisieInvalide, decoder, lire_date
from etrier.droit.vocabulaire import Dispositif
from etrier.socle.horloge import aujourdhui
from etrier.www.phrases import phrase

TAILLE_MAXIMALE = 2 * 1024 * 1024


class CalculForm(forms.Form):
    """Texts of the arguments; `saisies()` hands them to the calculator."""

    calcul: Calcul

    def saisies(self) -> dict[str, str | None]:
        """Texts by argument, once the form is valid."""
        return {argument.nom: self.cleaned_data[argument.nom] for argument in self.calcul.arguments}


def classe_de(calcul: Calcul) -> type[CalculForm]:
    """The form class of a calculator."""
    champs: dict[str, Any] = {argument.nom: _champ(argument) for argument in calcul.arguments}
    return type("CalculFormDeclare", (CalculForm,), {"calcul": calcul, **champs})


def formulaire(
    calcul: Calcul, demande: Mapping[str, Any] | None, fichiers: Any = None
) -> CalculForm:
    """The form, filled in when the request holds arguments of the calculator."""
    noms = {argument.nom for argument in calcul.arguments}
    rempli = fichiers or (demande is not None and not noms.isdisjoint(demande))
    return classe_de(calcul)(_normaliser(calcul, demande or {}) if rempli else None, fichiers)


def demande_fichier(calcul: Calcul) -> bool:
    """True when the calculator reads a file: it is then sent, not put in an address."""
    return any(argument.genre == "fichier" for argument in calcul.arguments)


def _normaliser(calcul: Calcul, demande: Mapping[str, Any]) -> dict[str, Any]:
    """A day written 31/12/2025 in a shared address, as the date input of a browser wants it.

    An argument the address leaves out takes its default value, as on the command line.
    """
    valeurs = {a.nom: demande.get(a.nom, a.defaut or "") for a in calcul.arguments}
    for argument in calcul.arguments:
        if argument.genre == "date":
            try:
                valeurs[argument.nom] = lire_date(valeurs[argument.nom]).isoformat()
            except SaisieInvalide:
                continue
    return valeurs


def _champ(argument: Argument) -> forms.Field:
    if argument.genre == "fichier":
        return _Fichier(
            label=gettext(argument.libelle),
            help_text=argument.aide and gettext(argument.aide),
            required=argument.requis,
        )
    if argument.genre == "dispositif":
        return _choix(argument, [(d.value, d.value) for d in Dispositif])
    if argument.choix:
        return _choix(argument, list(argument.choix))
    return forms.CharField(
        label=gettext(argument.libelle),
        help_text=argument.aide and gettext(argument.aide),
        required=argument.requis and argument.defaut is None,
        max_length=200,
        initial=_initial(argument),
        widget=_widget(argument),
        validators=[_relire(argument)],
    )


def _choix(argument: Argument, choix: list[tuple[str, str]]) -> forms.ChoiceField:
    vide = [] if argument.defaut else [("", _("À choisir") if argument.requis else "—")]
    return forms.ChoiceField(
        label=gettext(argument.libelle),
        help_text=argument.aide and gettext(argument.aide),
        required=argument.requis,
        initial=argument.defaut,
        choices=[*vide, *((code, gettext(libelle)) for code, libelle in choix)],
    )


def _initial(argument: Argument) -> str | Callable[[], str] | None:
    if argument.genre == "date" and argument.nom == "le" and argument.requis:
        return lambda: aujourdhui().isoformat()
    return argument.defaut


def _widget(argument: Argument) -> forms.Widget:
    if argument.genre == "date":
        return forms.DateInput(attrs={"type": "date"})
    if argument.genre == "texte":
        return forms.TextInput()
    return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})


def _relire(argument: Argument) -> Callable[[str], None]:
    """Check with the calculator's own reader, and say what it says."""

    def relire(texte: str) -> None:
        try:
            argument.lire(texte)
        except SaisieInvalide as erreur:
            raise ValidationError(phrase(erreur)) from None

    return relire


class _Fichier(forms.FileField):
    """A small text file, given to the calculator as text."""

    def clean(self, data: Any, initial: Any = None) -> str | None:
        """Give the text of the file, or refuse one that is too large."""
        recu = super().clean(data, initial)
        if recu is None:
            return None
        if recu.size > TAILLE_MAXIMALE:
            raise ValidationError(_("Ce fichier dépasse 2 Mo : envoyez-le en plusieurs parties."))
        return decoder(recu.read())
