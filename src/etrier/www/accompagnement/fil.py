"""The way down to the pages of the family."""

from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.parcours.models import Salarie
from etrier.structures.access import Acces

Fil = list[tuple[str, str]]


def fil_suivis(acces: Acces) -> Fil:
    """Down to the list of the people accompanied."""
    return [(_("Mes suivis"), reverse("suivis", args=[acces.structure.pk]))]


def fil_accompagnement(acces: Acces, salarie: Salarie) -> Fil:
    """Down to the accompaniment of a person."""
    adresse = reverse("accompagnement", args=[acces.structure.pk, salarie.pk])
    return [*fil_suivis(acces), (str(salarie.personne), adresse)]


def fil_plan(acces: Acces, salarie: Salarie) -> Fil:
    """Down to her plan."""
    adresse = reverse("plan_accompagnement", args=[acces.structure.pk, salarie.pk])
    return [*fil_accompagnement(acces, salarie), (_("Plan"), adresse)]


def fil_structure(acces: Acces, titre: str, nom: str) -> Fil:
    """Down to a list of the structure."""
    return [(titre, reverse(nom, args=[acces.structure.pk]))]
