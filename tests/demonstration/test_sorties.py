"""What the demonstration tells of exits: enough of each to look at, sealed where it must be."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from etrier.demonstration.charger import charger
from etrier.demonstration.comptes import courriel
from etrier.demonstration.scenario import JOUR_DONNE
from etrier.parcours.enums import ClasseSortie
from etrier.parcours.models import ObjectifSorties, Sortie, SuiviSortie
from etrier.parcours.sorties.access import motif_lisible, sorties_a_dire
from etrier.parcours.sorties.motifs import SENSIBLES
from etrier.pilotage.frames import Periode
from etrier.pilotage.models import BilanAnnuel
from etrier.pilotage.sorties import examiner, taux, taux_du_groupe
from etrier.structures.access import Finalite, ouvrir
from etrier.structures.enums import Role
from etrier.structures.models import Structure, Utilisateur

pytestmark = pytest.mark.django_db


@pytest.fixture
def aci(tmp_path: Path) -> Structure:
    """The ACI of the demonstration, loaded."""
    charger(le=JOUR_DONNE, dossier=tmp_path)
    return Structure.objects.get(denomination="Les Jardins du Pas-Commun")


def test_each_screen_has_something_to_show(aci: Structure) -> None:
    direction = Utilisateur.objects.get(courriel=courriel(Role.DIRECTION))
    acces = ouvrir(direction, aci.pk, Finalite.LIRE_PILOTAGE)
    assert sorties_a_dire(acces, JOUR_DONNE).exists()
    suivis = SuiviSortie.objects.filter(sortie__salarie__structure=aci)
    assert suivis.filter(fait_le__isnull=True, prevu_le__lte=JOUR_DONNE).exists()
    assert suivis.filter(fait_le__isnull=False).exists()
    assert not suivis.filter(fait_le__gt=JOUR_DONNE).exists()
    assert ObjectifSorties.objects.filter(convention__structure=aci).exists()
    assert BilanAnnuel.objects.filter(convention__structure=aci).exists()


def test_every_class_is_met_and_the_group_moves(aci: Structure) -> None:
    cles = list(Structure.objects.values_list("pk", flat=True))
    periode = Periode(date(2024, 11, 1), JOUR_DONNE)
    vues = examiner(cles, periode, cles)
    assert {v.classe for v in vues} == set(ClasseSortie)
    assert any(v.dans_le_groupe for v in vues)
    assert taux_du_groupe(vues).examinees < taux(vues).examinees


def test_sensitive_motives_are_there_sealed(aci: Structure) -> None:
    direction = Utilisateur.objects.get(courriel=courriel(Role.DIRECTION))
    reservees = 0
    for sortie in Sortie.objects.filter(classe=ClasseSortie.RETIREE).select_related(
        "salarie__personne", "salarie__structure"
    ):
        acces = ouvrir(direction, sortie.salarie.structure_id, Finalite.LIRE_PILOTAGE)
        lu = motif_lisible(acces, sortie)
        assert lu not in SENSIBLES
        reservees += lu is None
    assert reservees > 3
    with connection.cursor() as curseur:
        curseur.execute("SELECT motif FROM parcours_sortie")
        assert all(bytes(motif).startswith(b"gAAAA") for (motif,) in curseur.fetchall())
