"""Closed lists of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GenreLigneAFacturer(models.TextChoices):
    """Why a line to invoice exists."""

    HEURES = "heures", _("heures")
    NUIT = "nuit", _("heures de nuit")
    DIMANCHE = "dimanche", _("heures du dimanche")
    COMPLEMENT = "complement", _("complément au minimum")
    DEPLACEMENT = "deplacement", _("déplacements")


class GenreFacture(models.TextChoices):
    """Kinds of invoice (UNTDID 1001: 380, 381, 386)."""

    FACTURE = "facture", _("facture")
    AVOIR = "avoir", _("avoir")
    ACOMPTE = "acompte", _("facture d'acompte")


class EtatFacture(models.TextChoices):
    """A draft may be thrown away; once issued, an invoice never changes."""

    BROUILLON = "brouillon", _("brouillon")
    EMISE = "emise", _("émise")


class UniteLigne(models.TextChoices):
    """What a quantity counts."""

    HEURE = "heure", _("heure")
    UNITE = "unite", _("unité")
    FORFAIT = "forfait", _("forfait")


class Regroupement(models.TextChoices):
    """How a client wants the hours gathered on the invoice."""

    DETAIL = "detail", _("une ligne par mission ou chantier")
    PRESTATION = "prestation", _("une ligne par prestation")
    PRIX = "prix", _("une ligne par prix")


class PersonnesNommees(models.TextChoices):
    """How people are told on the annex of hours."""

    MATRICULE = "matricule", _("par leur matricule")
    NOM = "nom", _("par leur nom")
    AUCUNE = "aucune", _("pas du tout")


class EtatDevis(models.TextChoices):
    """Life of a quote."""

    BROUILLON = "brouillon", _("brouillon")
    ENVOYE = "envoye", _("envoyé")
    ACCEPTE = "accepte", _("accepté")
    REFUSE = "refuse", _("refusé")
    ANNULE = "annule", _("annulé")


class MoyenReglement(models.TextChoices):
    """Means of payment; cash opens no tax credit (CT D7233-3)."""

    VIREMENT = "virement", _("virement")
    PRELEVEMENT = "prelevement", _("prélèvement")
    CHEQUE = "cheque", _("chèque")
    CARTE = "carte", _("carte bancaire")
    CESU = "cesu", _("CESU préfinancé")
    TITRE = "titre", _("titre interbancaire de paiement")
    ESPECES = "especes", _("espèces")


class FormeDepot(models.TextChoices):
    """What a platform is handed for each invoice."""

    FACTURX = "facturx", _("Factur-X (PDF et XML)")
    CII = "cii", _("CII (XML)")
    UBL = "ubl", _("UBL (XML)")


class OrigineFactureFournisseur(models.TextChoices):
    """How a supplier's invoice came in."""

    FACTURX = "facturx", _("Factur-X")
    INTERNE = "interne", _("facture interne du groupe")
    SAISIE = "saisie", _("saisie")


class EtatFactureFournisseur(models.TextChoices):
    """What became of a supplier's invoice."""

    A_CONTROLER = "a_controler", _("à contrôler")
    BONNE_A_PAYER = "bonne_a_payer", _("bonne à payer")
    PAYEE = "payee", _("payée")
    REFUSEE = "refusee", _("refusée")


class NatureDepense(models.TextChoices):
    """What a purchase is, for the cost of a chantier."""

    FOURNITURES = "fournitures", _("fournitures et matériaux")
    VEHICULE = "vehicule", _("véhicules et carburant")
    SOUS_TRAITANCE = "sous_traitance", _("sous-traitance et mise à disposition")
    AUTRE = "autre", _("autres achats et services")


class NiveauRelance(models.IntegerChoices):
    """Steps of a reminder, in this order."""

    AMIABLE = 1, _("rappel amiable")
    FERME = 2, _("relance ferme")
    MISE_EN_DEMEURE = 3, _("mise en demeure")
