"""Who accompanies whom: designate, change, end. Secrets open to the one designated, alone."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.parcours.models import Referent, Salarie
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.structures.access import FINALITES, Finalite
from etrier.structures.models import Structure, Utilisateur

ROLES = tuple(role for role, finalites in FINALITES.items() if Finalite.ACCOMPAGNER in finalites)


def designables(structure: Structure) -> QuerySet[Utilisateur]:
    """Accounts that may accompany somebody in the structure."""
    return (
        Utilisateur.objects.filter(
            is_active=True, les_roles__structure=structure, les_roles__role__in=ROLES
        )
        .distinct()
        .order_by("nom")
    )


def referent_de(salarie: Salarie) -> Referent | None:
    """Who accompanies her now."""
    return salarie.referents.filter(fin__isnull=True).select_related("utilisateur").first()


def accompagnes() -> QuerySet[Referent, int]:
    """Keys of the employees somebody accompanies now."""
    return Referent.objects.filter(fin__isnull=True).values_list("salarie_id", flat=True)


@transaction.atomic
def designer_referent(
    salarie: Salarie, utilisateur: Utilisateur, *, le: date, par: Utilisateur | None
) -> Referent:
    """Make somebody her assigned adviser; the one before, if any, stops reading at once.

    Raises Refus when the account may not accompany here, when the person is erased, or when the day
    is to come or precedes that of the one before: a reading is open or it is not, it cannot be
    promised.
    """
    _tenir(salarie)
    if not designables(salarie.structure).filter(pk=utilisateur.pk).exists():
        raise Refus(
            _("%(qui)s n'accompagne pas dans cette structure : donnez-lui d'abord le rôle.")
            % {"qui": utilisateur}
        )
    _verifier_jour(le)
    avant = referent_de(salarie)
    if avant is not None and avant.utilisateur_id == utilisateur.pk:
        return avant
    if avant is not None:
        _clore(avant, le)
    nouveau = Referent.objects.create(salarie=salarie, utilisateur=utilisateur, debut=le)
    _noter("referent.designer", salarie, par, utilisateur, le)
    return nouveau


@transaction.atomic
def designer_referents(
    salaries: Iterable[Salarie], utilisateur: Utilisateur, *, le: date, par: Utilisateur | None
) -> int:
    """As `designer_referent`, for several people; gives how many."""
    return len([designer_referent(s, utilisateur, le=le, par=par) for s in salaries])


@transaction.atomic
def terminer_referent(salarie: Salarie, *, le: date, par: Utilisateur | None) -> None:
    """End the accompaniment by her adviser: nobody reads her secrets until another is designated.

    Raises Refus when nobody accompanies her, or when the day is impossible.
    """
    avant = referent_de(salarie)
    if avant is None:
        raise Refus(_("Personne n'accompagne %(qui)s.") % {"qui": salarie.personne})
    _verifier_jour(le)
    _clore(avant, le)
    _noter("referent.terminer", salarie, par, avant.utilisateur, le)


def _tenir(salarie: Salarie) -> None:
    """Two designations at the same moment follow one another; nobody accompanies the erased."""
    tenu = Salarie.objects.select_for_update(of=("self",)).select_related("personne")
    if tenu.get(pk=salarie.pk).personne.effacee_le is not None:
        raise Refus(_("Les données de cette personne sont effacées : il n'y a plus rien à suivre."))


def _verifier_jour(le: date) -> None:
    if le > aujourdhui():
        raise Refus(_("Ce jour est à venir : revenez ce jour-là, ou choisissez aujourd'hui."))


def _clore(referent: Referent, le: date) -> None:
    if le < referent.debut:
        raise Refus(
            _("%(qui)s accompagne depuis le %(debut)s : choisissez ce jour ou un jour suivant.")
            % {"qui": referent.utilisateur, "debut": ecrire_jour(referent.debut)}
        )
    referent.fin = le
    referent.save(update_fields=["fin"])


def _noter(
    verbe: str, salarie: Salarie, par: Utilisateur | None, qui: Utilisateur, le: date
) -> None:
    noter(
        verbe,
        auteur=par,
        perimetre=salarie.structure_id,
        cible=salarie,
        utilisateur=qui.pk,
        le=le.isoformat(),
    )
