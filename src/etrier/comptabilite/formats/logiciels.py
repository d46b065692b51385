"""Entries for accounting software: the formats whose layout is public, and a CSV of one's choice.

- Ciel and Sage 50, XIMPORT: fixed widths, code page 850; layout published by OpenFlyers
  ("Accounting export template CielXimport") and used alike by Dolibarr.
- Quadra (Cegid), ASCII: lines "M" of fixed widths; layout published by OpenFlyers ("Accounting
  export template Quadratus") and used alike by Dolibarr.

Neither was tried in the software itself. Sage 100, EBP, Cegid Expert and others read the FEC.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etrier.comptabilite.formats.fec import jour, montant, propre
from etrier.comptabilite.models import LigneEcriture
from etrier.droit.lettres import en_ascii

FIN_DE_LIGNE = "\r\n"
# Columns of the configurable CSV: (label, value).
COLONNES_CSV: Mapping[str, tuple[Promise, Callable[[LigneEcriture], str]]] = {
    "journal": (_("Journal"), lambda x: x.ecriture.journal),
    "numero": (_("Numéro"), lambda x: str(x.ecriture.numero)),
    "date": (_("Date"), lambda x: f"{x.ecriture.le:%d/%m/%Y}"),
    "compte": (_("Compte"), lambda x: x.compte),
    "compte_libelle": (_("Libellé du compte"), lambda x: x.compte_libelle),
    "auxiliaire": (_("Compte auxiliaire"), lambda x: x.auxiliaire),
    "auxiliaire_libelle": (_("Libellé auxiliaire"), lambda x: x.auxiliaire_libelle),
    "piece": (_("Pièce"), lambda x: x.ecriture.piece),
    "piece_date": (_("Date de la pièce"), lambda x: f"{x.ecriture.piece_le:%d/%m/%Y}"),
    "libelle": (_("Libellé"), lambda x: x.ecriture.libelle),
    "debit": (_("Débit"), lambda x: montant(x.debit_centimes)),
    "credit": (_("Crédit"), lambda x: montant(x.credit_centimes)),
    "lettrage": (_("Lettrage"), lambda x: x.lettrage),
    "chantier": (_("Chantier"), lambda x: x.chantier.denomination if x.chantier else ""),
    "activite": (_("Activité"), lambda x: x.activite),
    "financeur": (_("Financeur"), lambda x: x.financeur),
}


def en_csv(lignes: Iterable[LigneEcriture], colonnes: Sequence[str]) -> bytes:
    """Semicolons, decimal comma, UTF-8 with a mark that spreadsheets read; columns in the order
    asked. The head of each is its key, the same in every language."""
    sortie = io.StringIO()
    feuille = csv.writer(sortie, delimiter=";", lineterminator=FIN_DE_LIGNE)
    feuille.writerow(colonnes)
    lecteurs = [COLONNES_CSV[nom][1] for nom in colonnes]
    feuille.writerows([_cellule(lire(ligne)) for lire in lecteurs] for ligne in lignes)
    return sortie.getvalue().encode("utf-8-sig")


def _cellule(texte: str) -> str:
    """A spreadsheet would run what begins like a formula: a client's name, a bank's label."""
    net = propre(texte)
    return f"'{net}" if net[:1] in tuple("=+-@") else net


def en_ximport(lignes: Iterable[LigneEcriture]) -> bytes:
    """Ciel and Sage 50: 142 characters a line; the last five say euros and 2003."""
    return _texte(map(_ligne_ximport, lignes)).encode("cp850", errors="replace")


def en_quadra(lignes: Iterable[LigneEcriture]) -> bytes:
    """Quadra: lines "M" of 231 characters, ISO 8859-15."""
    return _texte(map(_ligne_quadra, lignes)).encode("iso8859-15", errors="replace")


def _texte(lignes: Iterable[str]) -> str:
    return "".join(ligne + FIN_DE_LIGNE for ligne in lignes)


def _ligne_ximport(ligne: LigneEcriture) -> str:
    ecriture = ligne.ecriture
    return "".join(
        (
            f"{ecriture.numero % 100_000:5d}",
            ecriture.journal,
            jour(ecriture.le),
            " " * 8,
            large(_fin(ecriture.piece, 12), 12),
            large(_compte(ligne, 11), 11),
            large(ecriture.libelle, 25),
            montant(_centimes(ligne)).replace(",", ".").rjust(13),
            _sens(ligne),
            large(ligne.lettrage, 12),
            " " * 6,
            large(ligne.auxiliaire_libelle or ligne.compte_libelle, 34),
            "O2003",
        )
    )


def _ligne_quadra(ligne: LigneEcriture) -> str:
    ecriture = ligne.ecriture
    numero = f"{ecriture.numero % 100_000:05d}"
    return "".join(
        (
            "M",
            large(_compte(ligne, 8), 8),
            ecriture.journal,
            "000",
            _jmaa(ecriture.le),
            " ",
            large(ecriture.libelle, 20),
            _sens(ligne),
            f"+{_centimes(ligne):012d}",
            " " * 8,
            "000000",
            large(ligne.lettrage, 2),
            " " * 3,
            numero,
            large(ligne.activite, 10),
            " " * 10,
            f"{ecriture.numero % 10**8:08d}",
            "EUR",
            large(ecriture.journal, 3),
            " " * 3,
            large(ecriture.libelle, 30),
            " " * 2,
            large(_fin(ecriture.piece, 10), 10),
            " " * 10,
            " " * 13,
            " " * 12,
            " " * 38,
        )
    )


def _centimes(ligne: LigneEcriture) -> int:
    return ligne.debit_centimes or ligne.credit_centimes


def _compte(ligne: LigneEcriture, largeur: int) -> str:
    """The third party's own account, unless it would be cut and taken for another one."""
    propre_a_lui = ligne.auxiliaire
    return propre_a_lui if 0 < len(propre_a_lui) <= largeur else ligne.compte


def _sens(ligne: LigneEcriture) -> str:
    return "D" if ligne.debit_centimes else "C"


def _jmaa(le: date) -> str:
    return f"{le:%d%m%y}"


def _fin(texte: str, largeur: int) -> str:
    """The end of a number tells more than its prefix."""
    return texte[-largeur:]


def large(texte: str, largeur: int) -> str:
    """Exactly so many characters, without accents: one character is one byte in every page."""
    return en_ascii(propre(texte))[:largeur].ljust(largeur)
