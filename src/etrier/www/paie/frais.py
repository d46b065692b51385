"""Expense claims: the list, one more, accepted into a month, refused with a reason."""

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from etrier.paie.access import get_note, les_contrats_du_mois, les_notes
from etrier.paie.enums import EtatNoteFrais
from etrier.paie.frais.actions import Depense, accepter_note, deposer_note, refuser_note
from etrier.paie.models import NoteFrais
from etrier.socle.horloge import aujourdhui
from etrier.socle.mois import premier_jour
from etrier.structures.access import Acces, Finalite
from etrier.www import formats_ecran
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.adresses import adresse_ouverte
from etrier.www.paie.forms import DepenseForm, MoisForm, MotifForm
from etrier.www.paie.mots import fil_frais
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau, exporter

_PASTILLES = {
    EtatNoteFrais.DEPOSEE.value: "etiquette-attention",
    EtatNoteFrais.ACCEPTEE.value: "etiquette-ok",
    EtatNoteFrais.REFUSEE.value: "etiquette-alerte",
}


@porte(Finalite.LIRE_ARGENT)
def notes_frais(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Every claim, those to decide first."""
    tableau = _tableau(acces)
    return exporter(tableau, request) or render(request, "paie/frais.html", {"tableau": tableau})


def _tableau(acces: Acces) -> Tableau:
    return Tableau(
        _("Notes de frais"),
        [
            Colonne(_("Salarié"), "contrat.salarie.personne", lien=lambda n: _lien(acces, n)),
            Colonne(_("Date"), "le", "date"),
            Colonne(_("Dépense"), "get_genre_display"),
            Colonne(_("Objet"), "libelle"),
            Colonne(_("Calcul"), "calcul"),
            Colonne(_("Montant"), "montant_centimes", "centimes"),
            Colonne(_("État"), "get_etat_display", etiquette=lambda n: _PASTILLES[n.etat]),
            Colonne(_("Paie de"), "variable.mois", "mois"),
            Colonne(_("Motif"), "motif"),
        ],
        les_notes(acces).order_by("-etat", "-le", "-pk"),
        legende=_ce_qui_est_rembourse(acces),
        vide=_("Aucune note de frais."),
    )


def _ce_qui_est_rembourse(acces: Acces) -> str:
    """A sum under the column would add what is refused, and what nobody has decided yet."""
    acceptees = les_notes(acces).filter(etat=EtatNoteFrais.ACCEPTEE)
    somme = acceptees.aggregate(s=Sum("montant_centimes"))["s"] or 0
    return _("Notes acceptées : %(total)s en tout.") % {"total": formats_ecran.centimes(somme)}


def _lien(acces: Acces, note: NoteFrais) -> str | None:
    if note.etat != EtatNoteFrais.DEPOSEE:
        return None
    return adresse_ouverte(acces, "note_frais_accepter", note_id=note.pk)


@porte(Finalite.PREPARER_PAIE, methods=("GET", "POST"))
def note_frais_nouvelle(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Deposit a claim."""
    contrats = les_contrats_du_mois(acces, premier_jour(aujourdhui()))
    form = DepenseForm(contrats, request.POST or None)
    note = tenter(form, lambda: _deposer(acces, form))
    if note:
        dit = {"montant": formats_ecran.centimes(note.montant_centimes)}
        messages.success(request, _("Note déposée : %(montant)s.") % dit)
        return redirect("notes_frais", acces.structure.pk)
    page = Page(_("Déposer une note de frais"), _("Déposer"), fil_frais(acces))
    return page_acte(request, form, page)


def _deposer(acces: Acces, form: DepenseForm) -> NoteFrais:
    dite = dict(form.cleaned_data)
    return deposer_note(dite.pop("contrat"), Depense(**dite), par=acces.utilisateur)


@porte(Finalite.PREPARER_PAIE, methods=("GET", "POST"))
def note_frais_accepter(request: HttpRequest, acces: Acces, note_id: int) -> HttpResponse:
    """Reimburse it with a month's pay."""
    note = get_note(acces, note_id)
    form = MoisForm(request.POST or None, initial={"mois": premier_jour(note.le)})
    acceptee = tenter(
        form, lambda: accepter_note(note, form.cleaned_data["mois"], par=acces.utilisateur)
    )
    if acceptee:
        messages.success(request, _("Note acceptée : elle est une variable de ce mois."))
        return redirect("notes_frais", acces.structure.pk)
    fil = fil_frais(acces)
    page = Page(_("Accepter une note de frais"), _("Accepter"), fil, _dire(note))
    vus = {"form": form, "page": page, "note": note}
    return render(request, "paie/note.html", vus)


@porte(Finalite.PREPARER_PAIE, methods=("GET", "POST"))
def note_frais_refuser(request: HttpRequest, acces: Acces, note_id: int) -> HttpResponse:
    """Refuse it, with its reason."""
    note = get_note(acces, note_id)
    form = MotifForm(request.POST or None)
    if tenter(form, lambda: refuser_note(note, form.cleaned_data["motif"], par=acces.utilisateur)):
        messages.success(request, _("Note refusée."))
        return redirect("notes_frais", acces.structure.pk)
    page = Page(
        _("Refuser une note de frais"), _("Refuser"), fil_frais(acces), _dire(note), danger=True
    )
    return page_acte(request, form, page)


def _dire(note: NoteFrais) -> str:
    dit = {
        "qui": note.contrat.salarie,
        "le": formats_ecran.jour(note.le),
        "quoi": note.libelle,
        "montant": formats_ecran.centimes(note.montant_centimes),
    }
    phrase = _("%(qui)s, le %(le)s : %(quoi)s, %(montant)s.") % dit
    return f"{phrase} {note.calcul}." if note.calcul else phrase
