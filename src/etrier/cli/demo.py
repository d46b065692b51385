"""`etrier demo`: a fictitious group, two years of hours, the last month closed before your eyes."""

import os
from datetime import date
from importlib.resources import files
from pathlib import Path

import click
from django.conf import settings

from etrier.cli.choix import JOUR
from etrier.cli.commande import administrer
from etrier.cli.mois import imprimer_bilans
from etrier.cli.serve import servir
from etrier.cli.sorties import console, progression
from etrier.cloture import actions
from etrier.cloture.bilan import bilans
from etrier.cloture.examen import examiner
from etrier.demonstration.achats import faire_les_achats
from etrier.demonstration.argent import facturer_l_annee, verser_les_aides
from etrier.demonstration.bilan import Bilan, Compte
from etrier.demonstration.charger import charger
from etrier.demonstration.chez_moi import JETON, trouver
from etrier.demonstration.paies import faire_les_paies
from etrier.demonstration.releve_banque import ecrire_releve
from etrier.demonstration.releves import faire_confirmer
from etrier.demonstration.scenario import JOUR_DONNE, MOT_DE_PASSE
from etrier.droit.vocabulaire import Dispositif
from etrier.heures.actions import valider
from etrier.heures.importation.actions import importer
from etrier.structures.actions import importer_annexes, importer_structures
from etrier.structures.models import Structure

ASP = ("fluxIAE_Structure_07022022.csv", "fluxIAE_AnnexeFinanciere_07022022.csv")


@click.command()
@click.option("--le", type=JOUR, default=JOUR_DONNE, show_default=True, help="Jour donné.")
@click.option(
    "--dossier",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demonstration"),
    show_default=True,
    help="Où écrire les fichiers d'heures du dernier mois.",
)
@click.option("--port", default=8000, show_default=True, help="Port du site.")
@click.option("--sans-serveur", is_flag=True, help="Charge et clôt, sans servir le site.")
def demo(le: date, dossier: Path, port: int, sans_serveur: bool) -> None:
    """Charge la démonstration, importe et clôt le dernier mois, sert le site.

    Tout est fictif : un groupe économique solidaire, six structures, deux ans d'heures. Rejouable :
    une seconde fois ne recharge rien.
    """
    settings.VAR.mkdir(parents=True, exist_ok=True)
    administrer("migrate", "--verbosity", "0")
    with progression("Démonstration") as suivi:
        bilan = charger(le=le, dossier=dossier, suivi=suivi)
    _raconter(bilan)
    _importer_asp()
    _vivre_le_dernier_mois(bilan)
    _facturer_l_annee(bilan, dossier)
    _dire_ou_regarder(bilan, dossier, port)
    if not sans_serveur:
        os.environ["ETRIER_DEMONSTRATION"] = "1"
        settings.ETRIER_DEMONSTRATION = True
        servir("127.0.0.1", port)


def _raconter(bilan: Bilan) -> None:
    console.print(
        f"[bold]{bilan.groupe}[/] : {len(bilan.structures)} structures, "
        f"{bilan.personnes} personnes, {bilan.contrats} contrats, {bilan.missions} missions, "
        f"{bilan.lignes} lignes d'heures."
    )


def _importer_asp() -> None:
    """Real rows published by the State (2022): the reader's daily bread, beside the fiction."""
    dossier = files("etrier.demonstration") / "fichiers" / "asp"
    structures = importer_structures((dossier / ASP[0]).read_bytes(), ASP[0])
    annexes = importer_annexes((dossier / ASP[1]).read_bytes(), ASP[1])
    for phrase in (*structures.phrases(), *annexes.phrases()):
        console.print(f"  ASP : {phrase}")


def _vivre_le_dernier_mois(bilan: Bilan) -> None:
    """Close the past, then import, validate and close the last month as its users would."""
    structures = {
        s.siret: s for s in Structure.objects.filter(siret__in=[f.siret for f in bilan.fichiers])
    }
    cles = sorted(s.pk for s in structures.values())
    with progression("Mois passés") as suivi:
        for rang, mois in enumerate(bilan.mois_a_clore):
            actions.cloturer(cles, mois, par=None)
            suivi(f"{mois:%m/%Y}", rang + 1, len(bilan.mois_a_clore))
    mois = bilan.mois_dernier
    for fichier in bilan.fichiers:
        structure = structures[fichier.siret]
        recu = importer(
            structure, fichier.chemin.read_bytes(), fichier.chemin.name, par=None, mois=mois
        )
        console.print(
            f"  {fichier.chemin.name} : {recu.lignes_ajoutees} lignes ajoutées, "
            f"{recu.lignes_connues} déjà connues."
        )
    confies = Structure.objects.filter(pk__in=cles, conventions__dispositif=Dispositif.AI)
    releves = sum(faire_confirmer(s, mois) for s in confies.distinct())
    console.print(f"  {releves} relevés d'heures préparés, une partie a sa réponse.")
    alarmes = sum(len(examiner(s, mois).alarmes) for s in structures.values())
    for structure in Structure.objects.filter(pk__in=cles).exclude(clotures__mois=mois):
        valider(structure, mois, par=None)
    with progression(f"Clôture de {mois:%m/%Y}") as suivi:
        rendu = actions.cloturer(cles, mois, par=None, suivi=suivi)
    imprimer_bilans(mois, bilans(rendu.closes or rendu.deja_closes, mois))
    console.print(f"{alarmes} alarmes attendent d'être lues dans les pages de clôture.")


def _facturer_l_annee(bilan: Bilan, dossier: Path) -> None:
    """A year of invoices and payments behind, purchases and pay; the last month waits to be
    invoiced."""
    sirets = [f.siret for f in bilan.fichiers]
    structures = list(Structure.objects.filter(siret__in=sirets).order_by("pk"))
    with progression("Factures de l'année") as suivi:
        factures = facturer_l_annee(structures, bilan.mois_a_clore, bilan.le, suivi)
    with progression("Achats") as suivi:
        faire_les_achats(structures, suivi)
    with progression("Paies de l'année") as suivi:
        faire_les_paies(structures, suivi)
    verser_les_aides(bilan.mois_a_clore, bilan.le)
    console.print(
        f"  {factures} factures émises et leurs règlements ; {bilan.mois_dernier:%m/%Y} reste à "
        "facturer."
    )
    if fichier := ecrire_releve(bilan.le, dossier):
        console.print(f"  À rapprocher dans les relevés de banque : {fichier}")


def _dire_ou_regarder(bilan: Bilan, dossier: Path, port: int) -> None:
    console.print(f"\nFichiers d'heures du dernier mois : {dossier}/")
    console.print(f"À corriger pour voir les refus : {bilan.fichier_a_corriger.chemin}")
    console.print(f"\nÀ regarder sur http://127.0.0.1:{port}/ (mot de passe : {MOT_DE_PASSE})")
    for compte in bilan.comptes:
        console.print(f"  {compte.courriel} : {compte.role}, {_ou(compte, bilan)}")
    _dire_une_page(bilan, port)


def _dire_une_page(bilan: Bilan, port: int) -> None:
    """The page of one of these invented people, as she opens it on her phone."""
    salarie = trouver(bilan.le)
    if salarie is not None:
        console.print(
            f"  http://127.0.0.1:{port}/moi/l/{JETON}/ : la page d'une personne, "
            f"née le {salarie.personne.naissance:%d/%m}"
        )


def _ou(compte: Compte, bilan: Bilan) -> str:
    if len(compte.structures) == len(bilan.structures):
        return "toutes les structures"
    return ", ".join(compte.structures)
