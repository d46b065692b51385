"""Signed links: what opens a quote to a client who has no account."""

import re
from datetime import UTC

from django.core.signing import BadSignature, Signer, TimestampSigner
from django.utils.translation import gettext as _

from etrier.facturation.enums import EtatDevis
from etrier.facturation.models import Devis
from etrier.heures.releves.liens import DUREE_RECU_SECONDES, LienRefuse
from etrier.socle.horloge import aujourdhui

_FORME = re.compile(r"([0-9]{1,18})-([0-9]{20})")
_LIENS = Signer(sep=".", salt="etrier.devis.lien")
_RECUS = TimestampSigner(sep=".", salt="etrier.devis.recu")


def jeton(devis: Devis) -> str:
    """What stands in the link of a quote: which sending of which one, signed.

    The instant of the sending makes the link before it a dead one.
    """
    return _LIENS.sign(f"{devis.pk}-{_instant(devis)}")


def _instant(devis: Devis) -> str:
    assert devis.envoye_le is not None
    return f"{devis.envoye_le.astimezone(UTC):%Y%m%d%H%M%S%f}"


def ouvrir_lien(texte: str) -> Devis:
    """The quote a link stands for, when the client may still answer it.

    Raises LienRefuse, with its sentence, when the link is forged, replaced by a later one, when
    the quote was cancelled, answered, or is no longer valid.
    """
    devis, instant = _lire(texte)
    if _instant(devis) != instant:
        raise LienRefuse(
            _("Un lien plus récent vous a été adressé : ouvrez le dernier que vous avez reçu.")
        )
    verifier_lien(devis)
    return devis


def verifier_lien(devis: Devis) -> None:
    """Raise LienRefuse unless the quote may be answered now."""
    if devis.etat == EtatDevis.ANNULE:
        raise LienRefuse(_("Ce devis a été annulé par la structure : demandez-lui-en un autre."))
    if devis.etat != EtatDevis.ENVOYE:
        raise LienRefuse(
            _("Une réponse a déjà été donnée à ce devis : pour y revenir, écrivez à la structure.")
        )
    if devis.valable_jusqu_au < aujourdhui():
        raise LienRefuse(_("Ce devis n'est plus valable : demandez-en un autre à la structure."))


def _lire(texte: str) -> tuple[Devis, str]:
    inconnu = LienRefuse(
        _(
            "Ce lien n'est pas reconnu : ouvrez-le depuis le message reçu, sans le recopier, ou "
            "demandez-en un autre à la structure qui vous l'a envoyé."
        ),
        404,
    )
    try:
        trouve = _FORME.fullmatch(_LIENS.unsign(texte))
    except BadSignature:
        raise inconnu from None
    if trouve is None:
        raise inconnu
    envoyes = Devis.objects.select_related("structure", "client").exclude(envoye_le=None)
    devis = envoyes.filter(pk=int(trouve[1])).first()
    if devis is None:
        raise inconnu
    return devis, trouve[2]


def jeton_recu(devis: Devis) -> str:
    """What opens, for a day, the page that says what was kept of the answer."""
    return _RECUS.sign(str(devis.pk))


def ouvrir_recu(texte: str) -> Devis:
    """The answered quote a receipt stands for. Raises LienRefuse when forged or a day old."""
    try:
        cle = int(_RECUS.unsign(texte, max_age=DUREE_RECU_SECONDES))
        return Devis.objects.select_related("structure", "client").get(
            pk=cle, etat__in=(EtatDevis.ACCEPTE, EtatDevis.REFUSE)
        )
    except (BadSignature, ValueError, Devis.DoesNotExist):
        raise LienRefuse(
            _("Cette page n'est plus ouverte : la structure garde votre réponse."), 404
        ) from None
