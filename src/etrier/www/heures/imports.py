"""Import of a spreadsheet of hours: the template, the file, its preview, the confirmation."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from etrier.heures.formats.tableurs.dispositions import GENRES, DispositionIncomplete
from etrier.heures.importation.actions import (
    Apercu,
    ecrire_modele,
    importer_ou_dire,
    previsualiser,
    rendre_les_refusees,
)
from etrier.heures.models import ImportHeures
from etrier.socle.mois import ecrire_mois
from etrier.structures.access import Acces, Finalite
from etrier.structures.formats.refus import FichierRefuse
from etrier.www import formats_ecran
from etrier.www.heures.depots import Depot, deposer, reprendre, retenir_choix, retirer
from etrier.www.heures.forms import envoi
from etrier.www.heures.forms_import import EnvoiFichier, FormulaireDisposition, FormulaireMots
from etrier.www.heures.tableaux_import import tableau_lignes, tableau_refus
from etrier.www.porte import porte
from etrier.www.tableau import exporter

# Below this the guess is opened, to be looked at.
DOUTE = 60
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def heures_importer(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Take a file and go to its preview; a file that cannot be read is refused here."""
    form = EnvoiFichier(envoi(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        fichier = form.cleaned_data["fichier"]
        contenu = fichier.read()
        refus = _lisible(acces, contenu, fichier.name, mois)
        if not refus:
            jeton = deposer(acces, fichier.name, contenu)
            return redirect("heures_apercu", acces.structure.pk, mois, jeton)
        for probleme in refus:
            form.add_error("fichier", probleme)
    rejets = request.GET.get("rejets", "")
    return render(request, "heures/importer.html", {"form": form, "mois": mois, "rejets": rejets})


def _lisible(acces: Acces, contenu: bytes, nom: str, mois: date) -> Sequence[str]:
    """Why a file cannot even be shown; nothing when it can, or when its layout can be completed."""
    try:
        previsualiser(acces.structure, contenu, nom, mois)
    except DispositionIncomplete:
        return ()
    except FichierRefuse as refus:
        return refus.problemes
    return ()


@porte(Finalite.SAISIR_HEURES)
def heures_modele(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """The spreadsheet to fill in for the month."""
    reponse = HttpResponse(ecrire_modele(acces.structure, mois), content_type=XLSX)
    reponse["Content-Disposition"] = f'attachment; filename="heures-{ecrire_mois(mois)}.xlsx"'
    return reponse


@porte(Finalite.SAISIR_HEURES)
def heures_rejets(request: HttpRequest, acces: Acces, mois: date, jeton: str) -> HttpResponse:
    """The rows that were not written, with their reasons: the file to correct and send again."""
    depot = reprendre(acces, jeton)
    genre = XLSX if depot.nom.endswith(".xlsx") else "text/csv; charset=utf-8"
    reponse = HttpResponse(depot.contenu, content_type=genre)
    nom = quote(depot.nom)
    reponse["Content-Disposition"] = f"attachment; filename*=UTF-8''{nom}"
    return reponse


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def heures_apercu(request: HttpRequest, acces: Acces, mois: date, jeton: str) -> HttpResponse:
    """What the file would write, line by line; the names to confirm; then the import."""
    depot = reprendre(acces, jeton)
    geste = request.POST.get("geste", "importer") if request.method == "POST" else ""
    if geste in ("importer", "bonnes"):
        return _importer(request, acces, mois, jeton, depot)
    try:
        apercu = previsualiser(acces.structure, depot.contenu, depot.nom, mois, depot.choix)
    except DispositionIncomplete as manque:
        return _completer(request, acces, mois, jeton, depot, manque)
    disposition = FormulaireDisposition(
        apercu.disposition, request.POST if geste == "relire" else None
    )
    mots = FormulaireMots(apercu, request.POST if geste == "confirmer" else None)
    if mots.is_bound and mots.is_valid():
        dits = {**depot.choix.rapprochements, **mots.choisis()}
        retenir_choix(acces, jeton, replace(depot.choix, rapprochements=dits))
        return redirect("heures_apercu", acces.structure.pk, mois, jeton)
    if disposition.is_bound and _relire(acces, mois, jeton, depot, disposition):
        return redirect("heures_apercu", acces.structure.pk, mois, jeton)
    return _montrer(request, apercu, mois, {"disposition": disposition, "mots": mots})


def _completer(
    request: HttpRequest,
    acces: Acces,
    mois: date,
    jeton: str,
    depot: Depot,
    manque: DispositionIncomplete,
) -> HttpResponse:
    """Ask for what the guess lacks: a column, the header, the month."""
    form = FormulaireDisposition(manque.disposition, envoi(request))
    if form.is_bound and _relire(acces, mois, jeton, depot, form):
        return redirect("heures_apercu", acces.structure.pk, mois, jeton)
    contexte = {
        "fichier": depot.nom,
        "problemes": manque.problemes,
        "disposition": form,
        "mois": mois,
        "resume": gettext("Où est quoi ?"),
        "doute": True,
    }
    return render(request, "heures/presentation.html", contexte)


def _relire(
    acces: Acces, mois: date, jeton: str, depot: Depot, form: FormulaireDisposition
) -> bool:
    """Keep the layout beside the file; False, the reasons on the form, when it does not fit."""
    if not form.is_valid():
        return False
    choix = replace(depot.choix, disposition=form.disposition())
    try:
        previsualiser(acces.structure, depot.contenu, depot.nom, mois, choix)
    except FichierRefuse as refus:
        for probleme in refus.problemes:
            form.add_error(None, probleme)
        return False
    retenir_choix(acces, jeton, choix)
    return True


def _montrer(
    request: HttpRequest, apercu: Apercu, mois: date, formulaires: dict[str, Any]
) -> HttpResponse:
    refusees, lignes = tableau_refus(apercu), tableau_lignes(apercu)
    contexte = {
        "apercu": apercu,
        "refusees": refusees,
        "lignes": lignes,
        "mois": mois,
        "resume": _resumer(apercu),
        "doute": apercu.disposition.certitude < DOUTE,
        **formulaires,
    }
    return (
        exporter(refusees, request)
        or exporter(lignes, request)
        or render(request, "heures/apercu.html", contexte)
    )


def _resumer(apercu: Apercu) -> str:
    """How the file was read, in a sentence."""
    lue = apercu.disposition
    phrases = [
        gettext("Lu comme : %(genre)s, titres à la ligne %(entete)s.")
        % {"genre": GENRES.get(lue.genre, lue.genre), "entete": lue.entete}
    ]
    if lue.mois is not None:
        phrases.append(gettext("Mois : %(mois)s.") % {"mois": formats_ecran.mois(lue.mois)})
    if apercu.retenue_le is not None:
        dit = {"jour": formats_ecran.jour(apercu.retenue_le)}
        phrases.append(gettext("C’est votre présentation du %(jour)s.") % dit)
    elif lue.certitude < DOUTE:
        phrases.append(gettext("Ce n’est pas sûr : vérifiez."))
    return " ".join(phrases)


def _importer(
    request: HttpRequest, acces: Acces, mois: date, jeton: str, depot: Depot
) -> HttpResponse:
    """Write all, or on demand the good lines; the others are then given back."""
    bonnes = request.POST.get("geste") == "bonnes"
    apercu, source = importer_ou_dire(
        acces.structure,
        depot.contenu,
        depot.nom,
        par=acces.utilisateur,
        mois=mois,
        choix=depot.choix,
        bonnes_lignes=bonnes,
    )
    if source is None:
        raise FichierRefuse(depot.nom, apercu.motifs_de_refus())
    retirer(acces, jeton)
    messages.success(request, " ".join(filter(None, (_phrase(source), _modifies(apercu)))))
    if not apercu.refusees:
        return redirect("heures_mois", acces.structure.pk, mois)
    contenu, nom = rendre_les_refusees(apercu, depot.contenu)
    rejets = deposer(acces, nom, contenu)
    adresse = reverse("heures_importer", args=(acces.structure.pk, mois))
    return redirect(f"{adresse}?rejets={rejets}")


def _modifies(apercu: Apercu) -> str:
    """How many drafts have another duration than before; nothing when none."""
    if not apercu.modifiees:
        return ""
    dit = ngettext("%(n)d brouillon modifié.", "%(n)d brouillons modifiés.", apercu.modifiees)
    return dit % {"n": apercu.modifiees}


def _phrase(source: ImportHeures) -> str:
    ajoutees = ngettext("%(n)d ligne ajoutée", "%(n)d lignes ajoutées", source.lignes_ajoutees) % {
        "n": source.lignes_ajoutees
    }
    connues = ngettext("%(n)d déjà connue", "%(n)d déjà connues", source.lignes_connues) % {
        "n": source.lignes_connues
    }
    if not source.lignes_refusees:
        return f"{ajoutees}, {connues}."
    rendues = ngettext("%(n)d ligne rendue", "%(n)d lignes rendues", source.lignes_refusees) % {
        "n": source.lignes_refusees
    }
    return gettext("%(ajoutees)s, %(connues)s, %(rendues)s à corriger.") % {
        "ajoutees": ajoutees,
        "connues": connues,
        "rendues": rendues,
    }
