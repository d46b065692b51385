"""Exits: what is sealed, who reads the motive, how motives are classed."""

from datetime import date

import pytest
from django.http import Http404
from django.utils.translation import override

from etrier.droit.vocabulaire_parcours import MOTIFS_SORTIE
from etrier.parcours.enums import ClasseSortie
from etrier.parcours.models import LectureSecret, Referent, Salarie
from etrier.parcours.sorties.access import get_sortie, get_suivi, les_sorties, motif_lisible
from etrier.parcours.sorties.motifs import SENSIBLES, MotifSortie
from etrier.parcours.sorties.reglages import convenir_classe, fixer_objectif, retirer_classe
from etrier.socle.erreurs import Refus
from etrier.structures.enums import Role
from etrier.structures.models import Convention, Structure
from tests import fabrique
from tests.parcours.monde_sorties import (
    LE,
    acces,
    aci,
    camille,
    convention,
    le_premier_mars,
    sortir,
)

__all__ = ["aci", "camille", "convention", "le_premier_mars"]

pytestmark = pytest.mark.django_db


class TestMotif:
    def test_her_adviser_reads_any_motive_and_the_reading_is_noted(
        self, aci: Structure, camille: Salarie, convention: Convention
    ) -> None:
        sortie = sortir(camille, convention, MotifSortie.DECISION_ADMINISTRATIVE)
        cip = acces(aci)
        Referent.objects.create(salarie=camille, utilisateur=cip.utilisateur, debut=LE)
        assert motif_lisible(cip, sortie) == MotifSortie.DECISION_ADMINISTRATIVE
        lecture = LectureSecret.objects.get()
        assert (lecture.lecteur, lecture.rubrique) == (cip.utilisateur, "sortie")

    @pytest.mark.parametrize("motif", sorted(SENSIBLES))
    def test_others_are_told_that_it_is_reserved(
        self, aci: Structure, camille: Salarie, convention: Convention, motif: MotifSortie
    ) -> None:
        sortie = sortir(camille, convention, motif)
        assert motif_lisible(acces(aci), sortie) is None
        assert motif_lisible(acces(aci, Role.DIRECTION), sortie) is None

    def test_a_harmless_motive_of_a_withdrawn_exit_does_not_betray_the_others(
        self, aci: Structure, camille: Salarie, convention: Convention
    ) -> None:
        sortie = sortir(camille, convention, MotifSortie.TRANSFERT)
        assert motif_lisible(acces(aci), sortie) is None
        assert not LectureSecret.objects.exists()

    def test_those_who_accompany_read_a_motive_that_tells_no_secret(
        self, aci: Structure, camille: Salarie, convention: Convention
    ) -> None:
        sortie = sortir(camille, convention, MotifSortie.CHOMAGE)
        assert motif_lisible(acces(aci), sortie) == MotifSortie.CHOMAGE

    def test_those_who_only_count_open_nothing(
        self, aci: Structure, camille: Salarie, convention: Convention
    ) -> None:
        sortie = sortir(camille, convention, MotifSortie.CHOMAGE)
        for role in (Role.GESTION, Role.LECTURE):
            assert motif_lisible(acces(aci, role), sortie) is None
        assert not LectureSecret.objects.exists()


class TestPortes:
    def test_another_structure_finds_nothing(
        self, camille: Salarie, convention: Convention
    ) -> None:
        sortie = sortir(camille, convention)
        ailleurs = acces(fabrique.structure(), Role.DIRECTION)
        with pytest.raises(Http404):
            get_sortie(ailleurs, sortie.pk)
        with pytest.raises(Http404):
            get_suivi(ailleurs, sortie.suivis.all()[0].pk)
        assert not les_sorties(ailleurs).exists()

    def test_the_encadrement_does_not_read_exits(self, aci: Structure) -> None:
        with pytest.raises(Http404):
            les_sorties(acces(aci, Role.ENCADREMENT))


class TestClasses:
    def test_an_agreed_class_applies_from_its_day_to_exits_already_written(
        self, aci: Structure, camille: Salarie, convention: Convention
    ) -> None:
        sortie = sortir(camille, convention, MotifSortie.CDI_AIDE)
        motif = MotifSortie.CDI_AIDE
        assert convenir_classe(aci, motif, ClasseSortie.TRANSITION, date(2026, 1, 1), par=None) == 0
        assert convenir_classe(aci, motif, ClasseSortie.TRANSITION, date(2025, 7, 1), par=None) == 1
        sortie.refresh_from_db()
        assert sortie.classe == ClasseSortie.TRANSITION
        lecture = LectureSecret.objects.get(usage="classement")
        assert (lecture.personne, lecture.rubrique) == (camille.personne, "sortie")

    def test_taken_away_the_class_of_the_house_is_back(
        self, aci: Structure, camille: Salarie, convention: Convention
    ) -> None:
        motif, depuis = MotifSortie.CDI_AIDE, date(2025, 1, 1)
        convenir_classe(aci, motif, ClasseSortie.TRANSITION, depuis, par=None)
        sortie = sortir(camille, convention, motif)
        assert retirer_classe(aci.classes_motifs.get(), par=None) == 1
        sortie.refresh_from_db()
        assert sortie.classe == ClasseSortie.DURABLE

    def test_news_are_asked_of_those_who_count_whatever_the_class_was(
        self, aci: Structure, camille: Salarie, convention: Convention
    ) -> None:
        motif, depuis = MotifSortie.TRANSFERT, date(2025, 1, 1)
        sortie = sortir(camille, convention, motif)
        assert not sortie.suivis.exists()
        convenir_classe(aci, motif, ClasseSortie.AUTRE, depuis, par=None)
        assert [s.mois for s in sortie.suivis.order_by("mois")] == [3, 6, 12]
        convenir_classe(aci, motif, ClasseSortie.RETIREE, depuis, par=None)
        assert not sortie.suivis.exists()


class TestObjectif:
    def test_it_is_written_once_a_year(self, convention: Convention) -> None:
        fixer_objectif(convention, 2026, dynamiques=6000, durables=2500, par=None)
        fixer_objectif(convention, 2026, dynamiques=5500, durables=2000, par=None)
        objectif = convention.objectifs_sorties.get()
        assert (objectif.dynamiques, objectif.durables) == (5500, 2000)

    @pytest.mark.parametrize(("dynamiques", "durables"), [(2000, 2500), (10_001, 2500)])
    def test_it_refuses_rates_that_cannot_be(
        self, convention: Convention, dynamiques: int, durables: int
    ) -> None:
        with pytest.raises(Refus, match="est une part des sorties dynamiques"):
            fixer_objectif(convention, 2026, dynamiques=dynamiques, durables=durables, par=None)


def test_the_law_and_the_screens_name_motives_alike() -> None:
    with override("fr"):
        assert {m.value: str(m.label) for m in MotifSortie} == MOTIFS_SORTIE
