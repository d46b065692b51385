"""A long act cut in batches: after each, the page says how far it is and goes on by itself."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def faites_avant(request: HttpRequest, champ: str = "faites") -> int:
    """How many the batches before this one did, or what else they counted in a field."""
    dit = request.POST.get(champ, "")
    return int(dit[:9]) if dit.isdecimal() else 0


def page_progression(
    request: HttpRequest,
    titre: str,
    fil: Sequence[tuple[str, str]],
    *,
    faites: int,
    reste: int,
    adresse: str,
    champs: Mapping[str, str | int] | None = None,
) -> HttpResponse:
    """This request did `faites`, and `reste` wait: the next batch is asked at `adresse` with
    `champs`.

    Nothing but how many are done goes along: closed and started again, it goes on from what is
    written.
    """
    fait = faites_avant(request) + faites
    vus = {
        "titre": titre,
        "fil": fil,
        "total": fait + reste,
        "fait": fait,
        "adresse": adresse,
        "champs": {**(champs or {}), "faites": fait},
    }
    return render(request, "_progression.html", vus)
