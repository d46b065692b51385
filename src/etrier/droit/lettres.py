"""Letters of a text made plain: for comparing what people write, for files that take no accents."""

import re
from unicodedata import combining, normalize

# What Unicode does not take apart by itself.
_A_DEFAIRE = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "’": "'"})
_MOT = re.compile(r"[^\W_]+")


def sans_accents(texte: str) -> str:
    """« Noëlle d’Œuvre » is "Noelle d'OEuvre": accents, ligatures and curly apostrophes undone.
    Capitals, blanks and foreign alphabets stay."""
    if texte.isascii():
        return texte
    lettres = normalize("NFKD", texte.translate(_A_DEFAIRE))
    return "".join(c for c in lettres if not combining(c))


def en_ascii(texte: str) -> str:
    """The same letters, without what ASCII cannot write."""
    return sans_accents(texte).encode("ascii", "ignore").decode()


def decouper(texte: str) -> list[str]:
    """The words as compared: letters and figures, without accents, capitals nor what joins them."""
    return _MOT.findall(sans_accents(texte).casefold())


def en_mots(texte: str) -> str:
    """The same words, one space between them: « L’Aide-Soignante » is "l aide soignante"."""
    return " ".join(decouper(texte))
