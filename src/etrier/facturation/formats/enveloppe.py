"""The envelope of a Factur-X: the XML inside a PDF/A-3, and what makes the file say so.

Typst can attach a file, but cannot write the `fx:` properties of the XMP, nor the schema that
declares them (Factur-X 1.09, § 6.2; ISO 19005-3, § 6.6.2). So both come as one incremental update
(ISO 32000-1, § 7.5.6): the page of Typst stays byte for byte what it was, archive and reading
aloud included, and what follows adds the file and a second version of the metadata.
"""

import re
import zlib
from collections.abc import Mapping
from typing import Final

NOM: Final = "factur-x.xml"
# Page and XML say the same thing: what France and Germany ask (Factur-X 1.09, § 6.3).
RELATION: Final = "Alternative"
NIVEAU: Final = "EN 16931"
ESPACE: Final = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"

_FIN: Final = re.compile(
    rb"trailer\s*<<(?P<table>.*)>>\s*startxref\s+(?P<ou>\d+)\s+%%EOF\s*$", re.S
)
_TAILLE: Final = re.compile(rb"/Size (\d+)")
_RACINE: Final = re.compile(rb"/Root (\d+) 0 R")
_METADONNEES: Final = re.compile(rb"/Metadata (\d+) 0 R")
_MODIFIE: Final = re.compile(r"<xmp:ModifyDate>(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)")
_SCHEMAS: Final = "<pdfaExtension:schemas><rdf:Bag>"
_FERMETURE: Final = "</rdf:RDF>"
_PROPRIETES: Final = (
    ("DocumentType", "INVOICE", "The type of the hybrid document in capital letters"),
    ("DocumentFileName", NOM, "The name of the embedded XML document"),
    ("Version", "1.0", "The version of the standard applying to the embedded XML document"),
    ("ConformanceLevel", NIVEAU, "The conformance level of the embedded XML document"),
)


def mettre_en_facturx(pdf: bytes, xml: bytes) -> bytes:
    """A PDF/A-3 of Typst with its XML inside, declared as a Factur-X of profile EN 16931.

    Raises ValueError on any other PDF: this adds to what Typst writes, and reads nothing else.
    """
    fin = _FIN.search(pdf, max(pdf.rfind(b"trailer"), 0))
    if fin is None:
        raise ValueError("not a PDF as Typst writes them: no trailer")
    taille, racine = _nombre(_TAILLE, fin["table"]), _nombre(_RACINE, fin["table"])
    catalogue = _objet(pdf, racine)
    rang_xmp = _nombre(_METADONNEES, catalogue)
    xmp = _metadonnees(_objet(pdf, rang_xmp))
    objets = {
        racine: _catalogue(catalogue, taille),
        rang_xmp: _flux("/Type/Metadata/Subtype/XML", _avec_facturx(xmp).encode()),
        taille: _piece(taille + 1),
        taille + 1: _fichier(xml, xmp),
    }
    table = _TAILLE.sub(b"/Size %d" % (taille + 2), fin["table"])
    return pdf + b"\n" + _ajout(objets, table, debut=len(pdf) + 1, avant=int(fin["ou"]))


def _ajout(objets: Mapping[int, bytes], table: bytes, *, debut: int, avant: int) -> bytes:
    """Objects, with the table of where they are; `avant` is where the former table is."""
    ecrits, ou = bytearray(), {}
    for rang, objet in sorted(objets.items()):
        ou[rang] = debut + len(ecrits)
        ecrits += b"%d 0 obj\n%b\nendobj\n" % (rang, objet)
    places = b"".join(b"%d 1\n%010d 00000 n\r\n" % x for x in ou.items())
    suite = b"xref\n%btrailer\n<<%b/Prev %d>>\nstartxref\n%d\n%%%%EOF"
    return bytes(ecrits) + suite % (places, table, avant, debut + len(ecrits))


def _nombre(motif: re.Pattern[bytes], texte: bytes) -> int:
    trouve = motif.search(texte)
    if trouve is None:
        raise ValueError(f"not a PDF/A as Typst writes them: no {motif.pattern.decode()}")
    return int(trouve[1])


def _objet(pdf: bytes, rang: int) -> bytes:
    """The last object of this number, as it is written."""
    debut = pdf.rfind(b"\n%d 0 obj" % rang)
    return pdf[debut : pdf.find(b"endobj", debut)] if debut >= 0 else b""


def _flux(genre: str, contenu: bytes) -> bytes:
    entete = f"<<{genre}/Length {len(contenu)}>>\nstream\n".encode()
    return entete + contenu + b"\nendstream"


def _catalogue(objet: bytes, piece: int) -> bytes:
    """The catalogue with the file, as one of the document's and by its name."""
    if b"/AF" in objet or b"/EmbeddedFiles" in objet:
        raise ValueError("a file is already attached to this PDF")
    nommee = f"/EmbeddedFiles<</Names[({NOM}) {piece} 0 R]>>".encode()
    corps = objet[objet.find(b"<<") : objet.rfind(b">>")]
    if b"/Names<<" in corps:
        corps = corps.replace(b"/Names<<", b"/Names<<" + nommee, 1)
    else:
        corps += b"/Names<<%b>>" % nommee
    return corps + b"/AF[%d 0 R]>>" % piece


def _piece(fichier: int) -> bytes:
    return (
        f"<</Type/Filespec/F({NOM})/UF({NOM})/Desc(Factur-X)/AFRelationship/{RELATION}"
        f"/EF<</F {fichier} 0 R/UF {fichier} 0 R>>>>"
    ).encode()


def _fichier(xml: bytes, xmp: str) -> bytes:
    """The XML, dated as the page is: the same contents give the same bytes."""
    quand = _MODIFIE.search(xmp)
    date = f"/ModDate(D:{''.join(quand.groups())}Z)" if quand else ""
    parametres = f"/Params<</Size {len(xml)}{date}>>"
    genre = f"/Type/EmbeddedFile/Subtype/text#2Fxml/Filter/FlateDecode{parametres}"
    return _flux(genre, zlib.compress(xml, 6))


def _metadonnees(objet: bytes) -> str:
    debut, fin = objet.find(b"<?xpacket begin"), objet.rfind(b"?>")
    if debut < 0 or fin < 0:
        raise ValueError("not a PDF as Typst writes them: its metadata are not plain XMP")
    return objet[debut : fin + 2].decode()


def _avec_facturx(xmp: str) -> str:
    """The XMP with the Factur-X properties, and the extension schema that declares them."""
    if _SCHEMAS not in xmp or _FERMETURE not in xmp:
        raise ValueError("not the metadata of a PDF/A-3 as Typst writes them")
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
