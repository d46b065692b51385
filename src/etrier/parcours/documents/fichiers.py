"""Opening what is kept: the file as produced, its signed version, its content. Each is noted."""

import json
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from etrier.parcours.enums import Rubrique, UsageSecret
from etrier.parcours.models import DocumentProduit
from etrier.parcours.secrets import lire_fichier_pour, lire_pour
from etrier.socle.erreurs import Refus
from etrier.structures.models import Utilisateur


def exiger_entier(document: DocumentProduit) -> None:
    """Raise Refus for a paper erased with the data of its person."""
    if document.est_efface:
        raise Refus(
            _(
                "Ce papier a été effacé avec les données de la personne : il n'en reste que le "
                "numéro."
            )
        )


def ouvrir_original(document: DocumentProduit, *, par: Utilisateur | None) -> bytes:
    """The PDF as it was produced: what its digest is of, what people sign."""
    exiger_entier(document)
    personne = document.salarie.personne
    return lire_fichier_pour(
        UsageSecret.DOCUMENT, personne, document.fichier, document.structure, par
    )


def ouvrir_fichier(document: DocumentProduit, *, par: Utilisateur | None) -> bytes:
    """The PDF to hand over: with its signatures when there are any."""
    if document.fichier_signe is None:
        return ouvrir_original(document, par=par)
    personne = document.salarie.personne
    return lire_fichier_pour(
        UsageSecret.DOCUMENT, personne, document.fichier_signe, document.structure, par
    )


def ouvrir_contenu(document: DocumentProduit, *, par: Utilisateur | None) -> dict[str, Any]:
    """What the paper says, as it was filled."""
    exiger_entier(document)
    lu = lire_pour(
        UsageSecret.DOCUMENT,
        document.salarie.personne,
        document.contenu,
        Rubrique.DOCUMENTS,
        document.structure,
        par,
    )
    contenu: dict[str, Any] = json.loads(lu)
    return contenu


def ouvrir_motif(document: DocumentProduit, *, par: Utilisateur | None) -> str:
    """Why a paper was cancelled; empty when it was not."""
    return lire_pour(
        UsageSecret.DOCUMENT,
        document.salarie.personne,
        document.motif_annulation,
        Rubrique.DOCUMENTS,
        document.structure,
        par,
    )


def nom_fichier(document: DocumentProduit, extension: str = "pdf") -> str:
    """Name of a file: its kind and its number, nobody's name."""
    return f"{slugify(document.genre)}-{document.numero}.{extension}"
