"""Two closed months of one structure with everything an explanation must tell.

March 2025: an ACI and an ETTI in one house; leave, unpaid absence, training, a PASS that ends, a
CDI inclusion between its two shares, overtime, a price that changes, a clause that counts one month
per person, an entry reversed within the month. April: a late correction of March.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from etrier.cloture.actions import cloturer
from etrier.heures.actions import corriger
from etrier.heures.models import LigneHeures
from etrier.missions.models import Chantier, ClauseSociale, Client, Mission, Tarif
from etrier.parcours.models import Contrat
from etrier.structures.models import AvenantAnnexe, Structure
from tests import fabrique

MARS = date(2025, 3, 1)
AVRIL = date(2025, 4, 1)


@dataclass(frozen=True)
class Monde:
    """The house and the people tests ask about."""

    structure: Structure
    aci: AvenantAnnexe
    etti: AvenantAnnexe
    alice: Contrat
    bob: Contrat
    chloe: Contrat
    denis: Contrat
    ville: Client
    usine: Client
    lieu: Chantier
    clause: ClauseSociale


def batir() -> Monde:
    """Build the world, close March, correct it, close April."""
    monde = _fonder()
    _mars(monde)
    _clore(monde.structure, MARS)
    ligne = LigneHeures.objects.get(contrat=monde.alice, jour=date(2025, 3, 4), nature=1)
    corriger(ligne, minutes=300, motif="Partie à 12 h", par=None)
    lieu = {"chantier_id": monde.lieu.pk, "clause_id": monde.clause.pk}
    for jour in _jours(date(2025, 4, 1), 4):
        fabrique.heures(monde.alice, jour, 420, **lieu)
    _clore(monde.structure, AVRIL)
    return monde


def _fonder() -> Monde:
    maison = fabrique.structure("Maison d'essai")
    chantiers = fabrique.convention(maison, "ACI")
    interim = fabrique.convention(maison, "ETTI")
    aci = fabrique.annexe(chantiers)
    etti = fabrique.annexe(interim, etp_centiemes=5, montant_unitaire_centimes=None)
    etti.duree_etp_minutes = None
    etti.save()
    ville = fabrique.client(maison)
    usine = fabrique.client(maison, "entreprise")
    fabrique.tarif(ville)
    fabrique.tarif(usine, 2_450)
    Tarif.objects.create(
        structure=maison,
        client=usine,
        depuis=date(2025, 3, 17),
        montant_horaire_centimes=2_500,
        regime_tva="normal",
    )
    return Monde(
        structure=maison,
        aci=aci,
        etti=etti,
        alice=fabrique.contrat(fabrique.salarie(maison, "ALICE"), chantiers),
        bob=fabrique.contrat(fabrique.salarie(maison, "BOB"), chantiers, heures_hebdo=35),
        chloe=fabrique.contrat(
            fabrique.salarie(maison, "CHLOE"),
            chantiers,
            genre="CDI_INCLUSION",
            debut=date(2024, 3, 15),
            fin=None,
            heures_hebdo=35,
        ),
        denis=fabrique.contrat(
            fabrique.salarie(maison, "DENIS"), interim, genre="MISSION", heures_hebdo=35
        ),
        ville=ville,
        usine=usine,
        lieu=fabrique.chantier(maison, ville),
        clause=_clause_d_un_mois(ville),
    )


def _clause_d_un_mois(ville: Client) -> ClauseSociale:
    clause = fabrique.clause(ville)
    clause.mois_par_personne = 1
    clause.save()
    return clause


def _mars(monde: Monde) -> None:
    lieu = {"chantier_id": monde.lieu.pk, "clause_id": monde.clause.pk}
    for jour in _jours(date(2025, 3, 3), 8):
        fabrique.heures(monde.alice, jour, 420, **lieu)
        fabrique.heures(monde.bob, jour, 420, chantier_id=monde.lieu.pk)
        fabrique.heures(monde.chloe, jour, 415, chantier_id=monde.lieu.pk)
    fabrique.heures(monde.alice, date(2025, 3, 13), 420, nature=5)
    fabrique.heures(monde.alice, date(2025, 3, 14), 210, nature=4)
    fabrique.heures(monde.alice, date(2025, 3, 14), 210, nature=2, **lieu)
    for jour in _jours(date(2025, 3, 17), 3):
        fabrique.heures(monde.chloe, jour, 415, chantier_id=monde.lieu.pk)
    monde.bob.salarie.personne.les_pass.update(fin=date(2025, 3, 10))
    placement: Mission = fabrique.mission(monde.usine, monde.denis)
    for jour in _jours(date(2025, 3, 10), 10):
        fabrique.heures(monde.denis, jour, 552, mission_id=placement.pk)
    _annuler_dans_le_mois(monde)


def _annuler_dans_le_mois(monde: Monde) -> None:
    """An entry validated, then reversed before the close: it counts nowhere."""
    fabrique.heures(
        monde.alice, date(2025, 3, 21), 60, chantier_id=monde.lieu.pk, clause_id=monde.clause.pk
    )
    fabrique.valider_mois(monde.structure, MARS)
    ligne = LigneHeures.objects.get(contrat=monde.alice, jour=date(2025, 3, 21))
    corriger(ligne, minutes=0, motif="Pas venue", par=None)


def _jours(premier: date, nombre: int) -> list[date]:
    """So many weekdays from a day on."""
    jours = (premier + timedelta(days=n) for n in range(2 * nombre + 2))
    return [jour for jour in jours if jour.weekday() < 5][:nombre]


def _clore(maison: Structure, mois: date) -> None:
    fabrique.valider_mois(maison, mois)
    rendu = cloturer([maison.pk], mois, par=None)
    assert rendu.closes == (maison.pk,), rendu.bloquees
