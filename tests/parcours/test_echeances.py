"""The radar: what is due on a day, to whom it shows."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from etrier.parcours.echeances.echeance import Tranche
from etrier.parcours.echeances.radar import compter, lister
from etrier.parcours.models import (
    ActionPlan,
    Candidature,
    Contrat,
    DiagnosticEligibilite,
    DocumentProduit,
    Entretien,
    EtapeParcours,
    FicheSalarie,
    Immersion,
    LectureSecret,
    Objectif,
    OrientationPartenaire,
    Partenaire,
    PassIae,
    Personne,
    ProlongationPass,
    RendezVousAccueil,
    Sortie,
    SuspensionPass,
)
from etrier.parcours.secrets import sceller
from etrier.socle.secrets import Scelle
from etrier.structures.actions import dater_convention
from etrier.structures.enums import Role
from etrier.structures.models import AvenantAnnexe, Structure
from tests import fabrique
from tests.parcours.monde_radar import LE, acces, date_de, genres, jours, referent, suivie, vues

pytestmark = pytest.mark.django_db


@pytest.fixture
def contrat() -> Contrat:
    return suivie()


@pytest.fixture
def une(contrat: Contrat) -> Structure:
    return contrat.structure


def le_pass(contrat: Contrat) -> PassIae:
    return contrat.salarie.personne.les_pass.get()


def finir_pass(contrat: Contrat, fin: date) -> PassIae:
    recu = le_pass(contrat)
    recu.fin = fin
    recu.save()
    return recu


def entretien(contrat: Contrat, le: date, **autres: Any) -> Entretien:
    moment = datetime(le.year, le.month, le.day, 9, tzinfo=UTC)
    return Entretien.objects.create(salarie=contrat.salarie, le=moment, genre="suivi", **autres)


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


# Accompaniment


def test_an_interview_is_overdue_after_sixty_days() -> None:
    contrat = suivie(debut=date(2025, 1, 1))
    entretien(contrat, jours(-60))
    assert genres(contrat.structure) == {}
    Entretien.objects.all().delete()
    entretien(contrat, jours(-61))
    (seule,) = vues(contrat.structure)
    assert (seule.genre.value, seule.fin) == ("entretien_retard", jours(-1))
    assert seule.quoi == "Dernier entretien il y a 61 jours"
    assert seule.voies[0].nom == "entretien_nouveau"


def test_the_first_interview_is_due_thirty_days_after_the_hire() -> None:
    contrat = suivie(debut=jours(-31))
    assert genres(contrat.structure) == {"entretien_retard": jours(-1)}


def test_an_interview_missed_is_no_interview() -> None:
    contrat = suivie(debut=date(2025, 1, 1))
    entretien(contrat, jours(-10), present=False)
    assert "entretien_retard" in genres(contrat.structure)


def test_a_planned_interview_shows_then_waits_to_be_written(contrat: Contrat) -> None:
    entretien(contrat, jours(-12), prochain_le=jours(9))
    assert genres(contrat.structure) == {"entretien_prevu": jours(9)}
    Entretien.objects.update(prochain_le=jours(-2))
    (seule,) = vues(contrat.structure)
    assert (seule.tranche, seule.a_faire) == (Tranche.RETARD, "Écrivez-le : la page est prête.")


def test_interviews_show_to_those_who_accompany_or_direct() -> None:
    contrat = suivie(debut=date(2025, 1, 1))
    for role, voit in (
        (Role.DIRECTION, True),
        (Role.CIP, True),
        (Role.GESTION, False),
        (Role.ENCADREMENT, False),
        (Role.LECTURE, False),
    ):
        assert ("entretien_retard" in genres(contrat.structure, role)) is voit, role


def test_an_action_of_the_plan_shows_without_its_words(contrat: Contrat) -> None:
    objectif = Objectif.objects.create(
        salarie=contrat.salarie,
        intitule=sceller("CURE"),
        domaine=sceller("sante"),
        ouvert_le=jours(-90),
    )
    ActionPlan.objects.create(
        objectif=objectif, intitule=sceller("SEVRAGE"), qui="cip", echeance=jours(-4)
    )
    (seule,) = vues(contrat.structure)
    assert (seule.genre.value, seule.fin) == ("action", jours(-4))
    assert seule.quoi == "Action du plan à faire par la conseillère ou le conseiller"
    ActionPlan.objects.create(
        objectif=objectif, intitule=sceller("APPELER"), qui="personne", echeance=jours(2)
    )
    (seule,) = vues(contrat.structure)
    assert (seule.fin, seule.quoi) == (jours(-4), "2 actions du plan à faire")
    assert LectureSecret.objects.count() == 0


def test_an_orientation_without_an_answer_is_her_advisers_alone(contrat: Contrat) -> None:
    partenaire = Partenaire.objects.create(
        structure=contrat.structure, nom="CSAPA Exemple", genre="CSAPA"
    )
    OrientationPartenaire.objects.create(
        salarie=contrat.salarie, partenaire=partenaire, le=jours(-45), motif=sceller("SOINS")
    )
    assert genres(contrat.structure) == {}
    conseillere = contrat.salarie.referents.get().utilisateur
    (seule,) = lister(acces(contrat.structure, Role.CIP, conseillere), LE)
    assert seule.reservee
    assert "CSAPA" not in seule.quoi + seule.a_faire


def test_an_immersion_that_ends_asks_for_its_report(contrat: Contrat) -> None:
    immersion = Immersion.objects.create(
        salarie=contrat.salarie,
        hote="Menuiserie Exemple",
        objet="decouvrir",
        poste="menuisier",
        debut=jours(-12),
        fin=jours(-2),
        jours=8,
    )
    assert genres(contrat.structure) == {"immersion": jours(-2)}
    immersion.bilan = "Bien."
    immersion.save()
    assert genres(contrat.structure) == {}


def test_news_after_an_exit_are_due() -> None:
    contrat = suivie(debut=date(2024, 1, 1), fin=date(2024, 12, 12))
    sortie = Sortie.objects.create(
        salarie=contrat.salarie,
        convention=contrat.convention,
        le=date(2024, 12, 12),
        motif=sceller("1"),
        classe="durable",
    )
    sortie.suivis.create(mois=6, prevu_le=date(2025, 6, 12))
    assert genres(contrat.structure) == {"suivi_sortie": date(2025, 6, 12)}


def candidature(une: Structure, recue_le: date, **autres: Any) -> Candidature:
    personne = Personne.objects.create(nom="ESSAI", prenom="Dominique", naissance=date(1990, 1, 1))
    return Candidature.objects.create(
        structure=une, personne=personne, origine="spontanee", recue_le=recue_le, **autres
    )


def test_people_in_the_archives_leave_the_radar(une: Structure) -> None:
    recue = candidature(une, jours(-20))
    contrat = suivie(une, fin=jours(10))
    assert len(lister(acces(une), LE)) == 2
    for personne in (recue.personne, contrat.salarie.personne):
        personne.archivee_le = LE
        personne.save()
    assert lister(acces(une), LE) == []


def test_a_candidacy_waits_fifteen_days_for_a_decision(une: Structure) -> None:
    recue = candidature(une, jours(-20))
    assert genres(une) == {"candidature": jours(-5)}
    recue.etat = "refusee"
    recue.save()
    assert genres(une) == {}


def test_a_step_proposed_by_another_structure_waits_for_a_word(une: Structure) -> None:
    EtapeParcours.objects.create(
        personne=fabrique.salarie(ailleurs := fabrique.structure()).personne,
        depuis=ailleurs,
        vers=une,
        proposee_le=jours(-16),
        raison="Prête pour la suite",
    )
    assert genres(une) == {"etape": jours(-1)}
    assert genres(ailleurs) == {}


def test_an_appointment_to_come(une: Structure) -> None:
    recue = candidature(une, jours(-1))
    le = datetime(2025, 6, 20, 9, tzinfo=UTC)
    RendezVousAccueil.objects.create(candidature=recue, le=le)
    assert genres(une) == {"rendez_vous": date(2025, 6, 20)}


def test_the_last_day_of_a_diagnosis_is_the_day_before_it_expires(une: Structure) -> None:
    recue = candidature(une, jours(-1))
    DiagnosticEligibilite.objects.create(
        personne=recue.personne,
        structure=une,
        dispositif="ACI",
        auteur="employeur",
        le=jours(-82),
        eligible=True,
        expire_le=jours(10),
    )
    assert genres(une) == {"diagnostic": jours(9)}


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


# Personal dates


def test_a_reserved_date_shows_to_her_adviser_alone(contrat: Contrat) -> None:
    date_de(contrat.salarie, "rqth", jours(40), reservee=True)
    date_de(contrat.salarie, "permis", jours(12))
    assert [e.fin for e in vues(contrat.structure)] == [jours(12)]
    conseillere = contrat.salarie.referents.get().utilisateur
    siennes = lister(acces(contrat.structure, Role.CIP, conseillere), LE, ouvrir=True)
    assert [(e.ouverte, e.reservee) for e in siennes] == [
        ("permis de conduire", False),
        ("reconnaissance de travailleur handicapé", True),
    ]
    autre = acces(contrat.structure, Role.CIP)
    assert [e.ouverte for e in lister(autre, LE, ouvrir=True)] == ["permis de conduire"]


def test_what_they_are_is_read_once_a_person_and_noted(contrat: Contrat) -> None:
    seconde = suivie(contrat.structure)
    for qui in (contrat.salarie, seconde.salarie):
        date_de(qui, "permis", jours(12))
        date_de(qui, "habilitation", jours(13))
    assert {e.ouverte for e in vues(contrat.structure)} == {""}
    assert LectureSecret.objects.count() == 0
    vues(contrat.structure, ouvrir=True)
    lues = LectureSecret.objects.values_list("personne", "rubrique", "usage")
    assert sorted(lues) == [
        (qui.personne_id, "echeances", "accompagnement")
        for qui in sorted((contrat.salarie, seconde.salarie), key=lambda s: s.personne_id)
    ]


def test_encadrants_and_readers_see_no_personal_date(contrat: Contrat) -> None:
    date_de(contrat.salarie, "permis", jours(12))
    assert genres(contrat.structure, Role.ENCADREMENT) == {}
    assert genres(contrat.structure, Role.LECTURE) == {}
    assert genres(contrat.structure, Role.GESTION) == {"personnelle": jours(12)}


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
