"""`etrier comptabilite`: pass the entries, write the FEC, from the command line."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from etrier.cli.choix import JOUR, JSON, STRUCTURE, VERS, la_structure
from etrier.cli.sorties import console, dire, ouvrir_prive, progression
from etrier.comptabilite.ecritures.passage import BilanPassage, examiner
from etrier.comptabilite.ecritures.passage import passer as passer_les_ecritures
from etrier.comptabilite.formats.fec import ENCODAGES, ecrire_fec, nom_fec
from etrier.comptabilite.models import Exercice
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.structures.models import Structure


@click.group()
def comptabilite() -> None:
    """Comptabilité : passer les écritures, écrire le FEC.

    \b
      etrier comptabilite passer --structure SIRET --jusqu-au 2026-10-31
      etrier comptabilite fec    --structure SIRET --exercice 2026 --vers depot
    """


@comptabilite.command(short_help="Passe ce qui ne l'est pas encore.")
@STRUCTURE
@click.option("--jusqu-au", type=JOUR, metavar="JOUR", help="Dernier jour ; aujourd'hui sinon.")
@click.option("--simuler", is_flag=True, help="Montre, sans rien écrire.")
@JSON
def passer(siret: str, jusqu_au: date | None, simuler: bool, en_json: bool) -> None:
    """Passe les écritures de tout ce qui est arrivé jusqu'à un jour, et lettre les clients.

    Chaque chose est passée une fois : deux fois de suite n'ajoute rien, et une commande
    interrompue se relance. Ce qui ne peut pas l'être est dit, avec sa raison.
    """
    structure, jour = la_structure(siret), jusqu_au or aujourdhui()
    if simuler:
        faits, laissees = examiner(structure, jour)
        bilan = BilanPassage(len(faits), 0, tuple(laissees))
    else:
        with progression("Écritures") as suivi:
            bilan = passer_les_ecritures(structure, jour, par=None, suivi=suivi)
    _dire(bilan, simuler=simuler, en_json=en_json)


@comptabilite.command(short_help="Écrit le fichier des écritures comptables.")
@STRUCTURE
@click.option(
    "--exercice", "annee", type=int, required=True, help="Année où l'exercice se termine."
)
@VERS
@click.option(
    "--encodage", type=click.Choice(ENCODAGES), default="utf-8", help="Encodage du fichier."
)
def fec(siret: str, annee: int, vers: Path, encodage: str) -> None:
    """Écrit le fichier des écritures comptables d'un exercice (18 colonnes, LPF A47 A-1).

    Les à-nouveaux n'y sont pas : votre comptable les tient.
    """
    exercice = _exercice(la_structure(siret), annee)
    contenu = ecrire_fec(exercice, encodage)
    chemin = vers / nom_fec(exercice)
    with ouvrir_prive(chemin, remplacer=True) as sortie:
        sortie.write(contenu)
    nombre = contenu.count(b"\n") - 1
    console.print(f"Écrit : {chemin} ({nombre} lignes)")


def _exercice(structure: Structure, annee: int) -> Exercice:
    exercice = structure.exercices.filter(fin__year=annee).order_by("-fin").first()
    if exercice is None:
        raise Refus(
            f"Aucun exercice de {structure.denomination} ne se termine en {annee} : passez "
            "d'abord les écritures (etrier comptabilite passer)."
        )
    return exercice


def _dire(bilan: BilanPassage, *, simuler: bool, en_json: bool) -> None:
    dit: dict[str, Any] = {
        "ecrit": not simuler,
        "passees": bilan.passees,
        "lignes_lettrees": bilan.lettrees,
        "laissees": [
            {"source": x.source, "libelle": x.libelle, "raison": x.raison} for x in bilan.laissees
        ],
    }
    phrases = [f"Écritures {'à passer' if simuler else 'passées'} : {bilan.passees}."]
    phrases += [f"Laissée : {x.libelle} — {x.raison}" for x in bilan.laissees]
    if simuler:
        phrases.append("Simulation : rien n'a été écrit.")
    dire(dit, phrases, en_json=en_json)
