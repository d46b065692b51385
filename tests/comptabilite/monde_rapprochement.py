"""Lines of the bank, what is proposed for them, and a client who pays."""

from datetime import date
from itertools import count

import pytest

from etrier.banque.models import CompteBancaire, MouvementBancaire, ReleveBancaire
from etrier.comptabilite.models import RapprochementBancaire
from etrier.comptabilite.rapprochement.actions import accepter
from etrier.comptabilite.rapprochement.propositions import LigneARapprocher, proposer
from etrier.missions.models import Client
from etrier.structures.models import Structure
from tests import fabrique
from tests.banque.monde import AVANT, compte

AVRIL = date(2025, 4, 3)
_cles = count(1)


@pytest.fixture
def une() -> Structure:
    return fabrique.structure()


@pytest.fixture
def client(une: Structure) -> Client:
    qui = fabrique.client(une)
    qui.denomination = "Mairie de Saint-Exemple"
    qui.save()
    return qui


def mouvement(
    une: Structure,
    centimes: int,
    libelle: str = "",
    *,
    reference: str = "",
    nom: str = "",
    de: str = "",
    le: date = AVRIL,
) -> MouvementBancaire:
    """A line of the bank on the structure's account."""
    notre = CompteBancaire.objects.filter(structure=une, salarie=None, client=None).first()
    releve, _neuf = ReleveBancaire.objects.get_or_create(
        structure=une,
        compte=notre or compte(une),
        empreinte="e",
        defaults={"fichier": "r.xml", "debut": AVRIL, "fin": AVRIL, "importe_le": AVANT},
    )
    return MouvementBancaire.objects.create(
        structure=une,
        releve=releve,
        compte=releve.compte,
        le=le,
        montant_centimes=centimes,
        libelle=libelle,
        reference=reference,
        contrepartie=nom,
        contrepartie_iban=de,
        cle=str(next(_cles)),
    )


def vue(m: MouvementBancaire) -> LigneARapprocher:
    return proposer(m.structure, [m])[0]


def accepter_la_premiere(m: MouvementBancaire) -> list[RapprochementBancaire]:
    premiere = vue(m).premiere
    assert premiere is not None
    return accepter(m, premiere.cible, raison=premiere.raison, par=None)
