"""The class of a motive on a day: what the structure agreed with the State, else the house's."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from etrier.droit.regles.sorties import Classement, ClassePropre, classer
from etrier.droit.vocabulaire_parcours import ClasseSortie as ClasseDroit
from etrier.parcours.enums import ClasseSortie
from etrier.parcours.models import ClasseMotif
from etrier.parcours.sorties.motifs import MotifSortie
from etrier.socle.erreurs import Refus
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.models import Structure


def classe_du_motif(
    structure: Structure,
    motif: MotifSortie,
    le: date,
    propres: Sequence[ClassePropre] | None = None,
) -> ClasseSortie:
    """The class of an exit on that day; `propres`, when read already, spares the query.

    Raises Refus when neither the structure nor the list of the house says it.
    """
    classement = classement_du_motif(
        motif, le, convenues(structure) if propres is None else propres
    )
    if classement.classe is None:
        raise Refus(
            _(
                "Le motif « %(motif)s » n'a pas de classe établie : écrivez celle convenue avec "
                "la DDETS dans « Classes des motifs », puis revenez."
            )
            % {"motif": motif.label}
        )
    return ClasseSortie(str(classement.classe))


def classement_du_motif(
    motif: MotifSortie, le: date, propres: Sequence[ClassePropre]
) -> Classement:
    """The class on a day, how sure it is and the sentence that says so; `classe` may be None."""
    return classer(int(motif), le, parametres_en_vigueur(), propres)


def convenues(structure: Structure) -> list[ClassePropre]:
    """What the structure agreed, as the rule reads it."""
    return [
        ClassePropre(ligne.code, ClasseDroit(ligne.classe), ligne.depuis)
        for ligne in ClasseMotif.objects.filter(structure=structure)
    ]
