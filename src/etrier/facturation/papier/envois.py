"""Invoices sent by e-mail, with their file: once, unless one asks again."""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from etrier.droit.ecriture import euros, jour
from etrier.facturation.contenu import FactureEcrite
from etrier.facturation.models import EnvoiFacture, Facture, ReglageClient
from etrier.facturation.papier.composition import TITRES
from etrier.facturation.papier.lot import fichier_de, imprimer
from etrier.facturation.papier.presse import nom_fichier
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import maintenant
from etrier.socle.journal import noter
from etrier.structures.models import Utilisateur

journal = logging.getLogger(__name__)
Suivi = Callable[[str, int, int], None]


@dataclass
class BilanEnvoi:
    """What left, what had left before, whose clients have no address, what the server refused."""

    parties: list[Facture] = field(default_factory=list)
    deja: list[Facture] = field(default_factory=list)
    sans_adresse: list[Facture] = field(default_factory=list)
    refusees: list[Facture] = field(default_factory=list)


def courriel_de(client: Client) -> str:
    """Where a client receives invoices: the address set for them, else the client's own."""
    reglage = ReglageClient.objects.filter(client=client).first()
    return (reglage.courriel if reglage else "") or client.courriel


def jamais_envoyees(factures: QuerySet[Facture]) -> QuerySet[Facture]:
    """Those that never left by e-mail."""
    return factures.filter(~Exists(EnvoiFacture.objects.filter(facture=OuterRef("pk"))))


@transaction.atomic
def envoyer(
    facture: Facture,
    *,
    par: Utilisateur | None,
    encore: bool = False,
    connexion: BaseEmailBackend | None = None,
) -> EnvoiFacture:
    """Send an issued invoice with its file; `encore`: even when it was sent before.

    `connexion`: one kept open for several messages.

    The sending is written with the message: one that does not leave writes nothing. Raises Refus
    when it is a draft, was sent already, when the client has no address, when no message leaves.
    """
    # Two people sending at once: the second waits here, then sees the first.
    facture = Facture.objects.select_for_update(of=("self",)).get(pk=facture.pk)
    _exiger(facture, encore)
    adresse = courriel_de(facture.client)
    if not adresse:
        raise Refus(
            _("%(client)s n'a pas d'adresse électronique : écrivez-la, ou imprimez la facture.")
            % {"client": facture.client}
        )
    fait = EnvoiFacture.objects.create(facture=facture, le=maintenant(), courriel=adresse, par=par)
    noter("facture.envoyer", auteur=par, perimetre=facture.structure_id, cible=facture)
    _poster(facture, adresse, connexion)
    return fait


def _exiger(facture: Facture, encore: bool) -> None:
    if not facture.est_emise:
        raise Refus(_("Cette facture est un brouillon : émettez-la avant de l'envoyer."))
    if not encore and facture.envois.exists():
        raise Refus(
            _("La facture %(numero)s est déjà partie par courriel.") % {"numero": facture.numero}
        )


def _poster(facture: Facture, adresse: str, connexion: BaseEmailBackend | None) -> None:
    ecrite = FactureEcrite.de_json(facture.contenu)
    message = EmailMessage(
        f"{TITRES[ecrite.genre]} {ecrite.numero}, {ecrite.emetteur.nom}",
        _corps(ecrite),
        to=[adresse],
        reply_to=[ecrite.emetteur.courriel] if ecrite.emetteur.courriel else None,
        connection=connexion,
    )
    message.attach(nom_fichier(ecrite), bytes(fichier_de(facture).pdf), "application/pdf")
    try:
        if not settings.ETRIER_COURRIEL:
            raise OSError("no mail server")
        message.send()
    except (OSError, SMTPException) as erreur:
        # What the server says may hold an address: its kind is enough to look for.
        journal.warning("invoice %s: e-mail not sent (%s)", facture.pk, type(erreur).__name__)
        raise Refus(
            _("Le courriel de la facture %(numero)s n'est pas parti : réessayez plus tard.")
            % {"numero": facture.numero}
        ) from None


def _corps(ecrite: FactureEcrite) -> str:
    """The message, in French: what is joined, how much, for when."""
    titre = TITRES[ecrite.genre].lower()
    joint = f"Veuillez trouver ci-joint votre {titre} n° {ecrite.numero} du {jour(ecrite.emise_le)}"
    phrases = ["Bonjour,", f"{joint}, d'un montant de {euros(abs(ecrite.ttc_centimes))} TTC."]
    if ecrite.genre != "avoir" and ecrite.ttc_centimes and ecrite.echeance is not None:
        phrases.append(f"Elle est à payer au plus tard le {jour(ecrite.echeance)}.")
    phrases += ["Ce fichier se lit à l'écran et par les logiciels de comptabilité (Factur-X)."]
    return "\n\n".join([*phrases, ecrite.emetteur.nom]) + "\n"


def envoyer_toutes(
    factures: Iterable[Facture], *, par: Utilisateur | None, suivi: Suivi | None = None
) -> BilanEnvoi:
    """Send what never left, each in its own right: one that fails stops none of the others.

    Raises Refus, with nothing sent, when this installation sends no e-mail.
    """
    if not settings.ETRIER_COURRIEL:
        raise Refus(_("Cette installation n'envoie pas de courriels : imprimez les factures."))
    toutes = [f for f in factures if f.est_emise]
    imprimer(toutes, suivi=suivi)
    parties = set(EnvoiFacture.objects.filter(facture__in=toutes).values_list("facture", flat=True))
    bilan, connexion = BilanEnvoi(), get_connection()
    try:
        for rang, facture in enumerate(toutes, 1):
            _ranger(bilan, facture, facture.pk in parties, par, connexion)
            if suivi is not None:
                suivi("envoi", rang, len(toutes))
    finally:
        connexion.close()
    return bilan


def _ranger(
    bilan: BilanEnvoi,
    facture: Facture,
    deja: bool,
    par: Utilisateur | None,
    connexion: BaseEmailBackend,
) -> None:
    if deja:
        bilan.deja.append(facture)
    elif not courriel_de(facture.client):
        bilan.sans_adresse.append(facture)
    else:
        try:
            # A server that hung up is called again; the message says whether it answered.
            with suppress(OSError, SMTPException):
                connexion.open()
            envoyer(facture, par=par, connexion=connexion)
            bilan.parties.append(facture)
        except Refus:
            connexion.close()
            bilan.refusees.append(facture)
