"""Where the papers of a month stand: printed or not, sent or not, and who has no address."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.facturation.access_factures import les_depots, les_factures
from etrier.facturation.contenu import FactureEcrite
from etrier.facturation.models import (
    DepotFactures,
    EnvoiFacture,
    Facture,
    FichierFacture,
    ReglageClient,
)
from etrier.facturation.papier.depots import a_deposer
from etrier.facturation.papier.presse import nom_fichier
from etrier.structures.access import Acces
from etrier.www.formats_ecran import instant
from etrier.www.tableau import Colonne, Tableau


@dataclass(frozen=True)
class PapiersDuMois:
    """The issued invoices of a month and what was done with them."""

    acces: Acces
    mois: date

    def factures(self) -> QuerySet[Facture]:
        """Issued, by number."""
        return les_factures(self.acces).emises().filter(mois=self.mois).order_by("numero")

    @cached_property
    def emises(self) -> list[Facture]:
        """The same, read once."""
        return list(self.factures())

    @cached_property
    def imprimees(self) -> set[int]:
        """Those with a file."""
        fichiers = FichierFacture.objects.filter(facture__in=[f.pk for f in self.emises])
        return set(fichiers.values_list("facture", flat=True))

    @cached_property
    def envois(self) -> dict[int, EnvoiFacture]:
        """The last sending of each."""
        envois = EnvoiFacture.objects.filter(facture__in=[f.pk for f in self.emises])
        return {e.facture_id: e for e in envois.order_by("le")}

    @cached_property
    def adresses(self) -> dict[int, str]:
        """Where each client receives invoices; "" for nowhere."""
        clients = {f.client_id: f.client.courriel for f in self.emises}
        reglages = ReglageClient.objects.filter(client__in=clients).exclude(courriel="")
        return clients | dict(reglages.values_list("client", "courriel"))

    @cached_property
    def a_imprimer(self) -> list[Facture]:
        """Those that have no file yet."""
        return [f for f in self.emises if f.pk not in self.imprimees]

    @cached_property
    def a_envoyer(self) -> list[Facture]:
        """Those that never left, and may."""
        return [f for f in self.emises if f.pk not in self.envois and self.adresses[f.client_id]]

    @cached_property
    def sans_adresse(self) -> list[Facture]:
        """Those that can only leave on paper."""
        return [f for f in self.emises if not self.adresses[f.client_id]]

    @cached_property
    def depots(self) -> list[DepotFactures]:
        """What was handed to a platform with invoices of the month, the last first."""
        return list(les_depots(self.acces).filter(factures__mois=self.mois).distinct())

    @cached_property
    def deposees(self) -> dict[int, datetime]:
        """When each was last handed over."""
        paires = self.factures().exclude(depots=None).values_list("pk", "depots__le")
        return dict(paires.order_by("depots__le"))

    @cached_property
    def a_deposer(self) -> int:
        """How many clients other than individuals wait to receive theirs through a platform."""
        return a_deposer(self.factures()).count()

    def tableau(self) -> Tableau:
        """Each invoice, its file, its sending."""
        structure = self.acces.structure.pk
        return Tableau(
            _("Factures du mois"),
            [
                Colonne(
                    _("Numéro"),
                    "numero",
                    "numero",
                    lien=lambda f: reverse("facture_pdf", args=[structure, f.pk]),
                ),
                Colonne(_("Client"), "client"),
                Colonne(_("Montant TTC"), "ttc_centimes", "centimes", total=True),
                Colonne(_("Imprimée"), lambda f: f.pk in self.imprimees, "oui_non"),
                Colonne(_("Courriel"), lambda f: self.adresses[f.client_id] or _("aucun")),
                Colonne(_("Envoyée"), self._envoyee),
                Colonne(_("Déposée"), self._deposee),
            ],
            self.emises,
            vide=_("Aucune facture émise ce mois-ci : préparez-les, puis émettez-les."),
            classe_ligne=lambda f: "" if self.adresses[f.client_id] else "ligne-attention",
        )

    def _envoyee(self, facture: Facture) -> str:
        envoi = self.envois.get(facture.pk)
        return instant(envoi.le) if envoi is not None else ""

    def _deposee(self, facture: Facture) -> str:
        le = self.deposees.get(facture.pk)
        return instant(le) if le is not None else ""


def fichiers_de(factures: Iterable[Facture]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the printed files of invoices, by number."""
    fichiers = FichierFacture.objects.filter(facture__in=list(factures))
    lus = fichiers.select_related("facture").order_by("facture__numero")
    for fichier in lus.iterator(chunk_size=100):
        yield nom_fichier(FactureEcrite.de_json(fichier.facture.contenu)), bytes(fichier.pdf)
