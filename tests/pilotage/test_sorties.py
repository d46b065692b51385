"""Exits counted by hand: who counts, who does not and why; the rates; the group seen as one."""

from datetime import date, timedelta

import pytest

from etrier.parcours.enums import ClasseSortie, EtatEtape
from etrier.parcours.models import EtapeParcours, Personne, Salarie, Sortie
from etrier.parcours.sorties.actions import Depart, annuler_sortie, enregistrer_sortie
from etrier.parcours.sorties.motifs import MotifSortie
from etrier.pilotage.frames import Periode
from etrier.pilotage.groupe import fluidite, les_presents, les_sortis, mediane
from etrier.pilotage.sorties import (
    cible,
    examiner,
    repere,
    sorties_du_groupe,
    taux,
    taux_du_groupe,
)
from etrier.structures.models import Convention, Groupe, Structure
from tests import fabrique

pytestmark = pytest.mark.django_db
ANNEE = Periode(date(2025, 1, 1), date(2025, 12, 31))
M = MotifSortie


def partir(
    sous: Convention,
    motif: MotifSortie,
    *,
    debut: date = date(2025, 1, 6),
    fin: date = date(2025, 6, 30),
    heures: int = 160,
    personne: Personne | None = None,
) -> Sortie:
    """Somebody who worked so many hours between two days, then left."""
    qui = fabrique.salarie(sous.structure, personne=personne)
    signe = fabrique.contrat(qui, sous, debut=debut, fin=fin)
    for n in range(heures // 8):
        fabrique.heures(signe, debut + timedelta(days=n), 480)
    if heures:
        for mois in sorted(
            {(debut + timedelta(days=n)).replace(day=1) for n in range(heures // 8)}
        ):
            fabrique.valider_mois(sous.structure, mois)
    return enregistrer_sortie(qui, Depart(sous, fin, motif), par=None)


@pytest.fixture
def aci() -> Convention:
    return fabrique.convention(fabrique.structure("ACI"), "ACI")


class TestComptage:
    def test_the_rates_of_a_year_are_those_one_works_out_by_hand(self, aci: Convention) -> None:
        # 2 lasting, 1 transition, 1 positive, 1 other: 4 dynamic of 5, 2 lasting of 5.
        for motif in (M.CDI_NON_AIDE, M.CDD_6_MOIS_ET_PLUS, M.CDD_MOINS_DE_6_MOIS):
            partir(aci, motif)
        partir(aci, M.FORMATION_QUALIFIANTE)
        partir(aci, M.SANS_NOUVELLE)
        partir(aci, M.TRANSFERT)  # withdrawn
        partir(aci, M.CDI_NON_AIDE, fin=date(2025, 2, 28))  # 54 days: too short
        vus = taux(examiner([aci.structure_id], ANNEE))
        assert (vus.toutes, vus.examinees, vus.retiree, vus.non_comptees) == (7, 5, 1, 1)
        assert (vus.durable, vus.transition, vus.positive, vus.autre) == (2, 1, 1, 1)
        assert (vus.taux_dynamiques, vus.taux_durables) == (8000, 4000)
        assert vus.sans_nouvelle == 1

    @pytest.mark.parametrize(
        ("fin", "jours", "comptee"),
        [(date(2025, 3, 26), 80, False), (date(2025, 3, 27), 81, True)],
    )
    def test_an_aci_counts_beyond_2_65_months_of_contract(
        self, aci: Convention, fin: date, jours: int, comptee: bool
    ) -> None:
        partir(aci, M.CDI_NON_AIDE, fin=fin)
        (vue,) = examiner([aci.structure_id], ANNEE)
        assert (vue.jours, vue.comptee) == (jours, comptee)
        assert f"{jours} jours de contrat" in vue.raison

    @pytest.mark.parametrize(("heures", "comptee"), [(144, False), (152, True)])
    def test_an_ai_counts_from_150_hours_worked(self, heures: int, comptee: bool) -> None:
        ai = fabrique.convention(fabrique.structure("AI"), "AI")
        partir(ai, M.CDI_NON_AIDE, heures=heures)
        (vue,) = examiner([ai.structure_id], ANNEE)
        assert (vue.minutes, vue.comptee) == (heures * 60, comptee)
        assert f"{heures}\u00a0h travaillées" in vue.raison

    def test_nobody_who_never_worked_counts(self, aci: Convention) -> None:
        partir(aci, M.CDI_NON_AIDE, heures=0)
        (vue,) = examiner([aci.structure_id], ANNEE)
        assert (vue.comptee, vue.est_examinee) == (False, False)

    def test_drafts_and_absences_are_not_worked(self, aci: Convention) -> None:
        qui = fabrique.salarie(aci.structure)
        signe = fabrique.contrat(qui, aci, fin=date(2025, 6, 30))
        fabrique.heures(signe, date(2025, 2, 3), 480, nature=5)
        fabrique.valider_mois(aci.structure, date(2025, 2, 1))
        fabrique.heures(signe, date(2025, 3, 3), 480)
        enregistrer_sortie(qui, Depart(aci, date(2025, 6, 30), M.CHOMAGE), par=None)
        (vue,) = examiner([aci.structure_id], ANNEE)
        assert vue.minutes == 0

    def test_a_withdrawn_exit_explains_itself_without_its_motive(self, aci: Convention) -> None:
        partir(aci, M.DECES)
        (vue,) = examiner([aci.structure_id], ANNEE)
        assert not vue.est_examinee
        assert vue.raison.startswith("Retirée des sorties constatées")
        assert "personne référente" in vue.raison

    def test_contracts_that_follow_one_another_are_one_stay_and_a_gap_is_not(
        self, aci: Convention
    ) -> None:
        qui = fabrique.salarie(aci.structure)
        for debut, fin in (
            (date(2025, 1, 1), date(2025, 1, 31)),
            (date(2025, 2, 1), date(2025, 2, 28)),
            (date(2025, 5, 1), date(2025, 5, 10)),
        ):
            fabrique.contrat(qui, aci, debut=debut, fin=fin)
        enregistrer_sortie(qui, Depart(aci, date(2025, 5, 10), M.CHOMAGE), par=None)
        (vue,) = examiner([aci.structure_id], ANNEE)
        assert (vue.jours, vue.debut) == (31 + 28 + 10, date(2025, 1, 1))

    def test_somebody_who_came_back_is_counted_stay_by_stay(self, aci: Convention) -> None:
        premiere = partir(aci, M.CHOMAGE, fin=date(2025, 3, 31))
        qui = premiere.salarie
        fabrique.contrat(qui, aci, debut=date(2025, 9, 1), fin=date(2025, 9, 30))
        enregistrer_sortie(qui, Depart(aci, date(2025, 9, 30), M.CDI_NON_AIDE), par=None)
        vues = examiner([aci.structure_id], ANNEE)
        assert [v.jours for v in vues] == [85, 30]

    def test_cancelled_exits_and_other_years_are_left_out(self, aci: Convention) -> None:
        annuler_sortie(partir(aci, M.CHOMAGE), par=None)
        partir(aci, M.CHOMAGE, debut=date(2024, 1, 8), fin=date(2024, 12, 31))
        assert examiner([aci.structure_id], ANNEE) == []

    def test_a_geiq_has_no_condition_and_says_so(self) -> None:
        geiq = fabrique.convention(fabrique.structure("GEIQ"), "GEIQ")
        partir(geiq, M.CDI_NON_AIDE)
        vues = examiner([geiq.structure_id], ANNEE)
        assert vues[0].comptee is None
        assert vues[0].raison
        assert (taux(vues).a_verifier, taux(vues).taux_dynamiques) == (1, None)

    def test_nobody_left_and_there_is_no_rate(self, aci: Convention) -> None:
        vus = taux(examiner([aci.structure_id], ANNEE))
        assert (vus.toutes, vus.taux_dynamiques) == (0, None)


def test_the_landmark_is_60_and_25_and_is_not_a_target() -> None:
    assert (repere().dynamiques, repere().durables, repere().negociee) == (6000, 2500, False)
    assert cible(None) is None


@pytest.fixture
def groupe() -> dict[str, Convention]:
    """Four structures of one group."""
    commun = Groupe.objects.create(nom="Groupe d'essai")
    conventions = {}
    for dispositif in ("ACI", "AI", "ETTI", "EI"):
        une = fabrique.structure(dispositif)
        Structure.objects.filter(pk=une.pk).update(groupe=commun)
        une.refresh_from_db()
        conventions[dispositif] = fabrique.convention(une, dispositif)
    return conventions


def cles(groupe: dict[str, Convention]) -> list[int]:
    return [c.structure_id for c in groupe.values()]


def placer(sous: Convention, personne: Personne | None = None) -> Salarie:
    qui = fabrique.salarie(sous.structure, personne=personne)
    fabrique.contrat(qui, sous)
    return qui


class TestGroupe:
    def test_13_lines_are_9_people(self, groupe: dict[str, Convention]) -> None:
        """territoire.md 1.2: ACI 5, AI 4, ETTI 2, EI 2; four people are in two structures."""
        aci = [placer(groupe["ACI"]) for _n in range(5)]
        ai = [placer(groupe["AI"], aci[n].personne) for n in range(2)]
        ai += [placer(groupe["AI"]) for _n in range(2)]
        placer(groupe["ETTI"], ai[2].personne)
        placer(groupe["ETTI"])
        placer(groupe["EI"], aci[4].personne)
        placer(groupe["EI"])
        vus = les_presents(cles(groupe), ANNEE)
        assert list(vus.par_structure.values()) == [5, 4, 2, 2]
        assert (vus.lignes, vus.personnes) == (13, 9)
        assert vus.doublons == 3077  # 1 - 9/13 = 30.77 %: 31 %

    def test_a_move_inside_is_an_exit_for_the_structure_and_none_for_the_group(
        self, groupe: dict[str, Convention]
    ) -> None:
        depart = partir(groupe["ACI"], M.AUTRE_SIAE)
        suite = partir(
            groupe["EI"],
            M.CDI_NON_AIDE,
            debut=date(2025, 7, 14),
            fin=date(2025, 12, 31),
            personne=depart.salarie.personne,
        )
        vues = examiner(cles(groupe), ANNEE, cles(groupe))
        assert [(v.sortie_id, v.vers_id, v.attente) for v in vues] == [
            (depart.pk, groupe["EI"].structure_id, 13),
            (suite.pk, None, None),
        ]
        assert [s.sortie_id for s in sorties_du_groupe(vues)] == [suite.pk]
        assert (taux(vues).examinees, taux_du_groupe(vues).examinees) == (2, 1)
        assert taux_du_groupe(vues).taux_durables == 10_000
        assert (les_sortis(vues).lignes, les_sortis(vues).personnes) == (2, 1)

    def test_a_step_done_makes_a_move_too(self, groupe: dict[str, Convention]) -> None:
        depart = partir(groupe["ACI"], M.AUTRE_SIAE)
        EtapeParcours.objects.create(
            personne=depart.salarie.personne,
            depuis=groupe["ACI"].structure,
            vers=groupe["ETTI"].structure,
            etat=EtatEtape.FAITE,
            proposee_le=date(2025, 5, 5),
            effet=date(2025, 7, 10),
            raison="missions régulières",
        )
        (vue,) = examiner(cles(groupe), ANNEE, cles(groupe))
        assert (vue.vers_id, vue.attente) == (groupe["ETTI"].structure_id, 9)

    def test_beyond_a_month_she_had_left_the_group(self, groupe: dict[str, Convention]) -> None:
        depart = partir(groupe["ACI"], M.CHOMAGE)
        retour = fabrique.salarie(groupe["EI"].structure, personne=depart.salarie.personne)
        fabrique.contrat(retour, groupe["EI"], debut=date(2025, 8, 1))
        (vue,) = examiner(cles(groupe), ANNEE, cles(groupe))
        assert vue.vers_id is None

    def test_moves_over_moves_and_exits(self, groupe: dict[str, Convention]) -> None:
        for jours in (1, 4):
            depart = partir(groupe["ACI"], M.AUTRE_SIAE)
            suivant = fabrique.salarie(groupe["AI"].structure, personne=depart.salarie.personne)
            fabrique.contrat(suivant, groupe["AI"], debut=date(2025, 6, 30) + timedelta(days=jours))
        partir(groupe["AI"], M.CHOMAGE)
        vues = examiner(cles(groupe), ANNEE, cles(groupe))
        vue = fluidite(cles(groupe), ANNEE, vues)
        assert (vue.passages, vue.sorties_du_groupe) == (2, 1)
        assert vue.taux_passages == 6667  # 2 / 3
        assert vue.attente_mediane == 2  # 0 and 3 days between: half of 3, rounded up
        assert (vue.plusieurs_dispositifs, vue.personnes, vue.taux_plusieurs) == (2, 3, 6667)


@pytest.mark.parametrize(
    ("jours", "attendue"), [([], None), ([7], 7), ([9, 1, 4], 4), ([1, 2], 2), ([1, 1, 4, 30], 3)]
)
def test_the_median_is_in_whole_days(jours: list[int], attendue: int | None) -> None:
    assert mediane(jours) == attendue


def test_the_classes_are_those_of_the_law() -> None:
    assert {str(c) for c in ClasseSortie} == {
        "durable",
        "transition",
        "positive",
        "autre",
        "retiree",
    }
