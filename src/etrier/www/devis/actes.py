"""What the team does with quotes: write, change, duplicate, send, cancel, ask for the deposit."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.facturation.access_devis import get_devis
from etrier.facturation.devis import actions as acte
from etrier.facturation.devis.reponses import demander_acompte
from etrier.facturation.models import Devis
from etrier.socle.erreurs import Refus
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.devis.courrier import poster
from etrier.www.devis.forms import (
    DevisForm,
    DupliquerForm,
    EnvoyerForm,
    avec_rangees_de_plus,
    les_lignes,
)
from etrier.www.porte import porte


def _fil(acces: Acces, un: Devis | None = None) -> list[tuple[str, str]]:
    fil = [(_("Devis"), reverse("devis", args=[acces.structure.pk]))]
    if un is not None:
        fil.append((un.numero, reverse("devis_voir", args=[acces.structure.pk, un.pk])))
    return fil


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def devis_nouveau(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Write a quote and its lines."""
    page = Page(_("Nouveau devis"), _("Enregistrer le devis"), _fil(acces))

    def preparer(**champs: Any) -> Devis:
        return acte.preparer(acces.structure, **champs, par=acces.utilisateur)

    return _ecrire(request, acces, page, preparer)


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def devis_modifier(request: HttpRequest, acces: Acces, devis_id: int) -> HttpResponse:
    """Change a quote that was not sent."""
    un = get_devis(acces, devis_id, ecrire=True)
    acte.exiger(un, "brouillon")
    page = Page(_("Modifier le devis"), _("Enregistrer le devis"), _fil(acces, un))

    def modifier(**champs: Any) -> Devis:
        return acte.modifier(un, **champs, par=acces.utilisateur)

    return _ecrire(request, acces, page, modifier, un)


def _ecrire(
    request: HttpRequest,
    acces: Acces,
    page: Page,
    enregistrer: Callable[..., Devis],
    un: Devis | None = None,
) -> HttpResponse:
    """The form of a quote: kept, asked again, or shown with more rows."""
    data = request.POST or None
    plus = data is not None and "plus" in data
    if data is not None and plus:
        data = avec_rangees_de_plus(data)
    form = DevisForm(acces, data, initial=_depart(request, un))
    lignes = les_lignes(acces, data, un)
    if data is not None and not plus and lignes.is_valid():
        fait = tenter(form, lambda: enregistrer(**form.cleaned_data, lignes=lignes.voulues()))
        if fait is not None:
            messages.success(request, _("Le devis %(n)s est enregistré.") % {"n": fait.numero})
            return redirect("devis_voir", acces.structure.pk, fait.pk)
    vus = {"form": form, "lignes": lignes, "page": page, "retour": page.fil[-1][1], "plus": plus}
    return render(request, "devis/formulaire.html", vus)


def _depart(request: HttpRequest, un: Devis | None) -> dict[str, Any]:
    if un is None:
        return {"client": request.GET.get("client")}
    noms = ("client_id", "chantier_id", "objet", "valable_jusqu_au", "acompte_pour_cent")
    return {nom.removesuffix("_id"): getattr(un, nom) for nom in noms}


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def devis_dupliquer(request: HttpRequest, acces: Acces, devis_id: int) -> HttpResponse:
    """The same quote as a new draft."""
    un = get_devis(acces, devis_id, ecrire=True)
    form = DupliquerForm(request.POST or None)
    copie = tenter(form, lambda: acte.dupliquer(un, **form.cleaned_data, par=acces.utilisateur))
    if copie:
        messages.success(request, _("Le devis %(n)s est enregistré.") % {"n": copie.numero})
        return redirect("devis_voir", acces.structure.pk, copie.pk)
    chapeau = _("Les mêmes lignes sous un nouveau numéro ; le devis d’origine ne change pas.")
    page = Page(_("Dupliquer le devis"), _("Dupliquer"), _fil(acces, un), chapeau)
    return page_acte(request, form, page)


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def devis_envoyer(request: HttpRequest, acces: Acces, devis_id: int) -> HttpResponse:
    """Send a quote, or send it again."""
    un = get_devis(acces, devis_id, ecrire=True)
    form = EnvoyerForm(un, request.POST if request.method == "POST" else None)
    envoye = tenter(form, lambda: acte.envoyer(un, **form.cleaned_data, par=acces.utilisateur))
    if envoye:
        _dire_envoi(request, envoye)
        return redirect("devis_voir", acces.structure.pk, un.pk)
    chapeau = _(
        "Le client lit le devis, l’accepte ou le refuse sans compte, jusqu’à sa date de validité. "
        "Un nouvel envoi remplace le lien précédent. Envoyé, le devis ne change plus."
    )
    page = Page(_("Envoyer le devis"), _("Envoyer"), _fil(acces, un), chapeau)
    return page_acte(request, form, page)


def _dire_envoi(request: HttpRequest, envoye: Devis) -> None:
    destinataire = envoye.courriel
    if not poster(request, envoye):
        messages.error(
            request,
            _("Le courriel n’est pas parti. Remettez au client le lien ci-dessous, ou réessayez."),
        )
    elif destinataire:
        messages.success(request, _("Le courriel est parti à %(qui)s.") % {"qui": destinataire})
    else:
        messages.success(request, _("Le lien est prêt : copiez-le et remettez-le au client."))


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def devis_annuler(request: HttpRequest, acces: Acces, devis_id: int) -> HttpResponse:
    """Cancel a quote the client has not answered."""
    un = get_devis(acces, devis_id, ecrire=True)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if tenter(form, lambda: acte.annuler(un, par=acces.utilisateur) or True):
        messages.success(request, _("Le devis est annulé."))
        return redirect("devis", acces.structure.pk)
    titre, bouton = _("Annuler le devis %(n)s") % {"n": un.numero}, _("Annuler ce devis")
    chapeau = _("Son lien ne s’ouvrira plus. Le devis reste lisible, et peut être dupliqué.")
    page = Page(titre, bouton, _fil(acces, un), chapeau, danger=True)
    return page_acte(request, form, page)


@porte(Finalite.FACTURER, methods=("POST",))
def devis_acompte(request: HttpRequest, acces: Acces, devis_id: int) -> HttpResponse:
    """Issue the deposit an accepted quote asks for."""
    un = get_devis(acces, devis_id, ecrire=True)
    try:
        faites = demander_acompte(un, par=acces.utilisateur)
    except Refus as refus:
        messages.error(request, refus.phrase)
    else:
        numeros = ", ".join(f.numero for f in faites)
        messages.success(request, _("Facture d’acompte émise : %(n)s.") % {"n": numeros})
    return redirect("devis_voir", acces.structure.pk, un.pk)
