"""Accounts: those to confirm, those that serve, their history."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.banque.access import get_compte, les_comptes
from etrier.banque.actions import (
    comptes_de,
    confirmer_compte,
    proposer_compte,
    refuser_compte,
    retirer_compte,
)
from etrier.banque.enums import EtatCompte
from etrier.banque.models import CompteBancaire
from etrier.banque.verification import comparer, masquer, par_groupes
from etrier.socle.erreurs import Refus
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, exporter_parmi, page_acte, tenter
from etrier.www.banque.fils import fil_comptes
from etrier.www.banque.forms import CompteForm
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau


def de_qui(compte: CompteBancaire) -> str:
    """Whose account it is."""
    if compte.salarie is not None:
        return str(compte.salarie.personne)
    return str(compte.client or _("la structure"))


def _tableau(acces: Acces, titre: str, comptes: Iterable[CompteBancaire], nom: str) -> Tableau:
    def lien(compte: CompteBancaire) -> str:
        return reverse("compte_bancaire", args=[acces.structure.pk, compte.pk])

    return Tableau(
        titre,
        [
            Colonne(_("De qui"), de_qui, lien=lien),
            Colonne(_("Titulaire"), "titulaire"),
            Colonne(_("IBAN"), lambda c: masquer(c.iban), "numero"),
            Colonne(_("Proposé le"), "propose_le", "date"),
            Colonne(_("Proposé par"), "propose_par"),
            Colonne(_("Confirmé par"), "decide_par"),
        ],
        list(comptes),
        vide=_("Aucun."),
        nom=nom,
    )


@porte(Finalite.TENIR_BANQUE)
def comptes_bancaires(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Accounts to confirm first, then those that serve."""
    tous = les_comptes(acces)
    servent = tous.filter(etat=EtatCompte.CONFIRME)
    des_gens = servent.filter(salarie__isnull=False).order_by("salarie__personne__nom")
    attente = list(tous.filter(etat=EtatCompte.PROPOSE))
    tableaux = [
        _tableau(acces, _("Comptes à confirmer"), attente, "attente"),
        _tableau(acces, _("De la structure"), servent.filter(salarie=None, client=None), "notres"),
        _tableau(acces, _("Des salariés"), des_gens, "salaries"),
        _tableau(acces, _("Des clients"), servent.filter(client__isnull=False), "clients"),
    ]
    if fichier := exporter_parmi(tableaux, request):
        return fichier
    vus = {"tableaux": tableaux if attente else tableaux[1:], "attente": len(attente)}
    return render(request, "banque/comptes.html", vus)


@porte(Finalite.TENIR_BANQUE, methods=("GET", "POST"))
def compte_bancaire_nouveau(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Propose an account; somebody else confirms it."""
    form = CompteForm(acces, request.POST or None, initial=request.GET.dict())
    compte = tenter(
        form,
        lambda: proposer_compte(acces.structure, **form.cleaned_data, par=acces.utilisateur),
    )
    if compte is not None:
        messages.success(
            request, _("Compte proposé : une autre personne doit le confirmer avant qu'il serve.")
        )
        return redirect("comptes_bancaires", acces.structure.pk)
    chapeau = _("Ni salarié ni client : le compte est celui de la structure.")
    page = Page(_("Nouveau compte bancaire"), _("Proposer"), fil_comptes(acces), chapeau)
    return page_acte(request, form, page)


@porte(Finalite.TENIR_BANQUE, methods=("GET", "POST"))
def compte_bancaire(request: HttpRequest, acces: Acces, compte_id: int) -> HttpResponse:
    """One account: what changes, who may decide, what came before."""
    compte = get_compte(acces, compte_id)
    if request.method == "POST" and _decider(request, acces, compte):
        return redirect("comptes_bancaires", acces.structure.pk)
    vus = _vus(acces, compte) | {"fil": fil_comptes(acces)}
    return render(request, "banque/compte.html", vus)


def _vus(acces: Acces, compte: CompteBancaire) -> dict[str, Any]:
    propre = compte.salarie_id is None and compte.client_id is None
    historique = list(
        comptes_de(compte.structure, salarie=compte.salarie, client=compte.client)
        .exclude(pk=compte.pk)
        .select_related("propose_par", "decide_par")
    )
    servent = [] if propre else [c for c in historique if c.etat == EtatCompte.CONFIRME]
    ancien = servent[0] if servent else None
    a_decider = compte.etat == EtatCompte.PROPOSE
    decide = a_decider and compte.propose_par_id != acces.utilisateur.pk
    memes = les_comptes(acces).filter(iban=compte.iban).exclude(pk=compte.pk)
    return {
        "compte": compte,
        "de_qui": de_qui(compte),
        # Whole only to who must check it.
        "numero": par_groupes(compte.iban) if decide else masquer(compte.iban),
        "decide": decide,
        "a_decider": a_decider,
        "sert": compte.etat == EtatCompte.CONFIRME,
        "groupes": comparer(ancien.iban, compte.iban) if ancien and a_decider else [],
        "ancien": ancien,
        "historique": [(c, masquer(c.iban)) for c in historique],
        "autres": sorted({de_qui(c) for c in memes} - {de_qui(compte)}),
    }


def _decider(request: HttpRequest, acces: Acces, compte: CompteBancaire) -> bool:
    """Do what the button says; a refusal is shown on the page. True when it is done."""
    gestes = {
        "confirmer": (confirmer_compte, _("Compte confirmé : il sert dès maintenant.")),
        "refuser": (refuser_compte, _("Proposition retirée.")),
        "retirer": (retirer_compte, _("Ce compte ne sert plus ; il reste dans l'historique.")),
    }
    demande = request.POST.get("geste", "")
    if demande not in gestes:
        return False
    acte, phrase = gestes[demande]
    try:
        acte(compte, acces.utilisateur)
    except Refus as refus:
        messages.error(request, refus.phrase)
        return False
    messages.success(request, phrase)
    return True
