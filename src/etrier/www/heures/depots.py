"""Where an uploaded spreadsheet waits between its preview and its import: one folder each, bound to
the structure and the person, removed once used or after a day."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePath
from secrets import token_urlsafe

from django.conf import settings
from django.http import Http404
from django.utils.text import get_valid_filename

from etrier.heures.importation.actions import Choix
from etrier.socle.horloge import maintenant
from etrier.structures.access import Acces

_VIE_EN_SECONDES = 24 * 3600
_OCTETS_DU_NOM = 240
# What was chosen for the file, beside it; no spreadsheet bears that name.
_CHOIX = ".choix"


@dataclass(frozen=True)
class Depot:
    """A file that waits: its name as sent, what it holds, what was chosen for it."""

    nom: str
    contenu: bytes
    choix: Choix


def deposer(acces: Acces, nom: str, contenu: bytes) -> str:
    """Keep a file aside; gives the random token that finds it again."""
    _balayer()
    jeton = token_urlsafe(24)
    dossier = _dossier(acces, jeton)
    dossier.mkdir(mode=0o700, parents=True)
    _ecrire(dossier / _nom_sur(nom), contenu)
    return jeton


def _nom_sur(nom: str) -> str:
    """The end of the name, that any disk takes: 255 bytes at most, and a letter may weigh three."""
    propre = get_valid_filename(PurePath(nom).name).lstrip(".")
    return propre.encode()[-_OCTETS_DU_NOM:].decode(errors="ignore")


def reprendre(acces: Acces, jeton: str) -> Depot:
    """The file of a token; Http404 for another person, another structure, or once removed."""
    dossier = _dossier(acces, jeton)
    fichiers = [f for f in dossier.iterdir() if f.name != _CHOIX] if dossier.is_dir() else []
    if not fichiers:
        raise Http404
    choix = dossier / _CHOIX
    lus = Choix.de_json(json.loads(choix.read_bytes())) if choix.exists() else Choix()
    return Depot(fichiers[0].name, fichiers[0].read_bytes(), lus)


def retenir_choix(acces: Acces, jeton: str, choix: Choix) -> None:
    """Keep what was chosen for a waiting file."""
    _ecrire(_dossier(acces, jeton) / _CHOIX, json.dumps(choix.en_json()).encode())


def retirer(acces: Acces, jeton: str) -> None:
    """Remove a file; nothing happens when it is already gone."""
    shutil.rmtree(_dossier(acces, jeton), ignore_errors=True)


def _ecrire(fichier: Path, contenu: bytes) -> None:
    fichier.touch(mode=0o600)
    fichier.write_bytes(contenu)


def _racine() -> Path:
    return Path(settings.VAR) / "imports"


def _dossier(acces: Acces, jeton: str) -> Path:
    return _racine() / f"{acces.structure.pk}-{acces.utilisateur.pk}-{jeton}"


def _balayer() -> None:
    """Remove what was left there for more than a day: names and hours do not lie about."""
    limite = maintenant().timestamp() - _VIE_EN_SECONDES
    for dossier in _racine().glob("*"):
        if dossier.stat().st_mtime < limite:
            shutil.rmtree(dossier, ignore_errors=True)
