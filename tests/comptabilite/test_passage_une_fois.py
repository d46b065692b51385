"""Entries: each thing once, numbered without a gap, never changed, turned over when undone."""

from datetime import date

import pytest

from etrier.comptabilite.ecritures import passage
from etrier.comptabilite.ecritures.exercices import exercice_du, ouvrir_exercice
from etrier.comptabilite.ecritures.passage import clore_exercice, examiner, passer
from etrier.comptabilite.models import Ecriture, Exercice, LigneEcriture
from etrier.facturation.models import Facture
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from etrier.structures.models import Structure
from tests import fabrique
from tests.comptabilite import monde
from tests.comptabilite.monde_passage import FIN, MARS, maison, solde, ville

__all__ = ["maison", "ville"]

pytestmark = pytest.mark.django_db


def test_twice_in_a_row_passes_nothing_more(maison: Structure, ville: Client) -> None:
    for mois in range(1, 13):
        monde.facture(ville, date(2025, mois, 5))
    assert passer(maison, FIN, par=None).passees == 12
    assert passer(maison, FIN, par=None).passees == 0
    assert list(Ecriture.objects.values_list("numero", flat=True)) == list(range(1, 13))


def test_a_day_after_is_for_another_time(maison: Structure, ville: Client) -> None:
    monde.facture(ville, MARS)
    assert passer(maison, date(2025, 3, 30), par=None).passees == 0


def test_killed_midway_it_goes_on_where_it_was(
    maison: Structure, ville: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for mois in range(1, 13):
        monde.facture(ville, date(2025, mois, 5))
    monkeypatch.setattr(passage, "LOT", 5)

    def tuer(_etape: str, fait: int, _total: int) -> None:
        if fait >= 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        passer(maison, FIN, par=None, suivi=tuer)
    assert Ecriture.objects.count() == Exercice.objects.get().dernier_numero == 10
    assert passer(maison, FIN, par=None).passees == 2
    assert list(Ecriture.objects.values_list("numero", flat=True)) == list(range(1, 13))
    assert all(e.debit_centimes == e.credit_centimes for e in Ecriture.objects.avec_totaux())


def test_an_entry_never_changes(maison: Structure, ville: Client) -> None:
    monde.facture(ville, MARS)
    passer(maison, FIN, par=None)
    ecriture, ligne = Ecriture.objects.get(), LigneEcriture.objects.all()[0]
    for tente in (
        ecriture.save,
        ecriture.delete,
        ligne.save,
        ligne.delete,
        Ecriture.objects.all().delete,
        LigneEcriture.objects.all().delete,
        lambda: Ecriture.objects.update(libelle="Autre"),
        lambda: LigneEcriture.objects.update(debit_centimes=1),
    ):
        with pytest.raises(Refus, match="ne change plus"):
            tente()


def test_a_closed_year_refuses(maison: Structure, ville: Client) -> None:
    monde.facture(ville, MARS)
    with pytest.raises(Refus, match="1 écriture"):
        clore_exercice(exercice_du(maison, MARS), par=None)
    passer(maison, FIN, par=None)
    clore_exercice(Exercice.objects.get(), par=None)
    tardive = monde.facture(ville, MARS)
    bilan = passer(maison, FIN, par=None)
    assert bilan.passees == 0
    assert bilan.laissees[0].source == f"facture:{tardive.pk}"
    assert "clos" in bilan.laissees[0].raison


def test_years_follow_each_other(maison: Structure) -> None:
    ouvrir_exercice(maison, debut=date(2024, 7, 1), fin=date(2025, 6, 30), par=None)
    assert exercice_du(maison, date(2025, 3, 1)).debut == date(2024, 7, 1)
    assert exercice_du(maison, date(2026, 7, 1)).debut == date(2026, 7, 1)
    assert exercice_du(maison, date(2025, 7, 1)).fin == date(2026, 6, 30)
    assert exercice_du(maison, date(2024, 1, 1)).debut == date(2023, 7, 1)
    with pytest.raises(Refus, match="déjà"):
        ouvrir_exercice(maison, debut=date(2025, 1, 1), fin=date(2025, 12, 31), par=None)
    with pytest.raises(Refus, match="premier jour"):
        ouvrir_exercice(maison, debut=date(2030, 1, 2), fin=date(2030, 12, 31), par=None)


def test_what_would_be_passed_is_shown_without_passing(maison: Structure, ville: Client) -> None:
    monde.facture(ville, MARS)
    faits, laissees = examiner(maison, FIN)
    assert ([f.libelle for f in faits], laissees) == (
        [f"Facture {Facture.objects.get()} {ville}"],
        [],
    )
    assert not Ecriture.objects.exists()


def test_the_house_of_others_is_not_passed(maison: Structure, ville: Client) -> None:
    autre = fabrique.structure()
    monde.facture(fabrique.client(autre), MARS)
    monde.facture(ville, MARS)
    assert passer(maison, FIN, par=None).passees == 1
    assert not Ecriture.objects.filter(structure=autre).exists()


def test_a_payment_undone_is_turned_over_and_passed_again_when_done_again(
    maison: Structure,
) -> None:
    achat = monde.achat(maison, MARS, 50_00, etat="payee", payee_le=date(2025, 4, 1))
    passer(maison, FIN, par=None)
    achat.etat, achat.payee_le = "bonne_a_payer", None
    achat.save()
    assert passer(maison, FIN, par=None).passees == 1
    assert (solde(maison, "401"), solde(maison, "512")) == (-50_00, 0)
    assert passer(maison, FIN, par=None).passees == 0
    achat.etat, achat.payee_le = "payee", date(2025, 5, 1)
    achat.save()
    assert passer(maison, FIN, par=None).passees == 1
    assert passer(maison, FIN, par=None).passees == 0
    assert (solde(maison, "401"), solde(maison, "512")) == (0, -50_00)
    assert Ecriture.objects.filter(source=f"paiement:{achat.pk}~2").exists()


def test_a_rejection_undone_is_turned_over(maison: Structure) -> None:
    ligne = monde.virement(maison, MARS, 800_00)
    ligne.rejetee_le = date(2025, 4, 2)
    ligne.save()
    passer(maison, FIN, par=None)
    assert solde(maison, "512") == 0
    ligne.rejetee_le = None
    ligne.save()
    assert passer(maison, FIN, par=None).passees == 1
    assert (solde(maison, "512"), solde(maison, "421")) == (-800_00, 800_00)
    assert passer(maison, FIN, par=None).passees == 0


def test_a_transfer_given_up_before_its_day_moved_nothing(maison: Structure) -> None:
    ligne = monde.virement(maison, MARS, 800_00)
    ligne.rejetee_le = date(2025, 3, 28)
    ligne.save()
    assert passer(maison, FIN, par=None).passees == 0
