"""Gates of the room."""

from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etrier.aides.models import AideMensuelle, EtatMensuel
from etrier.structures.access import Acces, Finalite


def les_aides(acces: Acces, mois: date | None = None) -> QuerySet[AideMensuelle]:
    """Aide au poste of the structure, of one closed month or all; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    trouvees = AideMensuelle.objects.filter(cloture__structure=acces.structure).select_related(
        "cloture", "annexe__convention", "avenant"
    )
    return trouvees if mois is None else trouvees.filter(cloture__mois=mois)


def get_aide(acces: Acces, aide_id: int) -> AideMensuelle:
    """One monthly aid of the structure; Http404 otherwise."""
    return get_object_or_404(les_aides(acces), pk=aide_id)


def les_etats(acces: Acces, mois: date | None = None) -> QuerySet[EtatMensuel]:
    """Monthly states of the structure, of one closed month or all; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    trouves = EtatMensuel.objects.filter(cloture__structure=acces.structure).select_related(
        "cloture", "annexe", "contrat__salarie__personne"
    )
    return trouves if mois is None else trouves.filter(cloture__mois=mois)


def get_etat(acces: Acces, etat_id: int) -> EtatMensuel:
    """One monthly state of the structure; Http404 otherwise."""
    return get_object_or_404(les_etats(acces), pk=etat_id)
