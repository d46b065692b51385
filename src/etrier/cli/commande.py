"""The command `etrier`: its sub-commands are loaded when they are called, and no sooner.

`etrier droit` needs neither Django nor a database; the others set Django up first.
"""

import os
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click
import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from etrier import __version__
from etrier.cli.sorties import en_clair

PRESENTATION = """Étrier : le système d'information libre de l'insertion par l'activité économique.

\b
Une heure est saisie une fois. La paie, la facture, l'aide de l'État et la
clause sociale en découlent, et chaque chiffre dit pourquoi.

\b
Pour essayer :
  etrier demo
Pour un mois :
  etrier importer heures FICHIER --structure SIRET --mois 2026-10
  etrier cloturer --mois 2026-10
Pour un calcul :
  etrier droit aide-au-poste --dispositif ACI --le 2025-03-01 --heures 1000
"""


@dataclass(frozen=True)
class Commande:
    """Where a sub-command is, its one-line help, and whether it needs the database."""

    adresse: str
    aide: str
    base: bool = True


COMMANDES = {
    "demo": Commande(
        "etrier.cli.demo:demo", "Charge la démonstration, clôt le mois et sert le site."
    ),
    "serve": Commande("etrier.cli.serve:serve", "Sert le site sur cette machine."),
    "importer": Commande(
        "etrier.cli.importer:importer", "Importe structures, annexes financières ou heures."
    ),
    "valider": Commande("etrier.cli.mois:valider", "Valide les heures en brouillon d'un mois."),
    "cloturer": Commande("etrier.cli.mois:cloturer", "Clôt un mois et dit ce qui en découle."),
    "facturer": Commande(
        "etrier.cli.facturer:facturer", "Prépare et émet les factures d'un mois clos."
    ),
    "factures": Commande(
        "etrier.cli.factures:factures", "Imprime ou envoie les factures émises d'un mois."
    ),
    "radar": Commande("etrier.cli.radar:radar", "Envoie le courriel hebdomadaire des échéances."),
    "asp": Commande(
        "etrier.cli.asp:asp", "Prépare et envoie les fiches salarié, lit la réponse de l'ASP."
    ),
    "paie": Commande(
        "etrier.cli.paie:paie", "Écrit les variables de paie, lit le retour du cabinet."
    ),
    "comptabilite": Commande(
        "etrier.cli.comptabilite:comptabilite", "Passe les écritures et écrit le FEC."
    ),
    "docteur": Commande(
        "etrier.cli.docteur:docteur", "Refait toutes les additions et cherche les altérations."
    ),
    "conservation": Commande(
        "etrier.cli.conservation:conservation", "Liste, archive ou efface les données échues."
    ),
    "droit": Commande(
        "etrier.cli.droit:droit", "Calcule une règle de droit et l'explique.", base=False
    ),
    "compte": Commande("etrier.cli.compte:compte", "Ouvre un compte et lui donne un rôle."),
    "mot-de-passe": Commande("etrier.cli.compte:mot_de_passe", "Donne un nouveau mot de passe."),
    "preparer": Commande("etrier.cli.serve:preparer", "Crée ou met à jour la base de données."),
}


class Paresseux(click.Group):
    """A group that imports a sub-command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table, which is the order of use."""
        return list(COMMANDES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and give the sub-command; None when there is none of that name."""
        commande = COMMANDES.get(cmd_name)
        if commande is None:
            return None
        if commande.base:
            _preparer_django()
        module, _, nom = commande.adresse.partition(":")
        return en_francais(getattr(import_module(module), nom))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the sub-command; a refusal of the house is one sentence, never a traceback."""
        with en_clair():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the sub-commands without importing any."""
        with formatter.section("Commandes"):
            formatter.write_dl([(nom, c.aide) for nom, c in COMMANDES.items()])


@click.group(
    cls=Paresseux, help=PRESENTATION, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(
    __version__, prog_name="etrier", help="Affiche la version.", message="%(prog)s %(version)s"
)
def etrier() -> None:
    """Entry point."""


def _preparer_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etrier.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as erreur:
        raise click.ClickException(str(erreur)) from None


def en_francais(commande: click.Command) -> click.Command:
    """Give a command, and those below it, a help option that speaks French."""
    if commande.add_help_option:
        commande.add_help_option = False
        commande.params.append(
            click.Option(
                ["-h", "--help"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_aider,
                help="Affiche cette aide.",
            )
        )
    if isinstance(commande, click.Group) and not isinstance(commande, Paresseux):
        for sous_commande in commande.commands.values():
            en_francais(sous_commande)
    return commande


def _aider(ctx: click.Context, _param: click.Parameter, voulue: bool) -> None:
    if voulue:
        click.echo(ctx.get_help())
        ctx.exit()


def administrer(*arguments: str) -> None:
    """Run one of Django's own commands, quietly."""
    execute_from_command_line([sys.argv[0], *arguments])


en_francais(etrier)
