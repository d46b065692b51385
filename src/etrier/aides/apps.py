"""Registration of the room."""

from django.apps import AppConfig


class AidesConfig(AppConfig):
    """The room `aides`."""

    name = "etrier.aides"
    verbose_name = "Aides"
