"""What a structure agrees with the State: the class of motives, the rates of a year."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.parcours.enums import ClasseSortie, Rubrique, UsageSecret
from etrier.parcours.models import ClasseMotif, ObjectifSorties, Sortie
from etrier.parcours.secrets import lire_pour
from etrier.parcours.sorties.actions import accorder_suivis
from etrier.parcours.sorties.classes import classe_du_motif, convenues
from etrier.parcours.sorties.motifs import MotifSortie
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Convention, Structure, Utilisateur

CENT_POUR_CENT = 10_000


@transaction.atomic
def convenir_classe(
    structure: Structure,
    motif: MotifSortie,
    classe: ClasseSortie,
    depuis: date,
    *,
    par: Utilisateur | None,
) -> int:
    """Write the class agreed with the State for a motive from a day on.

    Exits since that day take it at once; gives how many changed class.
    """
    ClasseMotif.objects.update_or_create(
        structure=structure, code=motif, depuis=depuis, defaults={"classe": classe}
    )
    changees = _reclasser(structure, depuis, par)
    noter(
        "sortie.convenir_classe",
        auteur=par,
        perimetre=structure.pk,
        code=int(motif),
        classe=str(classe),
        depuis=depuis.isoformat(),
    )
    return changees


@transaction.atomic
def retirer_classe(ligne: ClasseMotif, *, par: Utilisateur | None) -> int:
    """Take an agreed class away: the one before it, or the default, counts again."""
    structure, depuis, code = ligne.structure, ligne.depuis, ligne.code
    ligne.delete()
    changees = _reclasser(structure, depuis, par)
    noter(
        "sortie.retirer_classe",
        auteur=par,
        perimetre=structure.pk,
        code=code,
        depuis=depuis.isoformat(),
    )
    return changees


def _reclasser(structure: Structure, depuis: date, par: Utilisateur | None) -> int:
    """Class again the exits since a day; each sealed motive that is opened is noted."""
    changees, propres = 0, convenues(structure)
    sorties = Sortie.objects.filter(
        salarie__structure=structure, le__gte=depuis, annulee_le__isnull=True
    ).select_related("salarie__personne")
    for sortie in sorties:
        code = lire_pour(
            UsageSecret.CLASSEMENT,
            sortie.salarie.personne,
            sortie.motif,
            Rubrique.SORTIE,
            structure,
            par,
        )
        if not code.isdigit():  # erased: its class stays as it was
            continue
        classe = classe_du_motif(structure, MotifSortie(int(code)), sortie.le, propres)
        if classe != sortie.classe:
            sortie.classe = classe
            sortie.save()
            accorder_suivis(sortie, MotifSortie(int(code)))
            changees += 1
    return changees


@transaction.atomic
def fixer_objectif(
    convention: Convention,
    annee: int,
    *,
    dynamiques: int,
    durables: int,
    par: Utilisateur | None,
) -> ObjectifSorties:
    """Write the rates negotiated for a year, in hundredths of a percent.

    Raises Refus beyond 100 %, or when lasting jobs exceed the dynamic exits they are part of.
    """
    if not 0 <= durables <= dynamiques <= CENT_POUR_CENT:
        raise Refus(
            _(
                "Le taux d'emploi durable est une part des sorties dynamiques, et aucun ne dépasse "
                "100 % : corrigez l'un des deux."
            )
        )
    objectif, _cree = ObjectifSorties.objects.update_or_create(
        convention=convention,
        annee=annee,
        defaults={"dynamiques": dynamiques, "durables": durables},
    )
    noter(
        "sortie.fixer_objectif",
        auteur=par,
        perimetre=convention.structure_id,
        cible=objectif,
        annee=str(annee),
    )
    return objectif
