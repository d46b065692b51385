"""`etrier importer`: the ASP's flat files, and hours from spreadsheets."""

import json
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click
from django.db import transaction
from rich.table import Table

from etrier.cli.choix import JSON, MOIS, STRUCTURE, la_structure
from etrier.cli.sorties import console, progression
from etrier.droit.ecriture import heures as ecrire_heures
from etrier.heures.formats.tableurs.dispositions import DispositionIncomplete
from etrier.heures.importation.actions import (
    Apercu,
    Choix,
    StatutLigne,
    importer_ou_dire,
    previsualiser,
    rendre_les_refusees,
)
from etrier.heures.importation.rapprochement import Mot
from etrier.heures.models import ImportHeures
from etrier.parcours.sorties.objectifs_asp import importer_objectifs
from etrier.structures.actions import importer_annexes, importer_structures
from etrier.structures.formats.refus import FichierRefuse
from etrier.structures.models import Structure

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
    contenu = fichier.read_bytes()
    with transaction.atomic():
        rapport = importer_annexes(contenu, fichier.name)
        objectifs = importer_objectifs(contenu, fichier.name)
    for phrase in (*rapport.phrases(), *objectifs.phrases()):
        console.print(phrase)


@importer.command(short_help="Heures d'un tableur (xlsx, xls, ods, csv).")
@FICHIER
@STRUCTURE
@click.option("--mois", type=MOIS, help="Refuse les lignes d'un autre mois.")
@click.option("--simuler", is_flag=True, help="Montre ce qui changerait, sans rien écrire.")
@JSON
@click.option(
    "--bonnes-lignes", is_flag=True, help="Écrit les bonnes lignes, même si d'autres sont refusées."
)
@click.option(
    "--rejets",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="FICHIER",
    help="Écrit là les lignes refusées, avec leurs raisons, à corriger puis réimporter.",
)
@click.option(
    "--accepter-propositions",
    is_flag=True,
    help="Accepte les noms proposés (une seule personne ressemble) et les retient.",
)
def heures(
    fichier: Path,
    siret: str,
    mois: date | None,
    simuler: bool,
    en_json: bool,
    bonnes_lignes: bool,
    rejets: Path | None,
    accepter_propositions: bool,
) -> None:
    """Heures d'un tableur, dans la présentation que vous avez : voir le guide.

    Un nom qui n'est pas écrit exactement comme dans Étrier est une proposition : sans
    --accepter-propositions, ses lignes sont refusées, et la raison dit la proposition. Si une ligne
    est refusée, rien n'est écrit, sauf avec --bonnes-lignes.

    \b
    Codes de sortie :
      0  tout est importé, ou le serait avec --simuler
      1  des lignes sont refusées (les autres sont écrites avec --bonnes-lignes)
      2  le fichier entier est refusé : illisible, sans titres, sans heures
    """
    demande = Demande(
        la_structure(siret),
        fichier,
        mois,
        Choix(accepter_propositions=accepter_propositions),
        bonnes_lignes,
    )
    _repondre(demande, simuler=simuler, en_json=en_json, rejets=rejets)


def _repondre(demande: "Demande", *, simuler: bool, en_json: bool, rejets: Path | None) -> None:
    try:
        apercu, source = _executer(demande, simuler=simuler, muet=en_json)
    except FichierRefuse as refus:
        _refuser(refus, en_json=en_json)
        raise SystemExit(2) from None
    if rejets is not None and apercu.refusees:
        rendu, nom = rendre_les_refusees(apercu, demande.fichier.read_bytes())
        # A text gives a text, a workbook an xlsx: a name that says otherwise would not open.
        rejets = rejets.with_suffix(Path(nom).suffix)
        rejets.write_bytes(rendu)
    if en_json:
        click.echo(json.dumps(_en_json(apercu, source), ensure_ascii=False, indent=2))
    else:
        _imprimer(apercu, source, simuler=simuler, rejets=rejets)
    if apercu.refusees:
        raise SystemExit(1)


@dataclass(frozen=True)
class Demande:
    """An import as asked for on the command line."""

    structure: Structure
    fichier: Path
    mois: date | None
    choix: Choix
    bonnes_lignes: bool


def _executer(demande: Demande, *, simuler: bool, muet: bool) -> tuple[Apercu, ImportHeures | None]:
    """Look, and write unless it is a trial; a bar on standard error unless `muet`."""
    contenu, nom = demande.fichier.read_bytes(), demande.fichier.name
    suivre = nullcontext(None) if muet else progression(nom)
    with suivre as suivi:
        if simuler:
            apercu = previsualiser(
                demande.structure, contenu, nom, demande.mois, demande.choix, suivi
            )
            return apercu, None
        return importer_ou_dire(
            demande.structure,
            contenu,
            nom,
            par=None,
            mois=demande.mois,
            choix=demande.choix,
            bonnes_lignes=demande.bonnes_lignes,
            progression=suivi,
        )


def _refuser(refus: FichierRefuse, *, en_json: bool) -> None:
    if en_json:
        dit: dict[str, Any] = {"fichier_refuse": list(refus.problemes)}
        if isinstance(refus, DispositionIncomplete):
            dit["disposition"] = refus.disposition.en_json()
        click.echo(json.dumps(dit, ensure_ascii=False, indent=2))
    else:
        click.echo(refus.phrase, err=True)


def _imprimer(
    apercu: Apercu, source: ImportHeures | None, *, simuler: bool, rejets: Path | None
) -> None:
    refusees = apercu.de_statut(StatutLigne.REFUSEE)
    if refusees:
        ecrit = "rien n'a été écrit" if source is None else "les autres sont écrites"
        tableau = Table("Raison", title=f"Lignes refusées : {ecrit}", show_header=False)
        for ligne in refusees[:LIGNES_MONTREES]:
            tableau.add_row(ligne.motif)
        console.print(tableau)
        if len(refusees) > LIGNES_MONTREES:
            console.print(f"… et {len(refusees) - LIGNES_MONTREES} autres.")
    for phrase in apercu.phrases():
        console.print(phrase)
    if apercu.propositions and source is None:
        console.print(f"Propositions à accepter : {apercu.propositions} (--accepter-propositions).")
    if refusees and rejets is not None:
        console.print(f"Lignes à corriger : {rejets}")
    if simuler:
        console.print("Simulation : rien n'a été écrit.")


def _en_json(apercu: Apercu, source: ImportHeures | None) -> dict[str, Any]:
    return {
        "ecrit": source is not None,
        "nouvelles": apercu.nouvelles,
        "connues": apercu.connues,
        "modifiees": apercu.modifiees,
        "refusees": apercu.refusees,
        "minutes": apercu.minutes_total,
        "heures": ecrire_heures(apercu.minutes_total),
        "disposition": apercu.disposition.en_json(),
        "remarques": apercu.remarques_a_lire,
        "rapprochements": [_mot_en_json(mot, apercu) for mot in apercu.mots],
        "raisons": [
            {
                "feuille": ligne.source.feuille,
                "ligne": ligne.numero,
                "colonne": ligne.source.colonne,
                "raison": ligne.motif,
            }
            for ligne in apercu.de_statut(StatutLigne.REFUSEE)
        ],
    }


def _mot_en_json(mot: Mot, apercu: Apercu) -> dict[str, Any]:
    nommer = apercu.reconnaissance.nommer
    return {
        "sorte": mot.sorte,
        "texte": mot.texte,
        "lignes": mot.lignes,
        "surete": mot.surete.value,
        "proposition": nommer(mot.cible) if mot.cible is not None else None,
        "candidats": [nommer(c) for c in mot.candidats],
    }
