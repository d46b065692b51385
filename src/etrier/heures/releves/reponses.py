"""What the client answers to a relevé, through a link or on a signed paper: once, and kept."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.heures.enums import DecisionReleve, EtatReleve
from etrier.heures.models import EnvoiReleve, LigneReleve, ReleveHeures, ReponseReleve
from etrier.heures.releves.actions import exiger_attente, tenir
from etrier.heures.releves.liens import verifier_lien
from etrier.missions.verification import texte
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui, maintenant
from etrier.socle.journal import noter
from etrier.socle.mois import MINUTES_PAR_JOUR
from etrier.structures.models import Utilisateur


@transaction.atomic
def repondre(
    envoi: EnvoiReleve,
    decision: str,
    *,
    nom: str,
    qualite: str = "",
    commentaire: str = "",
    contestees: Mapping[int, int] | None = None,
) -> ReponseReleve:
    """Keep the client's answer to the relevé of a link, once.

    `contestees`: minutes the client says, by identifier of the line. Raises LienRefuse when the
    link may no longer be answered, Refus when the answer says nothing or not by whom.
    """
    # Of two answers at once, the second waits here, then sees the first.
    releve = tenir(envoi.releve)
    verifier_lien(envoi, releve)
    contestation = decision == DecisionReleve.CONTESTE
    differentes = _differentes(releve, contestees or {}) if contestation else []
    if contestation and not differentes and not commentaire.strip():
        raise Refus(_("Changez au moins une durée, ou écrivez ce qui ne va pas."))
    LigneReleve.objects.bulk_update(differentes, ["minutes_client"])
    reponse = _garder(
        releve,
        decision=DecisionReleve(decision),
        nom=nom,
        qualite=qualite,
        commentaire=commentaire.strip()[:500],
        envoi=envoi,
    )
    noter(
        "releve.contester" if contestation else "releve.confirmer",
        auteur=None,
        perimetre=releve.structure_id,
        cible=releve,
        rang=envoi.rang,
        lignes=len(differentes),
    )
    return reponse


def _differentes(releve: ReleveHeures, contestees: Mapping[int, int]) -> list[LigneReleve]:
    changees = []
    for ligne in releve.lignes.filter(pk__in=list(contestees)):
        minutes = contestees[ligne.pk]
        if not 0 <= minutes <= MINUTES_PAR_JOUR:
            raise Refus(_("Une journée a au plus 24 heures : écrivez une durée entre 0 et 24 h."))
        if minutes != ligne.minutes:
            ligne.minutes_client = minutes
            changees.append(ligne)
    return changees


@transaction.atomic
def reporter_papier(
    releve: ReleveHeures,
    *,
    nom: str,
    signee_le: date,
    qualite: str = "",
    par: Utilisateur | None,
) -> ReponseReleve:
    """Write that the client signed the printed sheet: who signed, which day.

    Raises Refus when the relevé waits for no answer, when its hours are no longer those that were
    printed, or when the day is impossible.
    """
    releve = tenir(releve)
    exiger_attente(releve)
    if not releve.debut <= signee_le <= aujourdhui():
        raise Refus(
            _("Écrivez le jour de la signature : entre le début de la période et aujourd'hui.")
        )
    reponse = _garder(
        releve,
        decision=DecisionReleve.CONFIRME,
        nom=nom,
        qualite=qualite,
        signee_le=signee_le,
        reportee_par=par,
    )
    noter(
        "releve.reporter_papier",
        auteur=par,
        perimetre=releve.structure_id,
        cible=releve,
        le=signee_le.isoformat(),
    )
    return reponse


def _garder(
    releve: ReleveHeures, *, decision: DecisionReleve, nom: str, qualite: str, **suite: object
) -> ReponseReleve:
    reponse = ReponseReleve.objects.create(
        releve=releve,
        decision=decision,
        nom=texte(nom, 120, _("le nom de la personne qui répond")),
        qualite=qualite.strip()[:80],
        le=maintenant(),
        empreinte=releve.empreinte,
        **suite,
    )
    releve.etat = EtatReleve(decision.value)
    releve.save(update_fields=["etat"])
    return reponse
