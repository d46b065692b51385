"""Reading services à la personne: a year, a client, the separate account, the statement, CESU."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from etrier.droit.parametre import NonCalculable
from etrier.droit.regles.sap import credit_au_plus
from etrier.facturation.access_sap import get_attestation, get_client_sap, les_cesu, reglage_sap
from etrier.facturation.models import AttestationSap
from etrier.facturation.sap.comptes import comptes_de_l_annee
from etrier.facturation.sap.contenu import AnneeClient, lire_annees
from etrier.facturation.sap.impression import nom_fichier
from etrier.facturation.sap.interventions import Intervention, trop_longues
from etrier.facturation.sap.nova import EtatActivite, etat_activite
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import exporter_parmi
from etrier.www.porte import porte
from etrier.www.sap import tableaux
from etrier.www.sap.annee import annee_sap, annees_sap, lire_annee, versions
from etrier.www.sap.courrier import adresse_du_lien
from etrier.www.tableau import Tableau, exporter


@porte(Finalite.LIRE_ARGENT)
def sap(request: HttpRequest, acces: Acces) -> HttpResponse:
    """The year: who paid what, which attestations are missing, and until when."""
    annees = annees_sap(acces)
    annee = lire_annee(acces, annee_sap(request, annees))
    tableau = tableaux.tableau_annee(acces, annee)
    vus = {
        "annee": annee,
        "annees": annees,
        "tableau": tableau,
        "sans_courriel": not settings.ETRIER_COURRIEL,
    }
    return exporter(tableau, request) or render(request, "sap/annee.html", vus)


@porte(Finalite.LIRE_ARGENT)
def sap_client(request: HttpRequest, acces: Acces, client_id: int) -> HttpResponse:
    """One client's year, opened: what opens the right, why the rest does not, who came."""
    client = get_client_sap(acces, client_id)
    annees = annees_sap(acces)
    annee = annee_sap(request, annees)
    une = _annee_du_client(acces, client, annee)
    faites = versions(acces, client)
    listes = [*_tableaux_client(une), tableaux.tableau_versions(acces, faites)]
    vus = {
        "client": client,
        "annee": annee,
        "annees": annees,
        "une": une,
        "credit": une and credit_au_plus(une.bilan, annee, parametres_en_vigueur()),
        "tableaux": listes,
        "derniere": next((f for f in faites if f.annee == annee), None),
        "lien": _lien(request, acces, faites, annee),
        "finie": annee < aujourdhui().year,
    }
    return exporter_parmi(listes, request) or render(request, "sap/client.html", vus)


def _annee_du_client(acces: Acces, client: Client, annee: int) -> AnneeClient | None:
    try:
        lues = lire_annees(acces.structure, annee, reglage_sap(acces), [client.pk])
    except NonCalculable as erreur:
        raise Refus(erreur.motif) from None
    return lues[0] if lues else None


def _tableaux_client(une: AnneeClient | None) -> list[Tableau]:
    if une is None:
        return []
    listes = [
        tableaux.tableau_activites(une),
        tableaux.tableau_ecartes(une),
        tableaux.tableau_paiements(une),
        tableaux.tableau_interventions(une),
    ]
    venues = [v for liste in une.interventions.values() for v in liste]
    longues = trop_longues(venues, parametres_en_vigueur())
    if longues:
        nom = une.client.denomination
        listes.insert(1, tableaux.tableau_longues([(nom, v, raison) for v, raison in longues]))
    return listes


def _lien(request: HttpRequest, acces: Acces, faites: list[AttestationSap], annee: int) -> str:
    """The link to hand over, for those who may."""
    faite = next((f for f in faites if f.annee == annee), None)
    if faite is None or not acces.peut(Finalite.FACTURER):
        return ""
    return adresse_du_lien(request, faite)


@porte(Finalite.LIRE_ARGENT)
def sap_attestation_pdf(request: HttpRequest, acces: Acces, attestation_id: int) -> HttpResponse:
    """The attestation as it was drawn."""
    return en_pdf(get_attestation(acces, attestation_id))


def en_pdf(attestation: AttestationSap) -> HttpResponse:
    """The answer that shows the PDF."""
    entetes = {"Content-Disposition": f'inline; filename="{nom_fichier(attestation)}"'}
    return HttpResponse(bytes(attestation.pdf), content_type="application/pdf", headers=entetes)


@porte(Finalite.LIRE_ARGENT)
def sap_comptes(request: HttpRequest, acces: Acces) -> HttpResponse:
    """The separate account of the year (CT R7232-17, 5°)."""
    annees = annees_sap(acces)
    annee = annee_sap(request, annees)
    try:
        comptes = comptes_de_l_annee(acces.structure, annee, parametres_en_vigueur())
    except NonCalculable as erreur:
        raise Refus(erreur.motif) from None
    tableau = tableaux.tableau_comptes(comptes, annee)
    vus = {"annee": annee, "annees": annees, "tableau": tableau}
    return exporter(tableau, request) or render(request, "sap/comptes.html", vus)


@porte(Finalite.LIRE_ARGENT)
def sap_nova(request: HttpRequest, acces: Acces) -> HttpResponse:
    """The activity statement of a quarter, a month or the year."""
    annees = annees_sap(acces)
    annee = annee_sap(request, annees)
    periodes = _periodes(annee)
    voulue = request.GET.get("periode", "")
    debut, mois = periodes.get(voulue, periodes["t1"])[1:]
    etat = etat_activite(acces.structure, debut, mois)
    listes = [tableaux.tableau_nova(etat), tableaux.tableau_longues(_longues(etat))]
    vus = {
        "annee": annee,
        "annees": annees,
        "periodes": [(cle, mot) for cle, (mot, _debut, _mois) in periodes.items()],
        "periode": voulue if voulue in periodes else "t1",
        "tableaux": listes,
    }
    return exporter_parmi(listes, request) or render(request, "sap/nova.html", vus)


def _periodes(annee: int) -> dict[str, tuple[str, date, int]]:
    """Quarters, months and the year: their name, first day, months."""
    trimestres = {
        f"t{rang}": (_("trimestre %(n)s") % {"n": rang}, date(annee, 3 * rang - 2, 1), 3)
        for rang in range(1, 5)
    }
    mois = {
        f"m{rang}": (_("mois %(n)s") % {"n": rang}, date(annee, rang, 1), 1)
        for rang in range(1, 13)
    }
    return {**trimestres, "an": (_("l’année"), date(annee, 1, 1), 12), **mois}


def _longues(etat: EtatActivite) -> list[tuple[str, Intervention, str]]:
    parametres = parametres_en_vigueur()
    return [
        (ligne.client.denomination, venue, raison)
        for ligne, venues in etat.interventions
        for venue, raison in trop_longues(venues, parametres)
    ]


@porte(Finalite.LIRE_ARGENT)
def sap_cesu(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Payments in CESU of the year, and what somebody else paid of each."""
    annees = annees_sap(acces)
    annee = annee_sap(request, annees)
    cesu = list(les_cesu(acces).filter(le__year=annee))
    tableau = tableaux.tableau_cesu(acces, cesu)
    vus = {
        "annee": annee,
        "annees": annees,
        "tableau": tableau,
        "a_demander": sum(tableaux.part_dite(r) is None for r in cesu),
        "plafond": _plafond_cesu(annee),
    }
    return exporter(tableau, request) or render(request, "sap/cesu.html", vus)


def _plafond_cesu(annee: int) -> int | None:
    try:
        return (
            parametres_en_vigueur()
            .valeur("sap/cesu_plafond_employeur", date(annee, 12, 31))
            .en(100)
        )
    except NonCalculable:
        return None
