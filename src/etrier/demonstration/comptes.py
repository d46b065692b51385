"""Accounts of the demonstration: one per role at least, all with the same password."""

from django.contrib.auth.hashers import make_password

from etrier.demonstration.bilan import Compte
from etrier.demonstration.scenario import MOT_DE_PASSE, STRUCTURES
from etrier.structures.enums import Role
from etrier.structures.models import RoleStructure, Structure, Utilisateur

TOUTES = tuple(s.cle for s in STRUCTURES)
OUVERTS: tuple[tuple[Role, tuple[str, ...]], ...] = (
    (Role.DIRECTION, TOUTES),
    (Role.GESTION, ("AI",)),
    (Role.CIP, ("ACI",)),
    (Role.ENCADREMENT, ("ACI",)),
    (Role.LECTURE, ("ETTI",)),
    (Role.FACILITATION, ("RQ", "ACI", "EI", "ETTI")),
)
# The same for all, and the same each time: nobody's real password passes here.
SEL = "DemonstrationPasCommun0"


def courriel(role: Role) -> str:
    """direction@exemple.test."""
    return f"{role.value}@exemple.test"


def comptes() -> tuple[Compte, ...]:
    """Whom one may sign in as."""
    noms = {s.cle: s.denomination for s in STRUCTURES}
    return tuple(
        Compte(courriel(role), role, tuple(noms[cle] for cle in cles)) for role, cles in OUVERTS
    )


def ouvrir_comptes(structures: dict[str, Structure]) -> dict[Role, Utilisateur]:
    """Write the accounts and their roles; the password is hashed once for all."""
    empreinte = make_password(MOT_DE_PASSE, salt=SEL)
    utilisateurs = {
        role: Utilisateur(
            courriel=courriel(role), nom=f"EXEMPLE {role.label.capitalize()}", password=empreinte
        )
        for role, _ in OUVERTS
    }
    Utilisateur.objects.bulk_create(list(utilisateurs.values()))
    RoleStructure.objects.bulk_create(
        RoleStructure(utilisateur=utilisateurs[role], structure=structures[cle], role=role)
        for role, cles in OUVERTS
        for cle in cles
    )
    return utilisateurs
