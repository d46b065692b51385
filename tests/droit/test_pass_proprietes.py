"""What holds for every PASS IAE, whatever happened to it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from etrier.droit.parametre import charger
from etrier.droit.regles.pass_iae import (
    Parcours,
    PassDelivre,
    Prolongation,
    Suspension,
    differences,
    etat_pass,
    fin_demande_maximale,
    fin_du_pass,
    fin_maximale,
    incoherences,
    jours_restants,
    nouveau_pass,
)
from etrier.droit.regles.pass_iae.dates import OUVERTS
from etrier.droit.vocabulaire_parcours import MotifProlongation

P = charger()
DEBUTS = st.dates(date(2019, 1, 1), date(2030, 12, 31))
ECARTS, DUREES = st.integers(0, 200), st.integers(0, 900)
PLAFONDS = {
    MotifProlongation.RQTH: 1095,
    MotifProlongation.SENIOR: 1825,
    MotifProlongation.PARTICULAR_DIFFICULTIES: 1095,
}


@st.composite
def parcours(tirer: st.DrawFn) -> Parcours:
    """A PASS with suspensions that follow each other, then prolongations end to end."""
    delivre = nouveau_pass(tirer(DEBUTS), P)
    suspendu = _suspendre(delivre, tirer(st.lists(st.tuples(ECARTS, DUREES), max_size=4)))
    return _prolonger(suspendu, tirer(st.lists(st.sampled_from(OUVERTS), max_size=4)))


def _suspendre(delivre: PassDelivre, ecarts: Sequence[tuple[int, int]]) -> Parcours:
    entier = Parcours(delivre)
    prochain = delivre.debut
    for ecart, duree in ecarts:
        debut = prochain + timedelta(days=ecart)
        if debut > fin_du_pass(entier):
            break
        suspension = Suspension(debut, debut + timedelta(days=duree))
        entier = replace(entier, suspensions=(*entier.suspensions, suspension))
        prochain = suspension.fin + timedelta(days=1)
    return entier


def _prolonger(entier: Parcours, motifs: Sequence[MotifProlongation]) -> Parcours:
    for motif in motifs:
        fin = fin_du_pass(entier)
        voulue = fin_demande_maximale(entier, motif, fin, P)
        if voulue > fin:
            prolongation = Prolongation(fin, voulue, motif)
            entier = replace(entier, prolongations=(*entier.prolongations, prolongation))
    return entier


JOURS = st.dates(date(2019, 1, 1), date(2045, 12, 31))


@given(parcours())
def test_what_can_happen_is_accepted(entier: Parcours) -> None:
    assert incoherences(entier, fin_du_pass(entier), P) == ()


@given(parcours(), JOURS)
def test_the_order_of_events_changes_nothing(entier: Parcours, le: date) -> None:
    suspensions = entier.suspensions[::-1]
    prolongations = entier.prolongations[::-1]
    autre = replace(entier, suspensions=suspensions, prolongations=prolongations)
    assert etat_pass(autre, le, P) == etat_pass(entier, le, P)
    assert incoherences(autre, le, P) == incoherences(entier, le, P)


@given(parcours())
def test_a_suspension_never_shortens_a_pass(entier: Parcours) -> None:
    sans = replace(entier, suspensions=())
    assert fin_du_pass(entier) >= fin_du_pass(sans)


@given(parcours(), st.integers(0, 400), JOURS)
def test_a_longer_suspension_never_gives_less(entier: Parcours, jours: int, le: date) -> None:
    if not entier.suspensions:
        return
    *autres, derniere = entier.suspensions
    longue = replace(derniere, fin=derniere.fin + timedelta(days=jours))
    allonge = replace(entier, suspensions=(*autres, longue))
    assert fin_du_pass(allonge) == fin_du_pass(entier) + timedelta(days=jours)
    assert jours_restants(allonge, le) >= jours_restants(entier, le)


@given(parcours(), JOURS)
def test_days_left_are_never_negative_nor_more_than_the_pass(entier: Parcours, le: date) -> None:
    restants = jours_restants(entier, le)
    duree = (fin_du_pass(entier) - entier.delivre.debut).days + 1
    assert 0 <= restants <= duree
    assert jours_restants(entier, le + timedelta(days=1)) <= restants


@given(parcours(), JOURS)
def test_valid_then_waiting_then_free(entier: Parcours, le: date) -> None:
    etat = etat_pass(entier, le, P)
    assert not (etat.valide and etat.en_carence)
    assert etat.valide == (le <= etat.fin)
    assert etat.en_carence == (etat.fin < le <= etat.fin_carence)
    assert etat.fin_carence > etat.fin


@given(parcours(), st.sampled_from(sorted(PLAFONDS)))
def test_caps_are_never_passed(entier: Parcours, motif: MotifProlongation) -> None:
    fin = fin_du_pass(entier)
    bout = fin_maximale(entier, motif, fin, P)
    ajoutes = (bout - fin).days
    assert ajoutes == max(PLAFONDS[motif] - entier.prolonge_jours, 0)
    demande = (fin_demande_maximale(entier, motif, fin, P) - fin).days
    assert demande == min(ajoutes, 365)


@given(parcours(), st.sampled_from(OUVERTS))
def test_a_day_more_than_the_maximum_is_refused(entier: Parcours, motif: MotifProlongation) -> None:
    fin = fin_du_pass(entier)
    bout = fin_maximale(entier, motif, fin, P)
    juste = _avec(entier, Prolongation(fin, bout, motif))
    de_trop = _avec(entier, Prolongation(fin, bout + timedelta(days=1), motif))
    if bout > fin:
        assert incoherences(juste, fin, P) == ()
    assert len(incoherences(de_trop, fin, P)) == 1


def _avec(entier: Parcours, prolongation: Prolongation) -> Parcours:
    return replace(entier, prolongations=(*entier.prolongations, prolongation))


@given(parcours())
def test_every_suspension_tells_its_lost_day(entier: Parcours) -> None:
    phrases = differences(entier, date(2026, 11, 23), P)
    assert sum("un de moins" in phrase for phrase in phrases) == len(entier.suspensions)
    assert all(phrase.endswith(".") for phrase in phrases)
    longues = [s for s in entier.suspensions if s.jours > 366]
    assert sum("plus de 12 mois" in phrase for phrase in phrases) >= len(longues)
