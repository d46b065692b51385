"""What one types in a cell: `7h30`, `7,5`, `CP`, `3h30 CP3h30`; and what the cell then shows.

A cell holds the minutes of a day by nature of hours, for one contract and place. Work is a bare
duration; another nature is a code, with its duration or, alone, for the rest of the planned day.
"""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from etrier.droit.lecture import SaisieInvalide, lire_heures
from etrier.droit.vocabulaire import NatureHeures
from etrier.socle.mois import MINUTES_PAR_JOUR

Contenu = dict[int, int]

# The codes of the house; a structure adds its own (`CodeHeures`).
CODES: Mapping[str, int] = {
    "F": int(NatureHeures.FORMATION),
    "CP": int(NatureHeures.CONGE_PAYE),
    "AP": int(NatureHeures.ABSENCE_PAYEE),
    "AN": int(NatureHeures.ABSENCE_NON_PAYEE),
    "JF": int(NatureHeures.JOUR_FERIE),
}
_CODE_PAR_NATURE = {nature: code for code, nature in CODES.items()}
_MORCEAU = re.compile(r"([^\W\d_]*)\s*([0-9][0-9.,:hH]*)?")
# « 7 h 30 » is one duration; the space after « 7 h » in « 7 h CP » parts two.
_ESPACES_DU_H = re.compile(
    r"(?<=[0-9])\s*(h)(?![^\W\d_])(?:\s+(?=[0-9]{2}(?![0-9.,:h])))?", re.IGNORECASE
)


def lire_case(texte: str, codes: Mapping[str, int] = CODES, prevu: int | None = None) -> Contenu:
    """Minutes by nature of what is typed; an empty cell, or a zero, holds nothing.

    `prevu` is the planned minutes of the day, what a code without a duration takes the rest of.
    Raises SaisieInvalide when it cannot be read, when a code needs a duration and no day is
    planned, and when the day would pass 24 hours.
    """
    contenu: Contenu = {}
    a_completer: dict[int, str] = {}
    for lettres, chiffres in _morceaux(texte):
        nature = codes.get(lettres.upper()) if lettres else int(NatureHeures.TRAVAIL)
        if nature is None:
            raise _code_inconnu(lettres, codes)
        if nature in contenu or nature in a_completer:
            raise SaisieInvalide(
                _("« %(texte)s » dit deux fois la même chose : écrivez une seule durée."),
                texte=texte.strip(),
            )
        if chiffres:
            contenu[nature] = lire_heures(chiffres)
        else:
            a_completer[nature] = lettres.upper()
    for nature, code in a_completer.items():
        contenu[nature] = _reste(code, contenu, prevu)
    if sum(contenu.values()) > MINUTES_PAR_JOUR:
        raise SaisieInvalide(
            _("« %(texte)s » dépasse les 24 heures d’une journée."), texte=texte.strip()
        )
    return {nature: minutes for nature, minutes in sorted(contenu.items()) if minutes}


def ecrire_case(contenu: Mapping[int, int]) -> str:
    """The shortest text `lire_case` reads back the same: `7h30`, `CP7h`, `3h30 CP3h30`."""
    return " ".join(
        _CODE_PAR_NATURE.get(nature, "") + abrege(minutes)
        for nature, minutes in sorted(contenu.items())
        if minutes
    )


def abrege(minutes: int) -> str:
    """`450` minutes are `7h30`, 420 are `7h`: what a cell has room for."""
    h, m = divmod(abs(minutes), 60)
    signe = "−" if minutes < 0 else ""
    return f"{signe}{h}h{m:02d}" if m else f"{signe}{h}h"


def _morceaux(texte: str) -> list[tuple[str, str]]:
    """(letters, figures) of each part. Raises SaisieInvalide."""
    serre = _ESPACES_DU_H.sub(r"\1", texte.strip())
    parties = re.split(r"\s*[+/;]\s*|\s+(?=[^\W\d_])|(?<=[0-9hH])\s+(?=[0-9])", serre)
    morceaux = []
    for partie in filter(None, parties):
        trouve = _MORCEAU.fullmatch(partie)
        if trouve is None:
            raise SaisieInvalide(
                _("« %(texte)s » n’est pas une durée : écrivez 7h30, 7:30, 7,5 ou 7.5."),
                texte=partie,
            )
        morceaux.append((trouve[1], trouve[2] or ""))
    return morceaux


def _code_inconnu(lettres: str, codes: Mapping[str, int]) -> SaisieInvalide:
    return SaisieInvalide(
        _("« %(texte)s » est un code inconnu, choisissez parmi : %(codes)s."),
        texte=lettres,
        codes=", ".join(sorted(codes)),
    )


def _reste(code: str, contenu: Contenu, prevu: int | None) -> int:
    reste = (prevu or 0) - sum(contenu.values())
    if reste <= 0:
        raise SaisieInvalide(
            _(
                "« %(code)s » sans durée vaut le reste de la journée prévue, et rien n’est prévu "
                "ce jour-là : écrivez par exemple %(code)s 7h."
            ),
            code=code,
        )
    return reste
