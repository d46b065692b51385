"""What the browser's walk needs of the accompaniment: one of each, for somebody who is followed."""

from etrier.demonstration.comptes import courriel
from etrier.parcours.accompagnement.referents import designables, designer_referent
from etrier.parcours.models import Salarie, SuspensionPass
from etrier.socle.horloge import aujourdhui
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests.www.mondes.accompagnement import objets_accompagnement


def objets_suivis(une: Structure) -> dict[str, int]:
    """Objects of the person the walk looks at, whom the adviser accompanies where she may."""
    suspension = SuspensionPass.objects.filter(pass_iae__personne__salaries__structure=une).first()
    if suspension is None:
        return {}
    qui = Salarie.objects.get(structure=une, personne=suspension.pass_iae.personne_id)
    conseillere = designables(une).filter(courriel=courriel(Role.CIP)).first()
    if conseillere is not None:
        designer_referent(qui, conseillere, le=aujourdhui(), par=None)
    return objets_accompagnement(qui)
