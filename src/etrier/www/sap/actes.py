"""Acts on services à la personne: settings, CESU, attestations drawn and sent."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.facturation.access_sap import (
    get_attestation,
    get_cesu,
    get_client_sap,
    les_attestations,
    reglage_sap,
)
from etrier.facturation.models import AttestationSap
from etrier.facturation.sap.actions import (
    a_etablir,
    dire_part_prefinancee,
    etablir,
    etablir_annee,
    regler_sap,
)
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.porte import porte
from etrier.www.progression import faites_avant, page_progression
from etrier.www.sap.annee import AnneeSap, annee_sap, annees_sap, lire_annee
from etrier.www.sap.courrier import poster
from etrier.www.sap.forms import PartForm, ReglagesSapForm
from etrier.www.sap.tableaux import part_dite

# What one request draws or sends: a few seconds, then the page says how far it is.
PAR_LOT = 25


def fil_sap(acces: Acces) -> list[tuple[str, str]]:
    """The page above."""
    return [(_("Services à la personne"), reverse("sap", args=[acces.structure.pk]))]


@porte(Finalite.FACTURER, methods=("POST",))
def sap_etablir(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Draw the attestations of the year that are missing, a batch at a time."""
    annee = annee_sap(request, annees_sap(acces))
    faites = etablir_annee(acces.structure, annee, par=acces.utilisateur, au_plus=PAR_LOT)
    reste = len(a_etablir(acces.structure, annee)) if faites else 0
    if reste:
        titre = _("Attestations %(annee)s") % {"annee": str(annee)}
        return _progression(request, acces, annee, titre, (len(faites), reste), "sap_etablir")
    messages.success(
        request, _("Les attestations %(annee)s sont établies.") % {"annee": str(annee)}
    )
    return _vers_annee(acces, annee)


@porte(Finalite.FACTURER, methods=("POST",))
def sap_envoyer(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Send by mail the attestations of the year that wait for it, a batch at a time."""
    lue = lire_annee(acces, annee_sap(request, annees_sap(acces)))
    lot = _lot_a_envoyer(acces, lue)
    partis = sum(poster(request, une, par=acces.utilisateur) for une in lot)
    reste = len(lue.a_envoyer) - partis
    if partis == PAR_LOT and reste:
        titre = _("Envoi des attestations %(annee)s") % {"annee": str(lue.annee)}
        return _progression(request, acces, lue.annee, titre, (partis, reste), "sap_envoyer")
    _dire_envois(request, faites_avant(request) + partis, reste)
    return _vers_annee(acces, lue.annee)


def _lot_a_envoyer(acces: Acces, lue: AnneeSap) -> list[AttestationSap]:
    cles = [x.attestation.pk for x in lue.a_envoyer if x.attestation is not None]
    lues = les_attestations(acces).select_related("structure")
    return list(lues.filter(pk__in=cles[:PAR_LOT]))


def _dire_envois(request: HttpRequest, partis: int, reste: int) -> None:
    if partis:
        dit = ngettext("%(n)d attestation envoyée.", "%(n)d attestations envoyées.", partis)
        messages.success(request, dit % {"n": partis})
    if reste:
        dit = ngettext(
            "%(n)d attestation n’est pas partie : réessayez, ou remettez son lien.",
            "%(n)d attestations ne sont pas parties : réessayez, ou remettez leurs liens.",
            reste,
        )
        messages.error(request, dit % {"n": reste})
    if not partis and not reste:
        messages.info(request, _("Aucune attestation n’attend d’être envoyée."))


def _progression(
    request: HttpRequest, acces: Acces, annee: int, titre: str, fait: tuple[int, int], suite: str
) -> HttpResponse:
    """`fait`: how many this batch did, and how many are left."""
    return page_progression(
        request,
        titre,
        fil_sap(acces),
        faites=fait[0],
        reste=fait[1],
        adresse=reverse(suite, args=[acces.structure.pk]),
        champs={"annee": annee},
    )


def _vers_annee(acces: Acces, annee: int) -> HttpResponse:
    return redirect(f"{reverse('sap', args=[acces.structure.pk])}?annee={annee}")


@porte(Finalite.FACTURER, methods=("POST",))
def sap_client_etablir(request: HttpRequest, acces: Acces, client_id: int) -> HttpResponse:
    """Draw one client's attestation, again when it is no longer true."""
    client = get_client_sap(acces, client_id, ecrire=True)
    annee = annee_sap(request, annees_sap(acces))
    if etablir(acces.structure, client.pk, annee, par=acces.utilisateur):
        messages.success(request, _("L’attestation est établie."))
    else:
        messages.info(request, _("L’attestation dit déjà ce qui a été reçu."))
    return _vers_client(acces, client.pk, annee)


@porte(Finalite.FACTURER, methods=("POST",))
def sap_attestation_envoyer(
    request: HttpRequest, acces: Acces, attestation_id: int
) -> HttpResponse:
    """Send one attestation by mail."""
    une = get_attestation(acces, attestation_id, ecrire=True)
    if poster(request, une, par=acces.utilisateur):
        messages.success(request, _("Le courriel est parti à %(qui)s.") % {"qui": une.courriel})
    else:
        messages.error(
            request, _("Le courriel n’est pas parti. Remettez le lien au client, ou réessayez.")
        )
    return _vers_client(acces, une.client_id, une.annee)


def _vers_client(acces: Acces, client_id: int, annee: int) -> HttpResponse:
    adresse = reverse("sap_client", args=[acces.structure.pk, client_id])
    return redirect(f"{adresse}?annee={annee}")


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def sap_reglages(request: HttpRequest, acces: Acces) -> HttpResponse:
    """The declaration and the agrément of the body."""
    form = ReglagesSapForm(reglage_sap(acces), request.POST or None)
    if tenter(
        form, lambda: regler_sap(acces.structure, **form.cleaned_data, par=acces.utilisateur)
    ):
        messages.success(request, _("La déclaration est enregistrée."))
        return redirect("sap", acces.structure.pk)
    chapeau = _(
        "Le numéro et la date figurent sur chaque facture et chaque attestation. Les services "
        "rendus avant la déclaration n’ouvrent pas droit au crédit d’impôt."
    )
    page = Page(
        _("Déclaration de services à la personne"), _("Enregistrer"), fil_sap(acces), chapeau
    )
    return page_acte(request, form, page)


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def sap_cesu_part(request: HttpRequest, acces: Acces, cesu_id: int) -> HttpResponse:
    """What somebody else paid of a CESU."""
    cesu = get_cesu(acces, cesu_id)
    form = PartForm(request.POST or None, initial={"montant_centimes": part_dite(cesu)})
    if tenter(
        form, lambda: dire_part_prefinancee(cesu, **form.cleaned_data, par=acces.utilisateur)
    ):
        messages.success(request, _("La part est enregistrée."))
        adresse = reverse("sap_cesu", args=[acces.structure.pk])
        return redirect(f"{adresse}?annee={cesu.le.year}")
    fil = [*fil_sap(acces), (_("CESU"), reverse("sap_cesu", args=[acces.structure.pk]))]
    chapeau = _(
        "Seule la part payée par le client lui-même ouvre droit au crédit d’impôt. Tant qu’elle "
        "n’est pas dite, l’attestation laisse ce CESU à part."
    )
    page = Page(_("Part préfinancée d’un CESU"), _("Enregistrer"), fil, chapeau)
    return page_acte(request, form, page)
