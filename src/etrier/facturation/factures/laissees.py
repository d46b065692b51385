"""What no draft takes, and why."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from etrier.facturation.factures.lignes import est_deplacement
from etrier.facturation.models import ArticleAFacturer, LigneAFacturer
from etrier.missions.models import Client


@dataclass(frozen=True)
class Laissee:
    """Hours or an article left out: whose, how much, and the reason in a French sentence."""

    client: Client
    motif: str
    minutes: int = 0
    ligne: LigneAFacturer | None = None
    article: ArticleAFacturer | None = None
    # Nothing forbids to invoice it: it waits for a draft.
    attend: bool = False

    @classmethod
    def de_la_ligne(cls, ligne: LigneAFacturer, motif: str) -> "Laissee":
        """A line of hours left out."""
        minutes = ligne.minutes_ecartees or ligne.minutes_retenues
        return cls(ligne.client, motif, minutes, ligne=ligne)

    @classmethod
    def de_l_article(cls, article: ArticleAFacturer, motif: str) -> "Laissee":
        """An article left out."""
        return cls(article.client, motif, article=article)


def motif_de_laisser(ligne: LigneAFacturer) -> str | None:
    """Why a line cannot be invoiced; None when it can, empty when there is nothing in it."""
    if ligne.minutes_ecartees:
        return ligne.motif or _("non facturées par nature")
    if not ligne.minutes_retenues and not (est_deplacement(ligne) and ligne.quantite):
        return ""
    if ligne.montant_ht_centimes is None:
        return ligne.motif or _("aucun prix connu : facturez-les par un article")
    if ligne.taux_tva_pour_dix_mille is None:
        return ligne.motif or _("taux de TVA non établi")
    return motif_du_client(ligne.client)


def motif_du_client(client: Client) -> str | None:
    """Why nothing can be invoiced to a client; None when it can."""
    if client.adresse and client.code_postal and client.commune:
        return None
    return _("le client n'a pas d'adresse complète : complétez sa fiche")
