"""Payments of clients: the list, a new one, set against invoices, undone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.facturation.access_reglements import get_reglement_a_tenir, les_reglements_libres
from etrier.facturation.models import Reglement
from etrier.facturation.reglements.actions import annuler_reglement, encaisser, imputer
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.formats_ecran import centimes, jour
from etrier.www.porte import porte
from etrier.www.reglements.forms import AnnulerForm, ReglementForm
from etrier.www.reglements.tableaux import tableau_reglements, tient
from etrier.www.tableau import exporter


def _fil(acces: Acces) -> list[tuple[str, str]]:
    return [(_("Règlements"), reverse("reglements", args=[acces.structure.pk]))]


@porte(Finalite.LIRE_ARGENT)
def reglements(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Every payment, the latest first, and what is left of each."""
    tableau = tableau_reglements(acces)
    if fichier := exporter(tableau, request):
        return fichier
    libres = [r for r in les_reglements_libres(acces) if tient(r)]
    return render(request, "reglements/reglements.html", {"tableau": tableau, "libres": libres})


@porte(Finalite.TENIR_BANQUE, methods=("GET", "POST"))
def reglement_nouveau(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Record a payment received by hand (cheque, cash, CESU)."""
    form = ReglementForm(acces, request.POST or None, initial=request.GET.dict())
    recu = tenter(
        form, lambda: encaisser(acces.structure, **form.cleaned_data, par=acces.utilisateur)
    )
    if recu is not None:
        dit = _("Règlement de %(montant)s enregistré.")
        messages.success(request, dit % {"montant": centimes(recu.montant_centimes)})
        return redirect("reglements", acces.structure.pk)
    page = Page(_("Nouveau règlement"), _("Enregistrer"), _fil(acces))
    return page_acte(request, form, page)


@porte(Finalite.TENIR_BANQUE, methods=("POST",))
def reglement_imputer(request: HttpRequest, acces: Acces, reglement_id: int) -> HttpResponse:
    """Set what is left of a payment against the oldest invoices due."""
    reglement = get_reglement_a_tenir(acces, reglement_id)
    try:
        pose = imputer(reglement, le=aujourdhui(), par=acces.utilisateur)
    except Refus as refus:
        messages.error(request, refus.phrase)
    else:
        dit = _("%(montant)s imputés sur les factures les plus anciennes.")
        messages.success(request, dit % {"montant": centimes(pose)})
    return redirect("reglements", acces.structure.pk)


@porte(Finalite.TENIR_BANQUE, methods=("GET", "POST"))
def reglement_annuler(request: HttpRequest, acces: Acces, reglement_id: int) -> HttpResponse:
    """A cheque bounced, a debit was refused, or it was a mistake."""
    reglement = get_reglement_a_tenir(acces, reglement_id)
    form = AnnulerForm(request.POST or None)
    fait = tenter(
        form,
        lambda: annuler_reglement(reglement, form.cleaned_data["le"], acces.utilisateur),
    )
    if fait is not None:
        messages.success(request, _("Règlement annulé : les factures sont de nouveau dues."))
        return redirect("reglements", acces.structure.pk)
    titre = _("Annuler ce règlement")
    page = Page(titre, _("Annuler le règlement"), _fil(acces), _chapeau(reglement), danger=True)
    return page_acte(request, form, page)


def _chapeau(reglement: Reglement) -> str:
    return _(
        "%(montant)s de %(client)s, reçus le %(le)s. Une ligne opposée est écrite : rien n'est "
        "effacé."
    ) % {
        "montant": centimes(reglement.montant_centimes),
        "client": reglement.client,
        "le": jour(reglement.le),
    }
