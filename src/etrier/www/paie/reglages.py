"""How the structure exchanges with its bureau: format, codes, what a kilometre is worth."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from etrier.droit.ecriture import nombre
from etrier.paie.access import get_bareme, les_baremes
from etrier.paie.frais.baremes import fixer_bareme, retirer_bareme
from etrier.paie.models import BaremeKilometrique, CodePaie
from etrier.paie.navette.reglages import Codes, coder, codes_de, reglage_de, regler
from etrier.paie.navette.rubriques import DU_BULLETIN, TOUTES
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, exporter_parmi, page_acte, tenter
from etrier.www.adresses import adresse_ouverte
from etrier.www.formats_ecran import jour
from etrier.www.paie.forms import BaremeForm, CodeForm, ReglageForm
from etrier.www.paie.mots import dire_rubrique, fil_reglages
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau


@porte(Finalite.LIRE_ARGENT)
def paie_reglages(request: HttpRequest, acces: Acces) -> HttpResponse:
    """The settings of pay, each with the page that changes it."""
    tableaux = {"codes": _tableau_codes(acces), "baremes": _tableau_baremes(acces)}
    vus = {"reglage": reglage_de(acces.structure), **tableaux}
    return exporter_parmi(tableaux.values(), request) or render(request, "paie/reglages.html", vus)


def _tableau_codes(acces: Acces) -> Tableau:
    codes = codes_de(acces.structure)
    return Tableau(
        _("Codes du cabinet"),
        [
            Colonne(
                _("Rubrique"),
                dire_rubrique,
                lien=lambda r: adresse_ouverte(acces, "paie_coder", rubrique=r),
            ),
            Colonne(
                _("Code"), lambda r: codes.code(r) if r not in DU_BULLETIN else _ecrit(codes, r)
            ),
            Colonne(_("Envoyée"), codes.envoyee, "oui_non"),
        ],
        TOUTES,
        legende=_(
            "Chaque dossier de paie a ses codes : demandez-les au cabinet. Sans code, une rubrique "
            "bloque un fichier Silae ; le CSV neutre porte son nom."
        ),
        nom="codes",
        recherche=False,
    )


def _ecrit(codes: Codes, rubrique: str) -> str:
    connu: CodePaie | None = codes.par_rubrique.get(rubrique)
    return "" if connu is None else connu.code


def _tableau_baremes(acces: Acces) -> Tableau:
    return Tableau(
        _("Barème kilométrique"),
        [
            Colonne(
                _("À partir du"),
                "depuis",
                "date",
                lien=lambda b: adresse_ouverte(acces, "bareme_retirer", bareme_id=b.pk),
            ),
            Colonne(
                _("Jusqu'à (CV)"), "jusqu_a_cv", "entier", motif=lambda b: _("toute puissance")
            ),
            Colonne(_("Par kilomètre"), _au_km),
            Colonne(_("Source"), "source"),
        ],
        les_baremes(acces),
        legende=_("Le taux du jour du trajet s'applique ; le montant est arrondi au centime."),
        vide=_("Aucun taux : écrivez celui de votre accord, ou du barème que vous suivez."),
        nom="baremes",
    )


def _au_km(bareme: BaremeKilometrique) -> str:
    return f"{nombre(Decimal(bareme.milliemes_par_km).scaleb(-3))} €"


@porte(Finalite.PREPARER_PAIE, methods=("GET", "POST"))
def paie_regler(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Choose the format, and the codes not to compare."""
    reglage = reglage_de(acces.structure)
    initial = {
        "format_paie": reglage.format,
        "numero_dossier": reglage.numero_dossier,
        "codes_ignores": ", ".join(reglage.codes_ignores),
    }
    form = ReglageForm(request.POST or None, initial=initial)
    if tenter(form, lambda: regler(acces.structure, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("Réglages enregistrés."))
        return redirect("paie_reglages", acces.structure.pk)
    page = Page(_("Format du fichier de paie"), _("Enregistrer"), fil_reglages(acces))
    return page_acte(request, form, page)


@porte(Finalite.PREPARER_PAIE, methods=("GET", "POST"))
def paie_coder(request: HttpRequest, acces: Acces, rubrique: str) -> HttpResponse:
    """Give a rubrique the bureau's code."""
    if rubrique not in TOUTES:
        raise Http404
    connu = codes_de(acces.structure).par_rubrique.get(rubrique)
    initial = {"code": connu.code if connu else "", "envoyee": connu is None or connu.envoyee}
    form = CodeForm(request.POST or None, initial=initial)
    dite: dict[str, Any] = {
        "structure": acces.structure,
        "rubrique": rubrique,
        "par": acces.utilisateur,
    }
    if tenter(form, lambda: (coder(**dite, **form.cleaned_data), True)):
        messages.success(request, _("Code enregistré."))
        return redirect("paie_reglages", acces.structure.pk)
    page = Page(dire_rubrique(rubrique), _("Enregistrer"), fil_reglages(acces))
    return page_acte(request, form, page)


@porte(Finalite.PREPARER_PAIE, methods=("GET", "POST"))
def bareme_nouveau(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Write a rate of a kilometre."""
    form = BaremeForm(request.POST or None)
    dit: dict[str, Any] = {"structure": acces.structure, "par": acces.utilisateur}
    if tenter(form, lambda: fixer_bareme(**dit, **form.cleaned_data)):
        messages.success(request, _("Taux enregistré."))
        return redirect("paie_reglages", acces.structure.pk)
    chapeau = _(
        "Aucun taux légal n'est proposé : écrivez celui que vous appliquez, et d'où il vient."
    )
    page = Page(_("Ajouter un taux kilométrique"), _("Ajouter"), fil_reglages(acces), chapeau)
    return page_acte(request, form, page)


@porte(Finalite.PREPARER_PAIE, methods=("GET", "POST"))
def bareme_retirer(request: HttpRequest, acces: Acces, bareme_id: int) -> HttpResponse:
    """Withdraw a rate, once confirmed."""
    bareme = get_bareme(acces, bareme_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if tenter(form, lambda: (retirer_bareme(bareme, par=acces.utilisateur), True)):
        messages.success(request, _("Taux retiré."))
        return redirect("paie_reglages", acces.structure.pk)
    dit = {"taux": _au_km(bareme), "le": jour(bareme.depuis)}
    chapeau = _("%(taux)s par kilomètre depuis le %(le)s. Les notes déjà chiffrées restent.") % dit
    page = Page(
        _("Retirer un taux kilométrique"), _("Retirer"), fil_reglages(acces), chapeau, danger=True
    )
    return page_acte(request, form, page)
