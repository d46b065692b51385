"""What the house knows already of a situation: said again to the adviser, never guessed."""

from datetime import date

import pytest
from django.http import Http404

from etrier.droit.vocabulaire_parcours import Critere
from etrier.parcours.asp.actions import decrire
from etrier.parcours.asp.amorce import DITS, orienteur, relire, relire_nir, selon
from etrier.parcours.asp.ligne import CLES
from etrier.parcours.asp.listes import codes
from etrier.parcours.enums import GenrePartenaire, Rubrique
from etrier.parcours.models import (
    Candidature,
    CritereRetenu,
    DiagnosticEligibilite,
    FicheSalarie,
    LectureSecret,
    Partenaire,
)
from etrier.parcours.secrets import sceller
from etrier.structures.access import Acces
from etrier.structures.enums import Role
from tests import fabrique
from tests.parcours import monde_asp as monde
from tests.parcours.monde_asp import le_23_novembre

__all__ = ["le_23_novembre"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def fiche() -> FicheSalarie:
    return monde.fiche(fabrique.structure(), None)


@pytest.fixture
def acces(fiche: FicheSalarie) -> Acces:
    conseillere = monde.referent(fiche.salarie).utilisateur
    return Acces(conseillere, fiche.structure, frozenset({Role.CIP}))


def venir(fiche: FicheSalarie, genre: str | None, origine: str = "prescripteur") -> None:
    partenaire = None
    if genre is not None:
        partenaire = Partenaire.objects.create(
            structure=fiche.structure, nom="Partenaire EXEMPLE", genre=genre
        )
    Candidature.objects.create(
        structure=fiche.structure,
        personne=fiche.salarie.personne,
        partenaire=partenaire,
        origine=origine,
        recue_le=date(2025, 1, 2),
    )


def test_the_criteria_of_eligibility_fill_what_they_tell(fiche: FicheSalarie, acces: Acces) -> None:
    diagnostic = DiagnosticEligibilite.objects.create(
        personne=fiche.salarie.personne,
        structure=fiche.structure,
        dispositif="ACI",
        auteur="employeur",
        le=date(2025, 1, 2),
        eligible=True,
    )
    for critere in (Critere.RSA, Critere.TH, Critere.DETLD, Critere.PM):
        CritereRetenu.objects.create(diagnostic=diagnostic, code=sceller(critere))
    assert relire(acces, fiche) == {
        "orienteur": None,
        "rqth": True,
        "en_emploi": False,
        "sans_emploi_depuis": "04",
        "difficulte_mobilite": True,
    }
    lue = LectureSecret.objects.get()
    assert (lue.rubrique, lue.lecteur) == (Rubrique.CRITERES, acces.utilisateur)


def test_what_was_kept_comes_back_as_it_was(fiche: FicheSalarie, acces: Acces) -> None:
    decrire(fiche, monde.SITUATION, monde.NIR, par=None)
    assert relire(acces, fiche) == monde.SITUATION
    assert relire_nir(acces, fiche) == monde.NIR


def test_nobody_else_reads_it(fiche: FicheSalarie, acces: Acces) -> None:
    decrire(fiche, monde.SITUATION, monde.NIR, par=None)
    collegue = fabrique.utilisateur(Role.CIP, fiche.structure)
    autre = Acces(collegue, fiche.structure, frozenset({Role.CIP}))
    for lecture in (relire, relire_nir):
        with pytest.raises(Http404):
            lecture(autre, fiche)


@pytest.mark.parametrize(
    ("genre", "origine", "code"),
    [
        ("ML", "prescripteur", "01"),
        ("SPIP", "prescripteur", "09"),
        ("CSAPA", "prescripteur", "06"),
        ("ORIENTEUR", "orienteur", "08"),
        ("ENTREPRISE", "orienteur", "08"),
        (None, "spontanee", "07"),
        (None, "groupe", None),
    ],
)
def test_who_sent_the_person_is_said_in_the_codes_of_the_asp(
    fiche: FicheSalarie, genre: str | None, origine: str, code: str | None
) -> None:
    venir(fiche, genre, origine)
    assert orienteur(fiche) == code


def test_every_kind_of_partner_has_a_code(fiche: FicheSalarie) -> None:
    for genre in GenrePartenaire:
        Candidature.objects.all().delete()
        Partenaire.objects.all().delete()
        venir(fiche, genre)
        assert orienteur(fiche) in codes("orienteur")


def test_what_a_criterion_tells_is_a_field_of_the_record() -> None:
    connues = {cle for _champ, cle, _eiti in CLES}
    assert set(selon(DITS)) <= connues
    assert selon([Critere.RSA, Critere.SENIOR]) == {}
