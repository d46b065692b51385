"""The world of the invoicing test: an AI, three hundred private people, March 2025 closed."""

import json

from django.core.management import call_command

from etrier.structures.enums import Role
from tests import fabrique
from tests.facturation import monde

CLIENTS = 300


def agir() -> None:
    """Print the structure and the account."""
    call_command("migrate", verbosity=0)
    une = monde.structure("Association d'essai", sap_declaration="SAP000000018")
    monde.foule(une, CLIENTS)
    compte = fabrique.utilisateur(Role.GESTION, une)
    print(json.dumps({"structure": une.pk, "compte": compte.courriel}))  # noqa: T201 -- read by the test
