"""Lists of papers, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.parcours.documents.access import (
    get_document,
    get_salarie_des_papiers,
    les_documents,
)
from etrier.parcours.documents.attendus import Attendu, attendus
from etrier.parcours.documents.contenu import PARTS
from etrier.parcours.documents.fichiers import ouvrir_motif
from etrier.parcours.documents.signatures import attendues
from etrier.parcours.enums_accompagnement import EtatDocument, GenreDocument
from etrier.parcours.models import Contrat, DocumentProduit
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.documents.tableaux import comptes, pastille, tableau_documents
from etrier.www.porte import porte
from etrier.www.tableau import exporter


@porte(Finalite.LIRE_DOCUMENTS)
def documents(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Papers of the structure: to sign first asked for."""
    tous, etat = les_documents(acces), request.GET.get("etat", "")
    gardes = tous.filter(etat=etat) if etat in EtatDocument.values else tous
    vide = _("Aucun papier ici : préparez-en un depuis la fiche d'une personne.")
    tableau = tableau_documents(acces, gardes, vide=vide)
    choix = [("", _("Tous les papiers")), *((e.value, e.label) for e in EtatDocument)]
    page = {
        "tableau": tableau,
        "etat": etat,
        "choix": choix,
        "comptes": comptes(tous.values_list("etat", flat=True)),
    }
    return exporter(tableau, request) or render(request, "documents/documents.html", page)


@porte(Finalite.LIRE_DOCUMENTS)
def documents_salarie(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Papers of somebody, and those to make."""
    qui = get_salarie_des_papiers(acces, salarie_id)
    siens = les_documents(acces).filter(salarie=qui)
    tableau = tableau_documents(acces, siens, de_la_personne=True, vide=_("Aucun papier encore."))
    ecrire = acces.peut(Finalite.ECRIRE_DOCUMENTS)
    page = {
        "salarie": qui,
        "tableau": tableau,
        "attendus": [dire_attendu(acces, a) for a in attendus(qui, aujourdhui())] if ecrire else [],
        "autres": _autres(acces, qui.contrats.first()) if ecrire else [],
    }
    return exporter(tableau, request) or render(request, "documents/salarie.html", page)


def dire_attendu(acces: Acces, attendu: Attendu) -> tuple[str, str]:
    """What a paper to make is, and the page that prepares it."""
    genre = GenreDocument(attendu.genre)
    if attendu.immersion is not None:
        adresse = reverse("document_immersion", args=[acces.structure.pk, attendu.immersion.pk])
        return f"{genre.label} ({attendu.immersion.hote})", adresse
    contrat = attendu.contrat
    if contrat is None:
        raise ValueError("a paper is about a contract or an immersion")
    adresse = reverse("document_contrat", args=[acces.structure.pk, contrat.pk])
    suite = f"&avenant={attendu.avenant.rang}" if attendu.avenant else ""
    numero = contrat.numero + (f", n° {attendu.avenant.rang}" if attendu.avenant else "")
    return f"{genre.label} {numero}", f"{adresse}?genre={genre.value}{suite}"


def _autres(acces: Acces, contrat: Contrat | None) -> list[tuple[str, str]]:
    """Letters and a certificate of the last contract, whenever one wants them."""
    if contrat is None:
        return []
    genres = (GenreDocument.RENOUVELLEMENT, GenreDocument.FIN, GenreDocument.CERTIFICAT)
    return [dire_attendu(acces, Attendu(genre, contrat)) for genre in genres]


@porte(Finalite.LIRE_DOCUMENTS)
def document(request: HttpRequest, acces: Acces, document_id: int) -> HttpResponse:
    """One paper: where it stands, who signed, what one may do."""
    un = get_document(acces, document_id)
    annule = un.etat == EtatDocument.ANNULE
    clos = annule or un.est_efface
    page = {
        "document": un,
        "pastille": pastille(un),
        "signatures": _signatures(un),
        "a_signer": [] if clos else [(qui.value, PARTS[qui]) for qui in attendues(un)],
        "motif": ouvrir_motif(un, par=acces.utilisateur) if annule else "",
    }
    return render(request, "documents/document.html", page)


def _signatures(un: DocumentProduit) -> list[dict[str, object]]:
    return [
        {
            "part": PARTS[s.qui],
            "nom": s.nom,
            "le": s.le,
            "moyen": s.get_moyen_display(),
            "dessinee": s.trace is not None,
            "par": s.recueillie_par,
        }
        for s in un.signatures.select_related("recueillie_par")
    ]
