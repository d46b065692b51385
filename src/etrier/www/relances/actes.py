"""Acts on late invoices: remind, put on hold, lift, set the delays."""

from collections.abc import Iterable, Sequence

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.facturation.access_relances import get_facture_impayee
from etrier.facturation.models import Facture, Relance
from etrier.facturation.relances.actions import (
    lever_litige,
    ouvrir_litige,
    regler_relances,
    relancer,
    remettre_sur_papier,
)
from etrier.facturation.relances.etapes import reglage_de
from etrier.facturation.relances.lettres import en_lettres
from etrier.facturation.relances.retards import Impayee, impayees
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.porte import porte
from etrier.www.progression import faites_avant, page_progression
from etrier.www.relances.courrier import courriels_de, poster
from etrier.www.relances.forms import LitigeForm, ReglagesRelancesForm

# Clients reminded by one request: a few seconds of mail, then the page says how far it is.
PAR_LOT = 25


def fil_relances(acces: Acces, facture: Facture | None = None) -> list[tuple[str, str]]:
    """Late invoices, then one."""
    fil = [(_("Relances"), reverse("relances", args=[acces.structure.pk]))]
    if facture is not None:
        fil.append((facture.numero, reverse("impayee", args=[acces.structure.pk, facture.pk])))
    return fil


@porte(Finalite.FACTURER, methods=("POST",))
def relances_envoyer(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Make the step due of every late invoice: by mail, else on paper; a batch at a time."""
    dues = [x for x in impayees(acces.structure, aujourdhui()) if x.prochaine is not None]
    lot, reste = _lot(dues)
    faites = _relancer(acces, lot)
    lettres = faites_avant(request, "lettres") + sum(x.sur_papier for x in en_lettres(faites))
    if faites and reste:
        return page_progression(
            request,
            _("Relances en cours"),
            fil_relances(acces),
            faites=len(faites),
            reste=len(reste),
            adresse=reverse("relances_envoyer", args=[acces.structure.pk]),
            champs={"lettres": lettres},
        )
    _dire(request, faites_avant(request) + len(faites), lettres)
    return redirect("relances", acces.structure.pk)


def _lot(dues: Sequence[Impayee]) -> tuple[list[Impayee], list[Impayee]]:
    """The invoices of the first clients, and the others: one client's never part."""
    clients = list(dict.fromkeys(une.facture.client_id for une in dues))
    premiers = set(clients[:PAR_LOT])
    lot = [une for une in dues if une.facture.client_id in premiers]
    return lot, [une for une in dues if une.facture.client_id not in premiers]


def _relancer(acces: Acces, lot: Iterable[Impayee]) -> list[Relance]:
    """Write, then send: what does not leave goes on paper, and nobody is reminded twice."""
    factures = [une.facture for une in lot]
    faites = relancer(
        acces.structure,
        [facture.pk for facture in factures],
        courriels=courriels_de(facture.client for facture in factures),
        par=acces.utilisateur,
    )
    for lettre in en_lettres(faites):
        if lettre.relances[0].courriel and not poster(acces.structure, lettre):
            remettre_sur_papier(lettre.relances)
            for relance in lettre.relances:
                relance.courriel = ""
    return faites


def _dire(request: HttpRequest, faites: int, lettres: int) -> None:
    if not faites:
        messages.info(request, _("Aucune facture n’attend de relance aujourd’hui."))
        return
    dit = ngettext("%(n)d facture relancée.", "%(n)d factures relancées.", faites)
    messages.success(request, dit % {"n": faites})
    if lettres:
        dit = ngettext(
            "%(n)d lettre est à poster : ouvrez-la depuis la liste des relances faites.",
            "%(n)d lettres sont à poster : ouvrez-les depuis la liste des relances faites.",
            lettres,
        )
        messages.warning(request, dit % {"n": lettres})


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def facture_litige(request: HttpRequest, acces: Acces, impayee_id: int) -> HttpResponse:
    """Put an invoice on hold, with a reason."""
    facture = get_facture_impayee(acces, impayee_id, ecrire=True)
    form = LitigeForm(request.POST or None)
    if tenter(form, lambda: ouvrir_litige(facture, **form.cleaned_data, par=acces.utilisateur)):
        messages.success(request, _("La facture est en litige : elle n’est plus relancée."))
        return redirect("impayee", acces.structure.pk, facture.pk)
    chapeau = _("Tant que le litige dure, cette facture n’est pas relancée ; elle reste due.")
    fil = fil_relances(acces, facture)
    page = Page(_("Mettre en litige"), _("Mettre en litige"), fil, chapeau)
    return page_acte(request, form, page)


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def facture_litige_lever(request: HttpRequest, acces: Acces, impayee_id: int) -> HttpResponse:
    """Lift the hold of an invoice."""
    facture = get_facture_impayee(acces, impayee_id, ecrire=True)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if tenter(form, lambda: lever_litige(facture, par=acces.utilisateur)):
        messages.success(request, _("Le litige est levé."))
        return redirect("impayee", acces.structure.pk, facture.pk)
    chapeau = _("Les relances reprendront là où elles en étaient.")
    fil = fil_relances(acces, facture)
    page = Page(_("Lever le litige"), _("Lever le litige"), fil, chapeau)
    return page_acte(request, form, page)


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def relances_reglages(request: HttpRequest, acces: Acces) -> HttpResponse:
    """The delays of the steps."""
    form = ReglagesRelancesForm(reglage_de(acces.structure), request.POST or None)
    if tenter(
        form, lambda: regler_relances(acces.structure, **form.cleaned_data, par=acces.utilisateur)
    ):
        messages.success(request, _("Les délais sont enregistrés."))
        return redirect("relances", acces.structure.pk)
    chapeau = _(
        "Aucun texte ne fixe ces délais : ceux proposés sont ceux d’Étrier, choisissez les vôtres."
    )
    page = Page(_("Délais des relances"), _("Enregistrer"), fil_relances(acces), chapeau)
    return page_acte(request, form, page)
