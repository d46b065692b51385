"""Screens on clients."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from etrier.heures.access import les_releves
from etrier.missions.access import (
    get_client,
    les_chantiers,
    les_clients,
    les_missions,
    les_tarifs,
)
from etrier.missions.actions import creer_client, modifier_client
from etrier.missions.enums import GenreClient
from etrier.missions.models import Client
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, exporter_parmi, page_acte, tenter
from etrier.www.missions.fils import fil_clients
from etrier.www.missions.forms import ClientForm
from etrier.www.missions.tableaux import (
    tableau_chantiers,
    tableau_missions,
    tableau_releves,
    tableau_tarifs,
    vers,
)
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau, exporter

_CHAMPS = (
    "nature",
    "denomination",
    "siret",
    "adresse",
    "code_postal",
    "commune",
    "contact",
    "courriel",
    "telephone",
)


@porte(Finalite.LIRE_MISSIONS)
def clients(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Clients, of one nature or all."""
    nature = request.GET.get("nature", "")
    tous = les_clients(acces)
    tableau = _tableau(acces, tous.filter(nature=nature) if nature in GenreClient.values else tous)
    page = {
        "tableau": tableau,
        "choisi": nature,
        "choix": [("", _("Tous les clients")), *GenreClient.choices],
    }
    return exporter(tableau, request) or render(request, "missions/clients.html", page)


def _tableau(acces: Acces, clients: QuerySet[Client]) -> Tableau:
    return Tableau(
        _("Clients"),
        [
            Colonne(_("Client"), "denomination", lien=vers(acces, "client", "client_id", "pk")),
            Colonne(_("Nature"), "get_nature_display"),
            Colonne(_("SIRET"), "siret"),
            Colonne(_("Code postal"), "code_postal"),
            Colonne(_("Commune"), "commune"),
        ],
        clients,
        vide=_("Aucun client de cette nature."),
    )


@porte(Finalite.LIRE_MISSIONS)
def client(request: HttpRequest, acces: Acces, client_id: int) -> HttpResponse:
    """One client: its chantiers, missions and prices."""
    un = get_client(acces, client_id)
    tableaux = [
        tableau_chantiers(
            acces, les_chantiers(acces).filter(client=un), _("Aucun chantier."), chez=un
        ),
        tableau_missions(
            acces, les_missions(acces).filter(client=un), _("Aucune mission."), chez=un
        ),
        tableau_tarifs(
            acces,
            les_tarifs(acces).filter(client=un),
            _("Aucun tarif pour ce client : celui de la structure s'applique."),
        ),
    ]
    if acces.peut(Finalite.LIRE_HEURES) and les_releves(acces).filter(client=un).exists():
        tableaux.insert(2, tableau_releves(acces, un))
    return exporter_parmi(tableaux, request) or render(
        request, "missions/client.html", {"client": un, "tableaux": tableaux}
    )


@porte(Finalite.ECRIRE_MISSIONS, methods=("GET", "POST"))
def client_nouveau(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Add a client."""
    form = ClientForm(request.POST or None)
    nouveau = tenter(
        form, lambda: creer_client(acces.structure, par=acces.utilisateur, **form.cleaned_data)
    )
    if nouveau:
        messages.success(request, _("« %(nom)s » est ajouté.") % {"nom": nouveau})
        return redirect("client", acces.structure.pk, nouveau.pk)
    page = Page(_("Nouveau client"), _("Ajouter le client"), fil_clients(acces))
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_MISSIONS, methods=("GET", "POST"))
def client_modifier(request: HttpRequest, acces: Acces, client_id: int) -> HttpResponse:
    """Change a client."""
    un = get_client(acces, client_id, ecrire=True)
    form = ClientForm(request.POST or None, initial={nom: getattr(un, nom) for nom in _CHAMPS})
    if tenter(form, lambda: modifier_client(un, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("La fiche est enregistrée."))
        return redirect("client", acces.structure.pk, un.pk)
    page = Page(_("Modifier le client"), _("Enregistrer"), fil_clients(acces, un))
    return page_acte(request, form, page)
