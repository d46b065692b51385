"""Workbooks of the old kind (xls, xlsb), read in a process of their own.

They carry no checksum, and a damaged one can make the reader ask for more memory than there is: it
is then this process that dies, not the one that serves everybody. Run as a module, it reads the
workbook on its input and writes its sheets as JSON.
"""

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import (
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

PROTEGE = 3
_MEMOIRE_MAXIMUM = 2 * 1024**3
_SECONDES_MAXIMUM = 60
_CASES_MAXIMUM = 30_000_000


class Illisible(Exception):
    """The other process could not read it. `protege`: for want of a password."""

    def __init__(self, protege: bool) -> None:
        super().__init__("protected" if protege else "damaged")
        self.protege = protege


@dataclass(frozen=True)
class FeuilleLue:
    """A sheet as it was read; `lignes` is empty when it is hidden."""

    nom: str
    visible: bool
    lignes: list[list[Any]]


def lire_a_part(contenu: bytes) -> list[FeuilleLue]:
    """The sheets of a workbook, read by another process. Raises Illisible."""
    try:
        lecture = subprocess.run(
            [sys.executable, "-m", "etrier.heures.formats.tableurs.a_part"],
            input=contenu,
            capture_output=True,
            timeout=_SECONDES_MAXIMUM,
            check=False,
        )
        if lecture.returncode:
            raise Illisible(lecture.returncode == PROTEGE)
        feuilles = json.loads(lecture.stdout, object_hook=_revenir)
    except (subprocess.TimeoutExpired, ValueError):
        raise Illisible(protege=False) from None
    return [FeuilleLue(nom, visible, lignes) for nom, visible, lignes in feuilles]


def _aller(cellule: object) -> dict[str, object]:
    """What JSON has no word for."""
    match cellule:
        case datetime():
            return {"instant": cellule.isoformat()}
        case date():
            return {"jour": cellule.isoformat()}
        case time():
            return {"heure": cellule.isoformat()}
        case timedelta():
            return {"duree": [cellule.days, cellule.seconds, cellule.microseconds]}
    raise TypeError(type(cellule))


def _revenir(valeur: dict[str, Any]) -> object:
    ((genre, contenu),) = valeur.items()
    match genre:
        case "instant":
            return datetime.fromisoformat(contenu)
        case "jour":
            return date.fromisoformat(contenu)
        case "heure":
            return time.fromisoformat(contenu)
    return timedelta(*contenu)


def _lire(contenu: bytes) -> list[tuple[str, bool, Sequence[Any]]]:
    classeur = CalamineWorkbook.from_filelike(io.BytesIO(contenu))
    fiches = [m for m in classeur.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
    return [(m.name, _est_visible(m), _lignes(classeur, m)) for m in fiches]


def _est_visible(fiche: SheetMetadata) -> bool:
    return fiche.visible == SheetVisibleEnum.Visible


def _lignes(classeur: CalamineWorkbook, fiche: SheetMetadata) -> Sequence[Any]:
    if not _est_visible(fiche):
        return ()
    feuille = classeur.get_sheet_by_name(fiche.name)
    if feuille.total_height * feuille.total_width > _CASES_MAXIMUM:
        raise ValueError("too many cells")
    return feuille.to_python(skip_empty_area=False)


def _se_limiter() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - only where there is one

        resource.setrlimit(resource.RLIMIT_AS, (_MEMOIRE_MAXIMUM, _MEMOIRE_MAXIMUM))


if __name__ == "__main__":
    _se_limiter()
    try:
        lues = _lire(sys.stdin.buffer.read())
    except PasswordError:
        sys.exit(PROTEGE)
    json.dump(lues, sys.stdout, default=_aller)
