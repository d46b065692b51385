"""A field and its help: what was not written by the house never becomes a piece of the page."""

import pytest
from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.template import Context, Template
from django.test import Client, override_settings

from etrier.structures.models import Utilisateur
from tests.www.monde_heures import batir, entrer
from tests.www.test_imports import deposer

PIEGE = "<img src=x>"


def dessiner(champ: forms.BoundField) -> str:
    return Template("{% load etrier %}{% champ champ %}").render(Context({"champ": champ}))


def test_a_help_that_quotes_somebody_is_escaped() -> None:
    class Formulaire(forms.Form):
        mot = forms.CharField(label=PIEGE, help_text=f"Par exemple : {PIEGE}")

    html = dessiner(Formulaire()["mot"])
    assert html.count("&lt;img src=x&gt;") == 2
    assert PIEGE not in html


def test_a_help_that_is_markup_stays_so() -> None:
    assert "<ul><li>" in dessiner(PasswordChangeForm(Utilisateur())["new_password1"])


@pytest.mark.django_db
def test_what_a_file_of_hours_holds_is_escaped(tmp_path: object) -> None:
    monde = batir()
    client: Client = entrer(monde)
    contenu = f"nom;jour;heures;{PIEGE}\n{PIEGE} Zoé;06/05/2025;7;{PIEGE}"
    with override_settings(VAR=tmp_path):
        html = client.get(deposer(client, monde, contenu)).content.decode()
    assert "&lt;img src=x&gt;" in html
    assert PIEGE not in html
