"""Payments received in a year from private people, split over the activities they settled."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from etrier.droit.arrondis import plus_forts_restes
from etrier.droit.regles.sap import PaiementSap
from etrier.facturation.models import Facture, Imputation, PartPrefinancee, Reglement
from etrier.facturation.sap.repartition import (
    HORS_SAP,
    Parts,
    diminuer,
    repartir,
    tranche,
    ttc_par_activite,
)
from etrier.missions.enums import GenreClient
from etrier.socle.mois import dernier_jour
from etrier.structures.models import Structure


@dataclass(frozen=True)
class Encaissement:
    """What one payment settled of one invoice, on the day it was received."""

    facture: Facture
    le: date
    moyen: str
    parts: Parts
    # Of a CESU: what somebody else paid of it; None when nobody said.
    tiers_centimes: int | None = None

    @property
    def sap(self) -> Parts:
        """What went to each service à la personne."""
        return {nom: part for nom, part in self.parts.items() if nom != HORS_SAP}

    @property
    def hors_sap_centimes(self) -> int:
        """What went to anything else."""
        return self.parts.get(HORS_SAP, 0)


def encaissements(
    structure: Structure, annee: int, clients: Iterable[int] | None = None
) -> dict[int, list[Encaissement]]:
    """By client, what the private people paid in the year, oldest first.

    A payment counts on the day it was received; what settles no invoice yet does not count.
    """
    toutes = _touchees(structure, annee, clients)
    connu = _Connu(toutes)
    par_facture: dict[int, list[Imputation]] = defaultdict(list)
    for imputation in toutes:
        par_facture[imputation.facture_id].append(imputation)
    trouves: dict[int, list[Encaissement]] = defaultdict(list)
    for lignes in par_facture.values():
        for encaissement in _de_la_facture(lignes, connu):
            if encaissement.le.year == annee and encaissement.parts:
                trouves[encaissement.facture.client_id].append(encaissement)
    for liste in trouves.values():
        liste.sort(key=lambda e: (e.le, e.facture.numero))
    return dict(trouves)


def paiements_sap(recus: Iterable[Encaissement], declaree_le: date | None) -> list[PaiementSap]:
    """What the rule asks: one line per payment and activity.

    Services done before the day of the declaration open no right; without that day, none does.
    """
    return [
        PaiementSap(activite, recu.moyen, part, tiers, _declare(recu.facture, declaree_le))
        for recu in recus
        for (activite, part), tiers in zip(recu.sap.items(), _tiers_par_part(recu), strict=True)
    ]


def _declare(facture: Facture, declaree_le: date | None) -> bool:
    """Judged on the last day of the month worked, else on the day of the invoice."""
    fait_le = dernier_jour(facture.mois) if facture.mois else facture.emise_le
    return declaree_le is not None and fait_le is not None and fait_le >= declaree_le


def _tiers_par_part(recu: Encaissement) -> Sequence[int | None]:
    parts = list(recu.sap.values())
    if recu.tiers_centimes is None:
        return [None] * len(parts)
    somme = sum(parts)
    signe = -1 if somme < 0 else 1
    borne = signe * min(signe * recu.tiers_centimes, signe * somme)
    return plus_forts_restes(borne, parts)


def _touchees(structure: Structure, annee: int, clients: Iterable[int] | None) -> list[Imputation]:
    """Everything that settles the invoices touched in the year, whatever its day, in order."""
    des_gens = Imputation.objects.filter(
        facture__structure=structure, facture__client__nature=GenreClient.PARTICULIER
    )
    if clients is not None:
        des_gens = des_gens.filter(facture__client__in=list(clients))
    bornes = (date(annee, 1, 1), date(annee, 12, 31))
    dans_l_annee = Q(reglement__le__range=bornes) | Q(reglement=None, le__range=bornes)
    touchees = des_gens.filter(dans_l_annee).order_by().values("facture")
    return list(
        des_gens.filter(facture__in=touchees)
        .select_related("facture", "avoir", "reglement__annule")
        .order_by("le", "id")
    )


class _Connu:
    """What the split of each invoice needs, read once for all of them."""

    def __init__(self, imputations: Sequence[Imputation]) -> None:
        factures = [i.facture for i in imputations]
        factures += [i.avoir for i in imputations if i.avoir is not None]
        self.activites: Mapping[int, Parts] = {
            pk: ttc_par_activite(facture.contenu)
            for pk, facture in {f.pk: f for f in factures}.items()
        }
        self.tiers = _tiers([i.reglement for i in imputations if i.reglement is not None])
        self.moyens = _moyens_d_origine(imputations)


def _tiers(reglements: Sequence[Reglement]) -> dict[int, int]:
    """Of each CESU, what somebody else paid; a payment undone gives the opposite back."""
    dites = dict(
        PartPrefinancee.objects.filter(
            reglement__in={r.annule_id or r.pk for r in reglements}
        ).values_list("reglement_id", "montant_centimes")
    )
    parts = {}
    for reglement in reglements:
        dite = dites.get(reglement.annule_id or reglement.pk)
        if dite is not None:
            parts[reglement.pk] = dite if reglement.annule_id is None else -dite
    return parts


def _moyens_d_origine(imputations: Sequence[Imputation]) -> dict[int, str]:
    """How the invoice a credit note corrects was paid: its money serves another invoice."""
    origines = {i.avoir.origine_id for i in imputations if i.avoir is not None}
    payees: QuerySet[Imputation] = Imputation.objects.filter(
        facture__in=origines, reglement__isnull=False
    ).order_by("-id")
    return dict(payees.values_list("facture_id", "reglement__moyen"))


def _de_la_facture(lignes: Sequence[Imputation], connu: _Connu) -> Iterator[Encaissement]:
    """What settled one invoice, or one credit note given back, in order."""
    facture = lignes[0].facture
    poids = connu.activites[facture.pk]
    for propre in (i for i in lignes if i.avoir is not None and _corrige(i)):
        # Nothing was paid: the credit note took from the lines it corrects.
        pris = repartir(propre.montant_centimes, connu.activites[propre.avoir_id or 0])
        poids = diminuer(poids, pris)
    deja = 0
    for ligne in lignes:
        if ligne.avoir is not None and (_corrige(ligne) or ligne.avoir_id == facture.pk):
            continue
        parts = tranche(deja, ligne.montant_centimes, poids)
        deja += ligne.montant_centimes
        if ligne.reglement is not None:
            yield _recu(facture, ligne, ligne.reglement, parts, connu)
        elif ligne.avoir is not None:
            rendu = repartir(-ligne.montant_centimes, connu.activites[ligne.avoir.pk])
            moyen = connu.moyens.get(ligne.avoir.origine_id or 0, "")
            yield Encaissement(facture, ligne.le, moyen, _somme(parts, rendu))


def _corrige(ligne: Imputation) -> bool:
    """True for a credit note set against the very invoice it corrects."""
    return ligne.avoir is not None and ligne.avoir.origine_id == ligne.facture_id


def _recu(
    facture: Facture, ligne: Imputation, reglement: Reglement, parts: Parts, connu: _Connu
) -> Encaissement:
    tiers = connu.tiers.get(reglement.pk)
    if tiers is not None and reglement.montant_centimes:
        reste = reglement.montant_centimes - ligne.montant_centimes
        tiers = plus_forts_restes(tiers, [ligne.montant_centimes, reste])[0]
    return Encaissement(facture, reglement.le, reglement.moyen, parts, tiers)


def _somme(une: Parts, autre: Parts) -> Parts:
    """Two splits together, without what comes to nothing."""
    noms = une.keys() | autre.keys()
    sommes = {nom: une.get(nom, 0) + autre.get(nom, 0) for nom in noms}
    return {nom: somme for nom, somme in sommes.items() if somme}
