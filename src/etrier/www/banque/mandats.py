"""Mandates: which clients may be debited."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.banque.access import get_mandat, les_mandats
from etrier.banque.enums import EtatMandat
from etrier.banque.mandats import revoquer_mandat, signer_mandat
from etrier.banque.models import MandatSepa
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.banque.fils import fil_mandats
from etrier.www.banque.forms import MandatForm
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau, exporter


@porte(Finalite.TENIR_BANQUE)
def mandats(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Mandates of the clients, active or not."""
    tableau = _tableau(acces)
    if fichier := exporter(tableau, request):
        return fichier
    return render(request, "banque/mandats.html", {"tableau": tableau})


def _tableau(acces: Acces) -> Tableau:
    def lien(mandat: MandatSepa) -> str | None:
        if mandat.etat != EtatMandat.ACTIF:
            return None
        return reverse("mandat_revoquer", args=[acces.structure.pk, mandat.pk])

    return Tableau(
        _("Mandats SEPA"),
        [
            Colonne(_("Client"), "client"),
            Colonne(_("Référence"), "rum", "numero"),
            Colonne(_("Signé le"), "signe_le", "date"),
            Colonne(_("État"), "get_etat_display"),
            Colonne(
                _("À faire"),
                lambda m: _("Révoquer") if m.etat == EtatMandat.ACTIF else "",
                lien=lien,
            ),
        ],
        les_mandats(acces).order_by("etat", "client__denomination", "-signe_le"),
        vide=_("Aucun mandat : sans lui, un client ne peut être prélevé."),
    )


@porte(Finalite.TENIR_BANQUE, methods=("GET", "POST"))
def mandat_nouveau(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Record a signed mandate."""
    form = MandatForm(acces, request.POST or None, initial=request.GET.dict())
    mandat = tenter(form, lambda: signer_mandat(**form.cleaned_data, par=acces.utilisateur))
    if mandat is not None:
        messages.success(request, _("Mandat %(rum)s enregistré.") % {"rum": mandat.rum})
        return redirect("mandats", acces.structure.pk)
    page = Page(_("Nouveau mandat SEPA"), _("Enregistrer le mandat"), fil_mandats(acces))
    return page_acte(request, form, page)


@porte(Finalite.TENIR_BANQUE, methods=("GET", "POST"))
def mandat_revoquer(request: HttpRequest, acces: Acces, mandat_id: int) -> HttpResponse:
    """The client takes the agreement back."""
    mandat = get_mandat(acces, mandat_id)
    form = Form(request.POST if request.method == "POST" else None)
    if tenter(form, lambda: revoquer_mandat(mandat, acces.utilisateur)) is not None:
        messages.success(request, _("Mandat révoqué : ce client n'est plus prélevé."))
        return redirect("mandats", acces.structure.pk)
    titre = _("Révoquer le mandat %(rum)s") % {"rum": mandat.rum}
    chapeau = _("%(client)s ne sera plus prélevé.") % {"client": mandat.client}
    page = Page(titre, _("Révoquer"), fil_mandats(acces), chapeau, danger=True)
    return page_acte(request, form, page)
