"""`etrier comptabilite`: pass the entries, write the FEC, from the command line."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import click

from etrier.cli.choix import JOUR, les_structures
from etrier.cli.sorties import console, progression
from etrier.comptabilite.ecritures.passage import BilanPassage, examiner
from etrier.comptabilite.ecritures.passage import passer as passer_les_ecritures
from etrier.comptabilite.formats.fec import ENCODAGES, ecrire_fec, nom_fec
from etrier.comptabilite.models import Exercice
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.structures.models import Structure

STRUCTURE = click.option(
    "--structure", "siret", required=True, metavar="SIRET", help="Structure concernée."
)
JSON = click.option("--json", "en_json", is_flag=True, help="Répond en JSON, sans rien d'autre.")


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
    structure, jour = les_structures([siret])[0], jusqu_au or aujourdhui()
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
@click.option(
    "--vers",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default="ici",
    metavar="DOSSIER",
    help="Dossier où poser le fichier.",
)
@click.option(
    "--encodage", type=click.Choice(ENCODAGES), default="utf-8", help="Encodage du fichier."
)
def fec(siret: str, annee: int, vers: Path, encodage: str) -> None:
    """Écrit le fichier des écritures comptables d'un exercice (18 colonnes, LPF A47 A-1).

    Les à-nouveaux n'y sont pas : votre comptable les tient.
    """
    exercice = _exercice(les_structures([siret])[0], annee)
    contenu = ecrire_fec(exercice, encodage)
    vers.mkdir(parents=True, exist_ok=True)
    chemin = vers / nom_fec(exercice)
    # Only its owner reads it: it names clients and employees' transfers.
    with os.fdopen(os.open(chemin, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as sortie:
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
    if en_json:
        click.echo(json.dumps(dit, ensure_ascii=False, indent=2))
        return
    console.print(f"Écritures {'à passer' if simuler else 'passées'} : {bilan.passees}.")
    for laissee in bilan.laissees:
        console.print(f"Laissée : {laissee.libelle} — {laissee.raison}")
    if simuler:
        console.print("Simulation : rien n'a été écrit.")
