"""The list of records, and one record: states and errors in plain words, never what is sealed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.parcours.asp.access import get_fiche
from etrier.parcours.asp.actions import a_rejouer
from etrier.parcours.asp.codes import Code
from etrier.parcours.asp.controles import verifier_clair
from etrier.parcours.asp.regles import Ou
from etrier.parcours.enums import EtatFiche
from etrier.parcours.models import FicheSalarie
from etrier.parcours.secrets import est_referent
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import exporter_parmi
from etrier.www.adresses import adresse_ouverte
from etrier.www.asp.mots import a_faire, pastille, reponse
from etrier.www.asp.tableaux import choix_etats, tableau_envois, tableau_fiches, tableau_lots
from etrier.www.porte import porte

MODIFIABLES = (EtatFiche.NOUVELLE, EtatFiche.PRETE, EtatFiche.REJETEE, EtatFiche.DESACTIVEE)


@dataclass(frozen=True)
class Point:
    """Something to correct; `adresse` opens the page where it is, None when the reader may not."""

    phrase: str
    adresse: str | None
    libelle: str = ""


@porte(Finalite.TRANSMETTRE_ASP)
def fiches_asp(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Records by state, files written, and what to do next."""
    choisi = request.GET.get("etat", "")
    fiches, lots = tableau_fiches(acces, choisi), tableau_lots(acces)
    page = {
        "fiches": fiches,
        "lots": lots,
        "choisi": choisi,
        "choix": choix_etats(acces),
        "anciennes": a_rejouer(acces.structure).count(),
    }
    return exporter_parmi((fiches,), request) or render(request, "asp/fiches.html", page)


@porte(Finalite.TRANSMETTRE_ASP)
def fiche_asp(request: HttpRequest, acces: Acces, fiche_id: int) -> HttpResponse:
    """Where a record stands, what the ASP said, what to correct and where."""
    fiche = get_fiche(acces, fiche_id)
    dernier = fiche.envois.exclude(code_traitement="").order_by("-lot_id").first()
    code = reponse(fiche, dernier.libelle if dernier else "")
    page = {
        "fiche": fiche,
        "pastille": pastille(fiche),
        "faire": a_faire(fiche),
        "code": code,
        "corriger": _corriger(acces, fiche, code) if code else None,
        "points": list(_points(acces, fiche)) if fiche.etat in MODIFIABLES else [],
        "modifiable": fiche.etat in MODIFIABLES,
        "est_referent": est_referent(acces, fiche.salarie.personne),
        "referent": fiche.salarie.referents.filter(fin=None).select_related("utilisateur").first(),
        "envois": tableau_envois(acces, fiche),
    }
    return render(request, "asp/fiche.html", page)


def _points(acces: Acces, fiche: FicheSalarie) -> Iterator[Point]:
    """What is not sealed, point by point; what is, only how much."""
    for erreur in verifier_clair(fiche, aujourdhui()):
        yield Point(erreur.phrase, *_lieu(acces, fiche, erreur.ou))
    manque = _dire_situation(fiche)
    if manque:
        ouverte = est_referent(acces, fiche.salarie.personne)
        lieu = _lieu(acces, fiche, Ou.SITUATION) if ouverte else (None, "")
        yield Point(manque, *lieu)


def _corriger(acces: Acces, fiche: FicheSalarie, code: Code) -> Point | None:
    """Where what the ASP refused is corrected; None when it refused nothing."""
    if fiche.etat != EtatFiche.REJETEE:
        return None
    if code.ou is Ou.IDENTITE:
        adresse = reverse("fiche_asp_identifiant", args=[acces.structure.pk, fiche.pk])
        return Point("", adresse, _("Changer l’identifiant"))
    if code.ou.est_secret and not est_referent(acces, fiche.salarie.personne):
        return Point("", None)
    return Point("", *_lieu(acces, fiche, code.ou))


def _dire_situation(fiche: FicheSalarie) -> str:
    if fiche.a_corriger is None:
        return _("La situation à l’entrée n’est pas remplie : son référent la remplit.")
    if not fiche.a_corriger:
        return ""
    return ngettext(
        "La situation à l’entrée a %(n)d point à compléter : son référent la complète.",
        "La situation à l’entrée a %(n)d points à compléter : son référent la complète.",
        fiche.a_corriger,
    ) % {"n": fiche.a_corriger}


def _lieu(acces: Acces, fiche: FicheSalarie, ou: Ou) -> tuple[str | None, str]:
    """Address and label of the page where a thing is corrected."""
    if ou is Ou.STRUCTURE:
        return adresse_ouverte(acces, "aides"), _("Voir les annexes")
    nom, cle, libelle = {
        Ou.IDENTITE: ("salarie_modifier", fiche.salarie_id, _("Corriger l’identité")),
        Ou.ADRESSE: ("fiche_asp_adresse", fiche.pk, _("Corriger l’adresse")),
        Ou.SITUATION: ("fiche_asp_situation", fiche.pk, _("Ouvrir la situation")),
        Ou.PASS: ("salarie", fiche.salarie_id, _("Voir le PASS")),
    }[ou]
    return reverse(nom, args=[acces.structure.pk, cle]), libelle
