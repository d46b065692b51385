"""Acts on records: prepare, replay, send again, set aside, take the ASP's identifier."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.parcours.asp import actions
from etrier.parcours.asp.access import get_fiche
from etrier.parcours.enums import EtatFiche
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.asp.forms import IdentifiantForm
from etrier.www.asp.mots import fil_fiche, fil_fiches
from etrier.www.porte import porte


@porte(Finalite.TRANSMETTRE_ASP, methods=("POST",))
def fiches_asp_preparer(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Create the records that lack and find the updates to send."""
    faite = actions.preparer(acces.structure, par=acces.utilisateur)
    dit = []
    if faite.creees:
        phrase = ngettext("%(n)d fiche créée.", "%(n)d fiches créées.", len(faite.creees))
        dit.append(phrase % {"n": len(faite.creees)})
    if faite.mises_a_jour:
        phrase = ngettext(
            "%(n)d PASS a changé de dates : sa mise à jour est prête.",
            "%(n)d PASS ont changé de dates : leurs mises à jour sont prêtes.",
            len(faite.mises_a_jour),
        )
        dit.append(phrase % {"n": len(faite.mises_a_jour)})
    messages.success(request, " ".join(dit) or _("Toutes les fiches sont là : rien à créer."))
    return redirect("fiches_asp", acces.structure.pk)


@porte(Finalite.TRANSMETTRE_ASP, methods=("GET", "POST"))
def fiches_asp_rejouer(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Propose every record again under the new SIRET, once confirmed."""
    form = forms.Form(request.POST if request.method == "POST" else None)
    faites = tenter(form, lambda: actions.rejouer(acces.structure, par=acces.utilisateur))
    if faites:
        phrase = ngettext(
            "%(n)d fiche repart sous le nouveau SIRET.",
            "%(n)d fiches repartent sous le nouveau SIRET.",
            len(faites),
        )
        messages.success(request, phrase % {"n": len(faites)})
        return redirect("fiches_asp", acces.structure.pk)
    chapeau = _(
        "L’ASP ne voit plus les fiches d’un ancien SIRET : elle les veut toutes à nouveau sous "
        "%(siret)s. Les anciennes sont archivées ici. Nombre de fiches : %(n)d."
    ) % {"siret": acces.structure.siret, "n": actions.a_rejouer(acces.structure).count()}
    page = Page(_("Nouveau SIRET"), _("Renvoyer toutes les fiches"), fil_fiches(acces), chapeau)
    return page_acte(request, form, page)


@porte(Finalite.TRANSMETTRE_ASP, methods=("POST",))
def fiche_asp_renvoyer(request: HttpRequest, acces: Acces, fiche_id: int) -> HttpResponse:
    """Send a rejected record again as it is."""
    fiche = actions.renvoyer(get_fiche(acces, fiche_id), par=acces.utilisateur)
    messages.success(request, _("La fiche partira avec le prochain fichier."))
    return redirect("fiche_asp", acces.structure.pk, fiche.pk)


@porte(Finalite.TRANSMETTRE_ASP, methods=("GET", "POST"))
def fiche_asp_ecarter(request: HttpRequest, acces: Acces, fiche_id: int) -> HttpResponse:
    """Set a record aside, or take it back."""
    fiche = get_fiche(acces, fiche_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    ecartee = fiche.etat == EtatFiche.DESACTIVEE
    acte = actions.reactiver if ecartee else actions.desactiver
    if tenter(form, lambda: acte(fiche, par=acces.utilisateur)):
        messages.success(request, _("C’est enregistré."))
        return redirect("fiche_asp", acces.structure.pk, fiche.pk)
    fil = fil_fiche(acces, fiche)
    if ecartee:
        page = Page(_("Reprendre la fiche"), _("Reprendre"), fil)
    else:
        chapeau = _("Elle ne partira pas : faite pour rien, ou envoyée par un autre outil.")
        page = Page(_("Ne pas envoyer la fiche"), _("Ne pas l’envoyer"), fil, chapeau)
    return page_acte(request, form, page)


@porte(Finalite.TRANSMETTRE_ASP, methods=("GET", "POST"))
def fiche_asp_identifiant(request: HttpRequest, acces: Acces, fiche_id: int) -> HttpResponse:
    """Take the identifier by which the ASP knows the person."""
    fiche = get_fiche(acces, fiche_id)
    form = IdentifiantForm(request.POST or None, initial={"id_itou": fiche.id_itou})
    if tenter(
        form,
        lambda: actions.identifier(fiche, form.cleaned_data["id_itou"], par=acces.utilisateur),
    ):
        messages.success(request, _("L’identifiant est changé dans toutes ses fiches."))
        return redirect("fiche_asp", acces.structure.pk, fiche.pk)
    chapeau = _("Après un rejet 3437 : recopiez celui que donne la plateforme des emplois.")
    page = Page(_("Identifiant ASP"), _("Enregistrer"), fil_fiche(acces, fiche), chapeau)
    return page_acte(request, form, page)
