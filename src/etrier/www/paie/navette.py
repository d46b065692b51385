"""To the bureau and back: the check, the file that leaves, what returns, the differences."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.paie.access import get_ecart, get_envoi, get_retour, les_envois
from etrier.paie.models import EcartPaie, RetourPaie
from etrier.paie.navette.envoi import envoyer
from etrier.paie.navette.lignes import LigneEnvoi
from etrier.paie.navette.reglages import reglage_de
from etrier.paie.navette.retour import enregistrer_retour, expliquer
from etrier.paie.navette.verification import verifier
from etrier.structures.access import Acces, Finalite
from etrier.www import formats_ecran
from etrier.www.acte import Page, exporter_parmi, page_acte, tenter
from etrier.www.paie.forms import ExplicationForm, RetourForm
from etrier.www.paie.mots import dire_motif, fil_paie
from etrier.www.paie.tableaux_navette import (
    tableau_ecarts,
    tableau_envois,
    tableau_lignes,
    tableau_points,
    tableau_retours,
)
from etrier.www.porte import porte
from etrier.www.tableau import exporter


@porte(Finalite.LIRE_ARGENT)
def paie_verifier(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """What blocks the month, what to look at, what would leave."""
    vue = verifier(acces.structure, mois)
    tableaux = {
        "bloquent": tableau_points(acces, _("Ce qui bloque"), vue.bloquent, "bloque"),
        "a_voir": tableau_points(acces, _("À regarder"), vue.a_voir, "voir"),
        "lignes": tableau_lignes(vue.lignes, _("Ce qui partirait")),
    }
    page = {"vue": vue, "mois": mois, "onglet": "paie_verifier", **tableaux}
    return exporter_parmi(tableaux.values(), request) or render(request, "paie/verifier.html", page)


@porte(Finalite.LIRE_ARGENT)
def paie_envois(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Files of the month, and the next one."""
    vue, tableau = verifier(acces.structure, mois), tableau_envois(acces, mois)
    page = {
        "vue": vue,
        "a_partir": sum(1 for x in vue.lignes if x.envoyee),
        "reglage": reglage_de(acces.structure),
        "tableau": tableau,
        "mois": mois,
        "onglet": "paie_envois",
    }
    return exporter(tableau, request) or render(request, "paie/envois.html", page)


@porte(Finalite.PREPARER_PAIE, methods=("POST",))
def paie_envoyer(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Write the file of what is left to say."""
    envoi = envoyer(acces.structure, mois, par=acces.utilisateur)
    messages.success(request, _("Le fichier est écrit et relu : téléchargez-le pour le cabinet."))
    return redirect("paie_envoi", acces.structure.pk, envoi.pk)


@porte(Finalite.LIRE_ARGENT)
def paie_envoi(request: HttpRequest, acces: Acces, envoi_id: int) -> HttpResponse:
    """A file as it left, line by line."""
    envoi = get_envoi(acces, envoi_id)
    tableau = tableau_lignes((LigneEnvoi(**x) for x in envoi.lignes), _("Lignes du fichier"))
    page = {"envoi": envoi, "mois": envoi.mois, "tableau": tableau, "onglet": "paie_envois"}
    return exporter(tableau, request) or render(request, "paie/envoi.html", page)


@porte(Finalite.PREPARER_PAIE)
def paie_envoi_fichier(request: HttpRequest, acces: Acces, envoi_id: int) -> HttpResponse:
    """The very bytes that left."""
    envoi = get_envoi(acces, envoi_id)
    reponse = HttpResponse(bytes(envoi.fichier), content_type="text/csv")
    reponse["Content-Disposition"] = f'attachment; filename="{envoi.nom}"'
    reponse["Cache-Control"] = "no-store"
    return reponse


@porte(Finalite.LIRE_ARGENT)
def paie_retours(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """What came back of the month."""
    tableau = tableau_retours(acces, mois)
    parti = les_envois(acces, mois).exists()
    page = {"tableau": tableau, "mois": mois, "parti": parti, "onglet": "paie_retours"}
    return exporter(tableau, request) or render(request, "paie/retours.html", page)


@porte(Finalite.PREPARER_PAIE, methods=("GET", "POST"))
def paie_retour_lire(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Read the file of the bureau."""
    form = RetourForm(request.POST or None, request.FILES or None)
    retour = tenter(form, lambda: _lire(acces, mois, form))
    if retour:
        _dire_retour(request, retour, acces)
        return redirect("paie_retour", acces.structure.pk, retour.pk)
    chapeau = _(
        "Les colonnes se devinent, et se retiennent d'un mois sur l'autre. Si elles ne se "
        "reconnaissent pas, écrivez leurs titres comme dans le fichier. Rien n'est écrit tant que "
        "tout n'est pas lu."
    )
    fil = fil_paie(acces, mois, "paie_retours", _("Retour du cabinet"))
    return page_acte(request, form, Page(_("Lire un retour"), _("Lire"), fil, chapeau))


def _lire(acces: Acces, mois: date, form: RetourForm) -> RetourPaie:
    fichier = form.cleaned_data["fichier"]
    return enregistrer_retour(
        acces.structure,
        mois,
        fichier.read(),
        fichier.name,
        colonnes=form.colonnes,
        par=acces.utilisateur,
    )


def _dire_retour(request: HttpRequest, retour: RetourPaie, acces: Acces) -> None:
    titres = ", ".join(f"« {t} »" for t in reglage_de(acces.structure).colonnes_retour.values())
    messages.info(request, _("Colonnes lues : %(titres)s.") % {"titres": titres})
    ecarts = retour.ecarts.count()
    if not ecarts:
        messages.success(request, _("Aucun écart, à l'heure et au centime."))
        return
    phrase = ngettext("%(n)d écart à expliquer.", "%(n)d écarts à expliquer.", ecarts)
    messages.warning(request, phrase % {"n": ecarts})


@porte(Finalite.LIRE_ARGENT)
def paie_retour(request: HttpRequest, acces: Acces, retour_id: int) -> HttpResponse:
    """A return: its differences, each with its reason."""
    retour = get_retour(acces, retour_id)
    tableau = tableau_ecarts(acces, retour)
    page = {"retour": retour, "mois": retour.mois, "tableau": tableau, "onglet": "paie_retours"}
    return exporter(tableau, request) or render(request, "paie/retour.html", page)


@porte(Finalite.PREPARER_PAIE, methods=("GET", "POST"))
def paie_ecart(request: HttpRequest, acces: Acces, ecart_id: int) -> HttpResponse:
    """Explain a difference."""
    ecart = get_ecart(acces, ecart_id)
    form = ExplicationForm(request.POST or None, initial={"explication": ecart.explication})
    explique = tenter(
        form, lambda: expliquer(ecart, form.cleaned_data["explication"], par=acces.utilisateur)
    )
    if explique:
        messages.success(request, _("Explication enregistrée."))
        return redirect("paie_retour", acces.structure.pk, ecart.retour_id)
    fil = fil_paie(acces, ecart.retour.mois, "paie_retours", _("Retour du cabinet"))
    page = Page(_("Expliquer un écart"), _("Enregistrer"), fil, _dire_ecart(ecart))
    return page_acte(request, form, page)


def _dire_ecart(ecart: EcartPaie) -> str:
    qui = "" if ecart.contrat is None else str(ecart.contrat.salarie)
    debut = " : ".join(filter(None, (qui or ecart.matricule, dire_motif(ecart))))
    if ecart.attendu_centimes is None and ecart.lu_centimes is None:
        return f"{debut}."
    dit = {
        "attendu": formats_ecran.centimes(ecart.attendu_centimes),
        "lu": formats_ecran.centimes(ecart.lu_centimes),
    }
    return f"{debut}. " + _("Attendu : %(attendu)s. Lu : %(lu)s.") % dit
