"""Objects of the accompaniment, by the names the addresses give them."""

from etrier.parcours.models import Salarie


def objets_accompagnement(qui: Salarie) -> dict[str, int]:
    """One of each for a person."""
    return {}
