"""Where the hours are worked, at what price, and for which social clause."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.missions.enums import ActiviteSap, GenreClient, RegimeTva, UnitePrestation
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


class Prestation(models.Model):
    """A service the structure sells: what a price, an invoice line and a SAP attestation name."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="prestations", verbose_name=_("structure")
    )
    code = models.CharField(_("code"), max_length=12)
    libelle = models.CharField(_("libellé"), max_length=120)
    unite = models.CharField(
        _("unité"), max_length=8, choices=UnitePrestation, default=UnitePrestation.HEURE
    )
    # Empty: not a service à la personne.
    activite_sap = models.CharField(
        _("service à la personne"), max_length=12, choices=ActiviteSap, blank=True
    )
    # The ledger holds minutes, not clocks: night work is entered at a place whose service is one.
    est_de_nuit = models.BooleanField(_("travail de nuit"), default=False)
    est_archivee = models.BooleanField(_("archivée"), default=False)

    class Meta:
        verbose_name = _("prestation")
        verbose_name_plural = _("prestations")
        ordering: ClassVar = ["code", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "code"], name="prestation_unique")
        ]

    def __str__(self) -> str:
        return self.libelle


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
    prestation = models.ForeignKey(
        Prestation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("prestation"),
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
    prestation = models.ForeignKey(
        Prestation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("prestation"),
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


def _un_seul_par_jour(cible: str, ou: models.Q | None = None) -> list[models.UniqueConstraint]:
    """Two prices of one target, service and qualification never start the same day."""
    ou = models.Q() if ou is None else ou
    sans, avec = models.Q(prestation=None), models.Q(prestation__isnull=False)
    champs = (cible, "qualification", "depuis")
    return [
        models.UniqueConstraint(fields=champs, condition=ou & sans, name=f"tarif_{cible}_unique"),
        models.UniqueConstraint(
            fields=(*champs, "prestation"), condition=ou & avec, name=f"tarif_{cible}_prestation"
        ),
    ]


class Tarif(models.Model):
    """A dated price: of a mission, else of a chantier, else of a client, else of the structure; for
    one service or one qualification, else for all. The most precise one in force on the day wins.

    The hour has an amount, or a coefficient of the person's hourly wage (ETTI).
    """

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
    prestation = models.ForeignKey(
        Prestation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tarifs",
        verbose_name=_("prestation"),
    )
    qualification = models.CharField(_("qualification"), max_length=60, blank=True)
    depuis = models.DateField(_("depuis"))
    montant_horaire_centimes = models.PositiveIntegerField(
        _("prix de l'heure HT (centimes)"), null=True, blank=True
    )
    coefficient_dix_milliemes = models.PositiveIntegerField(
        _("coefficient du taux horaire (dix-millièmes)"), null=True, blank=True
    )
    majoration_nuit_pour_dix_mille = models.PositiveIntegerField(
        _("majoration de nuit (dix-millièmes)"), default=0
    )
    majoration_dimanche_pour_dix_mille = models.PositiveIntegerField(
        _("majoration du dimanche (dix-millièmes)"), default=0
    )
    # Least time invoiced for one person's day at the client's.
    minutes_minimum = models.PositiveSmallIntegerField(_("minimum par jour (minutes)"), default=0)
    deplacement_centimes = models.PositiveIntegerField(
        _("déplacement HT par jour (centimes)"), default=0
    )
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
            models.CheckConstraint(
                name="tarif_un_prix",
                condition=models.Q(
                    montant_horaire_centimes__isnull=False, coefficient_dix_milliemes=None
                )
                | models.Q(montant_horaire_centimes=None, coefficient_dix_milliemes__isnull=False),
            ),
            *_un_seul_par_jour("client"),
            *_un_seul_par_jour("chantier"),
            *_un_seul_par_jour("mission"),
            *_un_seul_par_jour("structure", models.Q(client=None, chantier=None, mission=None)),
        ]

    def __str__(self) -> str:
        prix = self.montant_horaire_centimes
        dit = f"{prix} c/h" if prix is not None else f"× {self.coefficient_dix_milliemes}"
        return f"{dit} depuis {self.depuis}"


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
