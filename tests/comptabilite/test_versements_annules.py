"""Money of the State whose match was undone is not matched again: it was taken back."""

import pytest

from etrier.aides.models import VersementRecu
from etrier.comptabilite.rapprochement.actions import accepter, defaire
from etrier.comptabilite.rapprochement.cibles import Cible, Sorte
from etrier.socle.erreurs import Refus
from etrier.structures.models import Structure
from tests import fabrique
from tests.comptabilite.monde_rapprochement import (
    AVRIL,
    accepter_la_premiere,
    mouvement,
    une,
)

__all__ = ["une"]

pytestmark = pytest.mark.django_db


def viser(versement: VersementRecu) -> Cible:
    """What a crafted form sends."""
    return Cible.lire(f"{Sorte.VERSEMENT}:{versement.pk}")


def test_a_payment_undone_cannot_be_chosen_again(une: Structure) -> None:
    fabrique.annexe(fabrique.convention(une))
    m = mouvement(une, 50_000, "VIR ASP")
    accepter_la_premiere(m)
    defaire(m, None)
    ecrit, oppose = VersementRecu.objects.order_by("pk")
    assert oppose.montant_centimes == -50_000
    with pytest.raises(Refus, match="annulé"):
        accepter(m, viser(ecrit), par=None)
    sortie = mouvement(une, -50_000, "VIR ASP")
    with pytest.raises(Refus, match="annulé"):
        accepter(sortie, viser(oppose), par=None)
    accepter_la_premiere(m)
    assert sum(v.montant_centimes for v in VersementRecu.objects.all()) == 50_000


def test_a_payment_typed_by_hand_may_be_matched_undone_and_matched_again(une: Structure) -> None:
    annexe = fabrique.annexe(fabrique.convention(une)).annexe
    saisi = VersementRecu.objects.create(
        annexe=annexe, le=AVRIL, montant_centimes=50_000, libelle="Douzième #12"
    )
    m = mouvement(une, 50_000, "VIR ASP")
    for _fois in range(2):
        [lien] = accepter(m, viser(saisi), par=None)
        assert lien.versement == saisi
        defaire(m, None)
    assert VersementRecu.objects.count() == 1
