"""The quote as a PDF: to read, to sign by hand, or to keep once the client has answered."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

from django.utils import timezone, translation

from etrier.droit.ecriture import euros, jour, jour_en_lettres
from etrier.facturation.contenu import Partie
from etrier.facturation.devis.chiffrage import Chiffrage, chiffrer
from etrier.facturation.enums import EtatDevis
from etrier.facturation.factures.ecriture import reglage_de
from etrier.facturation.factures.parties import destinataire, emetteur
from etrier.facturation.models import Devis, ReglageClient
from etrier.facturation.papier.composition import (
    MODELE,
    ligne_imprimee,
    parties_imprimees,
    totaux_imprimes,
    tva_imprimee,
)
from etrier.socle.documents import composer


def imprimer(devis: Devis) -> bytes:
    """The PDF of the quote, in French whatever the reader's language.

    Dated by its last fact (established, or answered): printed twice, it is the same file.
    """
    reglage = ReglageClient.objects.filter(client=devis.client).first()
    acheteur = destinataire(devis.client, reglage or ReglageClient(client=devis.client))
    vendeur = emetteur(devis.structure, reglage_de(devis.structure))
    return page_du_devis(devis, vendeur, acheteur, chiffrer(devis))


def page_du_devis(devis: Devis, vendeur: Partie, acheteur: Partie, chiffrage: Chiffrage) -> bytes:
    """The same, from what is known of both sides and of the amounts."""
    le = devis.repondu_le or datetime.combine(devis.etabli_le, time(12), tzinfo=UTC)
    with translation.override("fr"):
        valeurs = _valeurs(devis, vendeur, acheteur, chiffrage)
    return composer(MODELE, valeurs, le=le)


def nom_fichier(devis: Devis) -> str:
    """Name of the file, for whoever keeps it."""
    return f"devis-{devis.numero}.pdf"


def _valeurs(
    devis: Devis, vendeur: Partie, acheteur: Partie, chiffrage: Chiffrage
) -> dict[str, Any]:
    return {
        "titre": f"Devis {devis.numero}",
        "genre": "Devis",
        "numero": f"n° {devis.numero}",
        "pied": f"Devis {devis.numero} · {vendeur.nom}",
        **parties_imprimees(vendeur, acheteur, "Adressé à"),
        "reperes": list(_reperes(devis)),
        "bandeau": devis.objet,
        "lignes": [ligne_imprimee(x) for x in chiffrage.lignes],
        "tva": [tva_imprimee(x) for x in chiffrage.tva],
        "totaux": totaux_imprimes(chiffrage.ht_centimes, chiffrage.tva_centimes),
        "net": ("Total TTC du devis", euros(chiffrage.ttc_centimes)),
        "fiches": [],
        "mentions": list(_conditions(devis, chiffrage)),
        "annexe": None,
        "accord": {"dit": _accord(devis)},
    }


def _reperes(devis: Devis) -> Iterator[tuple[str, str]]:
    yield "Établi le", jour_en_lettres(devis.etabli_le)
    yield "Valable jusqu’au", jour_en_lettres(devis.valable_jusqu_au)
    if devis.chantier is not None:
        yield "Chantier", devis.chantier.denomination


def _conditions(devis: Devis, chiffrage: Chiffrage) -> Iterator[str]:
    if any(x.minutes is not None for x in chiffrage.lignes):
        yield (
            "Les lignes à l’heure sont facturées au prix ci-dessus, pour les heures réellement "
            "faites ; leur nombre est une estimation."
        )
    if chiffrage.acompte_centimes:
        yield (
            f"Acompte demandé à l’acceptation : {devis.acompte_pour_cent} %, soit "
            f"{euros(chiffrage.acompte_centimes)} TTC."
        )


def _accord(devis: Devis) -> str:
    """What the client answered; nothing while he did not."""
    if devis.repondu_le is None:
        return ""
    a = f"{timezone.localtime(devis.repondu_le):%d/%m/%Y à %H:%M}"
    qui = ", ".join(x for x in (devis.repondu_par, devis.qualite) if x)
    envoye = f" envoyé le {jour(timezone.localdate(devis.envoye_le))}" if devis.envoye_le else ""
    dit = "Bon pour accord" if devis.etat == EtatDevis.ACCEPTE else "Refusé"
    commentaire = f" « {devis.commentaire} »" if devis.commentaire else ""
    return f"{dit}, {qui}, le {a}, par le lien signé{envoye}.{commentaire}"
