"""The installed page: its manifest, its service worker, and what it says without a network."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from etrier.www.porte import publique

# All that a page of the family loads: kept on the phone beside the pages themselves.
RESSOURCES = (
    "vendor/bootstrap-5.3.9/bootstrap.min.css",
    "vendor/bootstrap-5.3.9/bootstrap.bundle.min.js",
    "vendor/htmx-2.0.11/htmx.min.js",
    "etrier.css",
    "etrier.js",
    "etrier.svg",
    "feuille.css",
    "feuille/carte.js",
    "feuille/depot.js",
    "feuille/envoi.js",
    "feuille/etat.js",
    "feuille/feuille.js",
    "feuille/garde.js",
    "feuille/journees.js",
    "feuille/liste.js",
    "feuille/photo.js",
    "feuille/sortie.js",
    "feuille/icone-192.png",
)
_CHIFFRES_D_UNE_CLE = 18
_TRAVAILLEUR = "feuille/travailleur.js"


@publique()
@never_cache
def feuille_sw(request: HttpRequest) -> HttpResponse:
    """The service worker, with the list of what it keeps; a changed file makes a new version."""
    reglages = {
        "version": _version(),
        "ressources": [static(nom) for nom in RESSOURCES],
        "horsLigne": reverse("feuille_hors_ligne"),
        "racine": reverse("accueil"),
    }
    script = _lire(_TRAVAILLEUR).decode()
    entete = f'"use strict";\nconst REGLAGES = {json.dumps(reglages)};\n'
    return HttpResponse(entete + script, content_type="text/javascript; charset=utf-8")


@publique()
def manifeste(request: HttpRequest) -> HttpResponse:
    """What makes the page one to install; `structure` says whose sheets it opens on."""
    cle = request.GET.get("structure", "")
    debut = reverse("accueil")
    if cle.isascii() and cle.isdigit() and len(cle) <= _CHIFFRES_D_UNE_CLE:
        debut = reverse("feuilles", args=[int(cle)])
    return JsonResponse(
        {
            "id": debut,
            "name": gettext("Étrier, feuilles de semaine"),
            "short_name": gettext("Feuilles"),
            "description": gettext("Qui est là, arrivée, départ, pause, absence, même sans réseau"),
            "start_url": debut,
            "scope": reverse("accueil"),
            "display": "standalone",
            "background_color": "#faf8f4",
            "theme_color": "#0f4a48",
            "icons": [
                {"src": static("etrier.svg"), "type": "image/svg+xml", "sizes": "any"},
                *(_icone(taille) for taille in (192, 512)),
            ],
        },
        content_type="application/manifest+json",
    )


@publique()
def feuille_hors_ligne(request: HttpRequest) -> HttpResponse:
    """What is shown for a page the phone has not kept; it names nobody."""
    return render(request, "feuilles/hors_ligne.html")


def _icone(taille: int) -> dict[str, str]:
    return {
        "src": static(f"feuille/icone-{taille}.png"),
        "type": "image/png",
        "sizes": f"{taille}x{taille}",
        "purpose": "any maskable",
    }


@cache
def _version() -> str:
    somme = sha256()
    for nom in (_TRAVAILLEUR, *RESSOURCES):
        somme.update(_lire(nom))
    return somme.hexdigest()[:16]


def _lire(nom: str) -> bytes:
    trouve = finders.find(nom)
    if not isinstance(trouve, str):
        raise FileNotFoundError(nom)
    return Path(trouve).read_bytes()


urlpatterns = [
    path("feuille-sw.js", feuille_sw, name="feuille_sw"),
    path("manifest.webmanifest", manifeste, name="manifeste"),
    path("feuille-hors-ligne/", feuille_hors_ligne, name="feuille_hors_ligne"),
]
