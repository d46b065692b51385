"""What the page of a person's accompaniment shows, read once."""

from collections.abc import Sequence
from dataclasses import dataclass

from etrier.parcours.accompagnement.access import les_accompagnes
from etrier.parcours.accompagnement.competences import Progres, progres_de
from etrier.parcours.accompagnement.diagnostics import Lu, lire_diagnostics
from etrier.parcours.accompagnement.orientations import OrientationLue, lire_orientations
from etrier.parcours.accompagnement.plan import ObjectifLu, lire_plan
from etrier.parcours.accompagnement.referents import referent_de
from etrier.parcours.accompagnement.suivis import SuiviAccompagnement, suivre
from etrier.parcours.models import MetierVise, Referent, Salarie
from etrier.parcours.secrets import est_referent
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.accompagnement.besoins import Besoin, besoins_connus
from etrier.www.accompagnement.tableaux import (
    tableau_entretiens,
    tableau_formations,
    tableau_immersions,
)
from etrier.www.tableau import Tableau


@dataclass(frozen=True)
class PagePersonne:
    """What anybody with the purpose may see."""

    est_referent: bool
    peut_lire_qui: bool
    referent: Referent | None
    suivi: SuiviAccompagnement
    metiers: Sequence[MetierVise]
    competences: Sequence[Progres]
    entretiens: Tableau
    formations: Tableau
    immersions: Tableau

    @property
    def tableaux(self) -> tuple[Tableau, ...]:
        """Those that make files."""
        return (self.entretiens, self.formations, self.immersions)


@dataclass(frozen=True)
class SecretsPersonne:
    """What her adviser alone reads; each family was noted."""

    diagnostic: Lu | None
    besoins: Sequence[Besoin]
    plan: Sequence[ObjectifLu]
    orientations: Sequence[OrientationLue]

    @property
    def en_cours(self) -> list[ObjectifLu]:
        """Objectives under way."""
        return [o for o in self.plan if o.ouvert]


def lire_page(acces: Acces, salarie: Salarie) -> PagePersonne:
    """The page but its secrets."""
    lui = les_accompagnes(acces, Finalite.LIRE_ACCOMPAGNEMENT).filter(pk=salarie.pk)
    referent = est_referent(acces, salarie.personne)
    return PagePersonne(
        est_referent=referent,
        peut_lire_qui=referent or acces.peut(Finalite.CONSERVER),
        referent=referent_de(salarie),
        suivi=suivre(lui, aujourdhui())[0],
        metiers=list(salarie.metiers_vises.all()),
        competences=progres_de(salarie),
        entretiens=tableau_entretiens(acces, salarie, lisible=referent),
        formations=tableau_formations(acces, salarie.formations.all(), qui=salarie),
        immersions=tableau_immersions(acces, salarie.immersions.all(), qui=salarie),
    )


def lire_secrets(acces: Acces, salarie: Salarie) -> SecretsPersonne:
    """What is sealed; Http404 for anybody but her adviser."""
    versions = lire_diagnostics(acces, salarie)
    return SecretsPersonne(
        versions[0] if versions else None,
        besoins_connus(versions),
        lire_plan(acces, salarie),
        lire_orientations(acces, salarie),
    )
