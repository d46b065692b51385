"""The yearly report: its figures, what is written beside them, its files."""

from datetime import datetime, time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from etrier.pilotage.access import get_convention, les_conventions
from etrier.pilotage.actions import ecrire_bilan
from etrier.pilotage.bilan.composition import composer_bilan
from etrier.pilotage.bilan.contenu import Bilan, Perimetre
from etrier.pilotage.formats.docx import DOCX, ecrire_docx
from etrier.pilotage.formats.ecriture import nom_fichier
from etrier.pilotage.formats.pdf import imprimer_bilan
from etrier.pilotage.models import BilanAnnuel
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.structures.models import Convention
from etrier.www.acte import Page, exporter_parmi, page_acte, tenter
from etrier.www.pilotage.demande import annee_sensee, annees_connues
from etrier.www.pilotage.forms import BilanForm
from etrier.www.pilotage.tableaux_bilan import tableau_bilans, tableau_chiffres, tableau_parts
from etrier.www.porte import porte


@porte(Finalite.LIRE_PILOTAGE)
def bilans(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Every convention and every year."""
    annees = annees_connues(acces, aujourdhui())
    ecrits = BilanAnnuel.objects.filter(convention__structure=acces.structure)
    tableau = tableau_bilans(acces, list(les_conventions(acces)), annees, list(ecrits))
    return exporter_parmi([tableau], request) or render(
        request, "pilotage/bilans.html", {"tableau": tableau}
    )


def _bilan(
    acces: Acces, convention_id: int, annee: int, finalite: Finalite = Finalite.LIRE_PILOTAGE
) -> Bilan:
    convention: Convention = get_convention(acces, convention_id, finalite)
    return composer_bilan(Perimetre(convention, annee_sensee(annee), aujourdhui()))


@porte(Finalite.LIRE_PILOTAGE)
def bilan(request: HttpRequest, acces: Acces, convention_id: int, annee: int) -> HttpResponse:
    """The report as it stands, and what it lacks."""
    vu = _bilan(acces, convention_id, annee)
    chiffres, parts = tableau_chiffres(vu), tableau_parts(vu)
    page = {"bilan": vu, "chiffres": chiffres, "parts": parts}
    return exporter_parmi([chiffres, parts], request) or render(
        request, "pilotage/bilan.html", page
    )


@porte(Finalite.ECRIRE_DOCUMENTS, methods=("GET", "POST"))
def bilan_ecrire(
    request: HttpRequest, acces: Acces, convention_id: int, annee: int
) -> HttpResponse:
    """Write beside the figures."""
    vu = _bilan(acces, convention_id, annee, Finalite.ECRIRE_DOCUMENTS)
    ici = [acces.structure.pk, convention_id, annee]
    form = BilanForm(request.POST or None, {str(c.rubrique): c.texte for c in vu.chapitres})
    convention = vu.perimetre.convention
    if tenter(
        form, lambda: ecrire_bilan(convention, annee, form.cleaned_data, par=acces.utilisateur)
    ):
        messages.success(request, _("Les commentaires sont gardés."))
        return redirect("bilan", *ici)
    page = Page(
        _("Commentaires du bilan %(annee)d") % {"annee": annee},
        _("Garder les commentaires"),
        [(_("Bilan %(annee)d") % {"annee": annee}, reverse("bilan", args=ici))],
        _("Ils partent avec le bilan : ne nommez personne. Une ligne vide sépare les paragraphes."),
    )
    return page_acte(request, form, page)


@porte(Finalite.LIRE_PILOTAGE)
def bilan_pdf(request: HttpRequest, acces: Acces, convention_id: int, annee: int) -> HttpResponse:
    """The report to send and to keep."""
    vu = _bilan(acces, convention_id, annee)
    # Dated by the day: printed twice the same day from the same figures, it is the same file.
    le = make_aware(datetime.combine(vu.perimetre.le, time()))
    return _fichier(imprimer_bilan(vu, le), "application/pdf", f"{nom_fichier(vu)}.pdf")


@porte(Finalite.LIRE_PILOTAGE)
def bilan_docx(request: HttpRequest, acces: Acces, convention_id: int, annee: int) -> HttpResponse:
    """The report to go on writing elsewhere."""
    vu = _bilan(acces, convention_id, annee)
    return _fichier(ecrire_docx(vu), DOCX, f"{nom_fichier(vu)}.docx")


def _fichier(contenu: bytes, genre: str, nom: str) -> HttpResponse:
    sens = "inline" if genre == "application/pdf" else "attachment"
    entetes = {"Content-Disposition": f'{sens}; filename="{nom}"'}
    return HttpResponse(contenu, content_type=genre, headers=entetes)
