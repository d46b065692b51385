"""Internal invoices mirror exactly, credit notes too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from etrier.facturation.factures.articles import ajouter_article
from etrier.facturation.factures.avoirs import facturer_avoir
from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.preparation import preparer
from etrier.facturation.models import Facture, FactureFournisseur
from etrier.missions.models import Client
from etrier.structures.models import Groupe, Structure
from tests.facturation import monde


def soeurs() -> tuple[Structure, Client]:
    """Two structures of a group; the second is a client of the first."""
    une, autre = monde.structure(), monde.structure("Sœur")
    groupe = Groupe.objects.create(nom=f"Groupe {une.pk}")
    Structure.objects.filter(pk__in=(une.pk, autre.pk)).update(groupe=groupe)
    une.refresh_from_db()
    return une, monde.client(une, siret=autre.siret)


def facturer(chez: Client, *articles: tuple[int, int, str]) -> Facture:
    for quantite, prix, regime in articles:
        ajouter_article(
            chez,
            le=monde.MARS,
            libelle="Entretien",
            unite="unite",
            quantite_milliemes=quantite,
            prix_centimes=prix,
            regime_tva=regime,
            par=None,
        )
    [cle] = preparer(chez.structure, monde.MARS, par=None).brouillons
    [emise] = emettre(chez.structure, [Facture.objects.get(pk=cle)], le=monde.LE, par=None)
    return emise


def cote(facture: Facture | FactureFournisseur) -> tuple[object, ...]:
    """What both sides must say alike."""
    lignes = facture.lignes.values_list("rang", "libelle", "ht_centimes", "taux_tva_pour_dix_mille")
    return (
        facture.numero,
        facture.emise_le,
        facture.echeance,
        facture.ht_centimes,
        facture.tva_centimes,
        facture.ttc_centimes,
        list(lignes),
    )


ARTICLES = st.lists(
    st.tuples(
        st.integers(1, 500_000),
        st.integers(1, 500_000),
        st.sampled_from(["normal", "intermediaire", "reduit"]),
    ),
    min_size=1,
    max_size=5,
)


class TestMiroir(TestCase):
    """Whatever the lines."""

    @given(ARTICLES)
    def test_both_sides_are_equal_and_a_credit_note_undoes_both(
        self, articles: list[tuple[int, int, str]]
    ) -> None:
        _une, chez = soeurs()
        # An amount under half a centime is nothing to invoice.
        articles = [(q + 1000, p, r) for q, p, r in articles]
        facture = facturer(chez, *articles)
        avoir = facturer_avoir(
            facture, None, motif="Erreur", le=monde.LE, par=None, a_refacturer=False
        )
        for une in (facture, avoir):
            miroir = FactureFournisseur.objects.get(interne=une)
            assert cote(miroir) == cote(une)
            assert miroir.structure.siret == chez.siret
        assert facture.ttc_centimes == -avoir.ttc_centimes


@pytest.mark.django_db
def test_a_client_outside_the_group_has_no_mirror() -> None:
    une, _chez = soeurs()
    facturer(monde.client(une), (1000, 5000, "normal"))
    assert not FactureFournisseur.objects.exists()


@pytest.mark.django_db
def test_another_establishment_of_the_same_siren_is_found() -> None:
    une, chez = soeurs()
    Structure.objects.exclude(pk=une.pk).update(siret=chez.siret[:9] + "00028")
    facturer(chez, (1000, 5000, "normal"))
    assert FactureFournisseur.objects.get().ttc_centimes == 6000
