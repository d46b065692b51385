"""The fichier des écritures comptables: 18 columns (LPF A47 A-1), one line per line of entry.

Tab between fields, days as AAAAMMJJ, a comma for decimals; its name is the SIREN, "FEC" and the
last day of the year. The entries that open a year (à-nouveaux) are not written: they come from the
accountant's closing balance, which is not here.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from etrier.comptabilite.enums import CodeJournal
from etrier.comptabilite.models import Exercice, LigneEcriture
from etrier.socle.erreurs import Refus

COLONNES: tuple[str, ...] = (
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
)
# Copied in the file in French, whatever the reader's language.
JOURNAUX = {
    CodeJournal.VENTES: "Ventes",
    CodeJournal.ACHATS: "Achats",
    CodeJournal.BANQUE: "Banque",
    CodeJournal.PAIE: "Paie",
    CodeJournal.SUBVENTIONS: "Aides de l'État",
    CodeJournal.OPERATIONS: "Opérations diverses",
}
ENCODAGES = ("utf-8", "iso8859-15")
FIN_DE_LIGNE = "\r\n"


def nom_fec(exercice: Exercice) -> str:
    """`{SIREN}FEC{AAAAMMJJ}.txt`, the day being the last of the accounting year."""
    return f"{exercice.structure.siret[:9]}FEC{exercice.fin:%Y%m%d}.txt"


def ecrire_fec(exercice: Exercice, encodage: str = "utf-8") -> bytes:
    """The file of an accounting year, in the order of its entries.

    A character ISO 8859-15 does not know becomes a question mark. Raises Refus when nothing is
    passed in the year.
    """
    lignes = lignes_de(exercice)
    if not lignes:
        raise Refus(
            _("Aucune écriture n'est passée dans l'exercice %(exercice)s : passez-les d'abord.")
            % {"exercice": exercice}
        )
    texte = FIN_DE_LIGNE.join("\t".join(champs) for champs in _tableau(lignes)) + FIN_DE_LIGNE
    return texte.encode(encodage, errors="replace")


def lignes_de(exercice: Exercice) -> list[LigneEcriture]:
    """Lines of the accounting year, in the order of their entries."""
    return list(
        LigneEcriture.objects.filter(ecriture__exercice=exercice)
        .select_related("ecriture", "chantier")
        .order_by("ecriture__numero", "rang")
    )


def _tableau(lignes: Iterable[LigneEcriture]) -> Iterator[tuple[str, ...]]:
    yield COLONNES
    for ligne in lignes:
        yield _champs(ligne)


def _champs(ligne: LigneEcriture) -> tuple[str, ...]:
    ecriture = ligne.ecriture
    return (
        ecriture.journal,
        JOURNAUX[CodeJournal(ecriture.journal)],
        str(ecriture.numero),
        jour(ecriture.le),
        ligne.compte,
        propre(ligne.compte_libelle),
        ligne.auxiliaire,
        propre(ligne.auxiliaire_libelle),
        propre(ecriture.piece),
        jour(ecriture.piece_le),
        propre(ecriture.libelle),
        montant(ligne.debit_centimes),
        montant(ligne.credit_centimes),
        ligne.lettrage,
        jour(ligne.lettree_le),
        jour(ecriture.validee_le),
        "",
        "",
    )


def jour(le: date | None) -> str:
    """AAAAMMJJ, nothing for no day."""
    return "" if le is None else f"{le:%Y%m%d}"


def montant(centimes: int) -> str:
    """Centimes as euros with a comma: 123456 is "1234,56"."""
    entiers, reste = divmod(centimes, 100)
    return f"{entiers},{reste:02d}"


def propre(texte: str) -> str:
    """Without what separates fields and lines, nor no-break spaces."""
    return " ".join(texte.replace("|", " ").split())
