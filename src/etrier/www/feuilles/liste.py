"""The chantiers of a week, and how far each sheet is filled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format

from etrier.heures.access import les_feuilles, les_lignes
from etrier.heures.enums import GenreHeures
from etrier.heures.feuilles.semaine import SEMAINE
from etrier.heures.models import PhotoFeuille, Pointage
from etrier.missions.access import les_chantiers
from etrier.missions.models import Chantier
from etrier.socle.horloge import aujourdhui
from etrier.socle.mois import jours_de, lundi_de
from etrier.structures.access import Acces, Finalite
from etrier.www.feuilles.entete import pour_ce_compte
from etrier.www.feuilles.mots import mots
from etrier.www.porte import porte

Contrats = dict[tuple[int, date], set[int]]


@dataclass(frozen=True)
class JourRempli:
    """A day of the list: its name, how many people are pointed, how many have other hours."""

    court: str
    complet: str
    personnes: int
    autres: int


@dataclass(frozen=True)
class FeuilleListee:
    """A chantier in the week."""

    chantier: Chantier
    jours: list[JourRempli]
    photos: int

    @property
    def remplis(self) -> int:
        """Days on which somebody is pointed."""
        return sum(1 for jour in self.jours if jour.personnes)


@porte(Finalite.LIRE_HEURES)
def feuilles(request: HttpRequest, acces: Acces) -> HttpResponse:
    """The sheets of this week."""
    return _montrer(request, acces, lundi_de(aujourdhui()))


@porte(Finalite.LIRE_HEURES)
def feuilles_semaine(request: HttpRequest, acces: Acces, lundi: date) -> HttpResponse:
    """The sheets of the week of a Monday; another day leads to its Monday."""
    if lundi.weekday():
        return redirect("feuilles_semaine", acces.structure.pk, lundi_de(lundi))
    return _montrer(request, acces, lundi)


def _montrer(request: HttpRequest, acces: Acces, lundi: date) -> HttpResponse:
    contexte = {
        "lundi": lundi,
        "dimanche": lundi + SEMAINE,
        "avant": lundi - timedelta(weeks=1),
        "apres": lundi + timedelta(weeks=1),
        "cette_semaine": lundi == lundi_de(aujourdhui()),
        "feuilles": lister(acces, lundi),
        "mots": mots(),
    }
    return pour_ce_compte(render(request, "feuilles/liste.html", contexte), acces)


def lister(acces: Acces, lundi: date) -> list[FeuilleListee]:
    """The chantiers that run in the week, by name."""
    dimanche = lundi + SEMAINE
    en_cours = les_chantiers(acces).filter(
        Q(fin__isnull=True) | Q(fin__gte=lundi), debut__lte=dimanche
    )
    pointes, ecrits = _pointes(acces, lundi), _ecrits(acces, lundi)
    photos = PhotoFeuille.objects.filter(feuille__in=les_feuilles(acces).filter(lundi=lundi))
    par_chantier = list(photos.values_list("feuille__chantier", flat=True))
    return [
        FeuilleListee(
            chantier,
            [
                _jour(le, pointes.get((chantier.pk, le), set()), ecrits.get((chantier.pk, le)))
                for le in jours_de(lundi, dimanche)
            ],
            par_chantier.count(chantier.pk),
        )
        for chantier in en_cours
    ]


def _jour(le: date, pointes: set[int], ecrits: set[int] | None) -> JourRempli:
    autres = (ecrits or set()) - pointes
    court, complet = date_format(le, "D")[:1].upper(), date_format(le, "l")
    return JourRempli(court, complet, len(pointes), len(autres))


def _pointes(acces: Acces, lundi: date) -> Contrats:
    """Contracts pointed, by chantier and day."""
    pointages = Pointage.objects.filter(
        feuille__in=les_feuilles(acces), jour__range=(lundi, lundi + SEMAINE)
    ).exclude(nature=GenreHeures.TRAVAIL, arrivee=None)
    return _ranger(pointages.values_list("feuille__chantier", "jour", "contrat"))


def _ecrits(acces: Acces, lundi: date) -> Contrats:
    """Contracts with hours in the ledger, by chantier and day."""
    lignes = les_lignes(acces).filter(jour__range=(lundi, lundi + SEMAINE), chantier__isnull=False)
    return _ranger(lignes.values_list("chantier", "jour", "contrat"))


def _ranger(lus: Iterable[tuple[int, date, int]]) -> Contrats:
    ranges: Contrats = {}
    for chantier_id, jour, contrat_id in lus:
        ranges.setdefault((chantier_id, jour), set()).add(contrat_id)
    return ranges
