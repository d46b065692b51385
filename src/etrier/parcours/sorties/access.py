"""Gates of the folder."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from etrier.parcours.access import get_salarie_pour
from etrier.parcours.enums import ClasseSortie, Rubrique, UsageSecret
from etrier.parcours.models import (
    ClasseMotif,
    Contrat,
    ObjectifSorties,
    Salarie,
    Sortie,
    SuiviSortie,
)
from etrier.parcours.secrets import est_referent, lire, lire_pour
from etrier.parcours.sorties.motifs import SENSIBLES, MotifSortie
from etrier.structures.access import Acces, Finalite


def les_sorties(acces: Acces) -> QuerySet[Sortie]:
    """Exits of the structure, cancelled ones too; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_PILOTAGE)
    return Sortie.objects.filter(salarie__structure=acces.structure).select_related(
        "salarie__personne", "salarie__structure", "convention"
    )


def get_sortie(acces: Acces, sortie_id: int, *, ecrire: bool = False) -> Sortie:
    """One exit of the structure; Http404 otherwise."""
    acces.exiger(Finalite.ACCOMPAGNER if ecrire else Finalite.LIRE_PILOTAGE)
    return get_object_or_404(les_sorties(acces), pk=sortie_id)


def get_sortant(acces: Acces, salarie_id: int) -> Salarie:
    """Somebody whose exit is to be written; Http404 otherwise."""
    return get_salarie_pour(acces, salarie_id, Finalite.ACCOMPAGNER)


def les_suivis(acces: Acces) -> QuerySet[SuiviSortie]:
    """News to take or had of those who left the structure; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_PILOTAGE)
    return SuiviSortie.objects.filter(
        sortie__salarie__structure=acces.structure, sortie__annulee_le__isnull=True
    ).select_related("sortie__salarie__personne", "sortie__salarie__structure", "par")


def get_suivi(acces: Acces, suivi_id: int) -> SuiviSortie:
    """One follow-up to write down; Http404 otherwise."""
    acces.exiger(Finalite.ACCOMPAGNER)
    return get_object_or_404(les_suivis(acces), pk=suivi_id)


def sorties_a_dire(acces: Acces, le: date) -> QuerySet[Salarie]:
    """People whose last contract here has ended, and whose exit nobody wrote.

    Annotated with `derniere_fin`. Http404 without the purpose.
    """
    acces.exiger(Finalite.LIRE_PILOTAGE)
    finis = Contrat.objects.filter(salarie=OuterRef("pk"), fin__isnull=False).order_by("-fin")
    return (
        Salarie.objects.filter(structure=acces.structure)
        .annotate(derniere_fin=Subquery(finis.values("fin")[:1]))
        .filter(derniere_fin__lt=le)
        .exclude(
            Exists(
                Contrat.objects.filter(salarie=OuterRef("pk")).filter(
                    Q(fin__isnull=True) | Q(fin__gte=le)
                )
            )
        )
        .exclude(
            Exists(
                Sortie.objects.filter(
                    salarie=OuterRef("pk"),
                    annulee_le__isnull=True,
                    le__gte=OuterRef("derniere_fin"),
                )
            )
        )
        .select_related("personne")
        .order_by("derniere_fin", "pk")
    )


def les_classes(acces: Acces) -> QuerySet[ClasseMotif]:
    """Classes the structure agreed with the State; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_PILOTAGE)
    return ClasseMotif.objects.filter(structure=acces.structure)


def get_classe(acces: Acces, classe_id: int) -> ClasseMotif:
    """One agreed class, to take it away; Http404 otherwise."""
    acces.exiger(Finalite.REGLER)
    ligne = les_classes(acces).filter(pk=classe_id).select_related("structure").first()
    if ligne is None:
        raise Http404
    return ligne


def les_objectifs(acces: Acces) -> QuerySet[ObjectifSorties]:
    """Rates negotiated by the structure; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_PILOTAGE)
    return ObjectifSorties.objects.filter(convention__structure=acces.structure).select_related(
        "convention"
    )


def motif_lisible(acces: Acces, sortie: Sortie) -> MotifSortie | None:
    """The motive for those who may read it: any for her adviser; for others who accompany, those
    that tell no secret. None: it is not theirs to read. Each opening is noted.

    Of a withdrawn exit others read nothing at all: were the harmless motives shown, the reserved
    ones would be told by their absence.
    """
    personne = sortie.salarie.personne
    if est_referent(acces, personne):
        return _motif(lire(acces, personne, sortie.motif, Rubrique.SORTIE))
    retiree = sortie.classe == ClasseSortie.RETIREE
    if retiree or not acces.peut(Finalite.LIRE_ACCOMPAGNEMENT):
        return None
    lu = _motif(
        lire_pour(
            UsageSecret.ACCOMPAGNEMENT,
            personne,
            sortie.motif,
            Rubrique.SORTIE,
            acces.structure,
            acces.utilisateur,
        )
    )
    return None if lu in SENSIBLES else lu


def _motif(code: str) -> MotifSortie | None:
    return MotifSortie(int(code)) if code.isdigit() else None
