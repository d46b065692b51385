"""Settings of invoices: the structure's, a client's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from etrier.facturation.access_factures import (
    get_client_a_facturer,
    get_reglage_client,
    get_reglage_facturation,
)
from etrier.facturation.factures.reglages import regler_client, regler_facturation
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.factures.fils import fil_client, fil_factures
from etrier.www.factures.forms_reglages import (
    ReglageClientForm,
    ReglageFacturationForm,
    valeurs,
)
from etrier.www.porte import porte


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def facturation_regler(request: HttpRequest, acces: Acces) -> HttpResponse:
    """What every invoice of the structure bears."""
    actuel = valeurs(get_reglage_facturation(acces), ReglageFacturationForm)
    form = ReglageFacturationForm(acces, request.POST or None, initial=actuel)
    if tenter(
        form,
        lambda: regler_facturation(acces.structure, par=acces.utilisateur, **form.cleaned_data),
    ):
        messages.success(request, _("Réglages enregistrés : les prochaines factures les suivront."))
        return redirect("facturation_regler", acces.structure.pk)
    chapeau = _("Recopiés sur chaque facture le jour où elle est émise ; les anciennes restent.")
    page = Page(_("Réglages de facturation"), _("Enregistrer"), fil_factures(acces), chapeau)
    return page_acte(request, form, page)


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def client_facturation(request: HttpRequest, acces: Acces, client_id: int) -> HttpResponse:
    """How one client is invoiced."""
    client = get_client_a_facturer(acces, client_id)
    actuel = valeurs(get_reglage_client(acces, client), ReglageClientForm)
    form = ReglageClientForm(request.POST or None, initial=actuel)
    if tenter(form, lambda: regler_client(client, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("Réglages enregistrés : les prochaines factures les suivront."))
        return redirect("client", acces.structure.pk, client.pk)
    titre = _("Facturation de %(client)s") % {"client": client}
    page = Page(titre, _("Enregistrer"), fil_client(acces, client))
    return page_acte(request, form, page)
