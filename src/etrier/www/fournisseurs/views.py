"""Invoices received: the list, a file read before it is taken, the page of one."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.banque.verification import masquer
from etrier.facturation.access_fournisseurs import get_fournisseur, les_fournisseurs
from etrier.facturation.enums import EtatFactureFournisseur
from etrier.facturation.formats.lecture import FactureLue, lire_facture
from etrier.facturation.formats.validation import Faute, verifier
from etrier.facturation.fournisseurs.actions import ibans_connus, previsualiser, recevoir
from etrier.facturation.models import FactureFournisseur
from etrier.socle.erreurs import Refus
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import tenter
from etrier.www.fournisseurs.fils import fil_fournisseurs
from etrier.www.fournisseurs.forms import RecueForm
from etrier.www.heures.depots import deposer, reprendre, retirer
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau, exporter


@porte(Finalite.LIRE_ARGENT)
def fournisseurs(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Invoices received, in one state or all."""
    choix = [("", _("Toutes")), *EtatFactureFournisseur.choices]
    choisi = request.GET.get("etat", "")
    recues = les_fournisseurs(acces)
    if choisi in EtatFactureFournisseur.values:
        recues = recues.filter(etat=choisi)
    tableau = _tableau(acces, recues)
    vus = {"tableau": tableau, "choix": choix, "choisi": choisi}
    return exporter(tableau, request) or render(request, "fournisseurs/liste.html", vus)


def _tableau(acces: Acces, recues: Any) -> Tableau:
    def page(recue: FactureFournisseur) -> str:
        return reverse("fournisseur", args=[acces.structure.pk, recue.pk])

    return Tableau(
        _("Factures reçues"),
        [
            Colonne(_("Numéro"), "numero", "numero", lien=page),
            Colonne(_("Fournisseur"), "fournisseur"),
            Colonne(
                _("Datée du"), "emise_le", "date", sous=Colonne(_("Échéance"), "echeance", "date")
            ),
            Colonne(_("Nature"), "get_nature_display", sous=Colonne(_("Chantier"), "chantier")),
            Colonne(_("HT"), "ht_centimes", "centimes", total=True),
            Colonne(_("TTC"), "ttc_centimes", "centimes", total=True),
            Colonne(_("État"), "get_etat_display", sous=Colonne(_("Payée le"), "payee_le", "date")),
        ],
        recues,
        vide=_("Aucune facture ici : lisez un fichier reçu, ou saisissez-en une."),
    )


@porte(Finalite.COMPTABILISER, methods=("GET", "POST"))
def fournisseur_lire(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Take a file and go to its preview; what cannot be read is said here."""
    envoi = request.method == "POST"
    form = RecueForm(request.POST if envoi else None, request.FILES if envoi else None)
    contenu = form.cleaned_data["fichier"].read() if form.is_valid() else b""
    if tenter(form, lambda: previsualiser(acces.structure, contenu)) is not None:
        jeton = deposer(acces, form.cleaned_data["fichier"].name, contenu)
        return redirect("fournisseur_apercu", acces.structure.pk, jeton)
    vus = {"form": form, "fil": fil_fournisseurs(acces)}
    return render(request, "fournisseurs/lire.html", vus)


@porte(Finalite.COMPTABILISER, methods=("GET", "POST"))
def fournisseur_apercu(request: HttpRequest, acces: Acces, jeton: str) -> HttpResponse:
    """What the file would record, and what the official rules say of it; then taken."""
    depot = reprendre(acces, jeton)
    if request.method == "POST":
        recue = recevoir(acces.structure, depot.contenu, acces.utilisateur)
        retirer(acces, jeton)
        messages.success(request, _("Facture %(n)s reçue.") % {"n": recue.numero})
        return redirect("fournisseur", acces.structure.pk, recue.pk)
    lue = previsualiser(acces.structure, depot.contenu)
    vus = {
        "lue": lue,
        "fichier": depot.nom,
        "iban": masquer(lue.iban) if lue.iban else "",
        "tableaux": [_tableau_lignes(lue.lignes), *_tableau_fautes(lue)],
        "fil": fil_fournisseurs(acces),
    }
    return render(request, "fournisseurs/apercu.html", vus)


@porte(Finalite.LIRE_ARGENT)
def fournisseur(request: HttpRequest, acces: Acces, recue_id: int) -> HttpResponse:
    """One invoice received: what it says, what the rules say of it, what is left to decide."""
    recue = get_fournisseur(acces, recue_id)
    lignes = list(recue.lignes.all())
    tableaux = [_tableau_lignes(lignes)] if lignes else []
    if recue.fichier:
        tableaux += _tableau_fautes(_relire(bytes(recue.fichier)))
    etats = EtatFactureFournisseur
    vus = {
        "recue": recue,
        "iban": masquer(recue.iban) if recue.iban else "",
        "autres_ibans": [masquer(x) for x in ibans_connus(recue)],
        "tableaux": tableaux,
        "a_controler": recue.etat == etats.A_CONTROLER,
        "a_payer": recue.etat == etats.BONNE_A_PAYER,
        "refusee": recue.etat == etats.REFUSEE,
        "fil": fil_fournisseurs(acces),
    }
    return render(request, "fournisseurs/recue.html", vus)


@porte(Finalite.LIRE_ARGENT)
def fournisseur_fichier(request: HttpRequest, acces: Acces, recue_id: int) -> HttpResponse:
    """The file as it was received."""
    recue = get_fournisseur(acces, recue_id)
    if not recue.fichier:
        raise Http404
    contenu = bytes(recue.fichier)
    genre = "pdf" if contenu.lstrip()[:5] == b"%PDF-" else "xml"
    reponse = HttpResponse(contenu, content_type=f"application/{genre}")
    reponse["Content-Disposition"] = f'attachment; filename="facture-recue-{recue.pk}.{genre}"'
    return reponse


def _relire(fichier: bytes) -> FactureLue | None:
    try:
        return lire_facture(fichier)
    except Refus:
        return None


def _tableau_lignes(lignes: Sequence[Any]) -> Tableau:
    return Tableau(
        _("Lignes"),
        [
            Colonne(_("Libellé"), "libelle"),
            Colonne(_("Quantité"), "quantite", langue="fr"),
            Colonne(_("TVA"), "taux_tva_pour_dix_mille", "pourcent"),
            Colonne(_("HT"), "ht_centimes", "centimes", total=True),
        ],
        lignes,
        vide=_("Ce profil de facture n'a pas de lignes."),
        nom="lignes",
        exportable=False,
    )


def _tableau_fautes(lue: FactureLue | None) -> list[Tableau]:
    """What the official rules say; nothing to show when they say nothing."""
    fautes: list[Faute] = verifier(lue.xml) if lue is not None else []
    if not fautes:
        return []
    return [
        Tableau(
            _("Règles officielles non respectées"),
            [
                Colonne(_("Règle"), "regle", "numero"),
                Colonne(_("Ce qu'elle dit"), "phrase"),
                Colonne(_("Où"), "ou"),
            ],
            fautes,
            legende=_("La facture se lit quand même : signalez-le au fournisseur."),
            nom="fautes",
            exportable=False,
        )
    ]
