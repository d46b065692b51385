"""Forms of the family."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from etrier.droit.calendrier import se_touchent
from etrier.droit.lecture import SaisieInvalide, lire_heures
from etrier.heures.cases import abrege
from etrier.heures.enums import GenreHeures
from etrier.heures.models import LigneHeures
from etrier.missions.access import les_chantiers, les_clauses, les_clients, les_missions
from etrier.parcours.access import les_contrats
from etrier.parcours.models import Contrat
from etrier.socle.mois import dernier_jour
from etrier.structures.access import Acces
from etrier.www.formats_ecran import heures
from etrier.www.heures.cles import CleRang, lire_lieu
from etrier.www.phrases import phrase

Choix = list[tuple[str, Any]]


def envoi(request: HttpRequest) -> QueryDict | None:
    """What was sent, to bind a form to; None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


class FiltreGrille(forms.Form):
    """What the grid shows: a name, a place, in which order."""

    personne = forms.CharField(label=_("Salarié"), required=False, max_length=80)
    lieu = forms.ChoiceField(label=_("Lieu"), required=False)
    par = forms.ChoiceField(
        label=_("Lignes par"),
        required=False,
        choices=[("", _("personne")), ("lieu", _("lieu"))],
    )

    def __init__(self, acces: Acces, mois: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chantiers = [(f"c{c.pk}", c.denomination) for c in les_chantiers(acces)]
        clients = [(f"k{c.pk}", c.denomination) for c in les_clients(acces)]
        self.fields["lieu"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Tous les lieux")),
            (gettext("Chantiers"), chantiers),
            (gettext("Clients"), clients),
        ]
        for nom in ("lieu", "par"):
            self.fields[nom].widget.attrs["data-envoi-direct"] = ""


class AjoutRang(forms.Form):
    """A row to add to the grid: whose contract, where, for which clause."""

    contrat = forms.ChoiceField(label=_("Salarié et contrat"))
    lieu = forms.ChoiceField(label=_("Chantier ou mission"), required=False)
    clause = forms.TypedChoiceField(
        label=_("Clause sociale"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, acces: Acces, mois: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fin = dernier_jour(mois)
        contrats = les_contrats(acces).en_cours(mois, fin)
        self._contrats: dict[str, Contrat] = {str(c.pk): c for c in contrats}
        self._missions = {
            f"m{m.pk}": m for m in les_missions(acces) if se_touchent(m.debut, m.fin, mois, fin)
        }
        self._choisir("contrat", _choix_contrats(list(self._contrats.values())))
        self._choisir("lieu", self._choix_lieux(acces))
        clauses = les_clauses(acces).filter(debut__lte=fin, fin__gte=mois)
        choix_clauses = [(str(c.pk), f"{c} · {c.intitule}") for c in clauses]
        self._choisir("clause", [("", gettext("Aucune")), *choix_clauses])

    def _choisir(self, champ: str, choix: Choix) -> None:
        self.fields[champ].choices = choix  # type: ignore[attr-defined]

    def _choix_lieux(self, acces: Acces) -> Choix:
        chantiers = [(f"c{c.pk}", c.denomination) for c in les_chantiers(acces)]
        missions = [
            (cle, f"{m.contrat.salarie.personne} : {m.client}, {m.numero}")
            for cle, m in self._missions.items()
        ]
        return [
            ("", gettext("Aucun")),
            (gettext("Chantiers"), chantiers),
            (gettext("Missions"), missions),
        ]

    def clean(self) -> dict[str, Any]:
        """A mission belongs to one contract."""
        propre = super().clean() or {}
        mission = self._missions.get(propre.get("lieu", ""))
        if mission is not None and str(mission.contrat_id) != propre.get("contrat"):
            self.add_error(
                "lieu",
                gettext("Cette mission est celle d’une autre personne ou d’un autre contrat."),
            )
        return propre

    @property
    def cle(self) -> CleRang:
        """The row asked for."""
        propre = self.cleaned_data
        chantier, mission = lire_lieu(propre["lieu"])
        return CleRang(int(propre["contrat"]), chantier, mission, propre["clause"])


def _choix_contrats(contrats: Sequence[Contrat]) -> Choix:
    ordre = sorted(contrats, key=lambda c: (str(c.salarie.personne).casefold(), c.pk))
    return [(str(c.pk), f"{c.salarie.personne} · {c}") for c in ordre]


class ValidationHeures(forms.Form):
    """Whose drafts to validate; everybody's to begin with."""

    contrats = forms.MultipleChoiceField(
        label=_("Heures à valider"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins une personne.")},
    )

    def __init__(self, lignes: Sequence[tuple[int, str, int, int]], *args: Any, **k: Any) -> None:
        """`lignes`: contract, label, number of drafts, minutes."""
        super().__init__(*args, **k)
        choix = [(str(cle), _libelle_brouillons(nom, n, m)) for cle, nom, n, m in lignes]
        self.fields["contrats"].choices = choix  # type: ignore[attr-defined]
        self.fields["contrats"].initial = [cle for cle, _libelle in choix]


def _libelle_brouillons(nom: str, nombre: int, minutes: int) -> str:
    lignes = ngettext("%(n)d ligne", "%(n)d lignes", nombre) % {"n": nombre}
    return f"{nom} : {lignes}, {heures(minutes)}"


class CorrectionHeures(forms.Form):
    """The right duration and nature of a validated line, and why it changes."""

    duree = forms.CharField(
        label=_("Durée juste"),
        max_length=10,
        help_text=_("Par exemple 7h30 ou 7,5. Zéro annule la ligne."),
    )
    nature = forms.TypedChoiceField(label=_("Nature"), choices=GenreHeures.choices, coerce=int)
    motif = forms.CharField(
        label=_("Motif"),
        max_length=120,
        help_text=_("Obligatoire : il reste attaché à la correction. Rien de médical ni d’intime."),
    )

    def __init__(self, ligne: LigneHeures, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ligne = ligne
        self.fields["duree"].initial = abrege(ligne.minutes)
        self.fields["nature"].initial = ligne.nature

    def clean_duree(self) -> int:
        """Minutes."""
        try:
            return lire_heures(self.cleaned_data["duree"])
        except SaisieInvalide as refus:
            raise forms.ValidationError(phrase(refus)) from None

    def clean(self) -> dict[str, Any]:
        """A correction changes something."""
        propre = super().clean() or {}
        juste = (propre.get("duree"), propre.get("nature"))
        if juste == (self._ligne.minutes, self._ligne.nature):
            self.add_error("duree", gettext("C’est déjà ce qui est validé : rien à corriger."))
        return propre
