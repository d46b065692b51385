"""Who accompanies whom: one at a time, at once, by those who may."""

from datetime import timedelta

import pytest

from etrier.parcours.accompagnement.referents import (
    designer_referent,
    designer_referents,
    referent_de,
    terminer_referent,
)
from etrier.parcours.accueil.access import les_suivies
from etrier.parcours.echeances.lecture import Lecture
from etrier.parcours.models import Personne, Salarie
from etrier.parcours.secrets import est_referent
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.models import Acte
from etrier.structures.access import Acces
from etrier.structures.enums import Role
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def qui() -> Salarie:
    """Somebody whom nobody accompanies."""
    return fabrique.salarie(fabrique.structure())


def test_another_one_replaces_the_first_at_once(qui: Salarie) -> None:
    une, deux = (fabrique.utilisateur(Role.CIP, qui.structure) for _ in range(2))
    le = aujourdhui()
    designer_referent(qui, une, le=le - timedelta(30), par=None)
    designer_referent(qui, deux, le=le, par=None)
    lues = [
        est_referent(Acces(u, qui.structure, frozenset({Role.CIP})), qui.personne)
        for u in (une, deux)
    ]
    assert lues == [False, True]
    assert qui.referents.get(utilisateur=une).fin == le


def test_designated_twice_is_once(qui: Salarie) -> None:
    une = fabrique.utilisateur(Role.DIRECTION, qui.structure)
    premier = designer_referent(qui, une, le=aujourdhui(), par=None)
    assert designer_referent(qui, une, le=aujourdhui(), par=None) == premier
    assert Acte.objects.filter(verbe="referent.designer").count() == 1


def test_an_end_leaves_nobody(qui: Salarie) -> None:
    une = fabrique.utilisateur(Role.CIP, qui.structure)
    assert designer_referents([qui], une, le=aujourdhui(), par=None) == 1
    terminer_referent(qui, le=aujourdhui(), par=None)
    assert referent_de(qui) is None
    with pytest.raises(Refus, match="Personne n'accompagne"):
        terminer_referent(qui, le=aujourdhui(), par=None)


def test_it_refuses_those_who_do_not_accompany_and_impossible_days(qui: Salarie) -> None:
    encadrant = fabrique.utilisateur(Role.ENCADREMENT, qui.structure)
    ailleurs = fabrique.utilisateur(Role.CIP, fabrique.structure())
    ici = fabrique.utilisateur(Role.CIP, qui.structure)
    for compte in (encadrant, ailleurs):
        with pytest.raises(Refus, match="n'accompagne pas"):
            designer_referent(qui, compte, le=aujourdhui(), par=None)
    with pytest.raises(Refus, match="à venir"):
        designer_referent(qui, ici, le=aujourdhui() + timedelta(1), par=None)
    designer_referent(qui, ici, le=aujourdhui(), par=None)
    with pytest.raises(Refus, match="accompagne depuis"):
        terminer_referent(qui, le=aujourdhui() - timedelta(1), par=None)


def test_who_no_longer_accompanies_reads_nothing_though_nobody_replaced_her(qui: Salarie) -> None:
    une = fabrique.utilisateur(Role.CIP, qui.structure)
    designer_referent(qui, une, le=aujourdhui(), par=None)
    for role, attendu in ((Role.CIP, True), (Role.GESTION, False), (Role.ENCADREMENT, False)):
        acces = Acces(une, qui.structure, frozenset({role}))
        assert est_referent(acces, qui.personne) is attendu
        assert Lecture(acces, aujourdhui()).est_referent(qui.pk) is attendu
    acces = Acces(une, qui.structure, frozenset({Role.GESTION}))
    assert les_suivies(acces) == frozenset()


def test_nobody_accompanies_somebody_erased(qui: Salarie) -> None:
    ici = fabrique.utilisateur(Role.CIP, qui.structure)
    Personne.objects.filter(pk=qui.personne_id).update(effacee_le=aujourdhui())
    with pytest.raises(Refus, match="sont effacées"):
        designer_referent(qui, ici, le=aujourdhui(), par=None)
    assert referent_de(qui) is None
