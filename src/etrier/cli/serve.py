"""`etrier serve` and `etrier preparer`."""

import click
import waitress
from django.conf import settings

from etrier.cli.commande import administrer
from etrier.cli.sorties import console
from etrier.config.wsgi import application
from etrier.socle.erreurs import Refus

# Over HTTPS a relay of this machine stands in front: it says who asked, and that it was HTTPS.
RELAIS = {
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_count": 1,
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
}


@click.command()
def preparer() -> None:
    """Crée la base de données, ou la met à jour."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    administrer("migrate", "--verbosity", "0")
    console.print("Base de données prête.")


@click.command()
@click.option("--hote", default="127.0.0.1", show_default=True, help="Adresse d'écoute.")
@click.option("--port", default=8000, show_default=True, help="Port d'écoute.")
def serve(hote: str, port: int) -> None:
    """Sert le site sur cette machine ; Ctrl-C pour arrêter."""
    servir(hote, port)


def servir(hote: str, port: int) -> None:
    """Serve until interrupted.

    Raises Refus when the address cannot be listened on, most often because the port is taken.
    """
    relais = RELAIS if settings.SECURE_SSL_REDIRECT else {}
    try:
        serveur = waitress.create_server(
            application, host=hote, port=port, threads=4, ident=None, **relais
        )
    except OSError as erreur:
        raise Refus(
            f"Impossible d'écouter sur {hote}, port {port} ({erreur.strerror}) : choisissez un "
            "autre port avec --port."
        ) from None
    console.print(f"Étrier répond sur [bold]http://{hote}:{port}/[/]  (Ctrl-C pour arrêter)")
    serveur.run()
