"""The table of the import: on the terminal and in docs/performances.md."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

MARQUES = ("<!-- bench import -->", "<!-- /bench import -->")
Mesures = Mapping[str, Any]


def _nombre(valeur: float) -> str:
    return f"{valeur:,.0f}".replace(",", " ")


def _decimal(valeur: float) -> str:
    return f"{valeur:.1f}".replace(".", ",")


def _secondes(valeur: float) -> str:
    return f"{_decimal(valeur)} s"


LIGNES: tuple[tuple[str, Callable[[Mesures], str]], ...] = (
    ("Lignes du classeur", lambda m: _nombre(m["lignes"])),
    ("Lire le fichier seul", lambda m: _secondes(m["lecture_seule"])),
    ("Importer : lire, rapprocher, vérifier, écrire", lambda m: _secondes(m["importation"])),
    ("Importer ÷ lire seul", lambda m: _decimal(m["importation"] / m["lecture_seule"])),
    ("Lignes importées par seconde", lambda m: _nombre(m["lignes"] / m["importation"])),
    ("Le même fichier encore (rien n'est ajouté)", lambda m: _secondes(m["encore"])),
    ("Mémoire au plus haut", lambda m: f"{_nombre(m['memoire_mio'])} Mio"),
)


def lignes(mesures: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """Rows of the table: a label, then one figure per database."""
    return [
        (libelle, *(figure(m["importer"]) for m in mesures.values())) for libelle, figure in LIGNES
    ]


def ecrire_bloc(page: Path, mesures: Mapping[str, Mapping[str, Any]], machine: str) -> None:
    """Put the table between its two marks; the words around it are kept."""
    debut, fin = MARQUES
    texte = page.read_text(encoding="utf-8")
    avant, apres = texte.split(debut)[0], texte.split(fin)[1]
    tableau = ["| " + " | ".join(("", *mesures)) + " |", "|---|" + "---:|" * len(mesures)]
    tableau += ["| " + " | ".join(ligne) + " |" for ligne in lignes(mesures)]
    bloc = "\n".join([f"Machine : {machine}.", "", *tableau])
    page.write_text(f"{avant}{debut}\n{bloc}\n{fin}{apres}", encoding="utf-8")
