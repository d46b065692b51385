"""The same month, the way record-by-record software does it: one person, one object at a time.

Plain Django: objects are fetched person by person, looped over in Python, and each result saved.
It applies the rules of the close to the made-up country (one rate a contract, one price a client,
hours under the PASS) and its sums must equal the close's: `python -m bench` checks it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bench.pays import MOIS
from etrier.droit.arrondis import demi_haut
from etrier.droit.vocabulaire import NatureHeures
from etrier.facturation.models import LigneAFacturer
from etrier.heures.models import Cloture, LigneHeures
from etrier.paie.models import VariablePaie
from etrier.parcours.models import Contrat
from etrier.socle.horloge import maintenant
from etrier.structures.models import Structure

PAYEES_ACI = {n for n in NatureHeures if n.est_payee}
RETENUES = {
    "ACI": PAYEES_ACI,
    "EI": {NatureHeures.TRAVAIL, NatureHeures.FORMATION},
    "AI": {NatureHeures.TRAVAIL},
    "ETTI": {NatureHeures.TRAVAIL},
}


@dataclass
class Sommes:
    """What is compared with the close, in centimes and minutes."""

    personnes: int = 0
    brut_centimes: int = 0
    ht_centimes: int = 0
    minutes_retenues: int = 0
    minutes_clauses: int = 0


@dataclass
class _Facture:
    minutes: dict[tuple[int, int | None, int | None], int] = field(
        default_factory=lambda: defaultdict(int)
    )


def parcourir(structures: Iterable[Structure]) -> Sommes:
    """Close the month of these structures person by person; rows are saved one by one."""
    sommes = Sommes()
    for structure in structures:
        cloture = Cloture.objects.create(
            structure=structure, mois=MOIS, close_le=maintenant(), nombre_lignes=0, minutes_total=0
        )
        facture = _Facture()
        for contrat in Contrat.objects.filter(structure=structure):
            sommes.personnes += 1
            _personne(contrat, cloture, facture, sommes)
        _facturer(structure, cloture, facture, sommes)
    return sommes


def _personne(contrat: Contrat, cloture: Cloture, facture: _Facture, sommes: Sommes) -> None:
    lignes = list(
        LigneHeures.objects.filter(
            structure_id=contrat.structure_id, mois=MOIS, contrat=contrat
        ).select_related("chantier", "mission")
    )
    le_pass = list(contrat.salarie.personne.les_pass.all())
    taux = contrat.avenants.all()[0].taux_horaire_centimes
    comptees = RETENUES[contrat.convention.dispositif]
    par_nature: dict[int, int] = defaultdict(int)
    for ligne in lignes:
        par_nature[ligne.nature] += ligne.minutes
        if ligne.nature in comptees and any(p.couvre(ligne.jour) for p in le_pass):
            sommes.minutes_retenues += ligne.minutes
        if ligne.nature == NatureHeures.TRAVAIL:
            _compter_travail(ligne, facture, sommes)
    brut = sum(
        demi_haut(minutes * taux, 60)
        for nature, minutes in par_nature.items()
        if NatureHeures(nature).est_payee
    )
    brut += _majorations(lignes, taux)
    VariablePaie.objects.create(
        cloture=cloture, contrat=contrat, rubrique="BRUT", montant_centimes=brut
    )
    sommes.brut_centimes += brut


def _compter_travail(ligne: LigneHeures, facture: _Facture, sommes: Sommes) -> None:
    lieu = ligne.mission or ligne.chantier
    if lieu is not None and lieu.client_id is not None:
        facture.minutes[lieu.client_id, ligne.chantier_id, ligne.mission_id] += ligne.minutes
    if ligne.clause_id is not None:
        sommes.minutes_clauses += ligne.minutes


def _majorations(lignes: list[LigneHeures], taux: int) -> int:
    """Increase of overtime, week by week: 25 % for the first 8 hours over 35, then 50 %."""
    semaines: dict[tuple[int, int], int] = defaultdict(int)
    for ligne in lignes:
        if NatureHeures(ligne.nature).est_presence and _dimanche_dans_le_mois(ligne.jour):
            an, semaine, _ = ligne.jour.isocalendar()
            semaines[an, semaine] += ligne.minutes
    premieres = sum(min(max(m - 2_100, 0), 480) for m in semaines.values())
    suivantes = sum(max(m - 2_580, 0) for m in semaines.values())
    return demi_haut(premieres * taux * 25, 6_000) + demi_haut(suivantes * taux * 50, 6_000)


def _dimanche_dans_le_mois(jour: date) -> bool:
    return (jour.toordinal() + 6 - jour.weekday()) <= date(MOIS.year, MOIS.month, 31).toordinal()


def _facturer(structure: Structure, cloture: Cloture, facture: _Facture, sommes: Sommes) -> None:
    prix = {t.client_id: t.montant_horaire_centimes for t in structure.tarifs.all()}
    for (client_id, chantier_id, mission_id), minutes in facture.minutes.items():
        montant = demi_haut(minutes * prix[client_id], 60)
        LigneAFacturer.objects.create(
            cloture=cloture,
            client_id=client_id,
            chantier_id=chantier_id,
            mission_id=mission_id,
            minutes_retenues=minutes,
            montant_ht_centimes=montant,
        )
        sommes.ht_centimes += montant
