"""The neutral CSV of pay variables, documented in docs/guide/paie.md.

`matricule;code;valeur;date_debut;date_fin`, UTF-8 with its mark (spreadsheets of France then read
accents), semicolons, decimal commas, days as JJ/MM/AAAA, CRLF. The code is the bureau's when one
was given, else the rubrique itself.
"""

from collections.abc import Sequence

from etrier.paie.formats.valeurs import ecrire_csv, jour, relire_csv, valeur
from etrier.paie.navette.lignes import LigneEnvoi

ENCODAGE = "utf-8-sig"
ENTETE = ("matricule", "code", "valeur", "date_debut", "date_fin")


def rangees(lignes: Sequence[LigneEnvoi]) -> list[list[str]]:
    """The rows of the file."""
    return [[x.matricule, x.code, valeur(x), jour(x.debut), jour(x.fin)] for x in lignes]


def ecrire(lignes: Sequence[LigneEnvoi]) -> bytes:
    """The file. Raises UnicodeEncodeError never: every character has its UTF-8."""
    return ecrire_csv(ENTETE, rangees(lignes), ENCODAGE)


def relire(contenu: bytes) -> list[list[str]]:
    """Its rows, read back."""
    return relire_csv(contenu, ENCODAGE)
