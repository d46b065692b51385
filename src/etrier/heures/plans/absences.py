"""Acts on absences: declare one, cancel one. Atomic and audited. Never a reason, still less a
medical one: an absence is a person, days and a nature of hours."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.heures.actions import verrouiller
from etrier.heures.enums import EtatLigne, GenreHeures
from etrier.heures.models import Absence, LigneHeures
from etrier.heures.models.lignes import LigneHeuresQuerySet
from etrier.heures.plans.journee import SUR_LES_FERIES
from etrier.heures.plans.propositions import ecrire_brouillons, journees
from etrier.heures.verification import Saisie
from etrier.parcours.models import Contrat, ContratQuerySet, Salarie
from etrier.parcours.verification import verifier_ordre
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import maintenant
from etrier.socle.journal import noter
from etrier.socle.mois import MINUTES_PAR_JOUR
from etrier.structures.models import Structure, Utilisateur

# A parental leave may last three years (CT L1225-48); longer is a mistyped year.
DUREE_MAXIMALE = 3 * 366
NATURES = (
    GenreHeures.CONGE_PAYE,
    GenreHeures.FORMATION,
    GenreHeures.ABSENCE_PAYEE,
    GenreHeures.ABSENCE_NON_PAYEE,
)


@dataclass(frozen=True)
class Effet:
    """What an absence changed in the drafts: days, minutes of work replaced; days left as they
    are, because they hold validated hours."""

    absence: Absence
    jours: int = 0
    minutes: int = 0
    valides: int = 0


@transaction.atomic
def declarer_absence(
    structure: Structure,
    salarie: Salarie,
    *,
    debut: date,
    fin: date,
    nature: int,
    minutes_par_jour: int | None = None,
    par: Utilisateur | None,
) -> Effet:
    """Write an absence, `minutes_par_jour` of each day or the whole of it when None.

    Drafts of work already there on those days give way to it; the days without drafts receive it
    with the plans of their month. A day with validated hours keeps them all. Raises Refus when the
    dates are impossible, touch no contract of hers, or another absence.
    """
    verrouiller(structure)
    absence = Absence(
        structure=structure,
        salarie=salarie,
        debut=debut,
        fin=fin,
        nature=nature,
        minutes_par_jour=minutes_par_jour,
        saisie_par=par,
        saisie_le=maintenant(),
    )
    _verifier(absence)
    absence.save()
    effet = _remplacer(absence, par)
    _noter("absence.declarer", absence, par, effet.jours)
    return effet


@transaction.atomic
def annuler_absence(absence: Absence, *, par: Utilisateur | None) -> int:
    """Take an absence away, and the drafts of its nature on its days; gives how many drafts.

    Validated hours stay. The work of those days comes back with the plans of their month.
    """
    verrouiller(absence.structure)
    brouillons = (
        _lignes(absence).brouillons().filter(nature=absence.nature, chantier=None, mission=None)
    )
    retires, _par_modele = brouillons.delete()
    _noter("absence.annuler", absence, par, retires)
    absence.delete()
    return retires


def _noter(verbe: str, absence: Absence, par: Utilisateur | None, brouillons: int) -> None:
    noter(
        verbe,
        auteur=par,
        perimetre=absence.structure_id,
        cible=absence.salarie,
        debut=absence.debut.isoformat(),
        fin=absence.fin.isoformat(),
        genre_heures=int(absence.nature),
        brouillons=brouillons,
    )


def _contrats(absence: Absence) -> ContratQuerySet:
    siens = Contrat.objects.filter(salarie=absence.salarie_id)
    return siens.en_cours(absence.debut, absence.fin)


def _lignes(absence: Absence) -> LigneHeuresQuerySet:
    return LigneHeures.objects.filter(
        contrat__in=_contrats(absence), jour__range=(absence.debut, absence.fin)
    )


class _Echange:
    """One day of one contract: drafts that give way to the absence, and what takes their place."""

    def __init__(self, absence: Absence, lignes: Sequence[LigneHeures], prevues: int) -> None:
        """`prevues`: minutes the absence takes of the planned day, zero when nothing is planned."""
        self.cedent = [x for x in lignes if _cede(x, absence)]
        self.avant = sum(x.minutes for x in self.cedent)
        restent = [x for x in lignes if x not in self.cedent]
        self.deja = next((x for x in restent if x.nature == absence.nature), None)
        self.partielle = absence.minutes_par_jour is not None
        if absence.minutes_par_jour is not None:
            self.absents = absence.minutes_par_jour
        else:
            ailleurs = sum(x.minutes for x in restent if x is not self.deja)
            deja = self.deja.minutes if self.deja else 0
            self.absents = max(prevues - ailleurs, 0) or self.avant + deja

    @property
    def utile(self) -> bool:
        """Something gives way; part of a day already missed is not missed twice."""
        return bool(self.cedent) and not (self.partielle and self.deja)

    def retrancher(self) -> None:
        """Take the absence off the drafts, the last ones first."""
        manque = self.absents if self.partielle else self.avant
        for ligne in reversed(self.cedent):
            ote = min(manque, ligne.minutes)
            manque -= ote
            ligne.minutes -= ote

    @property
    def remplacees(self) -> int:
        """Minutes that gave way."""
        return self.avant - sum(x.minutes for x in self.cedent)


def _cede(ligne: LigneHeures, absence: Absence) -> bool:
    ferie = ligne.nature == GenreHeures.JOUR_FERIE and absence.nature in SUR_LES_FERIES
    return ligne.nature == GenreHeures.TRAVAIL or ferie


def _remplacer(absence: Absence, par: Utilisateur | None) -> Effet:
    """Drafts of work give way to the absence, one day of one contract at a time."""
    du_jour: defaultdict[tuple[int, date], list[LigneHeures]] = defaultdict(list)
    for ligne in _lignes(absence).order_by("pk"):
        du_jour[ligne.contrat_id, ligne.jour].append(ligne)
    valides = {
        cle for cle, lignes in du_jour.items() if any(x.etat == EtatLigne.VALIDEE for x in lignes)
    }
    prevues = _prevues(absence) if du_jour else {}
    tous = [
        _Echange(absence, x, prevues.get(cle, 0))
        for cle, x in du_jour.items()
        if cle not in valides
    ]
    echanges = [e for e in tous if e.utile]
    _echanger(absence, echanges, par)
    return Effet(
        absence,
        len({e.cedent[0].jour for e in echanges}),
        sum(e.remplacees for e in echanges),
        len({jour for _contrat, jour in valides}),
    )


def _prevues(absence: Absence) -> dict[tuple[int, date], int]:
    """Minutes the absence takes of the planned days, by contract and day."""
    contrats = list(_contrats(absence))
    return {
        (saisie.contrat_id, saisie.jour): saisie.minutes
        for journee in journees(absence.structure, contrats, absence.debut, absence.fin)
        for saisie in journee.brouillons()
        if saisie.nature == absence.nature
    }


def _echanger(absence: Absence, echanges: Sequence[_Echange], par: Utilisateur | None) -> None:
    """Shorten or remove the drafts, then write the absence in their place."""
    nouvelles = []
    for echange in echanges:
        echange.retrancher()
        modele = echange.cedent[0]
        if echange.deja is None:
            nouvelles.append(
                Saisie(
                    modele.contrat_id,
                    modele.salarie_id,
                    modele.jour,
                    absence.nature,
                    echange.absents,
                )
            )
        else:
            echange.deja.minutes = echange.absents
    lignes = [x for e in echanges for x in (*e.cedent, e.deja) if x is not None]
    LigneHeures.objects.filter(pk__in=[x.pk for x in lignes if not x.minutes]).delete()
    gardees = [x for x in lignes if x.minutes]
    for ligne in gardees:
        ligne.saisie_par, ligne.saisie_le = par, absence.saisie_le
    LigneHeures.objects.bulk_update(gardees, ["minutes", "saisie_par", "saisie_le"], batch_size=250)
    ecrire_brouillons(absence.structure, nouvelles, par=par)


def _verifier(absence: Absence) -> None:
    """Raise Refus on what an absence may not be."""
    if absence.nature not in NATURES:
        raise Refus(
            _("Choisissez la nature de l’absence : congé, formation, absence payée ou non.")
        )
    verifier_ordre(absence.debut, absence.fin)
    if (absence.fin - absence.debut).days >= DUREE_MAXIMALE:
        raise Refus(_("Cette absence dure plus de trois ans : vérifiez l’année."))
    minutes = absence.minutes_par_jour
    if minutes is not None and not 0 < minutes <= MINUTES_PAR_JOUR:
        raise Refus(_("Écrivez une durée par jour jusqu’à 24 heures, ou rien pour la journée."))
    dates = {"debut": ecrire_jour(absence.debut), "fin": ecrire_jour(absence.fin)}
    if not _contrats(absence).exists():
        raise Refus(
            _("Cette personne n’a pas de contrat du %(debut)s au %(fin)s : vérifiez les dates.")
            % dates
        )
    siennes = Absence.objects.filter(salarie=absence.salarie_id)
    autre = siennes.en_cours(absence.debut, absence.fin).first()
    if autre is not None:
        raise Refus(
            _(
                "Cette personne est déjà absente du %(debut)s au %(fin)s : retirez cette absence, "
                "ou choisissez d’autres jours."
            )
            % {"debut": ecrire_jour(autre.debut), "fin": ecrire_jour(autre.fin)}
        )
