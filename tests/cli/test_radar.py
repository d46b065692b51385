"""`etrier radar courriel`."""

import pytest
from click.testing import CliRunner
from django.core import mail
from django.test import override_settings

from etrier.cli.radar import radar
from etrier.parcours.echeances.actions import choisir_courriel
from etrier.parcours.models import AbonnementRadar
from etrier.socle.erreurs import Refus
from etrier.structures.enums import Role
from tests.parcours.monde_radar import acces, jours, suivie

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _abonnee() -> None:
    contrat = suivie(fin=jours(5))
    conseillere = contrat.salarie.referents.get().utilisateur
    choisir_courriel(acces(contrat.structure, Role.CIP, conseillere), hebdomadaire=True)


def lancer(*arguments: str) -> str:
    rendu = CliRunner().invoke(radar, ["courriel", "--le", "2025-06-16", *arguments])
    if rendu.exception is not None and not isinstance(rendu.exception, SystemExit):
        raise rendu.exception
    return " ".join(rendu.output.split())


def test_it_only_says_when_it_simulates() -> None:
    dit = lancer("--simuler")
    assert "fin de contrat, C. E." in dit
    assert "1 courriel(s) à envoyer." in dit
    assert mail.outbox == []
    assert AbonnementRadar.objects.get().dernier_envoi_le is None


def test_it_sends_once_a_week() -> None:
    with override_settings(ETRIER_COURRIEL="smtp://exemple.test"):
        assert "1 courriel(s) envoyé(s)." in lancer()
        assert "0 courriel(s) envoyé(s)." in lancer()
    assert len(mail.outbox) == 1


def test_without_a_server_it_says_what_to_do() -> None:
    with override_settings(ETRIER_COURRIEL=""), pytest.raises(Refus, match="ETRIER_COURRIEL"):
        lancer()


def test_a_server_that_refuses_is_said_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuser(*_envoi: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("etrier.cli.radar.courrier.envoyer", refuser)
    with override_settings(ETRIER_COURRIEL="smtp://exemple.test"):
        dit = lancer()
    assert "pas envoyé (ConnectionRefusedError)" in dit
    assert "0 courriel(s)" in dit
