"""Signed links: what opens a relevé to a client who has no account, and what is said when it no
longer does."""

import re

from django.core.signing import BadSignature, Signer, TimestampSigner
from django.utils.translation import gettext as _

from etrier.heures.enums import EtatReleve, MoyenEnvoi
from etrier.heures.models import EnvoiReleve, ReleveHeures, ReponseReleve
from etrier.heures.releves.contenu import a_change
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import maintenant

_FORME = re.compile(r"([0-9]{1,18})-([0-9]{1,5})")
# A dot reads better than a colon in a message: telephones keep it inside the link.
_LIENS = Signer(sep=".", salt="etrier.releve.lien")
_RECUS = TimestampSigner(sep=".", salt="etrier.releve.recu")
DUREE_RECU_SECONDES = 24 * 3600


class LienRefuse(Refus):
    """A link that opens nothing; `statut` is the HTTP status that says so."""

    def __init__(self, phrase: str, statut: int = 410) -> None:
        super().__init__(phrase)
        self.statut = statut


def jeton(envoi: EnvoiReleve) -> str:
    """What stands in the link of a sending: which one, signed."""
    return _LIENS.sign(f"{envoi.releve_id}-{envoi.rang}")


def ouvrir_lien(texte: str) -> EnvoiReleve:
    """The sending a link stands for, when the client may still answer it.

    Raises LienRefuse, with its sentence, when the link is forged, expired, replaced by a later
    one, already answered, when the relevé was cancelled or when its hours have changed since.
    """
    envoi = _lire(texte)
    verifier_lien(envoi, envoi.releve)
    return envoi


def _lire(texte: str) -> EnvoiReleve:
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
    envoi = (
        EnvoiReleve.objects.filter(releve_id=int(trouve[1]), rang=int(trouve[2]))
        .exclude(moyen=MoyenEnvoi.PAPIER)
        .select_related("releve__structure", "releve__client")
        .first()
    )
    if envoi is None:
        raise inconnu
    return envoi


def verifier_lien(envoi: EnvoiReleve, releve: ReleveHeures) -> None:
    """Raise LienRefuse unless this sending of the relevé may be answered now."""
    if releve.etat == EtatReleve.ANNULE:
        raise LienRefuse(_("Ce relevé a été annulé par la structure : il n'y a rien à confirmer."))
    if not releve.attend_reponse:
        raise LienRefuse(
            _(
                "Une réponse a déjà été donnée à ce relevé : il n'y a plus rien à faire. Pour y "
                "revenir, adressez-vous à la structure."
            )
        )
    if releve.envois.filter(rang__gt=envoi.rang).exists():
        raise LienRefuse(
            _("Un lien plus récent vous a été adressé : ouvrez le dernier que vous avez reçu.")
        )
    if envoi.expire_le is not None and maintenant() >= envoi.expire_le:
        raise LienRefuse(_("Ce lien a expiré : demandez-en un autre à la structure."))
    if a_change(releve):
        raise LienRefuse(
            _(
                "Les heures ont changé depuis cet envoi : ce relevé ne peut plus être confirmé. La "
                "structure doit vous en adresser un autre."
            ),
            409,
        )


def jeton_recu(reponse: ReponseReleve) -> str:
    """What opens, for a day, the page that says what was kept of an answer."""
    return _RECUS.sign(str(reponse.pk))


def ouvrir_recu(texte: str) -> ReponseReleve:
    """The answer a receipt stands for. Raises LienRefuse when it is forged or a day old."""
    try:
        cle = int(_RECUS.unsign(texte, max_age=DUREE_RECU_SECONDES))
        return ReponseReleve.objects.select_related("releve__structure", "releve__client").get(
            pk=cle
        )
    except (BadSignature, ValueError, ReponseReleve.DoesNotExist):
        raise LienRefuse(
            _("Cette page n'est plus ouverte : la structure garde votre réponse."), 404
        ) from None
