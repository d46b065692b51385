"""What the client answers to a quote, once; what an accepted quote becomes."""

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.facturation.devis.actions import exiger, tenir
from etrier.facturation.devis.chiffrage import chiffrer
from etrier.facturation.devis.liens import verifier_lien
from etrier.facturation.enums import EtatDevis, UniteLigne
from etrier.facturation.factures.acomptes import facturer_acompte
from etrier.facturation.models import ArticleAFacturer, Devis, Facture, LigneDevis
from etrier.missions.actions import fixer_tarif
from etrier.missions.models import Tarif
from etrier.missions.verification import texte
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui, maintenant
from etrier.socle.journal import noter
from etrier.structures.models import Utilisateur


@transaction.atomic
def accepter(
    devis: Devis, *, nom: str, qualite: str = "", commentaire: str = "", bon_pour_accord: bool
) -> Devis:
    """Keep the client's agreement, once: fixed prices are to be invoiced, hourly prices hold.

    Raises LienRefuse when the quote may no longer be answered, Refus without a name or the words
    « bon pour accord ».
    """
    if not bon_pour_accord:
        raise Refus(_("Cochez « Bon pour accord » pour accepter ce devis."))
    # Of two answers at once, the second waits here, then sees the first.
    devis = tenir(devis)
    verifier_lien(devis)
    _garder(devis, EtatDevis.ACCEPTE, nom, qualite, commentaire)
    lignes = list(devis.lignes.select_related("prestation"))
    articles = ArticleAFacturer.objects.bulk_create(
        _article(devis, x) for x in lignes if x.unite != UniteLigne.HEURE
    )
    tarifs = [_fixer(devis, x) for x in lignes if x.unite == UniteLigne.HEURE]
    _noter(devis, "accepter", articles=len(articles), tarifs=sum(tarifs))
    return devis


@transaction.atomic
def refuser(devis: Devis, *, nom: str, qualite: str = "", commentaire: str = "") -> Devis:
    """Keep the client's refusal, once. Raises LienRefuse as `accepter`, Refus without a name."""
    devis = tenir(devis)
    verifier_lien(devis)
    _garder(devis, EtatDevis.REFUSE, nom, qualite, commentaire)
    _noter(devis, "refuser")
    return devis


def _garder(devis: Devis, etat: EtatDevis, nom: str, qualite: str, commentaire: str) -> None:
    devis.etat = etat
    devis.repondu_le = maintenant()
    devis.repondu_par = texte(nom, 120, _("le nom de la personne qui répond"))
    devis.qualite, devis.commentaire = qualite.strip()[:80], commentaire.strip()[:500]
    devis.save(update_fields=["etat", "repondu_le", "repondu_par", "qualite", "commentaire"])


def _article(devis: Devis, ligne: LigneDevis) -> ArticleAFacturer:
    return ArticleAFacturer(
        structure=devis.structure,
        client=devis.client,
        chantier=devis.chantier,
        prestation=ligne.prestation,
        devis=devis,
        le=aujourdhui(),
        libelle=ligne.libelle,
        unite=ligne.unite,
        quantite_milliemes=ligne.quantite_milliemes or 0,
        prix_centimes=ligne.prix_centimes,
        regime_tva=ligne.regime_tva,
    )


def _fixer(devis: Devis, ligne: LigneDevis) -> bool:
    """The hourly price agreed, from today on; False when one of another amount starts today.

    A client who agrees is not stopped by a price the structure wrote the same day: the page of the
    quote says which price is still to be set.
    """
    try:
        with transaction.atomic():
            fixer_tarif(
                devis.structure,
                depuis=aujourdhui(),
                montant_horaire_centimes=ligne.prix_centimes,
                regime_tva=ligne.regime_tva,
                chantier=devis.chantier,
                client=None if devis.chantier is not None else devis.client,
                prestation=ligne.prestation,
                par=None,
            )
    except Refus:
        return not tarif_manque(devis, ligne)
    return True


def tarif_manque(devis: Devis, ligne: LigneDevis) -> bool:
    """True when no price of the client (or chantier) holds what an accepted hourly line says."""
    cible = {"chantier": devis.chantier} if devis.chantier is not None else {"client": devis.client}
    return not Tarif.objects.filter(
        **cible,
        structure=devis.structure,
        prestation=ligne.prestation,
        montant_horaire_centimes=ligne.prix_centimes,
        regime_tva=ligne.regime_tva,
    ).exists()


@transaction.atomic
def demander_acompte(devis: Devis, *, par: Utilisateur | None) -> list[Facture]:
    """Issue the deposit of an accepted quote: one invoice per VAT regime.

    Raises Refus when the quote asks for none, is not accepted, or has its deposit already.
    """
    devis = tenir(devis)
    exiger(devis, EtatDevis.ACCEPTE)
    if devis.factures.filter(genre="acompte").exists():
        raise Refus(_("L'acompte de ce devis est déjà facturé."))
    parts = chiffrer(devis).acomptes()
    if not parts:
        raise Refus(_("Ce devis ne demande pas d'acompte."))
    libelle = _("Acompte de %(part)s %% sur le devis %(numero)s : %(objet)s") % {
        "part": devis.acompte_pour_cent,
        "numero": devis.numero,
        "objet": devis.objet,
    }
    return [
        facturer_acompte(
            devis.client,
            ht_centimes=ht,
            regime_tva=tva.regime_tva,
            libelle=libelle,
            le=aujourdhui(),
            par=par,
            devis=devis,
        )
        for tva, ht in parts
    ]


def _noter(devis: Devis, verbe: str, **details: object) -> None:
    noter(
        f"devis.{verbe}",
        auteur=None,
        perimetre=devis.structure_id,
        cible=devis,
        numero=devis.numero,
        **details,
    )
