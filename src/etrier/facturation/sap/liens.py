"""The signed link that opens a client's attestation, without an account."""

import re
from datetime import date

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from etrier.facturation.models import AttestationSap
from etrier.heures.releves.liens import LienRefuse
from etrier.socle.horloge import aujourdhui

# A dot reads better than a colon in a message: telephones keep it inside the link.
_LIENS = Signer(sep=".", salt="etrier.sap.attestation")
_FORME = re.compile(r"([0-9]{1,18})-([0-9]{4})")


def jeton(attestation: AttestationSap) -> str:
    """What stands in the link: whose attestation, of what year, signed."""
    return _LIENS.sign(f"{attestation.client_id}-{attestation.annee}")


def dernier_jour_du_lien(annee: int) -> date:
    """The link opens until the end of the year in which the tax return is made."""
    return date(annee + 1, 12, 31)


def ouvrir_lien(texte: str) -> AttestationSap:
    """The last version of the attestation a link stands for.

    Raises LienRefuse, with its sentence, when the link is forged or its year is past.
    """
    inconnu = LienRefuse(
        _(
            "Ce lien n'est pas reconnu : ouvrez-le depuis le message reçu, sans le recopier, ou "
            "demandez votre attestation à la structure."
        ),
        404,
    )
    try:
        trouve = _FORME.fullmatch(_LIENS.unsign(texte))
    except BadSignature:
        raise inconnu from None
    if trouve is None:
        raise inconnu
    client, annee = int(trouve[1]), int(trouve[2])
    derniere = (
        AttestationSap.objects.filter(client=client, annee=annee)
        .select_related("structure", "client")
        .order_by("-version")
        .first()
    )
    if derniere is None:
        raise inconnu
    if aujourdhui() > dernier_jour_du_lien(annee):
        raise LienRefuse(_("Ce lien a expiré : demandez votre attestation à la structure."))
    return derniere
