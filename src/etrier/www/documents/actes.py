"""What is done with a paper: sign on the screen, report a signed paper, cancel."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from etrier.parcours.documents.access import get_document
from etrier.parcours.documents.actions import annuler
from etrier.parcours.documents.contenu import PARTS
from etrier.parcours.documents.fichiers import ouvrir_contenu
from etrier.parcours.documents.signatures import attendues, signer_ecran, signer_papier
from etrier.parcours.documents.traces import HAUTEUR, LARGEUR
from etrier.parcours.enums_accompagnement import EtatDocument, QuiSigne
from etrier.parcours.models import DocumentProduit
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.documents.forms import AnnulerForm, ReporterForm, SignerForm
from etrier.www.porte import porte


def _fil(acces: Acces, un: DocumentProduit) -> list[tuple[str, str]]:
    return [
        (_("Papiers"), reverse("documents", args=[acces.structure.pk])),
        (str(un), reverse("document", args=[acces.structure.pk, un.pk])),
    ]


def _noms(acces: Acces, un: DocumentProduit) -> dict[str, str]:
    """Who is expected, as the paper says it; those who have signed left out."""
    restent = attendues(un)
    parts = ouvrir_contenu(un, par=acces.utilisateur)["parts"] if restent else {}
    return {qui.value: parts.get(qui, "") for qui in restent}


@porte(Finalite.ECRIRE_DOCUMENTS, methods=("GET", "POST"))
@never_cache
def document_signer(request: HttpRequest, acces: Acces, document_id: int) -> HttpResponse:
    """Somebody signs on this screen: `?qui=`, the first who has not signed by default."""
    un = get_document(acces, document_id, ecrire=True)
    noms = {} if un.etat == EtatDocument.ANNULE else _noms(acces, un)
    if not noms:
        return redirect("document", acces.structure.pk, un.pk)
    qui = request.GET.get("qui") or next(iter(noms))
    if qui not in noms:
        raise Http404
    form = SignerForm(noms[qui], fige=qui == QuiSigne.SALARIE, data=request.POST or None)
    if tenter(form, lambda: _signer(acces, un, qui, noms[qui], form)):
        messages.success(request, _("La signature est enregistrée. Merci."))
        return redirect("document", acces.structure.pk, un.pk)
    page = {"document": un, "form": form, "nom": noms[qui], "part": PARTS[qui]}
    page |= {"largeur": LARGEUR, "hauteur": HAUTEUR, "personne": qui == QuiSigne.SALARIE}
    return render(request, "documents/signer.html", page)


def _signer(acces: Acces, un: DocumentProduit, qui: str, nom: str, form: SignerForm) -> object:
    champs = form.cleaned_data
    nom = champs.get("nom", nom)
    return signer_ecran(un, qui, nom, champs["trace"], par=acces.utilisateur)


@porte(Finalite.ECRIRE_DOCUMENTS, methods=("GET", "POST"))
@never_cache
def document_reporter(request: HttpRequest, acces: Acces, document_id: int) -> HttpResponse:
    """The printed paper came back signed."""
    un = get_document(acces, document_id, ecrire=True)
    noms = {} if un.etat == EtatDocument.ANNULE else _noms(acces, un)
    if not noms:
        return redirect("document", acces.structure.pk, un.pk)
    form = ReporterForm(noms, request.POST or None)
    if tenter(
        form,
        lambda: signer_papier(un, form.noms(), form.cleaned_data["le"], par=acces.utilisateur),
    ):
        messages.success(request, _("Les signatures sont reportées."))
        return redirect("document", acces.structure.pk, un.pk)
    chapeau = _(
        "Seulement si vous avez le papier signé sous les yeux : gardez-le, c'est lui qui porte les "
        "signatures."
    )
    page = Page(_("Reporter un papier signé"), _("Reporter"), _fil(acces, un), chapeau)
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_DOCUMENTS, methods=("GET", "POST"))
def document_annuler(request: HttpRequest, acces: Acces, document_id: int) -> HttpResponse:
    """Say that a paper no longer stands."""
    un = get_document(acces, document_id, ecrire=True)
    form = AnnulerForm(request.POST or None)
    if tenter(form, lambda: annuler(un, form.cleaned_data["motif"], par=acces.utilisateur)):
        messages.success(request, _("Le papier est annulé."))
        return redirect("document", acces.structure.pk, un.pk)
    chapeau = _("Son numéro n'est pas repris et son fichier reste lisible, marqué annulé ici.")
    titre = _("Annuler le papier n° %(numero)s") % {"numero": un.numero}
    page = Page(titre, _("Annuler ce papier"), _fil(acces, un), chapeau, danger=True)
    return page_acte(request, form, page)
