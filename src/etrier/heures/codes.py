"""The codes one may type in a cell: those of the house, and the structure's own."""

import re
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.heures.cases import CODES
from etrier.heures.enums import GenreHeures
from etrier.heures.models import CodeHeures
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

# Letters of any language but no figure: a figure starts the duration (`CP7h`).
_CODE = re.compile(r"[^\W\d_]{1,6}")
# What a duration is written with: `7H` would no longer be seven hours.
_RESERVES = frozenset({"H"})
# Work is typed as a bare duration.
NATURES = tuple(nature for nature in GenreHeures if nature != GenreHeures.TRAVAIL)


def codes_de(structure: Structure) -> Mapping[str, int]:
    """Nature of hours by code, in capitals: what `cases.lire_case` takes.

    A code of the house always keeps its meaning, whatever the structure added.
    """
    propres = CodeHeures.objects.filter(structure=structure).values_list("code", "nature")
    return {code.upper(): nature for code, nature in propres} | dict(CODES)


@transaction.atomic
def ajouter_code(
    structure: Structure, *, code: str, nature: int, par: Utilisateur | None
) -> CodeHeures:
    """Let a structure type a code of its own for a nature of hours; it is kept in capitals.

    Raises Refus when it is not one to six letters, hides a code of the house, is known already, or
    means work, which is typed as a bare duration.
    """
    code = code.strip().upper()
    _verifier(structure, code, nature)
    nouveau = CodeHeures.objects.create(structure=structure, code=code, nature=nature)
    noter("code.ajouter", auteur=par, perimetre=structure.pk, code=code, genre_heures=nature)
    return nouveau


@transaction.atomic
def retirer_code(code: CodeHeures, *, par: Utilisateur | None) -> None:
    """Forget a code; the hours typed with it keep their nature."""
    noter(
        "code.retirer",
        auteur=par,
        perimetre=code.structure_id,
        code=code.code,
        genre_heures=code.nature,
    )
    code.delete()


def _verifier(structure: Structure, code: str, nature: int) -> None:
    if not _CODE.fullmatch(code) or code in _RESERVES:
        raise Refus(
            _("Un code a de 1 à 6 lettres, sans chiffre ni espace, et H ne désigne que les heures.")
        )
    if code in CODES:
        raise Refus(
            _("« %(code)s » est un code de la maison (%(nature)s) : choisissez d’autres lettres.")
            % {"code": code, "nature": GenreHeures(CODES[code]).label}
        )
    if nature not in NATURES:
        raise Refus(_("Choisissez la nature du code ; le travail se tape sans code : 7h30."))
    if CodeHeures.objects.filter(structure=structure, code=code).exists():
        raise Refus(
            _("Le code « %(code)s » existe déjà : retirez-le d’abord pour en changer la nature.")
            % {"code": code}
        )
