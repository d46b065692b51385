"""Screens on chantiers."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from etrier.missions.access import get_chantier, les_chantiers, les_tarifs
from etrier.missions.actions import creer_chantier, modifier_chantier
from etrier.missions.models import Chantier
from etrier.socle.horloge import aujourdhui
from etrier.socle.mois import lundi_de
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, exporter_parmi, page_acte, tenter
from etrier.www.missions.fils import fil_chantiers
from etrier.www.missions.forms import ChantierForm
from etrier.www.missions.periodes import filtrer
from etrier.www.missions.tableaux import tableau_chantiers, tableau_heures, tableau_tarifs
from etrier.www.porte import porte
from etrier.www.tableau import exporter

_CHAMPS = ("denomination", "client", "prestation", "debut", "fin")


@porte(Finalite.LIRE_MISSIONS)
def chantiers(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Chantiers that run, first asked for."""
    gardes, page = filtrer(request, les_chantiers(acces))
    tableau = tableau_chantiers(acces, gardes, _("Aucun chantier ici : ouvrez-en un."))
    return exporter(tableau, request) or render(
        request, "missions/chantiers.html", {"tableau": tableau, **page}
    )


@porte(Finalite.LIRE_MISSIONS)
def chantier(request: HttpRequest, acces: Acces, chantier_id: int) -> HttpResponse:
    """One chantier: its hours and prices."""
    un = get_chantier(acces, chantier_id)
    tableaux = [tableau_heures(acces, un)] if acces.peut(Finalite.LIRE_HEURES) else []
    vide = _("Aucun tarif pour ce chantier : celui du client ou de la structure s'applique.")
    tableaux.append(tableau_tarifs(acces, les_tarifs(acces).filter(chantier=un), vide))
    return exporter_parmi(tableaux, request) or render(
        request,
        "missions/chantier.html",
        {"chantier": un, "tableaux": tableaux, "semaine": _semaine(un)},
    )


def _semaine(chantier: Chantier) -> date | None:
    """The Monday of its sheet: this week's; none when it is over, or not yet open."""
    lundi = lundi_de(aujourdhui())
    finie = chantier.fin is not None and chantier.fin < lundi
    return None if finie or chantier.debut > lundi + timedelta(days=6) else lundi


@porte(Finalite.ECRIRE_MISSIONS, methods=("GET", "POST"))
def chantier_nouveau(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Open a chantier."""
    form = ChantierForm(acces, request.POST or None, initial={"client": request.GET.get("client")})
    nouveau = tenter(
        form, lambda: creer_chantier(acces.structure, par=acces.utilisateur, **form.cleaned_data)
    )
    if nouveau:
        messages.success(request, _("Le chantier « %(nom)s » est ouvert.") % {"nom": nouveau})
        return redirect("chantier", acces.structure.pk, nouveau.pk)
    page = Page(_("Nouveau chantier"), _("Ouvrir le chantier"), fil_chantiers(acces))
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_MISSIONS, methods=("GET", "POST"))
def chantier_modifier(request: HttpRequest, acces: Acces, chantier_id: int) -> HttpResponse:
    """Change a chantier."""
    un = get_chantier(acces, chantier_id, ecrire=True)
    connu = {nom: getattr(un, nom) for nom in _CHAMPS}
    form = ChantierForm(acces, request.POST or None, initial=connu)
    if tenter(form, lambda: modifier_chantier(un, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("Le chantier est enregistré."))
        return redirect("chantier", acces.structure.pk, un.pk)
    page = Page(_("Modifier le chantier"), _("Enregistrer"), fil_chantiers(acces, un))
    return page_acte(request, form, page)
