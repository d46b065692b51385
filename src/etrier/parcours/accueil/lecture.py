"""What was said at the arrival, opened: the reading is noted."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from etrier.parcours.accueil.access import ouvre_les_mots
from etrier.parcours.enums import Rubrique, UsageSecret
from etrier.parcours.models import Candidature
from etrier.parcours.secrets import lire_tous_pour
from etrier.structures.access import Acces


@dataclass(frozen=True)
class Mots:
    """The message, and the opinion after each appointment."""

    message: str
    avis: list[tuple[datetime, str]]


def lire_les_mots(acces: Acces, candidature: Candidature) -> Mots:
    """Open the message and the opinions; Http404 unless the reader may (`ouvre_les_mots`)."""
    if not ouvre_les_mots(acces, candidature):
        raise Http404
    rendez_vous = list(candidature.rendez_vous.all())
    scelles = {0: candidature.message, **{r.pk: r.avis for r in rendez_vous}}
    lus = lire_tous_pour(
        UsageSecret.ACCOMPAGNEMENT,
        candidature.personne,
        scelles,
        Rubrique.CANDIDATURE,
        acces.structure,
        acces.utilisateur,
    )
    return Mots(lus[0], [(r.le, lus[r.pk]) for r in rendez_vous if lus[r.pk]])
