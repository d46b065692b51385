"""The month grid: see, type without a script, add a row."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from etrier.heures.models import Cloture
from etrier.socle.mois import ecrire_mois
from etrier.structures.access import Acces, Finalite
from etrier.www.contexte import mois_courant
from etrier.www.heures.corrections import tableau_de_mois_clos
from etrier.www.heures.demande import demander, rester
from etrier.www.heures.etat import etat
from etrier.www.heures.forms import AjoutRang, envoi
from etrier.www.heures.formulaire import (
    Erreurs,
    ecrire_erreurs,
    ecrire_formulaire,
    enregistrer,
)
from etrier.www.heures.grille import Grille, brouillons, dresser
from etrier.www.heures.rendu import Plume, ecrire_groupes, ecrire_totaux, plume
from etrier.www.heures.saisie import phrase_clos
from etrier.www.porte import porte
from etrier.www.tableau import exporter


@porte(Finalite.LIRE_HEURES)
def heures(request: HttpRequest, acces: Acces) -> HttpResponse:
    """The grid of the month at hand."""
    return redirect("heures_mois", acces.structure.pk, mois_courant(request))


@porte(Finalite.LIRE_HEURES)
def heures_mois(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """The month grid, people by days."""
    corrections = tableau_de_mois_clos(acces, mois)
    exporte = exporter(corrections, request)
    if exporte is not None:
        return exporte
    filtre, demande = demander(request, acces, mois)
    grille = dresser(acces, mois, demande)
    avec = plume(grille, acces.structure.pk, saisie=acces.peut(Finalite.SAISIR_HEURES))
    contexte = _contexte(request, acces, grille, avec) | {
        "filtre": filtre,
        "groupes": ecrire_groupes(grille, avec),
        "etat": etat(acces, grille, avec),
        "memoire": _memoire(acces, mois),
        "corrections": corrections,
    }
    return render(request, "heures/mois.html", contexte)


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def heures_formulaire(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """The month as a plain form; what is refused comes back as typed, with its reason."""
    erreurs = Erreurs()
    if request.method == "POST":
        if Cloture.objects.filter(structure=acces.structure, mois=mois).exists():
            messages.error(request, phrase_clos())
            return redirect("heures_mois", acces.structure.pk, mois)
        ecrites, erreurs = enregistrer(acces, mois, request.POST)
        _annoncer(request, ecrites, erreurs)
        if not erreurs:
            return redirect(request.get_full_path())
    filtre, demande = demander(request, acces, mois, [cle for cle, _jour in erreurs])
    grille = dresser(acces, mois, demande)
    avec = plume(grille, acces.structure.pk, saisie=True)
    contexte = _contexte(request, acces, grille, avec) | {
        "filtre": filtre,
        "groupes": ecrire_formulaire(grille, avec, erreurs),
        "erreurs": ecrire_erreurs(grille, avec, erreurs),
    }
    return render(request, "heures/formulaire.html", contexte)


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def heures_ajouter(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Choose a row to add to the grid; nothing is written until hours are typed in it."""
    form = AjoutRang(acces, mois, envoi(request), initial=request.GET.dict())
    if form.is_valid():
        adresse = reverse("heures_mois", args=[acces.structure.pk, mois])
        gardes = rester(request, str(form.cle))
        return redirect(f"{adresse}?{gardes}#q.{form.cle}")
    return render(request, "heures/ajouter.html", {"form": form, "mois": mois})


def _contexte(request: HttpRequest, acces: Acces, grille: Grille, avec: Plume) -> dict[str, Any]:
    """What the grid and the plain form share."""
    return {
        "mois": grille.mois,
        "grille": grille,
        "totaux": ecrire_totaux(grille.jours, avec.classes, grille.totaux_des_jours),
        "colonnes": len(grille.jours) + 2,
        "lignes": 2 + sum(groupe.hauteur for groupe in grille.montres),
        "par_lieu": any(groupe.par_lieu for groupe in grille.groupes),
        "saisie": avec.saisie,
        "brouillons": brouillons(acces, grille.mois),
        "parametres": request.GET.urlencode(),
        "gardes": rester(request),
        "filtree": any(request.GET.get(nom) for nom in ("personne", "lieu")),
    }


def _memoire(acces: Acces, mois: date) -> str:
    """Where a browser keeps what it could not send: never the cells of somebody else."""
    return f"etrier.heures.{acces.structure.pk}.{acces.utilisateur.pk}.{ecrire_mois(mois)}"


def _annoncer(request: HttpRequest, ecrites: int, erreurs: Mapping[Any, Any]) -> None:
    if ecrites:
        phrase = ngettext("%(n)d case enregistrée.", "%(n)d cases enregistrées.", ecrites)
        messages.success(request, phrase % {"n": ecrites})
    elif not erreurs:
        messages.info(request, gettext("Rien n’a changé : il n’y avait rien à enregistrer."))
