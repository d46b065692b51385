"""Steps between structures of the group."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.parcours.access import get_salarie
from etrier.parcours.accueil.access import get_etape, les_etapes
from etrier.parcours.accueil.etapes import (
    accorder_etape,
    annuler_etape,
    faire_etape,
    proposer_etape,
)
from etrier.parcours.ecriture import dire_naissance
from etrier.parcours.enums import EtatEtape
from etrier.parcours.models import EtapeParcours
from etrier.socle.erreurs import Refus
from etrier.structures.access import Acces, Finalite
from etrier.www.accueil_personnes.forms import EffetForm, EtapeForm, MatriculeForm
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.formats_ecran import jour
from etrier.www.porte import porte
from etrier.www.salaries.fiche import fil_salarie
from etrier.www.tableau import Colonne, Tableau, exporter


def _tableau(acces: Acces) -> Tableau:
    return Tableau(
        _("Étapes entre structures"),
        [
            Colonne(_("Personne"), "personne", lien=lambda e: _suite(acces, e)),
            Colonne(_("À faire"), lambda e: _a_faire(acces, e)),
            Colonne(_("État"), "get_etat_display"),
            Colonne(_("Depuis"), "depuis"),
            Colonne(_("Vers"), "vers"),
            Colonne(_("Date d'effet"), "effet", "date"),
            Colonne(_("Raison"), "raison"),
            Colonne(_("Proposée le"), "proposee_le", "date"),
            Colonne(_("Décidée le"), "decidee_le", "date"),
        ],
        les_etapes(acces).order_by("-proposee_le", "-pk"),
        vide=_("Aucune étape : elle se propose depuis la fiche d'un salarié."),
    )


def _a_faire(acces: Acces, etape: EtapeParcours) -> str:
    """Whose turn it is, in a few words; "" when nothing is left."""
    if etape.etat not in (EtatEtape.PROPOSEE, EtatEtape.ACCORDEE):
        return ""
    if etape.vers_id != acces.structure.pk:
        return _("Attendre l'autre structure")
    return _("Décider") if etape.etat == EtatEtape.PROPOSEE else _("Ouvrir la fiche")


def _suite(acces: Acces, etape: EtapeParcours) -> str | None:
    """Where the line leads: what is left to do here, or her file."""
    ici = acces.structure.pk
    if not acces.peut(Finalite.ECRIRE_ACCUEIL) or etape.etat == EtatEtape.ANNULEE:
        return None
    if etape.etat == EtatEtape.FAITE:
        arrivee = etape.vers_id == ici and etape.salarie_id is not None
        return reverse("salarie", args=[ici, etape.salarie_id]) if arrivee else None
    if etape.vers_id != ici:
        return reverse("etape_annuler", args=[ici, etape.pk])
    nom = "etape_accorder" if etape.etat == EtatEtape.PROPOSEE else "etape_faire"
    return reverse(nom, args=[ici, etape.pk])


@porte(Finalite.LIRE_ACCUEIL)
def etapes(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Steps that leave the structure or arrive there."""
    tableau = _tableau(acces)
    page = {"tableau": tableau}
    return exporter(tableau, request) or render(request, "accueil_personnes/etapes.html", page)


@porte(Finalite.ECRIRE_ACCUEIL, methods=("GET", "POST"))
def etape_nouvelle(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Propose that somebody goes on elsewhere in the group."""
    qui = get_salarie(acces, salarie_id, ecrire=True)
    form = EtapeForm(acces, request.POST or None)
    if tenter(form, lambda: proposer_etape(qui, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("L'étape est proposée à l'autre structure."))
        return redirect("etapes", acces.structure.pk)
    page = Page(
        _("Proposer une étape"),
        _("Proposer"),
        fil_salarie(acces, qui),
        _(
            "L'autre structure verra l'identité de la personne et son PASS IAE, rien d'autre. "
            "Une prolongation pour difficultés particulières ne vaut qu'en ACI et en AI."
        ),
    )
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_ACCUEIL, methods=("GET", "POST"))
def etape_accorder(request: HttpRequest, acces: Acces, etape_id: int) -> HttpResponse:
    """The arriving structure says yes."""
    etape = _arrivante(acces, etape_id)
    form = EffetForm(request.POST or None, initial={"effet": etape.effet})
    if tenter(form, lambda: accorder_etape(etape, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("L'étape est accordée."))
        return redirect("etapes", acces.structure.pk)
    return page_acte(request, form, _page(acces, etape, _("Accorder l'étape"), _("Accorder")))


@porte(Finalite.ECRIRE_ACCUEIL, methods=("GET", "POST"))
def etape_faire(request: HttpRequest, acces: Acces, etape_id: int) -> HttpResponse:
    """She arrives: her file opens here, her PASS comes along."""
    etape = _arrivante(acces, etape_id)
    form = MatriculeForm(request.POST or None)
    salarie = tenter(form, lambda: faire_etape(etape, par=acces.utilisateur, **form.cleaned_data))
    if salarie:
        messages.success(request, _("La fiche est ouverte : son PASS IAE l'a suivie."))
        return redirect("salarie", acces.structure.pk, salarie.pk)
    return page_acte(request, form, _page(acces, etape, _("Accueillir"), _("Ouvrir la fiche")))


@porte(Finalite.ECRIRE_ACCUEIL, methods=("GET", "POST"))
def etape_annuler(request: HttpRequest, acces: Acces, etape_id: int) -> HttpResponse:
    """Either structure gives it up."""
    etape = get_etape(acces, etape_id)
    if request.method == "POST":
        annuler_etape(etape, par=acces.utilisateur)
        messages.success(request, _("L'étape est annulée."))
        return redirect("etapes", acces.structure.pk)
    return render(request, "accueil_personnes/annuler.html", {"etape": etape})


def _arrivante(acces: Acces, etape_id: int) -> EtapeParcours:
    etape = get_etape(acces, etape_id)
    if etape.vers_id != acces.structure.pk:
        raise Refus(_("C'est à la structure d'arrivée de décider de cette étape."))
    return etape


def _page(acces: Acces, etape: EtapeParcours, titre: str, bouton: str) -> Page:
    fil = [(_("Étapes"), reverse("etapes", args=[acces.structure.pk]))]
    recu = etape.personne.les_pass.order_by("-debut").first()
    mots = {
        "qui": etape.personne,
        "nee": dire_naissance(etape.personne),
        "depuis": etape.depuis,
        "raison": etape.raison,
        "pass": f"{recu.numero}, {jour(recu.debut)} → {jour(recu.fin)}" if recu else _("aucun"),
    }
    chapeau = _("%(qui)s, %(nee)s, vient de %(depuis)s : %(raison)s. PASS IAE : %(pass)s.")
    return Page(titre, bouton, fil, chapeau % mots)
