"""Import of a spreadsheet of hours: the template, the file, its preview, the confirmation."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext

from etrier.heures.enums import GenreHeures
from etrier.heures.importation import (
    Apercu,
    LigneApercu,
    StatutLigne,
    ecrire_modele,
    importer,
    previsualiser,
)
from etrier.heures.models import ImportHeures
from etrier.socle.mois import ecrire_mois
from etrier.structures.access import Acces, Finalite
from etrier.structures.formats.refus import FichierRefuse
from etrier.www.heures.depots import deposer, reprendre, retirer
from etrier.www.heures.forms import EnvoiFichier, envoi
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau, exporter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def heures_importer(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Take a file and go to its preview; a file that cannot be read is refused here."""
    form = EnvoiFichier(envoi(request), request.FILES)
    if form.is_valid():
        fichier = form.cleaned_data["fichier"]
        contenu = fichier.read()
        try:
            previsualiser(acces.structure, contenu, fichier.name, mois)
        except FichierRefuse as refus:
            for probleme in refus.problemes:
                form.add_error("fichier", probleme)
        else:
            jeton = deposer(acces, fichier.name, contenu)
            return redirect("heures_apercu", acces.structure.pk, mois, jeton)
    return render(request, "heures/importer.html", {"form": form, "mois": mois})


@porte(Finalite.SAISIR_HEURES)
def heures_modele(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """The spreadsheet to fill in for the month."""
    reponse = HttpResponse(ecrire_modele(acces.structure, mois), content_type=XLSX)
    reponse["Content-Disposition"] = f'attachment; filename="heures-{ecrire_mois(mois)}.xlsx"'
    return reponse


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def heures_apercu(request: HttpRequest, acces: Acces, mois: date, jeton: str) -> HttpResponse:
    """What the file would write, line by line; sending the page writes it."""
    depot = reprendre(acces, jeton)
    if request.method == "POST":
        source = importer(
            acces.structure, depot.contenu, depot.nom, par=acces.utilisateur, mois=mois
        )
        retirer(acces, jeton)
        messages.success(request, _phrase(source))
        return redirect("heures_mois", acces.structure.pk, mois)
    apercu = previsualiser(acces.structure, depot.contenu, depot.nom, mois)
    refusees, lignes = _tableau_refus(apercu), _tableau_lignes(apercu)
    contexte = {"apercu": apercu, "refusees": refusees, "lignes": lignes, "mois": mois}
    return (
        exporter(refusees, request)
        or exporter(lignes, request)
        or render(request, "heures/apercu.html", contexte)
    )


def _phrase(source: ImportHeures) -> str:
    ajoutees = ngettext("%(n)d ligne ajoutée", "%(n)d lignes ajoutées", source.lignes_ajoutees) % {
        "n": source.lignes_ajoutees
    }
    connues = ngettext("%(n)d déjà connue", "%(n)d déjà connues", source.lignes_connues) % {
        "n": source.lignes_connues
    }
    return f"{ajoutees}, {connues}."


def _tableau_refus(apercu: Apercu) -> Tableau:
    return Tableau(
        gettext("Lignes refusées"),
        [
            Colonne(gettext("Ligne"), "numero", "entier"),
            Colonne(gettext("Salarié"), "qui"),
            Colonne(gettext("Jour"), "jour", "date"),
            Colonne(gettext("Ce qui ne va pas"), "motif"),
        ],
        apercu.de_statut(StatutLigne.REFUSEE),
        legende=gettext("Corrigez-les dans le fichier, puis renvoyez-le."),
        nom="refus",
    )


def _tableau_lignes(apercu: Apercu) -> Tableau:
    statuts = {
        StatutLigne.NOUVELLE: gettext("nouvelle"),
        StatutLigne.CONNUE: gettext("déjà connue"),
        StatutLigne.MODIFIEE: gettext("modifiée"),
    }
    return Tableau(
        gettext("Lignes lues"),
        [
            Colonne(gettext("Ligne"), "numero", "entier"),
            Colonne(gettext("Salarié"), "qui"),
            Colonne(gettext("Jour"), "jour", "date"),
            Colonne(gettext("Nature"), _nature),
            Colonne(gettext("Lieu"), lambda x: x.chantier or x.mission),
            Colonne(gettext("Clause"), "clause"),
            Colonne(gettext("Heures"), "minutes", "heures", total=True),
            Colonne(gettext("Statut"), lambda x: statuts[x.statut]),
            Colonne(gettext("Remarque"), "motif"),
        ],
        [x for x in apercu.lignes if x.statut is not StatutLigne.REFUSEE],
        nom="lignes",
    )


def _nature(ligne: LigneApercu) -> str:
    return "" if ligne.nature is None else str(GenreHeures(ligne.nature).label)
