"""The lines of the bank: what each may pay, decided one by one or together."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.banque.access import (
    get_mouvement,
    les_mouvements,
    les_mouvements_a_rapprocher,
    les_releves,
)
from etrier.banque.enums import EtatMouvement
from etrier.banque.models import MouvementBancaire
from etrier.comptabilite.access_ordres import les_rapprochements
from etrier.comptabilite.rapprochement.actions import (
    Bilan,
    accepter,
    accepter_les_sures,
    defaire,
    ecarter,
)
from etrier.comptabilite.rapprochement.cibles import Cible
from etrier.comptabilite.rapprochement.propositions import LigneARapprocher, proposer
from etrier.socle.erreurs import Refus
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.banque.choix import CibleForm
from etrier.www.banque.fils import fil_rapprocher
from etrier.www.banque.forms import EcarterForm
from etrier.www.formats_ecran import centimes, jour
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau, exporter

PAR_PAGE = 50
_FAITS_MONTRES = 30


@porte(Finalite.TENIR_BANQUE)
def rapprocher(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Lines to decide, each with its proposals; then the last decided."""
    attente = list(les_mouvements_a_rapprocher(acces).order_by("-le", "-id"))
    lignes = proposer(acces.structure, attente)
    page = Paginator(lignes, PAR_PAGE).get_page(request.GET.get("page"))
    vus = {
        "page": page,
        "sures": sum(x.sure for x in lignes),
        "attente": len(lignes),
        "faits": _decides(acces),
        "releves": les_releves(acces)[:5],
    }
    return render(request, "banque/rapprocher.html", vus)


def _decides(acces: Acces) -> list[tuple[MouvementBancaire, str]]:
    decides = list(
        les_mouvements(acces)
        .exclude(etat=EtatMouvement.A_RAPPROCHER)
        .order_by("-le", "-id")[:_FAITS_MONTRES]
    )
    raisons = {
        x.mouvement_id: x.raison
        for x in les_rapprochements(acces).qui_tiennent().filter(mouvement__in=decides)
    }
    return [(m, raisons.get(m.pk, m.motif)) for m in decides]


@porte(Finalite.TENIR_BANQUE, methods=("POST",))
def rapprocher_sures(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Accept every proposal that needs no look."""
    attente = list(les_mouvements_a_rapprocher(acces))
    bilan = accepter_les_sures(acces.structure, attente, par=acces.utilisateur)
    _dire(request, bilan)
    return redirect("rapprocher", acces.structure.pk)


def _dire(request: HttpRequest, bilan: Bilan) -> None:
    n = bilan.acceptes
    dit = ngettext("%(n)d mouvement rapproché.", "%(n)d mouvements rapprochés.", n)
    messages.success(request, dit % {"n": n})
    for mouvement, phrase in bilan.laisses:
        messages.warning(request, f"{mouvement.libelle} : {phrase}")


@porte(Finalite.TENIR_BANQUE, methods=("POST",))
def mouvement_accepter(request: HttpRequest, acces: Acces, mouvement_id: int) -> HttpResponse:
    """Accept the proposal of the button; in place, only the line changes."""
    mouvement = get_mouvement(acces, mouvement_id)
    phrase, fait = "", False
    try:
        cible = Cible.lire(request.POST.get("cible", ""))
        raison = _raison(acces, mouvement, cible)
        accepter(mouvement, cible, raison=raison, par=acces.utilisateur)
        fait = True
    except Refus as refus:
        phrase = refus.phrase
    if not request.headers.get("HX-Request"):
        if phrase:
            messages.error(request, phrase)
        return redirect("rapprocher", acces.structure.pk)
    mouvement.refresh_from_db()
    vus = {"ligne": _ligne(acces, mouvement, fait), "mouvement": mouvement, "refus": phrase}
    return render(request, "banque/_ligne.html", vus | {"fait": fait})


def _ligne(acces: Acces, mouvement: MouvementBancaire, fait: bool) -> LigneARapprocher:
    if fait:
        return LigneARapprocher(mouvement, ())
    return proposer(acces.structure, [mouvement])[0]


def _raison(acces: Acces, mouvement: MouvementBancaire, cible: Cible) -> str:
    """The reason of the proposal, as it is now; "" when somebody chose another target."""
    ligne = proposer(acces.structure, [mouvement])[0]
    return next((p.raison for p in ligne.propositions if p.cible == cible), "")


@porte(Finalite.TENIR_BANQUE, methods=("POST",))
def mouvement_defaire(request: HttpRequest, acces: Acces, mouvement_id: int) -> HttpResponse:
    """Put a line back among those to decide."""
    mouvement = get_mouvement(acces, mouvement_id)
    try:
        defaire(mouvement, acces.utilisateur)
    except Refus as refus:
        messages.error(request, refus.phrase)
    else:
        messages.success(
            request, _("Mouvement remis à rapprocher ; ce qu'il avait fait est annulé.")
        )
    return redirect("rapprocher", acces.structure.pk)


@porte(Finalite.TENIR_BANQUE, methods=("GET", "POST"))
def mouvement_choisir(request: HttpRequest, acces: Acces, mouvement_id: int) -> HttpResponse:
    """Say what a line pays when no proposal is right."""
    mouvement = get_mouvement(acces, mouvement_id)
    form = CibleForm(acces, mouvement, request.POST or None)
    fait = tenter(
        form,
        lambda: accepter(mouvement, form.cleaned_data["choisie"], par=acces.utilisateur),
    )
    if fait is not None:
        messages.success(request, _("Mouvement rapproché."))
        return redirect("rapprocher", acces.structure.pk)
    page = Page(
        _("Que paie ce mouvement ?"), _("Rapprocher"), fil_rapprocher(acces), _dit(mouvement)
    )
    return page_acte(request, form, page)


@porte(Finalite.TENIR_BANQUE, methods=("GET", "POST"))
def mouvement_ecarter(request: HttpRequest, acces: Acces, mouvement_id: int) -> HttpResponse:
    """Put a line aside, saying why."""
    mouvement = get_mouvement(acces, mouvement_id)
    form = EcarterForm(request.POST or None)

    def acte() -> bool:
        ecarter(mouvement, form.cleaned_data["motif"], acces.utilisateur)
        return True

    if tenter(form, acte):
        messages.success(request, _("Mouvement laissé de côté."))
        return redirect("rapprocher", acces.structure.pk)
    page = Page(
        _("Laisser ce mouvement de côté"),
        _("Laisser de côté"),
        fil_rapprocher(acces),
        _dit(mouvement),
    )
    return page_acte(request, form, page)


def _dit(mouvement: MouvementBancaire) -> str:
    mots = " · ".join(x for x in (mouvement.libelle, mouvement.contrepartie) if x)
    return f"{jour(mouvement.le)}, {centimes(mouvement.montant_centimes)} : {mots}"


@porte(Finalite.TENIR_BANQUE)
def mouvements(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Every line of the bank."""
    tableau = Tableau(
        _("Mouvements bancaires"),
        [
            Colonne(_("Date"), "le", "date"),
            Colonne(_("Libellé"), "libelle"),
            Colonne(_("Contrepartie"), "contrepartie"),
            Colonne(_("Montant"), "montant_centimes", "centimes"),
            Colonne(_("État"), "get_etat_display"),
            Colonne(_("Motif"), "motif"),
        ],
        les_mouvements(acces).order_by("-le", "-id"),
        vide=_("Aucun mouvement : lisez un relevé de la banque."),
    )
    if fichier := exporter(tableau, request):
        return fichier
    return render(
        request, "banque/mouvements.html", {"tableau": tableau, "fil": fil_rapprocher(acces)}
    )
