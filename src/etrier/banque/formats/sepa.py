"""Orders to the bank in ISO 20022: transfers (pain.001) and direct debits (pain.008).

Written by the library `sepaxml`, signed with our own identifiers, checked against the official
schema, and readable back.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import sepaxml
from lxml import etree
from sepaxml import SepaDD, SepaTransfer

from etrier.banque.formats.xml import ouvrir_xml, verifier_schema
from etrier.droit.lettres import sans_accents

# Messages of ISO 20022 of 2019. Which versions a bank takes is its own to say: not checked here.
VIREMENT, PRELEVEMENT = "pain.001.001.09", "pain.008.001.08"
NOM_MAXIMAL, LIBELLE_MAXIMAL = 70, 140
_SCHEMAS = Path(sepaxml.__file__).parent / "schemas"
_ESPACE = "urn:iso:std:iso:20022:tech:xsd:"
# The Latin set every SEPA bank must take.
_ETRANGERS = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]+")


@dataclass(frozen=True)
class LigneSepa:
    """One payment: who, where, how much, under which reference of ours. For a debit: the mandate,
    the day it was signed, and whether it is its first."""

    reference: str
    nom: str
    iban: str
    montant_centimes: int
    libelle: str
    bic: str = ""
    rum: str = ""
    signe_le: date | None = None
    premier: bool = False


@dataclass(frozen=True)
class FichierSepa:
    """A whole order: our account, the day, and its payments. `ics`: the creditor of debits."""

    message: str
    nom: str
    iban: str
    execution_le: date
    lignes: tuple[LigneSepa, ...]
    bic: str = ""
    ics: str = ""

    @property
    def total_centimes(self) -> int:
        """What the bank will move."""
        return sum(x.montant_centimes for x in self.lignes)


def nettoyer(texte: str, longueur: int = NOM_MAXIMAL) -> str:
    """A name or a label in the characters of SEPA: « Noëlle d'Œuvre & Cie » is
    "Noelle d'OEuvre Cie"."""
    propre = _ETRANGERS.sub(" ", sans_accents(texte))
    # A slash at either end, or doubled, is refused by banks.
    propre = re.sub(r"/{2,}", "/", " ".join(propre.split()))
    return propre[:longueur].strip(" /")


def ecrire_virements(ordre: FichierSepa, le: datetime) -> bytes:
    """The file of transfers. Raises FichierRefuse when it fails its schema."""
    sepa = SepaTransfer(_entete(ordre), schema=VIREMENT, clean=False)
    for ligne in ordre.lignes:
        sepa.add_payment(_paiement(ligne) | {"execution_date": ordre.execution_le})
    return _signer(sepa.export(validate=False), ordre, le, VIREMENT)


def ecrire_prelevements(ordre: FichierSepa, le: datetime) -> bytes:
    """The file of direct debits. Raises FichierRefuse when it fails its schema."""
    entete = _entete(ordre) | {"creditor_id": ordre.ics, "instrument": "CORE"}
    sepa = SepaDD(entete, schema=PRELEVEMENT, clean=False)
    for ligne in ordre.lignes:
        sepa.add_payment(
            _paiement(ligne)
            | {
                "collection_date": ordre.execution_le,
                "mandate_id": ligne.rum,
                "mandate_date": ligne.signe_le,
                "type": "FRST" if ligne.premier else "RCUR",
            }
        )
    return _signer(sepa.export(validate=False), ordre, le, PRELEVEMENT)


def _entete(ordre: FichierSepa) -> dict[str, object]:
    entete: dict[str, object] = {
        "name": nettoyer(ordre.nom),
        "IBAN": ordre.iban,
        "batch": True,
        "currency": "EUR",
    }
    return entete | ({"BIC": ordre.bic} if ordre.bic else {})


def _paiement(ligne: LigneSepa) -> dict[str, object]:
    paiement: dict[str, object] = {
        "name": nettoyer(ligne.nom),
        "IBAN": ligne.iban,
        "amount": ligne.montant_centimes,
        "description": nettoyer(ligne.libelle, LIBELLE_MAXIMAL),
        "endtoend_id": ligne.reference,
    }
    return paiement | ({"BIC": ligne.bic} if ligne.bic else {})


def _signer(brut: bytes, ordre: FichierSepa, le: datetime, schema: str) -> bytes:
    """Our identifiers and our clock instead of random ones, then the schema."""
    racine = ouvrir_xml(brut, ordre.message)
    espace = f"{{{_ESPACE}{schema}}}"
    _poser(racine, f".//{espace}GrpHdr/{espace}MsgId", ordre.message)
    _poser(racine, f".//{espace}GrpHdr/{espace}CreDtTm", f"{le:%Y-%m-%dT%H:%M:%S}")
    for rang, lot in enumerate(racine.iter(f"{espace}PmtInfId"), start=1):
        lot.text = f"{ordre.message}-L{rang}"
    for banque in racine.iter(f"{espace}FinInstnId"):
        if len(banque) == 0:
            # What the rulebook asks for when no BIC is given.
            autre = etree.SubElement(banque, f"{espace}Othr")
            etree.SubElement(autre, f"{espace}Id").text = "NOTPROVIDED"
    ecrit: bytes = etree.tostring(racine, xml_declaration=True, encoding="UTF-8")
    verifier_schema(ouvrir_xml(ecrit, ordre.message), _SCHEMAS / f"{schema}.xsd", ordre.message)
    return ecrit


def _poser(racine: etree._Element, chemin: str, texte: str) -> None:
    noeud = racine.find(chemin)
    assert noeud is not None  # the library writes it
    noeud.text = texte


def lire_sepa(contenu: bytes) -> FichierSepa:
    """Read back an order of ours, transfers or debits. Raises FichierRefuse when it fails its
    schema."""
    racine = ouvrir_xml(contenu, "ordre.xml")
    schema = (etree.QName(racine).namespace or "").removeprefix(_ESPACE)
    verifier_schema(racine, _SCHEMAS / f"{schema}.xsd", "ordre.xml")
    lire = _Lecteur(f"{{{_ESPACE}{schema}}}", schema == VIREMENT)
    lots = list(racine.iter(f"{lire.espace}PmtInf"))
    nous = "Dbtr" if lire.virement else "Cdtr"
    jour = "ReqdExctnDt/Dt" if lire.virement else "ReqdColltnDt"
    return FichierSepa(
        message=lire.texte(racine[0], "GrpHdr/MsgId"),
        nom=lire.texte(lots[0], f"{nous}/Nm"),
        iban=lire.texte(lots[0], f"{nous}Acct/Id/IBAN"),
        execution_le=date.fromisoformat(lire.texte(lots[0], jour)),
        lignes=tuple(x for lot in lots for x in lire.lignes(lot)),
        bic=lire.texte(lots[0], f"{nous}Agt/FinInstnId/BICFI"),
        ics=lire.texte(lots[0], "CdtrSchmeId/Id/PrvtId/Othr/Id"),
    )


@dataclass(frozen=True)
class _Lecteur:
    espace: str
    virement: bool

    def texte(self, noeud: etree._Element, chemin: str) -> str:
        long = "/".join(self.espace + pas for pas in chemin.split("/"))
        return noeud.findtext(long) or ""

    def lignes(self, lot: etree._Element) -> Sequence[LigneSepa]:
        balise = "CdtTrfTxInf" if self.virement else "DrctDbtTxInf"
        premier = self.texte(lot, "PmtTpInf/SeqTp") == "FRST"
        return [self._ligne(x, premier) for x in lot.iter(self.espace + balise)]

    def _ligne(self, noeud: etree._Element, premier: bool) -> LigneSepa:
        eux = "Cdtr" if self.virement else "Dbtr"
        montant = self.texte(noeud, "Amt/InstdAmt" if self.virement else "InstdAmt")
        signe = self.texte(noeud, "DrctDbtTx/MndtRltdInf/DtOfSgntr")
        return LigneSepa(
            reference=self.texte(noeud, "PmtId/EndToEndId"),
            nom=self.texte(noeud, f"{eux}/Nm"),
            iban=self.texte(noeud, f"{eux}Acct/Id/IBAN"),
            montant_centimes=int(Decimal(montant) * 100),
            libelle=self.texte(noeud, "RmtInf/Ustrd"),
            bic=self.texte(noeud, f"{eux}Agt/FinInstnId/BICFI"),
            rum=self.texte(noeud, "DrctDbtTx/MndtRltdInf/MndtId"),
            signe_le=date.fromisoformat(signe) if signe else None,
            premier=premier,
        )
