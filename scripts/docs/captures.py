"""The pictures of the documentation, taken from the demonstration served on this machine alone."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from django.urls import reverse
from playwright.sync_api import Browser, sync_playwright
from pypdfium2 import PdfDocument

from etrier.demonstration.comptes import courriel
from etrier.demonstration.scenario import MOT_DE_PASSE
from etrier.structures.enums import Role
from scripts.docs.captures_argent import DE_LA_GESTION, SUR_PAPIER, clore, de_la_gestion
from scripts.docs.captures_parcours import (
    DE_LA_CIP,
    DES_FICHIERS,
    DU_TELEPHONE,
    de_la_main,
    de_la_personne,
    du_bureau,
)
from scripts.docs.visite import ECRAN, IMAGES, POINTS_PAR_PIXEL, ROOT, Visite, photographier

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
TELEPHONE = (390, 844)
HAUTEUR = 1150
# Down to the hours left out.
HAUTEURS = {"pourquoi": 1500, "apercu": 1500}
ATTENTE_S = 30
# The week of the given day of the demonstration: nothing is pointed yet.
LUNDI = "2026-11-16"
# Somebody whose hours are partly left out: her amount has the most to tell.
QUI = "NARCISSE-EXEMPLE"
# The same day whichever way the browser writes dates.
CALCUL = "?dispositif=ACI&le=2025-03-03&heures=1000"


def prendre() -> list[str]:
    """Take every picture; gives their paths.

    Raises RuntimeError when there is no Chromium or when the site does not answer.
    """
    IMAGES.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as dossier,
        _site(Path(dossier)) as (hote, montee),
        sync_playwright() as jeu,
    ):
        navigateur = jeu.chromium.launch(
            executable_path=_chromium(), args=list(ARGUMENTS), env=_environnement(dossier)
        )
        prises = list(_parcourir(navigateur, hote, montee))
        navigateur.close()
    return [str(image.relative_to(ROOT)) for image in prises]


def _chromium() -> str | None:
    """Debian's browser, else the one playwright installed (None lets it choose)."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def _environnement(dossier: str) -> dict[str, str | float | bool]:
    return {**os.environ, "HOME": dossier}


@contextmanager
def _site(dossier: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """Load the demonstration in a folder, serve it; gives its address and what was loaded."""
    env = os.environ | {"ETRIER_VAR": str(dossier), "ETRIER_DEMONSTRATION": "1"}
    env.pop("DATABASE_URL", None)
    charge = subprocess.run(
        [sys.executable, "-m", "scripts.docs.monter", str(dossier / "fichiers")],
        cwd=ROOT,
        env=env,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    port = _port_libre()
    etrier = [sys.executable, "-c", "from etrier.cli import etrier; etrier()"]
    serveur = subprocess.Popen(
        [*etrier, "serve", "--port", str(port)], env=env, stdout=subprocess.DEVNULL
    )
    try:
        hote = f"http://127.0.0.1:{port}"
        _attendre(hote)
        yield hote, json.loads(charge.stdout.splitlines()[-1])
    finally:
        serveur.terminate()
        serveur.wait(timeout=ATTENTE_S)


def _port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port: int = prise.getsockname()[1]
    return port


def _attendre(hote: str) -> None:
    limite = time.monotonic() + ATTENTE_S
    while time.monotonic() < limite:
        try:
            urlopen(hote, timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"The site does not answer on {hote}")


def _parcourir(navigateur: Browser, hote: str, montee: dict[str, object]) -> Iterator[Path]:
    """The pictures in the order of the story: the month is closed on the way."""
    grand = _ouvrir(navigateur, hote, montee, ECRAN)
    _connecter(grand)
    for nom, montrer in GRANDES.items():
        montrer(grand)
        yield photographier(grand.page, nom, HAUTEURS.get(nom, HAUTEUR))
    petit = _ouvrir(navigateur, hote, montee, TELEPHONE, echelle=2)
    _connecter(petit)
    petit.aller_au_mois("cloture_resultats")
    yield photographier(petit.page, "telephone", TELEPHONE[1])
    _feuille(petit)
    yield photographier(petit.page, "feuille", TELEPHONE[1])
    yield _dessiner(grand)
    clore(grand)
    gestion = _ouvrir(navigateur, hote, montee, ECRAN)
    _connecter(gestion, Role.GESTION)
    yield from de_la_gestion(gestion)
    cip = _ouvrir(navigateur, hote, montee, ECRAN)
    _connecter(cip, Role.CIP)
    yield from du_bureau(cip)
    mobile = _ouvrir(navigateur, hote, montee, TELEPHONE, echelle=2)
    _connecter(mobile, Role.CIP)
    yield from de_la_main(mobile)
    yield from de_la_personne(_ouvrir(navigateur, hote, montee, TELEPHONE, echelle=2))
    passant = _ouvrir(navigateur, hote, montee, ECRAN)
    passant.aller("calcul", nom="aide-au-poste")
    passant.page.goto(passant.page.url + CALCUL, wait_until="networkidle")
    yield photographier(passant.page, "calcul", HAUTEUR)


def _ouvrir(
    navigateur: Browser,
    hote: str,
    montee: dict[str, object],
    taille: tuple[int, int],
    *,
    echelle: int = 1,
) -> Visite:
    """A page of a size, nobody signed in."""
    contexte = navigateur.new_context(
        viewport={"width": taille[0], "height": taille[1]},
        device_scale_factor=echelle,
        locale="fr-FR",
        reduced_motion="reduce",
    )
    return Visite(contexte.new_page(), hote, **montee)  # type: ignore[arg-type]


def _connecter(visite: Visite, role: Role = Role.DIRECTION) -> None:
    visite.aller("connexion")
    visite.page.fill("input[type=email]", courriel(role))
    visite.page.fill("input[type=password]", MOT_DE_PASSE)
    visite.page.click("main form button[type=submit]")
    visite.page.wait_for_load_state("networkidle")


def _feuille(visite: Visite) -> None:
    """Its service worker goes on fetching what it keeps: wait for what the sheet says instead."""
    adresse = reverse(
        "feuille",
        kwargs={
            "structure_id": visite.structure,
            "chantier_id": visite.chantier,
            "lundi": LUNDI,
        },
    )
    visite.page.goto(visite.hote + adresse, wait_until="load")
    visite.page.get_by_text("Tout est envoyé").wait_for()


def _dessiner(visite: Visite) -> Path:
    """The first page of a relevé, as it is printed."""
    ou = {"structure_id": visite.structure_a_corriger, "releve_id": visite.releve}
    image = IMAGES / "releve.png"
    page = PdfDocument(visite.telecharger("releve_pdf", **ou))[0]
    page.render(scale=POINTS_PAR_PIXEL).to_pil().save(image)
    return image


def _cloture(visite: Visite) -> None:
    visite.aller_au_mois("cloture")


def _resultats(visite: Visite) -> None:
    """Close the month as its user would, and read what came out."""
    visite.page.check("#confirmer")
    visite.page.click("form:has(#confirmer) button[type=submit]")
    visite.page.wait_for_url("**/resultats/")
    # The announcement of the close has been read: the page as it stays.
    visite.aller_au_mois("cloture_resultats")


def _apercu(visite: Visite) -> None:
    visite.aller_au_mois("heures_importer", visite.structure_a_corriger)
    visite.page.set_input_files("input[type=file]", visite.fichier)
    visite.page.click("form:has(input[type=file]) button[type=submit]")
    visite.page.wait_for_load_state("networkidle")


def _pourquoi(visite: Visite) -> None:
    visite.aller_au_mois("etat_mensuel")
    ligne = visite.page.locator("tr", has_text=QUI).first
    ligne.locator("a[href*='/pourquoi/']").first.click()
    visite.page.wait_for_load_state("networkidle")


GRANDES: dict[str, Callable[[Visite], None]] = {
    "heures": lambda visite: visite.aller_au_mois("heures_mois"),
    "apercu": _apercu,
    "absences": lambda visite: visite.aller_au_mois("absences"),
    "releves": lambda visite: visite.aller_au_mois("releves", visite.structure_a_corriger),
    "cloture": _cloture,
    "resultats": _resultats,
    "accueil": lambda visite: visite.aller("structure", structure_id=visite.structure),
    "aides": lambda visite: visite.aller("aides", structure_id=visite.structure),
    "paie": lambda visite: visite.aller_au_mois("paie"),
    "pourquoi": _pourquoi,
}
# Those taken apart: on a phone, by nobody in particular, or drawn from a file.
AUTRES = (
    *("telephone", "feuille", "releve", "calcul"),
    *(*DE_LA_CIP, *DES_FICHIERS, *DU_TELEPHONE),
    *(*DE_LA_GESTION, *SUR_PAPIER),
)
