"""XML that came from outside, parsed without trust: no entity, no network, no endless file."""

from typing import Final

from lxml import etree

OCTETS_MAXIMAUX: Final = 5_000_000


class XmlRefuse(Exception):
    """This XML cannot be read; `phrase` says why, in the user's words."""

    def __init__(self, phrase: str) -> None:
        super().__init__(phrase)
        self.phrase = phrase


def lire(xml: bytes) -> etree._Element:
    """The root of a document. Raises XmlRefuse when it is too long, wrong, or declares a DTD."""
    if len(xml) > OCTETS_MAXIMAUX:
        raise XmlRefuse("Ce XML dépasse 5 Mo : ce n'est pas une facture.")
    lecteur = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        racine = etree.fromstring(xml, lecteur)
    except (etree.XMLSyntaxError, ValueError) as erreur:
        raise XmlRefuse(f"Ce XML est mal formé : {erreur}.") from erreur
    if racine.getroottree().docinfo.doctype:
        raise XmlRefuse("Ce XML déclare un DTD : une facture n'en a pas.")
    return racine
