"""Tables of the room."""

from etrier.parcours.models.accompagnement import (
    ActionPlan,
    Competence,
    CompetenceObservee,
    DiagnosticSocial,
    Entretien,
    Formation,
    Immersion,
    MetierVise,
    ModeleEntretien,
    Objectif,
    OrientationPartenaire,
)
from etrier.parcours.models.accueil import (
    Candidature,
    EtapeParcours,
    Partenaire,
    RendezVousAccueil,
)
from etrier.parcours.models.chez_moi import AccesPersonne, DemandePersonne
from etrier.parcours.models.conservation import RetenueDonnees
from etrier.parcours.models.contrat import AvenantContrat, Contrat, ContratQuerySet
from etrier.parcours.models.documents import DocumentProduit, ModeleDocument, Signature
from etrier.parcours.models.echanges import FicheSalarie, LigneLot, LotAsp, ParticipantFse
from etrier.parcours.models.echeances import AbonnementRadar, EcheancePersonne, EcheanceSuivie
from etrier.parcours.models.eligibilite import CritereRetenu, DiagnosticEligibilite
from etrier.parcours.models.pass_iae import PassIae, ProlongationPass, SuspensionPass
from etrier.parcours.models.personne import (
    LectureSecret,
    Personne,
    Referent,
    Salarie,
    SalarieQuerySet,
)
from etrier.parcours.models.sorties import ClasseMotif, ObjectifSorties, Sortie, SuiviSortie

__all__ = [
    "AbonnementRadar",
    "AccesPersonne",
    "ActionPlan",
    "AvenantContrat",
    "Candidature",
    "ClasseMotif",
    "Competence",
    "CompetenceObservee",
    "Contrat",
    "ContratQuerySet",
    "CritereRetenu",
    "DemandePersonne",
    "DiagnosticEligibilite",
    "DiagnosticSocial",
    "DocumentProduit",
    "EcheancePersonne",
    "EcheanceSuivie",
    "Entretien",
    "EtapeParcours",
    "FicheSalarie",
    "Formation",
    "Immersion",
    "LectureSecret",
    "LigneLot",
    "LotAsp",
    "MetierVise",
    "ModeleDocument",
    "ModeleEntretien",
    "Objectif",
    "ObjectifSorties",
    "OrientationPartenaire",
    "Partenaire",
    "ParticipantFse",
    "PassIae",
    "Personne",
    "ProlongationPass",
    "Referent",
    "RendezVousAccueil",
    "RetenueDonnees",
    "Salarie",
    "SalarieQuerySet",
    "Signature",
    "Sortie",
    "SuiviSortie",
    "SuspensionPass",
]
