"""Registration of the room."""

from django.apps import AppConfig


class ClausesConfig(AppConfig):
    """The room `clauses`."""

    name = "etrier.clauses"
    verbose_name = "Clauses"
