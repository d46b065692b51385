"""Orientations to a partner."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from etrier.parcours.accompagnement.access import (
    get_orientation,
    get_suivi,
    les_partenaires,
)
from etrier.parcours.accompagnement.orientations import orienter, repondre
from etrier.parcours.enums_accompagnement import SuiteOrientation
from etrier.parcours.models import Partenaire
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.accompagnement.champs import zone_de_texte
from etrier.www.accompagnement.fil import fil_accompagnement
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.champs import JourChamp
from etrier.www.porte import porte


class OrientationForm(forms.Form):
    """To whom, when, why; the names are those of `orienter`."""

    partenaire = forms.ModelChoiceField(
        Partenaire.objects.none(),
        label=gettext_lazy("Partenaire"),
        empty_label=gettext_lazy("Choisissez"),
        help_text=gettext_lazy("Ceux du répertoire des partenaires de la structure."),
    )
    le = JourChamp(label=gettext_lazy("Le"), initial=aujourdhui)
    motif = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        max_length=2000,
        widget=zone_de_texte(4),
        help_text=gettext_lazy("Scellé : le référent seul le lit."),
    )

    def __init__(self, acces: Acces, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partenaire"].queryset = les_partenaires(acces)  # type: ignore[attr-defined]


class ReponseForm(forms.Form):
    """What the partner answered; the names are those of `repondre`."""

    suite = forms.ChoiceField(
        label=gettext_lazy("Réponse"), choices=SuiteOrientation.choices, widget=forms.RadioSelect
    )
    suite_le = JourChamp(label=gettext_lazy("Connue le"), required=False, initial=aujourdhui)


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
@never_cache
def orientation_nouvelle(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Send her to a partner."""
    qui = get_suivi(acces, salarie_id)
    form = OrientationForm(acces, request.POST or None)
    if tenter(form, lambda: orienter(qui, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("L’orientation est notée : la réponse est attendue."))
        return redirect("accompagnement", acces.structure.pk, qui.pk)
    fil = fil_accompagnement(acces, qui)
    return page_acte(request, form, Page(_("Orienter vers un partenaire"), _("Enregistrer"), fil))


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
@never_cache
def orientation_repondre(request: HttpRequest, acces: Acces, orientation_id: int) -> HttpResponse:
    """Write down what the partner answered."""
    une = get_orientation(acces, orientation_id)
    form = ReponseForm(request.POST or None)
    if tenter(form, lambda: repondre(une, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("La réponse est notée."))
        return redirect("accompagnement", acces.structure.pk, une.salarie_id)
    # The partner's name would tell in the title of a window.
    phrase = _("Partenaire : %(partenaire)s.") % {"partenaire": une.partenaire}
    fil = fil_accompagnement(acces, une.salarie)
    page = Page(_("Réponse du partenaire"), _("Enregistrer"), fil, phrase)
    return page_acte(request, form, page)
