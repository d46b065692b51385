"""`etrier importer`: the ASP's flat files, and hours from spreadsheets."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from etrier.cli.choix import MOIS, les_structures
from etrier.cli.sorties import console
from etrier.droit.ecriture import heures as ecrire_heures
from etrier.heures.importation import Apercu, StatutLigne, previsualiser
from etrier.heures.importation import importer as importer_heures
from etrier.structures.actions import importer_annexes, importer_structures

FICHIER = click.argument("fichier", type=click.Path(exists=True, dir_okay=False, path_type=Path))
LIGNES_MONTREES = 20


@click.group()
def importer() -> None:
    """Importe les fichiers de l'ASP et les heures des tableurs.

    \b
    Dans l'ordre :
      etrier importer structures fluxIAE_Structure_….csv
      etrier importer annexes    fluxIAE_AnnexeFinanciere_….csv
      etrier importer heures     octobre.xlsx --structure SIRET --mois 2026-10

    Un fichier abîmé est refusé en entier, avec la ligne et la raison. Importer deux fois le même
    fichier n'ajoute rien.
    """


@importer.command(short_help="Structures, du fichier de l'ASP.")
@FICHIER
def structures(fichier: Path) -> None:
    """Structures, du fichier « fluxIAE_Structure » de l'ASP."""
    rapport = importer_structures(fichier.read_bytes(), fichier.name)
    for phrase in rapport.phrases():
        console.print(phrase)


@importer.command(short_help="Conventions et annexes, du fichier de l'ASP.")
@FICHIER
def annexes(fichier: Path) -> None:
    """Conventions et annexes, du fichier « fluxIAE_AnnexeFinanciere » de l'ASP."""
    rapport = importer_annexes(fichier.read_bytes(), fichier.name)
    for phrase in rapport.phrases():
        console.print(phrase)


@importer.command()
@FICHIER
@click.option("--structure", "siret", required=True, metavar="SIRET", help="Structure concernée.")
@click.option("--mois", type=MOIS, help="Refuse les lignes d'un autre mois.")
@click.option("--simuler", is_flag=True, help="Montre ce qui changerait, sans rien écrire.")
@click.option("--json", "en_json", is_flag=True, help="Répond en JSON.")
def heures(fichier: Path, siret: str, mois: date | None, simuler: bool, en_json: bool) -> None:
    """Heures d'un tableur (xlsx, ods, csv) : une ligne par jour, voir le guide.

    Sort avec le code 1 si une ligne est refusée ; rien n'est alors écrit.
    """
    structure = les_structures([siret])[0]
    contenu = fichier.read_bytes()
    apercu = previsualiser(structure, contenu, fichier.name, mois)
    if not simuler and not apercu.refusees:
        importer_heures(structure, contenu, fichier.name, par=None, mois=mois)
    _imprimer(apercu, simuler=simuler, en_json=en_json)
    if apercu.refusees:
        raise SystemExit(1)


def _imprimer(apercu: Apercu, *, simuler: bool, en_json: bool) -> None:
    if en_json:
        click.echo(json.dumps(_en_json(apercu), ensure_ascii=False, indent=2))
        return
    refusees = list(apercu.de_statut(StatutLigne.REFUSEE))
    if refusees:
        tableau = Table("Ligne", "Raison", title="Lignes refusées : rien n'a été écrit")
        for ligne in refusees[:LIGNES_MONTREES]:
            tableau.add_row(str(ligne.numero), ligne.motif)
        console.print(tableau)
        if len(refusees) > LIGNES_MONTREES:
            console.print(f"… et {len(refusees) - LIGNES_MONTREES} autres.")
    for phrase in apercu.phrases():
        console.print(phrase)
    if simuler:
        console.print("Simulation : rien n'a été écrit.")


def _en_json(apercu: Apercu) -> dict[str, Any]:
    return {
        "nouvelles": apercu.nouvelles,
        "connues": apercu.connues,
        "modifiees": apercu.modifiees,
        "refusees": apercu.refusees,
        "minutes": apercu.minutes_total,
        "heures": ecrire_heures(apercu.minutes_total),
        "raisons": [
            {"ligne": ligne.numero, "raison": ligne.motif}
            for ligne in apercu.de_statut(StatutLigne.REFUSEE)
        ],
    }
