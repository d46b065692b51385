"""The ledger itself, read in a process of its own, beside the site that writes it."""

from tests.navigateur.monde_grille import lire


def agir() -> None:
    """Print the lines of the structure given."""
    lire()
