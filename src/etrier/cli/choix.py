"""Options shared by the sub-commands."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from etrier.droit.lecture import SaisieInvalide, lire_date
from etrier.socle.erreurs import Refus
from etrier.socle.mois import lire_mois
from etrier.structures.models import Structure


class Mois(click.ParamType[date]):
    """A month: 2026-10 or 10/2026."""

    name = "mois"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the month, or fail with a sentence."""
        if isinstance(value, date):
            return value
        try:
            return lire_mois(value)
        except ValueError as erreur:
            self.fail(str(erreur), param, ctx)


class Jour(click.ParamType[date]):
    """A day: 2026-11-16 or 16/11/2026."""

    name = "jour"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day, or fail with a sentence."""
        if isinstance(value, date):
            return value
        try:
            return lire_date(value)
        except SaisieInvalide as erreur:
            self.fail(str(erreur), param, ctx)


MOIS = Mois()
JOUR = Jour()
STRUCTURE = click.option(
    "--structure", "siret", required=True, metavar="SIRET", help="Structure concernée."
)
VERS = click.option(
    "--vers",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default="ici",
    metavar="DOSSIER",
    help="Dossier où poser le fichier.",
)
JSON = click.option("--json", "en_json", is_flag=True, help="Répond en JSON, sans rien d'autre.")


def option_structures(commande: Callable[..., None]) -> Callable[..., None]:
    """Add `--structure SIRET`, repeatable."""
    return click.option(
        "--structure",
        "structures",
        multiple=True,
        metavar="SIRET",
        help="Structure concernée (répétable) ; toutes par défaut.",
    )(commande)


def la_structure(siret: str) -> Structure:
    """The structure of this SIRET. Raises Refus when it is unknown here."""
    return les_structures([siret])[0]


def les_structures(sirets: Iterable[str]) -> list[Structure]:
    """Structures of these SIRET, or all of them.

    Raises Refus when a SIRET is unknown here or when there is no structure at all.
    """
    voulus = [s.replace(" ", "") for s in sirets]
    trouvees = list(
        Structure.objects.filter(siret__in=voulus) if voulus else Structure.objects.all()
    )
    inconnus = set(voulus) - {s.siret for s in trouvees}
    if inconnus:
        raise Refus(
            f"Aucune structure n'a le SIRET {', '.join(sorted(inconnus))} : importez-la d'abord "
            "(etrier importer structures), ou vérifiez le numéro."
        )
    if not trouvees:
        raise Refus(
            "Il n'y a encore aucune structure : etrier importer structures, ou etrier demo."
        )
    return trouvees
