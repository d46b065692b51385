"""Opening a file of hours: which kind it is, then its pages."""

import re

from django.utils.translation import gettext as _

from etrier.heures.formats.tableurs.classeurs import lire_classeur
from etrier.heures.formats.tableurs.grille import Grille, verifier
from etrier.heures.formats.tableurs.ods import est_ods, lire_ods
from etrier.heures.formats.tableurs.textes import lire_texte_separe
from etrier.structures.formats.refus import FichierRefuse

_ARCHIVE = b"PK"
_ANCIEN_CLASSEUR = b"\xd0\xcf\x11\xe0"
_PAGE_WEB = re.compile(rb"\s*<(!doctype html|html|table|\?xml|meta|head)", re.IGNORECASE)


def lire_grille(contenu: bytes, nom: str) -> Grille:
    """Read the visible sheets of a workbook, or a text with separators.

    Raises FichierRefuse when the file is empty, protected, damaged or of another kind.
    """
    if not contenu.strip():
        raise FichierRefuse(nom, [_("Le fichier est vide.")])
    return verifier(_lire(contenu, nom), nom)


def _lire(contenu: bytes, nom: str) -> Grille:
    if contenu.startswith(_ARCHIVE):
        return lire_ods(contenu, nom) if est_ods(contenu) else lire_classeur(contenu, nom)
    if contenu.startswith(_ANCIEN_CLASSEUR):
        return lire_classeur(contenu, nom)
    if _PAGE_WEB.match(contenu.removeprefix(b"\xef\xbb\xbf")):
        raise FichierRefuse(
            nom,
            [
                _(
                    "C’est une page web ou un fichier XML, même s’il s’appelle .xls ou .csv : "
                    "ouvrez-le dans votre tableur et enregistrez-le en .xlsx."
                )
            ],
        )
    return lire_texte_separe(contenu, nom)
