"""The measured steps. Each gives its figures as a dictionary."""

import time
from typing import Any

from django.db import transaction
from django.db.models import Sum

from bench import boucle as une_boucle
from bench.factures import factures as factures
from bench.factures import weasyprint as weasyprint
from bench.import_heures import importer as importer
from bench.pays import MOIS
from bench.remplir import remplir as tout_remplir
from etrier.aides.models import AideMensuelle, EtatMensuel
from etrier.clauses.models import HeuresClause
from etrier.cloture.actions import LOT, cloturer
from etrier.facturation.models import LigneAFacturer
from etrier.heures.frames import lire_lignes
from etrier.heures.models import Cloture
from etrier.missions import frames as missions
from etrier.paie.models import VariablePaie
from etrier.parcours import frames as parcours
from etrier.parcours.models import Salarie
from etrier.structures.frames import annexes_en_vigueur
from etrier.structures.models import Structure

ECHANTILLON = 2_000  # people


def _structures() -> list[int]:
    return list(Structure.objects.order_by("pk").values_list("pk", flat=True))


def remplir(part: float) -> dict[str, Any]:
    """Fill the database."""
    lignes = tout_remplir(part)
    return {"lignes": lignes, "personnes": Salarie.objects.count()}


def plancher(_part: float) -> dict[str, Any]:
    """Read the columns the close reads, and nothing else."""
    structures, lues = _structures(), 0
    for debut in range(0, len(structures), LOT):
        lot = structures[debut : debut + LOT]
        lues += lire_lignes(lot, MOIS).height
        parcours.contrats(lot, MOIS)
        parcours.conditions(lot, MOIS)
        parcours.les_pass(lot)
        parcours.suspensions(lot)
        missions.clients_des_chantiers(lot)
        missions.clients_des_missions(lot)
        missions.tarifs(lot)
        missions.clauses(lot)
        annexes_en_vigueur(lot, MOIS)
    return {"lignes": lues}


def cloture(_part: float) -> dict[str, Any]:
    """Close the month for every structure; `phases` are the seconds spent in each step."""
    phases: dict[str, float] = {}
    dernier: tuple[str, float] = ("", time.perf_counter())

    def suivi(phase: str, _fait: int, _total: int) -> None:
        nonlocal dernier
        instant = time.perf_counter()
        if dernier[0]:
            phases[dernier[0]] = phases.get(dernier[0], 0) + instant - dernier[1]
        dernier = (phase, instant)

    rendu = cloturer(_structures(), MOIS, par=None, suivi=suivi)
    return {"closes": len(rendu.closes), "lignes": rendu.lignes, "phases": phases}


def boucle(_part: float) -> dict[str, Any]:
    """The person-by-person loop on a sample of whole structures, undone afterwards.

    Gives the loop's seconds and people, and whether its sums are the close's.
    """
    choisies = _echantillon()
    attendu = _sommes_de_la_cloture(choisies)
    with transaction.atomic():
        # The close of the same structures must make room for the loop's own rows.
        marque = transaction.savepoint()
        _effacer(choisies)
        debut = time.perf_counter()
        sommes = une_boucle.parcourir(Structure.objects.filter(pk__in=choisies))
        secondes = time.perf_counter() - debut
        transaction.savepoint_rollback(marque)
    obtenu = (
        sommes.brut_centimes,
        sommes.ht_centimes,
        sommes.minutes_retenues,
        sommes.minutes_clauses,
        sommes.rubriques,
    )
    return {
        "personnes": sommes.personnes,
        "boucle_secondes": secondes,
        "memes_sommes": obtenu == attendu,
        "sommes": obtenu,
        "attendu": attendu,
    }


def _echantillon() -> list[int]:
    """Whole structures, spread over the kinds, about ECHANTILLON people."""
    structures = _structures()
    voulues = max(12, ECHANTILLON * len(structures) // max(Salarie.objects.count(), 1))
    pas = max(1, len(structures) // voulues)
    return structures[pas // 2 :: pas]


def _sommes_de_la_cloture(choisies: list[int]) -> tuple[int, ...]:
    filtre = {"cloture__structure__in": choisies, "cloture__mois": MOIS}
    brut = VariablePaie.objects.filter(**filtre, rubrique="BRUT").aggregate(
        s=Sum("montant_centimes")
    )
    ht = LigneAFacturer.objects.filter(**filtre).aggregate(s=Sum("montant_ht_centimes"))
    retenues = EtatMensuel.objects.filter(**filtre).aggregate(s=Sum("minutes_retenues"))
    clauses = HeuresClause.objects.filter(**filtre).aggregate(s=Sum("minutes_retenues"))
    rubriques = VariablePaie.objects.filter(**filtre).count()
    return (*(x["s"] or 0 for x in (brut, ht, retenues, clauses)), rubriques)


def _effacer(choisies: list[int]) -> None:
    for modele in (VariablePaie, LigneAFacturer, EtatMensuel, AideMensuelle, HeuresClause):
        modele._default_manager.filter(cloture__structure__in=choisies).delete()
    Cloture.objects.filter(structure__in=choisies).delete()
