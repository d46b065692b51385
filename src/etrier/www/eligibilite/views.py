"""The diagnoses of a person, a new one, its verdict as one chooses, its criteria."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from etrier.droit.vocabulaire import Dispositif
from etrier.parcours.accueil.access import get_personne, nommer_partenaire
from etrier.parcours.eligibilite.access import (
    en_vigueur,
    get_diagnostic,
    les_diagnostics,
    lire_criteres,
)
from etrier.parcours.eligibilite.actions import (
    declarer,
    juger_declaration,
    reserves_declaration,
)
from etrier.parcours.models import DiagnosticEligibilite, Personne
from etrier.parcours.secrets import est_referent
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite, les_conventions
from etrier.www.acte import tenter
from etrier.www.eligibilite.forms import DiagnosticForm
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau


@porte(Finalite.LIRE_ACCUEIL)
def eligibilite(request: HttpRequest, acces: Acces, personne_id: int) -> HttpResponse:
    """Diagnoses the structure may see, and the one in force."""
    personne = get_personne(acces, personne_id)
    diagnostics = list(les_diagnostics(acces, personne))
    page = {
        "personne": personne,
        "retenu": en_vigueur(diagnostics, acces.structure.pk, aujourdhui()),
        "tableau": _tableau(acces, personne, diagnostics),
        "a_relire": _a_relire(acces, personne, diagnostics),
    }
    return render(request, "eligibilite/eligibilite.html", page)


def _tableau(acces: Acces, personne: Personne, diagnostics: list[DiagnosticEligibilite]) -> Tableau:
    au_referent = est_referent(acces, personne)

    def declarant(diagnostic: DiagnosticEligibilite) -> str:
        nom = nommer_partenaire(diagnostic.partenaire, au_referent=au_referent)
        return f"{diagnostic.get_auteur_display()} ({nom})" if nom else str(diagnostic.structure)

    return Tableau(
        _("Diagnostics d'éligibilité"),
        [
            Colonne(_("Du"), "le", "date"),
            Colonne(_("Dispositif"), "dispositif"),
            Colonne(_("Déclaré par"), declarant),
            Colonne(_("Éligible"), "eligible", "oui_non"),
            Colonne(_("Sert jusqu'au"), _dernier_jour, "date"),
            Colonne(_("PASS IAE"), lambda d: d.pass_iae.numero if d.pass_iae else ""),
        ],
        diagnostics,
        vide=_("Aucun diagnostic visible d'ici."),
        exportable=False,
    )


def _dernier_jour(diagnostic: DiagnosticEligibilite) -> date | None:
    """The last day it serves: that of its PASS, else the eve of its expiry."""
    if diagnostic.expire_le is None:
        return None
    veille = diagnostic.expire_le - timedelta(days=1)
    return max(diagnostic.pass_iae.fin, veille) if diagnostic.pass_iae else veille


def _a_relire(
    acces: Acces, personne: Personne, diagnostics: list[DiagnosticEligibilite]
) -> list[DiagnosticEligibilite]:
    if not (acces.peut(Finalite.ACCOMPAGNER) and est_referent(acces, personne)):
        return []
    ici = acces.structure.pk
    return [d for d in diagnostics if d.structure_id == ici and d.criteres.all()]


@porte(Finalite.ECRIRE_ACCUEIL, methods=("GET", "POST"))
def eligibilite_nouvelle(request: HttpRequest, acces: Acces, personne_id: int) -> HttpResponse:
    """Declare somebody eligible, or not."""
    personne = get_personne(acces, personne_id, ecrire=True)
    form, connus = _formulaire(request, acces, personne)
    fait = tenter(
        form, lambda: declarer(acces.structure, personne, form.declaration(), par=acces.utilisateur)
    )
    if fait:
        dit = _("éligible") if fait.eligible else _("non éligible")
        messages.success(request, _("Le diagnostic est enregistré : %(dit)s.") % {"dit": dit})
        return redirect("eligibilite", acces.structure.pk, personne.pk)
    page = {"personne": personne, "form": form, "dispositifs": connus}
    verdict = _verdict(personne, form) if form.is_bound else {}
    return render(request, "eligibilite/nouveau.html", page | verdict)


@porte(Finalite.ECRIRE_ACCUEIL, methods=("POST",))
def eligibilite_verdict(request: HttpRequest, acces: Acces, personne_id: int) -> HttpResponse:
    """What the rule says of the boxes as they are now; nothing is written."""
    personne = get_personne(acces, personne_id, ecrire=True)
    form, _connus = _formulaire(request, acces, personne)
    return render(request, "eligibilite/_verdict.html", _verdict(personne, form))


def _formulaire(
    request: HttpRequest, acces: Acces, personne: Personne
) -> tuple[DiagnosticForm, list[Dispositif]]:
    connus = sorted({Dispositif(c.dispositif) for c in les_conventions(acces)})
    if not connus:
        raise Refus(_("La structure n'a pas de convention : écrivez-la d'abord."))
    voulu = request.GET.get("dispositif", "")
    dispositif = Dispositif(voulu) if voulu in connus else connus[0]
    donnees = request.POST if request.method == "POST" else None
    return DiagnosticForm(acces, personne, dispositif, donnees), connus


def _verdict(personne: Personne, form: DiagnosticForm) -> dict[str, Any]:
    if not form.is_valid():
        return {"obstacle": _("Complétez les dates et qui déclare.")}
    try:
        declaration = form.declaration()
        verdict = juger_declaration(personne, declaration)
        return {"verdict": verdict, "reserves": reserves_declaration(personne, declaration)}
    except Refus as refus:
        return {"obstacle": refus.phrase}


@porte(Finalite.ACCOMPAGNER)
def eligibilite_criteres(request: HttpRequest, acces: Acces, eligibilite_id: int) -> HttpResponse:
    """The criteria, for her assigned adviser alone; the reading is noted."""
    diagnostic = get_diagnostic(acces, eligibilite_id)
    page = {"diagnostic": diagnostic, "criteres": lire_criteres(acces, diagnostic)}
    reponse = render(request, "eligibilite/criteres.html", page)
    reponse["Cache-Control"] = "no-store"
    return reponse
