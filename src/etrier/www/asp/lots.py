"""Files: write one, hand it over, cancel it, read the answer."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.parcours.asp.access import get_lot
from etrier.parcours.asp.controles import dire_sans_secret
from etrier.parcours.asp.envoi import Ecriture, annuler, ecrire, les_pretes, telecharger
from etrier.parcours.asp.retour import Reponse, lire_retour
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.asp.forms import ReponseForm
from etrier.www.asp.mots import etat_du_lot, fil_fiches
from etrier.www.asp.tableaux import tableau_lignes
from etrier.www.porte import porte
from etrier.www.tableau import exporter


@porte(Finalite.TRANSMETTRE_ASP, methods=("GET", "POST"))
def fiches_asp_ecrire(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Write the file of the records that are ready, once confirmed."""
    form = forms.Form(request.POST if request.method == "POST" else None)
    ecriture = tenter(form, lambda: ecrire(acces.structure, par=acces.utilisateur))
    if ecriture:
        _dire_ecriture(request, ecriture)
        if ecriture.lot is None:
            return redirect("fiches_asp", acces.structure.pk)
        return redirect("lot_asp", acces.structure.pk, ecriture.lot.pk)
    phrase = ngettext(
        "%(n)d fiche est prête. Elle est vérifiée une dernière fois, puis écrite.",
        "%(n)d fiches sont prêtes. Elles sont vérifiées une dernière fois, puis écrites.",
        pretes := les_pretes(acces.structure).count(),
    ) % {"n": pretes}
    page = Page(_("Écrire le fichier"), _("Vérifier et écrire"), fil_fiches(acces), phrase)
    return page_acte(request, form, page)


def _dire_ecriture(request: HttpRequest, ecriture: Ecriture) -> None:
    if ecriture.lot is not None:
        messages.success(request, _("Le fichier est écrit : téléchargez-le, puis déposez-le."))
    for fiche, erreurs in ecriture.retenues:
        pourquoi = " ".join(dire_sans_secret(erreurs))
        qui = {"qui": fiche.salarie.personne, "pourquoi": pourquoi}
        messages.warning(request, _("%(qui)s reste ici : %(pourquoi)s") % qui)
    if ecriture.reportees:
        phrase = ngettext(
            "%(n)d fiche attend le fichier suivant.",
            "%(n)d fiches attendent le fichier suivant.",
            ecriture.reportees,
        )
        messages.info(request, phrase % {"n": ecriture.reportees})


@porte(Finalite.TRANSMETTRE_ASP)
def lot_asp(request: HttpRequest, acces: Acces, lot_id: int) -> HttpResponse:
    """A file: its records, and what the ASP answered."""
    lot = get_lot(acces, lot_id)
    tableau = tableau_lignes(acces, lot)
    page = {
        "lot": lot,
        "etat": etat_du_lot(lot),
        "tableau": tableau,
        "a_remettre": lot.telecharge_le is None and lot.annule_le is None,
        "annulable": lot.retour_lu_le is None and lot.annule_le is None,
    }
    return exporter(tableau, request) or render(request, "asp/lot.html", page)


@porte(Finalite.TRANSMETTRE_ASP, methods=("POST",))
def lot_asp_telecharger(request: HttpRequest, acces: Acces, lot_id: int) -> HttpResponse:
    """Hand the file over, once."""
    lot = get_lot(acces, lot_id)
    contenu = telecharger(lot, par=acces.utilisateur)
    reponse = HttpResponse(contenu, content_type="application/json")
    reponse["Content-Disposition"] = f'attachment; filename="{lot.nom_fichier}"'
    reponse["Cache-Control"] = "no-store"
    return reponse


@porte(Finalite.TRANSMETTRE_ASP, methods=("GET", "POST"))
def lot_asp_annuler(request: HttpRequest, acces: Acces, lot_id: int) -> HttpResponse:
    """Forget a file that was not deposited, once confirmed."""
    lot = get_lot(acces, lot_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if tenter(form, lambda: annuler(lot, par=acces.utilisateur)):
        messages.success(request, _("Le fichier est annulé ; ses fiches sont prêtes à partir."))
        return redirect("fiches_asp", acces.structure.pk)
    chapeau = _(
        "À faire seulement si %(nom)s n’a pas été déposé : ses fiches repartiront dans un autre."
    ) % {"nom": lot.nom_fichier}
    page = Page(
        _("Annuler un fichier"), _("Annuler ce fichier"), fil_fiches(acces), chapeau, danger=True
    )
    return page_acte(request, form, page)


@porte(Finalite.TRANSMETTRE_ASP, methods=("GET", "POST"))
def fiches_asp_reponse(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Read the answer of the ASP."""
    form = ReponseForm(request.POST or None, request.FILES or None)
    lues = tenter(
        form,
        lambda: lire_retour(
            acces.structure,
            form.cleaned_data["fichier"].read(),
            form.cleaned_data["fichier"].name,
            par=acces.utilisateur,
        ),
    )
    if lues:
        _dire_reponses(request, lues)
        return redirect("fiches_asp", acces.structure.pk)
    return page_acte(request, form, _page_reponse(acces))


def _page_reponse(acces: Acces) -> Page:
    chapeau = _(
        "Deux heures ouvrées suffisent d’ordinaire à l’ASP. Chaque fiche prend alors son état, "
        "avec une phrase qui dit que faire. Un fichier qui ne répond pas à l’un des vôtres est "
        "refusé en entier."
    )
    return Page(_("Lire la réponse de l’ASP"), _("Lire"), fil_fiches(acces), chapeau)


def _dire_reponses(request: HttpRequest, lues: list[Reponse]) -> None:
    acquises = sum(1 for r in lues if r.code.acquis)
    phrase = ngettext("%(n)d fiche intégrée.", "%(n)d fiches intégrées.", acquises)
    messages.success(request, phrase % {"n": acquises})
    rejetees = len(lues) - acquises
    if rejetees:
        phrase = ngettext(
            "%(n)d fiche rejetée : la liste dit que faire.",
            "%(n)d fiches rejetées : la liste dit que faire.",
            rejetees,
        )
        messages.warning(request, phrase % {"n": rejetees})
