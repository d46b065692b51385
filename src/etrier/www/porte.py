"""The door of every screen: who may enter, for what purpose, by which methods.

Each view carries what it asks (`finalite`, `methods`), so that a test walks every address with
every role, and so that the menu shows only the links a role may open.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from etrier.socle.erreurs import Refus
from etrier.socle.mois import ecrire_mois
from etrier.structures.access import Acces, Finalite, ouvrir
from etrier.structures.models import Utilisateur

P = ParamSpec("P")
V = TypeVar("V")
Vue = Callable[..., HttpResponseBase]
VueOuverte = Callable[Concatenate[HttpRequest, Acces, P], HttpResponseBase]

# What `view.finalite` says of a page any signed-in person opens, whatever her roles.
CONNECTE: Final = "connecte"


def porte(
    finalite: Finalite, methods: tuple[str, ...] = ("GET",)
) -> Callable[[VueOuverte[P]], Vue]:
    """Open the structure of the address for a purpose and hand the `Acces` to the view.

    A stranger goes to the sign-in page; somebody without the purpose gets 404; another method 405;
    a `Refus` the view lets through is said on a page of its own (409).
    """

    def decorer(vue: VueOuverte[P]) -> Vue:
        @wraps(vue)
        def entree(
            request: HttpRequest, structure_id: int, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if _refusee(request, methods):
                return HttpResponseNotAllowed(methods)
            if not isinstance(request.user, Utilisateur):
                return redirect_to_login(request.get_full_path())
            acces = ouvrir(request.user, structure_id, finalite)
            request.acces = acces  # type: ignore[attr-defined]  # read by the context processor
            _retenir_mois(request, kwargs.get("mois"))
            try:
                return vue(request, acces, *args, **kwargs)
            except Refus as refus:
                vus = {"phrase": refus.phrase, "retour": _retour(request)}
                return render(request, "_refus.html", vus, status=409)

        return _annoter(entree, finalite, methods)

    return decorer


def publique(methods: tuple[str, ...] = ("GET",)) -> Callable[[Vue], Vue]:
    """A page anybody opens, signed in or not."""

    def decorer(vue: Vue) -> Vue:
        @wraps(vue)
        def entree(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if _refusee(request, methods):
                return HttpResponseNotAllowed(methods)
            return vue(request, *args, **kwargs)

        return _annoter(entree, None, methods)

    return decorer


def connecte(methods: tuple[str, ...] = ("GET",)) -> Callable[[Vue], Vue]:
    """A page for anybody signed in, outside any structure (password, sign-out)."""

    def decorer(vue: Vue) -> Vue:
        @wraps(vue)
        def entree(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if _refusee(request, methods):
                return HttpResponseNotAllowed(methods)
            if not isinstance(request.user, Utilisateur):
                return redirect_to_login(request.get_full_path())
            return vue(request, *args, **kwargs)

        return _annoter(entree, CONNECTE, methods)

    return decorer


def _refusee(request: HttpRequest, methods: tuple[str, ...]) -> bool:
    asked = "GET" if request.method == "HEAD" else request.method
    return asked not in methods


def _retour(request: HttpRequest) -> str:
    """The page the reader comes from, when it is one of ours."""
    venue = request.headers.get("Referer", "")
    hote = request.get_host()
    sure = url_has_allowed_host_and_scheme(venue, {hote}, require_https=request.is_secure())
    return venue if sure else reverse("accueil")


def _annoter(vue: V, finalite: Finalite | str | None, methods: tuple[str, ...]) -> V:
    vars(vue).update(finalite=finalite, methods=methods)
    return vue


def _retenir_mois(request: HttpRequest, mois: Any) -> None:
    # The month last looked at follows the user from the hours to the close and the readings.
    if mois is not None and request.session.get("mois") != ecrire_mois(mois):
        request.session["mois"] = ecrire_mois(mois)
