"""What is done of a candidacy: one page each."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from etrier.parcours.accueil.access import get_candidature, get_rendez_vous
from etrier.parcours.accueil.actions import (
    accepter,
    fixer_rendez_vous,
    mettre_en_attente,
    raconter_rendez_vous,
    refuser,
    repondre,
    retirer,
    rouvrir,
)
from etrier.parcours.models import Candidature, Salarie
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.accueil_personnes.candidatures import fil_candidature
from etrier.www.accueil_personnes.forms import (
    AccepterForm,
    DecisionForm,
    RecitForm,
    RefuserForm,
    RendezVousForm,
    RepondreForm,
)
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.porte import porte


@porte(Finalite.ECRIRE_ACCUEIL, methods=("GET", "POST"))
def candidature_rendez_vous(
    request: HttpRequest, acces: Acces, candidature_id: int
) -> HttpResponse:
    """Make an appointment."""
    une = get_candidature(acces, candidature_id, ecrire=True)
    form = RendezVousForm(request.POST or None)
    if tenter(
        form,
        lambda: fixer_rendez_vous(
            une, le=form.le(), lieu=form.cleaned_data["lieu"], par=acces.utilisateur
        ),
    ):
        messages.success(request, _("Le rendez-vous est noté."))
        return redirect("candidature", acces.structure.pk, une.pk)
    page = Page(_("Proposer un rendez-vous"), _("Noter"), fil_candidature(acces, une))
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_ACCUEIL, methods=("GET", "POST"))
def rendez_vous_raconter(request: HttpRequest, acces: Acces, rendez_vous_id: int) -> HttpResponse:
    """Say whether she came."""
    connu = get_rendez_vous(acces, rendez_vous_id)
    form = RecitForm(request.POST or None)
    if tenter(
        form, lambda: raconter_rendez_vous(connu, par=acces.utilisateur, **form.cleaned_data)
    ):
        messages.success(request, _("C'est noté."))
        return redirect("candidature", acces.structure.pk, connu.candidature_id)
    page = Page(
        _("Après le rendez-vous"), _("Enregistrer"), fil_candidature(acces, connu.candidature)
    )
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_ACCUEIL, methods=("GET", "POST"))
def candidature_accepter(request: HttpRequest, acces: Acces, candidature_id: int) -> HttpResponse:
    """Say yes, and open her file."""
    une = get_candidature(acces, candidature_id, ecrire=True)
    connue = Salarie.objects.filter(structure=acces.structure, personne=une.personne).first()
    initial = {"le": aujourdhui(), "matricule": connue.matricule if connue else ""}
    form = AccepterForm(request.POST or None, initial=initial)
    salarie = tenter(form, lambda: accepter(une, par=acces.utilisateur, **form.cleaned_data))
    if salarie:
        messages.success(request, _("La fiche est ouverte : ajoutez le PASS IAE et le contrat."))
        return redirect("salarie", acces.structure.pk, salarie.pk)
    page = Page(_("Accepter et embaucher"), _("Ouvrir la fiche"), fil_candidature(acces, une))
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_ACCUEIL, methods=("GET", "POST"))
def candidature_refuser(request: HttpRequest, acces: Acces, candidature_id: int) -> HttpResponse:
    """Say no."""
    une = get_candidature(acces, candidature_id, ecrire=True)
    form = RefuserForm(request.POST or None, initial={"le": aujourdhui()})
    if tenter(form, lambda: refuser(une, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("Le refus est noté : il reste à répondre."))
        return redirect("candidature", acces.structure.pk, une.pk)
    page = Page(_("Refuser"), _("Enregistrer le refus"), fil_candidature(acces, une), danger=True)
    return page_acte(request, form, page)


def _dater(
    request: HttpRequest,
    acces: Acces,
    une: Candidature,
    acte: Callable[[date], Candidature],
    titres: tuple[str, str, str],
    form: forms.Form,
) -> HttpResponse:
    """A page that asks for one day: title, button, what is said once done."""
    titre, bouton, fait = titres
    if tenter(form, lambda: acte(form.cleaned_data["le"])):
        messages.success(request, fait)
        return redirect("candidature", acces.structure.pk, une.pk)
    return page_acte(request, form, Page(titre, bouton, fil_candidature(acces, une)))


@porte(Finalite.ECRIRE_ACCUEIL, methods=("GET", "POST"))
def candidature_attendre(request: HttpRequest, acces: Acces, candidature_id: int) -> HttpResponse:
    """Onto the waiting list."""
    une = get_candidature(acces, candidature_id, ecrire=True)
    titres = (
        _("Mettre en liste d'attente"),
        _("Mettre en attente"),
        _("La personne est en liste d'attente : il reste à le lui dire."),
    )
    form = DecisionForm(request.POST or None, initial={"le": aujourdhui()})
    par = acces.utilisateur
    return _dater(
        request, acces, une, lambda le: mettre_en_attente(une, le=le, par=par), titres, form
    )


@porte(Finalite.ECRIRE_ACCUEIL, methods=("GET", "POST"))
def candidature_retirer(request: HttpRequest, acces: Acces, candidature_id: int) -> HttpResponse:
    """She no longer comes."""
    une = get_candidature(acces, candidature_id, ecrire=True)
    titres = (
        _("La personne ne vient plus"),
        _("Retirer la candidature"),
        _("La candidature est retirée."),
    )
    form = DecisionForm(request.POST or None, initial={"le": aujourdhui()})
    par = acces.utilisateur
    return _dater(request, acces, une, lambda le: retirer(une, le=le, par=par), titres, form)


@porte(Finalite.ECRIRE_ACCUEIL, methods=("GET", "POST"))
def candidature_repondre(request: HttpRequest, acces: Acces, candidature_id: int) -> HttpResponse:
    """The answer was given."""
    une = get_candidature(acces, candidature_id, ecrire=True)
    titres = (_("Réponse donnée"), _("Noter la réponse"), _("La réponse est notée."))
    form = RepondreForm(request.POST or None, initial={"le": aujourdhui()})
    par = acces.utilisateur
    return _dater(request, acces, une, lambda le: repondre(une, le=le, par=par), titres, form)


@porte(Finalite.ECRIRE_ACCUEIL, methods=("POST",))
def candidature_rouvrir(request: HttpRequest, acces: Acces, candidature_id: int) -> HttpResponse:
    """Look at it again."""
    une = get_candidature(acces, candidature_id, ecrire=True)
    rouvrir(une, par=acces.utilisateur)
    messages.success(request, _("La candidature est rouverte."))
    return redirect("candidature", acces.structure.pk, une.pk)
