"""Gates of the radar."""

from django.http import Http404

from etrier.parcours.echeances.echeance import Echeance
from etrier.parcours.echeances.radar import lister
from etrier.parcours.models import AbonnementRadar, EcheancePersonne, Salarie
from etrier.parcours.secrets import est_referent
from etrier.socle.horloge import aujourdhui
from etrier.socle.secrets import empreinte
from etrier.structures.access import FINALITES, Acces, Finalite
from etrier.structures.enums import Role
from etrier.structures.models import RoleStructure


def get_echeance(acces: Acces, cle: str) -> Echeance:
    """One deadline the reader sees today, set aside or not; Http404 otherwise."""
    acces.exiger(Finalite.LIRE_SALARIES)
    le = aujourdhui()
    for ecartees in (False, True):
        for echeance in lister(acces, le, ecartees=ecartees):
            if echeance.cle == cle:
                return echeance
    raise Http404


def les_echeances_de(acces: Acces, salarie: Salarie) -> list[EcheancePersonne]:
    """Her personal dates not done yet that the reader may know of; Http404 without the purpose."""
    acces.exiger(Finalite.ECRIRE_SALARIES)
    lues = salarie.echeances.filter(faite_le__isnull=True).select_related("salarie__personne")
    if not est_referent(acces, salarie.personne):
        lues = lues.filter(reservee=False)
    return list(lues)


def get_echeance_personne(acces: Acces, echeance_id: int) -> EcheancePersonne:
    """One personal date the reader may change; Http404 otherwise, and for a reserved one to
    anybody but her adviser."""
    acces.exiger(Finalite.ECRIRE_SALARIES)
    echeance = (
        EcheancePersonne.objects.filter(salarie__structure=acces.structure, pk=echeance_id)
        .select_related("salarie__personne", "salarie__structure")
        .first()
    )
    if echeance is None or (
        echeance.reservee and not est_referent(acces, echeance.salarie.personne)
    ):
        raise Http404
    return echeance


def ouvrir_agenda(jeton: str) -> Acces:
    """The structure and the reader a calendar's link stands for, with the roles of today.

    Raises Http404 when the link is unknown or withdrawn, when the account is closed, or when no
    role opens the radar any more.
    """
    abonnement = (
        AbonnementRadar.objects.filter(jeton_empreinte=empreinte(f"agenda:{jeton}"))
        .select_related("utilisateur", "structure")
        .first()
        if jeton
        else None
    )
    if abonnement is None:
        raise Http404
    return acces_de(abonnement)


def acces_de(abonnement: AbonnementRadar) -> Acces:
    """The reader's access as of today; Http404 when there is none left."""
    roles = frozenset(
        Role(role)
        for role in RoleStructure.objects.filter(
            utilisateur=abonnement.utilisateur, structure=abonnement.structure
        ).values_list("role", flat=True)
    )
    ouverts = any(Finalite.LIRE_SALARIES in FINALITES[role] for role in roles)
    if not ouverts or not abonnement.utilisateur.is_active:
        raise Http404
    return Acces(abonnement.utilisateur, abonnement.structure, roles)
