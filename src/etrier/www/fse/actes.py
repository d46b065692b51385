"""Acts on participants: enter, leave, answer, take away."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from etrier.parcours.fse import actions
from etrier.parcours.fse.access import get_participant, get_participant_a_remplir
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.fse.forms import EntreeForm, ReponsesForm, SortieForm
from etrier.www.porte import porte


def fil_fse(acces: Acces) -> list[tuple[str, str]]:
    """Way back to the list."""
    return [(_("Participants FSE+"), reverse("fse", args=[acces.structure.pk]))]


@porte(Finalite.TRANSMETTRE_ASP, methods=("GET", "POST"))
def fse_entrer(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Write an entry down."""
    form = EntreeForm(acces, request.POST or None, initial=request.GET.dict())
    if tenter(form, lambda: actions.entrer(par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("L’entrée est écrite : son référent remplit le questionnaire."))
        return redirect("fse", acces.structure.pk)
    page = Page(_("Entrée dans une opération"), _("Écrire l’entrée"), fil_fse(acces))
    return page_acte(request, form, page)


@porte(Finalite.TRANSMETTRE_ASP, methods=("GET", "POST"))
def fse_sortir(request: HttpRequest, acces: Acces, participant_id: int) -> HttpResponse:
    """Write an exit down, or correct it."""
    participant = get_participant(acces, participant_id)
    form = SortieForm(request.POST or None, initial={"le": participant.sortie_le})
    if tenter(
        form,
        lambda: actions.sortir(participant, form.cleaned_data["le"], par=acces.utilisateur),
    ):
        messages.success(request, _("La sortie est écrite : il reste à dire ce qu’elle devient."))
        return redirect("fse", acces.structure.pk)
    phrase = _("%(qui)s, opération %(operation)s.") % {
        "qui": participant.salarie.personne,
        "operation": participant.operation,
    }
    page = Page(_("Sortie d’une opération"), _("Écrire la sortie"), fil_fse(acces), phrase)
    return page_acte(request, form, page)


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
@never_cache
def fse_repondre(request: HttpRequest, acces: Acces, participant_id: int) -> HttpResponse:
    """The questionnaire, for the assigned adviser alone."""
    participant = get_participant_a_remplir(acces, participant_id)
    connues = actions.relire(acces, participant)
    sortie = participant.sortie_le is not None
    form = ReponsesForm(sortie, request.POST if request.method == "POST" else None, initial=connues)
    if tenter(
        form,
        lambda: actions.repondre(participant, connues | form.cleaned_data, par=acces.utilisateur),
    ):
        messages.success(request, _("Les réponses sont gardées sous scellé."))
        return redirect("fse", acces.structure.pk)
    phrase = _(
        "%(qui)s, opération %(operation)s. Les réponses sont celles de la personne ; sur les "
        "questions délicates, elle peut ne pas répondre, et cela se note. Elle peut les relire."
    ) % {"qui": participant.salarie.personne, "operation": participant.operation}
    page = Page(_("Questionnaire FSE+"), _("Enregistrer les réponses"), fil_fse(acces), phrase)
    return page_acte(request, form, page)


@porte(Finalite.TRANSMETTRE_ASP, methods=("GET", "POST"))
def fse_retirer(request: HttpRequest, acces: Acces, participant_id: int) -> HttpResponse:
    """Take away somebody written down by mistake, once confirmed."""
    participant = get_participant(acces, participant_id)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def retirer() -> bool:
        actions.retirer(participant, par=acces.utilisateur)
        return True

    if tenter(form, retirer):
        messages.success(request, _("La participation est retirée."))
        return redirect("fse", acces.structure.pk)
    phrase = _("%(qui)s, opération %(operation)s : écrite par erreur.") % {
        "qui": participant.salarie.personne,
        "operation": participant.operation,
    }
    page = Page(_("Retirer une participation"), _("Retirer"), fil_fse(acces), phrase, danger=True)
    return page_acte(request, form, page)
