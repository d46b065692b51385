"""Where the hours are worked, at what price, and for which social clause."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.missions.enums import GenreClient, RegimeTva
from etrier.parcours.models import Contrat
from etrier.structures.models import Structure
from etrier.structures.validators import valider_siret


class Client(models.Model):
    """Who uses the work of a structure."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="clients", verbose_name=_("structure")
    )
    nature = models.CharField(_("nature"), max_length=12, choices=GenreClient)
    denomination = models.CharField(_("dénomination"), max_length=120)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True, validators=[valider_siret])
    adresse = models.CharField(_("adresse"), max_length=200, blank=True)
    code_postal = models.CharField(_("code postal"), max_length=5, blank=True)
    commune = models.CharField(_("commune"), max_length=80, blank=True)
    # Who confirms the hours, and where a relevé is sent.
    contact = models.CharField(_("contact"), max_length=120, blank=True)
    courriel = models.EmailField(_("courriel"), blank=True)
    telephone = models.CharField(_("téléphone"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        ordering: ClassVar = ["denomination", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "denomination"], name="client_unique")
        ]

    def __str__(self) -> str:
        return self.denomination


class Chantier(models.Model):
    """A worksite or workshop led by the structure, for a client or for itself."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="chantiers", verbose_name=_("structure")
    )
    client = models.ForeignKey(
        Client,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="chantiers",
        verbose_name=_("client"),
    )
    denomination = models.CharField(_("dénomination"), max_length=120)
    debut = models.DateField(_("début"))
    fin = models.DateField(_("fin"), null=True, blank=True)

    class Meta:
        verbose_name = _("chantier")
        verbose_name_plural = _("chantiers")
        ordering: ClassVar = ["denomination", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "denomination"], name="chantier_unique")
        ]

    def __str__(self) -> str:
        return self.denomination


class Mission(models.Model):
    """One person placed with one client: mise à disposition of an AI (CT L5132-9), mission of an
    ETTI (L5132-6), placement of a GEIQ."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="missions", verbose_name=_("structure")
    )
    client = models.ForeignKey(
        Client, models.PROTECT, related_name="missions", verbose_name=_("client")
    )
    contrat = models.ForeignKey(
        Contrat, models.PROTECT, related_name="missions", verbose_name=_("contrat de travail")
    )
    numero = models.CharField(_("numéro"), max_length=20)
    objet = models.CharField(_("objet"), max_length=120)
    debut = models.DateField(_("début"))
    fin = models.DateField(_("fin"), null=True, blank=True)

    class Meta:
        verbose_name = _("mission")
        verbose_name_plural = _("missions")
        ordering: ClassVar = ["-debut", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "numero"], name="mission_unique")
        ]

    def __str__(self) -> str:
        return f"{self.numero} {self.objet}"


class Tarif(models.Model):
    """A dated hourly price: of a mission, else of a chantier, else of a client, else of the
    structure. The most precise one in force on the day wins."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="tarifs", verbose_name=_("structure")
    )
    client = models.ForeignKey(
        Client,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tarifs",
        verbose_name=_("client"),
    )
    chantier = models.ForeignKey(
        Chantier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tarifs",
        verbose_name=_("chantier"),
    )
    mission = models.ForeignKey(
        Mission,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tarifs",
        verbose_name=_("mission"),
    )
    depuis = models.DateField(_("depuis"))
    montant_horaire_centimes = models.PositiveIntegerField(_("prix de l'heure HT (centimes)"))
    regime_tva = models.CharField(_("régime de TVA"), max_length=13, choices=RegimeTva)

    class Meta:
        verbose_name = _("tarif")
        verbose_name_plural = _("tarifs")
        ordering: ClassVar = ["structure_id", "depuis", "id"]
        constraints: ClassVar = [
            # At most one target; two prices of one target never start the same day.
            models.CheckConstraint(
                name="tarif_une_cible",
                condition=(
                    models.Q(client=None, chantier=None)
                    | models.Q(client=None, mission=None)
                    | models.Q(chantier=None, mission=None)
                ),
            ),
            models.UniqueConstraint(fields=["client", "depuis"], name="tarif_client_unique"),
            models.UniqueConstraint(fields=["chantier", "depuis"], name="tarif_chantier_unique"),
            models.UniqueConstraint(fields=["mission", "depuis"], name="tarif_mission_unique"),
            models.UniqueConstraint(
                fields=["structure", "depuis"],
                name="tarif_structure_unique",
                condition=models.Q(client=None, chantier=None, mission=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.montant_horaire_centimes} c/h depuis {self.depuis}"


class MarchePublic(models.Model):
    """A public contract some hours are owed to (CCP L2112-2)."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="marches_publics", verbose_name=_("structure")
    )
    acheteur = models.ForeignKey(
        Client, models.PROTECT, related_name="marches_publics", verbose_name=_("acheteur")
    )
    reference = models.CharField(_("référence"), max_length=40)
    objet = models.CharField(_("objet"), max_length=200)

    class Meta:
        verbose_name = _("marché public")
        verbose_name_plural = _("marchés publics")
        ordering: ClassVar = ["reference"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "reference"], name="marche_public_unique")
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.objet}"


class ClauseSociale(models.Model):
    """The hours of insertion owed on one lot, and how long one person counts there."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="clauses_sociales", verbose_name=_("structure")
    )
    marche_public = models.ForeignKey(
        MarchePublic,
        models.PROTECT,
        related_name="clauses_sociales",
        verbose_name=_("marché public"),
    )
    lot = models.CharField(_("lot"), max_length=20)
    intitule = models.CharField(_("intitulé"), max_length=120)
    minutes_dues = models.PositiveIntegerField(_("heures dues (minutes)"))
    debut = models.DateField(_("début"))
    fin = models.DateField(_("fin"))
    # No national rule: the operation's own; empty means no limit.
    mois_par_personne = models.PositiveSmallIntegerField(
        _("mois comptés par personne"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("clause sociale")
        verbose_name_plural = _("clauses sociales")
        ordering: ClassVar = ["marche_public_id", "lot"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["marche_public", "lot"], name="clause_unique"),
            models.CheckConstraint(
                condition=models.Q(fin__gte=models.F("debut")), name="clause_periode"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.marche_public.reference} lot {self.lot}"
