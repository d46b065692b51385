"""The stopwatch: a month of sixty people typed in a plain HTML form, and in the grid.

    python -m bench.chronometre [--ecrire]

The same Chromium, the same site, the same month, in one run; the ledger is compared after each
way. `--ecrire` keeps the table in docs/chronometre.md. Nothing but the loopback is spoken to.
"""

import argparse
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

import scripts.docs  # noqa: F401 - makes Django ready for what follows
from playwright.sync_api import Browser, expect, sync_playwright
from rich.console import Console
from rich.table import Table
from tests.bases import Bases
from tests.navigateur.conftest import ARGUMENTS, chemin_de_chromium
from tests.navigateur.grille import OUVRES, TRAVAIL, Ateliers, Grille, monter

from bench.frappes import Clavier, mesurer_les_touches

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "chronometre.md"
PERSONNES, OUVERTES, ESSAIS = 60, 80, 5
CASES = PERSONNES * len(OUVRES)
# Card, Moran and Newell's model of a skilled typist: 0.2 s a key.
SECONDES_PAR_TOUCHE = 0.2
LUNDIS = (5, 12, 19, 26)
# Twelve keys a second: as fast as hands go.
RYTHME_MS, RANGS_RESSENTIS = 80, 5
CHAMPS = "#saisie td input"
GRANDE = "ouverture"


@dataclass(frozen=True)
class Mesure:
    """One way to write the month: its keys, the machine's seconds."""

    touches: int
    secondes: float

    @property
    def personne(self) -> float:
        """Seconds of somebody who types without stopping."""
        return self.touches * SECONDES_PAR_TOUCHE


@dataclass
class Chronometre:
    """What was measured, by name."""

    facons: dict[str, Mesure] = field(default_factory=dict)
    ouvertures: dict[str, float] = field(default_factory=dict)
    attentes: dict[str, float] = field(default_factory=dict)


def main() -> None:
    """Measure, print; write when asked."""
    lecteur = argparse.ArgumentParser(description=__doc__)
    lecteur.add_argument("--ecrire", action="store_true", help="write docs/chronometre.md")
    choix = lecteur.parse_args()
    mesures = _mesurer()
    _imprimer(mesures)
    if choix.ecrire:
        _ecrire(mesures)


def _mesurer() -> Chronometre:
    bases = Bases(Path(mkdtemp(prefix="chronometre-")))
    tailles = dict.fromkeys(FACONS, PERSONNES) | {GRANDE: OUVERTES}
    mesures = Chronometre()
    try:
        with monter(bases, tailles) as ateliers, _chromium() as chromium:
            for nom, facon in FACONS.items():
                print(f"{nom}…", file=sys.stderr, flush=True)
                with ateliers.grille(chromium, nom) as grille:
                    mesures.facons[nom] = facon(grille)
                _verifier(ateliers, nom)
            with ateliers.grille(chromium, GRANDE) as grille:
                mesures.ouvertures = _ouvrir(grille)
                mesures.attentes = _ressentir(grille)
    finally:
        bases.detruire()
    return mesures


@contextmanager
def _chromium() -> Iterator[Browser]:
    expect.set_options(timeout=60_000)
    with sync_playwright() as jeu:
        navigateur = jeu.chromium.launch(executable_path=chemin_de_chromium(), args=ARGUMENTS)
        yield navigateur
        navigateur.close()


def _verifier(ateliers: Ateliers, nom: str) -> None:
    """Every way must leave the same month in the ledger: else the comparison means nothing."""
    attendu = {(c, jour): {TRAVAIL: 420} for c in ateliers.contrats(nom) for jour in OUVRES}
    if ateliers.livre(nom) != attendu:
        sys.exit(f"{nom}: the ledger does not hold the month that was typed")


def _formulaire(grille: Grille) -> Mesure:
    """One field a cell, Tab from one to the next, then the button."""
    page = grille.page
    page.goto(f"{grille.adresse}formulaire/")
    clavier = Clavier(page)
    page.locator(CHAMPS).first.focus()
    debut = time.perf_counter()
    # The link that adds a row stands between two rows.
    _taper(clavier, PERSONNES, entre_les_rangs=1)
    page.locator("#enregistrer").focus()
    with page.expect_navigation():
        clavier.presser("Enter")
    return Mesure(clavier.touches, time.perf_counter() - debut)


def _grille_tapee(grille: Grille) -> Mesure:
    """The same keys in the grid; nothing to press at the end."""
    return _dans_la_grille(grille, lambda clavier: _taper(clavier, PERSONNES))


def _taper(clavier: Clavier, personnes: int, entre_les_rangs: int = 0) -> None:
    for personne in range(personnes):
        clavier.presser(*["Tab"] * (entre_les_rangs if personne else 0))
        for jour in range(1, 32):
            if jour in OUVRES:
                clavier.ecrire("7")
            clavier.presser("Tab")


def _grille_recopiee(grille: Grille) -> Mesure:
    """A day typed, copied to the right over its week and down over everybody, week by week.

    October begins on a Thursday.
    """

    def ecrire(clavier: Clavier) -> None:
        clavier.ecrire("7")
        clavier.presser("ArrowUp", "Shift+ArrowRight", "Control+r")
        _vers_le_bas(clavier)
        for _lundi in LUNDIS:
            clavier.presser(*["ArrowRight"] * 3)
            clavier.ecrire("7")
            clavier.presser("ArrowUp", *["Shift+ArrowRight"] * 4, "Control+r")
            _vers_le_bas(clavier)

    return _dans_la_grille(grille, ecrire)


def _vers_le_bas(clavier: Clavier) -> None:
    clavier.presser("Control+Shift+ArrowDown", "Control+d", "Escape", "Control+ArrowUp")


def _grille_collee(grille: Grille) -> Mesure:
    """The block is on the clipboard already, as it is after Ctrl+C in a spreadsheet."""
    rang = "\t".join("7" if jour in OUVRES else "" for jour in range(1, 32))
    grille.page.evaluate(
        "texte => navigator.clipboard.writeText(texte)", "\r\n".join([rang] * PERSONNES)
    )
    return _dans_la_grille(grille, lambda clavier: clavier.presser("Control+v"))


def _grille_remplie(grille: Grille) -> Mesure:
    """The whole month chosen, then its weeks filled from the contracts."""
    return _dans_la_grille(grille, lambda clavier: clavier.presser("Control+a", "Alt+s"))


def _dans_la_grille(grille: Grille, ecrire: Callable[[Clavier], None]) -> Mesure:
    grille.case(0, 1).focus()
    clavier = Clavier(grille.page)
    debut = time.perf_counter()
    ecrire(clavier)
    grille.enregistree()
    return Mesure(clavier.touches, time.perf_counter() - debut)


def _ressentir(grille: Grille) -> dict[str, float]:
    """Milliseconds from a key to the picture that shows it: nineteen keys in twenty do better."""
    page, temps = grille.page, {}
    for nom, adresse, ou in (
        ("formulaire", f"{grille.adresse}formulaire/", CHAMPS),
        ("grille", grille.adresse, "td[role=gridcell]"),
    ):
        page.goto(adresse)
        page.locator(ou).first.focus()
        mesurer_les_touches(page)
        _taper(Clavier(page, pause_ms=RYTHME_MS), RANGS_RESSENTIS, int(nom == "formulaire"))
        durees: list[float] = page.evaluate("window.durees")
        temps[nom] = statistics.quantiles(durees, n=20)[-1]
    grille.enregistree()
    return temps


def _ouvrir(grille: Grille) -> dict[str, float]:
    """Milliseconds until one can type, in turn; the median."""
    temps: dict[str, list[float]] = {"formulaire": [], "grille": []}
    for _essai in range(ESSAIS + 1):
        grille.page.goto(f"{grille.adresse}formulaire/")
        temps["formulaire"].append(
            grille.page.evaluate("performance.getEntriesByType('navigation')[0].loadEventStart")
        )
        grille.charger()
        temps["grille"].append(
            grille.page.evaluate("performance.getEntriesByName('grille-prete')[0].startTime")
        )
    # The first of each also fetches the style and the scripts.
    return {nom: statistics.median(durees[1:]) for nom, durees in temps.items()}


FACONS: dict[str, Callable[[Grille], Mesure]] = {
    "formulaire": _formulaire,
    "tapée": _grille_tapee,
    "recopiée": _grille_recopiee,
    "collée": _grille_collee,
    "remplie": _grille_remplie,
}
NOMS = {
    "formulaire": "Formulaire HTML, un champ par case",
    "tapée": "Grille, les mêmes touches",
    "recopiée": "Grille, recopiée à droite puis vers le bas",
    "collée": "Grille, collée d’un tableur",
    "remplie": "Grille, remplie d’après les contrats",
}
TITRES = (
    "",
    "touches",
    "une personne, à 0,2 s la touche",
    "fois moins de touches",
    "machine",
    "fois moins de temps",
)


def _lignes(mesures: Chronometre) -> list[tuple[str, ...]]:
    reference = mesures.facons["formulaire"]
    return [
        (
            NOMS[nom],
            _nombre(m.touches),
            _duree(m.personne),
            _fois(reference.personne, m.personne),
            f"{_nombre(m.secondes, 1)} s",
            _fois(reference.secondes, m.secondes),
        )
        for nom, m in mesures.facons.items()
    ]


def _fois(reference: float, valeur: float) -> str:
    rapport = reference / valeur
    return _nombre(rapport, 1 if rapport < 10 else 0)


def _duree(secondes: float) -> str:
    minutes, reste = divmod(round(secondes), 60)
    return f"{minutes} min {reste:02d} s" if minutes else f"{_nombre(secondes, 1)} s"


def _nombre(valeur: float, decimales: int = 0) -> str:
    return f"{valeur:,.{decimales}f}".replace(",", " ").replace(".", ",")


def _phrases(mesures: Chronometre) -> tuple[str, str]:
    return (
        _comparer(f"Ouvrir {OUVERTES} personnes × 31 jours", mesures.ouvertures),
        _comparer("De la touche à l’image, à douze touches par seconde", mesures.attentes),
    )


def _comparer(quoi: str, temps: dict[str, float]) -> str:
    grille, formulaire = temps["grille"], temps["formulaire"]
    return (
        f"{quoi} : {_nombre(grille)} ms pour la grille, {_nombre(formulaire)} ms pour le "
        f"formulaire, soit {_nombre(grille / formulaire, 2)} fois son temps."
    )


def _imprimer(mesures: Chronometre) -> None:
    tableau = Table(title=f"Un mois de {PERSONNES} personnes, {_nombre(CASES)} cases")
    for rang, titre in enumerate(TITRES):
        tableau.add_column(titre, justify="right" if rang else "left")
    for ligne in _lignes(mesures):
        tableau.add_row(*ligne)
    Console().print(tableau, *_phrases(mesures), sep="\n")


def _ecrire(mesures: Chronometre) -> None:
    """Put the figures between the two marks of the page; the words around them are kept."""
    debut, fin = "<!-- chronometre -->", "<!-- /chronometre -->"
    texte = PAGE.read_text(encoding="utf-8")
    machine = f"{os.cpu_count()} cœurs, Python {platform.python_version()}"
    lignes = [
        f"Machine : {machine}, {datetime.now(UTC):%Y-%m-%d}.",
        "",
        "| " + " | ".join(TITRES) + " |",
        "|---|" + "---:|" * (len(TITRES) - 1),
        *("| " + " | ".join(ligne) + " |" for ligne in _lignes(mesures)),
        "",
        "\n\n".join(_phrases(mesures)),
    ]
    avant, apres = texte.split(debut)[0], texte.split(fin)[1]
    PAGE.write_text(f"{avant}{debut}\n" + "\n".join(lignes) + f"\n{fin}{apres}", encoding="utf-8")


if __name__ == "__main__":
    main()
