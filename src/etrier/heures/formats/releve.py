"""The relevé d'heures as a PDF: to print and sign, or to keep once the client has answered."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format

from etrier.droit.ecriture import du_au, heures
from etrier.droit.ecriture import jour as ecrire_jour
from etrier.heures.enums import DecisionReleve
from etrier.heures.models import LigneReleve, ReleveHeures, ReponseReleve
from etrier.missions.models import Client, Mission
from etrier.socle.documents import composer
from etrier.socle.mois import est_un_mois, jours_de, lundi_de
from etrier.structures.models import Structure

MODELE = Path(__file__).with_name("releve.typ")


def imprimer(releve: ReleveHeures) -> bytes:
    """The PDF of the relevé, in French whatever the reader's language.

    Dated by its last fact (drawn, or answered): printed twice, it is the same file.
    """
    reponse = ReponseReleve.objects.filter(releve=releve).select_related("envoi").first()
    with translation.override("fr"):
        valeurs = _valeurs(releve, reponse)
    return composer(MODELE, valeurs, le=reponse.le if reponse else releve.cree_le)


def nom_fichier(releve: ReleveHeures) -> str:
    """Name of the file, for whoever keeps it."""
    return f"{releve.reference}.pdf"


def _valeurs(releve: ReleveHeures, reponse: ReponseReleve | None) -> dict[str, Any]:
    lignes = list(
        releve.lignes.select_related("mission__contrat__salarie__personne").order_by(
            "mission__contrat__salarie__personne__nom",
            "mission__contrat__salarie__personne__prenom",
            "mission__numero",
            "jour",
        )
    )
    return {
        "titre": f"Relevé d’heures {releve.reference}",
        "reference": releve.reference,
        "empreinte": releve.empreinte_courte,
        "structure": {"nom": releve.structure.denomination, "lignes": _fiche(releve.structure)},
        "client": {"nom": releve.client.denomination, "lignes": _fiche(releve.client)},
        "periode": periode(releve.debut, releve.fin),
        "total": heures(sum(x.minutes for x in lignes)),
        "personnes": [
            _personne(releve, mission, list(siennes))
            for mission, siennes in groupby(lignes, key=lambda x: x.mission)
        ],
        "a-signer": reponse is None,
        "reponse": _reponse(reponse) if reponse else None,
    }


def _fiche(qui: Structure | Client) -> list[str]:
    """Address and number, those that are known."""
    lieu = f"{qui.code_postal} {qui.commune}".strip()
    siret = f"SIRET {qui.siret}" if qui.siret else ""
    return [ligne for ligne in (qui.adresse, lieu, siret) if ligne]


def periode(debut: date, fin: date) -> str:
    """« octobre 2026 » for a whole month, else its first and last days in figures."""
    return date_format(debut, "F Y") if est_un_mois(debut, fin) else du_au(debut, fin)


def _personne(releve: ReleveHeures, mission: Mission, lignes: list[LigneReleve]) -> dict[str, Any]:
    par_jour = {ligne.jour: ligne for ligne in lignes}
    return {
        "nom": str(mission.contrat.salarie.personne),
        "mission": f"Mission {mission.numero} : {mission.objet}",
        "total": heures(sum(x.minutes for x in lignes)),
        "selon-client": _total_client(lignes),
        "semaines": list(_semaines(releve.debut, releve.fin, par_jour)),
    }


def _total_client(lignes: list[LigneReleve]) -> str:
    """What the person did if the client is right; nothing when he disputes nothing of it."""
    if all(x.minutes_client is None for x in lignes):
        return ""
    return heures(sum(x.minutes if x.minutes_client is None else x.minutes_client for x in lignes))


def _semaines(
    debut: date, fin: date, par_jour: Mapping[date, LigneReleve]
) -> Iterator[dict[str, Any]]:
    lundi = lundi_de(debut)
    while lundi <= fin:
        jours = jours_de(lundi, lundi + timedelta(days=6))
        yield {
            "du": f"{lundi:%d/%m}",
            "jours": [_cellule(j, par_jour.get(j)) if debut <= j <= fin else None for j in jours],
            "total": _total(par_jour[j].minutes for j in jours if j in par_jour),
        }
        lundi += timedelta(days=7)


def _total(minutes: Iterable[int]) -> str:
    somme = sum(minutes)
    return heures(somme) if somme else ""


def _cellule(jour: date, ligne: LigneReleve | None) -> dict[str, str]:
    conteste = ligne is not None and ligne.minutes_client is not None
    return {
        "jour": str(jour.day),
        "heures": heures(ligne.minutes) if ligne else "",
        "client": heures(ligne.minutes_client or 0) if ligne and conteste else "",
    }


def _reponse(reponse: ReponseReleve) -> dict[str, str]:
    mot = "Contesté" if reponse.decision == DecisionReleve.CONTESTE else "Confirmé"
    qualite = f", {reponse.qualite}" if reponse.qualite else ""
    le = ecrire_jour(reponse.signee_le or timezone.localdate(reponse.le))
    return {
        "phrase": f"{mot} le {le} par {reponse.nom}{qualite}.",
        "comment": _comment(reponse),
        "commentaire": reponse.commentaire,
    }


def _comment(reponse: ReponseReleve) -> str:
    """How the answer came: by which link, or from a paper."""
    a = f"{timezone.localtime(reponse.le):%d/%m/%Y à %H:%M}"
    if reponse.envoi is None:
        return f"Signature sur papier, reportée le {a}."
    envoye = f"{timezone.localtime(reponse.envoi.le):%d/%m/%Y}"
    vers = f" à {reponse.envoi.destinataire}" if reponse.envoi.destinataire else ""
    return f"Réponse reçue le {a} par le lien signé envoyé le {envoye}{vers}."
