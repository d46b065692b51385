"""`etrier factures`: print the issued invoices of a month, send them, drop them, judge them all."""

from datetime import date
from pathlib import Path

import click

from etrier.cli.choix import MOIS, les_structures, option_structures
from etrier.cli.sorties import console, progression
from etrier.facturation.enums import FormeDepot
from etrier.facturation.formats.verification import (
    FORMES,
    BilanVerification,
    verifier_contenus,
)
from etrier.facturation.models import Facture
from etrier.facturation.papier.depots import deposer_dans
from etrier.facturation.papier.envois import envoyer_toutes
from etrier.facturation.papier.lot import PROCESSUS
from etrier.facturation.papier.lot import imprimer as imprimer_lot

_MOIS = click.option("--mois", type=MOIS, required=True, help="Mois facturé, par exemple 2026-10.")

_EN_PARALLELE = click.option(
    "--processus",
    type=click.IntRange(1, 16),
    default=PROCESSUS,
    show_default=True,
    help="Combien travaillent à la fois.",
)


@click.group()
def factures() -> None:
    """Factures émises : les imprimer, les envoyer, les déposer, les vérifier.

    \b
      etrier factures imprimer --mois 2026-10
      etrier factures envoyer  --mois 2026-10 --structure SIRET
      etrier factures deposer  --mois 2026-10 --dossier depot --forme ubl
      etrier factures verifier --annee 2026
    """


@factures.command(short_help="Fait le fichier (PDF et XML) de celles qui n'en ont pas.")
@_MOIS
@_EN_PARALLELE
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


@factures.command(short_help="Écrit dans un dossier celles qu'attend une plateforme.")
@_MOIS
@click.option(
    "--dossier",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="Où la plateforme (ou son connecteur) vient les prendre.",
)
@click.option(
    "--forme",
    type=click.Choice(FormeDepot.values),
    default=FormeDepot.FACTURX.value,
    show_default=True,
)
@option_structures
def deposer(mois: date, dossier: Path, forme: str, structures: tuple[str, ...]) -> None:
    """Dépose les factures émises d'un mois, chacune une seule fois : un fichier par facture.

    Celles des clients professionnels et publics ; la facture d'un particulier n'y va pas. Un
    fichier apparaît entier ou pas du tout ; interrompue, la commande se relance.
    """
    du_mois, total = Facture.objects.filter(mois=mois), 0
    with progression(f"Factures de {mois:%m/%Y}") as suivi:
        for structure in les_structures(structures):
            depot = deposer_dans(
                dossier, structure, du_mois, FormeDepot(forme), par=None, suivi=suivi
            )
            total += 0 if depot is None else depot.factures.count()
    console.print(f"{total} facture(s) déposée(s) dans {dossier}.")


@factures.command(short_help="Passe toutes celles émises aux contrôles officiels.")
@click.option("--annee", type=int, help="Année d'émission ; toutes par défaut.")
@click.option("--forme", type=click.Choice(sorted(FORMES)), default="cii", show_default=True)
@_EN_PARALLELE
@option_structures
def verifier(annee: int | None, forme: str, processus: int, structures: tuple[str, ...]) -> None:
    """Refait le XML de chaque facture émise et le passe aux contrôles officiels.

    Le XSD, les règles du profil EN 16931 et les règles françaises (BR-FR), exécutées ici, sans
    réseau. Dit combien de fautes et de quelle règle ; code 1 s'il y en a.
    """
    emises = Facture.objects.emises().filter(structure__in=les_structures(structures))
    if annee is not None:
        emises = emises.filter(emise_le__year=annee)
    contenus = emises.order_by("structure", "numero").values_list("numero", "contenu")
    with progression("Factures") as suivi:
        bilan = verifier_contenus(
            contenus.iterator(chunk_size=200),
            total=emises.count(),
            forme=forme,
            suivi=suivi,
            processus=processus,
        )
    _dire(bilan)
    if bilan.fautives:
        raise SystemExit(1)


def _dire(bilan: BilanVerification) -> None:
    """The summary: how many, how many faulty, by rule, and a first example of each."""
    console.print(f"{bilan.vues} facture(s) vérifiée(s), {len(bilan.fautives)} fautive(s).")
    for regle, combien in bilan.par_regle:
        numero, faute = next(
            (n, f) for n, fautes in bilan.fautives.items() for f in fautes if f.regle == regle
        )
        console.print(f"  {regle} : {combien} fois. Par exemple {numero} : {faute.phrase}")


def _du_mois(mois: date, structures: tuple[str, ...]) -> list[Facture]:
    choisies = les_structures(structures)
    du_mois = Facture.objects.emises().filter(mois=mois, structure__in=choisies)
    return list(du_mois.select_related("client").defer("contenu").order_by("structure", "numero"))
