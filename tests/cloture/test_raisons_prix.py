"""Explanations of lines to invoice whose price is more than an amount of the hour."""

from datetime import date

import pytest

from etrier.cloture.actions import cloturer
from etrier.cloture.raisons import raison_de_la_ligne_a_facturer
from etrier.facturation.models import LigneAFacturer
from etrier.heures.actions import corriger
from etrier.heures.models import LigneHeures
from etrier.missions.actions import Supplements, fixer_tarif
from etrier.missions.models import Chantier, Client, Tarif
from etrier.parcours.models import Contrat
from etrier.structures.models import Structure
from tests import fabrique

pytestmark = pytest.mark.django_db
MARS, AVRIL = date(2025, 3, 1), date(2025, 4, 1)
DEBUT = date(2025, 1, 1)
# A Monday, and a Sunday.
LUNDI, DIMANCHE = date(2025, 3, 3), date(2025, 3, 9)


@pytest.fixture
def maison() -> Structure:
    return fabrique.structure("Maison d'essai")


@pytest.fixture
def alice(maison: Structure) -> Contrat:
    convention = fabrique.convention(maison, "ACI")
    fabrique.annexe(convention)
    contrat = fabrique.contrat(fabrique.salarie(maison, "ALICE"), convention)
    Contrat.objects.filter(pk=contrat.pk).update(qualification="Chef d'équipe")
    contrat.refresh_from_db()
    return contrat


@pytest.fixture
def ville(maison: Structure) -> Client:
    return fabrique.client(maison)


@pytest.fixture
def lieu(maison: Structure, ville: Client) -> Chantier:
    return fabrique.chantier(maison, ville)


def fixer(maison: Structure, **champs: object) -> Tarif:
    voulus = {
        "depuis": DEBUT,
        "regime_tva": "normal",
        "montant_horaire_centimes": 2450,
        "par": None,
    }
    return fixer_tarif(maison, **voulus | champs)  # type: ignore[arg-type]


def clore(maison: Structure, mois: date) -> dict[str, LigneAFacturer]:
    """The lines of the month, by their kind."""
    fabrique.valider_mois(maison, mois)
    assert cloturer([maison.pk], mois, par=None).closes == (maison.pk,)
    lignes = LigneAFacturer.objects.filter(cloture__structure=maison, cloture__mois=mois)
    par_genre = {str(ligne.genre): ligne for ligne in lignes}
    assert len(par_genre) == lignes.count()
    return par_genre


def dire(ligne: LigneAFacturer) -> str:
    raison = raison_de_la_ligne_a_facturer(ligne)
    assert raison.figure.valeur == ligne.montant_ht_centimes
    assert raison.reserves == ()
    if ligne.genre not in ("complement", "deplacement"):
        assert raison.minutes_retenues == ligne.minutes_retenues
    return raison.base.replace("\u00a0", " ").replace("\u202f", " ")


def test_it_tells_the_wage_the_coefficient_and_the_increase(
    maison: Structure, alice: Contrat, lieu: Chantier
) -> None:
    alice.avenants.update(taux_horaire_centimes=1202)
    sup = Supplements(majoration_dimanche_pour_dix_mille=2500)
    prix = {"montant_horaire_centimes": None, "coefficient_dix_milliemes": 19_500}
    fixer(maison, qualification="CHEF D'ÉQUIPE", supplements=sup, **prix)
    fixer(maison, depuis=date(2024, 1, 1), montant_horaire_centimes=1000)
    fabrique.heures(alice, LUNDI, 60, chantier_id=lieu.pk)
    fabrique.heures(alice, DIMANCHE, 120, chantier_id=lieu.pk)
    lignes = clore(maison, MARS)
    assert {g: (x.montant_horaire_centimes, x.montant_ht_centimes) for g, x in lignes.items()} == {
        "heures": (2344, 2344),
        "dimanche": (2930, 5860),
    }
    dimanche = dire(lignes["dimanche"])
    assert "Salaire de 12,02 € × coefficient 1,95 = 23,44 €." in dimanche
    assert "23,44 € majorés de 25 % = 29,30 €." in dimanche
    assert "pour la qualification « CHEF D'ÉQUIPE »" in dimanche
    assert "majorés" not in dire(lignes["heures"])


def test_it_tells_the_service_that_won_and_the_night(
    maison: Structure, alice: Contrat, lieu: Chantier
) -> None:
    lieu.prestation = fabrique.prestation(maison, "Bureaux la nuit", est_de_nuit=True)
    lieu.save()
    sup = Supplements(majoration_nuit_pour_dix_mille=2500)
    fixer(maison)
    fixer(maison, prestation=lieu.prestation, supplements=sup)
    fabrique.heures(alice, LUNDI, 60, chantier_id=lieu.pk)
    ligne = clore(maison, MARS)["nuit"]
    assert (ligne.prestation, ligne.montant_horaire_centimes) == (lieu.prestation, 3063)
    assert "Prix de la structure pour « Bureaux la nuit » convenu" in dire(ligne)


def test_a_minimum_and_a_travel_tell_their_days(
    maison: Structure, alice: Contrat, lieu: Chantier
) -> None:
    fixer(maison, supplements=Supplements(minutes_minimum=120, deplacement_centimes=400))
    fabrique.heures(alice, LUNDI, 75, chantier_id=lieu.pk)
    fabrique.heures(alice, date(2025, 3, 4), 180, chantier_id=lieu.pk)
    lignes = clore(maison, MARS)
    complement, trajets = lignes["complement"], lignes["deplacement"]
    assert (complement.minutes_retenues, complement.montant_ht_centimes) == (45, 1838)
    assert (trajets.quantite, trajets.montant_unitaire_centimes) == (2, 400)
    assert lignes["heures"].montant_ht_centimes == 10_412
    assert "arrondies ensemble" in dire(complement)
    [jour] = raison_de_la_ligne_a_facturer(complement).composantes
    assert jour.minutes == 45
    assert "1 h 15 pour un minimum de 2 h" in jour.libelle.replace("\u00a0", " ")
    assert "2 déplacements × 4,00 € = 8,00 €" in dire(trajets)
    jours = raison_de_la_ligne_a_facturer(trajets).composantes
    assert [x.montant_centimes for x in jours] == [400, 400]


def test_a_correction_of_a_closed_month_gives_the_minimum_and_the_travel_back(
    maison: Structure, alice: Contrat, lieu: Chantier
) -> None:
    """She never came on the 3rd; on the 4th she stayed longer, still under the minimum."""
    fixer(maison, supplements=Supplements(minutes_minimum=120, deplacement_centimes=400))
    for jour in (LUNDI, date(2025, 3, 4)):
        fabrique.heures(alice, jour, 60, chantier_id=lieu.pk)
    assert clore(maison, MARS)["deplacement"].quantite == 2
    for jour, minutes in ((LUNDI, 0), (date(2025, 3, 4), 90)):
        ligne = LigneHeures.objects.get(contrat=alice, jour=jour)
        corriger(ligne, minutes=minutes, motif="Erreur", par=None)
    lignes = clore(maison, AVRIL)
    assert (lignes["deplacement"].quantite, lignes["deplacement"].montant_ht_centimes) == (-1, -400)
    # An hour less and half an hour more; an hour and a half of complement given back.
    assert (lignes["heures"].minutes_retenues, lignes["complement"].minutes_retenues) == (-30, -90)
    assert lignes["heures"].montant_ht_centimes == -1225
    assert lignes["complement"].montant_ht_centimes == -3675
    assert "-1 déplacement × 4,00 € = -4,00 €" in dire(lignes["deplacement"])
    composantes = raison_de_la_ligne_a_facturer(lignes["complement"]).composantes
    assert sum(x.minutes or 0 for x in composantes) == -90


def test_an_explanation_says_that_a_rate_changed_since(
    maison: Structure, alice: Contrat, lieu: Chantier
) -> None:
    tarif = fixer(maison, supplements=Supplements(deplacement_centimes=400))
    fabrique.heures(alice, LUNDI, 75, chantier_id=lieu.pk)
    trajets = clore(maison, MARS)["deplacement"]
    Tarif.objects.filter(pk=tarif.pk).update(deplacement_centimes=500)
    [reserve] = raison_de_la_ligne_a_facturer(trajets).reserves
    assert "La clôture comptait 1 ; jugées aujourd'hui" in reserve
