"""What a payment must respect, said in the user's words."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from etrier.banque.models import MouvementBancaire
from etrier.droit.ecriture import euros, jour
from etrier.facturation.enums import MoyenReglement
from etrier.facturation.models import Facture, Reglement
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.structures.models import Structure

REFERENCE_MAXIMALE = 140


def verifier_saisie(le: date, montant_centimes: int, moyen: str, reference: str) -> None:
    """Raise Refus for an amount that is not positive, a day to come, a means unknown."""
    if montant_centimes <= 0:
        raise Refus(_("Le montant doit être positif : écrivez ce qui a été payé."))
    if le > aujourdhui():
        raise Refus(
            _("Le %(le)s n'est pas encore passé : n'écrivez que l'argent déjà reçu ou rendu.")
            % {"le": jour(le)}
        )
    if moyen not in MoyenReglement.values:
        raise Refus(_("Choisissez le moyen de paiement dans la liste."))
    if len(reference.strip()) > REFERENCE_MAXIMALE:
        raise Refus(
            _("La référence dépasse %(maximum)s caractères : raccourcissez-la.")
            % {"maximum": REFERENCE_MAXIMALE}
        )


def verifier_appartenances(
    structure: Structure, client: Client, mouvement: MouvementBancaire | None
) -> None:
    """Raise Refus when the client or the movement is another structure's."""
    if client.structure_id != structure.pk:
        raise Refus(_("%(client)s n'est pas un client de cette structure.") % {"client": client})
    if mouvement is not None and mouvement.structure_id != structure.pk:
        raise Refus(_("Ce mouvement bancaire n'est pas de cette structure."))


def verifier_double(
    client: Client, le: date, montant_centimes: int, moyen: str, reference: str
) -> None:
    """Raise Refus when the same payment, with its reference, is already typed."""
    if not reference:
        return
    memes = Reglement.objects.qui_tiennent().filter(
        client=client,
        le=le,
        montant_centimes=montant_centimes,
        moyen=moyen,
        reference=reference,
    )
    if memes.exists():
        raise Refus(
            _(
                "Un règlement de %(montant)s du %(le)s est déjà enregistré sous la référence "
                "« %(reference)s » : si c'en est un autre, donnez-lui une autre référence."
            )
            % {"montant": euros(montant_centimes), "le": jour(le), "reference": reference}
        )


def verifier_factures(client: Client, factures: Iterable[Facture]) -> list[Facture]:
    """The invoices with their balance, in the order given.

    Raises Refus for one that is a draft, another client's, or has nothing left to pay.
    """
    demandees = [f.pk for f in factures]
    connues = Facture.objects.avec_solde().in_bulk(demandees)
    trouvees = [connues[pk] for pk in dict.fromkeys(demandees)]
    for facture in trouvees:
        if facture.client_id != client.pk:
            raise Refus(
                _("La facture %(numero)s n'est pas de %(client)s.")
                % {"numero": facture, "client": client}
            )
        if not facture.est_emise:
            raise Refus(_("Un brouillon ne se paie pas : émettez d'abord la facture."))
        if facture.solde_centimes <= 0:
            raise Refus(
                _("Il ne reste rien à payer sur %(numero)s : décochez-la.") % {"numero": facture}
            )
    return trouvees
