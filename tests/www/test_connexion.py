"""Signing in: who enters, who waits, what a stranger sees."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.template import loader
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django import Settings

from etrier.structures.enums import Role
from tests.fabrique import MOT_DE_PASSE, structure, utilisateur
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db
CONNEXION = reverse("connexion")


@pytest.fixture(autouse=True)
def _sans_essais() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def entrer(client: Client, courriel: str, mot: str = MOT_DE_PASSE, suite: str = "") -> int:
    demande = {"username": courriel, "password": mot, "next": suite}
    return client.post(CONNEXION, demande).status_code


def est_entre(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_opens_the_first_structure(client: Client) -> None:
    la = structure()
    assert entrer(client, utilisateur(Role.GESTION, la).courriel) == 302
    assert client.get("/").headers["Location"] == reverse("structure", args=[la.pk])
    html = client.get(reverse("structure", args=[la.pk])).content.decode()
    assert fautes(html) == []
    assert escape(la.denomination) in html


def test_the_address_is_read_whatever_its_capitals(client: Client) -> None:
    assert entrer(client, utilisateur().courriel.upper()) == 302


def test_a_wrong_password_is_said_without_telling_which_is_wrong(client: Client) -> None:
    reponses = [
        client.post(CONNEXION, {"username": courriel, "password": "faux"}).content.decode()
        for courriel in (utilisateur().courriel, "personne@exemple.test")
    ]
    for html in reponses:
        assert fautes(html) == []
        assert "ne correspond à aucun compte" in html
    assert not est_entre(client)


def test_a_closed_account_does_not_enter(client: Client) -> None:
    compte = utilisateur()
    compte.is_active = False
    compte.save()
    assert entrer(client, compte.courriel) == 200
    assert not est_entre(client)


def test_ten_failures_close_the_door_even_to_the_right_password(client: Client) -> None:
    compte = utilisateur()
    for _ in range(10):
        entrer(client, compte.courriel, "faux")
    reponse = client.post(CONNEXION, {"username": compte.courriel, "password": MOT_DE_PASSE})
    assert "Attendez quinze minutes" in reponse.content.decode()
    assert not est_entre(client)


def test_failures_on_one_account_close_neither_another_nor_another_place(client: Client) -> None:
    compte, autre = utilisateur(), utilisateur()
    for _ in range(10):
        entrer(client, compte.courriel, "faux")
    assert entrer(client, autre.courriel) == 302
    ailleurs = Client(REMOTE_ADDR="192.0.2.7")
    assert entrer(ailleurs, compte.courriel) == 302


def test_the_right_password_forgets_the_failures(client: Client) -> None:
    compte = utilisateur()
    for _ in range(9):
        entrer(client, compte.courriel, "faux")
    assert entrer(client, compte.courriel) == 302
    client.logout()
    entrer(client, compte.courriel, "faux")
    assert entrer(client, compte.courriel) == 302


def test_a_stranger_is_brought_back_where_she_was_going(client: Client) -> None:
    la = structure()
    adresse = reverse("structure", args=[la.pk])
    assert client.get(adresse).headers["Location"] == f"{CONNEXION}?next={adresse}"
    compte = utilisateur(Role.CIP, la)
    reponse = client.post(
        CONNEXION, {"username": compte.courriel, "password": MOT_DE_PASSE, "next": adresse}
    )
    assert reponse.headers["Location"] == adresse


def test_nobody_is_sent_to_another_site(client: Client) -> None:
    compte = utilisateur()
    reponse = client.post(
        CONNEXION,
        {"username": compte.courriel, "password": MOT_DE_PASSE, "next": "https://ailleurs.test/"},
    )
    assert reponse.headers["Location"] == "/"


def test_signing_out_takes_a_post(client: Client) -> None:
    client.force_login(utilisateur())
    assert client.get(reverse("deconnexion")).status_code == 405
    assert client.post(reverse("deconnexion")).status_code == 302
    assert not est_entre(client)


def test_it_changes_the_password(client: Client) -> None:
    compte = utilisateur()
    client.force_login(compte)
    adresse = reverse("mot_de_passe")
    assert fautes(client.get(adresse).content.decode()) == []
    neuf = "les-chevaux-boivent-la-nuit"
    demande = {"old_password": MOT_DE_PASSE, "new_password1": neuf, "new_password2": neuf}
    assert client.post(adresse, demande).status_code == 302
    client.logout()
    assert entrer(client, compte.courriel, neuf) == 302


def test_it_refuses_a_short_password(client: Client) -> None:
    compte = utilisateur()
    client.force_login(compte)
    demande = {"old_password": MOT_DE_PASSE, "new_password1": "court", "new_password2": "court"}
    html = client.post(reverse("mot_de_passe"), demande).content.decode()
    assert fautes(html) == []
    assert 'aria-invalid="true"' in html


def test_somebody_without_a_role_is_told_what_to_do(client: Client) -> None:
    client.force_login(utilisateur())
    html = client.get("/").content.decode()
    assert fautes(html) == []
    assert "rôle dans aucune structure" in html


def test_another_structure_does_not_exist(client: Client) -> None:
    client.force_login(utilisateur(Role.DIRECTION, structure()))
    reponse = client.get(reverse("structure", args=[structure().pk]))
    assert reponse.status_code == 404
    assert fautes(reponse.content.decode()) == []


def test_a_screen_refuses_other_methods(client: Client) -> None:
    la = structure()
    client.force_login(utilisateur(Role.DIRECTION, la))
    assert client.post(reverse("structure", args=[la.pk])).status_code == 405
    assert client.head(reverse("structure", args=[la.pk])).status_code == 200


def test_the_landing_page_is_for_strangers_in_two_languages(client: Client) -> None:
    assert fautes(client.get("/").content.decode()) == []
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    assert fautes(client.get("/").content.decode(), "en") == []


def test_demonstration_accounts_show_only_on_a_demonstration(
    client: Client, settings: Settings
) -> None:
    for adresse in ("/", CONNEXION):
        assert "direction@exemple.test" not in client.get(adresse).content.decode()
    settings.ETRIER_DEMONSTRATION = True
    for adresse in ("/", CONNEXION):
        html = client.get(adresse).content.decode()
        assert fautes(html) == []
        assert "direction@exemple.test" in html


def test_a_page_only_runs_our_own_scripts(client: Client) -> None:
    politique = client.get("/").headers["Content-Security-Policy"]
    assert "script-src 'self';" in politique
    assert "<script>" not in client.get("/").content.decode()


def test_a_form_of_another_site_is_refused_with_words() -> None:
    client = Client(enforce_csrf_checks=True)
    reponse = client.post(CONNEXION, {"username": "a@exemple.test", "password": "x"})
    assert reponse.status_code == 403
    html = reponse.content.decode()
    assert fautes(html) == []
    assert "a expiré" in html


def test_the_page_of_an_error_needs_nothing_that_may_be_broken() -> None:
    html = loader.get_template("500.html").render()
    assert fautes(html) == []
    assert "Réessayez" in html
