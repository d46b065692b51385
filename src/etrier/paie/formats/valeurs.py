"""Values of a file of variables: hundredths with a decimal comma, days of France."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from etrier.droit.arrondis import demi_haut
from etrier.paie.navette.lignes import LigneEnvoi

# The widest value a payslip holds, and the signs a code or a number may be made of.
SEPARATEUR = ";"


def valeur(ligne: LigneEnvoi) -> str:
    """Hours in hundredths ("151,67" for 151 h 40, halves up), or euros ("-12,50").

    A hundredth of an hour is 36 seconds: each whole minute has its own, and is read back exactly.
    """
    if ligne.minutes is not None:
        return _centiemes(demi_haut(ligne.minutes * 100, 60))
    return _centiemes(ligne.montant_centimes or 0)


def jour(iso: str) -> str:
    """`2026-10-31` as `31/10/2026`."""
    return f"{date.fromisoformat(iso):%d/%m/%Y}"


def ecrire_csv(entete: Sequence[str], lignes: Iterable[Sequence[Any]], encodage: str) -> bytes:
    """Semicolons, CRLF, quotes where a field needs them. Raises UnicodeEncodeError."""
    sortie = io.StringIO()
    ecrivain = csv.writer(sortie, delimiter=SEPARATEUR, lineterminator="\r\n")
    ecrivain.writerow(entete)
    ecrivain.writerows(lignes)
    return sortie.getvalue().encode(encodage)


def relire_csv(contenu: bytes, encodage: str) -> list[list[str]]:
    """The rows under the header."""
    texte = io.StringIO(contenu.decode(encodage), newline="")
    return list(csv.reader(texte, delimiter=SEPARATEUR))[1:]


def _centiemes(valeur: int) -> str:
    entiers, reste = divmod(abs(valeur), 100)
    return f"{'-' if valeur < 0 else ''}{entiers},{reste:02d}"
