"""Registration of the room."""

from django.apps import AppConfig


class MissionsConfig(AppConfig):
    """The room `missions`."""

    name = "etrier.missions"
    verbose_name = "Missions"
