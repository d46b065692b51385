"""The last month's hours as spreadsheets, one per structure, in the documented layout."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from django.utils.translation import gettext as _

from etrier.demonstration.bilan import FichierHeures, Piege
from etrier.demonstration.monde import Ligne, Monde
from etrier.demonstration.scenario import PAR_CLE, STRUCTURES
from etrier.droit.vocabulaire import NatureHeures
from etrier.missions.models import ClauseSociale
from etrier.socle.mois import ecrire_mois

ENTETES = (
    "matricule",
    "nom",
    "prenom",
    "jour",
    "nature",
    "heures",
    "chantier",
    "mission",
    "clause",
    "contrat",
)
EN_CSV = ("AI", "RQ")
CODES = {int(n): n.code for n in NatureHeures}


@dataclass(frozen=True)
class Rangee:
    """A row of the layout; `heures` in minutes, written as each kind of file likes it."""

    matricule: str
    nom: str
    prenom: str
    jour: date
    nature: str
    minutes: int
    chantier: str
    mission: str
    clause: str
    contrat: str


def ecrire_tableurs(monde: Monde, dossier: Path) -> tuple[FichierHeures, ...]:
    """Write one file per structure under `dossier`: xlsx, or csv for some."""
    dossier.mkdir(parents=True, exist_ok=True)
    fichiers = []
    for exemple in STRUCTURES:
        rangees = [_rangee(x) for x in du_mois_dernier(monde, exemple.cle)]
        suffixe = "csv" if exemple.cle in EN_CSV else "xlsx"
        nom = f"heures-{ecrire_mois(monde.calendrier.mois_dernier)}-{exemple.cle.lower()}.{suffixe}"
        chemin = dossier / nom
        if suffixe == "csv":
            ecrire_csv(chemin, (_cellules(r) for r in rangees))
        else:
            ecrire_xlsx(chemin, rangees)
        fichiers.append(_fichier(monde, exemple.cle, chemin, len(rangees)))
    return tuple(fichiers)


def du_mois_dernier(monde: Monde, cle: str) -> list[Ligne]:
    """The lines that are not in the ledger yet."""
    return [x for x in monde.lignes[cle] if x.jour >= monde.calendrier.mois_dernier]


def _fichier(monde: Monde, cle: str, chemin: Path, lignes: int) -> FichierHeures:
    return FichierHeures(PAR_CLE[cle].denomination, monde.structures[cle].siret, chemin, lignes)


def nommer_clause(clause: ClauseSociale) -> str:
    """How a spreadsheet names a clause: reference of the contract, then the lot."""
    return f"{clause.marche_public.reference} lot {clause.lot}"


def _rangee(ligne: Ligne) -> Rangee:
    salarie = ligne.contrat.salarie
    return Rangee(
        matricule=salarie.matricule,
        nom=salarie.personne.nom,
        prenom=salarie.personne.prenom,
        jour=ligne.jour,
        nature=CODES[ligne.nature],
        minutes=ligne.minutes,
        chantier=ligne.chantier.denomination if ligne.chantier else "",
        mission=ligne.mission.numero if ligne.mission else "",
        clause=nommer_clause(ligne.clause) if ligne.clause else "",
        contrat=ligne.contrat.numero,
    )


def _cellules(rangee: Rangee) -> list[str]:
    """As people type them: 12/10/2026 and 2h30."""
    heures, minutes = divmod(rangee.minutes, 60)
    return [
        rangee.matricule,
        rangee.nom,
        rangee.prenom,
        f"{rangee.jour:%d/%m/%Y}",
        rangee.nature,
        f"{heures}h{minutes:02d}" if minutes else str(heures),
        rangee.chantier,
        rangee.mission,
        rangee.clause,
        rangee.contrat,
    ]


def ecrire_csv(chemin: Path, rangees: Iterable[Sequence[str]]) -> None:
    """As a French spreadsheet exports it: semicolons, UTF-8 with its mark."""
    with chemin.open("w", encoding="utf-8-sig", newline="") as fichier:
        plume = csv.writer(fichier, delimiter=";")
        plume.writerow(ENTETES)
        plume.writerows(rangees)


def ecrire_xlsx(chemin: Path, rangees: Sequence[Rangee]) -> None:
    """Real dates, hours as decimal numbers; the file of a given month is always the same."""
    with xlsxwriter.Workbook(str(chemin)) as classeur:
        classeur.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 -- a file's date
        feuille = classeur.add_worksheet("Heures")
        format_jour = classeur.add_format({"num_format": "dd/mm/yyyy"})
        format_entete = classeur.add_format({"bold": True})
        feuille.write_row(0, 0, ENTETES, format_entete)
        feuille.freeze_panes(1, 0)
        feuille.set_column(0, len(ENTETES) - 1, 18)
        for n, rangee in enumerate(rangees, start=1):
            cellules = _cellules(rangee)
            feuille.write_row(n, 0, cellules)
            feuille.write_datetime(n, 3, rangee.jour, format_jour)
            # Every duration is a multiple of 15 minutes: the decimal is exact.
            feuille.write_number(n, 5, rangee.minutes / 60)


def ecrire_fichier_a_corriger(monde: Monde, dossier: Path) -> tuple[FichierHeures, list[Piege]]:
    """A second file of the AI, with two good rows and one mistake on each of the others."""
    bonnes = [_cellules(_rangee(x)) for x in du_mois_dernier(monde, "AI")[:2]]
    modele = bonnes[0]
    rangees, pieges = list(bonnes), []
    for ecart, phrase in _fautes(monde):
        cellules = dict(zip(ENTETES, modele, strict=True)) | ecart
        rangees.append(list(cellules.values()))
        pieges.append(
            Piege(
                code="FICHIER",
                structure=PAR_CLE["AI"].denomination,
                qui=_("ligne %(numero)s") % {"numero": len(rangees) + 1},
                le=monde.calendrier.mois_dernier,
                phrase=phrase,
            )
        )
    chemin = dossier / f"heures-{ecrire_mois(monde.calendrier.mois_dernier)}-ai-a-corriger.csv"
    ecrire_csv(chemin, rangees)
    return _fichier(monde, "AI", chemin, len(rangees)), pieges


def _fautes(monde: Monde) -> list[tuple[dict[str, str], str]]:
    """What is wrong on each row, and how to say it."""
    cal = monde.calendrier
    ancien = next(s for s in monde.sejours_de("AI") if s.fin < cal.mois_dernier)
    contrat, personne = ancien.termes[-1].contrat, ancien.personne
    parti = {
        "matricule": ancien.salarie.matricule,
        "nom": personne.nom,
        "prenom": personne.prenom,
        "mission": "",
        "contrat": contrat.numero,
    }
    impossible = f"32/{cal.mois_dernier:%m/%Y}"
    return [
        ({"matricule": "AI-999"}, _("matricule inconnu")),
        (parti, _("heures hors du contrat")),
        ({"jour": impossible}, _("date qui n'existe pas")),
        ({"heures": "deux heures"}, _("durée illisible")),
        ({"heures": "25"}, _("plus de 24 h dans une journée")),
        ({"nature": "vacances"}, _("nature d'heures inconnue")),
        ({"mission": "AI-M9999"}, _("mission inconnue")),
        ({"clause": "EX-RIEN-00 lot 9"}, _("clause inconnue")),
    ]
