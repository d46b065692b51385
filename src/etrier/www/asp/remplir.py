"""Filling a record: the situation, for the assigned adviser alone, and the address."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from etrier.parcours.asp.access import get_fiche, get_fiche_a_remplir
from etrier.parcours.asp.actions import decrire, loger
from etrier.parcours.asp.amorce import relire, relire_nir
from etrier.parcours.asp.controles import verifier
from etrier.parcours.asp.ligne import CLES, Situation, Sources
from etrier.parcours.asp.regles import EITI
from etrier.parcours.enums import EtatFiche
from etrier.parcours.models import FicheSalarie
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.asp.forms import AdresseForm, SituationForm, en_reponses
from etrier.www.asp.mots import fil_fiche
from etrier.www.porte import porte

_CHAMPS = {f"situationSalarie.{champ}": cle for champ, cle, _eiti in CLES} | {
    "personnePhysique.codeComInsee.codeComInsee": "naissance_commune",
    "personnePhysique.codeComInsee.codeDpt": "naissance_commune",
    "personnePhysique.codeInseePays": "naissance_pays",
    "personnePhysique.codeGroupePays": "naissance_pays",
    "personnePhysique.salarieNIR": "nir",
}


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
@never_cache
def fiche_asp_situation(request: HttpRequest, acces: Acces, fiche_id: int) -> HttpResponse:
    """What the ASP asks of the person on entry; kept even when incomplete, and what lacks told."""
    fiche = get_fiche_a_remplir(acces, fiche_id)
    form = _form(request, acces, fiche)
    envoyee = request.method == "POST"
    if envoyee and tenter(form, lambda: _garder(acces, fiche, form)) is not None:
        if fiche.a_corriger == 0:
            messages.success(request, _("La situation est complète, et gardée sous scellé."))
            return redirect("fiche_asp", acces.structure.pk, fiche.pk)
        messages.warning(request, _reste(fiche.a_corriger or 0))
        form.dire(_erreurs(fiche, form.situation(), form.cleaned_data["nir"]))
    page = {"form": form, "fiche": fiche, "fil": fil_fiche(acces, fiche)}
    return render(request, "asp/situation.html", page | {"ecrite": _est_ecrite(fiche)})


def _form(request: HttpRequest, acces: Acces, fiche: FicheSalarie) -> SituationForm:
    naissance, eiti = fiche.salarie.personne.naissance, fiche.mesure == EITI
    if request.method == "POST":
        return SituationForm(naissance, request.POST, eiti=eiti)
    connue = {**relire(acces, fiche), "nir": relire_nir(acces, fiche)}
    if not fiche.a_corriger:
        return SituationForm(naissance, initial=connue, eiti=eiti)
    # Kept half way: it opens on what lacks.
    form = SituationForm(naissance, en_reponses(connue), eiti=eiti)
    if form.is_valid():
        form.dire(_erreurs(fiche, form.situation(), connue["nir"]))
    return form


def _garder(acces: Acces, fiche: FicheSalarie, form: SituationForm) -> FicheSalarie:
    return decrire(fiche, form.situation(), form.cleaned_data["nir"], par=acces.utilisateur)


def _erreurs(fiche: FicheSalarie, situation: Situation, nir: str) -> Iterator[tuple[str, str]]:
    dits: set[str] = set()
    for erreur in verifier(Sources(fiche, situation, nir, "C", aujourdhui())):
        champ = _CHAMPS.get(erreur.chemin, "")
        if champ == "type_employeur":
            champ = _employeur(situation)
        if erreur.ou.est_secret and champ not in dits:
            dits.add(champ)
            yield champ, erreur.phrase


def _employeur(situation: Situation) -> str:
    """Where to say that an employer, or a duration without work, is missing."""
    if situation.get("en_emploi") is None:
        return "en_emploi"
    return "type_employeur" if situation["en_emploi"] else "sans_emploi_depuis"


def _reste(points: int) -> str:
    phrase = ngettext(
        "C’est gardé. Il reste %(n)d point avant que la fiche puisse partir.",
        "C’est gardé. Il reste %(n)d points avant que la fiche puisse partir.",
        points,
    )
    return phrase % {"n": points}


def _est_ecrite(fiche: FicheSalarie) -> bool:
    return fiche.etat in (EtatFiche.ENVOYEE, EtatFiche.INTEGREE, EtatFiche.ARCHIVEE)


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def fiche_asp_adresse(request: HttpRequest, acces: Acces, fiche_id: int) -> HttpResponse:
    """Where the person lives."""
    fiche = get_fiche(acces, fiche_id)
    champs = (
        *("numero_voie", "extension_voie", "type_voie", "libelle_voie", "complement"),
        *("code_postal", "code_insee"),
    )
    connue = {nom: getattr(fiche.salarie.personne, nom) for nom in champs}
    form = AdresseForm(aujourdhui(), request.POST or None, initial=connue)
    if tenter(form, lambda: loger(fiche, form.adresse(), par=acces.utilisateur)):
        messages.success(request, _("L’adresse est gardée, pour tous ses employeurs."))
        return redirect("fiche_asp", acces.structure.pk, fiche.pk)
    page = Page(_("Adresse"), _("Enregistrer l’adresse"), fil_fiche(acces, fiche))
    return page_acte(request, form, page)
