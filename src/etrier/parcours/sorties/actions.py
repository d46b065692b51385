"""Acts on exits: record, correct, cancel, write the news one has of somebody."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.calendrier import ajouter_mois
from etrier.droit.ecriture import jour as ecrire_jour
from etrier.parcours.enums import ClasseSortie
from etrier.parcours.models import Salarie, Sortie, SuiviSortie
from etrier.parcours.secrets import sceller
from etrier.parcours.sorties.classes import classe_du_motif
from etrier.parcours.sorties.motifs import MotifSortie
from etrier.parcours.sorties.verification import verifier_sortie
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.structures.models import Convention, Utilisateur

MOIS_DE_SUIVI = (3, 6, 12)


@dataclass(frozen=True)
class Depart:
    """What is said of an exit: from which convention, when, why, towards whom."""

    convention: Convention
    le: date
    motif: MotifSortie
    employeur: str = ""


@transaction.atomic
def enregistrer_sortie(salarie: Salarie, depart: Depart, *, par: Utilisateur | None) -> Sortie:
    """Write down that somebody left, class the exit, and plan the news to take of her.

    Raises Refus when she had no contract there, is still under one, has left already, or when the
    motive has no class.
    """
    verifier_sortie(salarie, depart.convention, depart.le)
    sortie = _ecrire(salarie, depart, par)
    # The motive may be a secret: neither it nor the class it gives goes to the audit.
    noter(
        "sortie.enregistrer",
        auteur=par,
        perimetre=salarie.structure_id,
        cible=sortie,
        le=depart.le.isoformat(),
    )
    return sortie


@transaction.atomic
def corriger_sortie(ancienne: Sortie, depart: Depart, *, par: Utilisateur | None) -> Sortie:
    """Cancel an exit written wrong and write it again; the news already had follow it.

    Raises Refus as `enregistrer_sortie`, or when the exit is cancelled already.
    """
    _verifier_vivante(ancienne)
    verifier_sortie(ancienne.salarie, depart.convention, depart.le, sauf=ancienne)
    _annuler(ancienne)
    nouvelle = _ecrire(ancienne.salarie, depart, par)
    for fait in ancienne.suivis.all():
        nouvelle.suivis.filter(mois=fait.mois).delete()
        fait.sortie = nouvelle
        fait.save()
    noter(
        "sortie.corriger",
        auteur=par,
        perimetre=ancienne.salarie.structure_id,
        cible=nouvelle,
        ancienne=ancienne.le.isoformat(),
        le=depart.le.isoformat(),
    )
    return nouvelle


@transaction.atomic
def annuler_sortie(sortie: Sortie, *, par: Utilisateur | None) -> None:
    """She had not left: the exit stays written, cancelled, and counts nowhere.

    Raises Refus when it is cancelled already.
    """
    _verifier_vivante(sortie)
    _annuler(sortie)
    noter(
        "sortie.annuler",
        auteur=par,
        perimetre=sortie.salarie.structure_id,
        cible=sortie,
        le=sortie.le.isoformat(),
    )


@transaction.atomic
def noter_suivi(
    suivi: SuiviSortie,
    *,
    le: date,
    situation: str,
    justificatif: str = "",
    par: Utilisateur | None,
) -> SuiviSortie:
    """Write the news one has of somebody some months after she left.

    Raises Refus for a day to come or before the exit, and for a cancelled exit.
    """
    sortie = suivi.sortie
    _verifier_vivante(sortie)
    if not sortie.le <= le <= aujourdhui():
        raise Refus(
            _("La nouvelle date du %(le)s : écrivez un jour entre le %(sortie)s et aujourd'hui.")
            % {"le": ecrire_jour(le), "sortie": ecrire_jour(sortie.le)}
        )
    suivi.fait_le, suivi.situation, suivi.par = le, situation, par
    suivi.justificatif = justificatif.strip()
    suivi.save()
    noter(
        "sortie.suivre",
        auteur=par,
        perimetre=sortie.salarie.structure_id,
        cible=suivi,
        mois=suivi.mois,
        le=le.isoformat(),
    )
    return suivi


def se_suit(motif: MotifSortie, classe: ClasseSortie) -> bool:
    """News are taken of those whose exit counts; nobody is called about somebody who died.

    Withdrawn exits have no follow-up at all, so that its absence tells nothing of the motive.
    """
    return classe != ClasseSortie.RETIREE and motif != MotifSortie.DECES


def planifier_suivis(sortie: Sortie) -> list[SuiviSortie]:
    """The follow-ups of an exit, not saved."""
    return [
        SuiviSortie(sortie=sortie, mois=mois, prevu_le=ajouter_mois(sortie.le, mois))
        for mois in MOIS_DE_SUIVI
    ]


def accorder_suivis(sortie: Sortie, motif: MotifSortie) -> None:
    """Plan the news to take, or no longer, after a change of class; those had already stay."""
    if not se_suit(motif, ClasseSortie(sortie.classe)):
        sortie.suivis.filter(fait_le__isnull=True).delete()
    elif not sortie.suivis.exists():
        SuiviSortie.objects.bulk_create(planifier_suivis(sortie))


def _ecrire(salarie: Salarie, depart: Depart, par: Utilisateur | None) -> Sortie:
    classe = classe_du_motif(salarie.structure, depart.motif, depart.le)
    sortie = Sortie.objects.create(
        salarie=salarie,
        convention=depart.convention,
        le=depart.le,
        motif=sceller(str(int(depart.motif))),
        classe=classe,
        sans_nouvelle=depart.motif == MotifSortie.SANS_NOUVELLE,
        employeur=depart.employeur.strip(),
        par=par,
    )
    accorder_suivis(sortie, depart.motif)
    return sortie


def _verifier_vivante(sortie: Sortie) -> None:
    if sortie.annulee_le is not None:
        raise Refus(
            _("Cette sortie est annulée depuis le %(jour)s : enregistrez-en une autre.")
            % {"jour": ecrire_jour(sortie.annulee_le)}
        )


def _annuler(sortie: Sortie) -> None:
    sortie.annulee_le = aujourdhui()
    sortie.save()
    sortie.suivis.filter(fait_le__isnull=True).delete()
