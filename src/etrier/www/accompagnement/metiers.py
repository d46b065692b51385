"""Jobs somebody aims at: found in the ROME as one types, added in one click."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from etrier.parcours.accompagnement.access import get_accompagne, get_metier
from etrier.parcours.accompagnement.metiers import retirer_metier, viser_metier
from etrier.parcours.accompagnement.rome import chercher
from etrier.structures.access import Acces, Finalite
from etrier.www.accompagnement.fil import fil_accompagnement
from etrier.www.porte import porte


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
def metiers(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Search, add, and see what is chosen."""
    qui = get_accompagne(acces, salarie_id, Finalite.ACCOMPAGNER)
    if request.method == "POST":
        choisi = viser_metier(
            qui,
            code_rome=request.POST.get("code_rome", ""),
            libelle=request.POST.get("libelle", ""),
            par=acces.utilisateur,
        )
        messages.success(request, _("« %(metier)s » est ajouté.") % {"metier": choisi})
        return redirect("metiers", acces.structure.pk, qui.pk)
    q = request.GET.get("q", "")
    page = {"salarie": qui, "q": q, "trouves": chercher(q), "fil": fil_accompagnement(acces, qui)}
    partiel = request.headers.get("HX-Request") == "true"
    gabarit = "accompagnement/_metiers_trouves.html" if partiel else "accompagnement/metiers.html"
    return render(request, gabarit, page)


@porte(Finalite.ACCOMPAGNER, methods=("POST",))
def metier_retirer(request: HttpRequest, acces: Acces, metier_id: int) -> HttpResponse:
    """Take a job off."""
    metier = get_metier(acces, metier_id)
    retirer_metier(metier, par=acces.utilisateur)
    messages.success(request, _("Le métier est retiré."))
    return redirect("metiers", acces.structure.pk, metier.salarie_id)
