"""How to reach somebody, and her sealed number."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from etrier.parcours.access import get_salarie
from etrier.parcours.accueil.coordonnees import (
    CHAMPS,
    ecrire_coordonnees,
    ecrire_nir,
    lire_nir,
)
from etrier.structures.access import Acces, Finalite
from etrier.www.accueil_personnes.forms import CoordonneesForm, NirForm
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.porte import porte
from etrier.www.salaries.fiche import fil_salarie


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def salarie_coordonnees(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Telephone, mail, language, address."""
    qui = get_salarie(acces, salarie_id, ecrire=True)
    connues = {champ: getattr(qui.personne, champ) for champ in CHAMPS}
    form = CoordonneesForm(request.POST or None, initial=connues)
    if tenter(form, lambda: ecrire_coordonnees(qui, form.cleaned_data, par=acces.utilisateur)):
        messages.success(request, _("Les coordonnées sont enregistrées."))
        return redirect("salarie", acces.structure.pk, qui.pk)
    page = Page(_("Coordonnées"), _("Enregistrer"), fil_salarie(acces, qui))
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def salarie_nir(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Type the number; it is not shown again."""
    qui = get_salarie(acces, salarie_id, ecrire=True)
    form = NirForm(request.POST if request.method == "POST" else None)
    if tenter(form, lambda: ecrire_nir(qui, form.cleaned_data["numero"], par=acces.utilisateur)):
        messages.success(request, _("C'est enregistré et scellé."))
        return redirect("salarie", acces.structure.pk, qui.pk)
    if form.is_bound:
        # Refused, it is typed again: a number does not come back in a page.
        form.data = {}
    page = Page(_("Numéro de sécurité sociale"), _("Sceller"), fil_salarie(acces, qui))
    return page_acte(request, form, page)


@porte(Finalite.ACCOMPAGNER)
def salarie_nir_lire(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """The number, for her assigned adviser alone; the reading is noted."""
    qui = get_salarie(acces, salarie_id)
    page = {"salarie": qui, "nir": lire_nir(acces, qui.personne)}
    reponse = render(request, "accueil_personnes/nir.html", page)
    reponse["Cache-Control"] = "no-store"
    return reponse
