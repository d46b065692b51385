"""Every invoice of the structure."""

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from etrier.facturation.access_factures import les_factures
from etrier.facturation.enums import GenreFacture
from etrier.facturation.models import Facture
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.factures.tableaux import tableau_factures
from etrier.www.porte import porte
from etrier.www.tableau import exporter


@porte(Finalite.LIRE_ARGENT)
def factures(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Invoices, of one kind or all."""
    choix = _les_choix()
    choisi = request.GET.get("etat", "")
    choisi = choisi if choisi in dict(choix) else ""
    trouvees = _filtrer(les_factures(acces), choisi)
    # Drafts have no date nor number: they come first, whatever the database does with nulls.
    ordre = (F("emise_le").desc(nulls_first=True), "-numero", "-pk")
    tableau = tableau_factures(acces, trouvees.order_by(*ordre), _("Factures"))
    vus = {"tableau": tableau, "choix": choix, "choisi": choisi}
    return exporter(tableau, request) or render(request, "factures/factures.html", vus)


def _les_choix() -> list[tuple[str, str]]:
    return [
        ("", _("Toutes les factures")),
        ("a_regler", _("À régler")),
        ("en_retard", _("En retard")),
        ("brouillons", _("Brouillons")),
        ("avoirs", _("Avoirs")),
        ("acomptes", _("Acomptes")),
    ]


def _filtrer(factures: QuerySet[Facture], choisi: str) -> QuerySet[Facture]:
    dues = {"etat": "emise", "solde_centimes__gt": 0}
    filtres: dict[str, dict[str, object]] = {
        "": {},
        "a_regler": dues,
        "en_retard": dues | {"echeance__lt": aujourdhui()},
        "brouillons": {"etat": "brouillon"},
        "avoirs": {"genre": GenreFacture.AVOIR},
        "acomptes": {"genre": GenreFacture.ACOMPTE},
    }
    return factures.filter(**filtres[choisi])
