"""A diagnosis: the verdict of the rule, sealed criteria, proofs seen, who sees what."""

from datetime import date

import pytest
from django.db import connection
from django.http import Http404

from etrier.droit.vocabulaire import Dispositif
from etrier.droit.vocabulaire_parcours import Auteur, Critere
from etrier.parcours.accueil.partenaires import FichePartenaire, ajouter_partenaire
from etrier.parcours.actes_pass import enregistrer_pass
from etrier.parcours.eligibilite.access import (
    en_vigueur,
    get_diagnostic,
    les_diagnostics,
    lire_criteres,
)
from etrier.parcours.eligibilite.actions import CritereVu, Declaration, declarer
from etrier.parcours.models import LectureSecret, PassIae, Referent, Salarie
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from etrier.structures.access import Acces
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique

pytestmark = pytest.mark.django_db

LE = date(2026, 3, 2)
RSA = CritereVu(Critere.RSA, date(2026, 2, 10))


def acces(structure: Structure, role: Role = Role.CIP) -> Acces:
    """The key of somebody with a role there."""
    return Acces(fabrique.utilisateur(role, structure), structure, frozenset({role}))


def employeur(*criteres: CritereVu, le: date = LE, dispositif: str = "ACI") -> Declaration:
    """What the structure declares."""
    return Declaration(Dispositif(dispositif), Auteur.EMPLOYEUR, le, criteres)


@pytest.fixture
def aci() -> Structure:
    return fabrique.structure("ACI")


@pytest.fixture
def qui(aci: Structure) -> Salarie:
    return fabrique.salarie(aci)


class TestDeclarer:
    def test_the_verdict_is_clear_and_the_criteria_sealed(
        self, aci: Structure, qui: Salarie
    ) -> None:
        par = fabrique.utilisateur()
        fait = declarer(aci, qui.personne, employeur(RSA), par=par)
        assert (fait.eligible, fait.expire_le) == (True, date(2026, 6, 2))
        critere = fait.criteres.get()
        assert str(critere.code) == "•••"
        assert (critere.justificatif_du, critere.vu_le, critere.vu_par) == (
            date(2026, 2, 10),
            LE,
            par,
        )
        assert critere.conserver_jusquau == date(2028, 3, 2)
        assert Acte.objects.get(verbe="eligibilite.declarer").details == {
            "le": "2026-03-02",
            "eligible": True,
        }
        with connection.cursor() as curseur:
            curseur.execute("SELECT code FROM parcours_critereretenu")
            assert b"RSA" not in bytes(curseur.fetchone()[0])

    def test_two_of_level_2_are_not_enough_in_an_aci(self, aci: Structure, qui: Salarie) -> None:
        deux = (CritereVu(Critere.TH), CritereVu(Critere.QPV))
        fait = declarer(aci, qui.personne, employeur(*deux), par=None)
        assert (fait.eligible, fait.expire_le) == (False, None)
        assert fait.criteres.filter(vu_le=None, conserver_jusquau=None).count() == 2
        assert declarer(aci, qui.personne, employeur(*deux, dispositif="AI"), par=None).eligible

    def test_a_prescriber_needs_no_criterion(self, aci: Structure, qui: Salarie) -> None:
        ml = ajouter_partenaire(aci, FichePartenaire("ML d'Exemple", "ML"), par=None)
        dite = Declaration(Dispositif.ACI, Auteur.PRESCRIPTEUR, LE, partenaire=ml)
        fait = declarer(aci, qui.personne, dite, par=None)
        assert (fait.eligible, fait.expire_le) == (True, date(2026, 9, 2))
        assert not fait.criteres.exists()

    @pytest.mark.parametrize(
        ("declaration", "phrase"),
        [
            (employeur(RSA, le=date(2999, 1, 1)), "pas encore passé"),
            (employeur(CritereVu(Critere.RSA, date(2025, 11, 1))), "il en faut un plus récent"),
            (employeur(CritereVu(Critere.SENIOR)), "50 ans"),
            (employeur(CritereVu(Critere.JEUNE)), "26 ans"),
            (Declaration(Dispositif.ACI, Auteur.PRESCRIPTEUR, LE), "quel prescripteur"),
        ],
    )
    def test_what_does_not_go_is_refused(
        self, aci: Structure, qui: Salarie, declaration: Declaration, phrase: str
    ) -> None:
        with pytest.raises(Refus, match=phrase):
            declarer(aci, qui.personne, declaration, par=None)
        assert not qui.personne.diagnostics.exists()

    def test_in_the_waiting_period_only_a_prescriber_may(
        self, aci: Structure, qui: Salarie
    ) -> None:
        PassIae.objects.update(debut=date(2023, 1, 1), fin=date(2024, 12, 30))
        with pytest.raises(Refus, match="jusqu'au 30/12/2026, seul un prescripteur"):
            declarer(aci, qui.personne, employeur(RSA), par=None)
        ml = ajouter_partenaire(aci, FichePartenaire("ML d'Exemple", "ML"), par=None)
        dite = Declaration(Dispositif.ACI, Auteur.PRESCRIPTEUR, LE, partenaire=ml)
        assert declarer(aci, qui.personne, dite, par=None).eligible

    def test_incompatible_criteria_are_said_and_give_no(self, aci: Structure, qui: Salarie) -> None:
        paire = employeur(CritereVu(Critere.DETLD), CritereVu(Critere.DELD))
        assert not declarer(aci, qui.personne, paire, par=None).eligible

    def test_a_pass_received_then_makes_it_last(self, aci: Structure, qui: Salarie) -> None:
        PassIae.objects.all().delete()
        fait = declarer(aci, qui.personne, employeur(RSA), par=None)
        recu = enregistrer_pass(
            qui, numero="999990000001", debut=date(2026, 4, 1), fin=date(2028, 3, 30), par=None
        )
        fait.refresh_from_db()
        assert fait.pass_iae == recu
        assert recu.fin_initiale == date(2028, 3, 30)


class TestQuiVoit:
    def test_an_employers_own_is_seen_by_it_alone(self, aci: Structure, qui: Salarie) -> None:
        ei = fabrique.structure("EI")
        fabrique.salarie(ei, personne=qui.personne)
        sien = declarer(aci, qui.personne, employeur(RSA), par=None)
        cle = acces(ei)
        assert not les_diagnostics(cle, qui.personne).exists()
        with pytest.raises(Http404):
            get_diagnostic(cle, sien.pk)
        assert en_vigueur([sien], ei.pk, LE) is None
        assert en_vigueur([sien], aci.pk, LE) == sien

    def test_a_prescribers_serves_all_and_comes_first(self, aci: Structure, qui: Salarie) -> None:
        ei = fabrique.structure("EI")
        ml = ajouter_partenaire(aci, FichePartenaire("ML d'Exemple", "ML"), par=None)
        dite = Declaration(Dispositif.ACI, Auteur.PRESCRIPTEUR, date(2026, 2, 2), partenaire=ml)
        prescrit = declarer(aci, qui.personne, dite, par=None)
        sien = declarer(aci, qui.personne, employeur(RSA), par=None)
        assert list(les_diagnostics(acces(ei), qui.personne)) == [prescrit]
        assert en_vigueur([sien, prescrit], aci.pk, LE) == prescrit

    def test_criteria_open_to_the_adviser_alone_and_it_is_noted(
        self, aci: Structure, qui: Salarie
    ) -> None:
        fait = declarer(aci, qui.personne, employeur(RSA), par=None)
        cip, direction = acces(aci), acces(aci, Role.DIRECTION)
        Referent.objects.create(salarie=qui, utilisateur=cip.utilisateur, debut=LE)
        with pytest.raises(Http404):
            lire_criteres(direction, fait)
        [lu] = lire_criteres(cip, fait)
        assert lu.critere is Critere.RSA
        assert LectureSecret.objects.get().rubrique == "criteres"
