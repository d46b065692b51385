"""The gate of the house: who may do what in which structure.

A view asks `ouvrir(user, structure_id, purpose)` and receives an `Acces`; every room's `access.py`
takes that `Acces` to hand an object over. What one may not see answers 404, never 403: the
existence of another structure's object is not told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from etrier.socle.models import Acte
from etrier.structures.enums import Role
from etrier.structures.models import (
    AnnexeFinanciere,
    AvenantAnnexe,
    Convention,
    RoleStructure,
    Structure,
    Utilisateur,
)


class Finalite(StrEnum):
    """Purposes a role opens (design, "Rights and secrets")."""

    LIRE_STRUCTURE = "lire_structure"
    LIRE_SALARIES = "lire_salaries"
    ECRIRE_SALARIES = "ecrire_salaries"
    # Who came, who was received: names and answers, not the diagnosis.
    LIRE_ACCUEIL = "lire_accueil"
    ECRIRE_ACCUEIL = "ecrire_accueil"
    # Dates and titles of the accompaniment; what is sealed opens to the assigned adviser alone.
    LIRE_ACCOMPAGNEMENT = "lire_accompagnement"
    ACCOMPAGNER = "accompagner"
    DESIGNER_REFERENT = "designer_referent"
    OBSERVER_COMPETENCES = "observer_competences"
    LIRE_DOCUMENTS = "lire_documents"
    ECRIRE_DOCUMENTS = "ecrire_documents"
    TRANSMETTRE_ASP = "transmettre_asp"
    LIRE_PILOTAGE = "lire_pilotage"
    CONSERVER = "conserver"
    LIRE_MISSIONS = "lire_missions"
    ECRIRE_MISSIONS = "ecrire_missions"
    LIRE_HEURES = "lire_heures"
    SAISIR_HEURES = "saisir_heures"
    VALIDER_HEURES = "valider_heures"
    CLOTURER = "cloturer"
    LIRE_ARGENT = "lire_argent"
    FACTURER = "facturer"
    # Money received and paid, bank accounts and files.
    TENIR_BANQUE = "tenir_banque"
    COMPTABILISER = "comptabiliser"
    PREPARER_PAIE = "preparer_paie"
    LIRE_CLAUSES = "lire_clauses"
    REGLER = "regler"
    LIRE_JOURNAL = "lire_journal"


_LECTURE = frozenset(
    {
        Finalite.LIRE_STRUCTURE,
        Finalite.LIRE_SALARIES,
        Finalite.LIRE_MISSIONS,
        Finalite.LIRE_HEURES,
        Finalite.LIRE_CLAUSES,
    }
)

FINALITES: Mapping[Role, frozenset[Finalite]] = {
    Role.DIRECTION: frozenset(Finalite),
    Role.GESTION: frozenset(Finalite)
    - {Finalite.REGLER, Finalite.ACCOMPAGNER, Finalite.LIRE_ACCOMPAGNEMENT, Finalite.CONSERVER},
    Role.CIP: _LECTURE
    | {
        Finalite.ECRIRE_SALARIES,
        Finalite.SAISIR_HEURES,
        Finalite.LIRE_ACCUEIL,
        Finalite.ECRIRE_ACCUEIL,
        Finalite.LIRE_ACCOMPAGNEMENT,
        Finalite.ACCOMPAGNER,
        Finalite.DESIGNER_REFERENT,
        Finalite.OBSERVER_COMPETENCES,
        Finalite.LIRE_DOCUMENTS,
        Finalite.ECRIRE_DOCUMENTS,
        Finalite.TRANSMETTRE_ASP,
        Finalite.LIRE_PILOTAGE,
    },
    Role.ENCADREMENT: _LECTURE | {Finalite.SAISIR_HEURES, Finalite.OBSERVER_COMPETENCES},
    Role.LECTURE: _LECTURE | {Finalite.LIRE_ARGENT, Finalite.LIRE_PILOTAGE},
    Role.FACILITATION: frozenset({Finalite.LIRE_STRUCTURE, Finalite.LIRE_CLAUSES}),
}


@dataclass(frozen=True)
class Acces:
    """A user in a structure, with the roles held there: the key every gate asks for."""

    utilisateur: Utilisateur
    structure: Structure
    roles: frozenset[Role]

    def peut(self, finalite: Finalite) -> bool:
        """True when one of the roles opens the purpose."""
        return any(finalite in FINALITES[role] for role in self.roles)

    def exiger(self, finalite: Finalite) -> None:
        """Raise Http404 unless one of the roles opens the purpose."""
        if not self.peut(finalite):
            raise Http404


def ouvrir(utilisateur: Utilisateur, structure_id: int, finalite: Finalite) -> Acces:
    """Open a structure for a purpose.

    Raises Http404 when the user has no role there, or none that opens the purpose.
    """
    roles = RoleStructure.objects.filter(
        utilisateur=utilisateur, structure_id=structure_id
    ).select_related("structure__groupe")
    trouves = list(roles)
    if not trouves:
        raise Http404
    acces = Acces(utilisateur, trouves[0].structure, frozenset(Role(r.role) for r in trouves))
    acces.exiger(finalite)
    return acces


def les_structures(utilisateur: Utilisateur) -> list[Structure]:
    """Structures where the user has a role, for the switch between them."""
    return list(
        Structure.objects.filter(les_roles__utilisateur=utilisateur)
        .distinct()
        .order_by("denomination")
    )


def get_annexe(acces: Acces, annexe_id: int) -> AnnexeFinanciere:
    """One annexe financière of the structure; Http404 otherwise."""
    acces.exiger(Finalite.LIRE_ARGENT)
    annexe = (
        AnnexeFinanciere.objects.filter(structure=acces.structure, pk=annexe_id)
        .select_related("convention")
        .first()
    )
    if annexe is None:
        raise Http404
    return annexe


def les_conventions(acces: Acces) -> QuerySet[Convention]:
    """Conventions of the structure; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_STRUCTURE)
    return Convention.objects.filter(structure=acces.structure)


def get_convention_a_dater(acces: Acces, convention_id: int) -> Convention:
    """One convention of the structure, to write its end; Http404 otherwise."""
    acces.exiger(Finalite.REGLER)
    return get_object_or_404(les_conventions(acces), pk=convention_id)


def les_annexes(acces: Acces) -> QuerySet[AvenantAnnexe]:
    """Every version of the annexes of the structure, the latest first; Http404 without the
    purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return (
        AvenantAnnexe.objects.filter(annexe__structure=acces.structure)
        .select_related("annexe__convention")
        .order_by("-debut", "annexe__numero", "-modification")
    )


def les_roles(acces: Acces) -> QuerySet[RoleStructure]:
    """Who holds which role in the structure; Http404 without the purpose."""
    acces.exiger(Finalite.REGLER)
    return (
        RoleStructure.objects.filter(structure=acces.structure)
        .select_related("utilisateur", "structure")
        .order_by("utilisateur__nom", "role")
    )


def get_role(acces: Acces, role_id: int) -> RoleStructure:
    """One role held in the structure; Http404 otherwise."""
    return get_object_or_404(les_roles(acces), pk=role_id)


def les_actes(acces: Acces) -> QuerySet[Acte]:
    """Audit lines of the structure, the latest first; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_JOURNAL)
    return Acte.objects.filter(perimetre=acces.structure.pk).select_related("auteur")
