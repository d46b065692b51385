"""A month invoiced: prepare, look at what is wrong, issue."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.facturation.access_factures import (
    get_client_a_facturer,
    les_clients_factures,
    les_factures,
)
from etrier.facturation.factures.defauts import Defaut, defauts
from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.laissees import Laissee
from etrier.facturation.factures.preparation import preparer, restees
from etrier.facturation.models import Facture
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, exporter_parmi, page_acte, tenter
from etrier.www.factures.fils import fil_du_mois
from etrier.www.factures.forms import EmissionForm
from etrier.www.factures.tableaux import (
    tableau_brouillons,
    tableau_factures,
    tableau_laissees,
)
from etrier.www.formats_ecran import centimes, entier
from etrier.www.formats_ecran import mois as en_lettres
from etrier.www.mois_clos import mois_clos
from etrier.www.porte import porte
from etrier.www.progression import faites_avant, page_progression

# Invoices issued by one request: a second or so, then the page says how far it is.
PAR_LOT = 100


@dataclass(frozen=True)
class MoisAFacturer:
    """The drafts of a month, and what each lacks."""

    acces: Acces
    mois: date

    @cached_property
    def brouillons(self) -> list[Facture]:
        """By name of client."""
        du_mois = les_factures(self.acces).brouillons().filter(mois=self.mois)
        return list(du_mois.order_by("client__denomination", "pk"))

    @cached_property
    def defauts(self) -> dict[int, list[Defaut]]:
        """What each draft lacks."""
        return defauts(self.acces.structure, self.brouillons)

    @cached_property
    def pretes(self) -> list[Facture]:
        """Those nothing forbids to issue."""
        return [f for f in self.brouillons if not any(d.bloquant for d in self.defauts[f.pk])]

    @cached_property
    def restees(self) -> list[Laissee]:
        """What no invoice nor draft holds."""
        return restees(self.acces.structure, self.mois)

    @property
    def en_attente(self) -> list[Laissee]:
        """Of it, what only waits for a draft."""
        return [x for x in self.restees if x.attend]

    @property
    def minutes_en_attente(self) -> int:
        """Hours of what waits."""
        return sum(x.minutes for x in self.en_attente)

    @property
    def laissees(self) -> list[Laissee]:
        """What something forbids to invoice; and what waits once drafts are made."""
        return [x for x in self.restees if self.brouillons or not x.attend]

    @property
    def ttc_centimes(self) -> int:
        """What the issue will invoice."""
        return sum(f.ttc_centimes for f in self.pretes)


@porte(Finalite.FACTURER)
def facturer(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Where the month stands: what to prepare, drafts, what is left out, what is issued."""
    a_facturer = MoisAFacturer(acces, mois)
    emises = les_factures(acces).emises().filter(mois=mois).order_by("-emise_le", "-numero")
    tableaux = {
        "brouillons": tableau_brouillons(acces, a_facturer.brouillons, a_facturer.defauts),
        "laissees": tableau_laissees(acces, a_facturer.laissees),
        "emises": tableau_factures(acces, emises, _("Factures émises de ce mois"), "emises"),
    }
    vus = {
        **tableaux,
        "mois": mois,
        "clos": mois_clos(acces, mois, "facturer"),
        "a_facturer": a_facturer,
        "clients": les_clients_factures(acces),
    }
    return exporter_parmi(tableaux.values(), request) or render(request, "factures/mois.html", vus)


@porte(Finalite.FACTURER, methods=("POST",))
def facturer_preparer(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Make the drafts of every client, or of one."""
    voulu = request.POST.get("client", "")
    clients = [get_client_a_facturer(acces, int(voulu[:18]))] if voulu.isdecimal() else None
    bilan = preparer(acces.structure, mois, clients=clients, par=acces.utilisateur)
    nombre = len(bilan.brouillons)
    phrase = ngettext("%(n)s brouillon préparé.", "%(n)s brouillons préparés.", nombre)
    messages.success(request, phrase % {"n": entier(nombre)})
    return redirect("facturer", acces.structure.pk, mois)


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def facturer_emettre(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Issue every draft of the month that lacks nothing, once confirmed; a batch at a time."""
    a_facturer = MoisAFacturer(acces, mois)
    form = EmissionForm(request.POST or None)
    pretes = a_facturer.pretes

    def agir() -> HttpResponse:
        le, lot = form.cleaned_data["le"], pretes[:PAR_LOT]
        faites = len(emettre(acces.structure, lot, le=le, par=acces.utilisateur))
        reste = len(pretes) - len(lot)
        if faites and reste:
            return _a_suivre(request, acces, mois, (faites, reste), le)
        faites += faites_avant(request)
        phrase = ngettext("%(n)s facture émise.", "%(n)s factures émises.", faites)
        messages.success(request, phrase % {"n": entier(faites)})
        return redirect("facturer", acces.structure.pk, mois)

    return tenter(form, agir) or _a_confirmer(request, form, a_facturer)


def _a_confirmer(
    request: HttpRequest, form: EmissionForm, a_facturer: MoisAFacturer
) -> HttpResponse:
    chapeau = _(
        "%(n)s factures, %(ttc)s TTC : chacune reçoit son numéro et ne changera plus. Ce qu'il "
        "faudrait corriger ensuite le sera par un avoir."
    ) % {"n": entier(len(a_facturer.pretes)), "ttc": centimes(a_facturer.ttc_centimes)}
    fil = fil_du_mois(a_facturer.acces, a_facturer.mois)
    page = Page(_titre(a_facturer.mois), _("Émettre les factures"), fil, chapeau)
    return page_acte(request, form, page)


def _a_suivre(
    request: HttpRequest, acces: Acces, mois: date, fait: tuple[int, int], le: date
) -> HttpResponse:
    """How many this batch issued, and how many are left."""
    return page_progression(
        request,
        _titre(mois),
        fil_du_mois(acces, mois),
        faites=fait[0],
        reste=fait[1],
        adresse=reverse("facturer_emettre", args=[acces.structure.pk, mois]),
        champs={"le": le.isoformat()},
    )


def _titre(mois: date) -> str:
    return _("Émettre les factures de %(mois)s") % {"mois": en_lettres(mois)}
