"""The life of a PASS: suspended, cut by a hire, prolonged, closed; what the rules say of it."""

from datetime import date, timedelta

import pytest
from django.http import Http404

from etrier.parcours.actes_pass import (
    couper_suspension,
    enregistrer_pass,
    modifier_suspension,
    motifs_ouverts,
    reserves_suspension,
    suspendre_pass,
)
from etrier.parcours.actes_prolongation import (
    accorder_prolongation,
    clore_pass,
    demander_prolongation,
    refuser_prolongation,
)
from etrier.parcours.etat_pass import dispositif_de, lire_etat
from etrier.parcours.models import LectureSecret, PassIae, Referent, Salarie
from etrier.parcours.motifs_pass import lire_motifs
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.models import Acte
from etrier.structures.access import Acces
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique

pytestmark = pytest.mark.django_db

# A PASS that ends within the year, whatever the clock.
DEBUT = aujourdhui() - timedelta(days=600)


def refus(phrase: str) -> pytest.RaisesExc[Refus]:
    """The refusal, said in these words."""
    return pytest.raises(Refus, match=phrase)


@pytest.fixture
def aci() -> Structure:
    return fabrique.structure("ACI")


@pytest.fixture
def qui(aci: Structure) -> Salarie:
    """Somebody under contract in an ACI, without a PASS yet."""
    qui = fabrique.salarie(aci)
    PassIae.objects.all().delete()
    fabrique.contrat(qui, fabrique.convention(aci), debut=DEBUT, fin=None)
    return qui


@pytest.fixture
def recu(qui: Salarie) -> PassIae:
    fin = DEBUT + timedelta(days=729)
    return enregistrer_pass(qui, numero="999990000001", debut=DEBUT, fin=fin, par=None)


class TestSuspension:
    def test_its_motive_is_sealed_and_the_adviser_reads_it(
        self, aci: Structure, qui: Salarie, recu: PassIae
    ) -> None:
        debut = aujourdhui() - timedelta(days=20)
        une = suspendre_pass(
            qui, recu, debut=debut, fin=aujourdhui(), motif="CONTRACT_BROKEN", par=None
        )
        assert str(une.motif) == "•••"
        assert "CONTRACT" not in str(Acte.objects.latest("pk").details)
        cip = Acces(fabrique.utilisateur(Role.CIP, aci), aci, frozenset({Role.CIP}))
        with pytest.raises(Http404):
            lire_motifs(cip, recu)
        Referent.objects.create(salarie=qui, utilisateur=cip.utilisateur, debut=debut)
        assert [m.motif for m in lire_motifs(cip, recu)] == ["contrat rompu"]
        assert LectureSecret.objects.get().rubrique == "pass"

    def test_motives_are_those_of_the_convention(self, qui: Salarie, recu: PassIae) -> None:
        assert len(motifs_ouverts(qui, aujourdhui())) == 5
        ai = fabrique.salarie(fabrique.structure("AI"))
        fabrique.contrat(ai, fabrique.convention(ai.structure, "AI"))
        assert len(motifs_ouverts(ai, aujourdhui())) == 4
        with refus("Ce motif n'est pas ouvert"):
            suspendre_pass(qui, recu, debut=DEBUT, fin=DEBUT, motif="SICKNESS", par=None)

    def test_longer_than_36_months_is_refused(self, qui: Salarie, recu: PassIae) -> None:
        debut = aujourdhui()
        with refus("au plus"):
            suspendre_pass(qui, recu, debut=debut, fin=debut + timedelta(days=1100), par=None)
        une = suspendre_pass(qui, recu, debut=debut, fin=debut, par=None)
        with refus("au plus"):
            modifier_suspension(qui, une, debut=debut, fin=debut + timedelta(days=1100), par=None)

    def test_an_old_one_is_warned_about_and_kept(self, qui: Salarie, recu: PassIae) -> None:
        vieille = (DEBUT + timedelta(days=5), DEBUT + timedelta(days=25))
        [phrase] = reserves_suspension(qui, recu, *vieille, aujourdhui())
        assert "trop tôt" in phrase
        assert suspendre_pass(qui, recu, debut=vieille[0], fin=vieille[1], par=None).pk

    def test_a_hire_cuts_it_the_day_before(self, qui: Salarie, recu: PassIae) -> None:
        debut, fin = aujourdhui() - timedelta(days=60), aujourdhui() + timedelta(days=60)
        une = suspendre_pass(qui, recu, debut=debut, fin=fin, par=None)
        with refus("ne tombe pas"):
            couper_suspension(qui, une, embauche_le=DEBUT, par=None)
        reste = couper_suspension(qui, une, embauche_le=aujourdhui(), par=None)
        assert reste is not None
        assert reste.fin == aujourdhui() - timedelta(days=1)
        assert couper_suspension(qui, reste, embauche_le=debut, par=None) is None
        assert not recu.suspensions.exists()


class TestProlongation:
    def demander(self, qui: Salarie, recu: PassIae, jours: int = 180) -> object:
        return demander_prolongation(
            qui,
            recu,
            motif="PARTICULAR_DIFFICULTIES",
            fin=recu.fin + timedelta(days=jours),
            le=aujourdhui(),
            par=None,
        )

    def test_asked_then_granted(self, qui: Salarie, recu: PassIae) -> None:
        fin = recu.fin
        self.demander(qui, recu)
        demande = recu.prolongations.get()
        assert (str(demande.motif), demande.debut) == ("•••", fin)
        with refus("attend déjà"):
            self.demander(qui, recu)
        accorder_prolongation(qui, demande, fin=fin + timedelta(days=90), le=aujourdhui(), par=None)
        recu.refresh_from_db()
        assert (recu.fin, recu.fin_initiale) == (fin + timedelta(days=90), fin)
        etat = lire_etat(recu, dispositif_de(qui), aujourdhui())
        assert etat.fin == recu.fin
        assert not any("fin reçue" in d for d in etat.differences)
        with refus("déjà accordée"):
            refuser_prolongation(qui, demande, le=aujourdhui(), par=None)

    def test_refused_it_keeps_its_end(self, qui: Salarie, recu: PassIae) -> None:
        fin = recu.fin
        self.demander(qui, recu)
        refuser_prolongation(qui, recu.prolongations.get(), le=aujourdhui(), par=None)
        recu.refresh_from_db()
        assert recu.fin == fin
        self.demander(qui, recu)

    def test_a_day_too_many_is_refused_with_the_last_day(self, qui: Salarie, recu: PassIae) -> None:
        with refus("au plus"):
            self.demander(qui, recu, 366)
        self.demander(qui, recu, 365)

    def test_without_a_convention_nothing_is_asked(self, recu: PassIae, qui: Salarie) -> None:
        seule = fabrique.salarie(fabrique.structure(), personne=qui.personne)
        with refus("Signez d'abord le contrat"):
            self.demander(seule, recu)


class TestEtat:
    def test_an_end_that_does_not_follow_its_events_is_said(
        self, qui: Salarie, recu: PassIae
    ) -> None:
        suspendre_pass(
            qui,
            recu,
            debut=aujourdhui() - timedelta(days=30),
            fin=aujourdhui() - timedelta(days=20),
            par=None,
        )
        etat = lire_etat(recu, dispositif_de(qui), aujourdhui())
        assert etat.fin == recu.fin
        assert "vérifiez sur la plateforme" in etat.differences[0]
        recu.fin += timedelta(days=10)
        suivi = lire_etat(recu, dispositif_de(qui), aujourdhui())
        assert not any("vérifiez sur la plateforme" in d for d in suivi.differences)


class TestClore:
    def test_after_more_than_12_months_of_suspension(self, qui: Salarie, recu: PassIae) -> None:
        with refus("Aucune suspension"):
            clore_pass(qui, recu, cause="longue_suspension", le=aujourdhui(), par=None)
        debut = DEBUT + timedelta(days=30)
        suspendre_pass(qui, recu, debut=debut, fin=aujourdhui(), par=None)
        clore_pass(qui, recu, cause="longue_suspension", le=aujourdhui(), par=None)
        recu.refresh_from_db()
        assert (recu.clos_le, recu.cause_fin) == (aujourdhui(), "longue_suspension")
        assert recu.fin_initiale == DEBUT + timedelta(days=729)
        demain = aujourdhui() + timedelta(days=1)
        etat = lire_etat(recu, dispositif_de(qui), demain)
        assert etat.en_carence
        assert etat.fin_carence.year == debut.year + 2
        with refus("déjà clos"):
            clore_pass(qui, recu, cause="annulation", le=aujourdhui(), par=None)

    def test_why_and_when_are_asked(self, qui: Salarie, recu: PassIae) -> None:
        with refus("pourquoi"):
            clore_pass(qui, recu, cause="terme", le=aujourdhui(), par=None)
        with refus("déjà passé"):
            clore_pass(qui, recu, cause="annulation", le=date(2999, 1, 1), par=None)

    def test_a_closed_one_is_no_longer_prolonged(self, qui: Salarie, recu: PassIae) -> None:
        TestProlongation().demander(qui, recu)
        clore_pass(qui, recu, cause="annulation", le=aujourdhui(), par=None)
        demande = recu.prolongations.get()
        fin = recu.fin + timedelta(days=90)
        with refus("est clos depuis"):
            accorder_prolongation(qui, demande, fin=fin, le=aujourdhui(), par=None)
        recu.refresh_from_db()
        assert recu.fin == aujourdhui()
