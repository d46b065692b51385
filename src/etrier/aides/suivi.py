"""Following an annexe: posts used, where the year is heading, what was due and what came in.

Everything is read from closed months; the forecast and the verdict are the rules'.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import polars as pl
from django.db.models import QuerySet

from etrier.aides.frames import ETATS_PASSES
from etrier.aides.models import AideMensuelle, EtatMensuel, VersementRecu
from etrier.droit.arrondis import demi_haut
from etrier.droit.parametre import NonCalculable, Parametres
from etrier.droit.regles.annexe import MOIS_PAR_AN, duree_mois
from etrier.droit.regles.consommation import consommation, prevision
from etrier.socle.colonnes import lire
from etrier.socle.mois import dernier_jour, mois_suivant, premier_jour
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.enums import ETATS_EN_VIGUEUR
from etrier.structures.frames import annexes_en_vigueur
from etrier.structures.models import AnnexeFinanciere, AvenantAnnexe


@dataclass(frozen=True)
class Avancement:
    """Posts used at the end of a closed month, and the year's end at the same pace.

    Posts in hundredths, truncated as the State does; columns of the rules `consommation` and
    `prevision`, which say what each means.
    """

    mois: date
    etp_mensuel_moyen_centiemes: int | None
    ecart_centiemes: int | None
    verdict: str | None
    etp_annuel_conventionne_centiemes: int | None
    etp_annuel_realise_centiemes: int | None
    taux_realisation_pour_dix_mille: int | None
    mois_restants: int | None
    du_plafonne_prevu_centimes: int | None
    plafond_prevu_centimes: int | None
    aide_perdue_centimes: int | None
    aide_hors_plafond_centimes: int | None
    minutes_hebdo_actuelles: int | None
    minutes_hebdo_necessaires: int | None
    provisoire: bool
    motif: str | None


@dataclass(frozen=True)
class SuiviAnnexe:
    """An annexe in a year: its version, its last closed month, its progress (None before any)."""

    avenant: AvenantAnnexe
    aide: AideMensuelle | None
    avancement: Avancement | None
    recu_centimes: int

    @property
    def annexe(self) -> AnnexeFinanciere:
        """The annexe followed."""
        return self.avenant.annexe


@dataclass(frozen=True)
class Echeance:
    """A month of an annexe: sums since it began. What is not closed yet has no `aide`."""

    mois: date
    est_regularisation: bool
    aide: AideMensuelle | None
    douziemes_centimes: int | None
    recu_centimes: int

    @property
    def du_centimes(self) -> int | None:
        """Due within the ceiling; None before the close."""
        return None if self.aide is None else self.aide.du_plafonne_centimes

    @property
    def reste_centimes(self) -> int | None:
        """Due within the ceiling, less what came in by the end of the month."""
        return None if self.du_centimes is None else self.du_centimes - self.recu_centimes


def suivre(
    versions: QuerySet[AvenantAnnexe], aides: QuerySet[AideMensuelle], annee: int
) -> tuple[SuiviAnnexe, ...]:
    """Annexes of the year with posts under a convention, from the rows a gate handed over.

    Each is shown in its last version the State counts, else in its last one.
    """
    retenues = _versions_de_l_annee(versions, annee)
    closes = aides.filter(annexe__in=[v.annexe_id for v in retenues], cloture__mois__year=annee)
    dernieres = {a.annexe_id: a for a in closes.order_by("cloture__mois")}
    avances = avancements(list(dernieres.values()))
    recus = _recus([v.annexe_id for v in retenues])
    return tuple(
        SuiviAnnexe(
            v,
            dernieres.get(v.annexe_id),
            avances.get(v.annexe_id),
            sum(x.montant_centimes for x in recus.get(v.annexe_id, ())),
        )
        for v in retenues
    )


def _versions_de_l_annee(versions: QuerySet[AvenantAnnexe], annee: int) -> list[AvenantAnnexe]:
    de_l_annee = versions.filter(
        annexe__convention__isnull=False,
        debut__lte=date(annee, 12, 31),
        fin__gte=date(annee, 1, 1),
    )
    choisies: dict[int, AvenantAnnexe] = {}
    for version in de_l_annee.order_by("annexe__numero", "annexe_id", "modification"):
        deja = choisies.get(version.annexe_id)
        if deja is None or _compte(version) or not _compte(deja):
            choisies[version.annexe_id] = version
    return list(choisies.values())


def _compte(version: AvenantAnnexe) -> bool:
    return version.etat in ETATS_EN_VIGUEUR and version.etp_centiemes is not None


def avancements(dernieres: Sequence[AideMensuelle]) -> dict[int, Avancement]:
    """Progress of each annexe at the month of the aid given for it (its last closed one)."""
    trouves: dict[int, Avancement] = {}
    for mois in sorted({a.cloture.mois for a in dernieres}):
        du_mois = [a for a in dernieres if a.cloture.mois == mois]
        trouves |= _avancements_du_mois(mois, du_mois)
    return trouves


def _avancements_du_mois(mois: date, aides: Sequence[AideMensuelle]) -> dict[int, Avancement]:
    cles = [a.annexe_id for a in aides]
    structures = sorted({a.cloture.structure_id for a in aides})
    annexes = annexes_en_vigueur(structures, mois).filter(pl.col("annexe_id").is_in(cles))
    etats = lire(
        EtatMensuel.objects.filter(annexe_id__in=cles, cloture__mois__lte=mois)
        .order_by()
        .values_list(
            "annexe_id", "contrat_id", "cloture__mois", "minutes_retenues", "taux_pour_cent"
        ),
        ETATS_PASSES,
    )
    parametres = parametres_en_vigueur()
    vus = consommation(etats, annexes, parametres).collect()
    prevus = prevision(etats, annexes, parametres).collect()
    ensemble = vus.drop("parametre", "provisoire", "motif").join(
        prevus.drop("structure_id", "mois"), on="annexe_id"
    )
    noms = [f.name for f in fields(Avancement)]
    return {
        x["annexe_id"]: Avancement(**{nom: x[nom] for nom in noms})
        for x in ensemble.iter_rows(named=True)
    }


def _recus(annexes: Iterable[int]) -> dict[int, list[VersementRecu]]:
    par_annexe: dict[int, list[VersementRecu]] = {}
    for versement in VersementRecu.objects.filter(annexe_id__in=annexes):
        par_annexe.setdefault(versement.annexe_id, []).append(versement)
    return par_annexe


def echeancier(version: AvenantAnnexe, aides: Iterable[AideMensuelle]) -> tuple[Echeance, ...]:
    """Every month of the annexe, closed or to come, in order.

    Twelfths to come are those of the annexe's own amount; without it they are not known.
    """
    par_mois = {a.cloture.mois: a for a in aides}
    recus = _recus([version.annexe_id]).get(version.annexe_id, [])
    parametres = parametres_en_vigueur()
    lignes, mois = [], premier_jour(version.debut)
    while mois <= version.fin:
        aide, fin = par_mois.get(mois), dernier_jour(mois)
        lignes.append(
            Echeance(
                mois,
                _est_regularisation(version, mois, parametres),
                aide,
                _douziemes(version, mois) if aide is None else aide.recu_theorique_centimes,
                sum(x.montant_centimes for x in recus if x.le <= fin),
            )
        )
        mois = mois_suivant(mois)
    return tuple(lignes)


def _douziemes(version: AvenantAnnexe, mois: date) -> int | None:
    postes, unite = version.etp_centiemes, version.montant_unitaire_centimes
    if postes is None or unite is None:
        return None
    return demi_haut(postes * unite * duree_mois(version.debut, mois), 100 * MOIS_PAR_AN)


def _est_regularisation(version: AvenantAnnexe, mois: date, parametres: Parametres) -> bool:
    """A month of the arrêté, or the annexe's last (same answer as the rule's)."""
    if dernier_jour(mois) >= version.fin:
        return True
    try:
        rangs: Any = parametres.valeur("aide_au_poste/mois_regularisation", mois).liste
    except NonCalculable:
        return False
    return str(duree_mois(version.debut, mois)) in rangs
