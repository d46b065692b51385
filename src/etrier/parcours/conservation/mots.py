"""What keeps somebody's data, in sentences."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EMPECHEMENTS: Mapping[str, Promise] = {
    "contrat": _("Un contrat de travail est en cours : ces données servent encore."),
    "pass": _("Le PASS IAE court encore : ces données servent encore."),
    "candidature": _("Une candidature attend sa décision : répondez-y d'abord."),
    "etape": _("Une étape du parcours est en attente : décidez-la d'abord."),
    "fiche": _("Une fiche salarié attend la réponse de l'ASP : lisez-la d'abord."),
    "retenue": _("Ces données sont retenues : levez la retenue d'abord."),
}


def dire_empechements(raisons: Iterable[str]) -> str:
    """The sentences, one after the other."""
    return " ".join(str(EMPECHEMENTS[raison]) for raison in raisons)
