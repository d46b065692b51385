"""The form of the diagnosis: a level and a word by field, nothing chosen beforehand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from etrier.parcours.accompagnement.diagnostics import Constat, Contenu
from etrier.parcours.enums_accompagnement import Domaine, NiveauBesoin
from etrier.socle.horloge import aujourdhui
from etrier.www.accompagnement.besoins import Besoin
from etrier.www.accompagnement.champs import zone_de_texte
from etrier.www.champs import JourChamp
from etrier.www.formats_ecran import jour


@dataclass(frozen=True)
class Rubrique:
    """The two fields of a field of the diagnosis, and what was known."""

    niveau: BoundField
    mot: BoundField
    avant: str


class DiagnosticForm(forms.Form):
    """A diagnosis on a day."""

    le = JourChamp(label=_("Date de l’échange"), initial=aujourdhui)
    forces = forms.CharField(
        label=_("Forces, appuis"), required=False, max_length=4000, widget=zone_de_texte(3)
    )
    souhaits = forms.CharField(
        label=_("Souhaits, projet"), required=False, max_length=4000, widget=zone_de_texte(3)
    )

    def __init__(self, connus: Iterable[Besoin], donnees: Any = None) -> None:
        super().__init__(donnees)
        self.avant = {b.domaine: _dire(b) for b in connus}
        for domaine in Domaine:
            nom = str(domaine.label).capitalize()
            self.fields[f"niveau_{domaine}"] = forms.TypedChoiceField(
                label=nom,
                choices=[(n.value, n.label) for n in NiveauBesoin],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"mot_{domaine}"] = forms.CharField(
                label=_t("En un mot : %(domaine)s") % {"domaine": domaine.label},
                required=False,
                max_length=1000,
                widget=zone_de_texte(1),
            )

    @property
    def rubriques(self) -> Sequence[Rubrique]:
        """Fields of the form, field by field."""
        return [
            Rubrique(self[f"niveau_{d}"], self[f"mot_{d}"], self.avant.get(d, "")) for d in Domaine
        ]

    def clean(self) -> dict[str, Any]:
        """A word needs its level: without one it would be in no picture."""
        propre = super().clean() or {}
        for domaine in Domaine:
            if propre.get(f"mot_{domaine}") and propre.get(f"niveau_{domaine}") is None:
                self.add_error(f"niveau_{domaine}", _t("Choisissez aussi un niveau."))
        return propre

    def contenu(self) -> Contenu:
        """What was typed, once valid."""
        propre = self.cleaned_data
        constats = {
            d: Constat(NiveauBesoin(propre[f"niveau_{d}"]), propre[f"mot_{d}"])
            for d in Domaine
            if propre[f"niveau_{d}"] is not None
        }
        return Contenu(constats, propre["forces"], propre["souhaits"])


def _dire(besoin: Besoin) -> str:
    dit = _t("Le %(jour)s : %(niveau)s.") % {
        "jour": jour(besoin.le),
        "niveau": besoin.constat.niveau.label,
    }
    return f"{dit} {besoin.constat.mot}".strip()
