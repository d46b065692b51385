"""Registration of the room."""

from django.apps import AppConfig


class HeuresConfig(AppConfig):
    """The room `heures`."""

    name = "etrier.heures"
    verbose_name = "Heures"
