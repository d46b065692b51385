"""Exits: what is written, what is sealed, who reads the motive, the news taken afterwards."""

from datetime import date

import pytest
from django.http import Http404
from django.utils.translation import override

from etrier.droit.calendrier import ajouter_mois
from etrier.droit.vocabulaire_parcours import MOTIFS_SORTIE
from etrier.parcours.enums import ClasseSortie, EtatEtape
from etrier.parcours.models import (
    Contrat,
    EtapeParcours,
    LectureSecret,
    Referent,
    Salarie,
    Sortie,
    SuiviSortie,
)
from etrier.parcours.sorties.access import (
    get_sortie,
    get_suivi,
    les_sorties,
    motif_lisible,
    sorties_a_dire,
)
from etrier.parcours.sorties.actions import (
    Depart,
    annuler_sortie,
    corriger_sortie,
    enregistrer_sortie,
    noter_suivi,
)
from etrier.parcours.sorties.groupe import suite_dans_le_groupe
from etrier.parcours.sorties.motifs import SENSIBLES, MotifSortie
from etrier.parcours.sorties.reglages import convenir_classe, fixer_objectif, retirer_classe
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from etrier.structures.access import Acces
from etrier.structures.enums import Role
from etrier.structures.models import Convention, Groupe, Structure
from tests import fabrique

pytestmark = pytest.mark.django_db
LE = date(2026, 3, 1)
FIN = date(2025, 12, 31)


@pytest.fixture(autouse=True)
def _le_premier_mars(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("actions", "verification"):
        monkeypatch.setattr(f"etrier.parcours.sorties.{module}.aujourdhui", lambda: LE)


@pytest.fixture
def aci() -> Structure:
    return fabrique.structure("ACI")


@pytest.fixture
def convention(aci: Structure) -> Convention:
    return fabrique.convention(aci, "ACI")


@pytest.fixture
def camille(aci: Structure, convention: Convention) -> Salarie:
    """Somebody whose only contract ran all 2025."""
    qui = fabrique.salarie(aci)
    fabrique.contrat(qui, convention)
    return qui


def acces(dans: Structure, role: Role = Role.CIP) -> Acces:
    return Acces(fabrique.utilisateur(role, dans), dans, frozenset({role}))


def sortir(qui: Salarie, sous: Convention, motif: MotifSortie = MotifSortie.CDI_NON_AIDE) -> Sortie:
    return enregistrer_sortie(qui, Depart(sous, FIN, motif, " Atelier d'essai "), par=None)


class TestEnregistrer:
    def test_it_is_classed_sealed_followed_and_noted(
        self, camille: Salarie, convention: Convention
    ) -> None:
        par = fabrique.utilisateur()
        depart = Depart(convention, FIN, MotifSortie.CDI_NON_AIDE, " Atelier d'essai ")
        sortie = enregistrer_sortie(camille, depart, par=par)
        sortie.refresh_from_db()
        assert (sortie.classe, sortie.employeur) == (ClasseSortie.DURABLE, "Atelier d'essai")
        assert "3" not in str(sortie.motif)
        assert list(sortie.suivis.values_list("mois", "prevu_le")) == [
            (3, date(2026, 3, 31)),
            (6, date(2026, 6, 30)),
            (12, date(2026, 12, 31)),
        ]
        acte = Acte.objects.get(verbe="sortie.enregistrer")
        assert (acte.auteur, acte.perimetre, acte.details) == (
            par,
            camille.structure_id,
            {"le": "2025-12-31"},
        )

    def test_no_news_at_leaving_is_kept_in_clear(
        self, camille: Salarie, convention: Convention
    ) -> None:
        sortie = sortir(camille, convention, MotifSortie.SANS_NOUVELLE)
        assert (sortie.sans_nouvelle, sortie.classe) == (True, ClasseSortie.AUTRE)

    @pytest.mark.parametrize("motif", [*sorted(SENSIBLES), MotifSortie.TRANSFERT])
    def test_what_is_withdrawn_is_never_followed_so_that_nothing_shows(
        self, camille: Salarie, convention: Convention, motif: MotifSortie
    ) -> None:
        sortie = sortir(camille, convention, motif)
        assert sortie.classe == ClasseSortie.RETIREE
        assert not sortie.suivis.exists()

    def test_nobody_is_called_about_a_death_whatever_its_class(
        self, aci: Structure, camille: Salarie, convention: Convention
    ) -> None:
        convenir_classe(aci, MotifSortie.DECES, ClasseSortie.AUTRE, date(2025, 1, 1), par=None)
        sortie = sortir(camille, convention, MotifSortie.DECES)
        assert (sortie.classe, sortie.suivis.count()) == (ClasseSortie.AUTRE, 0)

    def test_a_motive_without_a_class_says_what_to_do(
        self, camille: Salarie, convention: Convention
    ) -> None:
        with pytest.raises(Refus, match=r"« CDI inclusion » n'a pas de classe.*convenue avec la"):
            sortir(camille, convention, MotifSortie.CDI_INCLUSION)
        assert not Sortie.objects.exists()

    def test_it_refuses_a_day_to_come(self, camille: Salarie, convention: Convention) -> None:
        depart = Depart(convention, date(2026, 3, 2), MotifSortie.CHOMAGE)
        with pytest.raises(Refus, match="Le 02/03/2026 n'est pas encore venu"):
            enregistrer_sortie(camille, depart, par=None)

    def test_it_refuses_while_a_contract_runs(
        self, camille: Salarie, convention: Convention
    ) -> None:
        depart = Depart(convention, date(2025, 12, 30), MotifSortie.CHOMAGE)
        with pytest.raises(Refus, match=r"encore sous le contrat C\d+, jusqu'au 31/12/2025"):
            enregistrer_sortie(camille, depart, par=None)

    def test_it_refuses_under_an_open_ended_contract(
        self, aci: Structure, convention: Convention
    ) -> None:
        qui = fabrique.salarie(aci)
        fabrique.contrat(qui, convention, genre="CDI_INCLUSION", fin=None)
        with pytest.raises(Refus, match="sans date de fin"):
            sortir(qui, convention)

    def test_it_refuses_a_convention_she_never_worked_under(
        self, aci: Structure, camille: Salarie
    ) -> None:
        with pytest.raises(Refus, match="n'a pas de contrat sous la convention EI"):
            sortir(camille, fabrique.convention(aci, "EI"))

    def test_it_refuses_a_second_exit_from_the_same_stay(
        self, camille: Salarie, convention: Convention
    ) -> None:
        sortir(camille, convention)
        depart = Depart(convention, date(2026, 1, 15), MotifSortie.CHOMAGE)
        with pytest.raises(Refus, match="déjà enregistrée, au 31/12/2025"):
            enregistrer_sortie(camille, depart, par=None)

    def test_somebody_who_comes_back_may_leave_again(
        self, camille: Salarie, convention: Convention
    ) -> None:
        sortir(camille, convention)
        fabrique.contrat(camille, convention, debut=date(2026, 1, 12), fin=date(2026, 2, 20))
        depart = Depart(convention, date(2026, 2, 20), MotifSortie.CHOMAGE)
        assert enregistrer_sortie(camille, depart, par=None).pk
        assert Sortie.objects.filter(annulee_le=None).count() == 2


class TestCorriger:
    def test_a_correction_cancels_and_writes_again(
        self, camille: Salarie, convention: Convention
    ) -> None:
        ancienne = sortir(camille, convention)
        fait = ancienne.suivis.get(mois=3)
        noter_suivi(fait, le=LE, situation="emploi_durable", par=None)
        depart = Depart(convention, FIN, MotifSortie.CDD_MOINS_DE_6_MOIS)
        nouvelle = corriger_sortie(ancienne, depart, par=None)
        ancienne.refresh_from_db()
        assert (ancienne.annulee_le, nouvelle.classe) == (LE, ClasseSortie.TRANSITION)
        assert list(nouvelle.suivis.values_list("mois", "situation")) == [
            (3, "emploi_durable"),
            (6, ""),
            (12, ""),
        ]
        assert not ancienne.suivis.exists()

    def test_a_cancelled_exit_counts_no_more_and_asks_for_no_news(
        self, aci: Structure, camille: Salarie, convention: Convention
    ) -> None:
        sortie = sortir(camille, convention)
        annuler_sortie(sortie, par=None)
        assert not SuiviSortie.objects.exists()
        assert camille in sorties_a_dire(acces(aci), LE)
        with pytest.raises(Refus, match="annulée depuis le 01/03/2026"):
            annuler_sortie(sortie, par=None)
        with pytest.raises(Refus, match="annulée depuis"):
            corriger_sortie(sortie, Depart(convention, FIN, MotifSortie.CHOMAGE), par=None)


class TestSuivi:
    def test_the_news_had_keep_who_when_and_what_was_seen(
        self, camille: Salarie, convention: Convention
    ) -> None:
        par = fabrique.utilisateur()
        suivi = sortir(camille, convention).suivis.get(mois=3)
        noter_suivi(
            suivi, le=LE, situation="emploi_durable", justificatif=" bulletin de paie ", par=par
        )
        suivi.refresh_from_db()
        assert (suivi.fait_le, suivi.situation, suivi.justificatif, suivi.par) == (
            LE,
            "emploi_durable",
            "bulletin de paie",
            par,
        )
        assert Acte.objects.get(verbe="sortie.suivre").details == {"mois": 3, "le": "2026-03-01"}

    @pytest.mark.parametrize("le", [date(2025, 12, 30), date(2026, 3, 2)])
    def test_it_refuses_news_before_the_exit_or_to_come(
        self, camille: Salarie, convention: Convention, le: date
    ) -> None:
        suivi = sortir(camille, convention).suivis.get(mois=3)
        with pytest.raises(Refus, match="écrivez un jour entre le 31/12/2025 et aujourd'hui"):
            noter_suivi(suivi, le=le, situation="formation", par=None)

    @pytest.mark.parametrize(
        ("jour", "mois", "attendu"),
        [
            (date(2025, 11, 30), 3, date(2026, 2, 28)),
            (date(2024, 2, 29), 12, date(2025, 2, 28)),
            (date(2025, 10, 15), 3, date(2026, 1, 15)),
        ],
    )
    def test_months_later_is_the_same_day_or_the_last_of_the_month(
        self, jour: date, mois: int, attendu: date
    ) -> None:
        assert ajouter_mois(jour, mois) == attendu


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


class TestADire:
    def test_a_contract_ended_without_another_nor_an_exit(
        self, aci: Structure, camille: Salarie, convention: Convention
    ) -> None:
        restee, sortie, future = (fabrique.salarie(aci) for _n in range(3))
        fabrique.contrat(restee, convention, fin=date(2026, 6, 30))
        fabrique.contrat(sortie, convention)
        sortir(sortie, convention)
        fabrique.contrat(future, convention)
        fabrique.contrat(future, convention, debut=date(2026, 4, 1), fin=date(2026, 9, 30))
        assert list(sorties_a_dire(acces(aci), LE)) == [camille]

    def test_the_last_day_is_not_after_it(self, aci: Structure, camille: Salarie) -> None:
        assert not sorties_a_dire(acces(aci), FIN).exists()


class TestGroupe:
    @pytest.fixture
    def ei(self, aci: Structure) -> Structure:
        groupe = Groupe.objects.create(nom="Groupe d'essai")
        autre = fabrique.structure("EI")
        Structure.objects.filter(pk__in=[aci.pk, autre.pk]).update(groupe=groupe)
        aci.refresh_from_db()
        autre.refresh_from_db()
        return autre

    def embaucher(self, qui: Salarie, dans: Structure, debut: date) -> Contrat:
        la_bas = fabrique.salarie(dans, personne=qui.personne)
        return fabrique.contrat(
            la_bas, fabrique.convention(dans, "EI"), debut=debut, fin=date(2026, 12, 31)
        )

    def test_a_contract_elsewhere_in_the_group_is_what_follows(
        self, camille: Salarie, ei: Structure
    ) -> None:
        self.embaucher(camille, ei, date(2026, 1, 31))
        suite = suite_dans_le_groupe(Salarie.objects.get(pk=camille.pk), FIN)
        assert suite is not None
        assert (suite.structure, suite.debut) == (ei, date(2026, 1, 31))

    def test_beyond_a_month_it_is_another_parcours(self, camille: Salarie, ei: Structure) -> None:
        self.embaucher(camille, ei, date(2026, 2, 1))
        assert suite_dans_le_groupe(Salarie.objects.get(pk=camille.pk), FIN) is None

    def test_a_step_agreed_is_what_follows_too(self, camille: Salarie, ei: Structure) -> None:
        EtapeParcours.objects.create(
            personne=camille.personne,
            depuis=camille.structure,
            vers=ei,
            etat=EtatEtape.ACCORDEE,
            proposee_le=date(2025, 11, 3),
            raison="projet bâtiment",
        )
        suite = suite_dans_le_groupe(Salarie.objects.get(pk=camille.pk), FIN)
        assert suite is not None
        assert (suite.structure, suite.debut) == (ei, None)

    def test_outside_a_group_nothing_is_looked_for(self, camille: Salarie) -> None:
        assert suite_dans_le_groupe(camille, FIN) is None


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
