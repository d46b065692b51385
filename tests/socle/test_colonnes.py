"""Columns in and out of the database: nothing lost, nothing turned into something else."""

from datetime import date

import polars as pl
import pytest

from etrier.missions.models import Client
from etrier.parcours.models import Personne
from etrier.socle.colonnes import ecrire, entre, lire
from etrier.structures.models import Structure
from tests import fabrique

pytestmark = pytest.mark.django_db
COLONNES = {"id": pl.Int64, "nom": pl.String, "prenom": pl.String, "naissance": pl.Date}
NOMS = ["Simple", 'Avec "guillemets"', "Avec; point, virgule", "Avec\nligne", "É à ç œ", "%s ?", ""]


def personnes() -> pl.DataFrame:
    """What the table holds, in order."""
    return lire(Personne.objects.order_by("id").values_list(*COLONNES), COLONNES)


def test_it_writes_and_reads_back_any_text() -> None:
    trame = pl.DataFrame(
        {
            "id": range(1, len(NOMS) + 1),
            "civilite": [""] * len(NOMS),
            "nom": NOMS,
            "prenom": ["Camille"] * len(NOMS),
            "naissance": [date(1990, 1, rang + 1) for rang in range(len(NOMS))],
        }
    )
    assert ecrire(Personne, trame) == len(NOMS)
    assert personnes()["nom"].to_list() == NOMS
    assert personnes()["naissance"].to_list() == trame["naissance"].to_list()
    assert [p.nom for p in Personne.objects.order_by("id")] == NOMS


def test_a_null_is_not_an_empty_text() -> None:
    une = fabrique.structure()
    Structure.objects.filter(pk=une.pk).update(asp_id=None, commune="")
    colonnes = {"asp_id": pl.Int64, "commune": pl.String, "est_regie_de_quartier": pl.Boolean}
    lue = lire(Structure.objects.values_list(*colonnes), colonnes)
    assert lue.rows() == [(None, "", False)]


def test_it_sees_what_the_transaction_has_just_written() -> None:
    une = fabrique.structure()
    client = fabrique.client(une)
    colonnes = {"id": pl.Int64}
    assert lire(Client.objects.values_list("id"), colonnes).rows() == [(client.pk,)]


def test_nothing_to_read_and_nothing_to_write() -> None:
    vide = lire(Client.objects.filter(pk__in=[]).values_list("id"), {"id": pl.Int64})
    assert (vide.height, vide.schema) == (0, pl.Schema({"id": pl.Int64}))
    assert lire(Client.objects.filter(pk=-1).values_list("id"), {"id": pl.Int64}).is_empty()
    assert ecrire(Client, vide) == 0


def test_a_range_takes_its_bounds() -> None:
    structures = [fabrique.structure() for _ in range(3)]
    for une in structures:
        fabrique.client(une)
    cles = [structures[0].pk, structures[1].pk]
    assert Client.objects.filter(entre("structure", cles)).count() == 2
