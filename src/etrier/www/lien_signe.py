"""Pages opened by a signed link: their address is a secret, kept nowhere."""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from etrier.heures.releves.liens import LienRefuse

_DISCRETION = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow",
    # Nothing to other sites. `no-referrer` would say no more, and makes browsers send
    # « Origin: null » with the answer, which the CSRF check rightly refuses.
    "Referrer-Policy": "same-origin",
}


class RepondantForm(forms.Form):
    """Who answers from a link, in their own words: nobody signed in."""

    nom = forms.CharField(
        label=_("Votre nom et votre prénom"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Écrivez votre nom : il est gardé avec votre réponse.")},
    )
    qualite = forms.CharField(
        label=_("Votre fonction"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )


PageALien = Callable[[HttpRequest, str], HttpResponse]


def discrete(gabarit: str) -> Callable[[PageALien], PageALien]:
    """A page whose address is a secret; a dead link gets the one sentence of `gabarit`, no data."""

    def decorer(vue: PageALien) -> PageALien:
        @wraps(vue)
        def entree(request: HttpRequest, lien: str) -> HttpResponse:
            try:
                reponse = vue(request, lien)
            except LienRefuse as refus:
                reponse = render(request, gabarit, {"phrase": refus.phrase}, status=refus.statut)
            for nom, valeur in _DISCRETION.items():
                reponse.headers[nom] = valeur
            return reponse

        return entree

    return decorer
