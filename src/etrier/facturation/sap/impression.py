"""The attestation as a PDF, from what was frozen."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from etrier.droit.ecriture import euros, heures
from etrier.droit.ecriture import jour as ecrire_jour
from etrier.facturation.models import AttestationSap
from etrier.facturation.sap.contenu import Contenu
from etrier.socle.documents import composer

MODELE = Path(__file__).with_name("attestation.typ")
NOTES = (
    "Les paiements sont ceux reçus du 1er janvier au 31 décembre. Une facture payée en partie est"
    " comptée pour ce qui en est payé ; ses interventions sont toutes listées.",
    "Le crédit d’impôt de l’article 199 sexdecies du code général des impôts se calcule sur vos"
    " dépenses de tous les organismes, dans la limite du plafond de votre foyer : cette attestation"
    " ne le connaît pas. Les sommes qu’un tiers vous a versées pour ces services (employeur,"
    " caisse, département) sont à retirer du montant déclaré.",
    "Attestation établie selon l’article D7233-4 du code du travail.",
)


def imprimer(contenu: Contenu, *, version: int, le: datetime) -> bytes:
    """The PDF of an attestation drawn at an instant: the same content gives the same file."""
    return composer(MODELE, _valeurs(contenu, version, timezone.localdate(le)), le=le)


def nom_fichier(attestation: AttestationSap) -> str:
    """Name of the file: the year and the client's rank, nobody's name."""
    return f"attestation-fiscale-{attestation.annee}-{attestation.client_id}.pdf"


def _valeurs(contenu: Contenu, version: int, le: date) -> dict[str, Any]:
    organisme, client = contenu["organisme"], contenu["client"]
    annee = contenu["annee"]
    return {
        "titre": f"Attestation fiscale {annee}",
        "annee": str(annee),
        "version": str(version),
        "etablie_le": ecrire_jour(le),
        "organisme": {"nom": organisme["nom"], "lignes": _lignes_organisme(organisme)},
        "sap": _declaration(organisme),
        "client": {"nom": client["nom"], "lignes": _adresse(client)},
        "phrase": (
            f"{organisme['nom']}, organisme de services à la personne, atteste que"
            f" {client['nom']} a acquitté en {annee} les sommes suivantes pour des services rendus"
            " à son domicile."
        ),
        "paye": euros(contenu["paye_centimes"]),
        "ouvrant": euros(contenu["ouvrant_droit_centimes"]),
        "compte": _iban(contenu["compte_debite"]),
        "ecartes": [f"{euros(somme)} {phrase}." for _motif, phrase, somme in contenu["ecartes"]],
        **_tableaux(contenu),
        "duree": heures(sum(i["minutes"] for i in contenu["interventions"])),
        "notes": list(NOTES),
    }


def _tableaux(contenu: Contenu) -> dict[str, Any]:
    """The rows of the three tables, and what a ceiling says under the first."""
    return {
        "activites": [
            [
                _majuscule(a["libelle"]),
                euros(a["paye_centimes"]),
                euros(a["ouvrant_droit_centimes"]),
            ]
            for a in contenu["activites"]
        ],
        "raisons": [
            f"{_majuscule(a['libelle'])} : {a['raison']}."
            for a in contenu["activites"]
            if a["raison"]
        ],
        "paiements": [
            [
                _jour(p["le"]),
                p["moyen"] or "avoir reporté",
                p["facture"],
                euros(p["montant_centimes"]),
            ]
            for p in contenu["paiements"]
        ],
        "interventions": [
            [_jour(i["le"]), i["nom"], i["code"], i["activite"], heures(i["minutes"])]
            for i in contenu["interventions"]
        ],
    }


def _lignes_organisme(organisme: dict[str, str]) -> list[str]:
    return [
        *_adresse(organisme),
        f"SIRET {organisme['siret']}",
        *filter(None, (organisme["telephone"], organisme["courriel"])),
    ]


def _declaration(organisme: dict[str, str]) -> list[str]:
    lignes = [
        "Déclaration de services à la personne",
        f"n° {organisme['declaration']} du {_jour(organisme['declaree_le'])}",
    ]
    if organisme["agrement"]:
        du = f" du {_jour(organisme['agree_le'])}" if organisme["agree_le"] else ""
        lignes.append(f"Agrément n° {organisme['agrement']}{du}")
    return lignes


def _adresse(qui: dict[str, str]) -> list[str]:
    lieu = f"{qui['code_postal']} {qui['commune']}".strip()
    return [ligne for ligne in (qui["adresse"], lieu) if ligne]


def _jour(iso: str) -> str:
    return ecrire_jour(date.fromisoformat(iso))


def _iban(iban: str) -> str:
    return " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))


def _majuscule(mots: str) -> str:
    return mots[:1].upper() + mots[1:]
