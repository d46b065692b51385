"""Gates of the room. Accounts and files are read and kept by who holds the bank."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etrier.banque.enums import EtatCompte, EtatMouvement
from etrier.banque.models import CompteBancaire, MandatSepa, MouvementBancaire, ReleveBancaire
from etrier.structures.access import Acces, Finalite


def les_comptes(acces: Acces) -> QuerySet[CompteBancaire]:
    """Accounts of the structure, its employees and clients; Http404 without the purpose."""
    acces.exiger(Finalite.TENIR_BANQUE)
    return CompteBancaire.objects.filter(structure=acces.structure).select_related(
        "structure", "salarie__personne", "client", "propose_par", "decide_par"
    )


def get_compte(acces: Acces, compte_id: int) -> CompteBancaire:
    """One account of the structure, its employees or clients; Http404 otherwise."""
    return get_object_or_404(les_comptes(acces), pk=compte_id)


def les_comptes_propres(acces: Acces) -> QuerySet[CompteBancaire]:
    """Confirmed accounts of the structure itself; Http404 without the purpose."""
    return les_comptes(acces).filter(salarie=None, client=None, etat=EtatCompte.CONFIRME)


def les_mandats(acces: Acces) -> QuerySet[MandatSepa]:
    """Mandates of the structure's clients; Http404 without the purpose."""
    acces.exiger(Finalite.TENIR_BANQUE)
    return MandatSepa.objects.filter(structure=acces.structure).select_related("client")


def get_mandat(acces: Acces, mandat_id: int) -> MandatSepa:
    """One mandate of the structure; Http404 otherwise."""
    return get_object_or_404(les_mandats(acces), pk=mandat_id)


def les_releves(acces: Acces) -> QuerySet[ReleveBancaire]:
    """Bank files taken in by the structure; Http404 without the purpose."""
    acces.exiger(Finalite.TENIR_BANQUE)
    return ReleveBancaire.objects.filter(structure=acces.structure).select_related(
        "compte", "importe_par"
    )


def get_releve(acces: Acces, releve_id: int) -> ReleveBancaire:
    """One bank file of the structure; Http404 otherwise."""
    return get_object_or_404(les_releves(acces), pk=releve_id)


def les_mouvements(acces: Acces) -> QuerySet[MouvementBancaire]:
    """Lines of the bank; Http404 without the purpose."""
    acces.exiger(Finalite.TENIR_BANQUE)
    return MouvementBancaire.objects.filter(structure=acces.structure).select_related(
        "compte", "releve"
    )


def les_mouvements_a_rapprocher(acces: Acces) -> QuerySet[MouvementBancaire]:
    """Those nothing was decided on yet."""
    return les_mouvements(acces).filter(etat=EtatMouvement.A_RAPPROCHER)


def get_mouvement(acces: Acces, mouvement_id: int) -> MouvementBancaire:
    """One line of the bank; Http404 otherwise."""
    return get_object_or_404(les_mouvements(acces), pk=mouvement_id)
