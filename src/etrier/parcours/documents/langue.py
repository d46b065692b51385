"""The language of templates: headings, paragraphs, lists, tables, fields in braces, conditions.

What somebody writes is never code. A template is read here into blocks; filled, it is plain JSON
that one Typst template and one Word writer know how to draw.

    # Titre                       the title of the paper
    ## Article {article} – Durée  a heading; {article} counts from 1
    - un point                    a list
    | Libellé | Valeur |          a table; its first line is its head
    [signatures]                  where the boxes to sign stand; [emplois] the jobs held
    si {pass.numero} : texte      the line stands when the field is known
    sauf {pass.numero} : texte    the line stands when it is not
    **gras**                      strong words
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby
from typing import Any, Final, Literal

from django.utils.translation import gettext as _

from etrier.socle.erreurs import Refus

Genre = Literal["titre", "intertitre", "point", "tableau", "paragraphe", "pose"]
POSES: Final = frozenset({"signatures", "emplois"})
COMPTEUR: Final = "article"
LONGUEUR_MAXIMALE: Final = 40_000
ERREURS_DITES: Final = 8

_CHAMP = re.compile(r"\{([^{}]*)\}")
_CONDITION = re.compile(r"(si|sauf)\s+\{([^{}]*)\}\s*:\s*(.*)", re.IGNORECASE)
_PREFIXES: Final[tuple[tuple[str, Genre], ...]] = (
    ("## ", "intertitre"),
    ("# ", "titre"),
    ("- ", "point"),
    ("|", "tableau"),
)


@dataclass(frozen=True)
class Ligne:
    """A line of a template: what it is, its text, the condition it stands under."""

    numero: int
    genre: Genre
    texte: str
    si: str = ""
    sauf: str = ""

    @property
    def champs(self) -> list[str]:
        """The fields it names, those of its condition too."""
        condition = [nom for nom in (self.si, self.sauf) if nom]
        return condition + [nom.strip() for nom in _CHAMP.findall(self.texte)]


def lire(texte: str) -> list[Ligne]:
    """The lines of a template; empty lines only part the blocks.

    Two lines of text that follow each other make one paragraph.
    """
    lignes: list[Ligne] = []
    coupe = True
    for numero, brute in enumerate(texte.splitlines(), start=1):
        ligne = _lire_ligne(numero, brute.strip())
        if ligne is None:
            coupe = True
        elif _continue(lignes, ligne, coupe):
            avant = lignes.pop()
            lignes.append(Ligne(avant.numero, "paragraphe", f"{avant.texte} {ligne.texte}"))
        else:
            lignes.append(ligne)
            coupe = ligne.genre != "paragraphe" or bool(ligne.si or ligne.sauf)
    return lignes


def _continue(lignes: list[Ligne], ligne: Ligne, coupe: bool) -> bool:
    return (
        not coupe and bool(lignes) and ligne.genre == "paragraphe" and not (ligne.si or ligne.sauf)
    )


def _lire_ligne(numero: int, texte: str) -> Ligne | None:
    if not texte:
        return None
    condition = _CONDITION.fullmatch(texte)
    si = sauf = ""
    if condition:
        mot, champ, texte = condition.group(1), condition.group(2).strip(), condition.group(3)
        si, sauf = (champ, "") if mot.lower() == "si" else ("", champ)
    for prefixe, genre in _PREFIXES:
        if texte.startswith(prefixe):
            reste = texte.removeprefix(prefixe).strip()
            return Ligne(numero, genre, reste, si, sauf)
    if texte.startswith("[") and texte.endswith("]") and texte[1:-1].strip().lower() in POSES:
        return Ligne(numero, "pose", texte[1:-1].strip().lower(), si, sauf)
    return Ligne(numero, "paragraphe", texte, si, sauf)


def verifier(texte: str, champs: Collection[str]) -> None:
    """Refuse a template that cannot be filled, each fault with its line.

    Raises Refus: an unknown field, a brace left open, a text empty or too long.
    """
    if not texte.strip():
        raise Refus(_("Le texte est vide : écrivez-le, ou reprenez le texte de la maison."))
    if len(texte) > LONGUEUR_MAXIMALE or "\x00" in texte:
        raise Refus(
            _("Le texte dépasse %(n)s caractères : raccourcissez-le.") % {"n": LONGUEUR_MAXIMALE}
        )
    fautes = list(_fautes(texte, champs))
    if fautes:
        dites = fautes[:ERREURS_DITES]
        if len(fautes) > len(dites):
            dites.append(_("Et %(n)s autres.") % {"n": len(fautes) - len(dites)})
        raise Refus(" ".join(dites))


def _fautes(texte: str, champs: Collection[str]) -> Iterator[str]:
    for numero, ligne in enumerate(texte.splitlines(), start=1):
        for nom in _CHAMP.findall(ligne):
            if nom.strip() not in champs and nom.strip() != COMPTEUR:
                yield _inconnu(numero, nom.strip(), champs)
        if "{" in _CHAMP.sub("", ligne) or "}" in _CHAMP.sub("", ligne):
            yield _(
                "Ligne %(n)s : une accolade est seule, ouvrez-la et fermez-la autour du champ."
            ) % {"n": numero}


def _inconnu(numero: int, nom: str, champs: Collection[str]) -> str:
    proches = get_close_matches(nom, list(champs), n=1)
    if proches:
        return _("Ligne %(n)s : le champ {%(nom)s} n'existe pas, peut-être {%(proche)s}.") % {
            "n": numero,
            "nom": nom[:40],
            "proche": proches[0],
        }
    return _("Ligne %(n)s : le champ {%(nom)s} n'existe pas, prenez-le dans la liste.") % {
        "n": numero,
        "nom": nom[:40],
    }


def les_champs(texte: str) -> set[str]:
    """The fields a template names."""
    return {champ for ligne in lire(texte) for champ in ligne.champs} - {COMPTEUR}


def remplir(
    texte: str, valeurs: Mapping[str, str], libelles: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Blocks ready to draw, as JSON: each run is a text, strong or not, or something missing.

    A field without a value shows as « à compléter » with its label: nothing is left out in
    silence. Values are never read as marks of the language.
    """
    compte = _Compteur()
    gardees = [ligne for ligne in lire(texte) if _se_garde(ligne, valeurs)]
    blocs: list[dict[str, Any]] = []
    for genre, suite in groupby(gardees, key=lambda x: x.genre):
        lignes = list(suite)
        if genre == "tableau":
            rangs = [_cellules(x.texte, valeurs, libelles, compte) for x in lignes]
            largeur = max(len(rang) for rang in rangs)
            vides: list[list[dict[str, Any]]] = [[]] * largeur
            blocs.append({"genre": genre, "rangs": [(rang + vides)[:largeur] for rang in rangs]})
        elif genre == "point":
            points = [_morceaux(x.texte, valeurs, libelles, compte) for x in lignes]
            blocs.append({"genre": "liste", "points": points})
        elif genre == "pose":
            blocs += [{"genre": x.texte} for x in lignes]
        else:
            blocs += [
                {"genre": genre, "texte": _morceaux(x.texte, valeurs, libelles, compte)}
                for x in lignes
            ]
    return blocs


class _Compteur:
    """Articles count up in the order they stand, those a condition took away left out."""

    def __init__(self) -> None:
        self.article = 0

    def suivant(self) -> str:
        self.article += 1
        return str(self.article)


def _se_garde(ligne: Ligne, valeurs: Mapping[str, str]) -> bool:
    if ligne.si and not valeurs.get(ligne.si):
        return False
    return not (ligne.sauf and valeurs.get(ligne.sauf))


def _cellules(
    texte: str, valeurs: Mapping[str, str], libelles: Mapping[str, str], compte: _Compteur
) -> list[list[dict[str, Any]]]:
    return [
        _morceaux(cellule.strip(), valeurs, libelles, compte)
        for cellule in texte.removesuffix("|").split("|")
    ]


def _morceaux(
    texte: str, valeurs: Mapping[str, str], libelles: Mapping[str, str], compte: _Compteur
) -> list[dict[str, Any]]:
    """The runs of a text: `**` turns strong words on and off."""
    morceaux: list[dict[str, Any]] = []
    for rang, partie in enumerate(texte.split("**")):
        for place, bout in enumerate(_CHAMP.split(partie)):
            if not bout:
                continue
            run = _valeur(bout.strip(), valeurs, libelles, compte) if place % 2 else {"texte": bout}
            morceaux.append(run | ({"gras": True} if rang % 2 else {}))
    return morceaux


def _valeur(
    nom: str, valeurs: Mapping[str, str], libelles: Mapping[str, str], compte: _Compteur
) -> dict[str, Any]:
    if nom == COMPTEUR:
        return {"texte": compte.suivant()}
    if valeurs.get(nom):
        return {"texte": valeurs[nom]}
    return {"texte": libelles.get(nom, nom), "manque": True}
