"""Registration of the room."""

from django.apps import AppConfig


class BanqueConfig(AppConfig):
    """The room `banque`."""

    name = "etrier.banque"
    verbose_name = "Banque"
