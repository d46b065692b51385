"""`etrier facturer`: a month prepared and issued, for one structure or all."""

from datetime import date

import click

from etrier.cli.choix import JOUR, MOIS, les_structures, option_structures
from etrier.cli.sorties import console, progression
from etrier.droit.ecriture import euros
from etrier.facturation.factures.defauts import defauts
from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.preparation import preparer
from etrier.facturation.models import Facture
from etrier.socle.horloge import aujourdhui
from etrier.structures.models import Structure


@click.command()
@click.option("--mois", type=MOIS, required=True, help="Mois à facturer, par exemple 2026-10.")
@click.option("--le", type=JOUR, help="Date des factures ; aujourd'hui par défaut.")
@click.option("--brouillons", is_flag=True, help="Prépare les brouillons sans rien émettre.")
@option_structures
def facturer(mois: date, le: date | None, brouillons: bool, structures: tuple[str, ...]) -> None:
    """Prépare et émet les factures d'un mois clos.

    Sans --structure, pour toutes. Un brouillon incomplet n'est pas émis : ce qui lui manque est
    dit. Relancer la commande ne fait que ce qui restait à faire.
    """
    manques = 0
    for structure in les_structures(structures):
        manques += _facturer(structure, mois, None if brouillons else le or aujourdhui())
    if manques:
        raise SystemExit(1)


def _facturer(structure: Structure, mois: date, le: date | None) -> int:
    """Invoice a structure; gives how many drafts could not be issued."""
    with progression(f"{structure} : préparation") as suivi:
        bilan = preparer(structure, mois, par=None, suivi=suivi)
    console.print(f"{structure} : {len(bilan.brouillons)} brouillon(s).")
    for laissee in bilan.laissees:
        console.print(f"  {laissee.client}, laissé de côté : {laissee.motif}")
    if le is None:
        return 0
    pretes, incompletes = _trier(structure, bilan.brouillons)
    with progression(f"{structure} : émission") as suivi:
        emises = emettre(structure, pretes, le=le, par=None, suivi=suivi)
    total = sum(f.ttc_centimes for f in emises)
    console.print(f"{structure} : {len(emises)} facture(s) émise(s), {euros(total)} TTC.")
    return incompletes


def _trier(structure: Structure, cles: tuple[int, ...]) -> tuple[list[Facture], int]:
    """Drafts nothing forbids to issue, in the order given; how many others, which are told."""
    par_cle = Facture.objects.select_related("client", "origine", "devis").in_bulk(cles)
    trouves = defauts(structure, list(par_cle.values()))
    pretes = []
    for cle in cles:
        bloquants = [d.phrase for d in trouves[cle] if d.bloquant]
        if bloquants:
            console.print(f"  {par_cle[cle].client}, non émise : {' '.join(bloquants)}")
        else:
            pretes.append(par_cle[cle])
    return pretes, len(cles) - len(pretes)
