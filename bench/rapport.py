"""The table of the bench: the same rows on the terminal and in docs/performances.md."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Mesures = dict[str, Any]


def _espace(nombre: float) -> str:
    return f"{nombre:,.0f}".replace(",", " ")


def _secondes(valeur: float) -> str:
    return f"{valeur:.1f} s".replace(".", ",")


def _rapport(valeur: float) -> str:
    return f"{valeur:.2f}".replace(".", ",")


def _lecture(m: Mesures) -> float:
    return float(m["cloture"]["phases"]["lecture"])


def _calcul(m: Mesures) -> float:
    return float(m["cloture"]["phases"]["calcul"])


def _boucle_du_pays(m: Mesures) -> float:
    """Seconds the loop would take for everybody: its seconds per person times the people."""
    secondes, vues = float(m["boucle"]["boucle_secondes"]), int(m["boucle"]["personnes"])
    return secondes / vues * int(m["remplir"]["personnes"])


LIGNES: tuple[tuple[str, Callable[[Mesures], str]], ...] = (
    ("Structures closes", lambda m: _espace(m["cloture"]["closes"])),
    ("Lignes d'heures", lambda m: _espace(m["cloture"]["lignes"])),
    ("Lecture", lambda m: _secondes(_lecture(m))),
    ("Calcul", lambda m: _secondes(_calcul(m))),
    ("Écriture", lambda m: _secondes(m["cloture"]["phases"]["écriture"])),
    ("Clôture entière", lambda m: _secondes(m["cloture"]["secondes"])),
    ("Mémoire au plus haut", lambda m: f"{_espace(m['cloture']['memoire_mio'])} Mio"),
    ("Plancher : lire les mêmes colonnes", lambda m: _secondes(m["plancher"]["secondes"])),
    (
        "Calcul ÷ plancher",
        lambda m: _rapport(_calcul(m) / m["plancher"]["secondes"]),
    ),
    (
        "Boucle personne par personne, mesurée sur",
        lambda m: (
            f"{_espace(m['boucle']['personnes'])} personnes, "
            f"{_secondes(m['boucle']['boucle_secondes'])}"
        ),
    ),
    ("La même boucle pour tous (extrapolée)", lambda m: _secondes(_boucle_du_pays(m))),
    (
        "Boucle ÷ clôture entière",
        lambda m: f"{_boucle_du_pays(m) / m['cloture']['secondes']:.0f} fois",
    ),
    (
        "Boucle ÷ (lecture + calcul)",
        lambda m: f"{_boucle_du_pays(m) / (_lecture(m) + _calcul(m)):.0f} fois",
    ),
)


def lignes(mesures: dict[str, Mesures]) -> list[tuple[str, ...]]:
    """Rows of the table: a label, then one figure per database."""
    return [(libelle, *(figure(m) for m in mesures.values())) for libelle, figure in LIGNES]


def ecrire_page(page: Path, mesures: dict[str, Mesures], part: float, machine: str) -> None:
    """Put the table between the two marks of the page; the words around it are kept."""
    debut, fin = "<!-- bench -->", "<!-- /bench -->"
    texte = page.read_text(encoding="utf-8")
    avant, apres = texte.split(debut)[0], texte.split(fin)[1]
    titres = ("", *mesures)
    tableau = ["| " + " | ".join(titres) + " |", "|---|" + "---:|" * len(mesures)]
    tableau += ["| " + " | ".join(ligne) + " |" for ligne in lignes(mesures)]
    entete = f"Part du pays : {part:g}. Machine : {machine}."
    page.write_text(
        avant + debut + "\n" + entete + "\n\n" + "\n".join(tableau) + "\n" + fin + apres,
        encoding="utf-8",
    )
