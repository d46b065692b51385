"""`etrier conservation`: what is due, archived and erased in one go."""

from collections.abc import Callable, Iterable

import click
from rich.table import Table

from etrier.cli.choix import les_structures, option_structures
from etrier.cli.sorties import console, progression
from etrier.droit.ecriture import jour as ecrire_jour
from etrier.parcours.conservation.access import connues_de
from etrier.parcours.conservation.actions import archiver, effacer
from etrier.parcours.conservation.horloges import Horloge, lire_horloges
from etrier.parcours.models import Personne
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui


@click.command()
@option_structures
@click.option("--archiver", "archive", is_flag=True, help="Archive ce qui est échu.")
@click.option("--effacer", "efface", is_flag=True, help="Efface ce qui est archivé depuis 30 j.")
@click.option("--simuler", is_flag=True, help="Dit ce qui serait fait, sans rien changer.")
def conservation(structures: tuple[str, ...], archive: bool, efface: bool, simuler: bool) -> None:
    """Liste les données gardées assez longtemps ; les archive ou les efface.

    24 mois après la fin du parcours et 2 ans après le dernier contact, on archive ; 30 jours après,
    on efface. Les chiffres restent. Sans option, rien ne change. À lancer chaque nuit si l'on veut.
    """
    jour = aujourdhui()
    horloges = lire_horloges(connues_de(les_structures(structures)), jour)
    a_archiver = [h for h in horloges if h.a_archiver(jour)]
    a_effacer = [h for h in horloges if h.a_effacer(jour)]
    retenues = [
        h
        for h in horloges
        if h.echeance is not None and h.echeance.atteinte(jour) and h.empechements
    ]
    _imprimer("À archiver", a_archiver)
    _imprimer("À effacer", a_effacer)
    console.print(
        f"{len(horloges)} personne(s) : {len(a_archiver)} à archiver, {len(a_effacer)} à effacer, "
        f"{len(retenues)} échue(s) mais gardée(s)."
    )
    if simuler:
        console.print("Simulation : rien n'a changé.")
        return
    # What is erased first: what is archived now waits for its thirty days.
    if efface:
        _faire("effacée", a_effacer, lambda p: effacer(p, par=None))
    if archive:
        _faire("archivée", a_archiver, lambda p: archiver(p, par=None))


def _imprimer(titre: str, horloges: Iterable[Horloge]) -> None:
    """Numbers, not names: what a command says is often kept in a log."""
    lignes = list(horloges)
    if not lignes:
        return
    tableau = Table(title=titre)
    tableau.add_column("Personne n°", justify="right")
    tableau.add_column("Fin du parcours")
    tableau.add_column("Dernier contact")
    tableau.add_column("Gardée jusqu'au")
    for h in lignes:
        dates = (h.fin_parcours, h.dernier_contact, h.garder_jusquau)
        tableau.add_row(str(h.personne.pk), *("—" if d is None else ecrire_jour(d) for d in dates))
    console.print(tableau)


def _faire(mot: str, horloges: list[Horloge], acte: Callable[[Personne], object]) -> None:
    """Do the act on each, one transaction a person; a refusal is said and the rest goes on."""
    faites = 0
    with progression(f"Personnes {mot}s") as suivi:
        for rang, horloge in enumerate(horloges, 1):
            try:
                acte(horloge.personne)
                faites += 1
            except Refus as refus:
                console.print(f"Personne n° {horloge.personne.pk} : {refus.phrase}")
            suivi(mot, rang, len(horloges))
    console.print(f"{faites} personne(s) {mot}(s).")
