"""Documents: a Typst template and what fills it make a PDF that can be kept for decades.

The template reads its values with `json(bytes(sys.inputs.valeurs))`: text in them is never code.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import local
from typing import Any, Final, Literal

import typst

# Templates import what they share from here: `#import "/socle/modeles/page.typ": page-maison`.
RACINE: Final = Path(__file__).resolve().parents[1]
Norme = Literal["a-2a", "a-2b", "a-3a", "a-3b", "ua-1"]
POLICES: Final = Path(__file__).with_name("polices")
# Archiving with tagged text (PDF/A-2a, ISO 19005-2) and reading aloud (PDF/UA-1, ISO 14289-1).
ARCHIVE_LISIBLE: Final[Sequence[Norme]] = ("a-2a", "ua-1")


def composer(
    modele: Path,
    valeurs: Mapping[str, Any],
    *,
    le: datetime,
    normes: Sequence[Norme] = ARCHIVE_LISIBLE,
) -> bytes:
    """The PDF of a template of the house filled with values (what JSON can hold).

    Only the fonts of the house are used, and they are embedded. `le` is the date the file bears:
    the same template, values and date give the same bytes. Raises typst.TypstError when the
    template is wrong, or does not hold to the norms.
    """
    fait = _compilateur(modele).compile(
        format="pdf",
        sys_inputs={"valeurs": json.dumps(valeurs, ensure_ascii=False)},
        pdf_standards=list(normes),
        timestamp=int(le.timestamp()),
    )
    assert isinstance(fait, bytes)
    return fait


class _Ateliers(local):
    """The compilers of one thread, a template each: one compiles for one thread at a time."""

    def __init__(self) -> None:
        self.par_modele: dict[Path, typst.Compiler] = {}


_ATELIERS: Final = _Ateliers()


@cache
def _polices() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[POLICES]
    )


def _compilateur(modele: Path) -> typst.Compiler:
    """Kept from one document to the next: what a template and its fonts cost is paid once. What
    changed on the disk is read again."""
    siens = _ATELIERS.par_modele
    if modele not in siens:
        siens[modele] = typst.Compiler(modele, root=RACINE, font_paths=_polices())
    return siens[modele]
