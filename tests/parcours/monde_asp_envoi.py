"""A record ready to leave, its file, and the answer of the ASP."""

import json
from typing import Any

import pytest

from etrier.parcours.asp.envoi import ecrire, telecharger
from etrier.parcours.asp.retour import lire_retour
from etrier.parcours.models import FicheSalarie, LotAsp
from etrier.structures.models import Structure
from tests import fabrique
from tests.parcours import monde_asp as monde


@pytest.fixture
def aci() -> Structure:
    return fabrique.structure("ACI")


@pytest.fixture
def fiche(aci: Structure) -> FicheSalarie:
    return monde.fiche(aci)


def relue(fiche: FicheSalarie) -> FicheSalarie:
    return FicheSalarie.objects.select_related("structure", "salarie__personne", "pass_iae").get(
        pk=fiche.pk
    )


def envoyer(une: Structure) -> tuple[LotAsp, dict[str, Any]]:
    lot = ecrire(une, par=None).lot
    assert lot is not None
    return lot, json.loads(telecharger(lot, par=None))


def repondre(une: Structure, *codes: str, libelle: str = "libellé") -> LotAsp:
    """Send what is ready and read an answer with these codes, line by line."""
    lot, contenu = envoyer(une)
    for ligne, code in zip(contenu["lignesTelechargement"], codes, strict=True):
        ligne |= {"codeTraitement": code, "libelleTraitement": libelle}
    lire_retour(une, en_octets(contenu), retour_de(lot), par=None)
    return lot


def en_octets(contenu: Any) -> bytes:
    return json.dumps(contenu).encode()


def retour_de(lot: LotAsp) -> str:
    return lot.nom_fichier.replace(".json", "_FichierRetour.json")
