"""Screens on prices."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from etrier.missions.access import get_tarif, les_tarifs
from etrier.missions.actions import fixer_tarif, retirer_tarif
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.formats_ecran import jour
from etrier.www.missions.dire_prix import cible_du_tarif, dire_tarif
from etrier.www.missions.fils import fil_tarifs
from etrier.www.missions.forms_prix import TarifForm
from etrier.www.missions.tableaux import tableau_tarifs
from etrier.www.porte import porte
from etrier.www.tableau import exporter


@porte(Finalite.LIRE_MISSIONS)
def tarifs(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Every price, with its history."""
    tableau = tableau_tarifs(acces, les_tarifs(acces))
    return exporter(tableau, request) or render(
        request, "missions/tarifs.html", {"tableau": tableau}
    )


@porte(Finalite.ECRIRE_MISSIONS, methods=("GET", "POST"))
def tarif_nouveau(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Set a price from a day on."""
    form = TarifForm(acces, request.POST or None, request.GET.get("cible", "structure"))
    tarif = tenter(
        form, lambda: fixer_tarif(acces.structure, par=acces.utilisateur, **form.champs())
    )
    if tarif:
        messages.success(
            request,
            _("%(prix)s à partir du %(jour)s, pour %(cible)s.")
            % {
                "prix": dire_tarif(tarif),
                "jour": jour(tarif.depuis),
                "cible": cible_du_tarif(tarif),
            },
        )
        return redirect("tarifs", acces.structure.pk)
    page = Page(_("Nouveau tarif"), _("Fixer le tarif"), fil_tarifs(acces))
    return render(request, "missions/tarif.html", {"form": form, "page": page})


@porte(Finalite.ECRIRE_MISSIONS, methods=("GET", "POST"))
def tarif_retirer(request: HttpRequest, acces: Acces, tarif_id: int) -> HttpResponse:
    """Take away a price written by mistake, once confirmed."""
    tarif = get_tarif(acces, tarif_id, ecrire=True)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def retirer() -> bool:
        retirer_tarif(tarif, par=acces.utilisateur)
        return True

    if tenter(form, retirer):
        messages.success(request, _("Le tarif est retiré."))
        return redirect("tarifs", acces.structure.pk)
    phrase = _("%(prix)s depuis le %(jour)s, pour %(cible)s.") % {
        "prix": dire_tarif(tarif),
        "jour": jour(tarif.depuis),
        "cible": cible_du_tarif(tarif),
    }
    page = Page(_("Retirer un tarif"), _("Retirer ce tarif"), fil_tarifs(acces), phrase, True)
    return page_acte(request, form, page)
