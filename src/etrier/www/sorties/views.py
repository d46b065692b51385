"""The list of exits, one exit, and the acts on it."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from etrier.parcours.models import Contrat, Salarie, Sortie
from etrier.parcours.sorties.access import (
    get_sortant,
    get_sortie,
    les_sorties,
    les_suivis,
    motif_lisible,
    sorties_a_dire,
)
from etrier.parcours.sorties.actions import annuler_sortie, corriger_sortie, enregistrer_sortie
from etrier.parcours.sorties.groupe import Suite, suite_dans_le_groupe
from etrier.parcours.sorties.motifs import MotifSortie
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, exporter_parmi, page_acte, tenter
from etrier.www.formats_ecran import jour
from etrier.www.porte import porte
from etrier.www.salaries.fiche import fil_salarie
from etrier.www.sorties.forms import SortieForm
from etrier.www.sorties.mots import fil_sortie
from etrier.www.sorties.tableaux import (
    tableau_a_dire,
    tableau_nouvelles,
    tableau_sorties,
    tableau_suivis,
)


@porte(Finalite.LIRE_PILOTAGE)
def sorties(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Exits to say, news to take, and every exit written."""
    le = aujourdhui()
    a_prendre = les_suivis(acces).filter(fait_le__isnull=True)
    tableaux = {
        "a_dire": tableau_a_dire(acces, sorties_a_dire(acces, le)),
        "suivis": tableau_suivis(acces, a_prendre, le),
        "ecrites": tableau_sorties(acces, les_sorties(acces)),
    }
    page = {**tableaux, "en_retard": a_prendre.filter(prevu_le__lte=le).count()}
    return exporter_parmi(tableaux.values(), request) or render(
        request, "sorties/sorties.html", page
    )


@porte(Finalite.LIRE_PILOTAGE)
@never_cache
def sortie(request: HttpRequest, acces: Acces, sortie_id: int) -> HttpResponse:
    """One exit: its class, its motive for those who may read it, the news had since."""
    une = get_sortie(acces, sortie_id)
    nouvelles = tableau_nouvelles(acces, une)
    motif = motif_lisible(acces, une)
    page = {"sortie": une, "motif": motif, "nouvelles": nouvelles}
    return exporter_parmi([nouvelles], request) or render(request, "sorties/sortie.html", page)


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
def sortie_nouvelle(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Write an exit; what the group knows of what follows is proposed."""
    qui = get_sortant(acces, salarie_id)
    connu, suite = _proposer(qui)
    form = SortieForm(qui, request.POST or None, connu)
    ecrite = tenter(form, lambda: enregistrer_sortie(qui, form.depart(), par=acces.utilisateur))
    if ecrite:
        messages.success(request, _dire_ecrite(ecrite))
        return redirect("sortie", acces.structure.pk, ecrite.pk)
    titre = _("Sortie : %(personne)s") % {"personne": qui.personne}
    page = Page(titre, _("Enregistrer la sortie"), fil_salarie(acces, qui), _dire_suite(suite))
    return page_acte(request, form, page)


def _proposer(qui: Salarie) -> tuple[dict[str, Any], Suite | None]:
    dernier = Contrat.objects.filter(salarie=qui).order_by("debut", "pk").last()
    if dernier is None or dernier.fin is None:
        return {"convention": dernier.convention_id if dernier else None}, None
    connu: dict[str, Any] = {"convention": dernier.convention_id, "le": dernier.fin}
    suite = suite_dans_le_groupe(qui, dernier.fin)
    if suite is not None:
        connu |= {"motif": MotifSortie.AUTRE_SIAE.value, "employeur": suite.structure.denomination}
    return connu, suite


def _dire_suite(suite: Suite | None) -> str:
    if suite is None:
        return ""
    depuis: date | None = suite.debut
    if depuis is None:
        return _(
            "Une étape vers %(structure)s est convenue : la sortie vers cette structure du groupe "
            "est proposée."
        ) % {"structure": suite.structure}
    return _(
        "Un contrat commence chez %(structure)s le %(jour)s : la sortie vers cette structure du "
        "groupe est proposée."
    ) % {"structure": suite.structure, "jour": jour(depuis)}


def _dire_ecrite(sortie: Sortie) -> str:
    suivis = list(sortie.suivis.all())
    if not suivis:
        return _("La sortie est enregistrée : %(classe)s. Aucune nouvelle à prendre.") % {
            "classe": sortie.get_classe_display()
        }
    return _("La sortie est enregistrée : %(classe)s. Première nouvelle à prendre le %(jour)s.") % {
        "classe": sortie.get_classe_display(),
        "jour": jour(min(s.prevu_le for s in suivis)),
    }


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
@never_cache
def sortie_corriger(request: HttpRequest, acces: Acces, sortie_id: int) -> HttpResponse:
    """Cancel an exit written wrong and write it again."""
    ancienne = get_sortie(acces, sortie_id, ecrire=True)
    form = SortieForm(ancienne.salarie, request.POST or None, _connue(request, acces, ancienne))
    ecrite = tenter(form, lambda: corriger_sortie(ancienne, form.depart(), par=acces.utilisateur))
    if ecrite:
        messages.success(request, _dire_ecrite(ecrite))
        return redirect("sortie", acces.structure.pk, ecrite.pk)
    page = Page(
        _("Corriger la sortie"),
        _("Enregistrer la correction"),
        fil_sortie(acces, ancienne),
        _("L'ancienne reste écrite, annulée. Les nouvelles déjà prises suivent la correction."),
    )
    return page_acte(request, form, page)


def _connue(request: HttpRequest, acces: Acces, ancienne: Sortie) -> dict[str, Any]:
    connu = {
        "le": ancienne.le,
        "convention": ancienne.convention_id,
        "employeur": ancienne.employeur,
    }
    motif = motif_lisible(acces, ancienne) if request.method == "GET" else None
    return {**connu, "motif": motif.value} if motif is not None else connu


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
def sortie_annuler(request: HttpRequest, acces: Acces, sortie_id: int) -> HttpResponse:
    """She had not left."""
    une = get_sortie(acces, sortie_id, ecrire=True)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def annuler() -> bool:
        annuler_sortie(une, par=acces.utilisateur)
        return True

    if tenter(form, annuler):
        messages.success(request, _("La sortie est annulée : elle ne compte plus nulle part."))
        return redirect("sorties", acces.structure.pk)
    page = Page(
        _("Annuler la sortie"),
        _("Annuler cette sortie"),
        fil_sortie(acces, une),
        _("%(personne)s, le %(jour)s : la sortie reste écrite, barrée, et ne compte plus.")
        % {"personne": une.salarie.personne, "jour": jour(une.le)},
        danger=True,
    )
    return page_acte(request, form, page)
