"""Acts of the radar: take on, put off, set aside; personal dates; who is told how."""

import secrets as hasard
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.parcours.echeances.echeance import Echeance
from etrier.parcours.enums_accompagnement import GenreEcheance
from etrier.parcours.models import AbonnementRadar, EcheancePersonne, EcheanceSuivie, Salarie
from etrier.parcours.secrets import sceller
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui, maintenant
from etrier.socle.journal import noter
from etrier.socle.secrets import empreinte
from etrier.structures.access import Acces
from etrier.structures.models import Structure, Utilisateur

# What tells a secret by its mere kind: her adviser alone knows that the date exists.
TOUJOURS_RESERVEES = frozenset({GenreEcheance.RQTH})
OCTETS_DU_LIEN = 32


@transaction.atomic
def prendre(structure: Structure, echeance: Echeance, *, par: Utilisateur) -> EcheanceSuivie:
    """Take a deadline on: from now on it is `par` who has it, whoever had it before."""
    suivie, _nouvelle = EcheanceSuivie.objects.update_or_create(
        structure=structure,
        cle=echeance.cle,
        defaults={"prise_par": par, "depuis": maintenant(), "ecartee_le": None},
    )
    _noter_suivie("echeance.prendre", suivie, echeance, par)
    return suivie


@transaction.atomic
def reporter(
    structure: Structure, echeance: Echeance, au: date, *, par: Utilisateur
) -> EcheanceSuivie:
    """Put a deadline off: it waits until that day, and whoever puts it off has it.

    Its own date does not move. Raises Refus for a day that is not to come.
    """
    if au <= aujourdhui():
        raise Refus(_("Choisissez un jour à venir : l'échéance y reviendra d'elle-même."))
    suivie, nouvelle = EcheanceSuivie.objects.get_or_create(
        structure=structure,
        cle=echeance.cle,
        defaults={"prise_par": par, "depuis": maintenant()},
    )
    if not nouvelle and suivie.prise_par_id is None:
        suivie.prise_par, suivie.depuis = par, maintenant()
    suivie.reportee_au, suivie.ecartee_le = au, None
    suivie.save()
    _noter_suivie("echeance.reporter", suivie, echeance, par, au=au.isoformat())
    return suivie


@transaction.atomic
def ecarter(structure: Structure, echeance: Echeance, *, par: Utilisateur) -> EcheanceSuivie:
    """Set a deadline aside: it asks nothing here. Under a new date it comes back."""
    suivie, _nouvelle = EcheanceSuivie.objects.update_or_create(
        structure=structure,
        cle=echeance.cle,
        defaults={"ecartee_le": aujourdhui()},
        create_defaults={
            "prise_par": par,
            "depuis": maintenant(),
            "ecartee_le": aujourdhui(),
        },
    )
    _noter_suivie("echeance.ecarter", suivie, echeance, par)
    return suivie


@transaction.atomic
def rendre(structure: Structure, echeance: Echeance, *, par: Utilisateur) -> None:
    """Put it back as it was: nobody's, on its own date."""
    suivie = EcheanceSuivie.objects.filter(structure=structure, cle=echeance.cle).first()
    if suivie is None:
        return
    _noter_suivie("echeance.rendre", suivie, echeance, par)
    suivie.delete()


def _noter_suivie(
    verbe: str, suivie: EcheanceSuivie, echeance: Echeance, par: Utilisateur, **details: str
) -> None:
    # As its writing: nobody reads in the journal of the house that a reserved date exists.
    noter(
        verbe,
        auteur=par,
        perimetre=None if echeance.reservee else suivie.structure_id,
        cible=suivie,
        echeance=echeance.genre.value,
        le=echeance.fin.isoformat(),
        **details,
    )


@transaction.atomic
def ajouter_echeance(
    salarie: Salarie, *, genre: str, fin: date, reservee: bool, par: Utilisateur
) -> EcheancePersonne:
    """Write a personal date; its kind is sealed. An RQTH is always kept for her adviser.

    Raises Refus for an unknown kind.
    """
    if genre not in GenreEcheance.values:
        raise Refus(_("Choisissez dans la liste ce que cette date finit."))
    echeance = EcheancePersonne.objects.create(
        salarie=salarie,
        genre=sceller(genre),
        fin=fin,
        reservee=reservee or genre in TOUJOURS_RESERVEES,
    )
    _noter_personnelle("echeance_personne.ajouter", echeance, par, fin=fin.isoformat())
    return echeance


@transaction.atomic
def changer_echeance(
    echeance: EcheancePersonne, *, fin: date, par: Utilisateur
) -> EcheancePersonne:
    """Move a personal date: renewed, or typed wrong."""
    echeance.fin = fin
    echeance.save(update_fields=["fin"])
    _noter_personnelle("echeance_personne.changer", echeance, par, fin=fin.isoformat())
    return echeance


@transaction.atomic
def faire_echeance(
    echeance: EcheancePersonne, *, renouvelee_au: date | None, par: Utilisateur
) -> EcheancePersonne | None:
    """Write that it is done; gives the next one when a new date is known.

    Raises Refus when it already is, or when the new date does not come after.
    """
    if echeance.faite_le is not None:
        raise Refus(_("Cette date est déjà faite."))
    if renouvelee_au is not None and renouvelee_au <= echeance.fin:
        raise Refus(_("La nouvelle date vient après l'ancienne : corrigez-la."))
    echeance.faite_le = aujourdhui()
    echeance.save(update_fields=["faite_le"])
    _noter_personnelle("echeance_personne.faire", echeance, par, fin=echeance.fin.isoformat())
    if renouvelee_au is None:
        return None
    suivante = EcheancePersonne.objects.create(
        salarie=echeance.salarie,
        genre=echeance.genre,
        fin=renouvelee_au,
        reservee=echeance.reservee,
    )
    _noter_personnelle("echeance_personne.ajouter", suivante, par, fin=renouvelee_au.isoformat())
    return suivante


def _noter_personnelle(
    verbe: str, echeance: EcheancePersonne, par: Utilisateur, **details: str
) -> None:
    # A reserved date leaves no line that others read: that it exists is its adviser's.
    noter(
        verbe,
        auteur=par,
        perimetre=None if echeance.reservee else echeance.salarie.structure_id,
        cible=echeance,
        **details,
    )


@transaction.atomic
def donner_lien(acces: Acces) -> str:
    """A new calendar link for the reader in the structure, told once; the one before shuts."""
    jeton = hasard.token_urlsafe(OCTETS_DU_LIEN)
    _abonner(acces, jeton_empreinte=empreinte(f"agenda:{jeton}"))
    _noter_abonnement("radar.donner_lien", acces)
    return jeton


@transaction.atomic
def retirer_lien(acces: Acces) -> None:
    """Shut the calendar link of the reader."""
    _abonner(acces, jeton_empreinte="")
    _noter_abonnement("radar.retirer_lien", acces)


@transaction.atomic
def choisir_courriel(acces: Acces, *, hebdomadaire: bool) -> None:
    """Receive the weekly mail, or no more."""
    _abonner(acces, hebdomadaire=hebdomadaire)
    _noter_abonnement("radar.courriel" if hebdomadaire else "radar.sans_courriel", acces)


def _abonner(acces: Acces, **valeurs: object) -> AbonnementRadar:
    abonnement, _nouveau = AbonnementRadar.objects.update_or_create(
        utilisateur=acces.utilisateur, structure=acces.structure, defaults=valeurs
    )
    return abonnement


def _noter_abonnement(verbe: str, acces: Acces) -> None:
    noter(verbe, auteur=acces.utilisateur, perimetre=acces.structure.pk)
