"""The door of the person's page: her phone's cookie, never the session of the staff."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from etrier.parcours.chez_moi.actions import visiter
from etrier.parcours.chez_moi.liens import (
    DUREE_PARTAGE,
    DUREE_TELEPHONE,
    AccesFerme,
    Session,
    lire_session,
    signer_session,
)
from etrier.parcours.models import AccesPersonne, Salarie
from etrier.www.chez_moi.textes import Langue, langue, langue_du_navigateur, les_langues
from etrier.www.porte import Vue, publique

P = ParamSpec("P")
COOKIE, COOKIE_LANGUE = "etrier_moi", "etrier_moi_langue"
UN_AN_SECONDES = 365 * 24 * 3600
_DISCRETION = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow",
    # `no-referrer` would make browsers send « Origin: null », which the CSRF check refuses.
    "Referrer-Policy": "same-origin",
}


@dataclass(frozen=True)
class Visite:
    """A page asked for from a phone that opened its link."""

    request: HttpRequest
    session: Session
    langue: Langue

    @property
    def salarie(self) -> Salarie:
        """Whose page it is."""
        return self.session.acces.salarie

    def montrer(self, page: str, **vus: Any) -> HttpResponse:
        """Draw a page of the family."""
        return montrer(self.request, page, self.langue, session=self.session, **vus)


VueVisitee = Callable[Concatenate[Visite, P], HttpResponseBase]


def montrer(
    request: HttpRequest, page: str, parlee: Langue, statut: int = 200, **vus: Any
) -> HttpResponse:
    """A page in one language; `session` is absent before the link is opened."""
    communs = {
        "langue": parlee,
        "langues": les_langues(),
        "veille_secondes": int(DUREE_PARTAGE.total_seconds()),
    }
    reponse = render(request, f"chez_moi/{page}.html", {**communs, **vus}, status=statut)
    reponse.headers["Content-Language"] = parlee.balise
    return discrete(reponse)


def discrete(reponse: HttpResponse) -> HttpResponse:
    """Kept by no cache, told to no other site."""
    for nom, valeur in _DISCRETION.items():
        reponse.headers[nom] = valeur
    return reponse


def fermee(request: HttpRequest, refus: AccesFerme) -> HttpResponse:
    """What opens nothing: one sentence, nobody's name; a page that does not exist."""
    reponse = montrer(request, "fermee", langue_de(request), 404, raison=refus.raison)
    oublier(reponse)
    return reponse


def langue_de(request: HttpRequest, acces: AccesPersonne | None = None) -> Langue:
    """The language chosen on this phone, else the person's own, else the browser's."""
    choisie = request.COOKIES.get(COOKIE_LANGUE, "")
    if not choisie and acces is not None:
        choisie = acces.salarie.personne.langue
    return langue(choisie or langue_du_navigateur(request.headers.get("Accept-Language", "")))


def chez_moi(methods: tuple[str, ...] = ("GET",)) -> Callable[[VueVisitee[P]], Vue]:
    """A page of the person: her phone's session opens it, anything else gets the closed page."""

    def decorer(vue: VueVisitee[P]) -> Vue:
        @publique(methods=methods)
        @wraps(vue)
        def entree(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            try:
                session = lire_session(request.COOKIES.get(COOKIE, ""))
            except AccesFerme as refus:
                return fermee(request, refus)
            visiter(session.acces)
            parlee = langue(session.acces.salarie.personne.langue)
            visite = Visite(request, session, parlee)
            try:
                reponse = vue(visite, *args, **kwargs)
            except Http404:
                reponse = visite.montrer("fermee", statut=404, raison="introuvable")
            if not session.a_moi and COOKIE not in reponse.cookies:
                retenir(reponse, request, session.acces, a_moi=False)
            return reponse

        return entree

    return decorer


def retenir(
    reponse: HttpResponseBase, request: HttpRequest, acces: AccesPersonne, *, a_moi: bool
) -> None:
    """Open the page on this phone: thirty days on her own, until the browser closes otherwise."""
    reponse.set_cookie(
        COOKIE,
        signer_session(acces, a_moi=a_moi),
        max_age=int(DUREE_TELEPHONE.total_seconds()) if a_moi else None,
        **_ou(request),
    )


def retenir_langue(reponse: HttpResponseBase, request: HttpRequest, code: str) -> None:
    """Remember the language on this phone, before any link is opened."""
    reponse.set_cookie(COOKIE_LANGUE, code, max_age=UN_AN_SECONDES, **_ou(request))


def oublier(reponse: HttpResponseBase) -> None:
    """Close the page on this phone."""
    reponse.delete_cookie(COOKIE, path=reverse("moi"), samesite="Lax")


def _ou(request: HttpRequest) -> dict[str, Any]:
    """Sent to these pages alone, never read by a script."""
    return {
        "path": reverse("moi"),
        "secure": settings.SESSION_COOKIE_SECURE or request.is_secure(),
        "httponly": True,
        "samesite": "Lax",
    }
