"""Skills seen at work: the structure's list, and what an encadrant saw somebody do, on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.parcours.enums_accompagnement import NiveauCompetence
from etrier.parcours.models import Competence, CompetenceObservee, Salarie
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur


@dataclass(frozen=True)
class Progres:
    """A skill and what was seen of it, the oldest first."""

    competence: Competence
    observations: Sequence[CompetenceObservee]

    @property
    def derniere(self) -> CompetenceObservee | None:
        """What was seen last."""
        return self.observations[-1] if self.observations else None

    @property
    def niveau(self) -> int:
        """Level seen last; 0 when it was never seen."""
        return self.derniere.niveau if self.derniere else 0

    @property
    def a_progresse(self) -> bool:
        """Higher than the first time."""
        return len(self.observations) > 1 and self.niveau > self.observations[0].niveau


@transaction.atomic
def ajouter_competence(
    structure: Structure, *, libelle: str, code_rome: str = "", par: Utilisateur | None
) -> Competence:
    """Add a skill to the structure's list. Raises Refus when it is there already, or empty."""
    libelle = " ".join(libelle.split())
    if not 0 < len(libelle) <= 160:
        raise Refus(_("Écrivez la compétence, en 160 caractères au plus."))
    if structure.competences.filter(libelle__iexact=libelle).exists():
        raise Refus(_("Cette compétence est déjà dans la liste."))
    competence = Competence.objects.create(
        structure=structure, libelle=libelle, code_rome=code_rome
    )
    noter("competence.ajouter", auteur=par, perimetre=structure.pk, cible=competence)
    return competence


@transaction.atomic
def retirer_competence(competence: Competence, *, par: Utilisateur | None) -> None:
    """Take a skill off the list. Raises Refus once somebody was seen doing it."""
    if competence.observations.exists():
        raise Refus(_("Cette compétence a été observée : elle reste dans la liste."))
    noter("competence.retirer", auteur=par, perimetre=competence.structure_id, cible=competence)
    competence.delete()


@transaction.atomic
def observer(
    salarie: Salarie,
    competence: Competence,
    *,
    niveau: NiveauCompetence,
    par: Utilisateur | None,
    le: date | None = None,
) -> CompetenceObservee:
    """Say what level was seen today; the same day's is replaced, another day's stays.

    Raises Refus when the skill is another structure's, or the day to come.
    """
    jour = le or aujourdhui()
    if competence.structure_id != salarie.structure_id or jour > aujourdhui():
        raise Refus(_("Cette observation n'est pas possible : rechargez la page."))
    observation, _nouvelle = CompetenceObservee.objects.update_or_create(
        salarie=salarie,
        competence=competence,
        le=jour,
        defaults={"niveau": NiveauCompetence(niveau), "auteur": par},
    )
    noter(
        "competence.observer",
        auteur=par,
        perimetre=salarie.structure_id,
        cible=salarie,
        niveau=int(niveau),
        le=jour.isoformat(),
    )
    return observation


def progres_de(salarie: Salarie, *, toutes: bool = False) -> list[Progres]:
    """Skills seen, with their history; `toutes`: the others of the list too."""
    vues: dict[int, list[CompetenceObservee]] = {}
    for observation in salarie.competences.select_related("competence").order_by("le", "id"):
        vues.setdefault(observation.competence_id, []).append(observation)
    return [
        Progres(competence, vues.get(competence.pk, []))
        for competence in salarie.structure.competences.all()
        if toutes or competence.pk in vues
    ]
