"""Who accompanies whom: the account of the adviser, for most people of the structures it opens."""

from collections.abc import Iterable
from datetime import date, timedelta

from etrier.demonstration.comptes import OUVERTS, courriel
from etrier.demonstration.monde import Monde, Sejour
from etrier.parcours.models import Referent
from etrier.structures.enums import Role
from etrier.structures.models import Utilisateur

# One in nine waits for an adviser: the screen that says so has something to say.
SANS_REFERENT = 9
# Those who left lately are still accompanied: what they have become is asked at 3 and 6 months.
ENCORE_SUIVIS = timedelta(days=190)


def raconter(monde: Monde, le: date) -> None:
    """Designate cip@exemple.test, since the first day of each stay."""
    conseillere = Utilisateur.objects.get(courriel=courriel(Role.CIP))
    siennes = dict(OUVERTS)[Role.CIP]
    suivis = [
        s
        for cle in siennes
        for s in monde.sejours_de(cle)
        if s.debut <= le and s.fin >= le - ENCORE_SUIVIS
    ]
    Referent.objects.bulk_create(
        Referent(salarie_id=cle, utilisateur=conseillere, debut=debut)
        for rang, (cle, debut) in enumerate(sorted(_premiers_jours(suivis).items()), start=1)
        if rang % SANS_REFERENT
    )


def _premiers_jours(sejours: Iterable[Sejour]) -> dict[int, date]:
    """By employee: somebody may come back."""
    premiers: dict[int, date] = {}
    for sejour in sejours:
        cle = sejour.salarie.pk
        premiers[cle] = min(premiers.get(cle, sejour.debut), sejour.debut)
    return premiers
