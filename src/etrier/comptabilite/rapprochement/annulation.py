"""Undoing a match: what it made has an opposite, what it only linked is let go."""

import re

from django.utils.translation import gettext as _

from etrier.aides.actions import LIBELLE_MAXIMAL, enregistrer_versement
from etrier.aides.models import VersementRecu
from etrier.banque.models import MouvementBancaire
from etrier.comptabilite.models import LigneOrdre, RapprochementBancaire
from etrier.facturation.enums import MoyenReglement
from etrier.facturation.models import Reglement
from etrier.facturation.reglements.actions import annuler_reglement
from etrier.facturation.reglements.fournisseurs import annuler_paiement
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.structures.models import Utilisateur

# The label of an opposite ends with the key of the match it undoes. More figures are no key.
_NUMERO = re.compile(r" #([0-9]{1,18})$")


def annuler(
    mouvement: MouvementBancaire, lien: RapprochementBancaire, par: Utilisateur | None
) -> None:
    """Undo one link of a line. Raises Refus for a rejection whose payment was ordered again, and
    for a payment that another line of the bank took back."""
    if lien.reglement is not None:
        _reglement(mouvement, lien.reglement, lien.a_cree, par)
    elif lien.versement is not None and lien.a_cree:
        _versement(lien, par)
    elif lien.facture_fournisseur is not None:
        annuler_paiement(lien.facture_fournisseur, par)
    elif lien.rejet is not None:
        _rejet(lien.rejet)


def _reglement(
    mouvement: MouvementBancaire, reglement: Reglement, a_cree: bool, par: Utilisateur | None
) -> None:
    if not a_cree:
        reglement.mouvement = None
        reglement.save(update_fields=["mouvement"])
        return
    oppose = Reglement.objects.filter(annule=reglement).first()
    if oppose is None:
        annuler_reglement(reglement, aujourdhui(), par, mouvement=mouvement)
    elif oppose.mouvement_id is not None:
        raise Refus(
            _(
                "La banque a repris ce règlement par un autre mouvement, rapproché lui aussi : "
                "celui-ci ne se défait plus."
            )
        )
    else:
        # Undone by hand already: neither has anything to do with the bank any more.
        reglement.mouvement = None
        reglement.save(update_fields=["mouvement"])


def annule_un_versement(versement: VersementRecu) -> bool:
    """True for the opposite written when a match was undone: the bank showed no such money."""
    trouve = _NUMERO.search(versement.libelle)
    if trouve is None:
        return False
    defaits = RapprochementBancaire.objects.filter(
        pk=int(trouve[1]),
        a_cree=True,
        annule_le__isnull=False,
        versement__annexe=versement.annexe_id,
        versement__le=versement.le,
        versement__montant_centimes=-versement.montant_centimes,
    )
    return defaits.exists()


def _versement(lien: RapprochementBancaire, par: Utilisateur | None) -> None:
    versement = lien.versement
    assert versement is not None
    # The same day: sums by month stay right.
    libelle = _("Annulation : %(libelle)s") % {"libelle": versement.libelle}
    numero = f" #{lien.pk}"
    enregistrer_versement(
        versement.annexe,
        versement.le,
        -versement.montant_centimes,
        libelle[: LIBELLE_MAXIMAL - len(numero)] + numero,
        par,
    )


def _rejet(ligne: LigneOrdre) -> None:
    """The payment stands again, unless rejecting it undid what it had settled."""
    for sorte in ("salaire", "acompte", "facture"):
        objet = getattr(ligne, f"{sorte}_id")
        if objet is None:
            continue
        tenues = LigneOrdre.objects.filter(**{sorte: objet}, rejetee_le=None)
        if tenues.exists():
            raise Refus(
                _("Ce paiement a été ordonné de nouveau depuis : son rejet ne se défait plus.")
            )
    if ligne.facture_id is not None and _a_ete_encaissee(ligne):
        raise Refus(
            _(
                "Le règlement de ce prélèvement a été annulé avec son rejet : saisissez-le de "
                "nouveau dans les règlements s'il a bien été payé."
            )
        )
    ligne.rejetee_le = None
    ligne.save(update_fields=["rejetee_le"])


def _a_ete_encaissee(ligne: LigneOrdre) -> bool:
    return Reglement.objects.filter(
        structure=ligne.ordre.structure,
        moyen=MoyenReglement.PRELEVEMENT,
        reference=ligne.reference,
    ).exists()
