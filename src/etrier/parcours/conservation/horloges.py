"""The clocks of people: the last day of the parcours, the last contact, and what they give.

An employee: 24 months after the end of the parcours (CT R5132-1-23) and 2 years after the last
contact (CNIL 2021-028), the later of both. Somebody never hired: 2 years after the last contact.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Max, Model, Q
from django.utils import timezone

from etrier.droit.parametre import Valeur
from etrier.droit.regles.conservation import Duree, Echeance, echeance, echeance_du_dossier
from etrier.parcours.enums import EtatCandidature, EtatEtape, EtatFiche
from etrier.parcours.models import (
    AccesPersonne,
    Candidature,
    CompetenceObservee,
    Contrat,
    DemandePersonne,
    DiagnosticEligibilite,
    DiagnosticSocial,
    Entretien,
    EtapeParcours,
    FicheSalarie,
    Formation,
    Immersion,
    OrientationPartenaire,
    PassIae,
    Personne,
    RendezVousAccueil,
    RetenueDonnees,
    Salarie,
    Sortie,
    SuiviSortie,
)
from etrier.socle.parametres import parametres_en_vigueur

# Archived so long before being erased: the time to see a mistake. A choice of the house.
DELAI_D_ARCHIVE = timedelta(days=30)
LOT = 2000

# What ends a parcours, and what is a contact: table, way to the person, column.
_FINS: tuple[tuple[type[Model], str, str], ...] = (
    (Contrat, "salarie__personne", "fin"),
    (Sortie, "salarie__personne", "le"),
)
_CONTACTS: tuple[tuple[type[Model], str, str], ...] = (
    *_FINS,
    (Candidature, "personne", "recue_le"),
    (Candidature, "personne", "decidee_le"),
    (Candidature, "personne", "reponse_le"),
    (RendezVousAccueil, "candidature__personne", "le"),
    (DiagnosticEligibilite, "personne", "le"),
    (EtapeParcours, "personne", "decidee_le"),
    (DiagnosticSocial, "salarie__personne", "le"),
    (Entretien, "salarie__personne", "le"),
    (CompetenceObservee, "salarie__personne", "le"),
    (Formation, "salarie__personne", "fin"),
    (Immersion, "salarie__personne", "fin"),
    (OrientationPartenaire, "salarie__personne", "le"),
    (SuiviSortie, "sortie__salarie__personne", "fait_le"),
    (AccesPersonne, "salarie__personne", "derniere_visite_le"),
    (DemandePersonne, "salarie__personne", "le"),
)


@dataclass(frozen=True)
class Horloge:
    """Where the data of a person stands; `empechements` keep it whatever the dates say."""

    personne: Personne
    employee: bool
    fin_parcours: date | None
    dernier_contact: date | None
    echeance: Echeance | None
    empechements: tuple[str, ...] = field(default=())

    @property
    def le(self) -> date | None:
        """First day the data must no longer be kept."""
        return self.echeance.le if self.echeance is not None else None

    @property
    def garder_jusquau(self) -> date | None:
        """Last day the data may be kept."""
        return None if self.le is None else self.le - timedelta(days=1)

    @property
    def valeur(self) -> Valeur | None:
        """The legal duration behind the date."""
        return self.echeance.valeur if self.echeance is not None else None

    def est_due(self, jour: date) -> bool:
        """The clock has run out and nothing keeps the data."""
        return self.echeance is not None and self.echeance.atteinte(jour) and not self.empechements

    def a_archiver(self, jour: date) -> bool:
        """Due, and still in the daily lists."""
        return self.est_due(jour) and self.personne.archivee_le is None

    def effacable_le(self) -> date | None:
        """First day an archived person may be erased."""
        if self.personne.archivee_le is None:
            return None
        return self.personne.archivee_le + DELAI_D_ARCHIVE

    def a_effacer(self, jour: date) -> bool:
        """Due, and archived long enough."""
        depuis = self.effacable_le()
        return self.est_due(jour) and depuis is not None and jour >= depuis


def lire_horloges(personnes: Iterable[Personne], jour: date) -> list[Horloge]:
    """The clocks of people; the number of questions to the database grows with thousands only."""
    toutes = list(personnes)
    return [
        horloge
        for debut in range(0, len(toutes), LOT)
        for horloge in _lire_lot(toutes[debut : debut + LOT], jour)
    ]


def _lire_lot(lues: list[Personne], jour: date) -> list[Horloge]:
    cles = [p.pk for p in lues]
    fins, contacts = _derniers(_FINS, cles), _derniers(_CONTACTS, cles)
    employees = set(
        Salarie.objects.filter(personne__in=cles).order_by().values_list("personne_id", flat=True)
    )
    empechements = _empechements(cles, jour)
    return [
        _horloge(
            p,
            p.pk in employees,
            fins.get(p.pk),
            contacts.get(p.pk),
            tuple(empechements.get(p.pk, ())),
        )
        for p in lues
    ]


def lire_horloge(personne: Personne, jour: date) -> Horloge:
    """The clock of one person."""
    return lire_horloges([personne], jour)[0]


def _horloge(
    personne: Personne,
    employee: bool,
    fin: date | None,
    contact: date | None,
    empechements: tuple[str, ...],
) -> Horloge:
    parametres = parametres_en_vigueur()
    if employee:
        due = echeance_du_dossier(fin, contact, parametres)
    else:
        due = echeance(Duree.CANDIDAT, contact, parametres) if contact is not None else None
    return Horloge(personne, employee, fin, contact, due, empechements)


def _derniers(sources: Iterable[tuple[type[Model], str, str]], cles: list[int]) -> dict[int, date]:
    """The latest day of each person over several tables."""
    derniers: dict[int, date] = {}
    for modele, chemin, champ in sources:
        lus = (
            modele._base_manager.filter(**{f"{chemin}__in": cles})
            .order_by()
            .values_list(chemin)
            .annotate(Max(champ))
        )
        for cle, instant in lus:
            if instant is not None:
                jour = _jour(instant)
                derniers[cle] = max(jour, derniers.get(cle, jour))
    return derniers


def _jour(instant: date) -> date:
    return timezone.localdate(instant) if isinstance(instant, datetime) else instant


def _empechements(cles: list[int], jour: date) -> dict[int, list[str]]:
    """Why the data of somebody may not go, whatever its clock."""
    ouvert = Q(fin__isnull=True) | Q(fin__gte=jour)
    decidee = (EtatCandidature.REFUSEE, EtatCandidature.RETIREE)
    contrats = Contrat.objects.filter(ouvert, salarie__personne__in=cles)
    raisons = {
        "contrat": contrats.values_list("salarie__personne_id"),
        "pass": PassIae.objects.filter(
            personne__in=cles, fin__gte=jour, clos_le__isnull=True
        ).values_list("personne_id"),
        "candidature": Candidature.objects.filter(personne__in=cles, salarie__isnull=True)
        .exclude(etat__in=decidee)
        .values_list("personne_id"),
        "etape": EtapeParcours.objects.filter(
            personne__in=cles, etat__in=(EtatEtape.PROPOSEE, EtatEtape.ACCORDEE)
        ).values_list("personne_id"),
        "fiche": FicheSalarie.objects.filter(
            salarie__personne__in=cles, etat=EtatFiche.ENVOYEE
        ).values_list("salarie__personne_id"),
        "retenue": RetenueDonnees.objects.filter(
            personne__in=cles, levee_le__isnull=True
        ).values_list("personne_id"),
    }
    trouves: dict[int, list[str]] = {}
    for raison, lignes in raisons.items():
        for (cle,) in lignes.order_by().distinct():
            trouves.setdefault(cle, []).append(raison)
    return trouves
