"""Variables for Silae: a CSV it imports under a mapping written once in its own settings.

Silae has no public fixed format: codes are those of each file, and the columns are matched by the
pay bureau. What is written is what the open implementations write (`matricule;code;valeur;date
début;date fin`, days as JJ/MM/AAAA), in Windows-1252, the encoding of the machines that import it;
nothing here needs an accent, and a number or code that could not be written is refused.
"""

from collections.abc import Sequence

from etrier.paie.formats.neutre import rangees
from etrier.paie.formats.valeurs import ecrire_csv, relire_csv
from etrier.paie.navette.lignes import LigneEnvoi

ENCODAGE = "cp1252"
ENTETE = ("Matricule", "Code", "Valeur", "Date début", "Date fin")


def ecrire(lignes: Sequence[LigneEnvoi]) -> bytes:
    """The file. Raises UnicodeEncodeError for a character Windows-1252 has not."""
    return ecrire_csv(ENTETE, rangees(lignes), ENCODAGE)


def relire(contenu: bytes) -> list[list[str]]:
    """Its rows, read back."""
    return relire_csv(contenu, ENCODAGE)
