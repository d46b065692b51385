"""The motives of the ASP: the closed list, those that tell a secret, those that mean no news."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MotifSortie(models.IntegerChoices):
    """Labels of `droit.vocabulaire_parcours.MotifSortie`, in the ASP's own words."""

    CDI_MEME_STRUCTURE = 1, _("CDI dans la structure ou une filiale")
    AUTRE_SIAE = 2, _("embauche pour une durée déterminée dans une autre structure d'insertion")
    CDI_NON_AIDE = 3, _("CDI non aidé chez un autre employeur")
    CREATION_ENTREPRISE = 4, _("création ou reprise d'entreprise à son compte")
    FORMATION_QUALIFIANTE = 5, _("entrée ou poursuite d'une formation qualifiante")
    INACTIF = 6, _("inactivité")
    CHOMAGE = 7, _("chômage")
    SANS_NOUVELLE = 8, _("sans nouvelle")
    CDD_6_MOIS_ET_PLUS = 9, _("CDD sans aide publique de 6 mois et plus")
    CDD_MOINS_DE_6_MOIS = 10, _("CDD sans aide publique de moins de 6 mois, hors insertion")
    FONCTION_PUBLIQUE = 11, _("intégration dans la fonction publique")
    AUTRE_POSITIVE = 12, _("autre sortie reconnue comme positive")
    CDI_AIDE = 13, _("CDI aidé chez un autre employeur")
    CONTRAT_AIDE = 14, _("contrat aidé en CDD, hors insertion")
    RETRAITE = 15, _("prise des droits à la retraite")
    CONGE_LONGUE_DUREE = 16, _("congé de longue durée (maternité, maladie)")
    DECES = 17, _("décès")
    DECISION_ADMINISTRATIVE = 18, _("décision administrative ou de justice")
    FAUTE_GRAVE = 19, _("rupture par l'employeur pour faute grave")
    TRANSFERT = 20, _("transfert d'employeur")
    ESSAI_ROMPU_EMPLOYEUR = 21, _("rupture de la période d'essai par l'employeur")
    ESSAI_ROMPU_SALARIE = 22, _("rupture de la période d'essai par le salarié")
    CDI_INCLUSION = 96, _("CDI inclusion")


# Health, death, justice, discipline: said to the assigned adviser only (regles.md 8.1).
SENSIBLES = frozenset(
    {
        MotifSortie.CONGE_LONGUE_DUREE,
        MotifSortie.DECES,
        MotifSortie.DECISION_ADMINISTRATIVE,
        MotifSortie.FAUTE_GRAVE,
    }
)
