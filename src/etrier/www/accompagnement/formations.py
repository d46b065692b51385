"""Training: hours, cost, funder, state."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from etrier.parcours.accompagnement.access import (
    get_accompagne,
    get_formation,
    les_formations,
)
from etrier.parcours.accompagnement.formations import TermesFormation, enregistrer_formation
from etrier.parcours.enums_accompagnement import EtatFormation, GenreFormation
from etrier.parcours.models import Formation, Salarie
from etrier.structures.access import Acces, Finalite
from etrier.www.accompagnement.fil import fil_accompagnement
from etrier.www.accompagnement.tableaux import tableau_formations
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.champs import EurosChamp, HeuresChamp, JourChamp
from etrier.www.porte import porte
from etrier.www.tableau import exporter


class FormationForm(forms.Form):
    """A training; the names are those of `TermesFormation`."""

    intitule = forms.CharField(label=gettext_lazy("Intitulé"), max_length=160)
    genre = forms.ChoiceField(
        label=gettext_lazy("Genre"), choices=[("", "—"), *GenreFormation.choices]
    )
    organisme = forms.CharField(label=gettext_lazy("Organisme"), max_length=160, required=False)
    debut = JourChamp(label=gettext_lazy("Du"))
    fin = JourChamp(label=gettext_lazy("Au"))
    minutes = HeuresChamp(label=gettext_lazy("Durée (heures)"))
    cout_centimes = EurosChamp(label=gettext_lazy("Coût (euros)"), required=False)
    financeur = forms.CharField(label=gettext_lazy("Financeur"), max_length=120, required=False)
    etat = forms.ChoiceField(
        label=gettext_lazy("État"), choices=EtatFormation.choices, initial=EtatFormation.PREVUE
    )

    def termes(self) -> TermesFormation:
        """What was typed, once valid."""
        propre: dict[str, Any] = self.cleaned_data
        return TermesFormation(**{**propre, "cout_centimes": propre["cout_centimes"] or 0})


@porte(Finalite.LIRE_ACCOMPAGNEMENT)
def formations(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Training of everybody."""
    tableau = tableau_formations(acces, les_formations(acces).order_by("-debut", "-id"))
    page = {"tableau": tableau, "titre": tableau.titre}
    return exporter(tableau, request) or render(request, "accompagnement/liste.html", page)


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
def formation_nouvelle(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Add a training."""
    qui = get_accompagne(acces, salarie_id, Finalite.ACCOMPAGNER)
    return _regler(request, acces, qui, None, FormationForm(request.POST or None))


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
def formation_modifier(request: HttpRequest, acces: Acces, formation_id: int) -> HttpResponse:
    """Change a training: it began, it ended, it was given up."""
    une = get_formation(acces, formation_id)
    connue = {nom: getattr(une, nom) for nom in FormationForm.base_fields}
    form = FormationForm(request.POST or None, initial=connue)
    return _regler(request, acces, une.salarie, une, form)


def _regler(
    request: HttpRequest, acces: Acces, qui: Salarie, une: Formation | None, form: FormationForm
) -> HttpResponse:
    if tenter(
        form,
        lambda: enregistrer_formation(qui, form.termes(), formation=une, par=acces.utilisateur),
    ):
        messages.success(request, _("La formation est enregistrée."))
        return redirect("accompagnement", acces.structure.pk, qui.pk)
    titre = _("Formation") if une else _("Nouvelle formation")
    page = Page(titre, _("Enregistrer"), fil_accompagnement(acces, qui))
    return page_acte(request, form, page)
