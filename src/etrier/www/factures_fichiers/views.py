"""The XML of an issued invoice, for who wants it without its page."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from etrier.facturation.access_factures import get_facture
from etrier.facturation.factures.ecriture import contenu_de
from etrier.facturation.formats.verification import FORMES
from etrier.socle.erreurs import Refus
from etrier.structures.access import Acces, Finalite
from etrier.www.porte import porte


@porte(Finalite.LIRE_ARGENT)
def facture_cii(request: HttpRequest, acces: Acces, facture_id: int) -> HttpResponse:
    """As UN/CEFACT CII, the XML of Factur-X."""
    return _xml(acces, facture_id, "cii")


@porte(Finalite.LIRE_ARGENT)
def facture_ubl(request: HttpRequest, acces: Acces, facture_id: int) -> HttpResponse:
    """As UBL 2.1."""
    return _xml(acces, facture_id, "ubl")


def _xml(acces: Acces, facture_id: int, forme: str) -> HttpResponse:
    facture = get_facture(acces, facture_id)
    if not facture.est_emise:
        raise Refus(_("Un brouillon n'a pas de fichier XML : émettez d'abord la facture."))
    nom = f"{facture.numero.replace('/', '-')}-{forme}.xml"
    reponse = HttpResponse(FORMES[forme](contenu_de(facture)), content_type="application/xml")
    reponse["Content-Disposition"] = f'attachment; filename="{nom}"'
    return reponse
