"""The year's money: invoices of each closed month, issued in its time, and what clients paid.

Runs after the closes: nothing is invented here that does not follow from the hours. The last month
waits, for whoever looks, with the invoices nobody has paid yet.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from random import Random

from etrier.aides.models import AideMensuelle, VersementRecu
from etrier.demonstration.reglages_argent import MOIS_FACTURES
from etrier.demonstration.scenario import hasard
from etrier.facturation.enums import MoyenReglement
from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.preparation import preparer
from etrier.facturation.models import Facture, Imputation, ReglageClient, Reglement
from etrier.missions.enums import GenreClient
from etrier.socle.mois import mois_suivant
from etrier.structures.models import Structure

Suivi = Callable[[str, int, int], None]
JOUR_D_EMISSION = 5
# Of a hundred invoices: paid late, in part, and not at all.
EN_RETARD, EN_PARTIE, IMPAYEES = 9, 2, 2
MOYENS = (
    (MoyenReglement.CHEQUE, 30),
    (MoyenReglement.VIREMENT, 45),
    (MoyenReglement.CESU, 15),
    (MoyenReglement.TITRE, 7),
    (MoyenReglement.ESPECES, 3),
)


def facturer_l_annee(
    structures: Sequence[Structure], mois: Sequence[date], le: date, suivi: Suivi
) -> int:
    """Invoice the last closed months and record the payments known on the day `le`; gives the
    number of invoices. Done once: a structure that has issued one is left as it is.
    """
    neuves = [s for s in structures if not Facture.objects.filter(structure=s).exists()]
    voulus = list(mois)[-MOIS_FACTURES:]
    total, faites = len(neuves) * len(voulus), 0
    for structure in neuves:
        for rang in voulus:
            suivi(f"{structure.denomination}, {rang:%m/%Y}", faites, total)
            _facturer(structure, rang, le)
            faites += 1
    suivi("fini", total, total)
    return Facture.objects.emises().filter(structure__in=neuves).count()


def _facturer(structure: Structure, mois: date, le: date) -> None:
    bilan = preparer(structure, mois, par=None)
    brouillons = Facture.objects.filter(pk__in=bilan.brouillons).order_by("client__denomination")
    emises = emettre(
        structure, brouillons, le=mois_suivant(mois).replace(day=JOUR_D_EMISSION), par=None
    )
    _encaisser(structure, emises, mois, le)


def _encaisser(structure: Structure, factures: Iterable[Facture], mois: date, le: date) -> None:
    """Payments of a month's invoices, in bulk: the acts of the house do them one by one."""
    tirage = hasard("reglements", structure.siret, mois)
    moyens = dict(
        ReglageClient.objects.filter(client__structure=structure).values_list("client_id", "moyen")
    )
    paires = list(_paires(factures, moyens, tirage, le))
    Reglement.objects.bulk_create([reglement for reglement, _facture in paires])
    Imputation.objects.bulk_create(
        Imputation(
            facture=facture,
            reglement=reglement,
            le=reglement.le,
            montant_centimes=reglement.montant_centimes,
        )
        for reglement, facture in paires
    )


def _paires(
    factures: Iterable[Facture], moyens: dict[int, str], tirage: Random, le: date
) -> Iterator[tuple[Reglement, Facture]]:
    for facture in factures:
        sort, avance = tirage.randrange(100), tirage.randrange(0, 20)
        moyen = _moyen(facture, moyens, tirage)
        if facture.echeance is None or facture.ttc_centimes <= 0 or sort < IMPAYEES:
            continue
        retard = tirage.randrange(5, 70) if sort < IMPAYEES + EN_RETARD else -avance
        partie = sort >= 100 - EN_PARTIE
        paye_le = max(facture.echeance + timedelta(days=retard), facture.emise_le or le)
        if paye_le <= le:
            montant = facture.ttc_centimes // 2 if partie else facture.ttc_centimes
            yield _reglement(facture, paye_le, montant, moyen), facture


def _reglement(facture: Facture, le: date, montant: int, moyen: str) -> Reglement:
    return Reglement(
        structure_id=facture.structure_id,
        client_id=facture.client_id,
        le=le,
        montant_centimes=montant,
        moyen=moyen,
        reference=facture.numero,
    )


def _moyen(facture: Facture, moyens: dict[int, str], tirage: Random) -> str:
    """As agreed with a professional; an individual pays as she likes."""
    if facture.client.nature != GenreClient.PARTICULIER:
        return MoyenReglement.VIREMENT
    if moyens.get(facture.client_id) == MoyenReglement.PRELEVEMENT:
        return MoyenReglement.PRELEVEMENT
    genres, poids = [g for g, _p in MOYENS], [p for _g, p in MOYENS]
    return str(tirage.choices(genres, poids)[0])


def verser_les_aides(mois: Sequence[date], le: date) -> int:
    """What the State paid: each month the twelfth, about the 20th of the next one; gives how many.

    Nothing where money was recorded already.
    """
    versements: list[VersementRecu] = []
    precedents: dict[int, int] = {}
    aides = AideMensuelle.objects.filter(
        cloture__mois__in=mois, recu_theorique_centimes__isnull=False
    ).exclude(annexe__versements__isnull=False)
    for aide in aides.select_related("cloture").order_by("annexe_id", "cloture__mois"):
        cumul = aide.recu_theorique_centimes or 0
        du_mois = cumul - precedents.get(aide.annexe_id, 0)
        precedents[aide.annexe_id] = cumul
        jour = mois_suivant(aide.cloture.mois).replace(day=20)
        if du_mois > 0 and jour <= le:
            versements.append(
                VersementRecu(
                    annexe_id=aide.annexe_id,
                    le=jour,
                    montant_centimes=du_mois,
                    libelle=f"ASP AIDE AU POSTE {aide.cloture.mois:%m/%Y}",
                )
            )
    VersementRecu.objects.bulk_create(versements)
    return len(versements)
