"""Print and send the invoices of a month, or one."""

from datetime import date

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from etrier.facturation.access_factures import get_facture
from etrier.facturation.enums import FormeDepot
from etrier.facturation.factures.ecriture import contenu_de
from etrier.facturation.models import Facture
from etrier.facturation.papier.envois import courriel_de, envoyer, envoyer_toutes
from etrier.facturation.papier.liasse import en_liasse
from etrier.facturation.papier.lot import fichier_de, imprimer
from etrier.facturation.papier.presse import nom_fichier, page_de
from etrier.socle.mois import ecrire_mois
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.factures.fils import fil_factures
from etrier.www.factures_papier.archives import archive
from etrier.www.factures_papier.etat import PapiersDuMois, fichiers_de
from etrier.www.formats_ecran import entier
from etrier.www.formats_ecran import mois as en_lettres
from etrier.www.porte import porte
from etrier.www.progression import faites_avant, page_progression
from etrier.www.tableau import exporter

# One request stays short, then the page says how far it is: a mail server takes part of a second
# for each message, a page about twenty milliseconds.
ENVOIS_PAR_DEMANDE, IMPRIMEES_PAR_DEMANDE = 20, 60


@porte(Finalite.LIRE_ARGENT)
def factures_papiers(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Which invoices of the month are printed, which are sent."""
    papiers = PapiersDuMois(acces, mois)
    tableau = papiers.tableau()
    vus = {
        "mois": mois,
        "papiers": papiers,
        "tableau": tableau,
        "formes_depot": FormeDepot.choices,
        "sans_courriel": not settings.ETRIER_COURRIEL,
    }
    return exporter(tableau, request) or render(request, "factures_papier/mois.html", vus)


@porte(Finalite.FACTURER, methods=("POST",))
def factures_imprimer(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Print what the month has not printed yet, a batch at a time."""
    voulues = PapiersDuMois(acces, mois).a_imprimer
    faites = imprimer(voulues[:IMPRIMEES_PAR_DEMANDE], processus=1).imprimees
    reste = len(voulues) - IMPRIMEES_PAR_DEMANDE
    if reste > 0:
        titre = _("Impression des factures de %(mois)s") % {"mois": en_lettres(mois)}
        return _a_suivre(request, acces, mois, titre, (faites, reste), "factures_imprimer")
    faites += faites_avant(request)
    dit = ngettext("%(n)s facture imprimée.", "%(n)s factures imprimées.", faites)
    messages.success(request, dit % {"n": entier(faites)})
    return redirect("factures_papiers", acces.structure.pk, mois)


def _a_suivre(
    request: HttpRequest,
    acces: Acces,
    mois: date,
    titre: str,
    fait: tuple[int, int],
    suite: str,
) -> HttpResponse:
    """How many this batch did, and how many are left."""
    lieu = [acces.structure.pk, mois]
    return page_progression(
        request,
        titre,
        [*fil_factures(acces), (_("Imprimer et envoyer"), reverse("factures_papiers", args=lieu))],
        faites=fait[0],
        reste=fait[1],
        adresse=reverse(suite, args=lieu),
    )


@porte(Finalite.LIRE_ARGENT)
def factures_zip(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Every printed invoice of the month, in one archive."""
    return archive(fichiers_de(PapiersDuMois(acces, mois).emises), ecrire_mois(mois))


@porte(Finalite.LIRE_ARGENT)
def factures_liasse(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """The printed invoices of the month, or those without an e-mail address, as one PDF."""
    papiers = PapiersDuMois(acces, mois)
    voulues = papiers.emises if request.GET.get("toutes") else papiers.sans_adresse
    pdfs = [pdf for _nom, pdf in fichiers_de(voulues)]
    if not pdfs:
        messages.info(request, _("Aucune de ces factures n’est imprimée : imprimez-les d’abord."))
        return redirect("factures_papiers", acces.structure.pk, mois)
    liasse = en_liasse(pdfs, recto_verso="recto_verso" in request.GET)
    entetes = {"Content-Disposition": f'inline; filename="factures-{ecrire_mois(mois)}.pdf"'}
    return HttpResponse(liasse, content_type="application/pdf", headers=entetes)


@porte(Finalite.FACTURER, methods=("POST",))
def factures_envoyer(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Send those of the month that never left and may, a batch at a time."""
    voulues = PapiersDuMois(acces, mois).a_envoyer
    bilan = envoyer_toutes(voulues[:ENVOIS_PAR_DEMANDE], par=acces.utilisateur)
    parties, reste = len(bilan.parties), len(voulues) - ENVOIS_PAR_DEMANDE
    # A server that refuses is not asked a hundred times more.
    if reste > 0 and not bilan.refusees:
        titre = _("Envoi des factures de %(mois)s") % {"mois": en_lettres(mois)}
        return _a_suivre(request, acces, mois, titre, (parties, reste), "factures_envoyer")
    _dire(request, faites_avant(request) + parties, len(bilan.refusees), reste)
    return redirect("factures_papiers", acces.structure.pk, mois)


def _dire(request: HttpRequest, parties: int, refusees: int, reste: int) -> None:
    dit = ngettext("%(n)s facture envoyée.", "%(n)s factures envoyées.", parties)
    messages.success(request, dit % {"n": entier(parties)})
    if refusees:
        dit = ngettext(
            "%(n)s courriel n’est pas parti : réessayez plus tard.",
            "%(n)s courriels ne sont pas partis : réessayez plus tard.",
            refusees,
        )
        messages.error(request, dit % {"n": entier(refusees)})
    if reste > 0:
        dit = ngettext(
            "%(n)s facture reste à envoyer : continuez.",
            "%(n)s factures restent à envoyer : continuez.",
            reste,
        )
        messages.info(request, dit % {"n": entier(reste)})


@porte(Finalite.LIRE_ARGENT)
def facture_pdf(request: HttpRequest, acces: Acces, facture_id: int) -> HttpResponse:
    """The file of an issued invoice, as it was first printed; what a draft would look like."""
    une = get_facture(acces, facture_id)
    contenu = contenu_de(une)
    pdf = bytes(fichier_de(une).pdf) if une.est_emise else page_de(contenu)
    nom = nom_fichier(contenu) if une.est_emise else "brouillon.pdf"
    entetes = {"Content-Disposition": f'inline; filename="{nom}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=entetes)


class EnvoiForm(forms.Form):
    """Asked only of an invoice that already left."""

    encore = forms.BooleanField(label=gettext_lazy("L’envoyer une nouvelle fois"))


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def facture_envoyer(request: HttpRequest, acces: Acces, facture_id: int) -> HttpResponse:
    """Send one invoice."""
    une = get_facture(acces, facture_id, ecrire=True)
    dernier = une.envois.first()
    data = request.POST if request.method == "POST" else None
    form = forms.Form(data) if dernier is None else EnvoiForm(data)
    fait = tenter(form, lambda: envoyer(une, par=acces.utilisateur, encore=dernier is not None))
    if fait is not None:
        messages.success(request, _("La facture est partie à %(qui)s.") % {"qui": fait.courriel})
        return redirect("facture", acces.structure.pk, une.pk)
    titre = _("Envoyer la facture")
    page = Page(titre, _("Envoyer par courriel"), fil_factures(acces, une), _chapeau(une))
    return page_acte(request, form, page)


def _chapeau(une: Facture) -> str:
    dernier, adresse = une.envois.first(), courriel_de(une.client)
    if dernier is not None:
        return _("Elle est déjà partie à %(qui)s.") % {"qui": dernier.courriel}
    if not adresse:
        return _("Ce client n'a pas d'adresse électronique : écrivez-la d'abord sur sa fiche.")
    return _("Elle partira à %(qui)s, avec son fichier.") % {"qui": adresse}
