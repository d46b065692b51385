"""Acts of the person's page: hand a link, withdraw it, open it, ask something. Atomic, audited.

The link is drawn at random and never kept: only its digest is. Whoever finds it still needs the
day and the month of birth, and has five tries in all.
"""

import secrets as hasard
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from etrier.parcours.chez_moi.liens import AccesFerme, etat_de, trouver
from etrier.parcours.enums import GenreDemande, LanguePersonne
from etrier.parcours.models import AccesPersonne, DemandePersonne, Salarie
from etrier.parcours.secrets import sceller
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui, maintenant
from etrier.socle.journal import noter
from etrier.socle.secrets import empreinte
from etrier.structures.models import Utilisateur

OCTETS_DU_LIEN = 24
DUREE_DU_LIEN = timedelta(days=183)
ENTRE_DEUX_VISITES = timedelta(minutes=5)
LONGUEUR_DEMANDE = 2000
DEMANDES_OUVERTES = 10


@dataclass(frozen=True)
class Remise:
    """A link just handed: the only moment when it is known."""

    acces: AccesPersonne
    jeton: str


@transaction.atomic
def remettre(salarie: Salarie, *, telephone: str = "", par: Utilisateur | None) -> Remise:
    """Hand a link for six months; the ones before it stop opening, on every phone.

    `telephone`: the number the page shows to call. Raises Refus when the person is erased, or in
    the archives.
    """
    if salarie.personne.effacee_le is not None:
        raise Refus(_("Les données de cette personne sont effacées : elle n'a plus de page."))
    if salarie.personne.archivee_le is not None:
        raise Refus(_("Cette personne est archivée : elle n'a plus de page."))
    _retirer(salarie)
    jeton = hasard.token_urlsafe(OCTETS_DU_LIEN)
    acces = AccesPersonne.objects.create(
        salarie=salarie,
        jeton_empreinte=empreinte(jeton),
        remis_par=par,
        expire_le=aujourdhui() + DUREE_DU_LIEN,
        telephone=telephone,
    )
    noter(
        "chez_moi.remettre",
        auteur=par,
        perimetre=salarie.structure_id,
        cible=salarie,
        fin=acces.expire_le.isoformat(),
    )
    return Remise(acces, jeton)


@transaction.atomic
def retirer(salarie: Salarie, *, par: Utilisateur | None) -> int:
    """Withdraw every link of the person; phones that were open close. Gives how many."""
    retires = _retirer(salarie)
    if retires:
        noter("chez_moi.retirer", auteur=par, perimetre=salarie.structure_id, cible=salarie)
    return retires


def _retirer(salarie: Salarie) -> int:
    return AccesPersonne.objects.filter(salarie=salarie, retire_le__isnull=True).update(
        retire_le=maintenant()
    )


def ouvrir_lien(jeton: str, jour: int, mois: int) -> AccesPersonne | None:
    """The access of a link when the day and month are those of the person's birth; None when not.

    A wrong try is counted, and never forgotten: five in all lock the link, whoever tried.
    Raises AccesFerme when the link opens nothing.
    """
    with transaction.atomic():
        acces = trouver(jeton, verrou=True)
        naissance = acces.salarie.personne.naissance
        if (naissance.day, naissance.month) == (jour, mois):
            return acces
        AccesPersonne.objects.filter(pk=acces.pk).update(essais=F("essais") + 1)
    acces.refresh_from_db(fields=["essais"])
    if etat_de(acces) is not None:
        noter(
            "chez_moi.verrouiller",
            auteur=None,
            perimetre=acces.salarie.structure_id,
            cible=acces.salarie,
        )
        raise AccesFerme("verrouille")
    return None


def visiter(acces: AccesPersonne) -> None:
    """Keep when the page was last opened, within five minutes."""
    instant = maintenant()
    derniere = acces.derniere_visite_le
    if derniere is None or instant - derniere >= ENTRE_DEUX_VISITES:
        AccesPersonne.objects.filter(pk=acces.pk).update(derniere_visite_le=instant)


@transaction.atomic
def choisir_langue(acces: AccesPersonne, langue: str) -> None:
    """Remember the language the person reads. Raises Refus when it is none of the list."""
    if langue not in LanguePersonne.values:
        raise Refus(_("Cette langue n'existe pas encore ici."))
    personne = acces.salarie.personne
    if personne.langue == langue:
        return
    personne.langue = langue
    personne.save(update_fields=["langue"])
    noter(
        "chez_moi.langue",
        auteur=None,
        perimetre=acces.salarie.structure_id,
        cible=acces.salarie,
        langue=langue,
    )


@transaction.atomic
def demander(acces: AccesPersonne, genre: str, texte: str = "") -> DemandePersonne:
    """Tell the adviser that the person wants a copy of her data, or a mistake corrected.

    The same demand of a copy is not written twice. Raises Refus when nothing is said to correct,
    or when too many demands wait.
    """
    if genre not in GenreDemande.values:
        raise Refus(_("Cette demande n'existe pas."))
    texte = texte.strip()[:LONGUEUR_DEMANDE]
    if genre == GenreDemande.CORRECTION and not texte:
        raise Refus(_("Écrivez ce qui est faux."))
    ouvertes = DemandePersonne.objects.filter(salarie=acces.salarie, repondue_le__isnull=True)
    deja = ouvertes.filter(genre=GenreDemande.COPIE).first()
    if genre == GenreDemande.COPIE and deja is not None:
        return deja
    if ouvertes.count() >= DEMANDES_OUVERTES:
        raise Refus(_("Vos demandes attendent déjà une réponse."))
    demande = DemandePersonne.objects.create(
        salarie=acces.salarie, genre=genre, texte=sceller(texte) if texte else None
    )
    noter(
        "chez_moi.demander",
        auteur=None,
        perimetre=acces.salarie.structure_id,
        cible=acces.salarie,
        genre_demande=genre,
    )
    return demande


@transaction.atomic
def repondre(demande: DemandePersonne, *, par: Utilisateur) -> None:
    """Write that the adviser answered. Raises Refus when it already is."""
    if demande.repondue_le is not None:
        raise Refus(_("Cette demande a déjà sa réponse."))
    demande.repondue_le, demande.repondue_par = aujourdhui(), par
    demande.save(update_fields=["repondue_le", "repondue_par"])
    noter(
        "chez_moi.repondre",
        auteur=par,
        perimetre=demande.salarie.structure_id,
        cible=demande.salarie,
        genre_demande=demande.genre,
    )
