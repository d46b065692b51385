"""Loading of the demonstration: invent the world, write it, last month's hours apart."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.demonstration import (
    accompagnement,
    accueil,
    asp,
    chez_moi,
    clients,
    contrats,
    documents,
    echeances,
    ecriture,
    gens,
    heures,
    maison,
    pieges,
    placements,
    plans,
    referents,
    reglages_argent,
    sorties,
    tableurs,
)
from etrier.demonstration.bilan import Bilan
from etrier.demonstration.comptes import comptes
from etrier.demonstration.ecriture import Suivi
from etrier.demonstration.lieux import siret_fictif
from etrier.demonstration.monde import Monde
from etrier.demonstration.scenario import NOM_DU_GROUPE, STRUCTURES, Calendrier
from etrier.droit.parametre import Parametres
from etrier.parcours.models import Personne
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.models import Groupe, Structure

# What each theme of the parcours tells of these people, in this order.
RECITS: tuple[Callable[[Monde, date], None], ...] = (
    referents.raconter,
    accueil.raconter,
    accompagnement.raconter,
    documents.raconter,
    asp.raconter,
    echeances.raconter,
    sorties.raconter,
    chez_moi.raconter,
    reglages_argent.raconter,
)


def charger(*, le: date, dossier: Path, suivi: Suivi | None = None) -> Bilan:
    """Load the demonstration as on the day `le`; the spreadsheets go under `dossier`.

    The 24 months end with the month before `le`: 23 are in the ledger, validated, the last one in
    files. `suivi(step, done, total)` follows. The same day gives the same rows, whatever the clock.
    A database that already holds this demonstration is left as it is, and only the files are
    written again. Raises Refus, with nothing written, when the database holds anything else.
    """
    calendrier = Calendrier(le)
    deja = _est_deja_chargee(calendrier)
    monde = inventer(calendrier, parametres_en_vigueur())
    if not deja:
        with transaction.atomic():
            ecriture.ecrire(monde, suivi or _en_silence)
            for raconter in RECITS:
                raconter(monde, le)
            noter("demonstration.charger", auteur=None, perimetre=None, le=le.isoformat())
    return _dresser_bilan(monde, dossier, deja)


def inventer(calendrier: Calendrier, parametres: Parametres) -> Monde:
    """The whole world in memory: no database, no clock."""
    monde = maison.fonder(calendrier, parametres)
    gens.peupler(monde)
    contrats.embaucher(monde, parametres)
    clients.installer(monde)
    placements.placer(monde)
    heures.travailler(monde)
    pieges.planter(monde)
    plans.prevoir(monde)
    return monde


def _est_deja_chargee(calendrier: Calendrier) -> bool:
    """True when this very demonstration is there, False on an empty database; else Refus."""
    siens = {siret_fictif(s.numero) for s in STRUCTURES}
    presents = set(Structure.objects.values_list("siret", flat=True))
    if not presents and not Personne.objects.exists():
        return False
    if not siens <= presents:
        raise Refus(
            _(
                "Cette base contient déjà d'autres structures : la démonstration n'y sera pas "
                "mêlée. Désignez une base vide par DATABASE_URL ou ETRIER_VAR."
            )
        )
    if not Groupe.objects.filter(nom=NOM_DU_GROUPE, debut=calendrier.premier).exists():
        raise Refus(
            _(
                "La démonstration est déjà chargée pour un autre jour : reprenez ce jour, ou "
                "désignez une base vide par DATABASE_URL ou ETRIER_VAR."
            )
        )
    return True


def _en_silence(etape: str, fait: int, total: int) -> None:
    """Follow nothing."""


def _dresser_bilan(monde: Monde, dossier: Path, deja_chargee: bool) -> Bilan:
    fichiers = tableurs.ecrire_tableurs(monde, dossier)
    a_corriger, fautes = tableurs.ecrire_fichier_a_corriger(monde, dossier)
    cal = monde.calendrier
    return Bilan(
        le=cal.le,
        groupe=monde.groupe.nom,
        mois_a_clore=cal.mois[:-1],
        mois_dernier=cal.mois_dernier,
        structures=tuple(s.denomination for s in monde.structures.values()),
        personnes=len(monde.personnes),
        emplois=len(monde.sejours),
        contrats=sum(1 for _termes in monde.termes()),
        clients=sum(len(c) for c in monde.clients.values()),
        missions=sum(1 for _mission in monde.missions()),
        lignes=sum(1 for x in _toutes(monde) if x < cal.mois_dernier),
        fichiers=fichiers,
        fichier_a_corriger=a_corriger,
        comptes=comptes(),
        pieges=(*monde.pieges, *fautes),
        deja_chargee=deja_chargee,
    )


def _toutes(monde: Monde) -> list[date]:
    return [ligne.jour for lignes in monde.lignes.values() for ligne in lignes]
