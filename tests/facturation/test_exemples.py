"""The invoices the guide draws say what real ones would."""

import pytest

from etrier.facturation.contenu import FactureEcrite
from etrier.facturation.factures.mentions import mentions
from etrier.facturation.models import ReglageFacturation
from etrier.facturation.papier import exemples
from etrier.missions.models import Client

TOUS = [
    exemples.particulier(),
    exemples.entreprise(),
    exemples.avoir(),
    exemples.longue(),
    exemples.publique(),
    exemples.acompte(),
]


@pytest.mark.parametrize("exemple", TOUS, ids=lambda x: f"{x.genre} {x.destinataire.nature}")
def test_an_example_bears_the_mentions_of_its_kind_of_client(exemple: FactureEcrite) -> None:
    client = Client(nature=exemple.destinataire.nature)
    assert exemple.mentions == mentions(client, ReglageFacturation(), exemple.emise_le)
