"""Texts as the ASP takes them: capitals without accents, cut where it says."""

import re

from etrier.droit.lettres import sans_accents

PRENOM_MAXIMAL, COMPLEMENT_MAXIMAL = 30, 32
_COMPLEMENT = re.compile(r"[a-zA-Z0-9@ ]{1,32}")


def majuscules(texte: str) -> str:
    """Capitals without accents, blanks made single."""
    return _lettres_simples(texte).upper()


def couper_prenom(texte: str) -> str:
    """A first name in capitals, cut at a space within 30 characters; whole when one word is longer
    than that: the check then says so."""
    prenom = majuscules(texte)
    if len(prenom) <= PRENOM_MAXIMAL:
        return prenom
    coupe = prenom[: PRENOM_MAXIMAL + 1].rpartition(" ")[0]
    return coupe or prenom


def nom_de_voie(texte: str) -> str:
    """The name of a street, in capitals without accents nor parentheses (the ASP's error 3330)."""
    return majuscules(re.sub(r"[()]", " ", texte))


def complement(texte: str) -> str | None:
    """The rest of an address when the ASP takes it as it is; None rather than a text cut short."""
    propre = _lettres_simples(texte)
    return propre if _COMPLEMENT.fullmatch(propre) else None


def comparer(texte: str) -> str:
    """What makes two names of places the same: letters and digits, `SAINT` and `ST` alike."""
    mots = re.findall(r"[A-Z0-9]+", majuscules(texte))
    courts = {"ST": "SAINT", "STE": "SAINTE"}
    return " ".join(courts.get(mot, mot) for mot in mots)


def _lettres_simples(texte: str) -> str:
    return " ".join(sans_accents(texte).split())
