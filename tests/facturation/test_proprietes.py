"""To the centime: Σ lines = Σ hours × prices rounded once, whatever the grouping."""

from collections import defaultdict
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from etrier.droit.arrondis import demi_haut
from etrier.facturation.enums import Regroupement
from etrier.facturation.factures.ecriture import contenu_de
from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.preparation import preparer
from etrier.facturation.factures.reglages import regler_client
from etrier.facturation.models import Facture
from etrier.missions.models import Mission, Prestation, Tarif
from tests.facturation import monde

# For each mission: its price, its VAT, its service, and the minutes of its first days.
MISSIONS = st.lists(
    st.tuples(
        st.sampled_from([1999, 2000, 2390, 2451]),
        st.sampled_from(["normal", "intermediaire", "reduit"]),
        st.sampled_from(["A", "B", None]),
        st.lists(st.integers(1, 150), min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=5,
)


class TestAuCentime(TestCase):
    """Whatever the hours, the prices and the grouping."""

    @settings(max_examples=25)
    @given(MISSIONS)
    def test_lines_hours_vat_and_annex_agree(
        self, missions: list[tuple[int, str, str | None, list[int]]]
    ) -> None:
        une = monde.structure()
        ville, sous = monde.client(une), monde.contrat(une)
        services = {
            code: Prestation.objects.create(structure=une, code=code, libelle=f"Service {code}")
            for code in "AB"
        }
        minutes: dict[tuple[int, str], int] = defaultdict(int)
        for prix, regime, code, durees in missions:
            monde.travailler(sous, ville, durees, prestation=services.get(code or ""))
            Tarif.objects.create(
                structure=une,
                mission=Mission.objects.latest("pk"),
                depuis=date(2024, 1, 1),
                montant_horaire_centimes=prix,
                regime_tva=regime,
            )
            minutes[prix, regime] += sum(durees)
        monde.clore(une)
        attendu = sum(demi_haut(m * prix, 60) for (prix, _r), m in minutes.items())
        for regroupement in Regroupement.values:
            regler_client(ville, par=None, regroupement=regroupement)
            [cle] = preparer(une, monde.MARS, par=None).brouillons
            facture = Facture.objects.get(pk=cle)
            verifier(facture, attendu, sum(minutes.values()))
        [emise] = emettre(une, [facture], le=monde.LE, par=None)
        verifier(emise, attendu, sum(minutes.values()))


def verifier(facture: Facture, attendu: int, minutes: int) -> None:
    """The totals, their VAT once per rate, and every minute on the annex."""
    ecrite = contenu_de(facture)
    assert facture.ht_centimes == attendu
    assert sum(x.ht_centimes for x in ecrite.lignes) == ecrite.ht_centimes == attendu
    assert sum(x.minutes or 0 for x in ecrite.lignes) == minutes
    assert sum(h.minutes for h in ecrite.annexe) == minutes
    bases: dict[int, int] = defaultdict(int)
    for ligne in ecrite.lignes:
        bases[ligne.taux_tva_pour_dix_mille] += ligne.ht_centimes
        # Within a centime of its own product.
        produit = demi_haut((ligne.minutes or 0) * ligne.prix_centimes, 60)
        assert abs(ligne.ht_centimes - produit) <= len(ecrite.lignes)
    assert {t.taux_pour_dix_mille: t.base_centimes for t in ecrite.tva} == bases
    tva = sum(demi_haut(base * taux, 10_000) for taux, base in bases.items())
    assert facture.tva_centimes == ecrite.tva_centimes == tva
    assert facture.ttc_centimes == ecrite.ttc_centimes == attendu + tva
