"""Registration of the room."""

from django.apps import AppConfig


class ComptabiliteConfig(AppConfig):
    """The room `comptabilite`."""

    name = "etrier.comptabilite"
    verbose_name = "Comptabilité"
