"""The sheet itself: a page the phone keeps, with all it needs to be filled without a network."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language

from etrier.heures.access import les_feuilles
from etrier.heures.calendrier import feries
from etrier.heures.enums import GenreHeures
from etrier.heures.feuilles.semaine import (
    SEMAINE,
    GenreJour,
    contrats_de_la_feuille,
    derniers_pointages,
    lire_etats,
)
from etrier.heures.models import Cloture, PhotoFeuille, Pointage
from etrier.heures.plans.prevision import prevues
from etrier.missions.access import get_chantier
from etrier.missions.models import Chantier
from etrier.parcours.access import les_contrats
from etrier.parcours.models import Contrat
from etrier.socle.horloge import maintenant
from etrier.socle.mois import jours_de, lundi_de, premier_jour
from etrier.structures.access import Acces, Finalite
from etrier.www.feuilles.entete import pour_ce_compte
from etrier.www.feuilles.mots import mots
from etrier.www.porte import porte

# When nobody knows her times: eight o'clock, an hour for the meal of a day of more than six hours.
HABITUDE = {"arrivee": 480, "depart": 900, "pause": 60, "pauseApres": 360}


@dataclass(frozen=True)
class Onglet:
    """A day of the sheet: its names, its holiday if it is one, whether its month is closed."""

    le: date
    court: str
    complet: str
    ferie: str
    clos: bool


@porte(Finalite.LIRE_HEURES)
def feuille(request: HttpRequest, acces: Acces, chantier_id: int, lundi: date) -> HttpResponse:
    """The week of a chantier; a day that is not a Monday leads to its Monday."""
    chantier = get_chantier(acces, chantier_id)
    if lundi.weekday():
        return redirect("feuille", acces.structure.pk, chantier.pk, lundi_de(lundi))
    onglets = _onglets(acces, lundi)
    saisie = acces.peut(Finalite.SAISIR_HEURES)
    contexte = {
        "chantier": chantier,
        "lundi": lundi,
        "dimanche": lundi + SEMAINE,
        "avant": lundi - timedelta(weeks=1),
        "apres": lundi + timedelta(weeks=1),
        "onglets": onglets,
        "saisie": saisie,
        "natures": [(n.value, n.label) for n in _natures()],
        "photos": _photos(acces, chantier, lundi),
        "mots": mots(),
        "feuille": decrire(acces, chantier, lundi, onglets) | {"saisie": saisie},
    }
    return pour_ce_compte(render(request, "feuilles/feuille.html", contexte), acces)


def decrire(acces: Acces, chantier: Chantier, lundi: date, onglets: list[Onglet]) -> dict[str, Any]:
    """What the script of the page starts from."""
    dimanche = lundi + SEMAINE
    contrats = _en_cours(acces, lundi)
    ici = contrats_de_la_feuille(chantier, lundi)
    prevus = prevues(contrats, lundi, dimanche)
    derniers = derniers_pointages(chantier, lundi)
    etats = lire_etats(chantier, [c.pk for c in contrats if c.pk in ici], lundi, dimanche)
    return {
        "compte": acces.utilisateur.pk,
        "chantier": chantier.pk,
        "lundi": lundi.isoformat(),
        "lu_le": maintenant().isoformat(),
        "jours": [
            {"le": o.le.isoformat(), "clos": o.clos, "ferie": bool(o.ferie)} for o in onglets
        ],
        "habitude": HABITUDE,
        "personnes": [
            {
                "contrat": c.pk,
                "nom": str(c.salarie.personne),
                "ici": c.pk in ici,
                "prevus": [prevus.get((c.pk, o.le), 0) for o in onglets],
                "couverts": [c.couvre(o.le) for o in onglets],
                "dernier": _dernier(derniers.get(c.pk)),
            }
            for c in contrats
        ],
        "etats": [e.to_json() for e in etats.values() if e.version or e.genre != GenreJour.VIDE],
        "adresses": _adresses(acces, chantier, lundi),
    }


def _en_cours(acces: Acces, lundi: date) -> list[Contrat]:
    """Contracts that run on a day of the week, by name."""
    trouves = les_contrats(acces).en_cours(lundi, lundi + SEMAINE)
    return list(trouves.order_by("salarie__personne__nom", "salarie__personne__prenom", "pk"))


def _adresses(acces: Acces, chantier: Chantier, lundi: date) -> dict[str, str]:
    ici = (acces.structure.pk, chantier.pk)
    return {
        "synchroniser": reverse("feuille_synchroniser", args=ici),
        "photo": reverse("feuille_photo", args=[*ici, lundi]),
        "suivante": reverse("feuille", args=[*ici, lundi + timedelta(weeks=1)]),
        "liste": reverse("feuilles", args=[acces.structure.pk]),
    }


def _onglets(acces: Acces, lundi: date) -> list[Onglet]:
    fin, langue = lundi + SEMAINE, get_language() or "fr"
    chomes = feries(acces.structure, lundi.year, langue) | feries(acces.structure, fin.year, langue)
    clos = set(
        Cloture.objects.filter(
            structure=acces.structure, mois__range=(premier_jour(lundi), fin)
        ).values_list("mois", flat=True)
    )
    return [
        Onglet(
            le,
            court=date_format(le, "D")[:3],
            complet=date_format(le, "l j F"),
            ferie=chomes.get(le, ""),
            clos=premier_jour(le) in clos,
        )
        for le in jours_de(lundi, fin)
    ]


def _natures() -> list[GenreHeures]:
    """Why somebody is not at work, the most usual first."""
    return [
        GenreHeures.CONGE_PAYE,
        GenreHeures.ABSENCE_PAYEE,
        GenreHeures.ABSENCE_NON_PAYEE,
        GenreHeures.FORMATION,
        GenreHeures.JOUR_FERIE,
    ]


def _dernier(pointage: Pointage | None) -> dict[str, int | None] | None:
    if pointage is None:
        return None
    return {nom: getattr(pointage, nom) for nom in ("nature", "arrivee", "depart", "pause")}


def _photos(acces: Acces, chantier: Chantier, lundi: date) -> list[PhotoFeuille]:
    ouvertes = les_feuilles(acces).filter(chantier=chantier, lundi=lundi)
    return list(PhotoFeuille.objects.filter(feuille__in=ouvertes).select_related("ajoutee_par"))
