"""The files of a paper: each opening is noted, and no browser keeps them."""

from django.http import HttpRequest, HttpResponse

from etrier.parcours.documents.access import get_document
from etrier.parcours.documents.fichiers import (
    nom_fichier,
    ouvrir_contenu,
    ouvrir_fichier,
    ouvrir_original,
)
from etrier.parcours.documents.word import en_word
from etrier.socle.horloge import maintenant
from etrier.structures.access import Acces, Finalite
from etrier.www.porte import porte

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def rendre(octets: bytes, nom: str, genre: str = PDF) -> HttpResponse:
    """The answer that hands a paper over: seen in the browser (PDF) or saved (Word)."""
    place = "inline" if genre == PDF else "attachment"
    entetes = {
        "Content-Disposition": f'{place}; filename="{nom}"',
        "Cache-Control": "no-store, private",
    }
    return HttpResponse(octets, content_type=genre, headers=entetes)


@porte(Finalite.LIRE_DOCUMENTS)
def document_pdf(request: HttpRequest, acces: Acces, document_id: int) -> HttpResponse:
    """The paper, with its signatures when there are any."""
    un = get_document(acces, document_id)
    return rendre(ouvrir_fichier(un, par=acces.utilisateur), nom_fichier(un))


@porte(Finalite.LIRE_DOCUMENTS)
def document_original(request: HttpRequest, acces: Acces, document_id: int) -> HttpResponse:
    """The paper as it was produced: what the digest is of."""
    un = get_document(acces, document_id)
    return rendre(ouvrir_original(un, par=acces.utilisateur), nom_fichier(un))


@porte(Finalite.LIRE_DOCUMENTS)
def document_word(request: HttpRequest, acces: Acces, document_id: int) -> HttpResponse:
    """The same text, to edit."""
    un = get_document(acces, document_id)
    contenu = ouvrir_contenu(un, par=acces.utilisateur)
    return rendre(en_word(contenu, le=maintenant()), nom_fichier(un, "docx"), WORD)
