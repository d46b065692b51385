"""Several dated events in one field: a row each, two days and sometimes a motive.

The calculator reads a text, an event a line; here the same text shows as rows of date inputs, with
empty rows after the last. No script is needed: sending the form gives one more.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.droit.calculs import Argument
from etrier.droit.calculs.lecteurs import lire_prolongation, lire_suspension
from etrier.droit.lecture import SaisieInvalide
from etrier.droit.vocabulaire_parcours import MOTIFS_PROLONGATION, MotifProlongation

DEBUT, FIN, MOTIF = "_debut", "_fin", "_motif"
RANGEES_VIDES, RANGEES = 1, 2
JOURS: Mapping[str, tuple[Promise, Promise]] = {
    "suspension": (_("premier jour"), _("dernier jour")),
    "prolongation": (_("ancienne fin"), _("nouvelle fin")),
}
"""What the two days of each kind of event are."""
AIDES: Mapping[str, Promise] = {
    "suspension": _(
        "Premier et dernier jour, tous deux compris. Une ligne s'ajoute à chaque calcul."
    ),
    "prolongation": _("La fin qu'avait le PASS, sa nouvelle fin, et le motif."),
}
"""What to write in a row; the command line has its own words."""
Rangee = tuple[str, str, str]
"""Two days in ISO form and a motive, all empty for a row to fill in."""


def en_rangees(argument: Argument) -> bool:
    """True when the argument is shown as rows."""
    return argument.multiple and argument.genre in JOURS


def lignes_demandees(argument: Argument, demande: QueryDict) -> list[str]:
    """The rows a form sent, as the lines the calculator reads; empty rows left out."""
    colonnes = [demande.getlist(argument.nom + suffixe) for suffixe in (DEBUT, FIN, MOTIF)]
    rangees = max(map(len, colonnes))
    debuts, fins, motifs = (c + [""] * (rangees - len(c)) for c in colonnes)
    lignes = []
    for debut, fin, motif in zip(debuts, fins, motifs, strict=True):
        if debut or fin:
            lignes.append(":".join(filter(None, (debut, fin, motif))))
    return lignes


class LignesDatees(forms.Widget):
    """The rows of one argument."""

    def __init__(self, genre: str) -> None:
        super().__init__()
        self.genre = genre

    def id_for_label(self, id_: str) -> str:
        """The label names the first day of the first row."""
        return f"{id_}{DEBUT}_1"

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """A row per event, and one to fill in."""
        ecrites = [_rangee(self.genre, ligne) for ligne in str(value or "").splitlines()]
        vides = max(RANGEES - len(ecrites), RANGEES_VIDES)
        rangees = [*ecrites, *[("", "", "")] * vides]
        aria = flatatt({n: v for n, v in (attrs or {}).items() if n.startswith("aria-")})
        rendues = [self._rendre(name, n, rangee, aria) for n, rangee in enumerate(rangees, start=1)]
        return format_html_join("", "{}", ((rendue,) for rendue in rendues))

    def _rendre(self, nom: str, rang: int, rangee: Rangee, aria: str) -> SafeString:
        jours = zip((DEBUT, FIN), JOURS[self.genre], rangee[:2], strict=True)
        champs = format_html_join(
            "",
            '<div class="col-6"><input type="date" class="form-control" name="{0}{1}"'
            ' id="id_{0}{1}_{2}" value="{3}" aria-label="{2}, {4}" title="{4}"{5}></div>',
            ((nom, suffixe, rang, ecrit, mot, aria) for suffixe, mot, ecrit in jours),
        )
        motif = self._motif(nom, rang, rangee[2]) if self.genre == "prolongation" else ""
        return format_html('<div class="row g-2 mb-2">{}{}</div>', champs, motif)

    def _motif(self, nom: str, rang: int, choisi: str) -> SafeString:
        choix = [("", gettext("Motif"))]
        choix += [(motif.value, gettext(mots)) for motif, mots in MOTIFS_PROLONGATION.items()]
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (code, SafeString(" selected" if code == choisi else ""), mots)
                for code, mots in choix
            ),
        )
        return format_html(
            '<div class="col-12"><select class="form-select" name="{0}{1}" id="id_{0}{1}_{2}"'
            ' aria-label="{2}, {3}">{4}</select></div>',
            nom,
            MOTIF,
            rang,
            gettext("motif"),
            options,
        )


def _rangee(genre: str, ligne: str) -> Rangee:
    """An event as a row; nothing of what nobody can read: the refusal quotes it."""
    try:
        if genre == "prolongation":
            lue = lire_prolongation(ligne)
            motif = MotifProlongation(lue.motif).value
            return lue.debut.isoformat(), lue.fin.isoformat(), motif
        suspension = lire_suspension(ligne)
    except SaisieInvalide:
        return _rangee_a_reprendre(ligne)
    return suspension.debut.isoformat(), suspension.fin.isoformat(), ""


def _rangee_a_reprendre(ligne: str) -> Rangee:
    """The parts of a refused line: a date input drops by itself what is not a day."""
    debut, fin, motif = (*ligne.split(":"), "", "", "")[:3]
    return debut, fin, motif
