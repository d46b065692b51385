"""Registration of the room."""

from django.apps import AppConfig


class ParcoursConfig(AppConfig):
    """The room `parcours`."""

    name = "etrier.parcours"
    verbose_name = "Parcours"
