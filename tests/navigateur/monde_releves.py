"""The world of the relevés' browser tests: one client per story, their hours of March confirmed
by nobody yet.

`agir()` runs in a process of its own, on the database that the site will serve.
"""

import json
from datetime import date, timedelta

from django.core.management import call_command

from etrier.heures.models import EnvoiReleve
from etrier.heures.releves import actions as releves
from etrier.heures.releves.liens import jeton
from etrier.socle.horloge import maintenant
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique

MARS, FIN_MARS = date(2025, 3, 1), date(2025, 3, 31)
HISTOIRES = ("confirme", "conteste", "regarde", "expire", "remplace", "change", "course", "equipe")


def agir() -> None:
    """Build the world; print the links and who signs in."""
    call_command("migrate", verbosity=0)
    une = fabrique.structure("Association d'essai")
    envois = {histoire: envoyer(une, histoire) for histoire in HISTOIRES}
    releves.relancer(envois["remplace"].releve, par=None)
    EnvoiReleve.objects.filter(pk=envois["expire"].pk).update(
        le=maintenant() - timedelta(days=31), expire_le=maintenant() - timedelta(days=1)
    )
    mission = envois["change"].releve.lignes.all()[0].mission
    fabrique.heures(mission.contrat, date(2025, 3, 3), 60, mission_id=mission.pk)
    compte = fabrique.utilisateur(Role.DIRECTION, une)
    lus = {
        "structure": une.pk,
        "compte": compte.courriel,
        "liens": {histoire: jeton(envoi) for histoire, envoi in envois.items()},
        "releves": {histoire: envoi.releve_id for histoire, envoi in envois.items()},
    }
    print(json.dumps(lus))  # noqa: T201 -- read by the test


def envoyer(une: Structure, histoire: str) -> EnvoiReleve:
    """A client of its own, two people placed there, their relevé sent by a link."""
    client = fabrique.client(une, "entreprise")
    client.denomination = f"Entreprise fictive {histoire}"
    client.save()
    sous = fabrique.convention(une, "AI")
    for nom in ("BERNARD-EXEMPLE", "TRÈS-LONG-NOM-D'EXEMPLE-POUR-UN-PETIT-TÉLÉPHONE"):
        contrat = fabrique.contrat(fabrique.salarie(une, nom), sous, genre="CDDU")
        mission = fabrique.mission(client, contrat)
        for jour, minutes in ((3, 420), (4, 210), (5, 450)):
            fabrique.heures(contrat, date(2025, 3, jour), minutes, mission_id=mission.pk)
    releve = releves.preparer(une, client, MARS, FIN_MARS, par=None)
    return releves.envoyer(releve, "lien", par=None)
