"""What an explanation is made of, and the ledger lines it shows.

Nothing here is stored: the rules judge the lines of the closed month again. A closed month never
changes, but a contract, a PASS or a price typed since would make them judge otherwise: the
explanation then says so (`reserves`) instead of showing a sum that does not add up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import polars as pl
from django.utils.formats import date_format
from django.utils.translation import gettext

from etrier.cloture.raisons.citation import ParametreCite
from etrier.droit.ecriture import heures
from etrier.droit.regles.temps import premier_lundi
from etrier.heures.enums import SorteLigne
from etrier.heures.frames import Cadre, lire_cadre
from etrier.heures.models import Cloture, LigneHeures
from etrier.socle.parametres import parametres_en_vigueur

Genre = Literal["heures", "centimes", "etp"]
Source = Literal["aide", "etat", "paie", ""]


@dataclass(frozen=True)
class Figure:
    """A stored figure: minutes, centimes, or millionths of an ETP; None: not computable."""

    libelle: str
    valeur: int | None
    genre: Genre


@dataclass(frozen=True)
class Composante:
    """A figure this one is made of; `cle` is the row of `source` that explains it in its turn."""

    libelle: str
    minutes: int | None
    montant_centimes: int | None = None
    source: Source = ""
    cle: int | None = None


@dataclass(frozen=True)
class LigneRaison:
    """A line of the ledger, and why it was left out (`ecart`, empty when it was taken).

    `origine` tells a correction from what was typed first; `motif` is the correction's.
    """

    ligne_id: int
    jour: date
    salarie: str
    nature: str
    lieu: str
    minutes: int
    origine: str
    motif: str
    ecart: str


@dataclass(frozen=True)
class Raison:
    """One figure opened onto its reasons.

    `figures`: the figure asked, then those stored beside it. `base`: the computation in one
    sentence. `composantes`: the figures it is made of, when lines alone do not make it.
    """

    titre: str
    mois: date
    figures: tuple[Figure, ...]
    base: str
    parametres: tuple[ParametreCite, ...] = ()
    composantes: tuple[Composante, ...] = ()
    retenues: tuple[LigneRaison, ...] = ()
    ecartees: tuple[LigneRaison, ...] = ()
    provisoire: bool = False
    motif: str = ""
    reserves: tuple[str, ...] = field(default=())

    @property
    def figure(self) -> Figure:
        """The figure asked."""
        return self.figures[0]

    @property
    def minutes_retenues(self) -> int:
        """Sum of the lines taken."""
        return sum(ligne.minutes for ligne in self.retenues)

    @property
    def minutes_ecartees(self) -> int:
        """Sum of the lines left out."""
        return sum(ligne.minutes for ligne in self.ecartees)


def nom_du_mois(mois: date) -> str:
    """A month in words, in the language of the reader: "mars 2025"."""
    return date_format(mois, "F Y")


def cadre_de(cloture: Cloture) -> Cadre:
    """What the rules of the closed month read, for its one structure."""
    return lire_cadre(
        [cloture.structure_id], cloture.mois, premier_lundi(cloture.mois), parametres_en_vigueur()
    )


def montrer(lignes: pl.DataFrame, phrases: Mapping[str, str]) -> tuple[LigneRaison, ...]:
    """The ledger lines of a frame (`ligne_id`, `ecart` a code or null), by day.

    `phrases` puts each code into words; a code it does not hold is shown as it is.
    """
    codes = dict(lignes.select("ligne_id", "ecart").iter_rows())
    trouvees = LigneHeures.objects.select_related(
        "salarie__personne", "chantier", "mission__client"
    ).in_bulk(list(codes))
    lues = [_ligne(x, codes[x.pk], phrases) for x in trouvees.values()]
    return tuple(sorted(lues, key=lambda x: (x.jour, x.salarie, x.ligne_id)))


def partager(
    lignes: pl.DataFrame, phrases: Mapping[str, str]
) -> tuple[tuple[LigneRaison, ...], tuple[LigneRaison, ...]]:
    """Lines taken, lines left out."""
    toutes = montrer(lignes, phrases)
    return tuple(x for x in toutes if not x.ecart), tuple(x for x in toutes if x.ecart)


def _ligne(ligne: LigneHeures, code: str | None, phrases: Mapping[str, str]) -> LigneRaison:
    return LigneRaison(
        ligne_id=ligne.pk,
        jour=ligne.jour,
        salarie=str(ligne.salarie.personne),
        nature=ligne.get_nature_display(),
        lieu=_lieu(ligne),
        minutes=ligne.minutes,
        origine="" if ligne.sorte == SorteLigne.SAISIE else ligne.get_sorte_display(),
        motif=ligne.motif,
        ecart="" if code is None else phrases.get(code, code),
    )


def _lieu(ligne: LigneHeures) -> str:
    if ligne.mission is not None:
        return f"{ligne.mission.client} ({ligne.mission.numero})"
    return "" if ligne.chantier is None else ligne.chantier.denomination


def reserves(
    cadre: Cadre,
    cloture: Cloture,
    *,
    stockees: int,
    trouvees: int,
    dire: Callable[[int], str] = heures,
) -> tuple[str, ...]:
    """What to know when today's judgement is not the close's: the law known, or the hours taken.

    `dire` writes what is counted, when it is not minutes.
    """
    phrases = []
    if cloture.empreinte_droit != cadre.parametres.empreinte:
        phrases.append(
            gettext(
                "Les valeurs légales connues ont changé depuis la clôture : "
                "le chiffre garde celles d'alors."
            )
        )
    if stockees != trouvees:
        phrases.append(
            gettext(
                "La clôture comptait %(stockees)s ; jugées aujourd'hui, les lignes ci-dessous en "
                "font %(trouvees)s. Un contrat, un PASS, un tarif ou une annexe a changé depuis : "
                "le mois clos, lui, ne change pas."
            )
            % {"stockees": dire(stockees), "trouvees": dire(trouvees)}
        )
    return tuple(phrases)
