"""Rates of exits, and the people behind each figure."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.parcours.enums import ClasseSortie
from etrier.parcours.sorties.access import sorties_a_dire
from etrier.parcours.sorties.reglages import fixer_objectif
from etrier.pilotage.access import (
    get_convention,
    les_structures_du_groupe,
    objectif_de,
)
from etrier.pilotage.sorties import SortieExaminee, Taux, cible, examiner, repere, taux
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.pilotage.demande import Demande, annee_sensee, lire_demande
from etrier.www.pilotage.forms import ObjectifForm
from etrier.www.pilotage.tableaux import noms_des_salaries, tableau_examinees
from etrier.www.porte import porte
from etrier.www.tableau import exporter

# What a figure opens onto.
FILTRES: dict[str, Callable[[SortieExaminee], bool]] = {
    "toutes": lambda s: True,
    "examinees": lambda s: s.est_examinee,
    "dynamiques": lambda s: s.est_dynamique,
    "durable": lambda s: s.est_examinee and s.classe == ClasseSortie.DURABLE,
    "transition": lambda s: s.est_examinee and s.classe == ClasseSortie.TRANSITION,
    "positive": lambda s: s.est_examinee and s.classe == ClasseSortie.POSITIVE,
    "autre": lambda s: s.est_examinee and s.classe == ClasseSortie.AUTRE,
    "retiree": lambda s: s.classe == ClasseSortie.RETIREE,
    "non_comptees": lambda s: s.comptee is False,
    "a_verifier": lambda s: s.comptee is None,
    "sans_nouvelle": lambda s: s.sans_nouvelle,
    "groupe": lambda s: s.dans_le_groupe,
}


@dataclass(frozen=True)
class Chiffre:
    """A figure of the page and the people it opens onto."""

    cle: str
    libelle: str
    nombre: int


@porte(Finalite.LIRE_PILOTAGE)
def pilotage_sorties(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Rates against the targets; each figure opens onto its people and their reasons."""
    demande = lire_demande(request, acces)
    groupe = [s.pk for s in les_structures_du_groupe(acces)]
    examinees = _du_perimetre(demande, examiner([acces.structure.pk], demande.periode, groupe))
    montrer = request.GET.get("montrer", "toutes")
    montrer = montrer if montrer in FILTRES else "toutes"
    vus, montrees = taux(examinees), [s for s in examinees if FILTRES[montrer](s)]
    chiffres = _chiffres(vus, examinees)
    titre = next((c.libelle for c in chiffres if c.cle == montrer), _("Toutes les sorties"))
    tableau = tableau_examinees(acces, montrees, noms_des_salaries(acces, montrees), titre)
    page = {
        "demande": demande,
        "taux": vus,
        "chiffres": chiffres,
        "montrer": montrer,
        "tableau": tableau,
        "a_dire": sorties_a_dire(acces, aujourdhui()).count(),
        "cible": _cible(acces, demande),
        "repere": repere(),
    }
    return exporter(tableau, request) or render(request, "pilotage/sorties.html", page)


def _du_perimetre(demande: Demande, examinees: list[SortieExaminee]) -> list[SortieExaminee]:
    if demande.convention is None:
        return examinees
    return [s for s in examinees if s.convention_id == demande.convention.pk]


def _cible(acces: Acces, demande: Demande) -> object:
    """The negotiated rates, where one convention and one year are chosen."""
    if demande.convention is None or demande.annee is None:
        return None
    return cible(objectif_de(acces, demande.convention, demande.annee))


def _chiffres(vus: Taux, examinees: list[SortieExaminee]) -> list[Chiffre]:
    return [
        Chiffre("toutes", _("Toutes les sorties"), vus.toutes),
        Chiffre("examinees", _("Sorties examinées"), vus.examinees),
        Chiffre("durable", _("Emploi durable"), vus.durable),
        Chiffre("transition", _("Emploi de transition"), vus.transition),
        Chiffre("positive", _("Sorties positives"), vus.positive),
        Chiffre("autre", _("Autres sorties"), vus.autre),
        Chiffre("sans_nouvelle", _("Dont sans nouvelle"), vus.sans_nouvelle),
        Chiffre("non_comptees", _("Non comptées"), vus.non_comptees),
        Chiffre("a_verifier", _("À vérifier"), vus.a_verifier),
        Chiffre("retiree", _("Retirées des constatées"), vus.retiree),
        Chiffre(
            "groupe",
            _("Vers une structure du groupe"),
            sum(s.dans_le_groupe for s in examinees),
        ),
    ]


@porte(Finalite.REGLER, methods=("GET", "POST"))
def objectif_sorties(
    request: HttpRequest, acces: Acces, convention_id: int, annee: int
) -> HttpResponse:
    """Write the rates negotiated with the State for a year."""
    convention = get_convention(acces, convention_id, Finalite.REGLER)
    connu = objectif_de(acces, convention, annee_sensee(annee))
    initial = {"dynamiques": connu.dynamiques, "durables": connu.durables} if connu else None
    form = ObjectifForm(request.POST or None, initial=initial)
    adresse = reverse("pilotage_sorties", args=[acces.structure.pk])
    adresse += f"?periode={annee}&convention={convention.pk}"
    if tenter(
        form, lambda: fixer_objectif(convention, annee, par=acces.utilisateur, **form.cleaned_data)
    ):
        messages.success(request, _("Les objectifs sont enregistrés."))
        return redirect(adresse)
    page = Page(
        _("Objectifs de sorties %(annee)d") % {"annee": annee},
        _("Enregistrer les objectifs"),
        [(_("Taux de sortie"), adresse)],
        _("Ceux négociés avec la DDETS au dialogue de gestion, pour les sorties examinées."),
    )
    return page_acte(request, form, page)
