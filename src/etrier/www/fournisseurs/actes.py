"""What one decides of an invoice received."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from etrier.banque.verification import masquer
from etrier.facturation.access_fournisseurs import get_fournisseur
from etrier.facturation.fournisseurs.actions import (
    affecter,
    approuver,
    ibans_connus,
    refuser,
    saisir,
)
from etrier.facturation.models import FactureFournisseur
from etrier.facturation.reglements.fournisseurs import payer_fournisseur
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.fournisseurs.fils import fil_fournisseurs, fil_recue
from etrier.www.fournisseurs.forms import AffecterForm, PayeeForm, RefuserForm, SaisieForm
from etrier.www.porte import porte


@porte(Finalite.COMPTABILISER, methods=("GET", "POST"))
def fournisseur_saisir(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Type an invoice received on paper."""
    form = SaisieForm(acces, request.POST or None)
    recue = tenter(
        form, lambda: saisir(acces.structure, **form.cleaned_data, par=acces.utilisateur)
    )
    if recue is not None:
        messages.success(request, _("Facture %(n)s enregistrée.") % {"n": recue.numero})
        return redirect("fournisseur", acces.structure.pk, recue.pk)
    page = Page(_("Saisir une facture reçue"), _("Enregistrer"), fil_fournisseurs(acces))
    return page_acte(request, form, page)


@porte(Finalite.COMPTABILISER, methods=("GET", "POST"))
def fournisseur_approuver(request: HttpRequest, acces: Acces, recue_id: int) -> HttpResponse:
    """Good to pay; an account this supplier never had is told first."""
    recue = get_fournisseur(acces, recue_id, ecrire=True)
    connus = ", ".join(masquer(x) for x in ibans_connus(recue))
    chapeau = _("Elle pourra être payée.")
    if connus:
        chapeau = _(
            "Attention : ce fournisseur a déjà donné un autre compte (%(connus)s). Appelez-le à un "
            "numéro que vous connaissez avant de payer sur %(nouveau)s."
        ) % {"connus": connus, "nouveau": masquer(recue.iban)}
    page = Page(_("Bon à payer"), _("Bon à payer"), fil_recue(acces, recue), chapeau)
    form = forms.Form(request.POST if request.method == "POST" else None)
    return _agir(request, acces, form, page, lambda: approuver(recue, acces.utilisateur))


@porte(Finalite.COMPTABILISER, methods=("GET", "POST"))
def fournisseur_refuser(request: HttpRequest, acces: Acces, recue_id: int) -> HttpResponse:
    """Not to pay, and why."""
    recue = get_fournisseur(acces, recue_id, ecrire=True)
    chapeau = _("Elle ne sera ni payée ni comptée. Dites au fournisseur ce qui ne va pas.")
    fil = fil_recue(acces, recue)
    page = Page(_("Refuser cette facture"), _("Refuser"), fil, chapeau, danger=True)
    form = RefuserForm(request.POST if request.method == "POST" else None)
    return _agir(
        request,
        acces,
        form,
        page,
        lambda: refuser(recue, form.cleaned_data["motif"], acces.utilisateur),
    )


@porte(Finalite.COMPTABILISER, methods=("GET", "POST"))
def fournisseur_affecter(request: HttpRequest, acces: Acces, recue_id: int) -> HttpResponse:
    """What was bought, for which chantier."""
    recue = get_fournisseur(acces, recue_id, ecrire=True)
    depart = {"nature": recue.nature, "chantier": recue.chantier_id}
    form = AffecterForm(acces, request.POST or None, initial=depart)
    page = Page(_("Affecter cet achat"), _("Affecter"), fil_recue(acces, recue))
    return _agir(
        request,
        acces,
        form,
        page,
        lambda: affecter(recue, **form.cleaned_data, par=acces.utilisateur),
    )


@porte(Finalite.TENIR_BANQUE, methods=("GET", "POST"))
def fournisseur_payer(request: HttpRequest, acces: Acces, recue_id: int) -> HttpResponse:
    """The day it was paid, when no bank file says it."""
    recue = get_fournisseur(acces, recue_id, ecrire=True)
    form = PayeeForm(request.POST or None)
    chapeau = _("Inutile si vous lisez vos relevés de banque : ils le disent.")
    page = Page(_("Dire qu'elle est payée"), _("Enregistrer"), fil_recue(acces, recue), chapeau)
    return _agir(
        request,
        acces,
        form,
        page,
        lambda: payer_fournisseur(recue, form.cleaned_data["le"], acces.utilisateur),
    )


def _agir(
    request: HttpRequest,
    acces: Acces,
    form: forms.Form,
    page: Page,
    acte: Callable[[], FactureFournisseur],
) -> HttpResponse:
    faite = tenter(form, acte)
    if faite is None:
        return page_acte(request, form, page)
    messages.success(
        request,
        _("Facture %(n)s : %(etat)s.") % {"n": faite.numero, "etat": faite.get_etat_display()},
    )
    return redirect("fournisseur", acces.structure.pk, faite.pk)
