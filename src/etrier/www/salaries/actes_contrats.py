"""Sign and amend."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from etrier.parcours.access import get_contrat, get_salarie
from etrier.parcours.actions import Termes, amender_contrat, qualifier_contrat, signer_contrat
from etrier.parcours.models import Contrat
from etrier.parcours.verification import reserves
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.porte import porte
from etrier.www.salaries.fiche import fil_salarie
from etrier.www.salaries.forms import AvenantForm, ContratForm, QualificationForm


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def contrat_nouveau(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Sign a contract with somebody."""
    qui = get_salarie(acces, salarie_id, ecrire=True)
    form = ContratForm(acces, request.POST or None)
    contrat = tenter(form, lambda: signer_contrat(qui, par=acces.utilisateur, **form.cleaned_data))
    if contrat:
        messages.success(
            request, _("Le contrat %(numero)s est enregistré.") % {"numero": contrat.numero}
        )
        champs = form.cleaned_data
        termes = Termes(
            champs["debut"], champs["fin"], champs["minutes_hebdo"], champs["taux_horaire_centimes"]
        )
        return _revenir(request, acces, contrat, termes)
    page = Page(_("Nouveau contrat"), _("Enregistrer le contrat"), fil_salarie(acces, qui))
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def avenant_nouveau(request: HttpRequest, acces: Acces, contrat_id: int) -> HttpResponse:
    """Amend a contract."""
    contrat = get_contrat(acces, contrat_id, ecrire=True)
    form = AvenantForm.pour(request.POST or None, contrat.avenants.order_by("-rang").first())
    avenant = tenter(
        form,
        lambda: amender_contrat(
            contrat, form.termes(), motif=form.cleaned_data["motif"], par=acces.utilisateur
        ),
    )
    if avenant:
        messages.success(request, _("L'avenant %(rang)s est enregistré.") % {"rang": avenant.rang})
        return _revenir(request, acces, avenant.contrat, form.termes())
    page = Page(
        _("Avenant au contrat %(numero)s") % {"numero": contrat.numero},
        _("Enregistrer l'avenant"),
        fil_salarie(acces, contrat.salarie),
        _("Ce que vous ne changez pas reste comme au contrat."),
    )
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def contrat_qualifier(request: HttpRequest, acces: Acces, contrat_id: int) -> HttpResponse:
    """Name the job of a contract."""
    contrat = get_contrat(acces, contrat_id, ecrire=True)
    connue = {"qualification": contrat.qualification}
    form = QualificationForm(request.POST or None, initial=connue)
    if tenter(form, lambda: qualifier_contrat(contrat, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("La qualification est enregistrée."))
        return redirect("salarie", acces.structure.pk, contrat.salarie_id)
    page = Page(
        _("Qualification du contrat %(numero)s") % {"numero": contrat.numero},
        _("Enregistrer"),
        fil_salarie(acces, contrat.salarie),
    )
    return page_acte(request, form, page)


def _revenir(request: HttpRequest, acces: Acces, contrat: Contrat, termes: Termes) -> HttpResponse:
    # A contract that runs or will run shows its warnings on the sheet: only past ones need telling.
    if contrat.fin is not None and contrat.fin < aujourdhui():
        for phrase in reserves(contrat, termes):
            messages.warning(request, phrase)
    return redirect("salarie", acces.structure.pk, contrat.salarie_id)
