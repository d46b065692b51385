"""Registration of the room."""

from django.apps import AppConfig


class StructuresConfig(AppConfig):
    """The room `structures`."""

    name = "etrier.structures"
    verbose_name = "Structures"
