"""A text with separators, as French spreadsheets, payrolls and time clocks write them."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from etrier.heures.formats.tableurs.grille import Grille, Page
from etrier.structures.formats.refus import FichierRefuse

_SEPARATEURS = ";\t,|"
_LIGNES_REGARDEES = 30
_ANNONCE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
# What Excel needs to keep zeros in a csv: ="00123".
_TEXTE_FORCE = re.compile(r'="([^"]*)"')


def lire_texte_separe(contenu: bytes, nom: str) -> Grille:
    """The one page of a text. Raises FichierRefuse when it is not one, or a quote never closes."""
    texte = decoder(contenu, nom)
    annonce = _ANNONCE.match(texte)
    sautees = 1 if annonce else 0
    separateur = annonce[1] if annonce else _separateur(texte)
    flux = io.StringIO(texte[annonce.end() :] if annonce else texte, newline="")
    lecteur = csv.reader(flux, delimiter=separateur, strict=True)
    lignes = []
    try:
        for cellules in lecteur:
            if any(c.strip() for c in cellules):
                lignes.append((lecteur.line_num + sautees, _nettoyer(cellules)))
    except csv.Error:
        message = _("Ligne %(ligne)s : guillemets mal fermés.")
        raise FichierRefuse(nom, [message % {"ligne": lecteur.line_num + sautees}]) from None
    return Grille((Page("", tuple(lignes), a_virgules=separateur == ","),))


def decoder(contenu: bytes, nom: str) -> str:
    """UTF-8, else what French spreadsheets write (Windows-1252), else « texte Unicode »."""
    for codage in _codages(contenu):
        try:
            texte = contenu.decode(codage)
        except UnicodeDecodeError:
            continue
        if "\0" not in texte and texte.strip("\ufeff\r\n\t "):
            return texte.removeprefix("\ufeff")
    raise FichierRefuse(
        nom,
        [_("Ce fichier n'est ni un classeur (.xlsx, .ods) ni un texte séparé (.csv en UTF-8).")],
    )


def _codages(contenu: bytes) -> Sequence[str]:
    if contenu[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    if b"\0" in contenu[:200]:
        return ("utf-16-le", "utf-16-be")
    return ("utf-8-sig", "cp1252", "latin-1")


def _separateur(texte: str) -> str:
    """The one that cuts the most lines in the same number of pieces."""
    lignes = [x for x in texte.splitlines()[:_LIGNES_REGARDEES] if x.strip()]

    def regularite(separateur: str) -> tuple[int, int]:
        nombres = Counter(_hors_guillemets(x).count(separateur) for x in lignes)
        del nombres[0]
        if not nombres:
            return 0, 0
        frequent, fois = nombres.most_common(1)[0]
        return fois * frequent, frequent

    # The comma is also the decimal mark of French figures: the others come first.
    return max(_SEPARATEURS, key=lambda s: (regularite(s)[0] * (1 if s == "," else 2), s == ";"))


def _hors_guillemets(ligne: str) -> str:
    return re.sub(r'"[^"]*"', "", ligne)


def _nettoyer(cellules: Sequence[str]) -> list[str]:
    return [(_TEXTE_FORCE.sub(r"\1", c) if c.startswith('="') else c) for c in cellules]
