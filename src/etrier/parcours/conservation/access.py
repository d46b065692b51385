"""Gates of the clocks: the direction for what is due, the adviser for a person's copy."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from etrier.parcours.access import get_salarie_pour
from etrier.parcours.models import Personne, RetenueDonnees, Salarie
from etrier.parcours.secrets import exiger_referent
from etrier.structures.access import Acces, Finalite
from etrier.structures.models import Structure


def les_personnes(acces: Acces) -> QuerySet[Personne]:
    """People the structure knows, employed or candidates, not erased; Http404 without the
    purpose."""
    acces.exiger(Finalite.CONSERVER)
    return connues_de([acces.structure])


def connues_de(structures: Sequence[Structure]) -> QuerySet[Personne]:
    """People these structures know, not erased, duplicates left out: no gate, for the command."""
    ici = Q(salaries__structure__in=structures) | Q(candidatures__structure__in=structures)
    return Personne.objects.filter(
        ici, effacee_le__isnull=True, fusionnee_dans__isnull=True
    ).distinct()


def get_personne(acces: Acces, personne_id: int) -> Personne:
    """One person the structure knows; Http404 otherwise."""
    return get_object_or_404(les_personnes(acces), pk=personne_id)


def get_retenue(acces: Acces, retenue_id: int) -> RetenueDonnees:
    """A reason the structure gave to keep somebody's data; Http404 otherwise."""
    acces.exiger(Finalite.CONSERVER)
    retenue = (
        RetenueDonnees.objects.filter(structure=acces.structure, pk=retenue_id)
        .select_related("personne")
        .first()
    )
    if retenue is None:
        raise Http404
    return retenue


def get_salarie_a_copier(acces: Acces, salarie_id: int) -> Salarie:
    """Somebody whose whole copy her assigned adviser may prepare; Http404 for anybody else."""
    salarie = get_salarie_pour(acces, salarie_id, Finalite.ACCOMPAGNER)
    exiger_referent(acces, salarie.personne)
    return salarie


def hors_archives(salaries: QuerySet[Salarie]) -> QuerySet[Salarie]:
    """A list of every day: without the people archived or erased."""
    return salaries.filter(personne__archivee_le__isnull=True)
