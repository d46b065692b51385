"""The drafts of a month: what plans and absences propose, and the act that writes it.

A day keeps what it holds: never overwritten, never added to (decision 0017).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.heures.actions import verrouiller
from etrier.heures.calendrier import feries
from etrier.heures.enums import GenreHeures
from etrier.heures.frames import ajouter
from etrier.heures.models import Absence, Cloture, LigneHeures, PlanHeures
from etrier.heures.plans.journee import Journee
from etrier.heures.plans.prevision import prevues
from etrier.heures.verification import Saisie, verifier
from etrier.parcours.models import Contrat
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.socle.mois import dernier_jour, jours_de
from etrier.structures.models import Structure, Utilisateur

# Nature, chantier, mission: what tells two lines of one contract on one day.
Ligne = tuple[int, int | None, int | None]
Tenu = dict[Ligne, int]
TRAVAIL = int(GenreHeures.TRAVAIL)


@dataclass(frozen=True)
class Laissee:
    """A planned day left as it is: it already holds other hours than planned (minutes)."""

    contrat_id: int
    jour: date
    prevues: int
    tenues: int


@dataclass
class Propositions:
    """The drafts a month awaits, the days that differ, and the contracts they are about."""

    mois: date
    clos: bool = False
    saisies: list[Saisie] = field(default_factory=list)
    laissees: list[Laissee] = field(default_factory=list)
    contrats: dict[int, Contrat] = field(default_factory=dict)

    @property
    def minutes(self) -> int:
        """Total of the drafts."""
        return sum(s.minutes for s in self.saisies)


def proposer(
    structure: Structure, mois: date, contrats: Iterable[int] | None = None
) -> Propositions:
    """What plans and absences would write in the month; nothing in a closed one.

    `contrats` limits to some contracts. The number of queries does not depend on how many there
    are.
    """
    if Cloture.objects.filter(structure=structure, mois=mois).exists():
        return Propositions(mois, clos=True)
    en_cours = Contrat.objects.filter(structure=structure).en_cours(mois, dernier_jour(mois))
    if contrats is not None:
        en_cours = en_cours.filter(pk__in=list(contrats))
    vus = {c.pk: c for c in en_cours.select_related("salarie__personne").order_by("pk")}
    fin = dernier_jour(mois)
    trouvees, tenu = Propositions(mois, contrats=vus), _tenues(vus, mois, fin)
    for journee in journees(structure, list(vus.values()), mois, fin):
        _trier(journee, tenu[journee.contrat.pk, journee.jour], trouvees)
    return trouvees


@transaction.atomic
def appliquer(
    structure: Structure,
    mois: date,
    *,
    par: Utilisateur | None,
    contrats: Iterable[int] | None = None,
) -> Propositions:
    """Write the drafts of the month; gives what was written and what was left as it is.

    Raises Refus when the month is closed. Twice gives the same as once.
    """
    verrouiller(structure)
    trouvees = proposer(structure, mois, contrats)
    if trouvees.clos:
        raise Refus(
            _("Le mois %(mois)s est clos : ses plans ne peuvent plus rien y écrire.")
            % {"mois": f"{mois:%m/%Y}"}
        )
    if trouvees.saisies:
        ecrire_brouillons(structure, trouvees.saisies, par=par)
        noter(
            "plans.appliquer",
            auteur=par,
            perimetre=structure.pk,
            mois=mois.isoformat(),
            ajoutees=len(trouvees.saisies),
            laissees=len(trouvees.laissees),
        )
    return trouvees


def ecrire_brouillons(
    structure: Structure, saisies: Sequence[Saisie], *, par: Utilisateur | None
) -> None:
    """Add drafts that the ledger does not hold yet. Raises Refus when one cannot be written."""
    verifier(structure, saisies)
    ajouter(structure, saisies, par=par)


def journees(
    structure: Structure, contrats: Sequence[Contrat], debut: date, fin: date
) -> Iterable[Journee]:
    """Every day of a period, for the contracts with a plan or an absence in it."""
    plans, absences = defaultdict(list), defaultdict(list)
    lus = PlanHeures.objects.filter(structure=structure).en_cours(debut, fin)
    for plan in lus.select_related("chantier", "mission", "clause"):
        plans[plan.contrat_id].append(plan)
    for absence in Absence.objects.filter(structure=structure).en_cours(debut, fin):
        absences[absence.salarie_id].append(absence)
    chomes = {j for annee in range(debut.year, fin.year + 1) for j in feries(structure, annee)}
    absents = [c for c in contrats if absences[c.salarie_id]]
    habituels = prevues(absents, debut, fin) if absents else {}
    for contrat in contrats:
        siennes = absences[contrat.salarie_id]
        for jour in jours_de(debut, fin) if plans[contrat.pk] or siennes else ():
            yield Journee(
                contrat,
                jour,
                plans[contrat.pk],
                next((a for a in siennes if a.couvre(jour)), None),
                jour in chomes,
                habituels.get((contrat.pk, jour), 0),
            )


def _tenues(contrats: Iterable[int], debut: date, fin: date) -> defaultdict[tuple[int, date], Tenu]:
    """Minutes the ledger holds, by contract and day, then by line; corrections added up."""
    tenu: defaultdict[tuple[int, date], Tenu] = defaultdict(dict)
    lignes = LigneHeures.objects.filter(
        contrat__in=list(contrats), jour__range=(debut, fin)
    ).values_list("contrat_id", "jour", "minutes", "nature", "chantier_id", "mission_id")
    for contrat_id, jour, minutes, *ligne in lignes:
        du_jour = tenu[contrat_id, jour]
        cle = (ligne[0], ligne[1], ligne[2])
        du_jour[cle] = du_jour.get(cle, 0) + minutes
    return tenu


def _trier(journee: Journee, tenu: Tenu, trouvees: Propositions) -> None:
    """Keep the drafts that have room that day; say the day when it holds something else."""
    attendues = {_cle(s.nature, s.chantier_id, s.mission_id): s for s in journee.brouillons()}
    tenues: Tenu = {}
    for ligne, minutes in tenu.items():
        tenues[_cle(*ligne)] = tenues.get(_cle(*ligne), 0) + minutes
    autres = [ligne for ligne in tenues if ligne not in attendues]
    ecartees = {cle for cle in attendues if cle in tenues or _prise(cle, autres)}
    trouvees.saisies += [s for cle, s in attendues.items() if cle not in ecartees]
    if any(tenues.get(cle) != attendues[cle].minutes for cle in ecartees):
        trouvees.laissees.append(
            Laissee(
                journee.contrat.pk,
                journee.jour,
                sum(s.minutes for s in attendues.values()),
                sum(tenues.values()),
            )
        )


def _cle(nature: int, chantier: int | None, mission: int | None) -> Ligne:
    """Work is told apart by its place. The rest is the same wherever it was typed: the sheet of a
    chantier and a row of the grid write leave at their own place."""
    return (nature, chantier, mission) if nature == TRAVAIL else (nature, None, None)


def _prise(ligne: Ligne, autres: Iterable[Ligne]) -> bool:
    """Is the place of a draft taken by hours nobody planned?

    Leave, training or an absence takes the whole day; work takes its own place, and a team that
    works on another chantier is not on its own. One may work at several clients the same day.
    """
    nature, _chantier, mission = ligne
    return any(
        nature != TRAVAIL or autre != TRAVAIL or mission is ailleurs is None
        for autre, _lieu, ailleurs in autres
    )
