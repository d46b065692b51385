"""One page, one act: a form, a button, and the way back. And pages of several tables."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from etrier.socle.erreurs import Refus
from etrier.www.tableau import Tableau, exporter

T = TypeVar("T")


@dataclass(frozen=True)
class Page:
    """What the page says: its title, its button, the pages above it, why one comes here."""

    titre: str
    bouton: str
    # (label, address), from the list down to the page one comes from; the last is the way back.
    fil: Sequence[tuple[str, str]]
    chapeau: str = ""
    danger: bool = False


def tenter(form: forms.BaseForm, acte: Callable[[], T]) -> T | None:
    """Do the act when the form is valid; a refusal is said above the form. None: ask again."""
    if not form.is_valid():
        return None
    try:
        return acte()
    except Refus as refus:
        form.add_error(None, refus.phrase)
        return None


def page_acte(request: HttpRequest, form: forms.BaseForm, page: Page) -> HttpResponse:
    """Show the form of an act."""
    return render(request, "_acte.html", {"form": form, "page": page, "retour": page.fil[-1][1]})


def exporter_parmi(tableaux: Iterable[Tableau], request: HttpRequest) -> HttpResponse | None:
    """The file asked for, when one of the tables of the page is; None when the page is."""
    return next((f for t in tableaux if (f := exporter(t, request)) is not None), None)
