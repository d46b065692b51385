"""One accounting year: its entries, its balance, its files, its end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from etrier.comptabilite.access import (
    get_exercice,
    get_exercice_a_tenir,
    les_ecritures,
    les_lignes,
)
from etrier.comptabilite.ecritures.exercices import ouvrir_exercice
from etrier.comptabilite.ecritures.passage import clore_exercice
from etrier.comptabilite.formats.exports import FormatExport, exporter
from etrier.comptabilite.models import Exercice
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, exporter_parmi, page_acte, tenter
from etrier.www.comptabilite.forms import ClotureForm, ExerciceForm, ExportForm
from etrier.www.comptabilite.tableaux import tableau_axes, tableau_balance, tableau_ecritures
from etrier.www.comptabilite.vues import fil_comptabilite
from etrier.www.porte import porte


@porte(Finalite.LIRE_ARGENT)
def exercice(request: HttpRequest, acces: Acces, exercice_id: int) -> HttpResponse:
    """Entries of the year, its balance, and income and expenses by axis."""
    vu = get_exercice(acces, exercice_id)
    lignes = les_lignes(acces).filter(ecriture__exercice=vu)
    tableaux = {
        "ecritures": tableau_ecritures(
            acces, les_ecritures(acces).filter(exercice=vu).order_by("numero")
        ),
        "balance": tableau_balance(lignes),
        "chantiers": tableau_axes(lignes, "chantier__denomination", gettext("Par chantier")),
        "activites": tableau_axes(lignes, "activite", gettext("Par activité")),
        "financeurs": tableau_axes(lignes, "financeur", gettext("Par financeur")),
    }
    if fichier := exporter_parmi(tableaux.values(), request):
        return fichier
    vus = {"exercice": vu, "fil": fil_comptabilite(acces), **tableaux}
    return render(request, "comptabilite/exercice.html", vus)


def _fil(acces: Acces, vu: Exercice) -> list[tuple[str, str]]:
    adresse = reverse("exercice", args=[acces.structure.pk, vu.pk])
    return [*fil_comptabilite(acces), (str(vu), adresse)]


@porte(Finalite.COMPTABILISER, methods=("GET", "POST"))
def exercice_nouveau(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Open a year that is not the calendar's."""
    form = ExerciceForm(request.POST or None)
    ouvert = tenter(
        form,
        lambda: ouvrir_exercice(acces.structure, **form.cleaned_data, par=acces.utilisateur),
    )
    if ouvert is not None:
        messages.success(request, gettext("Exercice ouvert."))
        return redirect("comptabilite", acces.structure.pk)
    chapeau = gettext(
        "Sans exercice écrit ici, celui de l'année civile s'ouvre à la première écriture."
    )
    titre, bouton = gettext("Ouvrir un exercice"), gettext("Ouvrir")
    return page_acte(request, form, Page(titre, bouton, fil_comptabilite(acces), chapeau))


@porte(Finalite.COMPTABILISER, methods=("GET", "POST"))
def exercice_clore(request: HttpRequest, acces: Acces, exercice_id: int) -> HttpResponse:
    """Close a year: nothing more is passed in it."""
    vu = get_exercice_a_tenir(acces, exercice_id)
    form = ClotureForm(request.POST or None)
    if tenter(form, lambda: clore_exercice(vu, par=acces.utilisateur)) is not None:
        messages.success(request, gettext("Exercice clos."))
        return redirect("exercice", acces.structure.pk, vu.pk)
    page = Page(
        gettext("Clore l'exercice %(exercice)s") % {"exercice": vu},
        gettext("Clore"),
        _fil(acces, vu),
        gettext("Une écriture qui arriverait ensuite serait laissée de côté, et le dirait."),
        danger=True,
    )
    return page_acte(request, form, page)


@porte(Finalite.LIRE_ARGENT)
def exercice_exporter(request: HttpRequest, acces: Acces, exercice_id: int) -> HttpResponse:
    """Choose a file."""
    vu = get_exercice(acces, exercice_id)
    vus = {
        "exercice": vu,
        "form": ExportForm(initial={"format": FormatExport.FEC}),
        "fil": _fil(acces, vu),
    }
    return render(request, "comptabilite/exporter.html", vus)


@porte(Finalite.LIRE_ARGENT)
def exercice_fichier(request: HttpRequest, acces: Acces, exercice_id: int) -> HttpResponse:
    """The file asked for; the form again when the question is wrong."""
    vu = get_exercice(acces, exercice_id)
    form = ExportForm(request.GET)
    if not form.is_valid():
        vus = {"exercice": vu, "form": form, "fil": _fil(acces, vu)}
        return render(request, "comptabilite/exporter.html", vus, status=422)
    nom, contenu = exporter(
        vu,
        form.cleaned_data["format"],
        colonnes=form.cleaned_data["colonnes"],
        par=acces.utilisateur,
    )
    # Its encoding is the software's, not the browser's to guess.
    reponse = HttpResponse(contenu, content_type="application/octet-stream")
    reponse["Content-Disposition"] = f'attachment; filename="{nom}"'
    return reponse
