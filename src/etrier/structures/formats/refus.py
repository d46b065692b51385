"""A file refused as a whole: every problem is named, the first ones are shown."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.socle.erreurs import Refus

PROBLEMES_AFFICHES = 20


class FichierRefuse(Refus):
    """A file nothing was taken from. `problemes` holds them all, `phrase` the first twenty."""

    def __init__(self, fichier: str, problemes: Sequence[str]) -> None:
        self.fichier = fichier
        self.problemes = tuple(problemes)
        super().__init__(_phrase(fichier, self.problemes))


def _phrase(fichier: str, problemes: tuple[str, ...]) -> str:
    entete = _("Le fichier « %(fichier)s » est refusé, rien n'a été écrit.") % {"fichier": fichier}
    if len(problemes) == 1:
        return f"{entete} {problemes[0]}"
    nombre = ngettext("%(n)s problème :", "%(n)s problèmes :", len(problemes)) % {
        "n": len(problemes)
    }
    lignes = [f"- {p}" for p in problemes[:PROBLEMES_AFFICHES]]
    reste = len(problemes) - PROBLEMES_AFFICHES
    if reste > 0:
        lignes.append(ngettext("… et %(n)s autre.", "… et %(n)s autres.", reste) % {"n": reste})
    return "\n".join([f"{entete} {nombre}", *lignes])
