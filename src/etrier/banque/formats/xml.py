"""Opening XML that strangers send: no entity, no network, no giant; then its official schema."""

from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _
from lxml import etree

from etrier.structures.formats.refus import FichierRefuse

OCTETS_MAXIMAUX = 20 * 1024 * 1024
_FAUTES_DITES = 10


def ouvrir_xml(contenu: bytes, nom: str) -> etree._Element:
    """The root of the document. Raises FichierRefuse: too big, not XML, or with a DTD."""
    if len(contenu) > OCTETS_MAXIMAUX:
        raise FichierRefuse(nom, [_("Il dépasse 20 Mo : demandez une période plus courte.")])
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        racine = etree.fromstring(contenu, parser)
    except etree.XMLSyntaxError as erreur:
        raise FichierRefuse(
            nom,
            [_("Ligne %(ligne)s : ce n'est pas du XML bien formé.") % {"ligne": erreur.lineno}],
        ) from None
    if racine.getroottree().docinfo.doctype:
        raise FichierRefuse(
            nom, [_("Il déclare une DTD, ce qu'aucune banque ne fait : il n'est pas ouvert.")]
        )
    return racine


def verifier_schema(racine: etree._Element, schema: Path, nom: str) -> None:
    """Raise FichierRefuse with every fault against the official schema, by line."""
    regle = _schema(schema)
    if not regle.validate(racine):
        fautes = [
            _("Ligne %(ligne)s : %(faute)s") % {"ligne": f.line, "faute": f.message}
            for f in list(regle.error_log)[:_FAUTES_DITES]
        ]
        raise FichierRefuse(nom, fautes)


@lru_cache(maxsize=8)
def _schema(fichier: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(fichier, etree.XMLParser(no_network=True)))
