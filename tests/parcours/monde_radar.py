"""A small structure on a day, and who looks at it: what the tests of the radar share."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from etrier.parcours.echeances.echeance import Echeance
from etrier.parcours.echeances.radar import lister
from etrier.parcours.models import Contrat, EcheancePersonne, Entretien, PassIae, Referent, Salarie
from etrier.parcours.secrets import sceller
from etrier.structures.access import Acces
from etrier.structures.enums import Role
from etrier.structures.models import Structure, Utilisateur
from tests import fabrique

LE = date(2025, 6, 16)


def jours(nombre: int) -> date:
    """So many days after the day of the tests."""
    return LE + timedelta(days=nombre)


def acces(une: Structure, role: Role = Role.DIRECTION, qui: Utilisateur | None = None) -> Acces:
    """Somebody with a role."""
    qui = qui or fabrique.utilisateur(role, une)
    return Acces(qui, une, frozenset({role}))


def suivie(
    une: Structure | None = None,
    *,
    dispositif: str = "ACI",
    debut: date = date(2025, 5, 26),
    fin: date | None = date(2025, 12, 31),
    par: Utilisateur | None = None,
) -> Contrat:
    """Somebody under contract, accompanied, hired three weeks ago: nothing due."""
    une = une or fabrique.structure()
    convention = une.conventions.filter(dispositif=dispositif).first()
    if convention is None:
        convention = fabrique.convention(une, dispositif)
        if dispositif != "GEIQ":
            fabrique.annexe(convention)
    contrat = fabrique.contrat(fabrique.salarie(une), convention, debut=debut, fin=fin)
    referent(contrat.salarie, par or fabrique.utilisateur(Role.CIP, une))
    return contrat


def referent(salarie: Salarie, qui: Utilisateur) -> Referent:
    """Her adviser, and nobody else."""
    salarie.referents.all().delete()
    return Referent.objects.create(salarie=salarie, utilisateur=qui, debut=date(2025, 1, 1))


def date_de(salarie: Salarie, genre: str, fin: date, *, reservee: bool = False) -> EcheancePersonne:
    """A personal date."""
    return EcheancePersonne.objects.create(
        salarie=salarie, genre=sceller(genre), fin=fin, reservee=reservee
    )


def vues(une: Structure, role: Role = Role.DIRECTION, **autres: Any) -> list[Echeance]:
    """The radar of the day of the tests."""
    return lister(acces(une, role), LE, **autres)


def genres(une: Structure, role: Role = Role.DIRECTION) -> dict[str, date]:
    """Kind and date of what is due."""
    return {e.genre.value: e.fin for e in vues(une, role)}


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
