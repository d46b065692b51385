"""A form made from the arguments of a calculator: the registry is the only list there is."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.droit.calculs import Argument, Calcul
from etrier.droit.lecture import SaisieInvalide, decoder, lire_date
from etrier.droit.vocabulaire import Dispositif
from etrier.socle.horloge import aujourdhui
from etrier.www.calculs.lignes import AIDES, LignesDatees, en_rangees, lignes_demandees
from etrier.www.phrases import phrase

LONGUEUR, LONGUEUR_MULTIPLE = 200, 4000
TAILLE_MAXIMALE = 2 * 1024 * 1024


class CalculForm(forms.Form):
    """Texts of the arguments; `saisies()` hands them to the calculator."""

    calcul: Calcul

    def saisies(self) -> dict[str, str | None]:
        """Texts by argument, once the form is valid."""
        return {a.nom: _en_texte(self.cleaned_data[a.nom]) for a in self.calcul.arguments}


def _en_texte(saisie: str | list[str] | None) -> str | None:
    """Several boxes ticked are one text, a value a line."""
    return "\n".join(saisie) if isinstance(saisie, list) else saisie


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
    valeurs = {a.nom: _demande(a, demande) for a in calcul.arguments}
    for argument in calcul.arguments:
        if argument.genre == "date":
            try:
                valeurs[argument.nom] = lire_date(valeurs[argument.nom]).isoformat()
            except SaisieInvalide:
                continue
    return valeurs


def _demande(argument: Argument, demande: Mapping[str, Any]) -> Any:
    """What the request holds: an address may repeat a multiple argument instead of its lines."""
    if not argument.multiple:
        return demande.get(argument.nom, argument.defaut or "")
    ecrits = demande.getlist(argument.nom) if isinstance(demande, QueryDict) else []
    lignes = [ligne for ecrit in ecrits for ligne in str(ecrit).splitlines()]
    if en_rangees(argument) and isinstance(demande, QueryDict):
        lignes += lignes_demandees(argument, demande)
    return lignes if argument.choix else "\n".join(lignes)


def _champ(argument: Argument) -> forms.Field:
    if argument.genre == "fichier":
        return _Fichier(
            label=gettext(argument.libelle),
            help_text=argument.aide and gettext(argument.aide),
            required=argument.requis,
        )
    if argument.genre == "dispositif":
        return _choix(argument, [(d.value, d.value) for d in Dispositif])
    if argument.choix and argument.multiple:
        return _cases(argument)
    if argument.choix:
        return _choix(argument, list(argument.choix))
    return forms.CharField(
        label=gettext(argument.libelle),
        help_text=_aide(argument),
        required=argument.requis and argument.defaut is None,
        max_length=LONGUEUR_MULTIPLE if argument.multiple else LONGUEUR,
        initial=_initial(argument),
        widget=_widget(argument),
        validators=[_relire(argument)],
    )


def _aide(argument: Argument) -> str:
    if en_rangees(argument):
        return str(AIDES[argument.genre])
    return argument.aide and gettext(argument.aide)


def _choix(argument: Argument, choix: list[tuple[str, str]]) -> forms.ChoiceField:
    vide = [] if argument.defaut else [("", _("À choisir") if argument.requis else "—")]
    return forms.ChoiceField(
        label=gettext(argument.libelle),
        help_text=argument.aide and gettext(argument.aide),
        required=argument.requis,
        initial=argument.defaut,
        choices=[*vide, *((code, gettext(libelle)) for code, libelle in choix)],
    )


def _cases(argument: Argument) -> forms.MultipleChoiceField:
    """A closed list of which several may be true: boxes to tick."""
    return forms.MultipleChoiceField(
        label=gettext(argument.libelle),
        help_text=argument.aide and gettext(argument.aide),
        required=argument.requis,
        choices=[(code, gettext(libelle)) for code, libelle in argument.choix],
        widget=forms.CheckboxSelectMultiple,
    )


def _initial(argument: Argument) -> str | Callable[[], str] | None:
    if argument.genre == "date" and (argument.aujourdhui or _est_le_jour(argument)):
        return lambda: aujourdhui().isoformat()
    return argument.defaut


def _est_le_jour(argument: Argument) -> bool:
    return argument.nom == "le" and argument.requis


def _widget(argument: Argument) -> forms.Widget:
    if argument.genre == "date":
        return forms.DateInput(attrs={"type": "date"})
    if en_rangees(argument):
        return LignesDatees(argument.genre)
    if argument.multiple:
        return forms.Textarea(attrs={"rows": 3})
    if argument.genre in ("texte", "periode"):
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
