"""Wages: what the pay bureau gave back of a month. Variables are not a payslip: never passed.

When the bureau hands a month again, the difference is passed, and what was passed stays.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby

from django.db.models import Sum

from etrier.comptabilite.ecritures.faits import Fait, Laissee, LigneFait, regrouper
from etrier.comptabilite.enums import CodeJournal, RoleCompte
from etrier.droit.regles.rapprochement.lignes import RETENUES
from etrier.paie.models import LigneRetourPaie, RetourPaie
from etrier.socle.mois import dernier_jour
from etrier.structures.models import Structure

# Sign of each rubrique on its account; what is left over waits on an account of its own.
COMPTES: Mapping[str, tuple[tuple[RoleCompte, int], ...]] = {
    "BRUT": ((RoleCompte.SALAIRES, 1),),
    "COTISATIONS_PATRONALES": (
        (RoleCompte.CHARGES_SOCIALES, 1),
        (RoleCompte.ORGANISMES_SOCIAUX, -1),
    ),
    "COTISATIONS_SALARIALES": ((RoleCompte.ORGANISMES_SOCIAUX, -1),),
    "NET_A_PAYER": ((RoleCompte.PERSONNEL, -1),),
    "ACOMPTE": ((RoleCompte.PERSONNEL_ACOMPTES, -1),),
    "SAISIE": ((RoleCompte.PERSONNEL_OPPOSITIONS, -1),),
    "PRELEVEMENT_SOURCE": ((RoleCompte.IMPOT_A_LA_SOURCE, -1),),
    "FRAIS": ((RoleCompte.FRAIS_DU_PERSONNEL, 1),),
    "KILOMETRES": ((RoleCompte.FRAIS_DU_PERSONNEL, 1),),
    "PANIER": ((RoleCompte.FRAIS_DU_PERSONNEL, 1),),
}
NECESSAIRES = ("BRUT", "COTISATIONS_PATRONALES", "COTISATIONS_SALARIALES", "NET_A_PAYER")
# What is worked is analysed by dispositif: gross and employer's contributions.
ANALYSES = (RoleCompte.SALAIRES, RoleCompte.CHARGES_SOCIALES)

Sommes = dict[tuple[str, str], int]


def paies(structure: Structure, jusqu_au: date, deja: frozenset[str]) -> Iterator[Fait | Laissee]:
    """One fact per month given back by the pay bureau, one more for each time it changed."""
    retours = RetourPaie.objects.filter(structure=structure, mois__lte=jusqu_au)
    for mois, groupe in groupby(retours.order_by("mois", "pk"), key=lambda r: r.mois):
        if dernier_jour(mois) <= jusqu_au:
            yield from _du_mois(mois, list(groupe), deja)


def _du_mois(
    mois: date, retours: list[RetourPaie], deja: frozenset[str]
) -> Iterator[Fait | Laissee]:
    avant: tuple[LigneFait, ...] = ()
    for retour in retours:
        source, sommes = f"paie:{mois:%Y-%m}:{retour.pk}", _sommes(retour)
        libelle = f"Salaires {mois:%m/%Y}" + (" (paie modifiée)" if avant else "")
        manquent = [r for r in NECESSAIRES if r not in {rubrique for rubrique, _ in sommes}]
        if manquent:
            raison = f"Le retour {retour.nom} ne donne pas : {', '.join(manquent)}."
            yield Laissee(source, libelle, raison, dernier_jour(mois))
            continue
        lignes = _lignes(sommes)
        if source not in deja:
            yield _fait(source, mois, libelle, retour, _moins(lignes, avant))
        avant = lignes


def _sommes(retour: RetourPaie) -> Sommes:
    """Centimes of each rubrique by dispositif (nothing for somebody unknown here)."""
    lues = (
        LigneRetourPaie.objects.filter(
            retour=retour, rubrique__in=COMPTES, montant_centimes__isnull=False
        )
        .order_by()
        .values_list("rubrique", "contrat__convention__dispositif")
        .annotate(somme=Sum("montant_centimes"))
    )
    return {(rubrique, dispositif or ""): somme for rubrique, dispositif, somme in lues}


def _lignes(sommes: Sommes) -> tuple[LigneFait, ...]:
    lignes = [
        LigneFait(role, signe * _retenue(rubrique, somme), activite=activite * (role in ANALYSES))
        for (rubrique, activite), somme in sorted(sommes.items())
        for role, signe in COMPTES[rubrique]
    ]
    reste = sum(x.centimes for x in lignes)
    return regrouper([*lignes, LigneFait(RoleCompte.ATTENTE, -reste)])


def _retenue(rubrique: str, somme: int) -> int:
    """Bureaux write what is kept back with or without a minus sign: it is kept back anyway."""
    return abs(somme) if rubrique in RETENUES else somme


def _moins(lignes: tuple[LigneFait, ...], avant: tuple[LigneFait, ...]) -> tuple[LigneFait, ...]:
    return regrouper([*lignes, *(replace(x, centimes=-x.centimes) for x in avant)])


def _fait(
    source: str, mois: date, libelle: str, retour: RetourPaie, lignes: tuple[LigneFait, ...]
) -> Fait:
    fin = dernier_jour(mois)
    return Fait(source, CodeJournal.PAIE, fin, f"PAIE {mois:%m/%Y}", fin, libelle, lignes)
