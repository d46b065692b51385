"""The table of motives: the class of each, the default and what the structure agreed."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.parcours.sorties.access import get_classe, les_classes
from etrier.parcours.sorties.motifs import MotifSortie
from etrier.parcours.sorties.reglages import convenir_classe, retirer_classe
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, exporter_parmi, page_acte, tenter
from etrier.www.formats_ecran import jour
from etrier.www.porte import porte
from etrier.www.sorties.forms import ClasseForm
from etrier.www.sorties.mots import fil_sorties
from etrier.www.sorties.tableaux_classes import tableau_classes, tableau_convenues


@porte(Finalite.LIRE_PILOTAGE)
def sorties_classes(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Every motive and its class today; what was agreed, with its date."""
    tableaux = {
        "classes": tableau_classes(acces, aujourdhui()),
        "convenues": tableau_convenues(acces, les_classes(acces)),
    }
    return exporter_parmi(tableaux.values(), request) or render(
        request, "sorties/classes.html", tableaux
    )


def _fil(acces: Acces) -> list[tuple[str, str]]:
    adresse = reverse("sorties_classes", args=[acces.structure.pk])
    return [*fil_sorties(acces), (_("Classes des motifs"), adresse)]


def _dire_changees(nombre: int) -> str:
    if not nombre:
        return _("C'est enregistré. Aucune sortie ne change de classe.")
    phrase = ngettext(
        "C'est enregistré. %(n)d sortie change de classe.",
        "C'est enregistré. %(n)d sorties changent de classe.",
        nombre,
    )
    return phrase % {"n": nombre}


@porte(Finalite.REGLER, methods=("GET", "POST"))
def classe_motif_nouvelle(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Write the class agreed with the State."""
    form = ClasseForm(request.POST or None, initial={"motif": request.GET.get("motif")})
    change = tenter(
        form,
        lambda: (convenir_classe(acces.structure, par=acces.utilisateur, **form.cleaned_data),),
    )
    if change:
        messages.success(request, _dire_changees(*change))
        return redirect("sorties_classes", acces.structure.pk)
    page = Page(
        _("Classe convenue"),
        _("Enregistrer la classe"),
        _fil(acces),
        _("Aucun texte public ne classe les motifs : écrivez ce qui est convenu avec la DDETS."),
    )
    return page_acte(request, form, page)


@porte(Finalite.REGLER, methods=("GET", "POST"))
def classe_motif_retirer(request: HttpRequest, acces: Acces, classe_id: int) -> HttpResponse:
    """Take an agreed class away."""
    ligne = get_classe(acces, classe_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    change = tenter(form, lambda: (retirer_classe(ligne, par=acces.utilisateur),))
    if change:
        messages.success(request, _dire_changees(*change))
        return redirect("sorties_classes", acces.structure.pk)
    phrase = _(
        "« %(motif)s » depuis le %(jour)s : la classe d'avant, ou celle de la maison, reprend."
    ) % {"motif": MotifSortie(ligne.code).label, "jour": jour(ligne.depuis)}
    page = Page(
        _("Retirer une classe convenue"),
        _("Retirer cette classe"),
        _fil(acces),
        phrase,
        danger=True,
    )
    return page_acte(request, form, page)
