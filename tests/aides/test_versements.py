"""Payments received: what is recorded, what is refused and said."""

from datetime import date, timedelta

import pytest

from etrier.aides.actions import enregistrer_versement
from etrier.aides.models import VersementRecu
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.models import Acte
from etrier.structures.enums import Role
from etrier.structures.models import AnnexeFinanciere
from tests import fabrique

pytestmark = pytest.mark.django_db
FEVRIER = date(2025, 2, 12)


@pytest.fixture
def annexe() -> AnnexeFinanciere:
    return fabrique.annexe(fabrique.convention(fabrique.structure(), "ACI")).annexe


def test_it_records_and_audits(annexe: AnnexeFinanciere) -> None:
    qui = fabrique.utilisateur(Role.GESTION, annexe.structure)
    versement = enregistrer_versement(annexe, FEVRIER, 1_993_417, "  VIR ASP  ", qui)
    assert VersementRecu.objects.get() == versement
    assert (versement.libelle, versement.saisi_par) == ("VIR ASP", qui)
    acte = Acte.objects.get()
    assert (acte.verbe, acte.perimetre) == ("versement.enregistrer", annexe.structure_id)
    assert (acte.cible_id, acte.details["montant_centimes"]) == (versement.pk, 1_993_417)


def test_it_records_what_was_taken_back(annexe: AnnexeFinanciere) -> None:
    assert enregistrer_versement(annexe, FEVRIER, -766_699, "", None).montant_centimes == -766_699


@pytest.mark.parametrize(
    ("le", "montant", "libelle", "phrase"),
    [
        (FEVRIER, 0, "", "Le montant est nul"),
        (date(2024, 12, 31), 100, "", "commence le 01/01/2025"),
        (FEVRIER, 100, "x" * 121, "dépasse 120 caractères"),
    ],
)
def test_it_refuses_and_says_why(
    annexe: AnnexeFinanciere, le: date, montant: int, libelle: str, phrase: str
) -> None:
    with pytest.raises(Refus, match=phrase):
        enregistrer_versement(annexe, le, montant, libelle, None)
    assert not VersementRecu.objects.exists()
    assert not Acte.objects.exists()


def test_it_refuses_money_to_come(annexe: AnnexeFinanciere) -> None:
    with pytest.raises(Refus, match="pas encore passé"):
        enregistrer_versement(annexe, aujourdhui() + timedelta(days=1), 100, "", None)


def test_it_refuses_the_same_payment_twice(annexe: AnnexeFinanciere) -> None:
    enregistrer_versement(annexe, FEVRIER, 100, "VIR ASP", None)
    with pytest.raises(Refus, match="déjà enregistré"):
        enregistrer_versement(annexe, FEVRIER, 100, "VIR ASP", None)
    enregistrer_versement(annexe, FEVRIER, 100, "VIR ASP 2", None)
    assert VersementRecu.objects.count() == 2
