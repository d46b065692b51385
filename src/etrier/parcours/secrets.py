"""The one door of what is secret: who may open, and the line that says it was opened.

Nothing else in the house calls `socle.secrets.ouvrir`; a house test looks.
"""

from collections.abc import Mapping
from typing import TypeVar

from django.http import Http404

from etrier.parcours.enums import Rubrique, UsageSecret
from etrier.parcours.models import LectureSecret, Personne, Referent, Salarie
from etrier.socle import secrets
from etrier.socle.secrets import Scelle, sceller, sceller_octets
from etrier.structures.access import Acces, Finalite
from etrier.structures.models import Structure, Utilisateur

__all__ = [
    "accompagne",
    "est_referent",
    "exiger_referent",
    "lire",
    "lire_fichier_pour",
    "lire_plusieurs",
    "lire_pour",
    "lire_tous",
    "lire_tous_pour",
    "sceller",
    "sceller_octets",
]
C = TypeVar("C")


def est_referent(acces: Acces, personne: Personne) -> bool:
    """True for her assigned adviser in this structure, today; an adviser who lost the role that
    accompanies reads nothing more, though nobody replaced her."""
    return (
        acces.peut(Finalite.ACCOMPAGNER)
        and Referent.objects.filter(
            salarie__personne=personne,
            salarie__structure=acces.structure,
            utilisateur=acces.utilisateur,
            fin__isnull=True,
        ).exists()
    )


def accompagne(utilisateur: Utilisateur | None, salarie: Salarie) -> bool:
    """True for the assigned adviser of an employee: for acts that have no gate at hand."""
    return (
        utilisateur is not None
        and Referent.objects.filter(
            salarie=salarie, utilisateur=utilisateur, fin__isnull=True
        ).exists()
    )


def exiger_referent(acces: Acces, personne: Personne) -> None:
    """Raise Http404 for anybody but her assigned adviser: that a secret exists is not told."""
    if not est_referent(acces, personne):
        raise Http404


def lire(acces: Acces, personne: Personne, scelle: Scelle | None, rubrique: Rubrique) -> str:
    """One secret of a person, "" when there is none; the reading is noted.

    Raises Http404 for anybody but her assigned adviser.
    """
    return lire_tous(acces, personne, {"": scelle}, rubrique)[""]


def lire_tous(
    acces: Acces, personne: Personne, scelles: Mapping[C, Scelle | None], rubrique: Rubrique
) -> dict[C, str]:
    """Several secrets of one person and one family, by key: one reading is noted for all.

    Raises Http404 for anybody but her assigned adviser.
    """
    exiger_referent(acces, personne)
    return lire_tous_pour(
        UsageSecret.ACCOMPAGNEMENT, personne, scelles, rubrique, acces.structure, acces.utilisateur
    )


def lire_plusieurs(
    acces: Acces, scelles: Mapping[C, tuple[Personne, Scelle]], rubrique: Rubrique
) -> dict[C, str]:
    """Secrets of several people for a page that lists them, by key: one reading is noted for each
    person, in one query.

    The gate that lists them has decided who is shown: a secret kept for the adviser alone must
    not be handed here for anybody else.
    """
    LectureSecret.objects.bulk_create(
        LectureSecret(
            personne_id=cle,
            structure=acces.structure,
            lecteur=acces.utilisateur,
            rubrique=rubrique,
            usage=UsageSecret.ACCOMPAGNEMENT,
        )
        for cle in sorted({personne.pk for personne, _scelle in scelles.values()})
    )
    return {cle: secrets.ouvrir(scelle) for cle, (_personne, scelle) in scelles.items()}


def lire_pour(
    usage: UsageSecret,
    personne: Personne,
    scelle: Scelle | None,
    rubrique: Rubrique,
    structure: Structure,
    par: Utilisateur | None,
) -> str:
    """One secret opened by an act that may not show it (an envoy to the ASP, a paper filled).

    The gate of that act has decided already; the reading is noted with its use.
    """
    return lire_tous_pour(usage, personne, {"": scelle}, rubrique, structure, par)[""]


def lire_tous_pour(
    usage: UsageSecret,
    personne: Personne,
    scelles: Mapping[C, Scelle | None],
    rubrique: Rubrique,
    structure: Structure,
    par: Utilisateur | None,
) -> dict[C, str]:
    """As `lire_pour`, for several secrets of one family: one reading is noted for all."""
    lus = {cle: "" if s is None else secrets.ouvrir(s) for cle, s in scelles.items()}
    if any(s is not None for s in scelles.values()):
        LectureSecret.objects.create(
            personne=personne, structure=structure, lecteur=par, rubrique=rubrique, usage=usage
        )
    return lus


def lire_fichier_pour(
    usage: UsageSecret,
    personne: Personne,
    scelle: Scelle,
    structure: Structure,
    par: Utilisateur | None,
) -> bytes:
    """A sealed paper as it was kept; the reading is noted."""
    LectureSecret.objects.create(
        personne=personne,
        structure=structure,
        lecteur=par,
        rubrique=Rubrique.DOCUMENTS,
        usage=usage,
    )
    return secrets.ouvrir_octets(scelle)
