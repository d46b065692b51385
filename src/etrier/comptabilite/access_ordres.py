"""Gates of orders and of matches."""

from django.shortcuts import get_object_or_404

from etrier.comptabilite.models import LigneOrdre, OrdreSepa, RapprochementBancaire
from etrier.comptabilite.models.ordres import OrdreSepaQuerySet
from etrier.comptabilite.models.rapprochements import RapprochementBancaireQuerySet
from etrier.structures.access import Acces, Finalite


def les_ordres(acces: Acces) -> OrdreSepaQuerySet:
    """Orders of the structure, without their files; Http404 without the purpose."""
    acces.exiger(Finalite.TENIR_BANQUE)
    return (
        OrdreSepa.objects.filter(structure=acces.structure)
        .defer("fichier")
        .select_related("compte", "par")
    )


def get_ordre(acces: Acces, ordre_id: int) -> OrdreSepa:
    """One order of the structure; Http404 otherwise."""
    return get_object_or_404(les_ordres(acces), pk=ordre_id)


def get_ligne_ordre(acces: Acces, ligne_id: int) -> LigneOrdre:
    """One payment of an order of the structure; Http404 otherwise."""
    acces.exiger(Finalite.TENIR_BANQUE)
    lignes = LigneOrdre.objects.filter(ordre__structure=acces.structure).select_related("ordre")
    return get_object_or_404(lignes, pk=ligne_id)


def les_rapprochements(acces: Acces) -> RapprochementBancaireQuerySet:
    """Matches of the structure's lines of the bank; Http404 without the purpose."""
    acces.exiger(Finalite.TENIR_BANQUE)
    return RapprochementBancaire.objects.filter(
        mouvement__structure=acces.structure
    ).select_related(
        "mouvement", "reglement__client", "versement", "facture_fournisseur", "ordre", "par"
    )
