"""The account of a client, on screen and as a PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from etrier.facturation.access_relances import get_client_du_compte
from etrier.facturation.relances.compte import Compte, compte_du_client, imprimer_compte
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.porte import porte
from etrier.www.relances.forms import PeriodeForm
from etrier.www.relances.tableaux import tableau_compte
from etrier.www.tableau import exporter


@porte(Finalite.LIRE_ARGENT)
def compte_client(request: HttpRequest, acces: Acces, client_id: int) -> HttpResponse:
    """Invoices, credit notes and payments of a client, and the balance over time."""
    form = PeriodeForm(request.GET or None)
    compte = _compte(acces, client_id, form)
    tableau = tableau_compte(acces, compte)
    vus = {
        "compte": compte,
        "client": compte.client,
        "form": form,
        "tableau": tableau,
        "demande": request.GET.urlencode(),
    }
    return exporter(tableau, request) or render(request, "relances/compte.html", vus)


@porte(Finalite.LIRE_ARGENT)
def compte_client_pdf(request: HttpRequest, acces: Acces, client_id: int) -> HttpResponse:
    """The same, to hand to the client."""
    compte = _compte(acces, client_id, PeriodeForm(request.GET or None))
    nom = f"compte-{compte.client.pk}-{compte.fin}.pdf"
    entetes = {"Content-Disposition": f'inline; filename="{nom}"'}
    return HttpResponse(imprimer_compte(compte), content_type="application/pdf", headers=entetes)


def _compte(acces: Acces, client_id: int, form: PeriodeForm) -> Compte:
    client = get_client_du_compte(acces, client_id)
    return compte_du_client(client, *form.periode(aujourdhui()))
