"""A page that opened a secret is kept by no browser (decision 0023)."""

import pytest
from django.urls import reverse

from etrier.parcours.models import LectureSecret
from etrier.structures.enums import Role
from tests.www.test_droits import ADRESSES, Monde, entrer, mondes

__all__ = ["mondes"]  # the fixture of the walk of rights

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.CIP, Role.DIRECTION])
def test_what_opened_a_secret_is_not_kept(mondes: tuple[Monde, Monde], role: Role) -> None:
    notre, _autre = mondes
    referent, vues, fautes = entrer(role, notre.structure, referent=True), 0, []
    for nom, arguments, methodes in ADRESSES:
        if "GET" not in methodes or not arguments <= notre.objets.keys():
            continue
        avant = LectureSecret.objects.count()
        reponse = referent.get(reverse(nom, kwargs={cle: notre.objets[cle] for cle in arguments}))
        if LectureSecret.objects.count() > avant:
            vues += 1
            if "no-store" not in reponse.headers.get("Cache-Control", ""):
                fautes.append(nom)
    assert vues > 10
    assert fautes == []
