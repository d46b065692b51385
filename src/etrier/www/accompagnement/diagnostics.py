"""The social and professional diagnosis: needs over time, and a new version."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from etrier.parcours.accompagnement.access import get_suivi
from etrier.parcours.accompagnement.diagnostics import (
    enregistrer_diagnostic,
    lire_diagnostics,
)
from etrier.structures.access import Acces, Finalite
from etrier.www.accompagnement.besoins import besoins_connus
from etrier.www.accompagnement.brouillon import cle_de_brouillon
from etrier.www.accompagnement.fil import fil_accompagnement
from etrier.www.accompagnement.forms_diagnostic import DiagnosticForm
from etrier.www.accompagnement.image_besoins import dessiner
from etrier.www.acte import tenter
from etrier.www.porte import porte


@porte(Finalite.ACCOMPAGNER)
@never_cache
def diagnostics(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Needs over time, then each version."""
    qui = get_suivi(acces, salarie_id)
    versions = lire_diagnostics(acces, qui)
    page = {
        "salarie": qui,
        "versions": versions,
        "image": dessiner(versions),
        "besoins": besoins_connus(versions),
        "fil": fil_accompagnement(acces, qui),
    }
    return render(request, "accompagnement/diagnostics.html", page)


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
@never_cache
def diagnostic_nouveau(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """A new version; what was known is shown beside each field, nothing is chosen."""
    qui = get_suivi(acces, salarie_id)
    connus = besoins_connus(lire_diagnostics(acces, qui))
    form = DiagnosticForm(connus, request.POST or None)
    fait = tenter(
        form,
        lambda: enregistrer_diagnostic(
            qui, form.contenu(), le=form.cleaned_data["le"], par=acces.utilisateur
        ),
    )
    if fait:
        messages.success(request, _("Le diagnostic est enregistré."))
        return redirect("diagnostics", acces.structure.pk, qui.pk)
    page = {
        "salarie": qui,
        "form": form,
        "fil": fil_accompagnement(acces, qui),
        "brouillon": cle_de_brouillon(request),
    }
    return render(request, "accompagnement/diagnostic_nouveau.html", page)
