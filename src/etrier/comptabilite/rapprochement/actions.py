"""Acts on the lines of the bank: accepted, accepted together, put aside, undone.

Accepting does what it says (a payment received, a debit sent back…) through the room that owns it,
and keeps a link with the reason; undoing never erases.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.banque.enums import EtatMouvement
from etrier.banque.models import MouvementBancaire
from etrier.comptabilite.models import RapprochementBancaire
from etrier.comptabilite.rapprochement.annulation import annuler
from etrier.comptabilite.rapprochement.cibles import Cible
from etrier.comptabilite.rapprochement.effets import faire
from etrier.comptabilite.rapprochement.propositions import proposer
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import maintenant
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

RAISON_MAXIMALE, MOTIF_MAXIMAL = 200, 120


@dataclass(frozen=True)
class Bilan:
    """What accepting several did: how many, and those that could not be, with why."""

    acceptes: int
    laisses: tuple[tuple[MouvementBancaire, str], ...] = ()


@transaction.atomic
def accepter(
    mouvement: MouvementBancaire, cible: Cible, *, raison: str = "", par: Utilisateur | None
) -> list[RapprochementBancaire]:
    """The line pays this. Raises Refus when it is decided already, or what the act refuses."""
    tenu = _tenir(mouvement)
    _verifier_a_rapprocher(tenu)
    raison = (raison or _("Choisi à la main."))[:RAISON_MAXIMALE]
    faits = faire(tenu, cible, par)
    liens = [
        RapprochementBancaire.objects.create(
            mouvement=tenu, raison=raison, le=maintenant(), par=par, **vars(fait)
        )
        for fait in faits
    ]
    _passer(tenu, EtatMouvement.RAPPROCHE, "")
    noter(
        "mouvement.rapprocher",
        auteur=par,
        perimetre=tenu.structure_id,
        cible=tenu,
        sorte=cible.sorte.value,
        montant_centimes=tenu.montant_centimes,
        le=tenu.le.isoformat(),
    )
    return liens


def accepter_les_sures(
    structure: Structure,
    mouvements: Sequence[MouvementBancaire],
    *,
    par: Utilisateur | None,
    suivi: Callable[[int, int], None] | None = None,
) -> Bilan:
    """Accept the first proposal of each line it is sure of; one refused stops no other."""
    sures = [x for x in proposer(structure, mouvements) if x.sure and x.premiere]
    acceptes, laisses = 0, []
    for rang, ligne in enumerate(sures, start=1):
        assert ligne.premiere is not None
        try:
            accepter(ligne.mouvement, ligne.premiere.cible, raison=ligne.premiere.raison, par=par)
            acceptes += 1
        except Refus as refus:
            laisses.append((ligne.mouvement, refus.phrase))
        if suivi is not None:
            suivi(rang, len(sures))
    return Bilan(acceptes, tuple(laisses))


@transaction.atomic
def ecarter(mouvement: MouvementBancaire, motif: str, par: Utilisateur | None) -> None:
    """Put a line aside, with its reason (bank charges, a transfer between two accounts…)."""
    tenu = _tenir(mouvement)
    _verifier_a_rapprocher(tenu)
    motif = " ".join(motif.split())
    if not motif or len(motif) > MOTIF_MAXIMAL:
        raise Refus(
            _("Dites pourquoi ce mouvement est laissé de côté, en %(maximum)s caractères au plus.")
            % {"maximum": MOTIF_MAXIMAL}
        )
    _passer(tenu, EtatMouvement.ECARTE, motif)
    noter(
        "mouvement.ecarter",
        auteur=par,
        perimetre=tenu.structure_id,
        cible=tenu,
        montant_centimes=tenu.montant_centimes,
        le=tenu.le.isoformat(),
    )


@transaction.atomic
def defaire(mouvement: MouvementBancaire, par: Utilisateur | None) -> None:
    """Put a line back to be matched: what its match made is undone by an opposite.

    Raises Refus when nothing was decided on it.
    """
    tenu = _tenir(mouvement)
    if tenu.etat == EtatMouvement.A_RAPPROCHER:
        raise Refus(_("Rien n'est décidé sur ce mouvement : il n'y a rien à défaire."))
    liens = list(tenu.rapprochements.filter(annule_le=None))
    for lien in liens:
        annuler(tenu, lien, par)
    RapprochementBancaire.objects.filter(pk__in=[x.pk for x in liens]).update(
        annule_le=maintenant(), annule_par=par
    )
    _passer(tenu, EtatMouvement.A_RAPPROCHER, "")
    noter(
        "mouvement.defaire",
        auteur=par,
        perimetre=tenu.structure_id,
        cible=tenu,
        montant_centimes=tenu.montant_centimes,
        le=tenu.le.isoformat(),
    )


def _tenir(mouvement: MouvementBancaire) -> MouvementBancaire:
    # Two lines of one structure wait for each other: an order or a payment is matched with one.
    Structure.objects.select_for_update().get(pk=mouvement.structure_id)
    return (
        MouvementBancaire.objects.select_for_update(of=("self",))
        .select_related("structure")
        .get(pk=mouvement.pk)
    )


def _verifier_a_rapprocher(mouvement: MouvementBancaire) -> None:
    if mouvement.etat != EtatMouvement.A_RAPPROCHER:
        raise Refus(
            _("Ce mouvement est déjà %(etat)s : défaites-le d'abord.")
            % {"etat": mouvement.get_etat_display()}
        )


def _passer(mouvement: MouvementBancaire, etat: str, motif: str) -> None:
    mouvement.etat, mouvement.motif = etat, motif
    mouvement.save(update_fields=["etat", "motif"])
