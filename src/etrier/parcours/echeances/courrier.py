"""The weekly mail: how many, which ones by initials, and where to look. No secret, no name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import translation

from etrier.parcours.echeances.access import acces_de
from etrier.parcours.echeances.agenda import resumer
from etrier.parcours.echeances.echeance import Echeance, Tranche
from etrier.parcours.echeances.radar import est_a, lister, par_tranche
from etrier.parcours.models import AbonnementRadar
from etrier.socle.mois import lundi_de
from etrier.structures.access import Acces

# A mail is read in one glance: the rest is on the page.
LIGNES_PAR_TRANCHE = 12
DANS_LE_COURRIEL = (Tranche.RETARD, Tranche.SEMAINE, Tranche.MOIS)


@dataclass(frozen=True)
class Envoi:
    """A mail ready to leave."""

    abonnement: AbonnementRadar
    message: EmailMessage
    nombre: int


def preparer(abonnement: AbonnementRadar, le: date) -> Envoi | None:
    """The mail of somebody for a structure; None when no role opens its radar any more."""
    try:
        acces = acces_de(abonnement)
    except Http404:
        return None
    with translation.override("fr"):
        siennes = _les_siennes(acces, le)
        vus = {
            "structure": acces.structure,
            "le": le,
            "tranches": [_tranche(t, e) for t, e in par_tranche(siennes).items() if _dite(t, e)],
            "nombre": len(siennes),
        }
        objet = f"Échéances de la semaine, {acces.structure.denomination}"
        corps = render_to_string("echeances/courriel.txt", vus)
    message = EmailMessage(" ".join(objet.split()), corps, to=[abonnement.utilisateur.courriel])
    return Envoi(abonnement, message, len(siennes))


def _les_siennes(acces: Acces, le: date) -> list[Echeance]:
    """Those of the reader, and those that nobody has."""
    toutes = lister(acces, le)
    return [
        e
        for e in toutes
        if e.tranche in DANS_LE_COURRIEL and (e.responsable is None or est_a(e, acces))
    ]


def _dite(tranche: Tranche, echeances: Sequence[Echeance]) -> bool:
    return tranche in DANS_LE_COURRIEL and bool(echeances)


def _tranche(tranche: Tranche, echeances: Sequence[Echeance]) -> dict[str, object]:
    return {
        "titre": tranche.titre,
        "nombre": len(echeances),
        "lignes": [(e.a_voir_le, resumer(e)) for e in echeances[:LIGNES_PAR_TRANCHE]],
        "reste": max(len(echeances) - LIGNES_PAR_TRANCHE, 0),
    }


def a_envoyer(le: date) -> list[AbonnementRadar]:
    """Those who asked for the mail and did not have this week's yet."""
    pas_cette_semaine = Q(dernier_envoi_le__isnull=True) | Q(dernier_envoi_le__lt=lundi_de(le))
    return list(
        AbonnementRadar.objects.filter(
            pas_cette_semaine, hebdomadaire=True, utilisateur__is_active=True
        )
        .select_related("utilisateur", "structure")
        .order_by("structure_id", "utilisateur_id")
    )


def envoyer(envoi: Envoi, le: date) -> None:
    """Send a mail once a week: the line is taken before it leaves, and given back if it fails.

    Raises OSError or smtplib.SMTPException when the server refuses it.
    """
    with transaction.atomic():
        pris = AbonnementRadar.objects.filter(
            pk=envoi.abonnement.pk, dernier_envoi_le=envoi.abonnement.dernier_envoi_le
        ).update(dernier_envoi_le=le)
        if pris:
            envoi.message.send()
