"""Write the corpus again: `python -m tests.heures.tableurs.fabrique`.

Every scene gives a file of `fichiers/` and, beside it, a JSON that says what is true of it. The
truth is written in the scene, by hand, never taken from what a reading gives. Where LibreOffice
answers, it saves some of the files in its own ways (ods, xls): these are kept as it wrote them.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.heures.tableurs import (  # noqa: F401 - each declares its scenes
    scenes_classeurs,
    scenes_feuilles,
    scenes_grilles,
    scenes_places,
    scenes_textes,
)
from tests.heures.tableurs.outils import SCENES, Scene

FICHIERS = Path(__file__).parent / "fichiers"
_CLES = ("piege", "genre", "refus", "remarques", "et_plus", "lignes")


def toutes() -> Iterator[Scene]:
    """Every scene, conversions left aside."""
    for famille in SCENES:
        yield from famille()


def attendu(scene: Scene) -> dict[str, Any]:
    """What the JSON beside a file says."""
    valeurs = {cle: getattr(scene, cle) for cle in _CLES}
    valeurs["lignes"] = [dict(x) for x in scene.lignes]
    valeurs["remarques"] = list(scene.remarques)
    return {cle: valeur for cle, valeur in valeurs.items() if valeur}


def lire_attendu(fichier: Path) -> dict[str, Any]:
    """What the JSON beside a file says."""
    texte = fichier.with_name(f"{fichier.name}.json").read_text(encoding="utf-8")
    valeurs: dict[str, Any] = json.loads(texte)
    return valeurs


def ecrire(dossier: Path = FICHIERS) -> int:
    """Write all the files; gives how many."""
    dossier.mkdir(exist_ok=True)
    nombre = 0
    for scene in toutes():
        _deposer(dossier, scene)
        nombre += 1
        for genre, changements in scene.conversions.items():
            contenu = convertir(scene, genre)
            if contenu is not None:
                racine = scene.nom.rpartition(".")[0]
                _deposer(
                    dossier,
                    replace(scene, nom=f"{racine}.{genre}", contenu=contenu, **changements),
                )
                nombre += 1
    return nombre


def _deposer(dossier: Path, scene: Scene) -> None:
    (dossier / scene.nom).write_bytes(scene.contenu)
    textes = json.dumps(attendu(scene), ensure_ascii=False, indent=1, sort_keys=True)
    (dossier / f"{scene.nom}.json").write_text(textes + "\n", encoding="utf-8")


def convertir(scene: Scene, genre: str) -> bytes | None:
    """The file as LibreOffice saves it; None where there is no LibreOffice."""
    bureau = shutil.which("soffice")
    if bureau is None:
        return None
    with tempfile.TemporaryDirectory() as dossier:
        source = Path(dossier) / scene.nom
        source.write_bytes(scene.contenu)
        subprocess.run(
            [bureau, "--headless", "--convert-to", genre, "--outdir", dossier, str(source)],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return source.with_suffix(f".{genre}").read_bytes()


if __name__ == "__main__":
    print(f"{ecrire()} files")  # noqa: T201
