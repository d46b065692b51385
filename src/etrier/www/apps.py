"""Registration of the room."""

from django.apps import AppConfig


class WwwConfig(AppConfig):
    """The room `www`."""

    name = "etrier.www"
    verbose_name = "Écrans"
