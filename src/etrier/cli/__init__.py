"""The one command line of the house: `etrier`."""

from etrier.cli.commande import etrier

__all__ = ["etrier"]
