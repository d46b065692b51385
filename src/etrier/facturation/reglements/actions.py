"""Acts on payments: each is atomic, audited, and holds the client's account while it works.

A payment is never changed nor deleted: a bounced one has an opposite. What it pays beyond the
invoices stays the client's credit, until it is set against another invoice or given back.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.banque.models import MouvementBancaire
from etrier.droit.ecriture import euros, jour
from etrier.facturation.enums import GenreFacture
from etrier.facturation.models import Facture, Imputation, Reglement
from etrier.facturation.reglements.verification import (
    verifier_appartenances,
    verifier_double,
    verifier_factures,
    verifier_saisie,
)
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur


@transaction.atomic
def encaisser(
    structure: Structure,
    *,
    client: Client,
    le: date,
    montant_centimes: int,
    moyen: str,
    reference: str,
    par: Utilisateur | None,
    factures: Iterable[Facture] | None = None,
    mouvement: MouvementBancaire | None = None,
) -> Reglement:
    """Record money received and set it against the invoices given, else the oldest due first.

    Never more than the balance of each invoice: the rest stays the client's credit. Raises Refus
    for an amount that is not positive, a day to come, an invoice of somebody else or settled
    already, and for a payment already typed (same day, amount, means and reference).
    """
    _tenir_le_compte(client)
    reference = reference.strip()
    verifier_saisie(le, montant_centimes, moyen, reference)
    verifier_appartenances(structure, client, mouvement)
    if mouvement is None:
        verifier_double(client, le, montant_centimes, moyen, reference)
    dues = factures_dues(client) if factures is None else verifier_factures(client, factures)
    reglement = Reglement.objects.create(
        structure=structure,
        client=client,
        le=le,
        montant_centimes=montant_centimes,
        moyen=moyen,
        reference=reference,
        mouvement=mouvement,
        saisi_par=par,
    )
    _repartir(reglement, dues, montant_centimes, le)
    _noter(reglement, "reglement.encaisser", par)
    return reglement


@transaction.atomic
def rembourser(
    structure: Structure,
    *,
    client: Client,
    le: date,
    montant_centimes: int,
    moyen: str,
    reference: str,
    par: Utilisateur | None,
    mouvement: MouvementBancaire | None = None,
) -> Reglement:
    """Record money given back to a client (a positive amount): credit notes first, oldest first,
    then payments received in excess. Raises Refus beyond what the structure owes."""
    _tenir_le_compte(client)
    verifier_saisie(le, montant_centimes, moyen, reference)
    verifier_appartenances(structure, client, mouvement)
    avoirs = avoirs_disponibles(client)
    _verifier_credit(client, -sum(a.solde_centimes for a in avoirs), montant_centimes)
    reglement = Reglement.objects.create(
        structure=structure,
        client=client,
        le=le,
        montant_centimes=-montant_centimes,
        moyen=moyen,
        reference=reference.strip(),
        mouvement=mouvement,
        saisi_par=par,
    )
    reste = montant_centimes
    for avoir in avoirs:
        part = min(reste, -avoir.solde_centimes)
        if part:
            _imputer(avoir, -part, le, reglement=reglement)
        reste -= part
    _noter(reglement, "reglement.rembourser", par)
    return reglement


def _verifier_credit(client: Client, avoirs_centimes: int, montant_centimes: int) -> None:
    libre = avoirs_centimes + credit(client)
    if montant_centimes > libre:
        raise Refus(
            _(
                "%(client)s a %(libre)s à son crédit : on ne peut pas lui rendre %(montant)s. "
                "Faites d'abord un avoir."
            )
            % {"client": client, "libre": euros(libre), "montant": euros(montant_centimes)}
        )


@transaction.atomic
def imputer(
    reglement: Reglement,
    factures: Iterable[Facture] | None = None,
    *,
    le: date,
    par: Utilisateur | None,
) -> int:
    """Set what is left of a payment against invoices (else the oldest due first); gives the
    centimes set. Raises Refus when nothing is left, or an invoice cannot take it."""
    _tenir_le_compte(reglement.client)
    verifier_non_annule(reglement)
    reste = min(reste_de(reglement), credit(reglement.client))
    if reste <= 0:
        raise Refus(_("Ce règlement est déjà entièrement imputé : il n'en reste rien à répartir."))
    client = reglement.client
    dues = factures_dues(client) if factures is None else verifier_factures(client, factures)
    pose = _repartir(reglement, dues, reste, le)
    noter(
        "reglement.imputer",
        auteur=par,
        perimetre=reglement.structure_id,
        cible=reglement,
        montant_centimes=pose,
    )
    return pose


@transaction.atomic
def imputer_avoir(
    avoir: Facture,
    facture: Facture,
    *,
    le: date,
    par: Utilisateur | None,
    montant_centimes: int | None = None,
) -> int:
    """Set a credit note against an invoice of the same client: its amount on the invoice, the
    opposite on itself. As much as both can take when no amount is said; gives the centimes set.

    Raises Refus when it is not a credit note, or beyond either balance.
    """
    _tenir_le_compte(avoir.client)
    if avoir.genre != GenreFacture.AVOIR or not avoir.est_emise:
        raise Refus(_("%(numero)s n'est pas un avoir émis.") % {"numero": avoir})
    (due,) = verifier_factures(avoir.client, [facture])
    libre = -solde_de(avoir)
    possible = min(libre, due.solde_centimes)
    montant = possible if montant_centimes is None else montant_centimes
    if not 0 < montant <= possible:
        raise _trop(avoir, libre, due, montant)
    _imputer(facture, montant, le, avoir=avoir)
    _imputer(avoir, -montant, le, avoir=avoir)
    noter(
        "avoir.imputer",
        auteur=par,
        perimetre=avoir.structure_id,
        cible=avoir,
        montant_centimes=montant,
        numero=facture.numero,
    )
    return montant


def _trop(avoir: Facture, libre: int, facture: Facture, montant: int) -> Refus:
    return Refus(
        _(
            "On ne peut imputer %(montant)s : il reste %(libre)s sur l'avoir %(avoir)s et "
            "%(du)s à payer sur la facture %(facture)s."
        )
        % {
            "montant": euros(montant),
            "libre": euros(libre),
            "avoir": avoir,
            "du": euros(facture.solde_centimes),
            "facture": facture,
        }
    )


@transaction.atomic
def annuler_reglement(
    reglement: Reglement,
    le: date,
    par: Utilisateur | None,
    *,
    mouvement: MouvementBancaire | None = None,
) -> Reglement:
    """Undo a payment (bounced cheque, refused debit, mistake): an opposite one takes back what it
    had settled. Raises Refus when it is undone already, before it was received, on a day to
    come."""
    _tenir_le_compte(reglement.client)
    verifier_non_annule(reglement)
    if le > aujourdhui():
        raise Refus(_("Le %(le)s n'est pas encore passé.") % {"le": jour(le)})
    if le < reglement.le:
        raise Refus(
            _("Ce règlement a été reçu le %(recu)s : il ne peut être annulé le %(le)s.")
            % {"recu": jour(reglement.le), "le": jour(le)}
        )
    oppose = Reglement.objects.create(
        structure_id=reglement.structure_id,
        client_id=reglement.client_id,
        le=le,
        montant_centimes=-reglement.montant_centimes,
        moyen=reglement.moyen,
        reference=reglement.reference,
        mouvement=mouvement,
        annule=reglement,
        saisi_par=par,
    )
    for imputation in reglement.imputations.select_related("facture"):
        _imputer(imputation.facture, -imputation.montant_centimes, le, reglement=oppose)
    _noter(oppose, "reglement.annuler", par)
    return oppose


def factures_dues(client: Client) -> list[Facture]:
    """Invoices of the client with something left to pay, the oldest due first."""
    return list(Facture.objects.filter(client=client).dues())


def avoirs_disponibles(client: Client) -> list[Facture]:
    """Credit notes not used up (their balance is negative), the oldest first."""
    return list(Facture.objects.filter(client=client).avoirs_a_utiliser())


def credit(client: Client) -> int:
    """Centimes received from the client, set against nothing yet, and not given back."""
    return sum(r.reste_centimes for r in Reglement.objects.filter(client=client).avec_reste())


def reste_de(reglement: Reglement) -> int:
    """Centimes of the payment set against nothing."""
    return Reglement.objects.avec_reste().get(pk=reglement.pk).reste_centimes


def solde_de(facture: Facture) -> int:
    """Centimes left to pay on an invoice; negative: left to use on a credit note."""
    return Facture.objects.avec_solde().get(pk=facture.pk).solde_centimes


def verifier_non_annule(reglement: Reglement) -> None:
    """Raise Refus for a payment undone, or one that undoes another."""
    if reglement.annule_id is not None:
        raise Refus(_("Cette ligne annule elle-même un règlement : elle ne s'annule pas."))
    if Reglement.objects.filter(annule=reglement).exists():
        raise Refus(_("Ce règlement est déjà annulé."))


def _tenir_le_compte(client: Client) -> None:
    """Two payments of one client wait for each other: a balance is never spent twice."""
    Client.objects.select_for_update().get(pk=client.pk)


def _repartir(reglement: Reglement, dues: Sequence[Facture], montant: int, le: date) -> int:
    reste = montant
    for facture in dues:
        part = min(reste, facture.solde_centimes)
        if part > 0:
            _imputer(facture, part, le, reglement=reglement)
            reste -= part
    return montant - reste


def _imputer(
    facture: Facture,
    montant_centimes: int,
    le: date,
    *,
    reglement: Reglement | None = None,
    avoir: Facture | None = None,
) -> None:
    Imputation.objects.create(
        facture=facture,
        reglement=reglement,
        avoir=avoir,
        le=le,
        montant_centimes=montant_centimes,
    )


def _noter(reglement: Reglement, verbe: str, par: Utilisateur | None) -> None:
    noter(
        verbe,
        auteur=par,
        perimetre=reglement.structure_id,
        cible=reglement,
        le=reglement.le.isoformat(),
        montant_centimes=reglement.montant_centimes,
        moyen_reglement=reglement.moyen,
    )
