"""Kinds of deadlines, and the house's own delays (decision 0024): none of them is a legal value."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Genre(models.TextChoices):
    """What a deadline is about. The code stands in its key: it never changes."""

    PASS_ABSENT = "pass_absent", _("sans PASS IAE")
    PASS_FIN = "pass_fin", _("fin de PASS IAE")
    FENETRE_OUVRE = "fenetre_ouvre", _("prolongation bientôt possible")
    FENETRE_FERME = "fenetre_ferme", _("dernier jour pour prolonger")
    SUSPENSION = "suspension", _("suspension du PASS")
    CONTRAT_FIN = "contrat_fin", _("fin de contrat")
    CDDI_MAXIMUM = "cddi_maximum", _("durée totale des CDDI")
    SANS_REFERENT = "sans_referent", _("sans référent")
    ENTRETIEN_RETARD = "entretien_retard", _("entretien en retard")
    ENTRETIEN_PREVU = "entretien_prevu", _("entretien prévu")
    ACTION = "action", _("action du plan")
    ORIENTATION = "orientation", _("orientation sans réponse")
    PERSONNELLE = "personnelle", _("date personnelle")
    IMMERSION = "immersion", _("immersion (PMSMP)")
    CANDIDATURE = "candidature", _("candidature sans décision")
    ETAPE = "etape", _("passage à décider")
    RENDEZ_VOUS = "rendez_vous", _("rendez-vous d'accueil")
    DIAGNOSTIC = "diagnostic", _("diagnostic d'éligibilité")
    SORTIE = "sortie", _("sortie à dire")
    SUIVI_SORTIE = "suivi_sortie", _("suivi après la sortie")
    DOCUMENT = "document", _("document à signer")
    FICHE_SALARIE = "fiche_salarie", _("fiche salarié ASP")
    CONVENTION = "convention", _("fin de convention")
    ANNEXE_FIN = "annexe_fin", _("fin d'annexe financière")
    ANNEXE_ABSENTE = "annexe_absente", _("annexe financière manquante")


# Days before the date from which a deadline shows.
HORIZON_PASS = 90
HORIZON_FENETRE = 30
HORIZON_CONTRAT = 60
HORIZON_CDDI = 90
HORIZON_SUSPENSION = 30
HORIZON_PERSONNELLE = 90
HORIZON_ENTRETIEN = 30
HORIZON_ACTION = 30
HORIZON_IMMERSION = 15
HORIZON_DIAGNOSTIC = 30
HORIZON_SUIVI = 30
HORIZON_ANNEXE = 60
HORIZON_CONVENTION = 180
# Days without an interview before one is overdue; days to have the first one.
JOURS_SANS_ENTRETIEN = 60
JOURS_PREMIER_ENTRETIEN = 30
# Days an answer, a signature or a record may wait before somebody asks.
JOURS_ORIENTATION = 30
JOURS_CANDIDATURE = 15
# An answer that is due shows this many days before.
SEMAINE_AVANT = 7
JOURS_SIGNATURE = 7
JOURS_FICHE = 7
# A contract that ended longer ago is history: its exit is asked no more.
JOURS_SORTIE = 90
# A date that a contract is soon to end and must be spoken of now.
JOURS_PRESSES = 30
