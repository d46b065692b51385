"""SEPA mandates: a client's agreement to be debited. Acts are atomic and audited."""

import re
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.banque.enums import EtatMandat
from etrier.banque.models import MandatSepa
from etrier.droit.ecriture import jour
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

# What a mandate reference may hold (EPC, SEPA core direct debit: no space at all).
_RUM = re.compile(r"[A-Za-z0-9+?/:().,'-]{1,35}")


@transaction.atomic
def signer_mandat(
    client: Client, *, signe_le: date, rum: str = "", par: Utilisateur | None
) -> MandatSepa:
    """Record a signed mandate; without a reference of its own, one is made.

    Raises Refus when a mandate is active already, the reference is taken or badly written, or the
    day is to come.
    """
    Structure.objects.select_for_update().get(pk=client.structure_id)
    rum = rum.strip() or _rum_suivante(client)
    if not _RUM.fullmatch(rum):
        raise Refus(
            _(
                "« %(rum)s » : une référence de mandat a 35 caractères au plus, "
                "sans espace ni accent."
            )
            % {"rum": rum}
        )
    if signe_le > aujourdhui():
        raise Refus(_("Le %(le)s n'est pas encore passé.") % {"le": jour(signe_le)})
    if MandatSepa.objects.filter(client=client, etat=EtatMandat.ACTIF).exists():
        raise Refus(_("Ce client a déjà un mandat actif : révoquez-le d'abord."))
    if MandatSepa.objects.filter(structure_id=client.structure_id, rum=rum).exists():
        raise Refus(_("La référence « %(rum)s » est déjà prise.") % {"rum": rum})
    mandat = MandatSepa.objects.create(
        structure_id=client.structure_id, client=client, rum=rum, signe_le=signe_le
    )
    noter(
        "mandat.signer",
        auteur=par,
        perimetre=client.structure_id,
        cible=mandat,
        rum=rum,
        le=signe_le.isoformat(),
    )
    return mandat


def _rum_suivante(client: Client) -> str:
    rang = MandatSepa.objects.filter(client=client).count() + 1
    return f"ETR-{client.structure_id}-{client.pk}-{rang}"


@transaction.atomic
def revoquer_mandat(mandat: MandatSepa, par: Utilisateur | None) -> MandatSepa:
    """The client takes the agreement back: no debit any more. Raises Refus once revoked."""
    tenu = MandatSepa.objects.select_for_update().get(pk=mandat.pk)
    if tenu.etat != EtatMandat.ACTIF:
        raise Refus(_("Ce mandat est déjà révoqué."))
    tenu.etat = EtatMandat.REVOQUE
    tenu.save(update_fields=["etat"])
    noter("mandat.revoquer", auteur=par, perimetre=tenu.structure_id, cible=tenu, rum=tenu.rum)
    return tenu
