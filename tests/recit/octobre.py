"""What happens in the story: load, close the past, import October, look, validate, close."""

import csv
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineWorkbook

from etrier.cloture.actions import CompteRendu, cloturer
from etrier.cloture.examen import Alarme, Examen, examiner
from etrier.demonstration.bilan import Bilan, FichierHeures
from etrier.demonstration.charger import charger
from etrier.demonstration.scenario import JOUR_DONNE
from etrier.heures.actions import valider
from etrier.heures.importation.actions import Apercu, importer, previsualiser
from etrier.heures.models import ImportHeures
from etrier.structures.models import Structure

OCTOBRE = date(2026, 10, 1)
NOVEMBRE = date(2026, 11, 1)
ACI = "Les Jardins du Pas-Commun"
AI = "Coup de main du Pas-Commun"


@dataclass(frozen=True)
class Octobre:
    """What was seen at each step, by name of structure."""

    bilan: Bilan
    structures: dict[str, Structure]
    apercus: dict[str, Apercu]
    imports: dict[str, ImportHeures]
    avant_validation: dict[str, Examen]
    rendu: CompteRendu

    def fichier(self, nom: str) -> FichierHeures:
        """The spreadsheet of a structure."""
        return next(f for f in self.bilan.fichiers if f.structure == nom)

    @property
    def alarmes(self) -> list[tuple[str, Alarme]]:
        """Every alarm, with the structure that sees it."""
        return [(nom, a) for nom, vu in self.avant_validation.items() for a in vu.alarmes]


class Rangee(NamedTuple):
    """A row of a spreadsheet, read without any of the house's readers."""

    matricule: str
    jour: date
    nature: str
    minutes: int
    chantier: str
    mission: str
    clause: str


def vivre(dossier: Path) -> Octobre:
    """The whole month, as its users would live it."""
    bilan = charger(le=JOUR_DONNE, dossier=dossier)
    structures = {s.denomination: s for s in Structure.objects.all()}
    cles = [s.pk for s in structures.values()]
    for mois in bilan.mois_a_clore:
        assert len(cloturer(cles, mois, par=None).closes) == len(cles)
    apercus, imports = {}, {}
    for fichier in bilan.fichiers:
        contenu, nom = fichier.chemin.read_bytes(), fichier.chemin.name
        une = structures[fichier.structure]
        apercus[fichier.structure] = previsualiser(une, contenu, nom, OCTOBRE)
        imports[fichier.structure] = importer(une, contenu, nom, par=None, mois=OCTOBRE)
    vus = {nom: examiner(une, OCTOBRE) for nom, une in structures.items()}
    for une in structures.values():
        valider(une, OCTOBRE, par=None)
    rendu = cloturer(cles, OCTOBRE, par=None)
    return Octobre(bilan, structures, apercus, imports, vus, rendu)


def lire_rangees(fichier: FichierHeures) -> list[Rangee]:
    """Every row of the file."""
    lire = _lire_csv if fichier.chemin.suffix == ".csv" else _lire_xlsx
    return lire(fichier.chemin)


def _lire_csv(chemin: Path) -> list[Rangee]:
    with chemin.open(encoding="utf-8-sig", newline="") as texte:
        return [
            Rangee(
                r["matricule"],
                datetime.strptime(r["jour"], "%d/%m/%Y").date(),  # noqa: DTZ007 -- a day
                r["nature"],
                _minutes(r["heures"]),
                r["chantier"],
                r["mission"],
                r["clause"],
            )
            for r in csv.DictReader(texte, delimiter=";")
        ]


def _minutes(heures: str) -> int:
    """« 2h30 » is 150."""
    entieres, _h, reste = heures.partition("h")
    return int(entieres) * 60 + int(reste or 0)


def _lire_xlsx(chemin: Path) -> list[Rangee]:
    entete, *lignes = CalamineWorkbook.from_path(str(chemin)).get_sheet_by_index(0).to_python()
    rangees = []
    for ligne in lignes:
        r = dict(zip(map(str, entete), ligne, strict=True))
        minutes = Fraction(str(r["heures"])) * 60
        assert minutes.denominator == 1
        assert isinstance(r["jour"], date)
        rangees.append(
            Rangee(
                str(r["matricule"]),
                r["jour"],
                str(r["nature"]),
                int(minutes),
                str(r["chantier"]),
                str(r["mission"]),
                str(r["clause"]),
            )
        )
    return rangees
