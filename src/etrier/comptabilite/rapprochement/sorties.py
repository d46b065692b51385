"""Money that went out: an order of ours, a debit sent back, a supplier, a client given back."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from etrier.banque.models import MouvementBancaire
from etrier.comptabilite.enums import GenreOrdre
from etrier.comptabilite.rapprochement.cibles import Cible, Proposition, Sorte
from etrier.comptabilite.rapprochement.contexte import Contexte, Texte
from etrier.droit.lettres import en_mots
from etrier.facturation.models import FactureFournisseur, Reglement

_RETOUR = re.compile(r"rejet|impaye|retour")
_JOURS_ORDRE = 10


def sorties(contexte: Contexte, m: MouvementBancaire, texte: Texte) -> Iterator[Proposition]:
    """Every proposal for money paid, in no order."""
    yield from _ordres(contexte, m, texte)
    yield from _rejets(contexte, m, texte)
    yield from _fournisseurs(contexte, m, texte)
    yield from _remboursements(contexte, m, texte)
    yield from _deja_rendus(contexte, m)


def _ordres(contexte: Contexte, m: MouvementBancaire, texte: Texte) -> Iterator[Proposition]:
    for ordre in contexte.ordres:
        if ordre.genre != GenreOrdre.VIREMENT or ordre.total_centimes != -m.montant_centimes:
            continue
        cible = Cible(Sorte.ORDRE, (ordre.pk,))
        nom = _("Virements %(message)s, %(libelle)s") % {
            "message": ordre.message,
            "libelle": ordre.libelle,
        }
        if texte.porte(ordre.message):
            yield Proposition(cible, nom, 99, _("L'identifiant de l'ordre, et son total."))
        elif abs((m.le - ordre.execution_le).days) <= _JOURS_ORDRE:
            yield Proposition(
                cible, nom, 93, _("Le total est celui de l'ordre, à sa date d'exécution.")
            )


def _rejets(contexte: Contexte, m: MouvementBancaire, texte: Texte) -> Iterator[Proposition]:
    for ligne in contexte.lignes_ordre.values():
        if ligne.ordre.genre != GenreOrdre.PRELEVEMENT:
            continue
        if ligne.montant_centimes != -m.montant_centimes:
            continue
        nomme = _RETOUR.search(texte.mots) and texte.ressemble(en_mots(ligne.compte.titulaire))
        if ligne.reference == m.reference or nomme:
            exact = ligne.reference == m.reference
            yield Proposition(
                Cible(Sorte.REJET, (ligne.pk,)),
                _("Prélèvement rejeté : %(qui)s") % {"qui": ligne.compte.titulaire},
                97 if exact else 82,
                _("La référence est celle d'un prélèvement ordonné : la banque l'a repris.")
                if exact
                else _("Un rejet du montant et du nom d'un prélèvement ordonné."),
            )


def _fournisseurs(contexte: Contexte, m: MouvementBancaire, texte: Texte) -> Iterator[Proposition]:
    for facture in contexte.fournisseurs:
        if facture.ttc_centimes != -m.montant_centimes:
            continue
        score, raison = _indices(facture, m, texte)
        yield Proposition(
            Cible(Sorte.FOURNISSEUR, (facture.pk,)),
            f"{facture.fournisseur} · {facture.numero}",
            score,
            raison,
        )


def _indices(facture: FactureFournisseur, m: MouvementBancaire, texte: Texte) -> tuple[int, str]:
    if texte.porte(facture.numero):
        return 98, _("Le numéro de la facture est dans le libellé, et le montant exact.")
    if facture.iban and facture.iban == m.contrepartie_iban:
        return 96, _("Montant exact, et le compte du fournisseur.")
    if texte.ressemble(en_mots(facture.fournisseur)):
        return 92, _("Montant exact, et le nom du fournisseur.")
    return 45, _("Le montant seul est le même : à vérifier.")


def _remboursements(
    contexte: Contexte, m: MouvementBancaire, texte: Texte
) -> Iterator[Proposition]:
    for avoir in contexte.avoirs:
        if avoir.solde_centimes != m.montant_centimes:
            continue
        nomme = texte.porte(avoir.numero) or texte.ressemble(en_mots(avoir.client.denomination))
        yield Proposition(
            Cible(Sorte.REMBOURSEMENT, (avoir.client_id,)),
            _("Avoir %(numero)s rendu à %(client)s")
            % {"numero": avoir.numero, "client": avoir.client},
            91 if nomme else 45,
            _("Le montant de l'avoir, et le nom du client.")
            if nomme
            else _("Le montant seul est le même : à vérifier."),
        )


def _deja_rendus(contexte: Contexte, m: MouvementBancaire) -> Iterator[Proposition]:
    for reglement in contexte.reglements:
        proche = abs((reglement.le - m.le).days) <= _JOURS_ORDRE
        if proche and reglement.montant_centimes == m.montant_centimes:
            yield Proposition(
                Cible(Sorte.REGLEMENTS, (reglement.pk,)),
                _libelle_saisi(reglement),
                84,
                _("Même montant, à quelques jours près."),
            )


def _libelle_saisi(reglement: Reglement) -> str:
    if reglement.annule_id is not None:
        return _("Annulation d'un règlement de %(client)s") % {"client": reglement.client}
    return _("Remboursement déjà saisi à %(client)s") % {"client": reglement.client}
