"""How a sheet of hours is laid out: which kind, which columns. Guessed, then the user's to change.

Five kinds (`genre`) are read:

| genre | a line of the sheet is | days are |
|---|---|---|
| lignes | a person, a day, a duration | in a column |
| jours_en_colonnes | a person | one column each |
| une_feuille_par_personne | a day; the sheet is the person's | in a column |
| une_feuille_par_client | a person and a day; the sheet is the client's | in a column |
| semaines | a person; blocks of Monday to Sunday | one column each |
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.structures.formats.refus import FichierRefuse

LIGNES = "lignes"
JOURS_EN_COLONNES = "jours_en_colonnes"
PAR_PERSONNE = "une_feuille_par_personne"
PAR_CLIENT = "une_feuille_par_client"
SEMAINES = "semaines"
GENRES = {
    LIGNES: _("une ligne par personne et par jour"),
    JOURS_EN_COLONNES: _("une ligne par personne, une colonne par jour"),
    PAR_PERSONNE: _("une feuille par personne"),
    PAR_CLIENT: _("une feuille par client ou chantier"),
    SEMAINES: _("des semaines, du lundi au dimanche"),
}

# What a column can hold, in the words of the screen where columns are mapped.
ROLES = {
    "matricule": _("matricule"),
    "nom": _("nom"),
    "prénom": _("prénom"),
    "personne": _("nom et prénom dans la même cellule"),
    "jour": _("jour"),
    "heures": _("heures"),
    "arrivée": _("heure d’arrivée"),
    "départ": _("heure de départ"),
    "pause": _("pause"),
    "arrivée 2": _("heure d’arrivée, l’après-midi"),
    "départ 2": _("heure de départ, l’après-midi"),
    "nature": _("nature des heures, ou code"),
    "lieu": _("client ou chantier"),
    "chantier": _("chantier"),
    "mission": _("numéro de mission"),
    "clause": _("clause sociale"),
    "contrat": _("numéro de contrat"),
    "total": _("total, vérifié mais non importé"),
    "premier jour": _("première colonne de jours"),
    "dernier jour": _("dernière colonne de jours"),
}


@dataclass(frozen=True)
class Disposition:
    """Where things are in a sheet. Columns are letters, rows are numbers, as the sheet shows them.

    `mois` is None when the sheet itself gives full dates or its own month; when given, it is
    obeyed. `certitude` is from 0 (a guess nobody should trust) to 100 (the documented layout).
    `libelles` and `exemples` show the user what each column holds.
    """

    genre: str
    entete: int
    colonnes: Mapping[str, str]
    mois: date | None = None
    feuilles: tuple[str, ...] = ()
    certitude: int = 100
    libelles: Mapping[str, str] = field(default_factory=dict)
    exemples: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def en_json(self) -> dict[str, Any]:
        """What a session or a JSONField keeps."""
        return {
            "genre": self.genre,
            "entete": self.entete,
            "colonnes": dict(self.colonnes),
            "mois": self.mois.isoformat() if self.mois else None,
            "feuilles": list(self.feuilles),
            "certitude": self.certitude,
            "libelles": dict(self.libelles),
            "exemples": {lettre: list(valeurs) for lettre, valeurs in self.exemples.items()},
        }

    @classmethod
    def de_json(cls, valeurs: Mapping[str, Any]) -> "Disposition":
        """The layout `en_json` wrote."""
        mois = valeurs.get("mois")
        return cls(
            genre=valeurs["genre"],
            entete=int(valeurs["entete"]),
            colonnes=dict(valeurs["colonnes"]),
            mois=date.fromisoformat(mois) if mois else None,
            feuilles=tuple(valeurs.get("feuilles", ())),
            certitude=int(valeurs.get("certitude", 100)),
            libelles=dict(valeurs.get("libelles", {})),
            exemples={k: tuple(v) for k, v in valeurs.get("exemples", {}).items()},
        )

    def a_retenir(self) -> "Disposition":
        """What is worth keeping for the next file: not its month, its sheets nor its people."""
        # The next month may have more days.
        colonnes = {r: x for r, x in self.colonnes.items() if r != "dernier jour"}
        return replace(self, colonnes=colonnes, mois=None, feuilles=(), exemples={})


class DispositionIncomplete(FichierRefuse):
    """A file whose layout lacks something the user can say: a column, the month.

    `disposition` is what was understood, to be shown and completed.
    """

    def __init__(self, nom: str, problemes: Sequence[str], disposition: Disposition) -> None:
        super().__init__(nom, problemes)
        self.disposition = disposition


def lettre(place: int) -> str:
    """The column of rank `place` (from 0), as a spreadsheet names it: 0 is A, 26 is AA."""
    nom = ""
    while place >= 0:
        place, reste = divmod(place, 26)
        nom = chr(65 + reste) + nom
        place -= 1
    return nom


def place(lettres: str) -> int:
    """The rank (from 0) of a column: A is 0, AA is 26. Raises FichierRefuse on anything else."""
    propre = lettres.strip().upper()
    if not re.fullmatch(r"[A-Z]{1,3}", propre):
        message = gettext("« %(colonne)s » n’est pas une colonne : écrivez A, B… ou AA.")
        raise FichierRefuse("", [message % {"colonne": lettres}])
    rang = 0
    for c in propre:
        rang = rang * 26 + ord(c) - 64
    return rang - 1


def signer(genre: str, libelles: Sequence[str]) -> str:
    """SHA-256 of the kind and of the header as compared: the same sheet next month signs the same.

    Days and months are told apart from one month to the next: they do not count.
    """
    return hashlib.sha256("|".join((genre, *libelles)).encode()).hexdigest()
