"""The accompaniment of one person on one page, and who read what she confided."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from etrier.parcours.accompagnement.access import get_accompagne, les_lectures
from etrier.structures.access import Acces, Finalite
from etrier.www.accompagnement.fil import fil_accompagnement, fil_suivis
from etrier.www.accompagnement.page_personne import lire_page, lire_secrets
from etrier.www.acte import exporter_parmi
from etrier.www.formats_ecran import instant
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau, exporter


@porte(Finalite.LIRE_ACCOMPAGNEMENT)
@never_cache
def accompagnement(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Everything for her adviser; dates and titles that are not secret for the others."""
    qui = get_accompagne(acces, salarie_id, Finalite.LIRE_ACCOMPAGNEMENT)
    page = lire_page(acces, qui)
    if fichier := exporter_parmi(page.tableaux, request):
        return fichier
    vue = {
        "salarie": qui,
        "page": page,
        "secrets": lire_secrets(acces, qui) if page.est_referent else None,
        "fil": fil_suivis(acces),
        "ecrit": "ecrit" in request.GET,
    }
    return render(request, "accompagnement/accompagnement.html", vue)


@porte(Finalite.LIRE_ACCOMPAGNEMENT)
def lectures(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Who read what, when, what for: for her adviser and the direction."""
    qui = get_accompagne(acces, salarie_id, Finalite.LIRE_ACCOMPAGNEMENT)
    tableau = Tableau(
        _("Qui a lu"),
        [
            Colonne(_("Le"), lambda lecture: instant(lecture.le)),
            Colonne(_("Qui"), lambda lecture: lecture.lecteur or _("la personne elle-même")),
            Colonne(_("Quoi"), "get_rubrique_display"),
            Colonne(_("Usage"), "get_usage_display"),
        ],
        les_lectures(acces, qui),
        vide=_("Rien de secret n’a encore été lu."),
    )
    page = {"salarie": qui, "tableau": tableau, "fil": fil_accompagnement(acces, qui)}
    return exporter(tableau, request) or render(request, "accompagnement/lectures.html", page)
