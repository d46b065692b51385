"""Registration of the room."""

from django.apps import AppConfig


class SocleConfig(AppConfig):
    """The room `socle`."""

    name = "etrier.socle"
    verbose_name = "Socle"
