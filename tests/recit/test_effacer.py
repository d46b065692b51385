"""Years later everybody of the demonstration is erased: no figure of a closed month moves."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.utils import timezone

from etrier.banque.models import CompteBancaire
from etrier.cloture.bilan import BilanMois, bilans
from etrier.cloture.docteur import Gravite, ausculter
from etrier.heures.models import Cloture
from etrier.parcours.conservation.access import connues_de
from etrier.parcours.conservation.actions import archiver, effacer
from etrier.parcours.conservation.horloges import lire_horloges
from etrier.parcours.models import (
    Candidature,
    Contrat,
    EtapeParcours,
    FicheSalarie,
    PassIae,
    Personne,
    Sortie,
)
from etrier.pilotage.bilan.composition import composer_bilan
from etrier.pilotage.bilan.contenu import Chapitre, Perimetre
from etrier.structures.models import Convention, Structure
from tests.recit.octobre import Octobre

pytestmark = pytest.mark.django_db
DERIVEES = (
    *("heures.LigneHeures", "heures.Cloture", "paie.VariablePaie", "aides.AideMensuelle"),
    *("aides.EtatMensuel", "facturation.LigneAFacturer", "clauses.HeuresClause"),
)
FIN, BIEN_PLUS_TARD = date(2027, 6, 30), date(2032, 1, 5)


@pytest.fixture
def horloge() -> Iterator[Any]:
    """The clock of the story, years later."""
    with patch("django.utils.timezone.now") as maintenant:
        mettre(maintenant, BIEN_PLUS_TARD)
        yield maintenant


def mettre(horloge: Any, jour: date) -> None:
    horloge.return_value = datetime(
        jour.year, jour.month, jour.day, 12, tzinfo=timezone.get_default_timezone()
    )


def figures() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the ledger and of what was derived at the closes."""
    return {
        nom: list(apps.get_model(nom)._base_manager.order_by("pk").values_list())
        for nom in DERIVEES
    }


def les_bilans() -> list[BilanMois]:
    """What each closed month gave: hours, pay, invoices, aid, clauses."""
    structures = list(Structure.objects.values_list("pk", flat=True))
    mois = sorted(set(Cloture.objects.values_list("mois", flat=True)))
    return [bilan for m in mois for bilan in bilans(structures, m)]


def les_bilans_annuels() -> list[Sequence[Chapitre]]:
    """Every figure of the yearly reports: people, accompaniment, training, exits."""
    return [
        composer_bilan(Perimetre(convention, annee, BIEN_PLUS_TARD)).chapitres
        for convention in Convention.objects.order_by("pk")
        for annee in (2025, 2026)
    ]


def tout_finit() -> None:
    """Everybody has left: contracts ended, PASS over, candidacies and records answered."""
    Contrat.objects.filter(fin=None).update(fin=FIN)
    Contrat.objects.filter(fin__gt=FIN).update(fin=FIN)
    PassIae.objects.filter(fin__gt=FIN).update(fin=FIN)
    Candidature.objects.filter(salarie=None).exclude(etat__in=("refusee", "retiree")).update(
        etat="refusee"
    )
    EtapeParcours.objects.exclude(etat="faite").update(etat="annulee")
    FicheSalarie.objects.filter(etat="envoyee").update(etat="integree")


def classes() -> list[tuple[Any, ...]]:
    """What figures of exits are made of."""
    return list(Sortie.objects.order_by("pk").values_list("convention", "le", "classe"))


def test_nothing_that_was_closed_moves(octobre: Octobre, horloge: Any) -> None:
    tout_finit()
    avant = figures(), les_bilans(), classes(), les_bilans_annuels()
    alterations = [a for a in ausculter() if a.gravite is Gravite.ALTERATION]
    assert all(avant[0].values())
    personnes = list(connues_de(list(Structure.objects.all())))
    assert len(personnes) > 150
    for personne in personnes:
        archiver(personne, par=None)
    mettre(horloge, BIEN_PLUS_TARD + timedelta(days=30))
    for personne in personnes:
        effacer(personne, par=None)
    assert lire_horloges(connues_de(list(Structure.objects.all())), BIEN_PLUS_TARD) == []
    assert not Personne.objects.exclude(nom__startswith="Personne effacée").exists()
    assert not CompteBancaire.objects.filter(salarie__isnull=False).exclude(iban="").exists()
    assert (figures(), les_bilans(), classes(), les_bilans_annuels()) == avant
    assert [a for a in ausculter() if a.gravite is Gravite.ALTERATION] == alterations == []
