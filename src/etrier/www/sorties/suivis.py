"""News taken of somebody some months after she left."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from etrier.parcours.models import SuiviSortie
from etrier.parcours.sorties.access import get_suivi
from etrier.parcours.sorties.actions import noter_suivi
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.formats_ecran import jour
from etrier.www.porte import porte
from etrier.www.sorties.forms import SuiviForm
from etrier.www.sorties.mots import fil_sortie


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
def suivi_sortie(request: HttpRequest, acces: Acces, suivi_id: int) -> HttpResponse:
    """Write what she said on the phone."""
    suivi = get_suivi(acces, suivi_id)
    connu = {
        "le": suivi.fait_le or aujourdhui(),
        "situation": suivi.situation,
        "justificatif": suivi.justificatif,
    }
    form = SuiviForm(request.POST or None, initial=connu)
    if tenter(form, lambda: noter_suivi(suivi, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("La nouvelle est notée."))
        return redirect("sortie", acces.structure.pk, suivi.sortie_id)
    page = Page(_titre(suivi), _("Noter"), fil_sortie(acces, suivi.sortie), _chapeau(suivi))
    return page_acte(request, form, page)


def _titre(suivi: SuiviSortie) -> str:
    return _("Nouvelles de %(personne)s, à %(mois)d mois") % {
        "mois": suivi.mois,
        "personne": suivi.sortie.salarie.personne,
    }


def _chapeau(suivi: SuiviSortie) -> str:
    sortie, telephone = suivi.sortie, suivi.sortie.salarie.personne.telephone
    depart = _("Sortie le %(jour)s : %(classe)s.") % {
        "jour": jour(sortie.le),
        "classe": sortie.get_classe_display(),
    }
    if sortie.employeur:
        depart += " " + _("Vers : %(employeur)s.") % {"employeur": sortie.employeur}
    return depart + (" " + _("Téléphone : %s.") % telephone if telephone else "")
