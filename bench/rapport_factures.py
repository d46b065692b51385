"""The table of the invoices: on the terminal and in docs/performances.md."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

MARQUES = ("<!-- bench factures -->", "<!-- /bench factures -->")
Mesures = Mapping[str, Mapping[str, Any]]


def _nombre(valeur: float) -> str:
    return f"{valeur:,.0f}".replace(",", " ")


def _decimal(valeur: float) -> str:
    return f"{valeur:.1f}".replace(".", ",")


def _par_facture(etape: Mapping[str, Any], cle: str) -> float:
    return float(etape[cle]) / float(etape["echantillon"])


def _extrapole(m: Mesures) -> float:
    return _par_facture(m["weasyprint"], "weasyprint") * float(m["factures"]["factures"])


LIGNES: tuple[tuple[str, Callable[[Mesures], str]], ...] = (
    ("Factures imprimées et gardées", lambda m: _nombre(m["factures"]["factures"])),
    ("Toutes, PDF et XML, deux processus", lambda m: f"{_decimal(m['factures']['impression'])} s"),
    (
        "Mémoire au plus haut : celui qui écrit, chacun de ceux qui impriment",
        lambda m: (
            f"{_nombre(m['factures']['memoire_mio'])} Mio, "
            f"{_nombre(m['factures']['processus_mio'])} Mio"
        ),
    ),
    (
        "Une page seule, un processus",
        lambda m: f"{_nombre(1000 * _par_facture(m['factures'], 'seule'))} ms",
    ),
    (
        "WeasyPrint, mesuré sur",
        lambda m: (
            f"{m['weasyprint']['echantillon']} factures, "
            f"{_decimal(m['weasyprint']['weasyprint'])} s, "
            f"{_nombre(m['weasyprint']['memoire_mio'])} Mio"
        ),
    ),
    ("WeasyPrint pour toutes, un processus (extrapolé)", lambda m: f"{_nombre(_extrapole(m))} s"),
    (
        "WeasyPrint ÷ Étrier, une page, un processus chacun",
        lambda m: (
            _decimal(
                _par_facture(m["weasyprint"], "weasyprint") / _par_facture(m["factures"], "seule")
            )
            + " fois"
        ),
    ),
    (
        "WeasyPrint (un processus) ÷ Étrier (deux, écriture comprise)",
        lambda m: _decimal(_extrapole(m) / float(m["factures"]["impression"])) + " fois",
    ),
)


def lignes(mesures: Mapping[str, Mesures]) -> list[tuple[str, ...]]:
    """Rows of the table: a label, then one figure per database."""
    return [(libelle, *(figure(m) for m in mesures.values())) for libelle, figure in LIGNES]


def ecrire_bloc(page: Path, mesures: Mapping[str, Mesures], machine: str) -> None:
    """Put the table between its two marks; the words around it are kept."""
    debut, fin = MARQUES
    texte = page.read_text(encoding="utf-8")
    avant, apres = texte.split(debut)[0], texte.split(fin)[1]
    tableau = ["| " + " | ".join(("", *mesures)) + " |", "|---|" + "---:|" * len(mesures)]
    tableau += ["| " + " | ".join(ligne) + " |" for ligne in lignes(mesures)]
    bloc = "\n".join([f"Machine : {machine}.", "", *tableau])
    page.write_text(f"{avant}{debut}\n{bloc}\n{fin}{apres}", encoding="utf-8")
