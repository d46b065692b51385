"""The radar: what accompaniment and arrivals ask for, and a person's own dates."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from etrier.parcours.echeances.echeance import Tranche
from etrier.parcours.echeances.radar import lister
from etrier.parcours.models import (
    ActionPlan,
    Candidature,
    Contrat,
    DiagnosticEligibilite,
    Entretien,
    EtapeParcours,
    Immersion,
    LectureSecret,
    Objectif,
    OrientationPartenaire,
    Partenaire,
    Personne,
    RendezVousAccueil,
    Sortie,
)
from etrier.parcours.secrets import sceller
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.parcours.monde_radar import (
    LE,
    acces,
    contrat,
    date_de,
    entretien,
    genres,
    jours,
    suivie,
    une,
    vues,
)

__all__ = ["contrat", "une"]

pytestmark = pytest.mark.django_db

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
