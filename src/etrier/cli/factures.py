"""`etrier factures`: print the issued invoices of a month, send them."""

from datetime import date

import click

from etrier.cli.choix import MOIS, les_structures, option_structures
from etrier.cli.sorties import console, progression
from etrier.facturation.models import Facture
from etrier.facturation.papier.envois import envoyer_toutes
from etrier.facturation.papier.lot import PROCESSUS
from etrier.facturation.papier.lot import imprimer as imprimer_lot

_MOIS = click.option("--mois", type=MOIS, required=True, help="Mois facturé, par exemple 2026-10.")


@click.group()
def factures() -> None:
    """Factures émises : les imprimer, les envoyer.

    \b
      etrier factures imprimer --mois 2026-10
      etrier factures envoyer  --mois 2026-10 --structure SIRET
    """


@factures.command(short_help="Fait le fichier (PDF et XML) de celles qui n'en ont pas.")
@_MOIS
@click.option(
    "--processus",
    type=click.IntRange(1, 16),
    default=PROCESSUS,
    show_default=True,
    help="Combien impriment à la fois.",
)
@option_structures
def imprimer(mois: date, processus: int, structures: tuple[str, ...]) -> None:
    """Imprime les factures émises d'un mois : un PDF à lire, avec le XML dedans (Factur-X).

    Chacune a un seul fichier, gardé : relancer la commande, même interrompue, ne fait que ce qui
    manquait.
    """
    with progression(f"Factures de {mois:%m/%Y}") as suivi:
        bilan = imprimer_lot(_du_mois(mois, structures), suivi=suivi, processus=processus)
    console.print(f"{bilan.imprimees} facture(s) imprimée(s), {bilan.deja} l'étaient déjà.")


@factures.command(short_help="Envoie par courriel celles qui ne sont jamais parties.")
@_MOIS
@option_structures
def envoyer(mois: date, structures: tuple[str, ...]) -> None:
    """Envoie par courriel les factures émises d'un mois, chacune une seule fois.

    Dit celles qui n'ont pas d'adresse, et celles que le serveur a refusées (code 1).
    """
    with progression(f"Factures de {mois:%m/%Y}") as suivi:
        bilan = envoyer_toutes(_du_mois(mois, structures), par=None, suivi=suivi)
    console.print(f"{len(bilan.parties)} facture(s) envoyée(s), {len(bilan.deja)} l'étaient déjà.")
    for facture in bilan.sans_adresse:
        console.print(f"{facture.numero} : {facture.client} n'a pas d'adresse électronique.")
    for facture in bilan.refusees:
        console.print(f"[bold]{facture.numero}[/] : le courriel n'est pas parti.")
    if bilan.refusees:
        raise SystemExit(1)


def _du_mois(mois: date, structures: tuple[str, ...]) -> list[Facture]:
    choisies = les_structures(structures)
    du_mois = Facture.objects.emises().filter(mois=mois, structure__in=choisies)
    return list(du_mois.select_related("client").defer("contenu").order_by("structure", "numero"))
