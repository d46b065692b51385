"""Drafts of a month: what they take, what they leave, and that they are never doubled."""

import pytest

from etrier.facturation.factures.ecriture import contenu_de
from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.preparation import preparer
from etrier.facturation.models import Facture
from tests import fabrique
from tests.facturation import monde

pytestmark = pytest.mark.django_db


def test_from_the_hour_to_the_number() -> None:
    une = monde.structure()
    ville, sous = monde.client(une), monde.contrat(une)
    fabrique.tarif(ville, 2450)
    monde.travailler(sous, ville, [420, 430, 415])
    monde.clore(une)

    bilan = preparer(une, monde.MARS, par=None)
    [brouillon] = Facture.objects.filter(pk__in=bilan.brouillons)
    emises = emettre(une, [brouillon], le=monde.LE, par=None)

    [facture] = Facture.objects.all()
    assert (facture.numero, emises) == ("F2025-00001", (facture,))
    ht = (1265 * 2450 * 2 + 60) // 120
    assert (facture.ht_centimes, facture.ttc_centimes) == (ht, ht + (ht * 2000 + 5000) // 10000)
    ecrite = contenu_de(facture)
    assert [(x.minutes, x.ht_centimes) for x in ecrite.lignes] == [(1265, ht)]
    assert [h.minutes for h in ecrite.annexe] == [420, 430, 415]
    assert [code for code, _phrase in ecrite.mentions] == ["PMT", "PMD", "AAB", "BAR"]
