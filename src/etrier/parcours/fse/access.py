"""Gates of the participants of the FSE+."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etrier.parcours.models import ParticipantFse, Referent
from etrier.parcours.secrets import exiger_referent
from etrier.structures.access import Acces, Finalite


def les_participants(acces: Acces) -> QuerySet[ParticipantFse]:
    """Participants of the structure; Http404 without the purpose (what leaves for other systems:
    the same people send to the ASP and to the FSE+)."""
    acces.exiger(Finalite.TRANSMETTRE_ASP)
    return ParticipantFse.objects.filter(salarie__structure=acces.structure).select_related(
        "salarie__structure", "salarie__personne"
    )


def les_participants_a_exporter(acces: Acces) -> QuerySet[ParticipantFse]:
    """Those whose answers the reader may hand over: the people she accompanies."""
    siens = Referent.objects.filter(utilisateur=acces.utilisateur, fin__isnull=True)
    participants = les_participants(acces).filter(salarie__in=siens.values("salarie"))
    return participants if acces.peut(Finalite.ACCOMPAGNER) else participants.none()


def get_participant(acces: Acces, participant_id: int) -> ParticipantFse:
    """One participant of the structure; Http404 otherwise."""
    return get_object_or_404(les_participants(acces), pk=participant_id)


def get_participant_a_remplir(acces: Acces, participant_id: int) -> ParticipantFse:
    """One participant, for the adviser of the person alone; Http404 otherwise."""
    participant = get_participant(acces, participant_id)
    exiger_referent(acces, participant.salarie.personne)
    return participant
