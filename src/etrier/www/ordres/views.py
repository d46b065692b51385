"""Orders to the bank: prepared, checked, produced, downloaded, followed."""

from collections.abc import Callable, Container, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from etrier.banque.verification import masquer
from etrier.comptabilite.access_ordres import get_ligne_ordre, get_ordre, les_ordres
from etrier.comptabilite.models import LigneOrdre, OrdreSepa
from etrier.comptabilite.models.ordres import JOURS_POUR_PARAITRE
from etrier.comptabilite.ordres.actions import abandonner, produire, rejeter
from etrier.comptabilite.ordres.candidats import (
    Candidat,
    acomptes_du_mois,
    factures_a_prelever,
    salaires_du_mois,
)
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.mois import dernier_jour, ecrire_mois, mois_precedent, mois_suivant
from etrier.structures.access import Acces, Finalite
from etrier.structures.models import Structure
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.formats_ecran import centimes, jour
from etrier.www.formats_ecran import mois as en_lettres
from etrier.www.ordres.forms import OrdreForm
from etrier.www.porte import porte
from etrier.www.reglements.forms import AnnulerForm
from etrier.www.tableau import Colonne, Tableau, exporter

_LIRE: dict[str, Callable[[Structure, date], list[Candidat]]] = {
    "salaires": salaires_du_mois,
    "acomptes": acomptes_du_mois,
    "prelevements": lambda une, mois: factures_a_prelever(une, dernier_jour(mois)),
}


def _fil(acces: Acces) -> list[tuple[str, str]]:
    return [(_("Ordres bancaires"), reverse("ordres", args=[acces.structure.pk]))]


@porte(Finalite.TENIR_BANQUE)
def ordres(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Every order, the latest first."""
    perdus = set(les_ordres(acces).perdus_de_vue(aujourdhui()).values_list("pk", flat=True))
    tableau = _tableau_ordres(acces, perdus)
    if fichier := exporter(tableau, request):
        return fichier
    vus = {"tableau": tableau, "perdus": len(perdus), "jours": JOURS_POUR_PARAITRE}
    return render(request, "ordres/ordres.html", vus)


def _tableau_ordres(acces: Acces, perdus: Container[int]) -> Tableau:
    """`perdus`: keys of the orders no statement shows, long after their day."""
    en_attente = set(les_ordres(acces).pas_vus().values_list("pk", flat=True))

    def a_la_banque(ordre: OrdreSepa) -> str:
        if ordre.pk in perdus:
            return _("sur aucun relevé")
        return _("pas encore vu") if ordre.pk in en_attente else ""

    return Tableau(
        _("Ordres bancaires"),
        [
            Colonne(_("Ordre"), "message", lien=lambda o: _adresse(acces, o)),
            Colonne(_("Genre"), "get_genre_display"),
            Colonne(_("Libellé"), "libelle"),
            Colonne(_("Exécution le"), "execution_le", "date"),
            Colonne(_("Paiements"), "nombre", "entier"),
            Colonne(_("Total"), "total_centimes", "centimes"),
            Colonne(_("Produit par"), "par"),
            Colonne(_("À la banque"), a_la_banque),
        ],
        les_ordres(acces),
        classe_ligne=lambda o: "ligne-attention" if o.pk in perdus else "",
        vide=_("Aucun ordre encore."),
    )


def _adresse(acces: Acces, ordre: OrdreSepa) -> str:
    return reverse("ordre", args=[acces.structure.pk, ordre.pk])


@porte(Finalite.TENIR_BANQUE, methods=("GET", "POST"))
def ordre_preparer(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Who is paid or debited, what stands in the way, and the file."""
    quoi = request.GET.get("quoi", "salaires")
    quoi = quoi if quoi in _LIRE else "salaires"
    form = OrdreForm(acces, request.POST or None, initial={"libelle": _libelle(quoi, mois)})
    ordre = tenter(form, lambda: _produire(request, acces, quoi, mois, form))
    if ordre is not None:
        messages.success(request, _("Ordre produit et vérifié : téléchargez-le pour la banque."))
        return redirect("ordre", acces.structure.pk, ordre.pk)
    candidats = _LIRE[quoi](acces.structure, mois)
    coches = _coches(request, quoi, candidats)
    vus = _vus(candidats, coches, form) | {"quoi": quoi, "fil": _fil(acces)}
    return render(request, "ordres/preparer.html", vus | _mois(acces, quoi, mois))


def _coches(request: HttpRequest, quoi: str, candidats: Sequence[Candidat]) -> set[str]:
    """What was ticked; at first everything, but a net the pay round trip has to explain, and
    advances: some may be paid in cash already."""
    if request.method == "POST":
        return set(request.POST.getlist("paiement"))
    return set() if quoi == "acomptes" else {c.cle for c in candidats if not c.ecart}


def _mois(acces: Acces, quoi: str, mois: date) -> dict[str, Any]:
    """The months beside, of the same kind of order."""

    def adresse(autre: date) -> str:
        ici = reverse("ordre_preparer", args=[acces.structure.pk, ecrire_mois(autre)])
        return f"{ici}?{urlencode({'quoi': quoi})}"

    avant, apres = mois_precedent(mois), mois_suivant(mois)
    return {
        "mois": mois,
        "avant": avant,
        "apres": apres,
        "adresse_avant": adresse(avant),
        "adresse_apres": adresse(apres),
    }


def _libelle(quoi: str, mois: date) -> str:
    libelles = {
        "salaires": _("Salaire %(mois)s"),
        "acomptes": _("Acompte %(mois)s"),
        "prelevements": _("Facture"),
    }
    return libelles[quoi] % {"mois": en_lettres(mois)}


def _vus(candidats: Sequence[Candidat], coches: set[str], form: OrdreForm) -> dict[str, Any]:
    lignes = [(c, masquer(c.compte.iban) if c.compte else "", c.cle in coches) for c in candidats]
    possibles = [c for c in candidats if not c.obstacle]
    return {
        "lignes": lignes,
        "possibles": len(possibles),
        "total_centimes": sum(c.montant_centimes for c in possibles),
        "form": form,
        "empeches": len(candidats) - len(possibles),
        "a_expliquer": sum(1 for c in possibles if c.ecart),
    }


@transaction.atomic
def _produire(
    request: HttpRequest, acces: Acces, quoi: str, mois: date, form: OrdreForm
) -> OrdreSepa:
    # Read again under the lock: what was ordered or changed meanwhile is seen.
    Structure.objects.select_for_update().get(pk=acces.structure.pk)
    voulus = set(request.POST.getlist("paiement"))
    candidats = [c for c in _LIRE[quoi](acces.structure, mois) if c.cle in voulus]
    if len(candidats) != len(voulus):
        raise Refus(
            _(
                "Un des paiements cochés n'est plus à faire : il a été payé ou ordonné "
                "entre-temps. Relisez la liste."
            )
        )
    return produire(acces.structure, candidats, **form.cleaned_data, par=acces.utilisateur)


@porte(Finalite.TENIR_BANQUE)
def ordre(request: HttpRequest, acces: Acces, ordre_id: int) -> HttpResponse:
    """One order: its file, its payments, those sent back."""
    fait = get_ordre(acces, ordre_id)
    tableau = _tableau_paiements(acces, fait)
    if fichier := exporter(tableau, request):
        return fichier
    en_banque = fait.rapprochements.filter(annule_le=None).exists()
    debout = fait.lignes.filter(rejetee_le=None).exists()
    vus = {"ordre": fait, "tableau": tableau, "en_banque": en_banque, "debout": debout}
    return render(request, "ordres/ordre.html", vus | {"fil": _fil(acces)})


def _tableau_paiements(acces: Acces, fait: OrdreSepa) -> Tableau:
    def vers(ligne: LigneOrdre) -> str | None:
        if ligne.rejetee_le is not None:
            return None
        return reverse("ligne_rejeter", args=[acces.structure.pk, ligne.pk])

    return Tableau(
        _("Paiements"),
        [
            Colonne(_("Titulaire"), "compte.titulaire"),
            Colonne(_("Compte"), lambda x: masquer(x.compte.iban), "numero"),
            Colonne(_("Référence"), "reference", "numero"),
            Colonne(_("Montant"), "montant_centimes", "centimes", total=True),
            Colonne(_("Rejeté le"), "rejetee_le", "date"),
            Colonne(
                _("À faire"), lambda x: "" if x.rejetee_le else _("Noter un rejet…"), lien=vers
            ),
        ],
        fait.lignes.select_related("compte"),
        classe_ligne=lambda x: "ligne-alerte" if x.rejetee_le else "",
    )


@porte(Finalite.TENIR_BANQUE)
def ordre_fichier(request: HttpRequest, acces: Acces, ordre_id: int) -> HttpResponse:
    """The file as it left."""
    fait = get_ordre(acces, ordre_id)
    reponse = HttpResponse(bytes(fait.fichier), content_type="application/xml")
    reponse["Content-Disposition"] = f'attachment; filename="{fait.message}.xml"'
    return reponse


@porte(Finalite.TENIR_BANQUE, methods=("GET", "POST"))
def ordre_abandonner(request: HttpRequest, acces: Acces, ordre_id: int) -> HttpResponse:
    """The file never went to the bank."""
    fait = get_ordre(acces, ordre_id)
    form = Form(request.POST if request.method == "POST" else None)
    if tenter(form, lambda: abandonner(fait, acces.utilisateur)) is not None:
        messages.success(request, _("Ordre abandonné : ses paiements peuvent être ordonnés."))
        return redirect("ordres", acces.structure.pk)
    titre = _("Abandonner l'ordre %(message)s") % {"message": fait.message}
    chapeau = _("À faire seulement si le fichier n'a pas été remis à la banque.")
    page = Page(titre, _("Abandonner"), _fil(acces), chapeau, danger=True)
    return page_acte(request, form, page)


@porte(Finalite.TENIR_BANQUE, methods=("GET", "POST"))
def ligne_rejeter(request: HttpRequest, acces: Acces, ligne_ordre_id: int) -> HttpResponse:
    """The bank sent a payment back."""
    ligne = get_ligne_ordre(acces, ligne_ordre_id)
    form = AnnulerForm(request.POST or None, initial={"le": aujourdhui()})
    fait = tenter(form, lambda: rejeter(ligne, form.cleaned_data["le"], acces.utilisateur))
    if fait is not None:
        messages.success(request, _("Rejet noté : ce paiement peut être ordonné de nouveau."))
        return redirect("ordre", acces.structure.pk, ligne.ordre_id)
    chapeau = (
        f"{ligne.reference}, {centimes(ligne.montant_centimes)}, {jour(ligne.ordre.execution_le)}"
    )
    page = Page(_("Noter un rejet"), _("Noter le rejet"), _fil(acces), chapeau, danger=True)
    return page_acte(request, form, page)
