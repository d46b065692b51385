"""A deposit invoiced before the work."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from etrier.facturation.factures.acomptes import facturer_acompte
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.factures.fils import fil_factures
from etrier.www.factures.forms import AcompteForm
from etrier.www.porte import porte


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def acompte_nouveau(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Invoice a deposit: the next invoice of the client takes it off."""
    form = AcompteForm(acces, request.POST or None, initial={"client": request.GET.get("client")})
    acompte = tenter(form, lambda: facturer_acompte(**form.cleaned_data, par=acces.utilisateur))
    if acompte is not None:
        messages.success(request, _("Acompte %(n)s émis.") % {"n": acompte.numero})
        return redirect("facture", acces.structure.pk, acompte.pk)
    chapeau = _("La prochaine facture du client le déduira, avec sa TVA.")
    page = Page(_("Facturer un acompte"), _("Émettre l'acompte"), fil_factures(acces), chapeau)
    return page_acte(request, form, page)
