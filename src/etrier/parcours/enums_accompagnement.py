"""Closed lists of the accompaniment and of its papers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Domaine(models.TextChoices):
    """Fields of the social and professional diagnosis."""

    LOGEMENT = "logement", _("logement")
    SANTE = "sante", _("santé")
    MOBILITE = "mobilite", _("mobilité")
    FAMILLE = "famille", _("famille et garde d'enfants")
    BUDGET = "budget", _("budget et dettes")
    DROITS = "droits", _("accès aux droits et papiers")
    LANGUE = "langue", _("langue et savoirs de base")
    NUMERIQUE = "numerique", _("numérique")
    JUSTICE = "justice", _("justice")
    EMPLOI = "emploi", _("projet professionnel")
    TRAVAIL = "travail", _("posture au travail")


class NiveauBesoin(models.IntegerChoices):
    """How much help a field asks for; nothing is chosen beforehand."""

    ACQUIS = 0, _("rien à signaler")
    SUIVI = 1, _("à suivre")
    BESOIN = 2, _("besoin d'aide")
    URGENT = 3, _("bloquant")


class EtatObjectif(models.TextChoices):
    """Where an objective stands."""

    OUVERT = "ouvert", _("en cours")
    ATTEINT = "atteint", _("atteint")
    ABANDONNE = "abandonne", _("abandonné")


class QuiAgit(models.TextChoices):
    """Who does an action of the plan."""

    PERSONNE = "personne", _("la personne")
    CIP = "cip", _("la conseillère ou le conseiller")
    ENCADRANT = "encadrant", _("l'encadrant")
    PARTENAIRE = "partenaire", _("un partenaire")


class GenreEntretien(models.TextChoices):
    """What an interview is for."""

    ACCUEIL = "accueil", _("accueil")
    SUIVI = "suivi", _("suivi")
    BILAN = "bilan", _("bilan")
    TRIPARTITE = "tripartite", _("tripartite")
    SORTIE = "sortie", _("préparation de la sortie")
    TELEPHONE = "telephone", _("téléphone")


class NiveauCompetence(models.IntegerChoices):
    """What the encadrant saw."""

    DECOUVRE = 1, _("découvre")
    AIDE = 2, _("fait avec de l'aide")
    SEUL = 3, _("fait seul")
    TRANSMET = 4, _("peut montrer aux autres")


class GenreFormation(models.TextChoices):
    """Kinds of training."""

    QUALIFIANTE = "qualifiante", _("qualifiante")
    PREQUALIFIANTE = "prequalifiante", _("préqualifiante")
    SAVOIRS = "savoirs", _("savoirs de base, français")
    SECURITE = "securite", _("sécurité, habilitation")
    INTERNE = "interne", _("interne")


class EtatFormation(models.TextChoices):
    """Where a training stands."""

    PREVUE = "prevue", _("prévue")
    EN_COURS = "en_cours", _("en cours")
    FINIE = "finie", _("finie")
    ABANDONNEE = "abandonnee", _("abandonnée")


class ObjetImmersion(models.TextChoices):
    """What a PMSMP is for (CT L5135-1)."""

    DECOUVRIR = "decouvrir", _("découvrir un métier ou un secteur")
    CONFIRMER = "confirmer", _("confirmer un projet professionnel")
    RECRUTER = "recruter", _("engager une démarche de recrutement")


class SuiteOrientation(models.TextChoices):
    """What came of an orientation to a partner."""

    ATTENDUE = "attendue", _("réponse attendue")
    ACCEPTEE = "acceptee", _("prise en charge")
    REFUSEE = "refusee", _("refusée")
    SANS_SUITE = "sans_suite", _("sans suite")


class GenreDocument(models.TextChoices):
    """Papers the house knows how to fill."""

    CDDI = "cddi", _("contrat à durée déterminée d'insertion")
    CDDU = "cddu", _("contrat à durée déterminée d'usage")
    MISSION = "mission", _("contrat de mission")
    MISE_A_DISPOSITION = "mise_a_disposition", _("contrat de mise à disposition")
    AVENANT = "avenant", _("avenant au contrat")
    CERTIFICAT = "certificat", _("certificat de travail")
    PMSMP = "pmsmp", _("convention de mise en situation professionnelle")
    RENOUVELLEMENT = "renouvellement", _("lettre de renouvellement")
    FIN = "fin", _("lettre de fin de contrat")


class EtatDocument(models.TextChoices):
    """Life of a paper."""

    EMIS = "emis", _("à signer")
    SIGNE = "signe", _("signé")
    ANNULE = "annule", _("annulé")


class QuiSigne(models.TextChoices):
    """Who signs a paper."""

    SALARIE = "salarie", _("la personne")
    EMPLOYEUR = "employeur", _("la structure")
    UTILISATEUR = "utilisateur", _("l'entreprise utilisatrice ou d'accueil")


class MoyenSignature(models.TextChoices):
    """How a paper was signed."""

    ECRAN = "ecran", _("sur l'écran")
    PAPIER = "papier", _("sur papier")


class GenreEcheance(models.TextChoices):
    """Dates typed about a person: what runs out, what must be renewed."""

    ESSAI = "essai", _("fin de la période d'essai")
    VISITE_MEDICALE = "visite_medicale", _("visite médicale")
    RQTH = "rqth", _("reconnaissance de travailleur handicapé")
    PIECE_IDENTITE = "piece_identite", _("pièce d'identité")
    TITRE_SEJOUR = "titre_sejour", _("titre de séjour et autorisation de travail")
    PERMIS = "permis", _("permis de conduire")
    HABILITATION = "habilitation", _("habilitation, CACES")
    AUTRE = "autre", _("autre échéance")
