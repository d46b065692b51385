"""Registration of the room."""

from django.apps import AppConfig


class FacturationConfig(AppConfig):
    """The room `facturation`."""

    name = "etrier.facturation"
    verbose_name = "Facturation"
