"""Gates of the employee records."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etrier.parcours.models import FicheSalarie, LotAsp
from etrier.parcours.secrets import exiger_referent
from etrier.structures.access import Acces, Finalite


def les_fiches(acces: Acces) -> QuerySet[FicheSalarie]:
    """Records of the structure; Http404 without the purpose."""
    acces.exiger(Finalite.TRANSMETTRE_ASP)
    return FicheSalarie.objects.filter(structure=acces.structure).select_related(
        "structure", "salarie__personne", "pass_iae"
    )


def get_fiche(acces: Acces, fiche_id: int) -> FicheSalarie:
    """One record of the structure; Http404 otherwise."""
    return get_object_or_404(les_fiches(acces), pk=fiche_id)


def get_fiche_a_remplir(acces: Acces, fiche_id: int) -> FicheSalarie:
    """One record, for the adviser of the person alone; Http404 otherwise."""
    fiche = get_fiche(acces, fiche_id)
    exiger_referent(acces, fiche.salarie.personne)
    return fiche


def les_lots(acces: Acces) -> QuerySet[LotAsp]:
    """Files of the structure, the latest first; Http404 without the purpose."""
    acces.exiger(Finalite.TRANSMETTRE_ASP)
    return LotAsp.objects.filter(structure=acces.structure).select_related("structure")


def get_lot(acces: Acces, lot_id: int) -> LotAsp:
    """One file of the structure; Http404 otherwise."""
    return get_object_or_404(les_lots(acces), pk=lot_id)
