"""A deadline: what, when, what to do next, who has it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from etrier.parcours.echeances.genres import Genre
from etrier.parcours.models import EcheanceSuivie, Personne, Salarie
from etrier.structures.models import Utilisateur

SEMAINE, TRENTE = 7, 30


class Tranche(StrEnum):
    """When a deadline asks for somebody."""

    RETARD = "retard"
    SEMAINE = "semaine"
    MOIS = "mois"
    ENSUITE = "ensuite"

    @property
    def titre(self) -> str:
        """As the page says it."""
        return str(_TITRES[self])


_TITRES = {
    Tranche.RETARD: gettext_lazy("En retard"),
    Tranche.SEMAINE: gettext_lazy("Dans les sept jours"),
    Tranche.MOIS: gettext_lazy("Dans les trente jours"),
    Tranche.ENSUITE: gettext_lazy("Plus tard"),
}


@dataclass(frozen=True)
class Voie:
    """An address to do something at: its name, and its parts besides the structure's.

    `au_referent`: it opens to the assigned adviser alone.
    """

    nom: str
    parties: Mapping[str, int] = field(default_factory=dict)
    au_referent: bool = False


@dataclass(frozen=True)
class Sujet:
    """Whom a deadline is about, as much as the line shows."""

    personne_id: int
    nom: str
    initiales: str
    matricule: str = ""
    salarie_id: int | None = None
    referent: Utilisateur | None = None
    archive: bool = False


@dataclass(frozen=True)
class Echeance:
    """One deadline on a day. It holds no secret unless `ouverte` says what was opened.

    `cle` names it as long as it means the same thing: a new date makes a new deadline. `souche` is
    the key without its date, for a calendar that follows it when it moves.
    """

    genre: Genre
    objet_id: int
    fin: date
    le: date
    quoi: str
    a_faire: str
    voies: tuple[Voie, ...] = ()
    sujet: Sujet | None = None
    # Shown to her adviser alone; never in a file.
    reservee: bool = False
    # What a sealed kind says, for the page alone.
    ouverte: str = ""
    suivie: EcheanceSuivie | None = None

    @property
    def souche(self) -> str:
        """What stays when the date moves."""
        return f"{self.genre.value}-{self.objet_id}"

    @property
    def cle(self) -> str:
        """The name one takes it on by (60 signs at most)."""
        return f"{self.souche}-{self.fin:%Y%m%d}"

    @property
    def report(self) -> date | None:
        """The day it was put off to, until it comes."""
        report = self.suivie.reportee_au if self.suivie else None
        return report if report is not None and report > self.le else None

    @property
    def est_ecartee(self) -> bool:
        """True once somebody set it aside."""
        return self.suivie is not None and self.suivie.ecartee_le is not None

    @property
    def a_voir_le(self) -> date:
        """Its date, or the later one it was put off to."""
        return max(self.fin, self.report) if self.report else self.fin

    @property
    def jours(self) -> int:
        """From today to its date; negative once it is past."""
        return (self.fin - self.le).days

    @property
    def tranche(self) -> Tranche:
        """Late, within seven days, within thirty, later."""
        jours = (self.a_voir_le - self.le).days
        if jours < 0:
            return Tranche.RETARD
        if jours <= SEMAINE:
            return Tranche.SEMAINE
        return Tranche.MOIS if jours <= TRENTE else Tranche.ENSUITE

    @property
    def delai(self) -> str:
        """How long is left, in words."""
        if self.jours < 0:
            n = -self.jours
            return ngettext("en retard de %(n)s jour", "en retard de %(n)s jours", n) % {"n": n}
        if self.jours == 0:
            return _("aujourd'hui")
        return ngettext("dans %(n)s jour", "dans %(n)s jours", self.jours) % {"n": self.jours}

    @property
    def responsable(self) -> Utilisateur | None:
        """Who took it on, else the adviser of the person."""
        if self.suivie is not None and self.suivie.prise_par is not None:
            return self.suivie.prise_par
        return self.sujet.referent if self.sujet else None

    @property
    def depuis(self) -> datetime | None:
        """When it was taken on."""
        prise = self.suivie is not None and self.suivie.prise_par_id is not None
        return self.suivie.depuis if prise and self.suivie else None

    def avec(self, suivie: EcheanceSuivie | None) -> "Echeance":
        """The same, with who follows it."""
        return replace(self, suivie=suivie)


def sujet_de(salarie: Salarie, referent: Utilisateur | None = None) -> Sujet:
    """An employee."""
    qui = salarie.personne
    return Sujet(
        qui.pk,
        str(qui),
        initiales(qui),
        salarie.matricule,
        salarie.pk,
        referent,
        archive=qui.archivee_le is not None,
    )


def sujet_candidat(personne: Personne) -> Sujet:
    """Somebody not yet employed here."""
    return Sujet(
        personne.pk, str(personne), initiales(personne), archive=personne.archivee_le is not None
    )


def initiales(personne: Personne) -> str:
    """« M. D. » for Mariam DIALLO: what leaves the house in a calendar."""
    return " ".join(f"{mot[0].upper()}." for mot in (personne.prenom, personne.nom) if mot)


def jours(nombre: int) -> timedelta:
    """So many days."""
    return timedelta(days=nombre)
