"""Deadlines of the demonstration: papers that run out, visits, some taken on or put off."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from etrier.demonstration.comptes import courriel
from etrier.demonstration.monde import Monde, Sejour
from etrier.demonstration.scenario import hasard
from etrier.parcours.echeances.echeance import Echeance
from etrier.parcours.echeances.genres import Genre
from etrier.parcours.echeances.radar import lister
from etrier.parcours.enums import EtatCandidature, EtatEtape, OrigineCandidature
from etrier.parcours.enums_accompagnement import GenreEcheance, GenreFormation
from etrier.parcours.models import (
    Candidature,
    EcheancePersonne,
    EcheanceSuivie,
    EtapeParcours,
    Formation,
)
from etrier.parcours.secrets import sceller
from etrier.structures.access import Acces
from etrier.structures.enums import Role
from etrier.structures.models import Structure, Utilisateur

# Kind, days from the given day, kept for the adviser alone.
DATES: tuple[tuple[GenreEcheance, int, bool], ...] = (
    (GenreEcheance.VISITE_MEDICALE, -6, False),
    (GenreEcheance.TITRE_SEJOUR, 41, True),
    (GenreEcheance.PIECE_IDENTITE, 24, False),
    (GenreEcheance.RQTH, 62, True),
    (GenreEcheance.HABILITATION, 5, False),
    (GenreEcheance.PERMIS, 78, False),
    (GenreEcheance.ESSAI, 11, False),
    (GenreEcheance.VISITE_MEDICALE, 17, False),
)
PAR_STRUCTURE = 6
SUIVIES = (Genre.PASS_FIN, Genre.CONTRAT_FIN, Genre.CDDI_MAXIMUM)


def raconter(monde: Monde, le: date) -> None:
    """Write dates for some of those present, and say that some deadlines are taken on."""
    EcheancePersonne.objects.bulk_create(_dates(monde, le))
    direction = Utilisateur.objects.get(courriel=courriel(Role.DIRECTION))
    EtapeParcours.objects.bulk_create(_etapes(monde, direction))
    _remplir_un_parcours(monde, direction, le)
    suivies: list[EcheanceSuivie] = []
    for structure in monde.structures.values():
        suivies += _suivies(structure, direction, le)
    EcheanceSuivie.objects.bulk_create(suivies)


def _etapes(monde: Monde, direction: Utilisateur) -> Iterator[EtapeParcours]:
    """Those who went from a structure of the group to another: proposed, agreed, done."""
    dites = set(EtapeParcours.objects.values_list("personne_id", flat=True))
    sejours = sorted(monde.sejours, key=lambda s: (s.personne.pk, s.debut))
    for depart, arrivee in pairwise(sejours):
        suite = depart.personne is arrivee.personne and depart.fin < arrivee.debut
        if not suite or depart.personne.pk in dites or depart.cle == arrivee.cle:
            continue
        yield EtapeParcours(
            personne=depart.personne,
            depuis=monde.structures[depart.cle],
            vers=monde.structures[arrivee.cle],
            etat=EtatEtape.FAITE,
            proposee_le=depart.fin - timedelta(days=40),
            decidee_le=depart.fin - timedelta(days=25),
            effet=arrivee.debut,
            raison="Rythme tenu, projet confirmé : une autre structure du groupe.",
            decidee_par=direction,
            salarie=arrivee.salarie,
        )


def _remplir_un_parcours(monde: Monde, direction: Utilisateur, le: date) -> None:
    """Somebody whose pathway shows everything: she works in two structures, and a third waits."""
    sejour = monde.avec_role("cumul_0")
    ici, qui = monde.structures[sejour.cle], sejour.personne
    Candidature.objects.get_or_create(
        structure=ici,
        personne=qui,
        defaults={
            "origine": OrigineCandidature.ORIENTEUR,
            "recue_le": sejour.debut - timedelta(days=38),
            "etat": EtatCandidature.ACCEPTEE,
            "decidee_le": sejour.debut - timedelta(days=12),
            "reponse_le": sejour.debut - timedelta(days=11),
            "salarie": sejour.salarie,
        },
    )
    EtapeParcours.objects.get_or_create(
        personne=qui,
        depuis=ici,
        vers=monde.structures["EI"],
        defaults={
            "etat": EtatEtape.ACCORDEE,
            "proposee_le": le - timedelta(days=30),
            "decidee_le": le - timedelta(days=9),
            "effet": sejour.fin + timedelta(days=3),
            "raison": "Veut travailler dans le bâtiment ; essai réussi en immersion.",
            "decidee_par": direction,
        },
    )
    Formation.objects.create(
        salarie=sejour.salarie,
        intitule="Travail en hauteur",
        genre=GenreFormation.SECURITE,
        organisme="Organisme EXEMPLE de formation",
        debut=le + timedelta(days=14),
        fin=le + timedelta(days=16),
        minutes=21 * 60,
        financeur="OPCO EXEMPLE",
    )


def _dates(monde: Monde, le: date) -> Iterator[EcheancePersonne]:
    for cle in monde.structures:
        presents = [s for s in monde.sejours_de(cle) if s.termes_du(le) is not None]
        choisis = hasard("echeances", cle).sample(presents, min(PAR_STRUCTURE, len(presents)))
        for rang, sejour in enumerate(choisis):
            yield _date(sejour, DATES[rang % len(DATES)], le)
    for rang in (1, 2):
        yield _date(monde.avec_role("cumul_0"), DATES[rang], le)


def _date(sejour: Sejour, quoi: tuple[GenreEcheance, int, bool], le: date) -> EcheancePersonne:
    genre, jours, reservee = quoi
    return EcheancePersonne(
        salarie=sejour.salarie,
        genre=sceller(genre.value),
        fin=le + timedelta(days=jours),
        reservee=reservee,
    )


def _suivies(structure: Structure, direction: Utilisateur, le: date) -> Iterator[EcheanceSuivie]:
    """The first of some kinds is taken on, the second put off, as on a usual Monday."""
    vues = lister(Acces(direction, structure, frozenset({Role.DIRECTION})), le)
    for genre in SUIVIES:
        siennes = [e for e in vues if e.genre is genre]
        for rang, echeance in enumerate(siennes[:2]):
            yield _suivie(structure, echeance, direction, le, report=rang == 1)


def _suivie(
    structure: Structure, echeance: Echeance, qui: Utilisateur, le: date, *, report: bool
) -> EcheanceSuivie:
    return EcheanceSuivie(
        structure=structure,
        cle=echeance.cle,
        prise_par=qui,
        depuis=datetime.combine(le - timedelta(days=4), time(9), tzinfo=UTC),
        reportee_au=le + timedelta(days=14) if report else None,
    )
