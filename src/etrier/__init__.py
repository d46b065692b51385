"""Étrier: the free information system of insertion par l'activité économique."""

__version__ = "0.1.0"
