"""`etrier radar`: the weekly mail of deadlines."""

from datetime import date
from smtplib import SMTPException

import click
from django.conf import settings

from etrier.cli.choix import JOUR
from etrier.cli.sorties import console
from etrier.parcours.echeances import courrier
from etrier.parcours.echeances.courrier import Envoi
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui


@click.group()
def radar() -> None:
    """Envoie le courriel hebdomadaire des échéances à qui l'a demandé."""


@radar.command()
@click.option("--simuler", is_flag=True, help="Dit ce qui partirait, sans rien envoyer.")
@click.option("--le", type=JOUR, default=None, help="Jour regardé ; aujourd'hui par défaut.")
def courriel(simuler: bool, le: date | None) -> None:
    """Envoie à chacun ses échéances, une fois par semaine.

    À lancer chaque lundi matin. Relancer la commande la même semaine n'envoie rien de plus.
    """
    if not simuler and not settings.ETRIER_COURRIEL:
        raise Refus(
            "Cette installation n'envoie pas de courriels : donnez un serveur à ETRIER_COURRIEL, "
            "ou ajoutez --simuler."
        )
    jour = le or aujourdhui()
    prets = [courrier.preparer(a, jour) for a in courrier.a_envoyer(jour)]
    envois = [envoi for envoi in prets if envoi is not None]
    partis = sum(_envoyer(envoi, jour, simuler=simuler) for envoi in envois)
    console.print(f"{partis} courriel(s) {'à envoyer' if simuler else 'envoyé(s)'}.")
    if partis < len(envois):
        raise SystemExit(1)


def _envoyer(envoi: Envoi, jour: date, *, simuler: bool) -> bool:
    qui = f"{envoi.abonnement.utilisateur.courriel}, {envoi.abonnement.structure}"
    if simuler:
        console.print(f"[bold]{qui}[/] : {envoi.nombre} échéance(s)")
        console.print(str(envoi.message.body))
        return True
    try:
        courrier.envoyer(envoi, jour)
    except (OSError, SMTPException) as erreur:
        # What the server says may hold an address: its kind is enough to look for.
        console.print(f"[bold]{qui}[/] : pas envoyé ({type(erreur).__name__})")
        return False
    console.print(f"[bold]{qui}[/] : {envoi.nombre} échéance(s), envoyé")
    return True
