"""Registration of the room."""

from django.apps import AppConfig


class PaieConfig(AppConfig):
    """The room `paie`."""

    name = "etrier.paie"
    verbose_name = "Paie"
