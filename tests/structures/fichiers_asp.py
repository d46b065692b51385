"""The two real files of the ASP, and ways to damage a copy of them."""

from importlib.resources import files
from pathlib import Path

DOSSIER = Path(str(files("etrier"))) / "demonstration" / "fichiers" / "asp"
STRUCTURES = (DOSSIER / "fluxIAE_Structure_07022022.csv").read_bytes()
ANNEXES = (DOSSIER / "fluxIAE_AnnexeFinanciere_07022022.csv").read_bytes()
NOM_STRUCTURES = "fluxIAE_Structure_07022022.csv"
NOM_ANNEXES = "fluxIAE_AnnexeFinanciere_07022022.csv"


def changer(contenu: bytes, ligne: int, colonne: str, valeur: str) -> bytes:
    """The file with one field changed; `ligne` is the number in the file, the first is 1."""
    lignes = contenu.decode().split("\n")
    place = lignes[1].split("|").index(colonne)
    champs = lignes[ligne - 1].split("|")
    champs[place] = valeur
    lignes[ligne - 1] = "|".join(champs)
    return "\n".join(lignes).encode()


def remplacer_ligne(contenu: bytes, ligne: int, *par: str) -> bytes:
    """The file with one line replaced by others (none: removed)."""
    lignes = contenu.decode().split("\n")
    lignes[ligne - 1 : ligne] = par
    return "\n".join(lignes).encode()


def ligne(contenu: bytes, numero: int) -> str:
    """One line of the file, the first is 1."""
    return contenu.decode().split("\n")[numero - 1]


def ecrire_champ(texte: str, colonne: str, valeur: str) -> str:
    """One line of the annexes' file with a field changed."""
    champs = texte.split("|")
    champs[ligne(ANNEXES, 2).split("|").index(colonne)] = valeur
    return "|".join(champs)
