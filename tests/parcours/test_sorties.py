"""Exits: what is written, the news taken afterwards, what follows in the group."""

from datetime import date

import pytest

from etrier.droit.calendrier import ajouter_mois
from etrier.parcours.enums import ClasseSortie, EtatEtape
from etrier.parcours.models import Contrat, EtapeParcours, Salarie, Sortie, SuiviSortie
from etrier.parcours.sorties.access import sorties_a_dire
from etrier.parcours.sorties.actions import (
    Depart,
    annuler_sortie,
    corriger_sortie,
    enregistrer_sortie,
    noter_suivi,
)
from etrier.parcours.sorties.groupe import suite_dans_le_groupe
from etrier.parcours.sorties.motifs import SENSIBLES, MotifSortie
from etrier.parcours.sorties.reglages import convenir_classe
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from etrier.structures.models import Convention, Groupe, Structure
from tests import fabrique
from tests.parcours.monde_sorties import (
    FIN,
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
