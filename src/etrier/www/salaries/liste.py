"""Who the list shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etrier.parcours.conservation.access import hors_archives
from etrier.parcours.models import Salarie
from etrier.www.salaries.suivi import Suivi, avec_suivi, suivre


@dataclass(frozen=True)
class Filtre:
    """One way to look at the list."""

    cle: str
    libelle: Promise
    _vide: Promise
    garder: Callable[[Suivi], bool]
    sous_contrat: bool = True

    @property
    def vide(self) -> str:
        """What to say when nobody is left."""
        return str(self._vide)


FILTRES = {
    filtre.cle: filtre
    for filtre in (
        Filtre(
            "contrat",
            _("Sous contrat aujourd'hui"),
            _("Personne n'est sous contrat aujourd'hui : affichez tous les salariés."),
            lambda suivi: True,
        ),
        Filtre(
            "pass",
            _("PASS IAE à surveiller"),
            _("Tous les PASS des personnes sous contrat vont bien."),
            lambda suivi: suivi.a_voir,
        ),
        Filtre(
            "tous",
            _("Tous les salariés"),
            _("Aucun salarié : ouvrez la première fiche avec « Nouveau salarié »."),
            lambda suivi: True,
            sous_contrat=False,
        ),
    )
}


def filtrer(salaries: QuerySet[Salarie], filtre: Filtre, le: date) -> list[Suivi]:
    """People the filter keeps, each with where she stands on the day; not those archived."""
    salaries = hors_archives(salaries)
    if filtre.sous_contrat:
        salaries = salaries.filter(pk__in=Salarie.objects.sous_contrat(le, le).values("pk"))
    return [s for s in (suivre(x, le) for x in avec_suivi(salaries)) if filtre.garder(s)]
