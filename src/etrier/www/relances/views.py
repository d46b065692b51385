"""Reading late invoices: the balance by age, one invoice, the letters of a day."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from etrier.facturation.access_relances import (
    get_facture_impayee,
    get_relance,
    les_relances,
)
from etrier.facturation.relances.etapes import reglage_de
from etrier.facturation.relances.lettres import en_lettres, imprimer_lettres
from etrier.facturation.relances.retards import balance_agee, impayees
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import exporter_parmi
from etrier.www.porte import porte
from etrier.www.relances import tableaux

# Reminders shown under the late invoices; each invoice keeps all of its own.
DERNIERES = 200


@porte(Finalite.LIRE_ARGENT)
def relances(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Late invoices by age, the next step of each, what was sent."""
    ce_jour = aujourdhui()
    dues = [une for une in impayees(acces.structure, ce_jour) if une.retard_jours > 0]
    ages = balance_agee(acces.structure, ce_jour)
    faites = list(les_relances(acces)[:DERNIERES])
    listes = [
        tableaux.tableau_retards(acces, dues),
        tableaux.tableau_ages(acces, ages, ce_jour),
        tableaux.tableau_relances(acces, faites, _("Relances faites")),
    ]
    totaux = [sum(age.tranches[rang] for age in ages) for rang in range(5)]
    vus = {
        "tableaux": listes,
        "ages": list(zip(tableaux.noms_des_ages(), totaux, strict=True)),
        "a_relancer": sum(une.prochaine is not None for une in dues),
        "reglage": reglage_de(acces.structure),
        "sans_courriel": not settings.ETRIER_COURRIEL,
    }
    return exporter_parmi(listes, request) or render(request, "relances/relances.html", vus)


@porte(Finalite.LIRE_ARGENT)
def impayee(request: HttpRequest, acces: Acces, impayee_id: int) -> HttpResponse:
    """One invoice: what is left, reminders made, disputes."""
    facture = get_facture_impayee(acces, impayee_id)
    faites = list(les_relances(acces).filter(facture=facture))
    litiges = list(facture.litiges.select_related("par"))
    dues = impayees(acces.structure, aujourdhui(), [facture.pk])
    listes = [
        tableaux.tableau_relances(acces, faites, _("Relances de cette facture")),
        tableaux.tableau_litiges(litiges),
        tableaux.tableau_reglements(facture),
    ]
    vus = {
        "facture": facture,
        "tableaux": listes,
        "due": dues[0] if dues else None,
        "proposition": tableaux.dire_proposition(dues[0]) if dues else "",
        "litige": next((x for x in litiges if x.leve_le is None), None),
    }
    return exporter_parmi(listes, request) or render(request, "relances/impayee.html", vus)


@porte(Finalite.LIRE_ARGENT)
def relances_lettres(request: HttpRequest, acces: Acces, relance_id: int) -> HttpResponse:
    """The letters to post of the day of a reminder, in one file."""
    jour = get_relance(acces, relance_id).le
    du_jour = les_relances(acces).filter(le=jour).order_by("facture__echeance", "pk")
    lettres = [lettre for lettre in en_lettres(du_jour) if lettre.sur_papier]
    entetes = {"Content-Disposition": f'inline; filename="relances-{jour}.pdf"'}
    pdf = imprimer_lettres(acces.structure, lettres)
    return HttpResponse(pdf, content_type="application/pdf", headers=entetes)
