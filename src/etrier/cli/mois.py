"""`etrier valider` and `etrier cloturer`: the month, from the command line."""

from datetime import date

import click
from rich.table import Table

from etrier.aides.models import AideMensuelle
from etrier.cli.choix import MOIS, les_structures, option_structures
from etrier.cli.sorties import console, progression
from etrier.cloture import actions
from etrier.cloture.bilan import BilanMois, bilans
from etrier.droit.ecriture import euros, heures, nombre
from etrier.heures.actions import valider as valider_heures


@click.command()
@click.option("--mois", type=MOIS, required=True, help="Mois à valider, par exemple 2026-10.")
@option_structures
def valider(mois: date, structures: tuple[str, ...]) -> None:
    """Valide les heures en brouillon d'un mois : elles ne changeront plus."""
    for structure in les_structures(structures):
        nombre_lignes = valider_heures(structure, mois, par=None)
        console.print(f"{structure} : {nombre_lignes} ligne(s) validée(s).")


@click.command()
@click.option("--mois", type=MOIS, required=True, help="Mois à clore, par exemple 2026-10.")
@option_structures
def cloturer(mois: date, structures: tuple[str, ...]) -> None:
    """Clôt un mois : paie, factures, aide au poste et clauses en découlent.

    Sans --structure, clôt toutes les structures. Ce qui bloque est dit et reste ouvert ; le reste
    est clos. Relancer la commande ne fait que ce qui restait à faire.
    """
    choisies = les_structures(structures)
    with progression(f"Clôture de {mois:%m/%Y}") as suivi:
        rendu = actions.cloturer([s.pk for s in choisies], mois, par=None, suivi=suivi)
    noms = {s.pk: s.denomination for s in choisies}
    imprimer_bilans(mois, bilans(rendu.closes, mois))
    for structure_id, raisons in rendu.bloquees.items():
        for raison in raisons:
            console.print(f"[bold]{noms[structure_id]}[/] reste ouverte : {raison}")
    if rendu.sans_heures:
        console.print(f"{len(rendu.sans_heures)} structure(s) sans heures ce mois : rien à clore.")
    if rendu.deja_closes:
        console.print(f"{len(rendu.deja_closes)} structure(s) déjà close(s) : rien à refaire.")
    if rendu.bloquees:
        raise SystemExit(1)


def imprimer_bilans(mois: date, lignes: list[BilanMois]) -> None:
    """Print what a closed month produced: two tables that hold in eighty columns."""
    if not lignes:
        return
    _tableau(
        f"{mois:%m/%Y} : le salarié et le client",
        ("Heures", "Brut à payer", "À facturer HT", "Heures de clauses"),
        [
            (
                ligne.structure,
                heures(ligne.minutes),
                _euros(ligne.brut_centimes),
                _euros(ligne.facture_centimes),
                heures(ligne.clauses_minutes),
            )
            for ligne in lignes
        ],
    )
    _tableau(
        f"{mois:%m/%Y} : l'État",
        ("ETP du mois", "Aide du mois", "Écart aux douzièmes"),
        [
            (
                ligne.structure,
                "—" if ligne.etp_mensuel is None else nombre(ligne.etp_mensuel),
                _euros(ligne.aide_centimes) + (" *" if ligne.provisoire else ""),
                _euros(ligne.ecart_centimes),
            )
            for ligne in lignes
        ],
    )
    if any(ligne.provisoire for ligne in lignes):
        console.print("* Montant provisoire : un arrêté n'est pas encore connu pour cette date.")
    if AideMensuelle.objects.filter(cloture__mois=mois, est_regularisation=True).exists():
        console.print("Ce mois est un mois de régularisation de l'aide au poste.")


def _tableau(titre: str, colonnes: tuple[str, ...], lignes: list[tuple[str, ...]]) -> None:
    tableau = Table(title=titre)
    tableau.add_column("Structure", overflow="fold")
    for colonne in colonnes:
        tableau.add_column(colonne, justify="right", no_wrap=True)
    for ligne in lignes:
        tableau.add_row(*ligne)
    console.print(tableau)


def _euros(centimes: int | None) -> str:
    return "—" if centimes is None else euros(centimes)
