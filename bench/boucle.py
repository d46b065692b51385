"""The same month, the way record-by-record software does it: one person, one object at a time.

Plain Django: objects are fetched person by person, looped over in Python, and each row saved, as
many rows as the close writes. It applies the rules of the close to the made-up country (one rate a
contract, one price a client, hours under the PASS); its sums and its number of rows must equal the
close's: `python -m bench` checks it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bench.pays import MOIS
from etrier.aides.models import AideMensuelle, EtatMensuel
from etrier.clauses.models import HeuresClause
from etrier.droit.arrondis import arrondir_ensemble, demi_haut
from etrier.droit.regles.rubriques import RUBRIQUE_DE_NATURE
from etrier.droit.vocabulaire import NatureHeures, TypeContrat
from etrier.facturation.models import LigneAFacturer
from etrier.heures.models import Cloture, LigneHeures
from etrier.paie.models import VariablePaie
from etrier.parcours.models import Contrat
from etrier.socle.horloge import maintenant
from etrier.structures.models import AvenantAnnexe, Structure

DUREE_LEGALE = 2_100
RETENUES = {
    "ACI": {n for n in NatureHeures if n.est_payee},
    "EI": {NatureHeures.TRAVAIL, NatureHeures.FORMATION},
    "AI": {NatureHeures.TRAVAIL},
    "ETTI": {NatureHeures.TRAVAIL},
}
HEURES_ETP = {"ACI": 1_820, "EI": 1_505, "AI": 1_607, "ETTI": 1_600}
Lieu = tuple[int, int | None, int | None]
Lieux = dict[Lieu, int]


@dataclass
class Sommes:
    """What is compared with the close, in centimes, minutes and rows."""

    personnes: int = 0
    brut_centimes: int = 0
    ht_centimes: int = 0
    minutes_retenues: int = 0
    minutes_clauses: int = 0
    rubriques: int = 0


def parcourir(structures: Iterable[Structure]) -> Sommes:
    """Close the month of these structures person by person; rows are saved one by one."""
    sommes = Sommes()
    for structure in structures:
        cloture = Cloture.objects.create(
            structure=structure, mois=MOIS, close_le=maintenant(), nombre_lignes=0, minutes_total=0
        )
        avenant = AvenantAnnexe.objects.select_related("annexe").get(annexe__structure=structure)
        lieux: Lieux = defaultdict(int)
        for contrat in Contrat.objects.filter(structure=structure):
            sommes.personnes += 1
            _personne(contrat, cloture, avenant, lieux, sommes)
        _facturer(structure, cloture, lieux, sommes)
        _aider(cloture, avenant)
    return sommes


def _personne(
    contrat: Contrat, cloture: Cloture, avenant: AvenantAnnexe, lieux: Lieux, sommes: Sommes
) -> None:
    lignes = list(
        LigneHeures.objects.filter(
            structure_id=contrat.structure_id, mois=MOIS, contrat=contrat
        ).select_related("chantier", "mission")
    )
    le_pass = list(contrat.salarie.personne.les_pass.all())
    dispositif = contrat.convention.dispositif
    retenues = ecartees = clauses = 0
    for ligne in lignes:
        if ligne.nature in RETENUES[dispositif] and any(p.couvre(ligne.jour) for p in le_pass):
            retenues += ligne.minutes
        else:
            ecartees += ligne.minutes
        lieu = ligne.mission or ligne.chantier
        if lieu is not None and lieu.client_id is not None:
            lieux[lieu.client_id, ligne.chantier_id, ligne.mission_id] += ligne.minutes
        if ligne.clause_id is not None:
            clauses += ligne.minutes
    EtatMensuel.objects.create(
        cloture=cloture,
        annexe=avenant.annexe,
        contrat=contrat,
        minutes_retenues=retenues,
        minutes_ecartees=ecartees,
        taux_pour_cent=100,
        etp_millioniemes=demi_haut(retenues * 1_000_000, HEURES_ETP[dispositif] * 60),
    )
    if clauses:
        HeuresClause.objects.create(
            cloture=cloture,
            clause_id=next(x.clause_id for x in lignes if x.clause_id is not None),
            salarie_id=contrat.salarie_id,
            minutes_retenues=clauses,
        )
    sommes.minutes_retenues += retenues
    sommes.minutes_clauses += clauses
    _payer(contrat, cloture, lignes, sommes)


def _payer(contrat: Contrat, cloture: Cloture, lignes: list[LigneHeures], sommes: Sommes) -> None:
    termes = contrat.avenants.all()[0]
    taux, par_nature = termes.taux_horaire_centimes, defaultdict[int, int](int)
    for ligne in lignes:
        par_nature[ligne.nature] += ligne.minutes
    montants: dict[str, int | None] = {
        RUBRIQUE_DE_NATURE[nature]: demi_haut(minutes * taux, 60)
        if NatureHeures(nature).est_payee
        else None
        for nature, minutes in par_nature.items()
    }
    semaines = _semaines(lignes)
    premieres = sum(min(max(m - DUREE_LEGALE, 0), 480) for m in semaines)
    suivantes = sum(max(m - DUREE_LEGALE - 480, 0) for m in semaines)
    complementaires = sum(max(min(m, DUREE_LEGALE) - termes.minutes_hebdo, 0) for m in semaines)
    if premieres:
        montants["HEURES_SUP_25"] = demi_haut(premieres * taux * 25, 6_000)
    if suivantes:
        montants["HEURES_SUP_50"] = demi_haut(suivantes * taux * 50, 6_000)
    brut = sum(m for m in montants.values() if m is not None)
    montants["BRUT"] = brut
    if contrat.genre == TypeContrat.MISSION:
        ifm = demi_haut(brut, 10)
        montants |= {"IFM": ifm, "ICCP": demi_haut(brut + ifm, 10)}
    elif contrat.genre == TypeContrat.CDDU:
        montants["ICCP"] = demi_haut(brut, 10)
    if complementaires:
        montants["HEURES_COMPLEMENTAIRES"] = None
    for rubrique, montant in montants.items():
        VariablePaie.objects.create(
            cloture=cloture, contrat=contrat, rubrique=rubrique, montant_centimes=montant
        )
    sommes.brut_centimes += brut
    sommes.rubriques += len(montants)


def _semaines(lignes: list[LigneHeures]) -> list[int]:
    """Minutes at work of each civil week whose Sunday is in the month."""
    semaines: dict[int, int] = defaultdict(int)
    fin = date(MOIS.year, MOIS.month, 31).toordinal()
    for ligne in lignes:
        dimanche = ligne.jour.toordinal() + 6 - ligne.jour.weekday()
        if NatureHeures(ligne.nature).est_presence and dimanche <= fin:
            semaines[dimanche] += ligne.minutes
    return list(semaines.values())


def _facturer(structure: Structure, cloture: Cloture, lieux: Lieux, sommes: Sommes) -> None:
    prix = {t.client_id: t.montant_horaire_centimes or 0 for t in structure.tarifs.all()}
    du_client: dict[int, Lieux] = defaultdict(dict)
    for lieu, minutes in lieux.items():
        du_client[lieu[0]][lieu] = minutes
    for client_id, siens in du_client.items():
        produits = [minutes * prix[client_id] for minutes in siens.values()]
        montants = arrondir_ensemble(produits, 60)
        for (lieu, minutes), montant in zip(siens.items(), montants, strict=True):
            _ligne(cloture, lieu, minutes, montant)
        sommes.ht_centimes += sum(montants)


def _ligne(cloture: Cloture, lieu: Lieu, minutes: int, montant: int) -> None:
    client_id, chantier_id, mission_id = lieu
    LigneAFacturer.objects.create(
        cloture=cloture,
        client_id=client_id,
        chantier_id=chantier_id,
        mission_id=mission_id,
        minutes_retenues=minutes,
        montant_ht_centimes=montant,
        montant_tva_centimes=demi_haut(montant, 5),
    )


def _aider(cloture: Cloture, avenant: AvenantAnnexe) -> None:
    minutes = sum(e.minutes_retenues for e in EtatMensuel.objects.filter(cloture=cloture))
    AideMensuelle.objects.create(
        cloture=cloture, annexe=avenant.annexe, avenant=avenant, minutes_cumulees=minutes
    )
