"""Where somebody who leaves goes on, when it is in another structure of the group."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from etrier.parcours.enums import EtatEtape
from etrier.parcours.models import Contrat, EtapeParcours, Salarie
from etrier.structures.models import Structure

# A month between two contracts of the group is still one parcours (decision 0026).
JOURS_DE_PASSAGE = 31


@dataclass(frozen=True)
class Suite:
    """The next structure of the group: by a contract signed there, or by a step agreed."""

    structure: Structure
    debut: date | None


def suite_dans_le_groupe(salarie: Salarie, le: date) -> Suite | None:
    """Where in the group she goes on after `le`: a contract there, else a step agreed; or None."""
    if salarie.structure.groupe_id is None:
        return None
    return _par_contrat(salarie, le) or _par_etape(salarie, le)


def _par_contrat(salarie: Salarie, le: date) -> Suite | None:
    contrat = (
        Contrat.objects.filter(
            Q(fin__isnull=True) | Q(fin__gt=le),
            salarie__personne=salarie.personne_id,
            structure__groupe=salarie.structure.groupe_id,
            debut__lte=le + timedelta(days=JOURS_DE_PASSAGE),
        )
        .exclude(structure=salarie.structure_id)
        .select_related("structure")
        .order_by("-debut", "-pk")
        .first()
    )
    return Suite(contrat.structure, contrat.debut) if contrat else None


def _par_etape(salarie: Salarie, le: date) -> Suite | None:
    etape = (
        EtapeParcours.objects.filter(
            Q(effet__isnull=True) | Q(effet__gte=le - timedelta(days=JOURS_DE_PASSAGE)),
            personne=salarie.personne_id,
            depuis=salarie.structure_id,
            etat__in=(EtatEtape.ACCORDEE, EtatEtape.FAITE),
            proposee_le__lte=le + timedelta(days=JOURS_DE_PASSAGE),
        )
        .select_related("vers")
        .order_by("-proposee_le", "-pk")
        .first()
    )
    return Suite(etape.vers, etape.effet) if etape else None
