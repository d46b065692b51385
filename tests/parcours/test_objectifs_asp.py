"""Targets of exits read from the real file of annexes of the ASP."""

import pytest

from etrier.parcours.models import ObjectifSorties
from etrier.parcours.sorties.objectifs_asp import importer_objectifs
from etrier.structures.actions import importer_annexes, importer_structures
from tests.structures.fichiers_asp import (
    ANNEXES,
    NOM_ANNEXES,
    NOM_STRUCTURES,
    STRUCTURES,
    changer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _annexes() -> None:
    importer_structures(STRUCTURES, NOM_STRUCTURES)
    importer_annexes(ANNEXES, NOM_ANNEXES)


def test_the_last_version_of_a_year_gives_its_target() -> None:
    rapport = importer_objectifs(ANNEXES, NOM_ANNEXES)
    assert rapport.ajoutes == ObjectifSorties.objects.count() > 0
    premier = ObjectifSorties.objects.get(
        convention__annexes__numero="ACI054210019",
        convention__annexes__renouvellement=0,
        annee=2021,
    )
    assert (premier.dynamiques, premier.durables) == (5000, 2000)


def test_read_twice_it_adds_nothing_and_what_was_typed_stays() -> None:
    importer_objectifs(ANNEXES, NOM_ANNEXES)
    objectif = ObjectifSorties.objects.all()[0]
    ObjectifSorties.objects.filter(pk=objectif.pk).update(dynamiques=9900)
    encore = importer_objectifs(ANNEXES, NOM_ANNEXES)
    assert (encore.ajoutes, encore.differents) == (0, 1)
    assert "écrit à la main" in " ".join(encore.phrases())


def test_rates_that_contradict_each_other_are_left_out_and_said() -> None:
    sains = importer_objectifs(ANNEXES, NOM_ANNEXES).ajoutes
    ObjectifSorties.objects.all().delete()
    faux = changer(ANNEXES, 12, "af_taux_prev_sorties_durable", "80.00")
    rapport = importer_objectifs(faux, NOM_ANNEXES)
    assert (rapport.lignes_fausses, rapport.differents) == (1, 0)
    assert rapport.ajoutes in (sains - 1, sains)
    assert "se contredisent" in " ".join(rapport.phrases())
