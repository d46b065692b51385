"""A strict reader of the fichier des écritures comptables, written from the order itself (LPF
A47 A-1) and from nothing of ours: what it finds wrong, in sentences."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

COLONNES = (
    *("JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib"),
    *("CompAuxNum", "CompAuxLib", "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit"),
    *("EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise"),
)
# The others may be empty (no third party, no letters, no foreign currency).
FACULTATIVES = {"CompAuxNum", "CompAuxLib", "EcritureLet", "DateLet", "Montantdevise", "Idevise"}
OBLIGATOIRES = tuple(c for c in COLONNES if c not in FACULTATIVES)
MONTANT = re.compile(r"\d+(,\d{1,2})?")
NOM = re.compile(r"\d{9}FEC\d{8}\.txt")

Ligne = dict[str, str]


def lire(fichier: bytes) -> list[Ligne]:
    """Lines of a file whose first names the columns; UTF-8, else ISO 8859-15."""
    try:
        texte = fichier.decode("utf-8")
    except UnicodeDecodeError:
        texte = fichier.decode("iso8859-15")
    lignes = texte.replace("\r\n", "\n").removesuffix("\n").split("\n")
    separateur = "\t" if "\t" in lignes[0] else "|"
    entete = lignes[0].split(separateur)
    assert tuple(entete) == COLONNES, entete
    lues = []
    for ligne in lignes[1:]:
        champs = ligne.split(separateur)
        assert len(champs) == len(COLONNES), ligne
        lues.append(dict(zip(COLONNES, champs, strict=True)))
    return lues


def fautes(nom: str, fichier: bytes, fin: date) -> list[str]:
    """Everything wrong in the file of the year that ends on `fin`."""
    trouvees = [] if NOM.fullmatch(nom) else [f"nom : {nom}"]
    if not nom.endswith(f"FEC{fin:%Y%m%d}.txt"):
        trouvees.append(f"date du nom : {nom}")
    lignes = lire(fichier)
    trouvees += [] if lignes else ["vide"]
    for rang, ligne in enumerate(lignes, 2):
        trouvees += [f"ligne {rang} : {faute}" for faute in _fautes_ligne(ligne)]
    return trouvees or list(_fautes_ecritures(lignes, fin))


def _fautes_ligne(ligne: Ligne) -> Iterator[str]:
    for champ in OBLIGATOIRES:
        if not ligne[champ].strip():
            yield f"{champ} vide"
    for champ in ("EcritureDate", "PieceDate", "ValidDate", "DateLet"):
        if ligne[champ] and not _est_jour(ligne[champ]):
            yield f"{champ} : {ligne[champ]}"
    for champ in ("Debit", "Credit"):
        if not MONTANT.fullmatch(ligne[champ]):
            yield f"{champ} : {ligne[champ]}"
    if not re.match(r"[1-9]\d\d", ligne["CompteNum"]):
        yield f"CompteNum : {ligne['CompteNum']}"
    if bool(ligne["CompAuxNum"]) != bool(ligne["CompAuxLib"]):
        yield "auxiliaire sans numéro ou sans nom"
    if bool(ligne["EcritureLet"]) != bool(ligne["DateLet"]):
        yield "lettrage sans date"


def _est_jour(texte: str) -> bool:
    try:
        return len(texte) == 8 and bool(datetime.strptime(texte, "%Y%m%d"))  # noqa: DTZ007
    except ValueError:
        return False


def euros(texte: str) -> Decimal:
    """An amount, exactly."""
    return Decimal(texte.replace(",", "."))


def _fautes_ecritures(lignes: list[Ligne], fin: date) -> Iterator[str]:
    soldes: dict[str, Decimal] = {}
    communs: dict[str, tuple[str, ...]] = {}
    for ligne in lignes:
        numero, solde = ligne["EcritureNum"], euros(ligne["Debit"]) - euros(ligne["Credit"])
        soldes[numero] = soldes.get(numero, Decimal(0)) + solde
        commun = tuple(ligne[c] for c in ("JournalCode", "EcritureDate", "PieceRef", "ValidDate"))
        if communs.setdefault(numero, commun) != commun:
            yield f"écriture {numero} : deux journaux, dates ou pièces"
        if euros(ligne["Debit"]) and euros(ligne["Credit"]):
            yield f"écriture {numero} : une ligne au débit et au crédit"
        if ligne["EcritureDate"] > f"{fin:%Y%m%d}":
            yield f"écriture {numero} : après l'exercice"
    yield from (f"écriture {n} : {s}" for n, s in soldes.items() if s)
    numeros = [int(n) for n in communs]
    if numeros != list(range(1, len(numeros) + 1)):
        yield "numéros avec un trou, ou dans le désordre"
    validees = [c[3] for c in communs.values()]
    if validees != sorted(validees):
        yield "dates de validation dans le désordre"


def lettrages(fichier: bytes) -> dict[tuple[str, str], Decimal]:
    """Balance of each set of letters (account of the third party, letters): nothing, when right.

    Not asked by the order, which takes letters as they are.
    """
    soldes: dict[tuple[str, str], Decimal] = {}
    for ligne in lire(fichier):
        if ligne["EcritureLet"]:
            cle = (ligne["CompAuxNum"], ligne["EcritureLet"])
            solde = euros(ligne["Debit"]) - euros(ligne["Credit"])
            soldes[cle] = soldes.get(cle, Decimal(0)) + solde
    return soldes
