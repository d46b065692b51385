"""Objects of invoices, by the names the addresses give them."""

from datetime import date

from etrier.facturation.enums import FormeDepot
from etrier.facturation.factures.articles import ajouter_article
from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.preparation import preparer
from etrier.facturation.models import Facture, ReglageFacturation
from etrier.facturation.papier.depots import deposer
from etrier.missions.models import Client
from etrier.structures.models import Structure

FEVRIER = date(2025, 2, 1)
# Screens whoever reads the money opens, and those of whoever invoices.
LUS = ("factures", "facture", "articles")
ECRITS = (
    *("facturer", "facturer_preparer", "facturer_emettre", "facture_emettre"),
    *("facture_supprimer", "avoir_nouveau", "acompte_nouveau", "article_nouveau"),
    *("article_retirer", "client_facturation", "facturation_regler"),
)


def objets_factures(une: Structure) -> dict[str, int]:
    """An issued invoice of a fixed price, handed over, and an article that waits."""
    if not une.adresse:
        une.adresse, une.code_postal, une.commune = "1 rue de l'Essai", "59000", "LILLE"
        une.save()
    reglage, _neuf = ReglageFacturation.objects.get_or_create(structure=une)
    if not reglage.numero_tva:
        reglage.numero_tva = "FR00000000018"
        reglage.save()
    chez = Client.objects.create(
        structure=une,
        nature="entreprise",
        denomination="Client facturé d'essai",
        adresse="2 rue d'Ici",
        code_postal="59000",
        commune="LILLE",
    )
    for jour in (FEVRIER, date(2025, 12, 31)):
        article = ajouter_article(
            chez,
            le=jour,
            libelle="Tonte",
            unite="forfait",
            quantite_milliemes=1000,
            prix_centimes=12_000,
            regime_tva="normal",
            par=None,
        )
    [cle] = preparer(une, FEVRIER, clients=[chez], par=None).brouillons
    emettre(une, [Facture.objects.get(pk=cle)], le=date(2025, 3, 3), par=None)
    depot = deposer(une, Facture.objects.filter(pk=cle), FormeDepot.UBL, par=None)
    assert depot is not None
    return {"facture_id": cle, "article_id": article.pk, "depot_id": depot.pk}
