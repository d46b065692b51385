"""Work contracts: signed, renewed, amended, and paid at or above the SMIC of each day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from etrier.demonstration.gens import UN_JOUR, minutes_de
from etrier.demonstration.monde import Monde, Sejour, Termes
from etrier.demonstration.scenario import (
    SEMAINE,
    STRUCTURES,
    Calendrier,
    hasard,
    lundi_suivant,
)
from etrier.droit.parametre import Parametres
from etrier.droit.vocabulaire import Dispositif
from etrier.parcours.enums import TypeContratTravail
from etrier.parcours.models import AvenantContrat, Contrat, Salarie

MINIMUM_CDDI = timedelta(days=125)
GENRES = {
    Dispositif.ACI: TypeContratTravail.CDDI,
    Dispositif.EI: TypeContratTravail.CDDI,
    Dispositif.AI: TypeContratTravail.CDDU,
    Dispositif.ETTI: TypeContratTravail.MISSION,
    Dispositif.GEIQ: TypeContratTravail.PROFESSIONNALISATION,
}


@dataclass(frozen=True)
class Bareme:
    """The SMIC of each month, in centimes an hour."""

    calendrier: Calendrier
    mois: dict[date, int]

    def smic(self, jour: date) -> int:
        """The one of the day; the last known one afterwards."""
        connu = min(max(jour, self.calendrier.premier), self.calendrier.fin)
        return self.mois[connu.replace(day=1)]

    def hausses(self) -> Iterator[date]:
        """Days on which it rose."""
        for avant, apres in pairwise(self.calendrier.mois):
            if self.mois[avant] != self.mois[apres]:
                yield apres


def lire_bareme(calendrier: Calendrier, parametres: Parametres) -> Bareme:
    """Read the SMIC of the 24 months."""
    nom = "remuneration/smic_horaire"
    return Bareme(calendrier, {m: parametres.valeur(nom, m).en(100) for m in calendrier.mois})


@dataclass
class Plan:
    """What a contract will be: its successive ends (the last one stands) and its terms."""

    genre: TypeContratTravail
    debut: date
    fins: list[date | None]
    minutes: int
    prime: int
    durees: dict[date, int] = field(default_factory=dict)
    ancien_taux: tuple[date, int] | None = None


def embaucher(monde: Monde, parametres: Parametres) -> None:
    """Sign every contract of every stay, and number people and contracts."""
    bareme = lire_bareme(monde.calendrier, parametres)
    for exemple in STRUCTURES:
        structure, numero = monde.structures[exemple.cle], 0
        for rang, sejour in enumerate(monde.sejours_de(exemple.cle), start=1):
            sejour.salarie = Salarie(
                structure=structure,
                personne=sejour.personne,
                matricule=f"{exemple.prefixe}-{rang:03d}",
            )
            tirage = hasard("contrats", exemple.cle, rang)
            sejour.jours = sejour.jours or tirage.choice(exemple.jours)
            for plan in _plans(sejour, tirage, bareme):
                numero += 1
                contrat = Contrat(
                    structure=structure,
                    salarie=sejour.salarie,
                    convention=monde.conventions[exemple.cle],
                    genre=plan.genre,
                    numero=f"{exemple.prefixe}-C{numero:04d}",
                    debut=plan.debut,
                    fin=plan.fins[-1],
                )
                sejour.termes.append(Termes(contrat, _avenants(contrat, plan, bareme)))


def _plans(sejour: Sejour, tirage: Random, bareme: Bareme) -> Iterable[Plan]:
    dispositif = sejour.exemple.dispositif
    prime = tirage.randint(*sejour.exemple.prime_centimes)
    minutes = minutes_de(sejour)
    if sejour.role == "cdi":
        genre = TypeContratTravail.CDI_INCLUSION
        return [Plan(genre, sejour.debut, [None], minutes, prime)]
    if dispositif is Dispositif.ETTI:
        return _en_missions(sejour, tirage, minutes, prime, bareme.calendrier)
    if dispositif is Dispositif.GEIQ:
        return [Plan(GENRES[dispositif], sejour.debut, [sejour.fin], minutes, prime)]
    if dispositif is Dispositif.AI and (minutes < 1200 or tirage.random() < 0.85):
        return _d_usage(sejour, tirage, minutes, prime, bareme.calendrier)
    return [_d_insertion(sejour, tirage, minutes, prime, bareme)]


def _d_insertion(sejour: Sejour, tirage: Random, minutes: int, prime: int, bareme: Bareme) -> Plan:
    """A CDDI: four to six months, renewed until the end of the stay."""
    fins: list[date | None] = []
    echeance = sejour.debut + tirage.randint(18, 26) * SEMAINE - UN_JOUR
    while echeance < sejour.fin - MINIMUM_CDDI:
        fins.append(echeance)
        echeance += tirage.randint(18, 26) * SEMAINE
    signees = [*fins, sejour.fin]
    # A renewal still to come is not signed on the given day.
    a_venir = next((n for n, f in enumerate(signees) if f and f >= bareme.calendrier.le), None)
    if a_venir is not None:
        del signees[a_venir + 1 :]
    plan = Plan(TypeContratTravail.CDDI, sejour.debut, signees, minutes, prime)
    if sejour.exemple.dispositif is Dispositif.ACI and not sejour.role and tirage.random() < 0.3:
        effet = sejour.debut + tirage.randint(8, 16) * SEMAINE
        plan.durees[effet] = tirage.choice([m for m in (1440, 1560, 1680) if m != minutes])
    if sejour.role == "taux":
        mois = bareme.calendrier.mois_dernier
        avant = [f for f in signees if f and f < mois - UN_JOUR]
        plan.fins = [*avant, mois - UN_JOUR, max(f for f in signees if f)]
        plan.ancien_taux = (mois, bareme.smic(bareme.calendrier.premier))
    return plan


def _d_usage(
    sejour: Sejour, tirage: Random, minutes: int, prime: int, cal: Calendrier
) -> Iterator[Plan]:
    """CDD d'usage of an AI, one after the other, three to six months each."""
    debut = sejour.debut
    while debut <= min(sejour.fin, cal.le):
        fin = debut + tirage.randint(13, 26) * SEMAINE - UN_JOUR
        if fin > sejour.fin - 4 * SEMAINE:
            fin = sejour.fin
        yield Plan(TypeContratTravail.CDDU, debut, [fin], minutes, prime)
        debut = fin + UN_JOUR


def _en_missions(
    sejour: Sejour, tirage: Random, minutes: int, prime: int, cal: Calendrier
) -> Iterator[Plan]:
    """Temporary work: one contract for each mission, a few free weeks between two."""
    debut = sejour.debut
    while debut <= min(sejour.fin, cal.le):
        fin = min(debut + tirage.randint(4, 13) * SEMAINE - 3 * UN_JOUR, sejour.fin)
        yield Plan(TypeContratTravail.MISSION, debut, [fin], minutes, prime)
        debut = lundi_suivant(fin) + tirage.choice((0, 0, 0, 1, 2)) * SEMAINE


def _avenants(contrat: Contrat, plan: Plan, bareme: Bareme) -> list[AvenantContrat]:
    """The signature, then each renewal, change of hours and rise of the SMIC, by date."""
    effets = _effets(plan, bareme)
    avenants = []
    for rang, effet in enumerate(sorted(effets)):
        fin = next((f for f in plan.fins if f is None or f >= effet), contrat.fin)
        avenants.append(
            AvenantContrat(
                contrat=contrat,
                rang=rang,
                effet=effet,
                fin=fin,
                minutes_hebdo=_en_vigueur(plan.durees, effet, plan.minutes),
                taux_horaire_centimes=_taux(plan, effet, bareme),
                motif=", ".join(effets[effet]).capitalize(),
            )
        )
    return avenants


def _effets(plan: Plan, bareme: Bareme) -> dict[date, list[str]]:
    """Why the terms change, by date; nothing changes after the end of the contract."""
    effets: dict[date, list[str]] = {plan.debut: []}
    fin = plan.fins[-1]
    for echeance in plan.fins[:-1]:
        if echeance is not None:
            effets.setdefault(echeance + UN_JOUR, []).append("renouvellement")
    for effet in plan.durees:
        effets.setdefault(effet, []).append("durée hebdomadaire")
    for hausse in bareme.hausses():
        if plan.debut < hausse and (fin is None or hausse <= fin):
            effets.setdefault(hausse, []).append("hausse du smic")
    return effets


def _en_vigueur(durees: dict[date, int], jour: date, initiales: int) -> int:
    passees = [d for d in durees if d <= jour]
    return durees[max(passees)] if passees else initiales


def _taux(plan: Plan, effet: date, bareme: Bareme) -> int:
    """SMIC and a personal premium; the old template of an avenant is a planted mistake."""
    if plan.ancien_taux is not None and effet >= plan.ancien_taux[0]:
        return plan.ancien_taux[1]
    return bareme.smic(effet) + plan.prime
