"""Forms on plans, absences and codes. The acts decide; these read."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from etrier.heures.codes import NATURES as NATURES_DE_CODE
from etrier.heures.models import PlanHeures
from etrier.heures.plans.absences import NATURES
from etrier.heures.plans.actions import RYTHME_MAXIMAL, Semaine
from etrier.missions.access import les_chantiers, les_clauses, les_missions
from etrier.missions.models import Chantier, ClauseSociale, Mission
from etrier.parcours.access import les_contrats, les_salaries
from etrier.parcours.models import Contrat, Salarie
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces
from etrier.www.champs import HeuresChamp, JourChamp
from etrier.www.plans.mots import SEMAINE, ecrire_rythme, nom_du_jour

# What ended lately may still be planned: its last months are open.
RECEMMENT = timedelta(days=100)
PAR_NOM = ("salarie__personne__nom", "salarie__personne__prenom", "debut")


class SemaineForm(forms.Form):
    """The usual week; the names are those of `Semaine`, its days apart."""

    toutes_les_semaines = forms.TypedChoiceField(label=_("Rythme"), coerce=int)
    debut = JourChamp(label=_("À partir du"))
    fin = JourChamp(
        label=_("Jusqu’au"),
        required=False,
        help_text=_("Vide : tant que le contrat court."),
    )
    travaille_les_feries = forms.BooleanField(
        label=_("Travaille aussi les jours fériés"), required=False
    )
    clause = forms.ModelChoiceField(
        ClauseSociale.objects.none(),
        label=_("Clause sociale"),
        required=False,
        empty_label=_("Aucune"),
    )

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rythmes = [(n, ecrire_rythme(n)) for n in range(1, RYTHME_MAXIMAL + 1)]
        self.fields["toutes_les_semaines"].choices = rythmes  # type: ignore[attr-defined]
        self.fields["clause"].queryset = les_clauses(acces)  # type: ignore[attr-defined]
        for rang in range(len(SEMAINE)):
            self.fields[f"jour_{rang}"] = HeuresChamp(
                label=nom_du_jour(rang).capitalize(), required=False
            )

    @property
    def les_jours(self) -> Sequence[BoundField]:
        """Fields of the days, Monday first."""
        return [self[f"jour_{rang}"] for rang in range(len(SEMAINE))]

    @property
    def les_dates(self) -> Sequence[BoundField]:
        """Rhythm and dates."""
        return [self[nom] for nom in ("toutes_les_semaines", "debut", "fin")]

    @property
    def les_details(self) -> Sequence[BoundField]:
        """What most plans leave as it is."""
        return [self[nom] for nom in ("clause", "travaille_les_feries")]

    def semaine(self) -> Semaine:
        """What was typed."""
        propre = self.cleaned_data
        return Semaine(
            minutes_par_jour=[propre[champ.name] or 0 for champ in self.les_jours],
            debut=propre["debut"],
            fin=propre["fin"],
            toutes_les_semaines=propre["toutes_les_semaines"],
            travaille_les_feries=propre["travaille_les_feries"],
            clause=propre["clause"],
        )


class ChangementForm(SemaineForm):
    """A plan to change, from a day on."""

    def __init__(self, acces: Acces, plan: PlanHeures, donnees: Any = None) -> None:
        connu = {
            "toutes_les_semaines": plan.toutes_les_semaines,
            "debut": max(plan.debut, min(aujourdhui(), plan.fin or date.max)),
            "fin": plan.fin,
            "travaille_les_feries": plan.travaille_les_feries,
            "clause": plan.clause_id,
        }
        jours = {f"jour_{rang}": m or None for rang, m in enumerate(plan.minutes_par_jour)}
        super().__init__(acces, donnees, initial=connu | jours)


class PlanForm(SemaineForm):
    """One or several people planned alike at a place."""

    lieu = forms.ChoiceField(
        label=_("Chantier ou mission"),
        required=False,
        help_text=_("Une mission est celle d’une seule personne."),
    )
    contrats = forms.ModelMultipleChoiceField(
        Contrat.objects.none(),
        label=_("Salariés et contrats"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins une personne.")},
    )

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(acces, *args, **kwargs)
        contrats = les_contrats(acces).exclude(fin__lt=aujourdhui() - RECEMMENT)
        self.fields["contrats"].label_from_instance = _nommer  # type: ignore[attr-defined]
        self.fields["contrats"].queryset = contrats.order_by(*PAR_NOM)  # type: ignore[attr-defined]
        self.lieux: dict[str, Chantier | Mission | None] = {"": None}
        self.fields["lieu"].choices = [  # type: ignore[attr-defined]
            ("", _t("Aucun")),
            (_t("Chantiers"), self._choix("c", les_chantiers(acces), str)),
            (_t("Missions"), self._choix("m", les_missions(acces), _nommer_mission)),
        ]

    def _choix(self, genre: str, lieux: Any, nommer: Any) -> list[tuple[str, str]]:
        encore = [x for x in lieux if x.fin is None or x.fin >= aujourdhui() - RECEMMENT]
        self.lieux |= {f"{genre}{x.pk}": x for x in encore}
        return [(f"{genre}{x.pk}", nommer(x)) for x in encore]

    @property
    def chantier(self) -> Chantier | None:
        """The chantier chosen, if it is one."""
        lieu = self.lieux[self.cleaned_data["lieu"]]
        return lieu if isinstance(lieu, Chantier) else None

    @property
    def mission(self) -> Mission | None:
        """The mission chosen, if it is one."""
        lieu = self.lieux[self.cleaned_data["lieu"]]
        return lieu if isinstance(lieu, Mission) else None


class ArretForm(forms.Form):
    """The last day of a plan."""

    dernier_jour = JourChamp(
        label=_("Dernier jour du plan"),
        help_text=_("Avant son premier jour, le plan disparaît. Les heures déjà écrites restent."),
    )


class AbsenceForm(forms.Form):
    """Somebody's absence; the names are those of `declarer_absence`. No field for a reason."""

    salarie = forms.ModelChoiceField(Salarie.objects.none(), label=_("Salarié"))
    nature = forms.TypedChoiceField(
        label=_("Nature"),
        coerce=int,
        choices=[(n.value, n.label) for n in NATURES],
        help_text=_("Jamais le motif : il n’a pas sa place ici, surtout s’il est médical."),
    )
    debut = JourChamp(label=_("Premier jour"))
    fin = JourChamp(label=_("Dernier jour"), required=False, help_text=_("Vide : un seul jour."))
    minutes_par_jour = HeuresChamp(
        label=_("Durée par jour"),
        required=False,
        help_text=_("Vide : toute la journée prévue. Pour une demi-journée : 3h30."),
    )

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        recents = Contrat.objects.exclude(fin__lt=aujourdhui() - RECEMMENT)
        siens = les_salaries(acces).filter(contrats__in=recents).distinct()
        self.fields["salarie"].label_from_instance = (  # type: ignore[attr-defined]
            lambda salarie: str(salarie.personne)
        )
        self.fields["salarie"].queryset = siens  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One day when the last one is not said."""
        propre = super().clean() or {}
        propre["fin"] = propre.get("fin") or propre.get("debut")
        return propre


class CodeForm(forms.Form):
    """A code and what it means; the names are those of `ajouter_code`."""

    code = forms.CharField(
        label=_("Code"),
        max_length=6,
        help_text=_("De 1 à 6 lettres, par exemple RTT."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    nature = forms.TypedChoiceField(
        label=_("Nature des heures"),
        coerce=int,
        choices=[(n.value, n.label) for n in NATURES_DE_CODE],
    )


def _nommer(contrat: Contrat) -> str:
    """The person first: it is her one looks for."""
    return f"{contrat.salarie.personne} — {contrat.get_genre_display()} {contrat.numero}"


def _nommer_mission(mission: Mission) -> str:
    return f"{mission.contrat.salarie.personne} : {mission.client}, {mission.numero}"
