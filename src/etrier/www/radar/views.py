"""The radar: what is late, what comes, who has it, what to do next."""

from collections import Counter
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from etrier.parcours.echeances.echeance import Echeance
from etrier.parcours.echeances.genres import Genre
from etrier.parcours.echeances.radar import compter, depuis_le, lister
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.porte import porte
from etrier.www.radar.lignes import Choix, composer
from etrier.www.tableau import Colonne, Tableau, exporter


@porte(Finalite.LIRE_SALARIES)
@never_cache
def radar(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Deadlines by urgency, as the filters ask; the same as a file, without what is sealed."""
    choix, en_fichier = Choix.lire(request.GET), "format" in request.GET
    toutes = lister(acces, aujourdhui(), ouvrir=not en_fichier, ecartees=choix.ecartees)
    gardees = choix.garder(toutes, acces)
    if en_fichier and (fichier := exporter(tableau_radar(gardees), request)):
        return fichier
    vus = {
        "sections": composer(acces, gardees, choix, request.GET),
        "choix": choix,
        "total": len(gardees),
        "comptes": [(t.titre, n) for t, n in sorted(compter(toutes).items(), key=_rang)],
        "genres": _genres(toutes),
        "personnes": _personnes(toutes),
        "fichiers": [(f, _adresse_fichier(request, f)) for f in ("xlsx", "csv")],
    }
    return render(request, "radar/radar.html", vus)


def _rang(compte: tuple[object, int]) -> int:
    return ["retard", "semaine", "mois", "ensuite"].index(str(compte[0]))


def _genres(echeances: Iterable[Echeance]) -> list[tuple[str, str, int]]:
    """Kinds that have a deadline, and how many."""
    nombres = Counter(e.genre for e in echeances)
    return [(g.value, str(g.label), nombres[g]) for g in Genre if nombres[g]]


def _personnes(echeances: Iterable[Echeance]) -> list[tuple[int, str]]:
    """People who have one, by name."""
    sujets = {e.sujet.personne_id: e.sujet.nom for e in echeances if e.sujet}
    return sorted(sujets.items(), key=lambda x: x[1].casefold())


def _adresse_fichier(request: HttpRequest, format_fichier: str) -> str:
    demande = request.GET.copy()
    demande["format"] = format_fichier
    return "?" + demande.urlencode()


def tableau_radar(echeances: Iterable[Echeance]) -> Tableau:
    """What a file holds: nothing that was opened, nothing that is her adviser's alone."""
    return Tableau(
        _("Radar des échéances"),
        [
            Colonne(_("Date"), "fin", "date"),
            Colonne(_("Personne"), lambda e: e.sujet.nom if e.sujet else None),
            Colonne(_("Matricule"), lambda e: e.sujet.matricule if e.sujet else None, "numero"),
            Colonne(_("Genre"), "genre.label"),
            Colonne(_("Quoi"), "quoi"),
            Colonne(_("Que faire"), "a_faire"),
            Colonne(_("Qui s'en charge"), "responsable"),
            Colonne(_("Depuis"), depuis_le, "date"),
            Colonne(_("Reportée au"), "report", "date"),
        ],
        [e for e in echeances if not e.reservee],
        nom="",
    )
