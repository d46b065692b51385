"""What a weekly sheet holds: the day of each person on a chantier, as the phone and the ledger say.

The ledger has the last word: a day whose hours were changed elsewhere since it was pointed shows
the hours of the ledger, without the times.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from etrier.heures.enums import EtatLigne, GenreHeures
from etrier.heures.models import Cloture, LigneHeures, PlanHeures, Pointage
from etrier.missions.models import Chantier
from etrier.socle.mois import jours_de, premier_jour

SEMAINE = timedelta(days=6)
SEMAINES_AVANT = timedelta(weeks=4)


class GenreJour(StrEnum):
    """What a day of the sheet is; `HEURES` has hours in the ledger, and no times."""

    VIDE = "vide"
    PRESENT = "present"
    ABSENT = "absent"
    HEURES = "heures"


@dataclass(frozen=True)
class EtatJour:
    """A person's day on a chantier: the last pointage, and the minutes of the ledger by nature."""

    contrat_id: int
    jour: date
    pointage: Pointage | None = None
    lignes: Mapping[int, int] = field(default_factory=dict)
    fige: bool = False
    auteur: str = ""
    ecrit_le: datetime | None = None

    @property
    def version(self) -> int:
        """How many times the day was pointed; 0 when it never was."""
        return self.pointage.version if self.pointage else 0

    @property
    def est_accorde(self) -> bool:
        """True when the ledger still holds what the pointage wrote, and nothing else."""
        if self.pointage is None:
            return False
        ecrit = {self.pointage.nature: self.pointage.minutes} if self.pointage.minutes else {}
        return dict(self.lignes) == ecrit

    @property
    def nature_ecrite(self) -> int | None:
        """The nature another entry of the sheet replaces; None when nothing is to be replaced."""
        if self.pointage is not None and self.pointage.nature in self.lignes:
            return self.pointage.nature
        return next(iter(self.lignes)) if len(self.lignes) == 1 else None

    @property
    def genre(self) -> GenreJour:
        """What the sheet shows."""
        if self.pointage is not None and self.est_accorde:
            if self.pointage.nature != GenreHeures.TRAVAIL:
                return GenreJour.ABSENT
            return GenreJour.VIDE if self.pointage.arrivee is None else GenreJour.PRESENT
        if not self.lignes:
            return GenreJour.VIDE
        return GenreJour.HEURES if GenreHeures.TRAVAIL in self.lignes else GenreJour.ABSENT

    def to_json(self) -> dict[str, Any]:
        """For the phone; natures are keys of an object, so they are texts."""
        present = self.genre == GenreJour.PRESENT and self.pointage is not None
        dit = {"arrivee": None, "depart": None, "pause": 0}
        if present and self.pointage is not None:
            dit = {nom: getattr(self.pointage, nom) for nom in dit}
        return dit | {
            "contrat": self.contrat_id,
            "jour": self.jour.isoformat(),
            "version": self.version,
            "genre": self.genre.value,
            "nature": self.nature,
            "remplacee": self.nature_ecrite,
            "lignes": {str(nature): minutes for nature, minutes in sorted(self.lignes.items())},
            "fige": self.fige,
            "par": self.auteur,
            "le": self.ecrit_le.isoformat() if self.ecrit_le else None,
        }

    @property
    def nature(self) -> int:
        """The nature of an absence; work otherwise."""
        if self.genre != GenreJour.ABSENT:
            return int(GenreHeures.TRAVAIL)
        accorde = self.pointage if self.est_accorde else None
        return accorde.nature if accorde is not None else max(self.lignes)


Etats = dict[tuple[int, date], EtatJour]


def lire_etats(chantier: Chantier, contrats: Iterable[int], debut: date, fin: date) -> Etats:
    """The days of some contracts on a chantier, both bounds included; every pair has its state."""
    voulus = list(contrats)
    pointages = {
        (p.contrat_id, p.jour): p
        for p in Pointage.objects.filter(
            feuille__chantier=chantier, contrat__in=voulus, jour__range=(debut, fin)
        ).select_related("saisi_par")
    }
    lignes: dict[tuple[int, date], list[LigneHeures]] = {}
    for ligne in LigneHeures.objects.filter(
        chantier=chantier, contrat__in=voulus, jour__range=(debut, fin)
    ).select_related("saisie_par"):
        lignes.setdefault((ligne.contrat_id, ligne.jour), []).append(ligne)
    clos = set(
        Cloture.objects.filter(
            structure=chantier.structure_id, mois__range=(premier_jour(debut), fin)
        ).values_list("mois", flat=True)
    )
    return {
        cle: _etat(cle, pointages.get(cle), lignes.get(cle, []), clos)
        for cle in ((c, j) for c in voulus for j in jours_de(debut, fin))
    }


def contrats_de_la_feuille(chantier: Chantier, lundi: date) -> set[int]:
    """Contracts seen on the chantier this week or in the four before: hours, pointage or plan."""
    dimanche = lundi + SEMAINE
    periode = (lundi - SEMAINES_AVANT, dimanche)
    vus = set(
        LigneHeures.objects.filter(chantier=chantier, jour__range=periode)
        .values_list("contrat", flat=True)
        .distinct()
    )
    vus |= set(
        Pointage.objects.filter(feuille__chantier=chantier, jour__range=periode)
        .values_list("contrat", flat=True)
        .distinct()
    )
    plans = PlanHeures.objects.filter(chantier=chantier).en_cours(lundi, dimanche)
    return vus | set(plans.values_list("contrat", flat=True))


def derniers_pointages(chantier: Chantier, avant: date) -> dict[int, Pointage]:
    """By contract, the last day really pointed in the four weeks before a day."""
    trouves = Pointage.objects.filter(
        feuille__chantier=chantier, jour__range=(avant - SEMAINES_AVANT, avant - timedelta(days=1))
    ).exclude(nature=GenreHeures.TRAVAIL, arrivee=None)
    return {p.contrat_id: p for p in trouves.order_by("jour", "saisi_le")}


def _etat(
    cle: tuple[int, date], pointage: Pointage | None, lignes: list[LigneHeures], clos: set[date]
) -> EtatJour:
    minutes: dict[int, int] = {}
    for ligne in lignes:
        minutes[ligne.nature] = minutes.get(ligne.nature, 0) + ligne.minutes
    auteur, le = _dernier_mot(pointage, lignes)
    return EtatJour(
        *cle,
        pointage=pointage,
        lignes={nature: m for nature, m in minutes.items() if m},
        fige=premier_jour(cle[1]) in clos or any(x.etat == EtatLigne.VALIDEE for x in lignes),
        auteur=auteur,
        ecrit_le=le,
    )


def _dernier_mot(
    pointage: Pointage | None, lignes: list[LigneHeures]
) -> tuple[str, datetime | None]:
    """Who wrote last, and when."""
    ecrits = [(x.saisie_le, x.saisie_par) for x in lignes]
    if pointage is not None:
        ecrits.append((pointage.saisi_le, pointage.saisi_par))
    if not ecrits:
        return "", None
    le, qui = max(ecrits, key=lambda ecrit: ecrit[0])
    return (qui.nom if qui is not None else ""), le
