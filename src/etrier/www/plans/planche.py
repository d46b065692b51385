"""The wall planner: people by days, a letter where somebody is absent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from etrier.heures.access import les_absences, les_lignes
from etrier.heures.calendrier import sous_condition
from etrier.heures.enums import GenreHeures
from etrier.heures.models import Absence
from etrier.heures.plans.absences import NATURES
from etrier.parcours.access import les_contrats
from etrier.parcours.models import Contrat, Salarie
from etrier.socle.mois import dernier_jour
from etrier.structures.access import Acces
from etrier.www.formats_ecran import heures
from etrier.www.heures.calendrier import Jour, jours_du_mois
from etrier.www.plans.mots import LETTRES

Jours = Sequence[Jour]


@dataclass(frozen=True)
class Colonne:
    """A day of the month, and why it is not an ordinary one."""

    jour: Jour
    motif: str


@dataclass(frozen=True)
class Case:
    """A day of somebody: the letter of her absence, its words, how it looks."""

    colonne: Colonne
    lettre: str = ""
    titre: str = ""
    classe: str = ""


@dataclass(frozen=True)
class Rangee:
    """A person and her month."""

    salarie: Salarie
    cases: list[Case]

    @property
    def absents(self) -> int:
        """Days with an absence, weekends and holidays apart."""
        return sum(bool(case.lettre) and not case.colonne.jour.chome for case in self.cases)


@dataclass(frozen=True)
class Planche:
    """The month of everybody under contract."""

    colonnes: list[Colonne]
    rangees: list[Rangee]
    absences: list[Absence]

    @property
    def legende(self) -> list[tuple[str, str, str]]:
        """Letter, nature, class of each nature of absence."""
        return [(LETTRES[n], str(n.label), f"nature-{n.value}") for n in map(GenreHeures, NATURES)]


def dresser(acces: Acces, mois: date) -> Planche:
    """Everybody under contract that month, absences declared and those typed in the hours."""
    fin = dernier_jour(mois)
    contrats = les_contrats(acces).en_cours(mois, fin)
    absences = list(les_absences(acces).en_cours(mois, fin))  # type: ignore[attr-defined]
    colonnes = [_colonne(acces, jour) for jour in jours_du_mois(mois, acces.structure)]
    tapees = _tapees(acces, mois, fin)
    par_salarie: dict[Salarie, list[Contrat]] = {}
    for contrat in contrats:
        par_salarie.setdefault(contrat.salarie, []).append(contrat)
    rangees = []
    for salarie, siens in par_salarie.items():
        siennes = [a for a in absences if a.salarie_id == salarie.pk]
        cases = [_case(c, siens, siennes, tapees.get((salarie.pk, c.jour.le))) for c in colonnes]
        rangees.append(Rangee(salarie, cases))
    rangees.sort(key=lambda rangee: str(rangee.salarie.personne).casefold())
    return Planche(colonnes, rangees, absences)


def _colonne(acces: Acces, jour: Jour) -> Colonne:
    motif = str(jour.motif)
    if sous_condition(acces.structure, jour.le):
        motif += _(" (dans les communes qui ont un temple protestant ou une église mixte)")
    return Colonne(jour, motif)


def _tapees(acces: Acces, mois: date, fin: date) -> dict[tuple[int, date], tuple[int, int]]:
    """Nature and minutes of the absences typed in the hours, by person and day."""
    lignes = les_lignes(acces).filter(jour__range=(mois, fin), nature__in=NATURES, mois__gte=mois)
    sommes: dict[tuple[int, date], tuple[int, int]] = {}
    for salarie, jour, nature, minutes in lignes.order_by("nature").values_list(
        "salarie_id", "jour", "nature", "minutes"
    ):
        deja, total = sommes.get((salarie, jour), (nature, 0))
        sommes[salarie, jour] = (deja, total + minutes)
    return {cle: trouvee for cle, trouvee in sommes.items() if trouvee[1] > 0}


def _case(
    colonne: Colonne,
    contrats: Iterable[Contrat],
    absences: Iterable[Absence],
    tapee: tuple[int, int] | None,
) -> Case:
    jour = colonne.jour.le
    if not any(c.couvre(jour) for c in contrats):
        return Case(colonne, titre=_("hors contrat"), classe="hors")
    declaree = next((a for a in absences if a.couvre(jour)), None)
    if declaree is not None:
        return _absente(colonne, declaree.nature, declaree.minutes_par_jour, declaree=True)
    if tapee is not None:
        return _absente(colonne, tapee[0], tapee[1], declaree=False)
    return Case(colonne)


def _absente(colonne: Colonne, nature: int, minutes: int | None, *, declaree: bool) -> Case:
    titre = str(GenreHeures(nature).label)
    if minutes is not None:
        titre = f"{titre}, {heures(minutes)}"
    if not declaree:
        titre = _("%(absence)s, saisie dans les heures") % {"absence": titre}
    classes = f"nature-{nature}" if declaree else f"nature-{nature} tapee"
    return Case(colonne, LETTRES[nature], titre, classes)
