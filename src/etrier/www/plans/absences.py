"""Screens on absences: the wall planner of a month, one absence declared or cancelled."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.heures.access import get_absence
from etrier.heures.models import Absence
from etrier.heures.plans.absences import Effet, annuler_absence, declarer_absence
from etrier.socle.horloge import aujourdhui
from etrier.socle.mois import premier_jour
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.formats_ecran import heures, jour
from etrier.www.plans.forms import AbsenceForm
from etrier.www.plans.mots import fil_absences
from etrier.www.plans.planche import dresser
from etrier.www.plans.tableaux import tableau_absences
from etrier.www.porte import porte
from etrier.www.tableau import exporter


@porte(Finalite.LIRE_HEURES)
def absences(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Who is absent when, like the planner on the wall."""
    planche = dresser(acces, mois)
    tableau = tableau_absences(acces, planche.absences)
    return exporter(tableau, request) or render(
        request,
        "plans/absences.html",
        {"mois": mois, "planche": planche, "tableau": tableau},
    )


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def absence_nouvelle(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Declare an absence; what it changed in the drafts is said."""
    connu = {"salarie": request.GET.get("salarie"), "debut": request.GET.get("debut")}
    form = AbsenceForm(acces, request.POST or None, initial=connu)
    effet = tenter(
        form,
        lambda: declarer_absence(acces.structure, par=acces.utilisateur, **form.cleaned_data),
    )
    if effet:
        messages.success(request, _phrase_declaree(effet))
        mois = premier_jour(effet.absence.debut)
        return redirect("absences", acces.structure.pk, mois)
    fil = fil_absences(acces, premier_jour(aujourdhui()))
    return page_acte(
        request, form, Page(_("Déclarer une absence"), _("Enregistrer l’absence"), fil)
    )


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def absence_annuler(request: HttpRequest, acces: Acces, absence_id: int) -> HttpResponse:
    """Take an absence away, once confirmed."""
    absence = get_absence(acces, absence_id)
    mois = premier_jour(absence.debut)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def annuler() -> tuple[int]:
        return (annuler_absence(absence, par=acces.utilisateur),)

    fait = tenter(form, annuler)
    if fait:
        messages.success(request, _phrase_annulee(*fait))
        return redirect("absences", acces.structure.pk, mois)
    phrase = _(
        "%(absence)s. Ses brouillons sont ôtés ; le travail prévu revient quand les plans du mois "
        "sont appliqués. Les heures validées ne changent pas."
    ) % {"absence": _decrire(absence)}
    page = Page(
        _("Retirer une absence"),
        _("Retirer cette absence"),
        fil_absences(acces, mois),
        phrase,
        danger=True,
    )
    return page_acte(request, form, page)


def _decrire(absence: Absence) -> str:
    qui, nature = absence.salarie.personne, absence.get_nature_display()
    if absence.debut == absence.fin:
        return _("%(qui)s, %(nature)s le %(jour)s") % {
            "qui": qui,
            "nature": nature,
            "jour": jour(absence.debut),
        }
    return _("%(qui)s, %(nature)s du %(debut)s au %(fin)s") % {
        "qui": qui,
        "nature": nature,
        "debut": jour(absence.debut),
        "fin": jour(absence.fin),
    }


def _phrase_declaree(effet: Effet) -> str:
    phrases = [_("%(absence)s : c’est enregistré.") % {"absence": _decrire(effet.absence)}]
    if effet.jours:
        phrase = ngettext(
            "%(n)d jour : %(heures)s en brouillon remplacées par l’absence.",
            "%(n)d jours : %(heures)s en brouillon remplacées par l’absence.",
            effet.jours,
        )
        phrases.append(phrase % {"n": effet.jours, "heures": heures(effet.minutes)})
    else:
        phrases.append(_("Elle entrera dans les heures avec les plans du mois."))
    if effet.valides:
        phrase = ngettext(
            "%(n)d jour a des heures validées, qui n’ont pas changé : corrigez-les s’il le faut.",
            "%(n)d jours ont des heures validées, qui n’ont pas changé : corrigez-les s’il le "
            "faut.",
            effet.valides,
        )
        phrases.append(phrase % {"n": effet.valides})
    return " ".join(phrases)


def _phrase_annulee(brouillons: int) -> str:
    if not brouillons:
        return _("L’absence est retirée.")
    return ngettext(
        "L’absence est retirée, et %(n)d brouillon ôté.",
        "L’absence est retirée, et %(n)d brouillons ôtés.",
        brouillons,
    ) % {"n": brouillons}
