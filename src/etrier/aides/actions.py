"""Acts of the room."""

from datetime import date

from django.db import transaction

from etrier.aides.models import VersementRecu
from etrier.droit.ecriture import euros, jour
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.structures.models import AnnexeFinanciere, Utilisateur

LIBELLE_MAXIMAL = 120


@transaction.atomic
def enregistrer_versement(
    annexe: AnnexeFinanciere,
    le: date,
    montant_centimes: int,
    libelle: str,
    par: Utilisateur | None,
) -> VersementRecu:
    """Record money of the aide au poste seen on the bank account; negative when it was taken back.

    Raises Refus for nothing, a day to come or before the annexe, a label too long, or a payment
    already recorded (same day, amount and label).
    """
    libelle = libelle.strip()
    _verifier(annexe, le, montant_centimes, libelle)
    versement = VersementRecu.objects.create(
        annexe=annexe, le=le, montant_centimes=montant_centimes, libelle=libelle, saisi_par=par
    )
    noter(
        "versement.enregistrer",
        auteur=par,
        perimetre=annexe.structure_id,
        cible=versement,
        annexe=annexe.pk,
        le=le.isoformat(),
        montant_centimes=montant_centimes,
    )
    return versement


def _verifier(annexe: AnnexeFinanciere, le: date, montant_centimes: int, libelle: str) -> None:
    if montant_centimes == 0:
        raise Refus(
            "Le montant est nul : écrivez ce qui a été reçu, ou repris avec un signe moins."
        )
    if le > aujourdhui():
        raise Refus(f"Le {jour(le)} n'est pas encore passé : n'écrivez que l'argent déjà reçu.")
    debut = annexe.avenants.order_by("debut").values_list("debut", flat=True).first()
    if debut is not None and le < debut:
        raise Refus(
            f"L'annexe {annexe} commence le {jour(debut)} : un versement du {jour(le)} relève "
            "d'une autre annexe."
        )
    if len(libelle) > LIBELLE_MAXIMAL:
        raise Refus(f"Le libellé dépasse {LIBELLE_MAXIMAL} caractères : raccourcissez-le.")
    if annexe.versements.filter(le=le, montant_centimes=montant_centimes, libelle=libelle).exists():
        raise Refus(
            f"Un versement de {euros(montant_centimes)} du {jour(le)} est déjà enregistré sous ce "
            "libellé : si c'en est un autre, donnez-lui un autre libellé."
        )
