"""What is invoiced besides hours: fixed prices, and units delivered."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.arrondis import demi_haut
from etrier.facturation.enums import EtatFacture, UniteLigne
from etrier.facturation.factures.lignes import LIBELLE_MAX, MILLE
from etrier.facturation.factures.taux import taux_au
from etrier.facturation.factures.totaux import exiger_raisonnable
from etrier.facturation.models import ArticleAFacturer, PriseEnFacture
from etrier.missions.enums import RegimeTva
from etrier.missions.models import Chantier, Client, Prestation
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Utilisateur


@transaction.atomic
def ajouter_article(
    client: Client,
    *,
    le: date,
    libelle: str,
    unite: str,
    quantite_milliemes: int,
    prix_centimes: int,
    regime_tva: str,
    par: Utilisateur | None,
    chantier: Chantier | None = None,
    prestation: Prestation | None = None,
) -> ArticleAFacturer:
    """Add an article: the invoice of its month takes it.

    Raises Refus without a label, a quantity or a price, or when the VAT rate is not established.
    """
    article = ArticleAFacturer(
        structure=client.structure,
        client=client,
        chantier=chantier,
        prestation=prestation,
        le=le,
        libelle=libelle.strip()[:LIBELLE_MAX],
        unite=unite,
        quantite_milliemes=quantite_milliemes,
        prix_centimes=prix_centimes,
        regime_tva=regime_tva,
    )
    _verifier(article)
    article.save()
    noter(
        "article.ajouter",
        auteur=par,
        perimetre=client.structure_id,
        cible=article,
        le=le.isoformat(),
        prix_centimes=prix_centimes,
    )
    return article


def _verifier(article: ArticleAFacturer) -> None:
    if not article.libelle:
        raise Refus(_("Écrivez ce qui est facturé : le libellé est imprimé."))
    if article.unite not in UniteLigne.values or article.regime_tva not in RegimeTva.values:
        raise Refus(_("Choisissez l'unité et la TVA dans leurs listes."))
    if article.quantite_milliemes <= 0 or article.prix_centimes <= 0:
        raise Refus(_("La quantité et le prix sont positifs : un avoir sert à reprendre."))
    ht = demi_haut(article.quantite_milliemes * article.prix_centimes, MILLE)
    exiger_raisonnable(article.libelle, ht)
    if article.chantier and article.chantier.client_id not in (None, article.client_id):
        raise Refus(_("Ce chantier est celui d'un autre client : choisissez-en un autre."))
    taux_au(article.regime_tva, article.le)


@transaction.atomic
def retirer_article(article: ArticleAFacturer, *, par: Utilisateur | None) -> None:
    """Take away an article no issued invoice took. Raises Refus otherwise."""
    prises = PriseEnFacture.objects.filter(article=article)
    if prises.exclude(ligne__facture__etat=EtatFacture.BROUILLON).exists():
        raise Refus(_("Cet article est facturé : corrigez la facture par un avoir."))
    if prises.exists():
        raise Refus(_("Cet article est sur un brouillon : supprimez d'abord le brouillon."))
    noter(
        "article.retirer",
        auteur=par,
        perimetre=article.structure_id,
        le=article.le.isoformat(),
        prix_centimes=article.prix_centimes,
    )
    article.delete()
