"""The radar: what is due on a day, to whom it shows."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from etrier.parcours.echeances.echeance import Tranche
from etrier.parcours.echeances.radar import compter, lister
from etrier.parcours.models import (
    Contrat,
    DocumentProduit,
    FicheSalarie,
    Immersion,
    PassIae,
    ProlongationPass,
    Sortie,
    SuspensionPass,
)
from etrier.parcours.secrets import sceller
from etrier.socle.secrets import Scelle
from etrier.structures.actions import dater_convention
from etrier.structures.enums import Role
from etrier.structures.models import AvenantAnnexe, Structure
from tests import fabrique
from tests.parcours.monde_radar import (
    LE,
    acces,
    contrat,
    date_de,
    entretien,
    finir_pass,
    genres,
    jours,
    le_pass,
    referent,
    suivie,
    une,
    vues,
)

__all__ = ["contrat", "une"]

pytestmark = pytest.mark.django_db


def test_nothing_is_due_when_all_is_well(une: Structure) -> None:
    assert vues(une) == []


# PASS IAE


@pytest.mark.parametrize(("reste", "dite"), [(91, False), (90, True), (0, True), (-5, True)])
def test_the_end_of_a_pass_shows_ninety_days_before(
    contrat: Contrat, reste: int, dite: bool
) -> None:
    finir_pass(contrat, jours(reste))
    assert ("pass_fin" in genres(contrat.structure)) is dite


def test_the_window_to_prolong_opens_and_closes(contrat: Contrat) -> None:
    # In June 2025 the platform opens it 7 months before the end and shuts it 3 months after.
    finir_pass(contrat, date(2026, 2, 1))
    assert genres(contrat.structure) == {"fenetre_ouvre": date(2025, 7, 1)}
    finir_pass(contrat, date(2025, 5, 31))
    trouves = genres(contrat.structure)
    assert trouves["pass_fin"] == date(2025, 5, 31)
    assert trouves["fenetre_ferme"] == date(2025, 8, 31)


def test_a_request_that_waits_says_whom_to_ask(contrat: Contrat) -> None:
    recu = finir_pass(contrat, jours(20))
    ProlongationPass.objects.create(
        pass_iae=recu,
        structure=contrat.structure,
        debut=recu.fin,
        fin=jours(200),
        motif=sceller("RQTH"),
        demandee_le=jours(-3),
    )
    (seule,) = vues(contrat.structure)
    assert seule.genre.value == "pass_fin"
    assert "demandée le 13/06/2025 : relancez le prescripteur" in seule.a_faire
    assert seule.voies[0].nom == "prolongation_accorder"


def test_a_contract_without_a_pass_is_late_since_its_first_day(contrat: Contrat) -> None:
    PassIae.objects.all().delete()
    assert genres(contrat.structure) == {"pass_absent": contrat.debut}


def test_a_geiq_needs_no_pass() -> None:
    contrat = suivie(dispositif="GEIQ")
    PassIae.objects.all().delete()
    assert genres(contrat.structure) == {}


def test_a_long_suspension_says_when_the_pass_may_be_closed(contrat: Contrat) -> None:
    SuspensionPass.objects.create(
        pass_iae=le_pass(contrat), debut=date(2024, 7, 1), fin=date(2026, 6, 30)
    )
    (seule,) = vues(contrat.structure)
    assert (seule.genre.value, seule.fin) == ("suspension", date(2025, 7, 1))


def test_a_short_suspension_shows_when_it_ends(contrat: Contrat) -> None:
    SuspensionPass.objects.create(pass_iae=le_pass(contrat), debut=jours(-10), fin=jours(5))
    assert genres(contrat.structure) == {"suspension": jours(5)}


# Contracts


@pytest.mark.parametrize(("reste", "dite"), [(61, False), (60, True), (0, True)])
def test_a_contract_shows_sixty_days_before_its_end(reste: int, dite: bool) -> None:
    contrat = suivie(fin=jours(reste))
    assert ("contrat_fin" in genres(contrat.structure)) is dite


def test_a_contract_followed_by_another_is_no_deadline() -> None:
    contrat = suivie(fin=jours(20))
    fabrique.contrat(contrat.salarie, contrat.convention, debut=jours(21), fin=None)
    assert genres(contrat.structure) == {}


def test_two_years_of_cddi_are_seen_coming() -> None:
    contrat = suivie(debut=date(2024, 9, 1), fin=date(2025, 12, 31))
    fabrique.contrat(
        contrat.salarie, contrat.convention, debut=date(2023, 9, 1), fin=date(2024, 8, 31)
    )
    entretien(contrat, jours(-2))
    # Two years from 1 September 2023.
    assert genres(contrat.structure) == {"cddi_maximum": date(2025, 8, 31)}


def test_a_contract_that_ended_asks_for_the_exit() -> None:
    contrat = suivie(fin=jours(-10))
    assert genres(contrat.structure) == {"sortie": jours(-10)}
    Sortie.objects.create(
        salarie=contrat.salarie,
        convention=contrat.convention,
        le=jours(-10),
        motif=sceller("19"),
        classe="autre",
    )
    assert genres(contrat.structure) == {}


def test_an_old_end_is_history() -> None:
    contrat = suivie(debut=date(2024, 1, 1), fin=jours(-91))
    assert genres(contrat.structure) == {}


def test_somebody_without_an_adviser(contrat: Contrat) -> None:
    contrat.salarie.referents.all().delete()
    assert genres(contrat.structure) == {"sans_referent": contrat.debut}


# Papers and the house


def test_a_paper_waits_seven_days_for_its_signature(contrat: Contrat) -> None:
    DocumentProduit.objects.create(
        structure=contrat.structure,
        salarie=contrat.salarie,
        genre="cddi",
        numero="D1",
        le=jours(-8),
        fichier=sceller("x"),
        empreinte="0" * 64,
    )
    assert genres(contrat.structure) == {"document": jours(-1)}
    assert genres(contrat.structure, Role.LECTURE) == {}


def test_a_record_refused_by_the_asp(contrat: Contrat) -> None:
    FicheSalarie.objects.create(
        structure=contrat.structure,
        salarie=contrat.salarie,
        pass_iae=le_pass(contrat),
        siret=contrat.structure.siret,
        mesure="ACI_DC",
        etat="rejetee",
    )
    (seule,) = vues(contrat.structure)
    assert seule.quoi == "Fiche salarié rejetée par l'ASP"


def test_an_annexe_that_ends_or_lacks(contrat: Contrat) -> None:
    AvenantAnnexe.objects.update(fin=jours(30))
    assert genres(contrat.structure) == {"annexe_fin": jours(30)}
    assert genres(contrat.structure, Role.CIP) == {}
    AvenantAnnexe.objects.update(fin=jours(-3))
    assert genres(contrat.structure) == {"annexe_absente": jours(-2)}


def test_a_convention_warns_six_months_before_its_end(contrat: Contrat) -> None:
    (convention,) = contrat.structure.conventions.all()
    assert genres(contrat.structure) == {}
    dater_convention(convention, fin=jours(180))
    assert genres(contrat.structure) == {"convention": jours(180)}
    assert genres(contrat.structure, Role.CIP) == {}
    dater_convention(convention, fin=jours(181))
    assert genres(contrat.structure) == {}


def test_a_facilitator_sees_nothing(contrat: Contrat) -> None:
    finir_pass(contrat, jours(5))
    assert genres(contrat.structure, Role.FACILITATION) == {}


# The list


def test_the_parts_of_the_list(contrat: Contrat) -> None:
    for reste in (-1, 0, 7, 8, 30, 31):
        date_de(contrat.salarie, "permis", jours(reste))
    assert compter(vues(contrat.structure)) == {
        Tranche.RETARD: 1,
        Tranche.SEMAINE: 2,
        Tranche.MOIS: 2,
        Tranche.ENSUITE: 1,
    }


def test_another_structure_sees_nothing_of_it(contrat: Contrat) -> None:
    finir_pass(contrat, jours(5))
    assert vues(fabrique.structure()) == []


def _peupler(une: Structure, combien: int) -> None:
    for _rang in range(combien):
        contrat = suivie(une, debut=date(2025, 1, 1), fin=jours(20))
        finir_pass(contrat, jours(5))
        entretien(contrat, jours(-80))
        date_de(contrat.salarie, "permis", jours(12))
        Immersion.objects.create(
            salarie=contrat.salarie,
            hote="Hôte",
            objet="decouvrir",
            poste="poste",
            debut=jours(-9),
            fin=jours(-2),
            jours=5,
        )


def test_it_asks_as_many_questions_for_twenty_people_as_for_two(
    une: Structure, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _peupler(une, 2)
    qui = acces(une)
    with django_assert_num_queries(24):
        assert len(lister(qui, LE, ouvrir=True)) == 10
    _peupler(une, 18)
    with django_assert_num_queries(24):
        assert len(lister(qui, LE, ouvrir=True)) == 100


def test_no_line_holds_what_is_sealed(contrat: Contrat) -> None:
    date_de(contrat.salarie, "rqth", jours(3), reservee=True)
    referent(contrat.salarie, qui := fabrique.utilisateur(Role.CIP, contrat.structure))
    for echeance in lister(acces(contrat.structure, Role.CIP, qui), LE):
        valeurs = [getattr(echeance, nom) for nom in echeance.__dataclass_fields__]
        assert not any(isinstance(v, Scelle) for v in valeurs)
        assert "handicap" not in repr(echeance)


def test_a_key_is_short_and_follows_the_date(contrat: Contrat) -> None:
    finir_pass(contrat, jours(5))
    (avant,) = vues(contrat.structure)
    finir_pass(contrat, jours(6))
    (apres,) = vues(contrat.structure)
    assert len(avant.cle) <= 60
    assert avant.souche == apres.souche
    assert avant.cle != apres.cle
    assert timedelta(days=1) == apres.fin - avant.fin
