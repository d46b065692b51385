"""Closed lists of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CodeJournal(models.TextChoices):
    """The journals entries go to."""

    VENTES = "VE", _("ventes")
    ACHATS = "AC", _("achats")
    BANQUE = "BQ", _("banque")
    PAIE = "PA", _("paie")
    SUBVENTIONS = "SU", _("aides de l'État")
    OPERATIONS = "OD", _("opérations diverses")


class RoleCompte(models.TextChoices):
    """What an account is for; its number is the structure's own."""

    CLIENTS = "clients", _("clients")
    CLIENTS_ACOMPTES = "clients_acomptes", _("acomptes reçus")
    FOURNISSEURS = "fournisseurs", _("fournisseurs")
    VENTES = "ventes", _("prestations de services")
    TVA_COLLECTEE = "tva_collectee", _("TVA collectée")
    TVA_DEDUCTIBLE = "tva_deductible", _("TVA déductible")
    ACHATS_FOURNITURES = "achats_fournitures", _("fournitures et matériaux")
    ACHATS_VEHICULES = "achats_vehicules", _("véhicules et carburant")
    ACHATS_SOUS_TRAITANCE = "achats_sous_traitance", _("sous-traitance et personnel prêté")
    ACHATS_AUTRES = "achats_autres", _("autres achats et services")
    BANQUE = "banque", _("banque")
    CAISSE = "caisse", _("caisse")
    SALAIRES = "salaires", _("rémunérations du personnel")
    CHARGES_SOCIALES = "charges_sociales", _("charges sociales")
    PERSONNEL = "personnel", _("personnel, rémunérations dues")
    PERSONNEL_ACOMPTES = "personnel_acomptes", _("personnel, acomptes")
    PERSONNEL_OPPOSITIONS = "personnel_oppositions", _("personnel, saisies")
    ORGANISMES_SOCIAUX = "organismes_sociaux", _("organismes sociaux")
    IMPOT_A_LA_SOURCE = "impot_a_la_source", _("État, impôt retenu à la source")
    FRAIS_DU_PERSONNEL = "frais_du_personnel", _("frais remboursés au personnel")
    AIDE_A_RECEVOIR = "aide_a_recevoir", _("État, aides à recevoir")
    AIDE_AU_POSTE = "aide_au_poste", _("aide au poste")
    ATTENTE = "attente", _("compte d'attente")


class GenreOrdre(models.TextChoices):
    """Which way the money goes."""

    VIREMENT = "virement", _("virement")
    PRELEVEMENT = "prelevement", _("prélèvement")
