"""Re-add everything: find what was tampered with, and what would come out different today.

1. Each closed month: its validated lines give again the stored count, total and digest.
2. What the close stored of its four readings gives again the digest it was sealed with.
3. The four readings, derived again, are those stored, unless the law known then was another.
4. The ledger itself: no draft in a closed month, each reversal the exact opposite of its line, each
   line under a contract of its own structure and person.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any

import polars as pl
from django.db.models import Exists, F, Model, OuterRef, QuerySet

from etrier.cloture.actions import LOT, Derivation, deriver
from etrier.droit.regles.temps import premier_lundi
from etrier.heures.enums import EtatLigne, SorteLigne
from etrier.heures.frames import lire_cadre, sceller
from etrier.heures.models import Cloture, LigneHeures
from etrier.socle.colonnes import lire
from etrier.socle.parametres import parametres_en_vigueur

Suivi = Callable[[str, int, int], None]


class Gravite(StrEnum):
    """An alteration should never be; a difference is explained by data typed after the close."""

    ALTERATION = "altération"
    ECART = "écart"


@dataclass(frozen=True)
class Anomalie:
    """What was found, in which structure and month, in a French sentence."""

    gravite: Gravite
    structure_id: int
    mois: date
    phrase: str


def ausculter(suivi: Suivi | None = None) -> tuple[Anomalie, ...]:
    """Look at every closed month and at the ledger; an empty tuple means all is well."""
    clotures = list(Cloture.objects.order_by("mois", "structure_id"))
    trouvees = list(_ausculter_lignes())
    faites = 0
    for mois, du_mois in groupby(clotures, key=lambda c: c.mois):
        closes = list(du_mois)
        for debut in range(0, len(closes), LOT):
            lot = closes[debut : debut + LOT]
            trouvees += _ausculter_lot(mois, lot)
            faites += len(lot)
            if suivi is not None:
                suivi(f"{mois:%m/%Y}", faites, len(clotures))
    return tuple(trouvees)


def _ausculter_lot(mois: date, clotures: list[Cloture]) -> Iterator[Anomalie]:
    parametres = parametres_en_vigueur()
    par_structure = {c.structure_id: c for c in clotures}
    cadre = lire_cadre(sorted(par_structure), mois, premier_lundi(mois), parametres)
    derivation = deriver(cadre)
    yield from _comparer_heures(par_structure, derivation.empreintes)
    yield from _comparer_lectures(par_structure, derivation)
    comparables = {
        s: c for s, c in par_structure.items() if c.empreinte_droit == parametres.empreinte
    }
    yield from _comparer_calculs(comparables, derivation)


def _comparer_heures(clotures: dict[int, Cloture], sceaux: pl.DataFrame) -> Iterator[Anomalie]:
    lus = {x["structure_id"]: x for x in sceaux.iter_rows(named=True)}
    vide = {"nombre_lignes": 0, "minutes_total": 0, "empreinte": ""}
    for structure_id, cloture in clotures.items():
        lu = lus.get(structure_id, vide)
        if lu["empreinte"] != cloture.empreinte:
            phrase = (
                f"Les heures ne sont plus celles de la clôture : {lu['nombre_lignes']} lignes et "
                f"{lu['minutes_total']} minutes, contre {cloture.nombre_lignes} lignes et "
                f"{cloture.minutes_total} minutes scellées."
            )
            yield Anomalie(Gravite.ALTERATION, structure_id, cloture.mois, phrase)


def _comparer_lectures(clotures: dict[int, Cloture], derivation: Derivation) -> Iterator[Anomalie]:
    """The rows stored at the close are still those that were sealed."""
    stockees = [(m, _stockees(m, trame, clotures)) for m, trame in derivation.tables]
    sceaux = sceller([(m._meta.db_table, t) for m, t in stockees], list(clotures))
    for structure_id, cloture in clotures.items():
        if sceaux[structure_id] != cloture.empreinte_lectures:
            phrase = (
                "La paie, les lignes à facturer, l'aide ou les heures de clauses enregistrées à "
                "la clôture ont été modifiées depuis."
            )
            yield Anomalie(Gravite.ALTERATION, structure_id, cloture.mois, phrase)


def _comparer_calculs(clotures: dict[int, Cloture], derivation: Derivation) -> Iterator[Anomalie]:
    """Rows stored and rows derived now, compared as sets."""
    for modele, trame in derivation.tables:
        voulue = trame.filter(pl.col("structure_id").is_in(list(clotures)))
        ecrite = _stockees(modele, trame, clotures)
        differentes = pl.concat(
            [
                voulue.join(ecrite, on=voulue.columns, how="anti", nulls_equal=True),
                ecrite.join(voulue, on=voulue.columns, how="anti", nulls_equal=True),
            ]
        )
        nombres = differentes.group_by("structure_id").len().sort("structure_id")
        for structure_id, nombre in nombres.iter_rows():
            phrase = (
                f"{modele._meta.verbose_name_plural} : {nombre} ligne(s) seraient différentes si "
                "le mois était clos aujourd'hui (contrat, PASS, tarif ou annexe modifiés depuis). "
                "Le mois clos, lui, ne change pas."
            )
            yield Anomalie(Gravite.ECART, structure_id, clotures[structure_id].mois, phrase)


def _stockees(
    modele: type[Model], trame: pl.DataFrame, clotures: dict[int, Cloture]
) -> pl.DataFrame:
    """Rows of the table for these closes, with the columns of the derived frame, in its order."""
    if not clotures:
        return trame.clear()
    champs = ["cloture__structure_id" if c == "structure_id" else c for c in trame.columns]
    requete: QuerySet[Any, Any] = (
        modele._default_manager.filter(cloture__in=list(clotures.values()))
        .order_by()
        .values_list(*champs)
    )
    return lire(requete, dict(trame.schema))


def _ausculter_lignes() -> Iterator[Anomalie]:
    closes = Cloture.objects.filter(structure=OuterRef("structure"), mois=OuterRef("mois"))
    brouillons = LigneHeures.objects.filter(
        Exists(closes), validee_le__isnull=True, etat=EtatLigne.BROUILLON
    )
    yield from _lister(brouillons, "{} ligne(s) en brouillon dans un mois clos.")
    inexactes = LigneHeures.objects.filter(
        sorte=SorteLigne.CONTREPASSATION, corrige__isnull=False
    ).exclude(minutes=-F("corrige__minutes"))
    yield from _lister(inexactes, "{} contrepassation(s) ne sont pas l'opposé de leur ligne.")
    etrangeres = LigneHeures.objects.exclude(structure=F("contrat__structure"))
    yield from _lister(etrangeres, "{} ligne(s) sous le contrat d'une autre structure.")
    autres = LigneHeures.objects.exclude(salarie=F("contrat__salarie"))
    yield from _lister(autres, "{} ligne(s) sous le contrat d'une autre personne.")


def _lister(lignes: QuerySet[LigneHeures], phrase: str) -> Iterator[Anomalie]:
    nombres: dict[tuple[int, date], int] = {}
    for structure_id, mois in lignes.order_by().values_list("structure_id", "mois"):
        nombres[structure_id, mois] = nombres.get((structure_id, mois), 0) + 1
    for (structure_id, mois), nombre in sorted(nombres.items()):
        yield Anomalie(Gravite.ALTERATION, structure_id, mois, phrase.format(nombre))
