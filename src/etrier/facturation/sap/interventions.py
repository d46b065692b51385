"""Visits at private people's: who came, when, for how long, as the ledger has it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from etrier.droit.parametre import Parametres
from etrier.droit.regles.sap import BRICOLAGE, verifier_bricolage
from etrier.facturation.models import LigneAFacturer, PriseEnFacture
from etrier.heures.enums import GenreHeures
from etrier.heures.models import LigneHeures
from etrier.structures.models import Structure

Lieu = tuple[date, int | None, int | None]


@dataclass(frozen=True)
class Intervention:
    """A day of one person at a client's for one activity."""

    activite: str
    le: date
    nom: str
    matricule: str
    minutes: int


def interventions_facturees(
    structure: Structure, factures: Iterable[int]
) -> dict[int, list[Intervention]]:
    """By invoice, the visits it took and no credit note gave back, by day."""
    prises = PriseEnFacture.objects.filter(
        ligne__facture__in=list(factures),
        ligne_a_facturer__isnull=False,
        rendue_par=None,
    ).exclude(ligne_a_facturer__prestation__activite_sap="")
    lieux: dict[int, dict[Lieu, str]] = {}
    for prise in prises.select_related(
        "ligne", "ligne_a_facturer__cloture", "ligne_a_facturer__prestation"
    ):
        ligne = prise.ligne_a_facturer
        if ligne is not None and ligne.prestation is not None:
            activite = ligne.prestation.activite_sap
            lieux.setdefault(prise.ligne.facture_id, {})[_lieu(ligne)] = activite
    registre = _registre(structure, {lieu for trouves in lieux.values() for lieu in trouves})
    return {facture: _des_lieux(trouves, registre) for facture, trouves in lieux.items()}


def interventions_de(
    structure: Structure, lignes: Iterable[LigneAFacturer]
) -> list[tuple[LigneAFacturer, list[Intervention]]]:
    """The visits behind lines to invoice of closed months; a place is told once, on its first."""
    retenues: dict[Lieu, LigneAFacturer] = {}
    for ligne in lignes:
        retenues.setdefault(_lieu(ligne), ligne)
    registre = _registre(structure, set(retenues))
    return [
        (ligne, _des_lieux({lieu: _activite(ligne)}, registre)) for lieu, ligne in retenues.items()
    ]


def trop_longues(
    interventions: Iterable[Intervention], parametres: Parametres
) -> list[tuple[Intervention, str]]:
    """Visits of handiwork beyond what the law calls handiwork, and why."""
    return [
        (une, raison)
        for une in interventions
        if une.activite == BRICOLAGE
        and (raison := verifier_bricolage(une.minutes, une.le, parametres))
    ]


def _activite(ligne: LigneAFacturer) -> str:
    return "" if ligne.prestation is None else ligne.prestation.activite_sap


def _lieu(ligne: LigneAFacturer) -> Lieu:
    return ligne.cloture.mois, ligne.chantier_id, ligne.mission_id


def _registre(
    structure: Structure, lieux: set[Lieu]
) -> dict[Lieu, list[tuple[str, str, date, int]]]:
    """Validated hours of work at these places: name, code, day, minutes."""
    lignes = (
        LigneHeures.objects.validees()
        .filter(structure=structure, mois__in={x[0] for x in lieux}, nature=GenreHeures.TRAVAIL)
        .order_by()
        .values_list(
            "mois",
            "chantier_id",
            "mission_id",
            "salarie__personne__prenom",
            "salarie__personne__nom",
            "salarie__matricule",
            "jour",
            "minutes",
        )
    )
    trouves: dict[Lieu, list[tuple[str, str, date, int]]] = {}
    for mois, chantier, mission, prenom, nom, matricule, jour, minutes in lignes:
        lieu = (mois, chantier, mission)
        if lieu in lieux:
            trouves.setdefault(lieu, []).append((f"{prenom} {nom}", matricule, jour, minutes))
    return trouves


def _des_lieux(
    lieux: Mapping[Lieu, str], registre: Mapping[Lieu, list[tuple[str, str, date, int]]]
) -> list[Intervention]:
    """One row per activity, day and person; what was corrected to nothing disappears."""
    sommes: dict[tuple[date, str, str, str], int] = {}
    for lieu, activite in lieux.items():
        for nom, matricule, jour, minutes in registre.get(lieu, ()):
            cle = (jour, nom, matricule, activite)
            sommes[cle] = sommes.get(cle, 0) + minutes
    return [
        Intervention(activite, jour, nom, matricule, minutes)
        for (jour, nom, matricule, activite), minutes in sorted(sommes.items())
        if minutes
    ]
