"""A long act cut in batches: after each, the page says how far it is and goes on by itself."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page_progression(
    request: HttpRequest,
    titre: str,
    fil: Sequence[tuple[str, str]],
    reste: int,
    lot: int,
    *,
    adresse: str,
    champs: Mapping[str, str | int] | None = None,
) -> HttpResponse:
    """What is left of a long act, whose next batch is asked at `adresse` with `champs`.

    Nothing but the number at the start goes along: closed and started again, it goes on from what
    is written.
    """
    posee = request.POST.get("total", "")
    total = int(posee) if posee.isdecimal() and int(posee) >= reste else reste + lot
    vus = {
        "titre": titre,
        "fil": fil,
        "total": total,
        "fait": total - reste,
        "adresse": adresse,
        "champs": {**(champs or {}), "total": total},
    }
    return render(request, "_progression.html", vus)
