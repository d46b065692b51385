"""A credit note, from the invoice it corrects."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from etrier.facturation.access_factures import get_facture
from etrier.facturation.factures.avoirs import facturer_avoir
from etrier.facturation.models import Facture
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.factures.fils import fil_factures
from etrier.www.factures.forms import AvoirForm
from etrier.www.formats_ecran import centimes
from etrier.www.porte import porte


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def avoir_nouveau(request: HttpRequest, acces: Acces, facture_id: int) -> HttpResponse:
    """Choose what to take off, say why, issue."""
    origine = get_facture(acces, facture_id, ecrire=True)
    initial = {"lignes": request.GET.getlist("ligne")}
    form = AvoirForm(origine, request.POST or None, initial=initial)
    avoir = tenter(form, lambda: _facturer(acces, origine, form))
    if avoir is not None:
        phrase = _("Avoir %(n)s de %(ttc)s émis.")
        messages.success(
            request, phrase % {"n": avoir.numero, "ttc": centimes(-avoir.ttc_centimes)}
        )
        return redirect("facture", acces.structure.pk, origine.pk)
    chapeau = _("Un avoir prend un numéro dans la même suite et ne change plus une fois émis.")
    page = Page(_("Faire un avoir"), _("Émettre l'avoir"), fil_factures(acces, origine), chapeau)
    return page_acte(request, form, page)


def _facturer(acces: Acces, origine: Facture, form: AvoirForm) -> Facture:
    lus = form.cleaned_data
    return facturer_avoir(
        origine,
        lus["corrections"],
        motif=lus["motif"],
        le=lus["le"],
        par=acces.utilisateur,
        a_refacturer=lus["a_refacturer"],
    )
