"""Before a close: what blocks it, what it warns about."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.cloture.frames import alarmes_de
from etrier.droit.parametre import Parametres
from etrier.heures.enums import EtatLigne
from etrier.heures.frames import Cadre
from etrier.heures.models import Cloture, LigneHeures
from etrier.parcours.models import Personne
from etrier.socle.mois import mois_precedent
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.models import Structure


@dataclass(frozen=True)
class Alarme:
    """One warning: who, which day, how much against which limit, in a French sentence."""

    personne: str
    personne_id: int
    code: str
    jour: date
    bloquante: bool
    phrase: str
    parametre: str
    contrat_id: int | None


@dataclass(frozen=True)
class Examen:
    """The state of a month before its close."""

    est_clos: bool
    brouillons: int
    validees: int
    blocages: tuple[str, ...]
    alarmes: tuple[Alarme, ...] = field(default=())

    @property
    def peut_clore(self) -> bool:
        """True when nothing blocks and there is something to close."""
        return not self.est_clos and not self.blocages and self.validees > 0


def examiner(structure: Structure, mois: date) -> Examen:
    """Look at the month of one structure, over all the employers of its people."""
    lignes = LigneHeures.objects.du_mois(structure, mois)
    brouillons, validees = lignes.brouillons().count(), lignes.validees().count()
    est_clos = Cloture.objects.filter(structure=structure, mois=mois).exists()
    trouvees = alarmes(structure, mois, parametres_en_vigueur())
    raisons = list(_mois_ouvert_avant([structure.pk], mois).values())
    if brouillons:
        raisons.append(phrase_brouillons(brouillons))
    raisons += [a.phrase for a in trouvees if a.bloquante]
    return Examen(est_clos, brouillons, validees, () if est_clos else tuple(raisons), trouvees)


def alarmes(
    structure: Structure,
    mois: date,
    parametres: Parametres,
    personnes: Collection[int] | None = None,
) -> tuple[Alarme, ...]:
    """Alarms of the month, in the order of the rule: some people of the structure, or all."""
    trame = alarmes_de(structure.pk, mois, parametres, personnes)
    noms = {p.pk: str(p) for p in Personne.objects.filter(pk__in=trame["personne_id"].to_list())}
    return tuple(
        Alarme(
            personne=noms[x["personne_id"]],
            personne_id=x["personne_id"],
            code=x["code"],
            jour=x["jour"],
            bloquante=x["bloquante"],
            phrase=x["motif"],
            parametre=x["parametre"] or "",
            contrat_id=x["contrat_id"],
        )
        for x in trame.iter_rows(named=True)
    )


def blocages(cadre: Cadre) -> dict[int, tuple[str, ...]]:
    """Why some structures of a batch cannot close, by structure."""
    raisons: dict[int, list[str]] = {}
    for structure, phrase in _mois_ouvert_avant(cadre.structures, cadre.mois).items():
        raisons.setdefault(structure, []).append(phrase)
    for structure in _avec_brouillons(cadre.structures, cadre.mois):
        raisons.setdefault(structure, []).append(phrase_brouillons(None))
    for structure, nombre in _hors_contrat(cadre).items():
        raisons.setdefault(structure, []).append(
            ngettext(
                "%(n)s ligne d'heures est hors du contrat de la personne : corrigez-la, ou "
                "prolongez le contrat par un avenant.",
                "%(n)s lignes d'heures sont hors du contrat de la personne : corrigez-les, ou "
                "prolongez le contrat par un avenant.",
                nombre,
            )
            % {"n": nombre}
        )
    return {s: tuple(r) for s, r in raisons.items()}


def phrase_brouillons(nombre: int | None) -> str:
    """What to say when drafts remain."""
    if nombre is None:
        return _("Des lignes d'heures sont encore en brouillon : validez-les, ou supprimez-les.")
    return ngettext(
        "%(n)s ligne d'heures est encore en brouillon : validez-la, ou supprimez-la.",
        "%(n)s lignes d'heures sont encore en brouillon : validez-les, ou supprimez-les.",
        nombre,
    ) % {"n": nombre}


def _mois_ouvert_avant(structures: Sequence[int], mois: date) -> dict[int, str]:
    """Months close in order: the one before, when it holds hours, must be closed first."""
    avant = mois_precedent(mois)
    lignes = LigneHeures.objects.filter(structure=OuterRef("pk"), mois=avant)
    clotures = Cloture.objects.filter(structure=OuterRef("pk"), mois=avant)
    oubliees = (
        Structure.objects.filter(pk__in=structures)
        .filter(Exists(lignes), ~Exists(clotures))
        .values_list("pk", flat=True)
    )
    phrase = _("Le mois précédent, %(mois)s, n'est pas clos : clôturez-le d'abord.") % {
        "mois": f"{avant:%m/%Y}"
    }
    return dict.fromkeys(oubliees, phrase)


def _avec_brouillons(structures: Sequence[int], mois: date) -> list[int]:
    # `validee_le` is what the index of drafts looks at.
    return list(
        LigneHeures.objects.filter(
            structure_id__in=structures,
            mois=mois,
            validee_le__isnull=True,
            etat=EtatLigne.BROUILLON,
        )
        .order_by()
        .values_list("structure_id", flat=True)
        .distinct()
    )


def _hors_contrat(cadre: Cadre) -> dict[int, int]:
    """Lines outside their contract, reversals left aside with what they reverse."""
    termes = cadre.contrats.select("contrat_id", "debut", "fin")
    dehors = cadre.lignes.join(termes, on="contrat_id", how="left").filter(
        pl.col("debut").is_null()
        | (pl.col("jour") < pl.col("debut"))
        | (pl.col("jour") > pl.col("fin")).fill_null(False)
    )
    par_ligne = dehors.group_by("structure_id", "contrat_id", "jour", "nature").agg(
        pl.col("minutes").sum()
    )
    restent = par_ligne.filter(pl.col("minutes") != 0)
    return dict(restent.group_by("structure_id").len().iter_rows())
