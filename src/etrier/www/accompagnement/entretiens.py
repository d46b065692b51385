"""Interviews: prepared, written in minutes, read, corrected."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from etrier.parcours.accompagnement.access import get_entretien, get_suivi
from etrier.parcours.accompagnement.entretiens import (
    corriger_entretien,
    ecrire_entretien,
    lire_dernier_entretien,
    lire_entretien,
)
from etrier.parcours.accompagnement.modeles import les_modeles, modele_pour, titres
from etrier.parcours.accompagnement.plan import lire_plan
from etrier.parcours.models import Salarie
from etrier.structures.access import Acces, Finalite
from etrier.www.accompagnement.brouillon import cle_de_brouillon
from etrier.www.accompagnement.fil import fil_accompagnement
from etrier.www.accompagnement.forms_entretien import EntretienForm, connu_de
from etrier.www.acte import tenter
from etrier.www.porte import porte


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
@never_cache
def entretien_nouveau(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """One page, ready: the headings, the last decisions, the actions to tick."""
    qui = get_suivi(acces, salarie_id)
    demande = request.GET.get("modele", "")
    modele = modele_pour(acces.structure, int(demande) if demande.isdecimal() else None)
    objectifs = lire_plan(acces, qui, ouverts=True)
    form = EntretienForm(
        titres(modele), objectifs, request.POST or None, initial={"genre": modele.genre}
    )
    if tenter(form, lambda: ecrire_entretien(qui, par=acces.utilisateur, **form.entretien())):
        messages.success(request, _("L’entretien est écrit."))
        adresse = reverse("accompagnement", args=[acces.structure.pk, qui.pk])
        return redirect(f"{adresse}?ecrit=1")
    page = {
        "form": form,
        "modele": modele,
        "modeles": les_modeles(acces.structure),
        "dernier": lire_dernier_entretien(acces, qui),
    }
    return _page(request, acces, qui, page)


@porte(Finalite.ACCOMPAGNER)
@never_cache
def entretien(request: HttpRequest, acces: Acces, entretien_id: int) -> HttpResponse:
    """Read one; the reading is noted."""
    un = get_entretien(acces, entretien_id)
    page = {
        "lu": lire_entretien(acces, un),
        "entretien": un,
        "salarie": un.salarie,
        "fil": fil_accompagnement(acces, un.salarie),
    }
    return render(request, "accompagnement/entretien.html", page)


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
@never_cache
def entretien_corriger(request: HttpRequest, acces: Acces, entretien_id: int) -> HttpResponse:
    """Write it again; what it said stays below."""
    un = get_entretien(acces, entretien_id)
    lu = lire_entretien(acces, un)
    noms = [titre for titre, _texte in lu.compte_rendu.parties] or titres(
        modele_pour(acces.structure)
    )
    form = EntretienForm(noms, (), request.POST or None, initial=connu_de(lu))
    if tenter(form, lambda: corriger_entretien(un, acces=acces, **form.correction())):
        messages.success(request, _("La correction est enregistrée ; le texte d’avant est gardé."))
        return redirect("entretien", acces.structure.pk, un.pk)
    return _page(request, acces, un.salarie, {"form": form, "corrige": un})


def _page(request: HttpRequest, acces: Acces, qui: Salarie, page: dict[str, Any]) -> HttpResponse:
    commun = {
        "salarie": qui,
        "fil": fil_accompagnement(acces, qui),
        "brouillon": cle_de_brouillon(request),
    }
    return render(request, "accompagnement/entretien_nouveau.html", commun | page)
