"""What a place costs and brings: parts add up to the whole, what is unknown is said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etrier.aides.models import AideMensuelle
from etrier.comptabilite.couts.lecture import lire_couts
from etrier.droit.regles.couts import Cout, MoisPaye, couts_par_lieu
from tests.aides import monde as aides
from tests.comptabilite import monde

MARS, AVRIL = date(2025, 3, 1), date(2025, 4, 1)
montants = st.integers(0, 500_000)
mois_payes = st.lists(
    st.builds(
        MoisPaye,
        st.dictionaries(st.sampled_from(["a", "b", "c"]), st.integers(0, 9_000)),
        montants,
        montants,
        montants,
        st.integers(0, 90_000),
    ),
    max_size=8,
)


@given(mois_payes)
def test_parts_add_up_to_what_was_paid(payes: list[MoisPaye]) -> None:
    couts = couts_par_lieu(payes).values()
    for nom in ("salaires_centimes", "charges_centimes", "aide_centimes", "etp_millioniemes"):
        assert sum(getattr(c, nom) for c in couts) == sum(getattr(m, nom) for m in payes)


def test_a_month_goes_to_its_places_by_minutes() -> None:
    couts = couts_par_lieu([MoisPaye({"a": 60, "b": 120}, 90_00, 30_00, 45_00, 3)])
    assert (couts["a"].salaires_centimes, couts["b"].salaires_centimes) == (30_00, 60_00)
    assert (couts["a"].cout_centimes, couts["a"].marge_centimes) == (40_00, -25_00)


def test_one_unknown_makes_the_cost_of_its_places_unknown_only() -> None:
    couts = couts_par_lieu(
        [MoisPaye({"a": 60}, 90_00, 10_00), MoisPaye({"a": 60, "b": 60}, 90_00, None)]
    )
    assert couts["b"].cout_centimes is couts["a"].cout_centimes is None
    assert couts["a"].salaires_centimes == 135_00
    assert couts["a"].manque == "Manquent : les cotisations patronales d'un mois."


def test_per_etp_needs_etp() -> None:
    assert Cout(etp_millioniemes=500_000).par_etp(10_00) == 20_00
    assert Cout(etp_millioniemes=0).par_etp(10_00) is None


@pytest.mark.django_db
def test_a_chantier_has_its_hours_wages_purchases_sales_and_aid() -> None:
    une = aides.batir()
    maison, lieu = une.structure, une.lieu
    paies = {c: monde.bulletin(1_000_00) for c in (une.alice, une.bob, une.chloe)}
    monde.retour_paie(maison, MARS, paies | {une.denis: monde.bulletin(2_000_00)})
    monde.retour_paie(maison, AVRIL, {une.alice: monde.bulletin(500_00)})
    monde.facture(une.ville, date(2025, 3, 31), chantier=lieu)
    monde.achat(maison, date(2025, 3, 5), 40_00, 8_00, chantier=lieu)
    monde.achat(maison, date(2025, 4, 5), 25_00, nature="vehicule", chantier=lieu)
    monde.achat(maison, date(2025, 5, 5), 99_00, chantier=lieu)
    couts = lire_couts(maison, MARS, AVRIL)
    assert couts.manques == ()
    par_nom = {x.nom: x.cout for x in couts.lieux}
    ici = par_nom[str(lieu)]
    assert (ici.salaires_centimes, ici.charges_centimes) == (3_500_00, 1_050_00)
    assert ici.achats == {"fournitures": 40_00, "vehicule": 25_00}
    assert ici.ventes_centimes == 100_00
    assert par_nom[str(une.usine)].salaires_centimes == 2_000_00
    attendue = sum(
        a.montant_mois_centimes or 0 for a in AideMensuelle.objects.filter(annexe=une.aci.annexe)
    )
    assert ici.aide_centimes == attendue > 0
    assert couts.ensemble.salaires_centimes == 5_500_00


@pytest.mark.django_db
def test_without_a_pay_return_contributions_are_unknown_and_said() -> None:
    une = aides.batir()
    couts = lire_couts(une.structure, MARS, date(2025, 5, 1))
    ici = next(x.cout for x in couts.lieux if x.chantier_id == une.lieu.pk)
    assert ici.salaires_centimes
    assert ici.charges_centimes is ici.cout_centimes is ici.marge_centimes is None
    assert "05/2025" in couts.manques[0]
    # What an open month sold or bought would pass for margin, or for a loss.
    monde.facture(une.ville, date(2025, 5, 31), chantier=une.lieu)
    monde.achat(une.structure, date(2025, 5, 5), 40_00, chantier=une.lieu)
    couts = lire_couts(une.structure, MARS, date(2025, 5, 1))
    assert (couts.ensemble.ventes_centimes, couts.ensemble.achats) == (0, {})
    assert "03/2025, 04/2025" in couts.manques[1]


@pytest.mark.django_db
def test_a_funder_is_told_apart_when_two_share_the_aid() -> None:
    une = aides.batir()
    une.aci.montant_total_centimes, une.aci.cofinance_centimes = 100_00, 25_00
    une.aci.save()
    une.aci.annexe.versements.create(le=date(2025, 3, 9), montant_centimes=12_00)
    lus = [
        f for f in lire_couts(une.structure, MARS, AVRIL).financeurs if f.annexe == une.aci.annexe
    ]
    etat, departement = lus
    assert (etat.financeur, departement.financeur) == ("État", "Département")
    total = (etat.du_centimes or 0) + (departement.du_centimes or 0)
    assert abs(4 * (departement.du_centimes or 0) - total) <= 2
    assert etat.recu_centimes is None
