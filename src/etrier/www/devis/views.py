"""Quotes of a structure, one quote, its paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from etrier.facturation.access_devis import get_devis, les_devis
from etrier.facturation.devis.chiffrage import chiffrer
from etrier.facturation.devis.papier import imprimer, nom_fichier
from etrier.facturation.devis.reponses import tarif_manque
from etrier.facturation.enums import EtatDevis, UniteLigne
from etrier.facturation.models import Devis
from etrier.structures.access import Acces, Finalite
from etrier.www.devis.courrier import adresse_du_lien
from etrier.www.devis.tableaux import est_perime, pastille, tableau_devis, tableau_lignes
from etrier.www.porte import porte
from etrier.www.tableau import exporter


@porte(Finalite.LIRE_ARGENT)
def devis(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Every quote of the structure."""
    tableau = tableau_devis(acces, list(les_devis(acces)))
    return exporter(tableau, request) or render(request, "devis/liste.html", {"tableau": tableau})


@porte(Finalite.LIRE_ARGENT)
def devis_voir(request: HttpRequest, acces: Acces, devis_id: int) -> HttpResponse:
    """One quote: its lines, where it stands, what it became."""
    un = get_devis(acces, devis_id)
    chiffrage = chiffrer(un)
    accepte = un.etat == EtatDevis.ACCEPTE
    acomptes = un.factures.filter(genre="acompte")
    page = {
        "devis": un,
        "chiffrage": chiffrage,
        "lignes": tableau_lignes(chiffrage),
        "pastille": pastille(un),
        "perime": est_perime(un),
        "lien": _lien(request, acces, un),
        "articles": un.articles.all() if accepte else (),
        "tarifs": [x for x in un.lignes.all() if accepte and x.unite == UniteLigne.HEURE],
        "tarifs_manquants": _manquants(un) if accepte else (),
        "acomptes": acomptes,
        "acompte_a_demander": accepte and un.acompte_pour_cent and not acomptes.exists(),
        "modifiable": un.etat == EtatDevis.BROUILLON,
        "en_attente": un.etat in (EtatDevis.BROUILLON, EtatDevis.ENVOYE),
    }
    return render(request, "devis/devis.html", page)


def _manquants(un: Devis) -> list[str]:
    a_l_heure = un.lignes.filter(unite=UniteLigne.HEURE).select_related("prestation")
    return [x.libelle for x in a_l_heure if tarif_manque(un, x)]


def _lien(request: HttpRequest, acces: Acces, un: Devis) -> str:
    """The link that opens now, for those who may hand it over."""
    ouvert = un.etat == EtatDevis.ENVOYE and not est_perime(un)
    return adresse_du_lien(request, un) if ouvert and acces.peut(Finalite.FACTURER) else ""


@porte(Finalite.LIRE_ARGENT)
def devis_pdf(request: HttpRequest, acces: Acces, devis_id: int) -> HttpResponse:
    """The paper to read, to print or to keep."""
    return en_pdf(get_devis(acces, devis_id))


def en_pdf(un: Devis) -> HttpResponse:
    """The answer that shows the PDF of a quote."""
    entetes = {"Content-Disposition": f'inline; filename="{nom_fichier(un)}"'}
    return HttpResponse(imprimer(un), content_type="application/pdf", headers=entetes)
