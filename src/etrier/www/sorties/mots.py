"""Words and ways shared by the screens of the family."""

from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.parcours.models import Sortie
from etrier.structures.access import Acces
from etrier.www.formats_ecran import jour


def fil_sorties(acces: Acces) -> list[tuple[str, str]]:
    """The way down to the list."""
    return [(_("Sorties"), reverse("sorties", args=[acces.structure.pk]))]


def fil_sortie(acces: Acces, sortie: Sortie) -> list[tuple[str, str]]:
    """The way down to one exit."""
    titre = _("%(personne)s, le %(jour)s") % {
        "personne": sortie.salarie.personne,
        "jour": jour(sortie.le),
    }
    return [*fil_sorties(acces), (titre, reverse("sortie", args=[acces.structure.pk, sortie.pk]))]
