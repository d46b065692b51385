"""What a client opens from a signed link: the attestation, without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from etrier.facturation.sap.liens import dernier_jour_du_lien, ouvrir_lien
from etrier.www.lien_signe import discrete
from etrier.www.porte import publique
from etrier.www.sap.views import en_pdf

_REFUS = "sap/client_refus.html"


@publique()
@discrete(_REFUS)
def attestation_client(request: HttpRequest, lien: str) -> HttpResponse:
    """The amounts, and the file to keep."""
    attestation = ouvrir_lien(lien)
    vus = {
        "attestation": attestation,
        "contenu": attestation.contenu,
        "expire_le": dernier_jour_du_lien(attestation.annee),
        "lien": lien,
    }
    return render(request, "sap/client_lien.html", vus)


@publique()
@discrete(_REFUS)
def attestation_client_pdf(request: HttpRequest, lien: str) -> HttpResponse:
    """The file."""
    return en_pdf(ouvrir_lien(lien))
