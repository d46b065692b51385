"""The world of the reminders test: sixty private people, half of them paid, half are late."""

import json
from datetime import date, timedelta

from django.core.management import call_command

from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.preparation import preparer
from etrier.facturation.models import Facture, LigneAFacturer
from etrier.socle.horloge import aujourdhui
from etrier.structures.enums import Role
from tests import fabrique
from tests.facturation import fabrique_factures as sap
from tests.facturation import monde

CLIENTS = 60


def agir() -> None:
    """Print the structure and the account."""
    call_command("migrate", verbosity=0)
    une = sap.organisme("Association d'essai")
    monde.foule(une, CLIENTS)
    menage = sap.prestation(une, "menage")
    LigneAFacturer.objects.filter(cloture__structure=une).update(prestation=menage)
    preparer(une, sap.MARS, par=None)
    brouillons = list(Facture.objects.filter(structure=une).order_by("client_id"))
    moitie = CLIENTS // 2
    for facture in emettre(une, brouillons[:moitie], le=sap.EMISE_LE, par=None):
        sap.payer(facture, moyen="cheque", le=date(2025, 4, 20))
    emettre(une, brouillons[moitie:], le=aujourdhui() - timedelta(days=40), par=None)
    compte = fabrique.utilisateur(Role.GESTION, une)
    print(json.dumps({"structure": une.pk, "compte": compte.courriel}))  # noqa: T201 -- read by the test
