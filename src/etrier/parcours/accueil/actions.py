"""Acts on candidacies: receive, meet, decide, answer. Each is atomic and audited."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.parcours.actions import Identite, champs_identite, embaucher
from etrier.parcours.conservation.actions import revenir
from etrier.parcours.enums import EtatCandidature, MotifRefus, OrigineCandidature
from etrier.parcours.models import (
    Candidature,
    Partenaire,
    Personne,
    RendezVousAccueil,
    Salarie,
)
from etrier.parcours.secrets import sceller
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

OUVERTES = (EtatCandidature.RECUE, EtatCandidature.ETUDE, EtatCandidature.ATTENTE)


@dataclass(frozen=True)
class Arrivee:
    """How somebody came: `origine` is a value of `OrigineCandidature`."""

    origine: str
    recue_le: date
    partenaire: Partenaire | None = None
    poste: str = ""
    message: str = ""
    numero_plateforme: str = ""


@transaction.atomic
def recevoir(
    structure: Structure,
    personne: Personne | Identite,
    arrivee: Arrivee,
    *,
    par: Utilisateur | None,
) -> Candidature:
    """Write down a candidacy, of somebody known or of a new person.

    Raises Refus when it comes from the future, when who sent it does not suit, or when the person
    already has one open here.
    """
    _verifier_arrivee(structure, arrivee)
    if isinstance(personne, Identite):
        personne = Personne.objects.create(**champs_identite(personne))
    ouverte = structure.candidatures.filter(personne=personne, etat__in=OUVERTES).first()
    if ouverte is not None:
        raise Refus(
            _("La candidature de %(qui)s, reçue le %(jour)s, est encore ouverte : continuez-la.")
            % {"qui": personne, "jour": ecrire_jour(ouverte.recue_le)}
        )
    revenir(personne, par=par)
    candidature = Candidature.objects.create(
        structure=structure,
        personne=personne,
        partenaire=arrivee.partenaire,
        origine=arrivee.origine,
        recue_le=arrivee.recue_le,
        poste=arrivee.poste.strip()[:120],
        message=sceller(arrivee.message.strip()) if arrivee.message.strip() else None,
        numero_plateforme=arrivee.numero_plateforme,
    )
    _noter("candidature.recevoir", candidature, par, le=arrivee.recue_le)
    return candidature


def _verifier_arrivee(structure: Structure, arrivee: Arrivee) -> None:
    if arrivee.origine not in OrigineCandidature.values:
        raise Refus(_("Dites comment la personne est venue."))
    if arrivee.recue_le > aujourdhui():
        raise Refus(
            _("Le %(jour)s n'est pas encore passé : corrigez la date de réception.")
            % {"jour": ecrire_jour(arrivee.recue_le)}
        )
    envoyeur = arrivee.partenaire
    if envoyeur is not None and envoyeur.structure_id != structure.pk:
        raise Refus(_("Ce partenaire n'est pas dans votre carnet : ajoutez-le d'abord."))
    if arrivee.origine == OrigineCandidature.PRESCRIPTEUR:
        if envoyeur is None:
            raise Refus(_("Dites quel prescripteur envoie la personne."))
        if not envoyeur.est_habilite:
            raise Refus(
                _("« %(nom)s » n'est pas un prescripteur habilité : choisissez « orienteur ».")
                % {"nom": envoyeur.nom}
            )


@transaction.atomic
def fixer_rendez_vous(
    candidature: Candidature, *, le: datetime, lieu: str = "", par: Utilisateur | None
) -> RendezVousAccueil:
    """Make an appointment: the candidacy is then being looked at.

    Raises Refus when it is closed, or before it was received.
    """
    _exiger_ouverte(candidature)
    if le.date() < candidature.recue_le:
        raise Refus(
            _("La candidature est arrivée le %(jour)s : le rendez-vous vient après.")
            % {"jour": ecrire_jour(candidature.recue_le)}
        )
    rendez_vous = RendezVousAccueil.objects.create(
        candidature=candidature, le=le, lieu=lieu.strip()[:120]
    )
    if candidature.etat == EtatCandidature.RECUE:
        _changer(candidature, EtatCandidature.ETUDE)
    _noter("candidature.rendez_vous", candidature, par, le=le.date())
    return rendez_vous


@transaction.atomic
def raconter_rendez_vous(
    rendez_vous: RendezVousAccueil, *, present: bool, avis: str = "", par: Utilisateur | None
) -> RendezVousAccueil:
    """Say whether she came, and what was thought of it (sealed). An empty opinion keeps the one
    written before: nobody erases what she may not read."""
    rendez_vous.present = present
    if avis.strip():
        rendez_vous.avis = sceller(avis.strip())
    rendez_vous.save(update_fields=["present", "avis"])
    _noter("candidature.raconter", rendez_vous.candidature, par, present=present)
    return rendez_vous


@transaction.atomic
def accepter(
    candidature: Candidature, *, matricule: str, le: date, par: Utilisateur | None
) -> Salarie:
    """Say yes: she becomes an employee of the structure, or the file she had here serves again.

    Raises Refus when it is closed, or when the number is taken.
    """
    _exiger_ouverte(candidature)
    _verifier_jour(candidature, le)
    structure = candidature.structure
    salarie = Salarie.objects.filter(
        structure=structure, personne=candidature.personne_id
    ).first() or embaucher(structure, matricule=matricule, personne=candidature.personne, par=par)
    candidature.salarie = salarie
    _changer(candidature, EtatCandidature.ACCEPTEE, le)
    _noter("candidature.accepter", candidature, par, le=le)
    return salarie


@transaction.atomic
def refuser(
    candidature: Candidature, *, motif: str, le: date, par: Utilisateur | None
) -> Candidature:
    """Say no, and why, in words one can send. Raises Refus without a motive or when closed."""
    _exiger_ouverte(candidature)
    _verifier_jour(candidature, le)
    if motif not in MotifRefus.values:
        raise Refus(_("Choisissez le motif du refus : il sera dans la réponse."))
    candidature.motif_refus = motif
    _changer(candidature, EtatCandidature.REFUSEE, le)
    _noter("candidature.refuser", candidature, par, le=le, motif=motif)
    return candidature


@transaction.atomic
def mettre_en_attente(
    candidature: Candidature, *, le: date, par: Utilisateur | None
) -> Candidature:
    """Keep her on the waiting list: the answer is that there is no post yet."""
    _exiger_ouverte(candidature)
    _verifier_jour(candidature, le)
    _changer(candidature, EtatCandidature.ATTENTE, le)
    _noter("candidature.attendre", candidature, par, le=le)
    return candidature


@transaction.atomic
def retirer(candidature: Candidature, *, le: date, par: Utilisateur | None) -> Candidature:
    """She no longer comes: found elsewhere, gave up."""
    _exiger_ouverte(candidature)
    _verifier_jour(candidature, le)
    _changer(candidature, EtatCandidature.RETIREE, le)
    _noter("candidature.retirer", candidature, par, le=le)
    return candidature


@transaction.atomic
def rouvrir(candidature: Candidature, *, par: Utilisateur | None) -> Candidature:
    """Look again at somebody refused, withdrawn or on the waiting list; an acceptance is a hire
    and stays."""
    if candidature.etat == EtatCandidature.ACCEPTEE:
        raise Refus(_("La personne est embauchée : sa candidature ne se rouvre pas."))
    autre = candidature.structure.candidatures.filter(
        personne=candidature.personne_id, etat__in=OUVERTES
    ).exclude(pk=candidature.pk)
    if autre.exists():
        raise Refus(_("Une autre candidature de la personne est ouverte : continuez celle-là."))
    candidature.motif_refus, candidature.reponse_le = "", None
    _changer(candidature, EtatCandidature.ETUDE)
    _noter("candidature.rouvrir", candidature, par)
    return candidature


@transaction.atomic
def repondre(candidature: Candidature, *, le: date, par: Utilisateur | None) -> Candidature:
    """Write down that the answer was given.

    Raises Refus while nothing is decided, or when it precedes the decision or is yet to come.
    """
    if candidature.decidee_le is None:
        raise Refus(_("Rien n'est décidé encore : décidez, puis répondez."))
    if not candidature.decidee_le <= le <= aujourdhui():
        raise Refus(
            _("La réponse se donne entre la décision (%(jour)s) et aujourd'hui.")
            % {"jour": ecrire_jour(candidature.decidee_le)}
        )
    candidature.reponse_le = le
    candidature.save(update_fields=["reponse_le"])
    _noter("candidature.repondre", candidature, par, le=le)
    return candidature


def _exiger_ouverte(candidature: Candidature) -> None:
    if candidature.etat not in OUVERTES:
        raise Refus(
            _("Cette candidature est close (%(etat)s) : rouvrez-la d'abord.")
            % {"etat": candidature.get_etat_display()}
        )


def _verifier_jour(candidature: Candidature, le: date) -> None:
    if not candidature.recue_le <= le <= aujourdhui():
        raise Refus(
            _("La décision se date entre la réception (%(jour)s) et aujourd'hui.")
            % {"jour": ecrire_jour(candidature.recue_le)}
        )


def _changer(candidature: Candidature, etat: EtatCandidature, le: date | None = None) -> None:
    candidature.etat, candidature.decidee_le = etat, le
    candidature.save()


def _noter(
    verbe: str, candidature: Candidature, par: Utilisateur | None, **details: date | str | bool
) -> None:
    lisibles = {c: v.isoformat() if isinstance(v, date) else v for c, v in details.items()}
    noter(
        verbe,
        auteur=par,
        perimetre=candidature.structure_id,
        cible=candidature,
        **lisibles,
    )
