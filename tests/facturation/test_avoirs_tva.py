"""Credit notes that together take back a whole invoice take back its VAT, to the centime."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from etrier.droit.arrondis import demi_haut
from etrier.facturation.enums import GenreFacture, UniteLigne
from etrier.facturation.factures.avoirs import Correction, facturer_avoir, restes
from etrier.facturation.factures.brouillons import creer_brouillon
from etrier.facturation.factures.ecriture import contenu_de
from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.lignes import Preparee
from etrier.facturation.factures.totaux import TvaDuTaux, TvaReprise
from etrier.facturation.formats.verification import verifier_contenu
from etrier.facturation.models import Facture, LigneFacture
from etrier.facturation.reglements.actions import solde_de
from tests.facturation import monde

TAUX = {"normal": 2000, "intermediaire": 1000, "reduit": 550, "exonere": 0}
LIGNES = st.lists(
    st.tuples(st.sampled_from(sorted(TAUX)), st.integers(1, 40)), min_size=1, max_size=4
)
# By line in turn, the centimes asked back; what is more than is left takes what is left.
PARTS = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 15)), max_size=6)


def emise(lignes: Sequence[tuple[str, int]]) -> Facture:
    """An invoice of fixed prices: (VAT regime, centimes before tax)."""
    une = monde.structure(mention_exoneration="TVA non applicable, article 261, 7-1° bis du CGI")
    preparees = [
        Preparee(
            LigneFacture(
                libelle=f"Forfait {rang}",
                unite=UniteLigne.FORFAIT,
                quantite_milliemes=1000,
                prix_centimes=ht,
                regime_tva=regime,
                taux_tva_pour_dix_mille=TAUX[regime],
                ht_centimes=ht,
            )
        )
        for rang, (regime, ht) in enumerate(lignes)
    ]
    client = monde.client(une, siret="00000002600017")
    brouillon = creer_brouillon(client, GenreFacture.FACTURE, preparees)
    [facture] = emettre(une, [brouillon], le=monde.LE, par=None)
    return facture


def reprendre(facture: Facture, *lignes: Correction) -> Facture:
    return facturer_avoir(
        facture, lignes or None, motif="Erreur", le=monde.LE, par=None, a_refacturer=False
    )


def par_taux(factures: Iterable[Facture]) -> Counter[tuple[str, int]]:
    """VAT of each rate, added up."""
    sommes: Counter[tuple[str, int]] = Counter()
    for facture in factures:
        for tva in contenu_de(facture).tva:
            sommes[tva.regime_tva, tva.taux_pour_dix_mille] += tva.tva_centimes
    return sommes


def verifier(facture: Facture, avoirs: Sequence[Facture]) -> None:
    """Together they are the invoice: before tax, VAT of each rate, with tax; nothing is due."""
    assert sum(a.ht_centimes for a in avoirs) == -facture.ht_centimes
    assert sum(a.tva_centimes for a in avoirs) == -facture.tva_centimes
    rendue = {cle: -somme for cle, somme in par_taux(avoirs).items()}
    assert rendue == dict(par_taux([facture]))
    assert [solde_de(x) for x in (facture, *avoirs)] == [0] * (len(avoirs) + 1)
    for avoir in avoirs:
        ecrite = contenu_de(avoir)
        assert ecrite.tva_centimes == avoir.tva_centimes == sum(t.tva_centimes for t in ecrite.tva)
        for tva in ecrite.tva:
            seule = demi_haut(tva.base_centimes * tva.taux_pour_dix_mille, 10_000)
            assert abs(tva.tva_centimes - seule) <= 1
            assert tva.tva_centimes * tva.base_centimes >= 0


class TestAuCentime(TestCase):
    """Whatever the lines, the rates and the parts."""

    @settings(max_examples=25, deadline=None)
    @given(LIGNES, PARTS)
    def test_parts_then_the_rest_make_the_invoice(
        self, lignes: list[tuple[str, int]], parts: list[tuple[int, int]]
    ) -> None:
        facture = emise(lignes)
        siennes = list(facture.lignes.all())
        avoirs = []
        for rang, voulu in parts:
            ligne = siennes[rang % len(siennes)]
            part = min(voulu, restes(facture)[ligne.pk])
            if part:
                avoirs.append(reprendre(facture, Correction(ligne, prix_centimes=part)))
        if any(restes(facture).values()):
            avoirs.append(reprendre(facture))
        verifier(facture, avoirs)


@pytest.mark.django_db
@pytest.mark.parametrize("forme", ["cii", "ubl"])
def test_each_of_them_is_valid_for_the_official_judges(forme: str) -> None:
    """Ten times three centimes at 20 %: rounded apart, ten of VAT for an invoice that has six."""
    facture = emise([("normal", 30), ("reduit", 9)])
    normale, reduite = facture.lignes.all()
    avoirs = [reprendre(facture, Correction(normale, prix_centimes=3)) for _n in range(9)]
    # Nothing of VAT alone (0.495), then half a centime more: it is due with the second.
    avoirs += [reprendre(facture, Correction(reduite, prix_centimes=4)) for _n in range(2)]
    avoirs.append(reprendre(facture))
    verifier(facture, avoirs)
    for avoir in avoirs:
        assert verifier_contenu(json.dumps(avoir.contenu), forme) == []


@pytest.mark.django_db
def test_a_rate_emptied_before_the_others_is_exact() -> None:
    facture = emise([("normal", 8), ("reduit", 1_000)])
    normale = facture.lignes.all()[0]
    avoirs = [reprendre(facture, Correction(normale, prix_centimes=4)) for _n in range(2)]
    assert [a.tva_centimes for a in avoirs] == [-1, -1]
    assert par_taux([facture])["normal", 2000] == 2
    avoirs = [reprendre(facture), *avoirs]
    verifier(facture, avoirs)


def test_never_a_centime_from_its_own_rounding_nor_of_the_other_sign() -> None:
    """Credit notes issued when each was rounded alone may have taken back too much."""
    seule = TvaDuTaux("normal", 2000, -3)
    assert seule.tva_centimes == -1
    assert TvaDuTaux("normal", 2000, -3, TvaReprise(-27, -9)).tva_centimes == 0
    assert TvaDuTaux("normal", 2000, -2, TvaReprise(-28, -9)).tva_centimes == 0
    assert TvaDuTaux("normal", 2000, -30, TvaReprise(-27, 0)).tva_centimes == -7
