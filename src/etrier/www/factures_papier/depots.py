"""Invoices handed to a platform: note it, then take the files."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from etrier.facturation.access_factures import get_depot, les_factures
from etrier.facturation.enums import FormeDepot
from etrier.facturation.papier.depots import deposer, fichiers_du_depot
from etrier.structures.access import Acces, Finalite
from etrier.www.factures_papier.archives import archive
from etrier.www.formats_ecran import entier
from etrier.www.porte import porte


class DepotForm(forms.Form):
    """What the platform takes."""

    forme = forms.ChoiceField(label=gettext_lazy("Forme"), choices=FormeDepot.choices)


@porte(Finalite.FACTURER, methods=("POST",))
def factures_deposer(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Note that those of the month that wait are handed over; their archive is then offered."""
    form = DepotForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choisissez la forme que prend la plateforme."))
        return redirect("factures_papiers", acces.structure.pk, mois)
    forme, du_mois = FormeDepot(form.cleaned_data["forme"]), les_factures(acces).filter(mois=mois)
    depot = deposer(acces.structure, du_mois, forme, par=acces.utilisateur)
    if depot is None:
        messages.info(request, _("Aucune facture de ce mois n’attend d’être déposée."))
    else:
        nombre = depot.factures.count()
        dit = ngettext(
            "%(n)s facture à déposer : téléchargez son archive ci-dessous.",
            "%(n)s factures à déposer : téléchargez leur archive ci-dessous.",
            nombre,
        )
        messages.success(request, dit % {"n": entier(nombre)})
    return redirect("factures_papiers", acces.structure.pk, mois)


@porte(Finalite.LIRE_ARGENT)
def depot_zip(request: HttpRequest, acces: Acces, depot_id: int) -> HttpResponse:
    """The files of one deposit, as often as one likes."""
    depot = get_depot(acces, depot_id)
    return archive(fichiers_du_depot(depot), f"depot-{depot.le:%Y-%m-%d}-{depot.forme}")
