"""A quote sent to a client, for the browser: `agir()` prints its link and who may sign in."""

import json

from django.core.management import call_command

from etrier.facturation.devis.actions import envoyer
from etrier.facturation.devis.liens import jeton
from etrier.structures.enums import Role
from tests import fabrique
from tests.www.mondes.devis import un_devis


def agir() -> None:
    """Two quotes, one to accept and one to refuse."""
    call_command("migrate", verbosity=0)
    chez = fabrique.client(fabrique.structure("EI"), "entreprise")
    liens = [jeton(envoyer(un_devis(chez), par=None)) for _n in range(2)]
    compte = fabrique.utilisateur(Role.GESTION, chez.structure)
    lus = {"liens": liens, "compte": compte.get_username(), "structure": chez.structure_id}
    print(json.dumps(lus))  # noqa: T201 -- read by the test
