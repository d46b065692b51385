"""Somebody fictitious whose employee record lacks nothing, and the structure that sends it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone

from etrier.parcours.asp.actions import decrire, preparer
from etrier.parcours.models import FicheSalarie, Referent, Salarie
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique

LE = date(2026, 11, 23)
NIR = "290053523800194"
ADRESSE = {
    "numero_voie": "12",
    "extension_voie": "B",
    "type_voie": "RUE",
    "libelle_voie": "de Nantes (résidence)",
    "complement": "bâtiment C",
    "code_postal": "35000",
    "commune": "Rennes",
    "code_insee": "35238",
}
SITUATION: dict[str, Any] = {
    "naissance_pays": "100",
    "naissance_commune": "35238",
    "orienteur": "08",
    "niveau_formation": "40",
    "en_emploi": False,
    "sans_emploi_depuis": "03",
    "sans_ressource": False,
    "inscrit_ft": True,
    "inscrit_ft_depuis": "02",
    "identifiant_ft": "1234567A",
    "rqth": False,
    "oeth": False,
    "aide_sociale": True,
    "rsa": "OUI-NM",
    "rsa_depuis": "03",
    "ass": False,
    "aah": False,
    "sortant_ase": False,
    "parent_isole": True,
    "hebergement": False,
    "refugie": False,
    "sortant_detention": False,
    "difficulte_francais": False,
    "difficulte_mobilite": True,
}
EITI: dict[str, Any] = SITUATION | {
    "are": False,
    "prime_activite": True,
    "prime_activite_depuis": "02",
    "cape": True,
    "cesa": False,
    "acteur_creation": "Bgé",
    "revenu_ti": "650,00",
    "cotisations_ti": "01",
}


@pytest.fixture(autouse=True)
def le_23_novembre() -> Iterator[None]:
    """A record is checked on the day it leaves: her contract, PASS and annexe run on this one."""
    midi = datetime(LE.year, LE.month, LE.day, 12, tzinfo=timezone.get_default_timezone())
    with patch("django.utils.timezone.now", return_value=midi):
        yield


def salarie(une: Structure, dispositif: str = "ACI", *, annexe: bool = True) -> Salarie:
    """Somebody under contract, with an address and a PASS that runs."""
    sous = une.conventions.filter(dispositif=dispositif).first()
    if sous is None:
        sous = fabrique.convention(une, dispositif)
        if annexe:
            fabrique.annexe(sous, annee=LE.year)
    qui = fabrique.salarie(une, "EXEMPLE")
    personne = qui.personne
    for champ, valeur in ({"civilite": "MME", "prenom": "Héloïse"} | ADRESSE).items():
        setattr(personne, champ, valeur)
    personne.save()
    fabrique.contrat(qui, sous, debut=date(2025, 1, 1), fin=date(2026, 12, 31))
    return qui


def fiche(
    une: Structure, situation: Mapping[str, Any] | None = SITUATION, dispositif: str = "ACI"
) -> FicheSalarie:
    """A record made by the act, described unless `situation` is None."""
    qui = salarie(une, dispositif)
    preparer(une, par=None)
    faite = FicheSalarie.objects.select_related("structure", "salarie__personne", "pass_iae").get(
        salarie=qui
    )
    if situation is not None:
        decrire(faite, situation, NIR, par=None)
    return faite


def referent(qui: Salarie) -> Referent:
    """A CIP made her adviser."""
    cip = fabrique.utilisateur(Role.CIP, qui.structure)
    return Referent.objects.create(salarie=qui, utilisateur=cip, debut=date(2025, 1, 1))
