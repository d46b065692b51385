"""Gates of the accompaniment. What is sealed has its own gate: `parcours.secrets`."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from etrier.parcours.models import (
    ActionPlan,
    Competence,
    Entretien,
    Formation,
    Immersion,
    LectureSecret,
    MetierVise,
    ModeleEntretien,
    Objectif,
    OrientationPartenaire,
    Partenaire,
    Salarie,
)
from etrier.parcours.secrets import est_referent, exiger_referent
from etrier.structures.access import Acces, Finalite

M = TypeVar("M", bound=Model)


def les_accompagnes(acces: Acces, finalite: Finalite) -> QuerySet[Salarie]:
    """People of the structure, for a purpose of the accompaniment; Http404 without it."""
    acces.exiger(finalite)
    return Salarie.objects.filter(structure=acces.structure).select_related("personne", "structure")


def get_accompagne(acces: Acces, salarie_id: int, finalite: Finalite) -> Salarie:
    """One person of the structure, for a purpose of the accompaniment; Http404 otherwise."""
    return _un(les_accompagnes(acces, finalite), salarie_id)


def get_suivi(acces: Acces, salarie_id: int) -> Salarie:
    """One person for her assigned adviser; Http404 for anybody else."""
    salarie = get_accompagne(acces, salarie_id, Finalite.ACCOMPAGNER)
    exiger_referent(acces, salarie.personne)
    return salarie


def get_entretien(acces: Acces, entretien_id: int) -> Entretien:
    """One interview for her assigned adviser; Http404 for anybody else."""
    return _du_referent(acces, Entretien.objects.select_related("auteur"), entretien_id)


def get_objectif(acces: Acces, objectif_id: int) -> Objectif:
    """One objective for her assigned adviser; Http404 for anybody else."""
    return _du_referent(acces, Objectif.objects.all(), objectif_id)


def get_orientation(acces: Acces, orientation_id: int) -> OrientationPartenaire:
    """One orientation for her assigned adviser; Http404 for anybody else."""
    toutes = OrientationPartenaire.objects.select_related("partenaire")
    return _du_referent(acces, toutes, orientation_id)


def get_action(acces: Acces, action_id: int) -> ActionPlan:
    """One action of a plan for her assigned adviser; Http404 for anybody else."""
    acces.exiger(Finalite.ACCOMPAGNER)
    action = _un(
        ActionPlan.objects.filter(objectif__salarie__structure=acces.structure).select_related(
            "objectif__salarie__personne"
        ),
        action_id,
    )
    exiger_referent(acces, action.objectif.salarie.personne)
    return action


def les_formations(acces: Acces) -> QuerySet[Formation]:
    """Training of the structure's people; Http404 without the purpose."""
    return _de_la_structure(acces, Formation.objects.all(), Finalite.LIRE_ACCOMPAGNEMENT)


def get_formation(acces: Acces, formation_id: int) -> Formation:
    """One training to change; Http404 otherwise."""
    acces.exiger(Finalite.ACCOMPAGNER)
    return _un(les_formations(acces), formation_id)


def les_immersions(acces: Acces) -> QuerySet[Immersion]:
    """Immersions of the structure's people; Http404 without the purpose."""
    return _de_la_structure(acces, Immersion.objects.all(), Finalite.LIRE_ACCOMPAGNEMENT)


def get_immersion(acces: Acces, immersion_id: int) -> Immersion:
    """One immersion to change; Http404 otherwise."""
    acces.exiger(Finalite.ACCOMPAGNER)
    return _un(les_immersions(acces), immersion_id)


def get_metier(acces: Acces, metier_id: int) -> MetierVise:
    """A job somebody aims at; Http404 otherwise."""
    return _un(_de_la_structure(acces, MetierVise.objects.all(), Finalite.ACCOMPAGNER), metier_id)


def les_competences(acces: Acces) -> QuerySet[Competence]:
    """Skills of the structure's list; Http404 without the purpose."""
    acces.exiger(Finalite.OBSERVER_COMPETENCES)
    return Competence.objects.filter(structure=acces.structure)


def get_competence(acces: Acces, competence_id: int) -> Competence:
    """One skill of the structure's list; Http404 otherwise."""
    return _un(les_competences(acces), competence_id)


def get_modele(acces: Acces, modele_id: int) -> ModeleEntretien:
    """One template of interview; Http404 otherwise."""
    acces.exiger(Finalite.ACCOMPAGNER)
    return _un(ModeleEntretien.objects.filter(structure=acces.structure), modele_id)


def les_partenaires(acces: Acces) -> QuerySet[Partenaire]:
    """Partners one may send somebody to; Http404 without the purpose."""
    acces.exiger(Finalite.ACCOMPAGNER)
    return Partenaire.objects.filter(structure=acces.structure)


def les_lectures(acces: Acces, salarie: Salarie) -> QuerySet[LectureSecret]:
    """Who read what of a person, from this structure: for her adviser and the direction.

    Http404 for anybody else.
    """
    if not acces.peut(Finalite.CONSERVER) and not est_referent(acces, salarie.personne):
        raise Http404
    return LectureSecret.objects.filter(
        personne=salarie.personne, structure=acces.structure
    ).select_related("lecteur")


def _de_la_structure(acces: Acces, lignes: QuerySet[M], finalite: Finalite) -> QuerySet[M]:
    acces.exiger(finalite)
    return lignes.filter(salarie__structure=acces.structure).select_related(
        "salarie__personne", "salarie__structure"
    )


def _du_referent(acces: Acces, lignes: QuerySet[M], cle: int) -> M:
    ligne = _un(_de_la_structure(acces, lignes, Finalite.ACCOMPAGNER), cle)
    exiger_referent(acces, ligne.salarie.personne)  # type: ignore[attr-defined]
    return ligne


def _un(lignes: QuerySet[M], cle: int) -> M:
    return get_object_or_404(lignes, pk=cle)
