"""The texts of papers: read, written, seen on a fictitious person, given back to the house."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.parcours.documents.champs import groupes, libelles
from etrier.parcours.documents.exemples import apercu
from etrier.parcours.documents.langue import verifier
from etrier.parcours.documents.modeles import (
    Modele,
    enregistrer_modele,
    modele_en_vigueur,
    reprendre_maison,
)
from etrier.parcours.enums_accompagnement import GenreDocument
from etrier.parcours.models import ModeleDocument
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import tenter
from etrier.www.documents.fichiers import rendre
from etrier.www.documents.forms import TexteForm
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau


def _genre(request: HttpRequest) -> GenreDocument:
    """The kind asked for by `?genre=`, the CDDI by default."""
    demande = request.GET.get("genre", GenreDocument.CDDI.value)
    if demande not in GenreDocument.values:
        raise Http404
    return GenreDocument(demande)


def _adresse(acces: Acces, nom: str, genre: str) -> str:
    return f"{reverse(nom, args=[acces.structure.pk])}?genre={genre}"


@porte(Finalite.LIRE_DOCUMENTS)
def modeles_document(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Each kind of paper, and whose text it is made from."""
    tableau = Tableau(
        _("Modèles de papiers"),
        [
            Colonne(
                _("Papier"),
                lambda m: m.genre.label,
                lien=lambda m: _adresse(acces, "modele_document", m.genre.value),
            ),
            Colonne(_("Texte"), _origine),
            Colonne(_("Du"), lambda m: m.version.created_at if m.version else m.maison.du, "date"),
            Colonne(_("Par"), lambda m: m.version.par if m.version else None),
        ],
        [modele_en_vigueur(acces.structure, genre) for genre in GenreDocument],
        recherche=False,
        exportable=False,
    )
    return render(request, "documents/modeles.html", {"tableau": tableau})


def _origine(modele: Modele) -> str:
    if modele.version is None:
        return _("de la maison, version %(n)s") % {"n": modele.maison.version}
    return _("de la structure, version %(n)s") % {"n": modele.version.version}


@porte(Finalite.ECRIRE_DOCUMENTS, methods=("GET", "POST"))
def modele_document(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Write the text of a kind of paper."""
    genre = _genre(request)
    modele = modele_en_vigueur(acces.structure, genre)
    versions = ModeleDocument.objects.filter(structure=acces.structure, genre=genre)
    depart = _ancien(request, versions, modele)
    form = TexteForm(request.POST or None, initial={"texte": depart})
    if tenter(
        form,
        lambda: enregistrer_modele(
            acces.structure, genre, form.cleaned_data["texte"], par=acces.utilisateur
        ),
    ):
        messages.success(request, _("Le texte est enregistré : les prochains papiers le prennent."))
        return redirect(_adresse(acces, "modele_document", genre))
    page = {"genre": genre, "modele": modele, "form": form, "groupes": groupes(genre)}
    page |= {"versions": versions.select_related("par"), "origine": _origine(modele)}
    return render(request, "documents/modele.html", page)


def _ancien(request: HttpRequest, versions: QuerySet[ModeleDocument], modele: Modele) -> str:
    """The text of `?version=`, to take it up again; else the one in force."""
    demandee = request.GET.get("version", "")
    if not demandee.isdecimal():
        return modele.texte
    ancienne = versions.filter(version=int(demandee)).first()
    if ancienne is None:
        raise Http404
    return ancienne.texte or modele.maison.texte


@porte(Finalite.ECRIRE_DOCUMENTS, methods=("GET", "POST"))
def modele_apercu(request: HttpRequest, acces: Acces) -> HttpResponse:
    """The PDF of a text, kept or still being written, on a fictitious person."""
    genre = _genre(request)
    texte = request.POST.get("texte") or modele_en_vigueur(acces.structure, genre).texte
    verifier(texte, libelles(genre))
    return rendre(apercu(genre, texte), f"modele-{genre}.pdf")


@porte(Finalite.ECRIRE_DOCUMENTS, methods=("POST",))
def modele_maison(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Go back to the text of the house."""
    genre = _genre(request)
    reprendre_maison(acces.structure, genre, par=acces.utilisateur)
    messages.success(request, _("Le modèle est de nouveau le texte de la maison."))
    return redirect(_adresse(acces, "modele_document", genre))
