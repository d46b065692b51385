"""Acts on participants: enter, leave, answer, take away. Each is atomic and audited."""

import json
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.parcours.enums import Rubrique
from etrier.parcours.fse.questions import PAR_CLE, Etape, Reponses, manquantes
from etrier.parcours.models import ParticipantFse, Salarie
from etrier.parcours.secrets import lire, sceller
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.access import Acces
from etrier.structures.models import Utilisateur


@transaction.atomic
def entrer(
    salarie: Salarie, *, operation: str, le: date, par: Utilisateur | None
) -> ParticipantFse:
    """Somebody enters an operation. Raises Refus without its number, or while she is in it."""
    operation = " ".join(operation.split())
    if not 0 < len(operation) <= 40:
        raise Refus(_("Écrivez le numéro de l'opération, en 40 caractères au plus."))
    ici = ParticipantFse.objects.filter(salarie=salarie, operation=operation)
    if ici.filter(sortie_le=None).exists() or ici.filter(sortie_le__gte=le).exists():
        raise Refus(
            _("%(qui)s est déjà dans l'opération %(operation)s à cette date.")
            % {"qui": salarie.personne, "operation": operation}
        )
    participant = ParticipantFse.objects.create(
        salarie=salarie,
        operation=operation,
        entree_le=le,
        manque_entree=manquantes({}, Etape.ENTREE),
    )
    _noter("fse.entrer", participant, par, le)
    return participant


@transaction.atomic
def sortir(participant: ParticipantFse, le: date, *, par: Utilisateur | None) -> ParticipantFse:
    """She leaves: the answers of the exit are then asked. Raises Refus before the entry."""
    if le < participant.entree_le:
        raise Refus(_("La sortie ne peut pas précéder l'entrée : vérifiez la date."))
    if participant.sortie_le is None:
        participant.manque_sortie = manquantes({}, Etape.SORTIE)
    participant.sortie_le = le
    participant.save(update_fields=["sortie_le", "manque_sortie"])
    _noter("fse.sortir", participant, par, le)
    return participant


@transaction.atomic
def repondre(
    participant: ParticipantFse, reponses: Reponses, *, par: Utilisateur | None
) -> ParticipantFse:
    """Keep the answers, sealed, all those of the person at once; say how many lack.

    Raises Refus for an unknown question or answer.
    """
    garder(participant, reponses)
    _noter("fse.repondre", participant, par, participant.entree_le)
    return participant


@transaction.atomic
def retirer(participant: ParticipantFse, *, par: Utilisateur | None) -> None:
    """Somebody written down by mistake. Raises Refus once she answered: she then leaves."""
    if participant.reponses is not None:
        raise Refus(_("Cette personne a déjà répondu : écrivez plutôt sa sortie."))
    _noter("fse.retirer", participant, par, participant.entree_le)
    participant.delete()


def garder(participant: ParticipantFse, reponses: Reponses) -> None:
    """Seal answers checked one by one, and count what lacks; the act that calls is audited."""
    propres = {cle: dit for cle, dit in reponses.items() if dit}
    for cle, dit in propres.items():
        if cle not in PAR_CLE or dit not in PAR_CLE[cle].reponses:
            raise Refus(_("« %(dit)s » n'est pas une réponse à cette question.") % {"dit": dit})
    participant.reponses = sceller(json.dumps(propres, ensure_ascii=False))
    participant.manque_entree = manquantes(propres, Etape.ENTREE)
    sortie = participant.sortie_le is not None
    participant.manque_sortie = manquantes(propres, Etape.SORTIE) if sortie else 0
    participant.save(update_fields=["reponses", "manque_entree", "manque_sortie"])


def relire(acces: Acces, participant: ParticipantFse) -> dict[str, str]:
    """The answers, for the adviser alone; the reading is noted (Http404 otherwise)."""
    return defaire(lire(acces, participant.salarie.personne, participant.reponses, Rubrique.FSE))


def defaire(texte: str) -> dict[str, str]:
    """Answers as they were sealed."""
    lues: Mapping[str, str] = json.loads(texte or "{}")
    return dict(lues)


def _noter(verbe: str, participant: ParticipantFse, par: Utilisateur | None, le: date) -> None:
    noter(
        verbe,
        auteur=par,
        perimetre=participant.salarie.structure_id,
        cible=participant,
        le=le.isoformat(),
    )
