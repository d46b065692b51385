"""Acts of the room: accounts, roles, and the imports of the ASP's files. Atomic and audited."""

from collections.abc import Sequence
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.enums import Role
from etrier.structures.importation import importer_structures
from etrier.structures.importation_annexes import importer_annexes
from etrier.structures.models import (
    Convention,
    Reseau,
    RoleStructure,
    Structure,
    Utilisateur,
)

__all__ = [
    "changer_mot_de_passe",
    "dater_convention",
    "donner_role",
    "importer_annexes",
    "importer_structures",
    "ouvrir_compte",
    "regler_structure",
    "retirer_role",
]


@transaction.atomic
def ouvrir_compte(
    courriel: str, nom: str, mot_de_passe: str, *, par: Utilisateur | None = None
) -> Utilisateur:
    """Create an account; it opens nothing until a role is given.

    Raises Refus when the address is not one or has an account already, when the name is empty, or
    when the password is too weak (the reasons are told).
    """
    adresse, nom = courriel.strip().lower(), nom.strip()
    _verifier_identite(adresse, nom)
    _verifier_mot_de_passe(mot_de_passe, Utilisateur(courriel=adresse, nom=nom))
    utilisateur = Utilisateur.objects.create_user(adresse, nom, mot_de_passe)
    noter("compte.ouvrir", auteur=par, perimetre=None, cible=utilisateur)
    return utilisateur


@transaction.atomic
def changer_mot_de_passe(
    utilisateur: Utilisateur, mot_de_passe: str, *, par: Utilisateur | None = None
) -> None:
    """Give an account a new password; whoever was signed in with the old one is signed out.

    Raises Refus when the password is too weak (the reasons are told).
    """
    _verifier_mot_de_passe(mot_de_passe, utilisateur)
    utilisateur.set_password(mot_de_passe)
    utilisateur.save(update_fields=["password"])
    noter("compte.mot_de_passe", auteur=par, perimetre=None, cible=utilisateur)


def _verifier_mot_de_passe(mot_de_passe: str, utilisateur: Utilisateur) -> None:
    try:
        validate_password(mot_de_passe, utilisateur)
    except ValidationError as erreur:
        raise Refus(_("Mot de passe refusé : ") + " ".join(erreur.messages)) from None


def _verifier_identite(adresse: str, nom: str) -> None:
    try:
        validate_email(adresse)
    except ValidationError:
        raise Refus(_("« %(a)s » n'est pas une adresse de courriel.") % {"a": adresse}) from None
    if not 0 < len(nom) <= 120:
        raise Refus(_("Écrivez le nom de la personne, en 120 caractères au plus."))
    if Utilisateur.objects.filter(courriel=adresse).exists():
        raise Refus(
            _("Un compte existe déjà pour %(a)s : donnez-lui un rôle, sans le recréer.")
            % {"a": adresse}
        )


@transaction.atomic
def donner_role(
    utilisateur: Utilisateur, structure: Structure, role: str, *, par: Utilisateur | None = None
) -> RoleStructure:
    """Give a role in a structure; giving it twice changes nothing.

    Raises Refus when the role does not exist.
    """
    if role not in Role.values:
        raise Refus(
            _("Le rôle « %(role)s » n'existe pas : choisissez parmi %(roles)s.")
            % {"role": role, "roles": ", ".join(Role.values)}
        )
    donne, nouveau = RoleStructure.objects.get_or_create(
        utilisateur=utilisateur, structure=structure, role=role
    )
    if nouveau:
        noter("role.donner", auteur=par, perimetre=structure.pk, cible=utilisateur, role=role)
    return donne


@transaction.atomic
def retirer_role(role: RoleStructure, *, par: Utilisateur | None = None) -> None:
    """Take a role away.

    Raises Refus when nobody would be left to run the structure.
    """
    directions = RoleStructure.objects.select_for_update().filter(
        structure=role.structure_id, role=Role.DIRECTION, utilisateur__is_active=True
    )
    if role.role == Role.DIRECTION and [d.pk for d in directions] == [role.pk]:
        raise Refus(_("C'est la dernière direction de la structure : nommez-en une autre d'abord."))
    noter(
        "role.retirer",
        auteur=par,
        perimetre=role.structure_id,
        cible=role.utilisateur,
        role=role.role,
    )
    role.delete()


@transaction.atomic
def dater_convention(
    convention: Convention, *, fin: date | None, par: Utilisateur | None = None
) -> Convention:
    """Write the last day of a convention, None when it is not known: the radar warns before it."""
    convention.fin = fin
    convention.save(update_fields=["fin"])
    noter(
        "convention.dater",
        auteur=par,
        perimetre=convention.structure_id,
        cible=convention,
        fin=fin.isoformat() if fin else None,
    )
    return convention


@transaction.atomic
def regler_structure(
    structure: Structure,
    *,
    est_regie_de_quartier: bool,
    reseaux: Sequence[str],
    par: Utilisateur | None = None,
) -> Structure:
    """Set what the ASP's files do not say: the label régie de quartier, the networks by name.

    Raises Refus when a name of a network is too long.
    """
    noms = sorted({nom.strip() for nom in reseaux} - {""})
    for nom in noms:
        if len(nom) > 120:
            raise Refus(_("Écrivez le nom du réseau en 120 caractères au plus."))
    structure.est_regie_de_quartier = est_regie_de_quartier
    structure.save(update_fields=["est_regie_de_quartier"])
    structure.reseaux.set([Reseau.objects.get_or_create(nom=nom)[0] for nom in noms])
    noter(
        "structure.regler",
        auteur=par,
        perimetre=structure.pk,
        cible=structure,
        est_regie_de_quartier=est_regie_de_quartier,
        reseaux=noms,
    )
    return structure
