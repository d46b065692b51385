"""`etrier asp`: the employee records, from the command line."""

from pathlib import Path
from typing import Any

import click

from etrier.cli.choix import JSON, STRUCTURE, VERS, la_structure
from etrier.cli.sorties import dire, ouvrir_prive
from etrier.parcours.asp import actions
from etrier.parcours.asp.controles import dire_sans_secret, verifier_clair
from etrier.parcours.asp.envoi import Ecriture, les_pretes, telecharger
from etrier.parcours.asp.envoi import ecrire as ecrire_lot
from etrier.parcours.asp.retour import Reponse
from etrier.parcours.asp.retour import lire_retour as lire_la_reponse
from etrier.parcours.models import FicheSalarie
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.structures.models import Structure

SIMULER = click.option("--simuler", is_flag=True, help="Montre, sans rien écrire ni ouvrir.")


@click.group()
def asp() -> None:
    """Fiches salarié : préparer, écrire le fichier, lire la réponse de l'ASP.

    \b
    Dans l'ordre :
      etrier asp preparer    --structure SIRET
      etrier asp ecrire      --structure SIRET --vers depot
      etrier asp lire-retour RIAE_FS_…_FichierRetour.json --structure SIRET

    Les situations se remplissent à l'écran, par le référent de chaque personne.
    """


@asp.command(short_help="Crée les fiches qui manquent.")
@STRUCTURE
@SIMULER
@JSON
def preparer(siret: str, simuler: bool, en_json: bool) -> None:
    """Crée les fiches qui manquent, et trouve les PASS dont les dates ont changé.

    Deux fois de suite ne change rien.
    """
    structure = la_structure(siret)
    faite = actions.prevoir(structure) if simuler else actions.preparer(structure, par=None)
    dit = {
        "ecrit": not simuler,
        "creees": len(faite.creees),
        "mises_a_jour": len(faite.mises_a_jour),
        "sous_ancien_siret": faite.sous_ancien_siret,
    }
    dire(
        dit,
        [
            f"Fiches créées : {dit['creees']}.",
            f"Mises à jour de PASS prêtes : {dit['mises_a_jour']}.",
            *(
                [f"Fiches d'un ancien SIRET à renvoyer, à l'écran : {faite.sous_ancien_siret}."]
                if faite.sous_ancien_siret
                else []
            ),
            *(["Simulation : rien n'a été écrit."] if simuler else []),
        ],
        en_json=en_json,
    )


@asp.command(short_help="Vérifie et écrit le fichier officiel.")
@STRUCTURE
@VERS
@SIMULER
@JSON
def ecrire(siret: str, vers: Path, simuler: bool, en_json: bool) -> None:
    """Vérifie les fiches prêtes et écrit le fichier officiel, lisible par vous seul.

    Une fiche que l'ASP refuserait reste ici, et dit pourquoi. Avec --simuler, ce qui est sous
    scellé n'est pas ouvert : seul le reste est vérifié.

    \b
    Codes de sortie :
      0  tout est écrit, ou le serait
      1  des fiches sont retenues, ou aucune n'est prête
    """
    structure = la_structure(siret)
    if simuler:
        _simuler(structure, en_json=en_json)
        return
    ecriture = ecrire_lot(structure, par=None)
    chemin = _poser(ecriture, vers) if ecriture.lot is not None else None
    dit: dict[str, Any] = {
        "ecrit": chemin is not None,
        "fichier": str(chemin) if chemin else None,
        "fiches": ecriture.lot.lignes.count() if ecriture.lot else 0,
        "reportees": ecriture.reportees,
        "retenues": [_retenue(f, dire_sans_secret(es)) for f, es in ecriture.retenues],
    }
    dire(dit, _phrases_ecriture(dit), en_json=en_json)
    if ecriture.retenues:
        raise SystemExit(1)


@asp.command("lire-retour", short_help="Lit la réponse de l'ASP.")
@click.argument("fichier", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@STRUCTURE
@JSON
def lire_retour(fichier: Path, siret: str, en_json: bool) -> None:
    """Lit la réponse de l'ASP : chaque fiche prend son état.

    Un fichier qui n'est pas la réponse à l'un de nos envois est refusé en entier.

    \b
    Codes de sortie :
      0  toutes les fiches sont intégrées
      1  des fiches sont rejetées, ou le fichier est refusé
    """
    structure = la_structure(siret)
    reponses = lire_la_reponse(structure, fichier.read_bytes(), fichier.name, par=None)
    rejetees = [r for r in reponses if not r.code.acquis]
    dit = {
        "integrees": len(reponses) - len(rejetees),
        "rejetees": [_rejet(r) for r in rejetees],
    }
    phrases = [f"Fiches intégrées : {dit['integrees']}."]
    phrases += [f"{r['qui']} : {r['arrive']} {r['faire']}" for r in map(_rejet, rejetees)]
    dire(dit, phrases, en_json=en_json)
    if rejetees:
        raise SystemExit(1)


def _simuler(structure: Structure, *, en_json: bool) -> None:
    pretes = list(les_pretes(structure))
    if not pretes:
        raise Refus("Aucune fiche n'est prête : complétez celles qui sont à compléter.")
    vues = [(f, [e.phrase for e in verifier_clair(f, aujourdhui())]) for f in pretes]
    dit: dict[str, Any] = {
        "ecrit": False,
        "fichier": None,
        "fiches": sum(1 for _f, phrases in vues if not phrases),
        "reportees": 0,
        "retenues": [_retenue(f, phrases) for f, phrases in vues if phrases],
    }
    dire(dit, [*_phrases_ecriture(dit), "Simulation : rien n'a été écrit."], en_json=en_json)
    if dit["retenues"]:
        raise SystemExit(1)


def _poser(ecriture: Ecriture, vers: Path) -> Path:
    if ecriture.lot is None:
        raise Refus("Aucun fichier n'est à poser.")
    chemin = vers / ecriture.lot.nom_fichier
    with ouvrir_prive(chemin) as sortie:
        sortie.write(telecharger(ecriture.lot, par=None))
    return chemin


def _retenue(fiche: FicheSalarie, phrases: list[str]) -> dict[str, Any]:
    return {"qui": str(fiche.salarie), "raisons": phrases}


def _rejet(reponse: Reponse) -> dict[str, str]:
    return {
        "qui": str(reponse.fiche.salarie),
        "code": reponse.code.code,
        "arrive": str(reponse.code.arrive),
        "faire": str(reponse.code.faire),
    }


def _phrases_ecriture(dit: dict[str, Any]) -> list[str]:
    phrases = [f"Fiches écrites : {dit['fiches']}."]
    if dit["fichier"]:
        phrases.append(f"Fichier à déposer : {dit['fichier']}")
    phrases += [f"{r['qui']} reste ici : {' '.join(r['raisons'])}" for r in dit["retenues"]]
    if dit["reportees"]:
        phrases.append(f"Fiches du fichier suivant : {dit['reportees']}.")
    return phrases
