"""The month's close: one act through the ledger and its four readings.

1. Read the month's validated lines and their surroundings, by columns.
2. Refuse the structures something blocks (`examen`), in the user's words.
3. Derive: totals and digests, pay variables, lines to invoice, aide au poste, clause hours.
4. In one transaction: check that the ledger is still the one that was read, then write everything.

Structures go in batches, each batch whole or not at all: a process killed midway leaves whole
books, and closing again does what was left.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl
from django.db import transaction
from django.db.models import Count, Max, Model
from django.utils.translation import gettext as _

from etrier.aides import frames as aides
from etrier.aides.models import AideMensuelle, EtatMensuel
from etrier.clauses import frames as clauses
from etrier.clauses.models import HeuresClause
from etrier.cloture.examen import blocages
from etrier.droit.regles.temps import premier_lundi
from etrier.facturation import frames as facturation
from etrier.facturation.models import LigneAFacturer
from etrier.heures.actions import verrouiller_toutes
from etrier.heures.frames import Cadre, empreintes, lire_cadre, sceller
from etrier.heures.models import Cloture, LigneHeures
from etrier.paie import frames as paie
from etrier.paie.models import VariablePaie
from etrier.socle.colonnes import ecrire, entre
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import maintenant
from etrier.socle.models import Acte
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.models import Utilisateur

LOT = 700
Suivi = Callable[[str, int, int], None]


@dataclass(frozen=True)
class CompteRendu:
    """What became of the structures asked: closed, closed before, without hours, or blocked."""

    closes: tuple[int, ...] = ()
    deja_closes: tuple[int, ...] = ()
    sans_heures: tuple[int, ...] = ()
    bloquees: dict[int, tuple[str, ...]] = field(default_factory=dict)
    lignes: int = 0
    minutes: int = 0

    def __add__(self, autre: "CompteRendu") -> "CompteRendu":
        """The account of two batches."""
        return CompteRendu(
            self.closes + autre.closes,
            self.deja_closes + autre.deja_closes,
            self.sans_heures + autre.sans_heures,
            self.bloquees | autre.bloquees,
            self.lignes + autre.lignes,
            self.minutes + autre.minutes,
        )


@dataclass(frozen=True)
class Derivation:
    """Everything a batch will write: frames with the columns of their tables plus structure_id."""

    empreintes: pl.DataFrame
    tables: tuple[tuple[type[Model], pl.DataFrame], ...]

    def sceaux(self, structures: Sequence[int]) -> dict[int, str]:
        """Digest of the derived rows of each structure."""
        return sceller([(m._meta.db_table, t) for m, t in self.tables], structures)


def cloturer(
    structures: Sequence[int],
    mois: date,
    *,
    par: Utilisateur | None,
    suivi: Suivi | None = None,
) -> CompteRendu:
    """Close `mois` for the structures that have hours in it.

    What is blocked is left open and said; a month without hours has nothing to close.

    `suivi(step, done, total)` is called as batches go. Raises Refus when the ledger changed while
    it was read: nothing of that batch is written, and closing again does it.
    """
    parametres = parametres_en_vigueur()
    bilan = CompteRendu()
    faites = 0
    for lot in _lots(structures):
        ouvertes, deja = _ouvertes(lot, mois)
        if ouvertes:
            _annoncer(suivi, "lecture", faites, len(structures))
            cadre = lire_cadre(ouvertes, mois, premier_lundi(mois), parametres)
            bilan += _cloturer_lot(cadre, par, suivi, faites, len(structures))
        bilan += CompteRendu(deja_closes=tuple(deja))
        faites += len(lot)
    _annoncer(suivi, "fini", faites, len(structures))
    return bilan


def _lots(structures: Sequence[int]) -> Iterator[Sequence[int]]:
    ordre = sorted(set(structures))
    for debut in range(0, len(ordre), LOT):
        yield ordre[debut : debut + LOT]


def _annoncer(suivi: Suivi | None, etape: str, fait: int, total: int) -> None:
    if suivi is not None:
        suivi(etape, fait, total)


def _ouvertes(lot: Sequence[int], mois: date) -> tuple[list[int], list[int]]:
    closes = set(
        Cloture.objects.filter(mois=mois, structure_id__in=lot).values_list(
            "structure_id", flat=True
        )
    )
    return [s for s in lot if s not in closes], sorted(closes)


def _cloturer_lot(
    cadre: Cadre, par: Utilisateur | None, suivi: Suivi | None, faites: int, total: int
) -> CompteRendu:
    bloquees = blocages(cadre)
    actives = set(cadre.lignes["structure_id"].unique())
    vides = tuple(s for s in cadre.structures if s not in actives and s not in bloquees)
    libres = [s for s in cadre.structures if s in actives and s not in bloquees]
    if not libres:
        return CompteRendu(sans_heures=vides, bloquees=bloquees)
    if len(libres) < len(cadre.structures):
        cadre = cadre.pour(libres)
    _annoncer(suivi, "calcul", faites, total)
    derivation = deriver(cadre)
    _annoncer(suivi, "écriture", faites, total)
    _ecrire(cadre, derivation, par)
    sceaux = derivation.empreintes
    return CompteRendu(
        closes=tuple(libres),
        sans_heures=vides,
        bloquees=bloquees,
        lignes=int(sceaux["nombre_lignes"].sum()),
        minutes=int(sceaux["minutes_total"].sum()),
    )


def deriver(cadre: Cadre) -> Derivation:
    """Everything that follows from the month's hours, without writing any of it."""
    aide = aides.deriver(cadre)
    return Derivation(
        empreintes=empreintes(cadre.lignes),
        tables=(
            (VariablePaie, paie.deriver(cadre)),
            (LigneAFacturer, facturation.deriver(cadre)),
            (EtatMensuel, aide.etats),
            (AideMensuelle, aide.aides),
            (HeuresClause, clauses.deriver(cadre)),
        ),
    )


@transaction.atomic
def _ecrire(cadre: Cadre, derivation: Derivation, par: Utilisateur | None) -> None:
    verrouiller_toutes(cadre.structures)
    _verifier_inchange(cadre, derivation.empreintes)
    cles = _ecrire_clotures(cadre, derivation, par)
    for modele, trame in derivation.tables:
        ecrire(modele, trame.join(cles, on="structure_id").drop("structure_id"))


def _verifier_inchange(cadre: Cadre, sceaux: pl.DataFrame) -> None:
    """The optimistic lock: validated lines never change, so a count and a last line tell all."""
    relu = (
        LigneHeures.objects.filter(entre("structure", cadre.structures), mois=cadre.mois)
        .order_by()
        .values_list("structure_id")
        .annotate(Count("id"), Max("id"))
    )
    voulues = set(cadre.structures)
    avant = {
        x[0]: x[1:] for x in sceaux.select("structure_id", "nombre_lignes", "dernier_id").rows()
    }
    apres = {x[0]: x[1:] for x in relu if x[0] in voulues}
    if avant != apres:
        raise Refus(
            _("Des heures ont changé pendant la clôture : rien n'a été écrit. Relancez la clôture.")
        )


def _ecrire_clotures(cadre: Cadre, derivation: Derivation, par: Utilisateur | None) -> pl.DataFrame:
    """Write the closes and their audit lines; gives structure_id and cloture_id."""
    lus = {x["structure_id"]: x for x in derivation.empreintes.iter_rows(named=True)}
    lectures = derivation.sceaux(cadre.structures)
    instant = maintenant()
    clotures = Cloture.objects.bulk_create(
        [
            Cloture(
                structure_id=s,
                mois=cadre.mois,
                close_par=par,
                close_le=instant,
                empreinte_droit=cadre.parametres.empreinte,
                empreinte_lectures=lectures[s],
                **_totaux(lus[s]),
            )
            for s in cadre.structures
        ],
        batch_size=500,
    )
    Acte.objects.bulk_create([_acte(c, par) for c in clotures], batch_size=500)
    return pl.DataFrame(
        [(c.structure_id, c.pk) for c in clotures],
        schema={"structure_id": pl.Int64, "cloture_id": pl.Int64},
        orient="row",
    )


def _totaux(lu: dict[str, Any]) -> dict[str, Any]:
    """The fields of a Cloture that come from the lines."""
    return {
        "nombre_lignes": lu["nombre_lignes"],
        "minutes_total": lu["minutes_total"],
        "minutes_par_nature": {str(n["nature"]): n["minutes"] for n in lu["minutes_par_nature"]},
        "empreinte": lu["empreinte"],
    }


def _acte(cloture: Cloture, par: Utilisateur | None) -> Acte:
    return Acte(
        verbe="mois.cloturer",
        auteur=par,
        perimetre=cloture.structure_id,
        cible_type=Cloture._meta.label_lower,
        cible_id=cloture.pk,
        details={"mois": cloture.mois.isoformat(), "lignes": cloture.nombre_lignes},
    )
