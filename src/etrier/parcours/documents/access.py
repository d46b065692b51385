"""Gates of the papers."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from etrier.parcours.access import get_salarie_pour
from etrier.parcours.models import Contrat, DocumentProduit, Immersion, Salarie
from etrier.structures.access import Acces, Finalite


def _exiger(acces: Acces, ecrire: bool) -> None:
    acces.exiger(Finalite.ECRIRE_DOCUMENTS if ecrire else Finalite.LIRE_DOCUMENTS)


def les_documents(acces: Acces) -> QuerySet[DocumentProduit]:
    """Papers of the structure, without their files; Http404 without the purpose."""
    _exiger(acces, False)
    return (
        DocumentProduit.objects.filter(structure=acces.structure)
        .select_related("salarie__personne", "contrat", "par")
        .defer("fichier", "contenu", "fichier_signe", "motif_annulation")
    )


def get_document(acces: Acces, document_id: int, *, ecrire: bool = False) -> DocumentProduit:
    """One paper of the structure; Http404 otherwise."""
    _exiger(acces, ecrire)
    return get_object_or_404(les_documents(acces), pk=document_id)


def get_salarie_des_papiers(acces: Acces, salarie_id: int) -> Salarie:
    """Somebody of the structure, for her papers; Http404 otherwise."""
    return get_salarie_pour(acces, salarie_id, Finalite.LIRE_DOCUMENTS)


def get_contrat_du_papier(acces: Acces, contrat_id: int) -> Contrat:
    """A contract of the structure to make a paper of; Http404 otherwise."""
    _exiger(acces, True)
    contrat = (
        Contrat.objects.filter(structure=acces.structure, pk=contrat_id)
        .select_related("salarie__personne", "convention", "structure")
        .first()
    )
    if contrat is None:
        raise Http404
    return contrat


def get_immersion_du_papier(acces: Acces, immersion_id: int) -> Immersion:
    """An immersion of the structure to make a convention of; Http404 otherwise."""
    _exiger(acces, True)
    immersion = (
        Immersion.objects.filter(salarie__structure=acces.structure, pk=immersion_id)
        .select_related(
            "salarie__personne", "contrat__convention", "contrat__structure", "renouvelle"
        )
        .first()
    )
    if immersion is None:
        raise Http404
    return immersion
