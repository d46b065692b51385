"""The world of the bank's browser test: invoices due, a statement that pays most of them, two
people of the structure.

`agir()` runs in a process of its own, on the database that the site will serve.
"""

import json
import sys
from datetime import date
from pathlib import Path

from django.core.management import call_command

from etrier.banque.actions import proposer_compte
from etrier.banque.formats.lu import LigneLue
from etrier.demonstration.camt import camt
from etrier.missions.models import Client
from etrier.structures.enums import Role
from tests import fabrique
from tests.banque.monde import compte, facture_emise, iban

MARS = date(2025, 3, 12)
NOMS = ("Mairie d'Exemple", "Garage Fictif", "Odile MARTIN", "Syndicat du Marais")


def agir() -> None:
    """Build the world; print who signs in, and where the statement is."""
    call_command("migrate", verbosity=0)
    une = fabrique.structure("Association d'essai")
    notre = compte(une, titulaire="Association d'essai")
    factures = []
    for rang, nom in enumerate(NOMS):
        client = fabrique.client(une)
        Client.objects.filter(pk=client.pk).update(denomination=nom)
        client.refresh_from_db()
        factures += [facture_emise(client, 10_000 + 1_000 * rang + p) for p in (0, 50)]
    lignes = [
        LigneLue(MARS, 20_050, f"VIR {factures[0].numero} {factures[1].numero}", "", NOMS[0]),
        LigneLue(MARS, 11_000, "VIR SEPA RECU", "", "GARAGE FICTIF"),
        LigneLue(MARS, 12_050, f"VIR {factures[5].numero}", "", "MARTIN ODILE"),
        LigneLue(MARS, 13_000, "VIREMENT DIVERS", "", ""),
        LigneLue(MARS, -1_250, "FRAIS DE TENUE DE COMPTE", "", ""),
    ]
    fichier = Path(sys.argv[1]) / "releve-mars.xml"
    fichier.write_bytes(camt(notre.iban, lignes, debut=100_000))
    direction, gestion = (fabrique.utilisateur(r, une) for r in (Role.DIRECTION, Role.GESTION))
    salarie = fabrique.salarie(une)
    compte(une, salarie=salarie)
    neuf = proposer_compte(
        une, titulaire="Camille ESSAI", iban=iban(4_242), salarie=salarie, par=gestion
    )
    lus = {
        "structure": une.pk,
        "fichier": str(fichier),
        "compte": direction.courriel,
        "neuf": neuf.pk,
    }
    print(json.dumps(lus))  # noqa: T201 -- read by the test
