"""What an attestation says: frozen the day it is drawn, then printed as often as one wants."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from etrier.banque.enums import EtatCompte
from etrier.banque.models import CompteBancaire
from etrier.droit.regles.sap import MOTIFS, BilanSap, depouiller
from etrier.facturation.enums import MoyenReglement
from etrier.facturation.models import ReglageFacturation
from etrier.facturation.sap.interventions import Intervention, interventions_facturees
from etrier.facturation.sap.paiements import Encaissement, encaissements, paiements_sap
from etrier.missions.enums import ActiviteSap
from etrier.missions.models import Client
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.models import Structure

Contenu = dict[str, Any]


@dataclass(frozen=True)
class AnneeClient:
    """A client's year: what was received, what the rule says of it, who came."""

    client: Client
    annee: int
    recus: Sequence[Encaissement]
    bilan: BilanSap
    interventions: Mapping[int, Sequence[Intervention]]
    compte_debite: str

    @property
    def recus_sap(self) -> list[Encaissement]:
        """Those that settled at least one service à la personne."""
        return [recu for recu in self.recus if recu.sap]


def lire_annees(
    structure: Structure,
    annee: int,
    reglage: ReglageFacturation,
    clients: Iterable[int] | None = None,
) -> list[AnneeClient]:
    """The year of every client who paid services à la personne, by name.

    Raises NonCalculable before the first values known.
    """
    parametres = parametres_en_vigueur()
    recus = encaissements(structure, annee, clients)
    recus = {pk: liste for pk, liste in recus.items() if any(r.sap for r in liste)}
    factures = {r.facture.pk for liste in recus.values() for r in liste if r.sap}
    venues = interventions_facturees(structure, factures)
    comptes = _comptes(recus)
    return [
        AnneeClient(
            client,
            annee,
            recus[client.pk],
            depouiller(paiements_sap(recus[client.pk], reglage.sap_declaree_le), annee, parametres),
            {r.facture.pk: venues.get(r.facture.pk, ()) for r in recus[client.pk] if r.sap},
            comptes.get(client.pk, ""),
        )
        for client in Client.objects.filter(pk__in=recus)
    ]


def _comptes(recus: Mapping[int, Sequence[Encaissement]]) -> dict[int, str]:
    """The account debited, of those who paid by direct debit."""
    preleves = [
        pk
        for pk, liste in recus.items()
        if any(r.moyen == MoyenReglement.PRELEVEMENT and r.sap for r in liste)
    ]
    comptes = CompteBancaire.objects.filter(client__in=preleves, etat=EtatCompte.CONFIRME)
    return {pk: iban for pk, iban in comptes.values_list("client_id", "iban") if pk is not None}


def ecrire(une: AnneeClient, structure: Structure, reglage: ReglageFacturation) -> Contenu:
    """The attestation of a client's year, as JSON keeps it (CT D7233-4)."""
    bilan = une.bilan
    return {
        "annee": une.annee,
        "organisme": {
            **_adresse(structure.denomination, structure),
            "siret": structure.siret,
            "courriel": reglage.courriel,
            "telephone": reglage.telephone,
            "declaration": reglage.sap_declaration,
            "declaree_le": _iso(reglage.sap_declaree_le),
            "agrement": reglage.sap_agrement,
            "agree_le": _iso(reglage.sap_agree_le),
        },
        "client": _adresse(une.client.denomination, une.client),
        "compte_debite": une.compte_debite,
        "paye_centimes": bilan.paye_centimes,
        "ouvrant_droit_centimes": bilan.ouvrant_droit_centimes,
        "ecartes": [[motif.value, MOTIFS[motif], somme] for motif, somme in bilan.ecartes],
        "activites": [
            {
                "activite": a.activite,
                "libelle": str(ActiviteSap(a.activite).label),
                "paye_centimes": a.paye_centimes,
                "ouvrant_droit_centimes": a.ouvrant_droit_centimes,
                "depasse_centimes": a.depasse_centimes,
                "raison": a.raison,
            }
            for a in bilan.activites
        ],
        "paiements": [_paiement(recu) for recu in une.recus_sap],
        "interventions": _interventions(une),
    }


def _adresse(nom: str, qui: Structure | Client) -> dict[str, str]:
    return {
        "nom": nom,
        "adresse": qui.adresse,
        "code_postal": qui.code_postal,
        "commune": qui.commune,
    }


def _iso(jour: date | None) -> str:
    return "" if jour is None else jour.isoformat()


def _paiement(recu: Encaissement) -> dict[str, Any]:
    return {
        "le": recu.le.isoformat(),
        "moyen": str(MoyenReglement(recu.moyen).label) if recu.moyen else "",
        "facture": recu.facture.numero,
        "montant_centimes": sum(recu.sap.values()),
    }


def _interventions(une: AnneeClient) -> list[dict[str, Any]]:
    """Visits of the invoices paid, wholly or partly, told once each."""
    numeros = {r.facture.pk: r.facture.numero for r in une.recus_sap}
    ecrites = [
        {
            "le": venue.le.isoformat(),
            "nom": venue.nom,
            "code": venue.matricule,
            "minutes": venue.minutes,
            "activite": str(ActiviteSap(venue.activite).label),
            "facture": numeros[facture],
        }
        for facture, venues in une.interventions.items()
        for venue in venues
    ]
    return sorted(ecrites, key=lambda x: (x["le"], x["nom"], x["activite"]))


def empreinte_de(contenu: Contenu) -> str:
    """SHA-256 of the content as JSON: sorted keys, no space, UTF-8."""
    texte = json.dumps(contenu, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(texte.encode()).hexdigest()
