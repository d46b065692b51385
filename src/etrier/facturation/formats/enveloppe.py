"""The envelope of a Factur-X: what makes a PDF/A-3 with its XML say that it is one.

Typst attaches the XML (`pdf.attach` with NOM, RELATION, MIME and DESCRIPTION below) but cannot
write the `fx:` properties of the XMP, nor the schema that declares them (Factur-X 1.09, § 6.2;
ISO 19005-3, § 6.6.2). They are added as an incremental update (ISO 32000-1, § 7.5.6): the file of
Typst stays byte for byte what it was, and only its metadata are replaced by a second version.
"""

import re
from typing import Final

NOM: Final = "factur-x.xml"
# Page and XML say the same thing: what France and Germany ask (Factur-X 1.09, § 6.3).
RELATION: Final = "alternative"
MIME: Final = "text/xml"
DESCRIPTION: Final = "Factur-X"
NORME: Final = "a-3a"
NIVEAU: Final = "EN 16931"
ESPACE: Final = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"

_FIN: Final = re.compile(
    rb"trailer\s*<<(?P<table>.*)>>\s*startxref\s+(?P<ou>\d+)\s+%%EOF\s*$", re.S
)
_RACINE: Final = re.compile(rb"/Root (\d+) 0 R")
_METADONNEES: Final = re.compile(rb"/Metadata (\d+) 0 R")
_SCHEMAS: Final = "<pdfaExtension:schemas><rdf:Bag>"
_FERMETURE: Final = "</rdf:RDF>"
_PROPRIETES: Final = (
    ("DocumentType", "INVOICE", "The type of the hybrid document in capital letters"),
    ("DocumentFileName", NOM, "The name of the embedded XML document"),
    ("Version", "1.0", "The version of the standard applying to the embedded XML document"),
    ("ConformanceLevel", NIVEAU, "The conformance level of the embedded XML document"),
)


def mettre_en_facturx(pdf: bytes) -> bytes:
    """A PDF/A-3 that Typst made with the XML attached, declared as a Factur-X of profile EN 16931.

    Raises ValueError on any other PDF: this adds to what Typst writes, and reads nothing else.
    """
    if f"/F({NOM})".encode() not in pdf:
        raise ValueError(f"no {NOM} is attached to this PDF")
    fin = _FIN.search(pdf, pdf.rfind(b"trailer"))
    if fin is None:
        raise ValueError("not a PDF as Typst writes them: no trailer")
    rang = _rang_des_metadonnees(pdf, fin["table"])
    xmp = _avec_facturx(_metadonnees(pdf, rang)).encode()
    debut = len(pdf) + 1
    objet = b"%d 0 obj\n<</Length %d/Type/Metadata/Subtype/XML>>\nstream\n%b\nendstream\nendobj\n"
    ajout = objet % (rang, len(xmp), xmp)
    suite = b"xref\n%d 1\n%010d 00000 n\r\ntrailer\n<<%b/Prev %d>>\nstartxref\n%d\n%%%%EOF"
    table = suite % (rang, debut, fin["table"], int(fin["ou"]), debut + len(ajout))
    return pdf + b"\n" + ajout + table


def _rang_des_metadonnees(pdf: bytes, table: bytes) -> int:
    racine = _RACINE.search(table)
    catalogue = racine and _objet(pdf, int(racine[1]))
    metadonnees = catalogue and _METADONNEES.search(catalogue)
    if not metadonnees:
        raise ValueError("not a PDF/A: no metadata")
    return int(metadonnees[1])


def _objet(pdf: bytes, rang: int) -> bytes:
    """The last object of this number, as it is written."""
    debut = pdf.rfind(b"\n%d 0 obj" % rang)
    return pdf[debut : pdf.find(b"endobj", debut)] if debut >= 0 else b""


def _metadonnees(pdf: bytes, rang: int) -> str:
    objet = _objet(pdf, rang)
    debut, fin = objet.find(b"<?xpacket begin"), objet.rfind(b"?>")
    if debut < 0 or fin < 0:
        raise ValueError("not a PDF as Typst writes them: its metadata are not plain XMP")
    return objet[debut : fin + 2].decode()


def _avec_facturx(xmp: str) -> str:
    """The XMP with the Factur-X properties, and the extension schema that declares them."""
    if _SCHEMAS not in xmp or _FERMETURE not in xmp:
        raise ValueError("not the metadata of a PDF/A-3 as Typst writes them")
    if ESPACE in xmp:
        raise ValueError("already a Factur-X")
    return xmp.replace(_SCHEMAS, _SCHEMAS + _SCHEMA, 1).replace(
        _FERMETURE, _VALEURS + _FERMETURE, 1
    )


def _declaree(nom: str, description: str) -> str:
    return (
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{nom}</pdfaProperty:name>"
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
        "<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>"
    )


_SCHEMA: Final = (
    '<rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>"
    f"<pdfaSchema:namespaceURI>{ESPACE}</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>fx</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    + "".join(_declaree(nom, description) for nom, _valeur, description in _PROPRIETES)
    + "</rdf:Seq></pdfaSchema:property></rdf:li>"
)
_VALEURS: Final = (
    f'<rdf:Description rdf:about="" xmlns:fx="{ESPACE}">'
    + "".join(f"<fx:{nom}>{valeur}</fx:{nom}>" for nom, valeur, _description in _PROPRIETES)
    + "</rdf:Description>"
)
