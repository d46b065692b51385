"""Registration of the room."""

from django.apps import AppConfig


class PilotageConfig(AppConfig):
    """The room `pilotage`."""

    name = "etrier.pilotage"
    verbose_name = "Pilotage"
