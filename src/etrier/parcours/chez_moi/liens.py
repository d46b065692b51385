"""What a link and a phone open: found by digest, and refused in one word when they open nothing."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.core.signing import BadSignature, Signer

from etrier.parcours.models import AccesPersonne
from etrier.socle.horloge import aujourdhui, maintenant
from etrier.socle.secrets import empreinte

ESSAIS_PERMIS = 5
DUREE_TELEPHONE = timedelta(days=30)
DUREE_PARTAGE = timedelta(minutes=10)
Raison = Literal["inconnu", "retire", "expire", "verrouille", "ferme"]

_FORME_DU_LIEN = re.compile(r"[A-Za-z0-9_-]{32}")
_FORME_DE_LA_SESSION = re.compile(r"([0-9]{1,18})-([0-9a-f]{32})-([tp])-([0-9]{1,12})")
_SESSIONS = Signer(sep=".", salt="etrier.chez_moi.session")


class AccesFerme(Exception):
    """Nothing opens; `raison` says which plain sentence to show."""

    def __init__(self, raison: Raison) -> None:
        super().__init__(raison)
        self.raison: Raison = raison


@dataclass(frozen=True)
class Session:
    """A phone that opened a link: her own for thirty days, or somebody else's for ten minutes."""

    acces: AccesPersonne
    a_moi: bool


def etat_de(acces: AccesPersonne, *, deja_ouvert: bool = False) -> Raison | None:
    """Why the access opens nothing, or None.

    Wrong tries lock the link, not the phones already open: a stranger who tries birthdays must not
    shut the person out. Nothing opens on somebody archived, until she is back.
    """
    personne = acces.salarie.personne
    if acces.retire_le or personne.archivee_le or personne.effacee_le:
        return "retire"
    if acces.expire_le < aujourdhui():
        return "expire"
    if acces.essais >= ESSAIS_PERMIS and not deja_ouvert:
        return "verrouille"
    return None


def trouver(jeton: str, *, verrou: bool = False) -> AccesPersonne:
    """The access a link stands for. Raises AccesFerme when it opens nothing."""
    if not _FORME_DU_LIEN.fullmatch(jeton):
        raise AccesFerme("inconnu")
    acces = _lire(verrou=verrou, jeton_empreinte=empreinte(jeton))
    if raison := etat_de(acces):
        raise AccesFerme(raison)
    return acces


def _lire(*, verrou: bool = False, **filtres: object) -> AccesPersonne:
    lus = AccesPersonne.objects.filter(**filtres)
    if verrou:
        lus = lus.select_for_update(of=("self",))
    acces = lus.select_related("salarie__personne", "salarie__structure").first()
    if acces is None:
        raise AccesFerme("inconnu")
    return acces


def signer_session(acces: AccesPersonne, *, a_moi: bool) -> str:
    """What the phone keeps: which access, whose phone, when; signed, without the link."""
    sorte, instant = "t" if a_moi else "p", int(maintenant().timestamp())
    return _SESSIONS.sign(f"{acces.pk}-{acces.jeton_empreinte[:32]}-{sorte}-{instant}")


def lire_session(texte: str) -> Session:
    """The session of a phone.

    Raises AccesFerme when it is forged, too old (thirty days after the link was opened; ten
    minutes after the last touch on a phone that is not hers), or when the link was withdrawn.
    """
    try:
        trouve = _FORME_DE_LA_SESSION.fullmatch(_SESSIONS.unsign(texte))
    except BadSignature:
        raise AccesFerme("ferme") from None
    if trouve is None:
        raise AccesFerme("ferme")
    a_moi = trouve[3] == "t"
    depuis = datetime.fromtimestamp(int(trouve[4]), tz=maintenant().tzinfo)
    if maintenant() - depuis > (DUREE_TELEPHONE if a_moi else DUREE_PARTAGE):
        raise AccesFerme("ferme")
    acces = _lire(pk=int(trouve[1]), jeton_empreinte__startswith=trouve[2])
    if raison := etat_de(acces, deja_ouvert=True):
        raise AccesFerme(raison)
    return Session(acces, a_moi)
