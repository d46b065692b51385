"""Closed lists of the room: contracts, people, their parcours."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TypeContratTravail(models.TextChoices):
    """Labels of `droit.vocabulaire.TypeContrat`."""

    CDDI = "CDDI", _("CDD d'insertion")
    CDDU = "CDDU", _("CDD d'usage")
    MISSION = "MISSION", _("contrat de mission")
    CDI_INCLUSION = "CDI_INCLUSION", _("CDI inclusion")
    PROFESSIONNALISATION = "PROFESSIONNALISATION", _("contrat de professionnalisation")
    APPRENTISSAGE = "APPRENTISSAGE", _("contrat d'apprentissage")


class Civilite(models.TextChoices):
    """As the ASP writes them."""

    MME = "MME", _("Madame")
    M = "M", _("Monsieur")


class LanguePersonne(models.TextChoices):
    """Languages of a person's own page."""

    FR = "fr", _("français")
    EN = "en", _("anglais")
    AR = "ar", _("arabe")
    UK = "uk", _("ukrainien")
    FA = "fa-af", _("dari")


class GenrePartenaire(models.TextChoices):
    """Who sends people, or helps them: the State platform's 32 kinds of authorised prescribers
    (arr. 1 Sep 2021), those that only orient, and partners that prescribe nothing."""

    AFPA = "AFPA", _("AFPA")
    ASE = "ASE", _("aide sociale à l'enfance")
    CAARUD = "CAARUD", _("CAARUD")
    CADA = "CADA", _("centre d'accueil de demandeurs d'asile")
    CAF = "CAF", _("caisse d'allocations familiales")
    CAP_EMPLOI = "CAP_EMPLOI", _("Cap emploi")
    CAVA = "CAVA", _("centre d'adaptation à la vie active")
    CCAS = "CCAS", _("centre communal d'action sociale")
    CHRS = "CHRS", _("centre d'hébergement et de réinsertion sociale")
    CHU = "CHU", _("centre d'hébergement d'urgence")
    CIDFF = "CIDFF", _("centre d'information sur les droits des femmes et des familles")
    CPH = "CPH", _("centre provisoire d'hébergement")
    CSAPA = "CSAPA", _("CSAPA")
    E2C = "E2C", _("école de la deuxième chance")
    EPIDE = "EPIDE", _("EPIDE")
    FT = "FT", _("France Travail")
    HUDA = "HUDA", _("hébergement d'urgence des demandeurs d'asile")
    ML = "ML", _("mission locale")
    MSA = "MSA", _("mutualité sociale agricole")
    OACAS = "OACAS", _("organisme d'accueil communautaire et d'activité solidaire")
    OIL = "OIL", _("opérateur d'intermédiation locative")
    ODC = "ODC", _("organisation délégataire d'un conseil départemental")
    OHPD = "OHPD", _("organisme habilité par le préfet")
    OCASF = "OCASF", _("organisme conventionné pour l'accompagnement social")
    PENSION = "PENSION", _("pension de famille, résidence accueil")
    PIJ_BIJ = "PIJ_BIJ", _("point ou bureau information jeunesse")
    PJJ = "PJJ", _("protection judiciaire de la jeunesse")
    PLIE = "PLIE", _("PLIE")
    RS_FJT = "RS_FJT", _("résidence sociale, foyer de jeunes travailleurs")
    PREVENTION = "PREVENTION", _("service ou club de prévention")
    DEPT = "DEPT", _("service social du département")
    SPIP = "SPIP", _("SPIP")
    ORIENTEUR = "ORIENTEUR", _("orienteur non habilité")
    SIAE = "SIAE", _("autre structure d'insertion")
    SANTE = "SANTE", _("partenaire de santé")
    LOGEMENT = "LOGEMENT", _("partenaire du logement")
    MOBILITE = "MOBILITE", _("partenaire de la mobilité")
    FORMATION = "FORMATION", _("organisme de formation")
    ENTREPRISE = "ENTREPRISE", _("entreprise")
    AUTRE = "AUTRE", _("autre partenaire")


# Their kind alone tells a secret (regles.md 8.1): shown to the assigned adviser only.
GENRES_SENSIBLES = frozenset(
    {
        GenrePartenaire.ASE,
        GenrePartenaire.CAARUD,
        GenrePartenaire.CIDFF,
        GenrePartenaire.CSAPA,
        GenrePartenaire.PENSION,
        GenrePartenaire.PJJ,
        GenrePartenaire.PREVENTION,
        GenrePartenaire.SPIP,
        GenrePartenaire.SANTE,
    }
)
# Those that prescribe nothing: all others may declare eligibility without a criterion.
GENRES_NON_HABILITES = frozenset(
    {
        GenrePartenaire.ORIENTEUR,
        GenrePartenaire.SIAE,
        GenrePartenaire.SANTE,
        GenrePartenaire.LOGEMENT,
        GenrePartenaire.MOBILITE,
        GenrePartenaire.FORMATION,
        GenrePartenaire.ENTREPRISE,
        GenrePartenaire.AUTRE,
    }
)


class OrigineCandidature(models.TextChoices):
    """How somebody came."""

    PRESCRIPTEUR = "prescripteur", _("prescripteur habilité")
    ORIENTEUR = "orienteur", _("orienteur")
    SPONTANEE = "spontanee", _("candidature spontanée")
    GROUPE = "groupe", _("autre structure du groupe")
    EMPLOYEUR = "employeur", _("recherche de la structure")


class EtatCandidature(models.TextChoices):
    """Where a candidacy stands."""

    RECUE = "recue", _("reçue")
    ETUDE = "etude", _("à l'étude")
    ACCEPTEE = "acceptee", _("acceptée")
    REFUSEE = "refusee", _("refusée")
    ATTENTE = "attente", _("en liste d'attente")
    RETIREE = "retiree", _("retirée")


class MotifRefus(models.TextChoices):
    """Why a candidacy was refused, in words one can send."""

    POSTE_POURVU = "poste_pourvu", _("le poste est pourvu")
    PAS_DE_POSTE = "pas_de_poste", _("pas de poste ouvert en ce moment")
    NON_ELIGIBLE = "non_eligible", _("les conditions d'éligibilité ne sont pas réunies")
    INCOMPATIBLE = "incompatible", _("le poste ne convient pas au projet")
    ABSENTE = "absente", _("la personne n'est pas venue au rendez-vous")
    INJOIGNABLE = "injoignable", _("la personne n'a pas pu être jointe")
    AUTRE = "autre", _("autre raison")


class AuteurDiagnostic(models.TextChoices):
    """Who assessed eligibility (CT L5132-3)."""

    EMPLOYEUR = "employeur", _("la structure")
    PRESCRIPTEUR = "prescripteur", _("un prescripteur habilité")


class CauseFinPass(models.TextChoices):
    """What ended a PASS: the waiting period starts from it (CT R5132-1-4)."""

    TERME = "terme", _("arrivé à son terme")
    LONGUE_SUSPENSION = "longue_suspension", _("clos après plus de 12 mois de suspension")
    ANNULATION = "annulation", _("annulé avec l'embauche")


class EtatProlongation(models.TextChoices):
    """Where a request of prolongation stands."""

    DEMANDEE = "demandee", _("demandée")
    ACCORDEE = "accordee", _("accordée")
    REFUSEE = "refusee", _("refusée")


class EtatEtape(models.TextChoices):
    """A step from a structure of the group to another."""

    PROPOSEE = "proposee", _("proposée")
    ACCORDEE = "accordee", _("accordée")
    FAITE = "faite", _("faite")
    ANNULEE = "annulee", _("annulée")


class ClasseSortie(models.TextChoices):
    """Classes of the ASP (`RefCategorieSort`)."""

    DURABLE = "durable", _("emploi durable")
    TRANSITION = "transition", _("emploi de transition")
    POSITIVE = "positive", _("sortie positive")
    AUTRE = "autre", _("autre sortie")
    RETIREE = "retiree", _("retirée des sorties constatées")


class SituationApres(models.TextChoices):
    """What has become of somebody some months after leaving."""

    EMPLOI_DURABLE = "emploi_durable", _("en emploi durable")
    EMPLOI = "emploi", _("en emploi de moins de 6 mois")
    FORMATION = "formation", _("en formation")
    IAE = "iae", _("dans une autre structure d'insertion")
    SANS_EMPLOI = "sans_emploi", _("sans emploi")
    AUTRE = "autre", _("autre situation")
    INCONNUE = "inconnue", _("sans nouvelle")


class EtatFiche(models.TextChoices):
    """States of an employee record."""

    NOUVELLE = "nouvelle", _("à compléter")
    PRETE = "prete", _("prête à partir")
    ENVOYEE = "envoyee", _("envoyée, réponse attendue")
    INTEGREE = "integree", _("intégrée par l'ASP")
    REJETEE = "rejetee", _("rejetée par l'ASP")
    DESACTIVEE = "desactivee", _("désactivée")
    ARCHIVEE = "archivee", _("archivée")


class Rubrique(models.TextChoices):
    """What is secret, by family: a reading says which one."""

    NIR = "nir", _("numéro de sécurité sociale")
    CRITERES = "criteres", _("critères d'éligibilité")
    DIAGNOSTIC = "diagnostic", _("diagnostic social et professionnel")
    PLAN = "plan", _("plan d'accompagnement")
    ENTRETIENS = "entretiens", _("comptes rendus d'entretien")
    ORIENTATIONS = "orientations", _("orientations vers un partenaire")
    ECHEANCES = "echeances", _("échéances personnelles")
    PASS = "pass", _("motifs du PASS IAE")
    SORTIE = "sortie", _("motif de sortie")
    DOCUMENTS = "documents", _("papiers")
    FICHE_SALARIE = "fiche_salarie", _("fiche salarié ASP")
    FSE = "fse", _("questionnaire FSE+")
    CANDIDATURE = "candidature", _("message de candidature")
    DEMANDE = "demande", _("demande de la personne")


class UsageSecret(models.TextChoices):
    """Why a secret was opened."""

    ACCOMPAGNEMENT = "accompagnement", _("pour accompagner")
    DOCUMENT = "document", _("pour remplir un papier")
    ENVOI_ASP = "envoi_asp", _("pour l'envoi à l'ASP")
    FSE = "fse", _("pour le FSE+")
    CLASSEMENT = "classement", _("pour classer une sortie")
    COPIE = "copie", _("pour remettre une copie à la personne")
    PERSONNE = "personne", _("par la personne elle-même")
    EFFACEMENT = "effacement", _("pour effacer")


class GenreDemande(models.TextChoices):
    """What a person asks from her page."""

    COPIE = "copie", _("copie de ses données")
    CORRECTION = "correction", _("erreur à corriger")


class MotifRetenue(models.TextChoices):
    """Why data is kept beyond its clock (CT R5132-1-23; RGPD art. 18)."""

    CONTENTIEUX = "contentieux", _("contentieux en cours")
    CONTROLE = "controle", _("contrôle en cours")
    PERSONNE = "personne", _("à la demande de la personne")
