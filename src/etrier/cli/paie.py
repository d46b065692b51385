"""`etrier paie`: the file of variables, and the return of the pay bureau."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from etrier.cli.choix import JSON, MOIS, STRUCTURE, VERS, la_structure
from etrier.cli.sorties import dire, ouvrir_prive
from etrier.droit.ecriture import euros
from etrier.droit.regles.rapprochement_paie import MOTIFS
from etrier.paie.models import EcartPaie
from etrier.paie.navette.envoi import envoyer
from etrier.paie.navette.retour import enregistrer_retour
from etrier.paie.navette.verification import Point, verifier
from etrier.socle.mois import ecrire_mois

DU_MOIS = click.option(
    "--mois", type=MOIS, required=True, metavar="MOIS", help="Mois de paie, par exemple 2026-10."
)


@click.group()
def paie() -> None:
    """Paie : écrire le fichier des variables, lire le retour du cabinet.

    \b
    Dans l'ordre, une fois le mois clos :
      etrier paie exporter   --structure SIRET --mois 2026-10 --vers depot
      etrier paie rapprocher retour.csv --structure SIRET --mois 2026-10
    """


@paie.command(short_help="Vérifie et écrit le fichier des variables.")
@STRUCTURE
@DU_MOIS
@VERS
@click.option("--simuler", is_flag=True, help="Montre ce qui partirait, sans rien écrire.")
@JSON
def exporter(siret: str, mois: date, vers: Path, simuler: bool, en_json: bool) -> None:
    """Vérifie le mois et écrit ce qui n'est pas encore parti, lisible par vous seul.

    \b
    Codes de sortie :
      0  le fichier est écrit, ou le serait
      1  quelque chose bloque, ou rien n'est nouveau
    """
    structure = la_structure(siret)
    vue = verifier(structure, mois)
    dit: dict[str, Any] = {
        "fichier": None,
        "lignes": sum(1 for x in vue.lignes if x.envoyee),
        "bloquent": [_dire_point(p) for p in vue.bloquent],
        "a_voir": [_dire_point(p) for p in vue.a_voir],
    }
    if not simuler and vue.partante:
        envoi = envoyer(structure, mois, par=None)
        dit["fichier"] = str(vers / envoi.nom)
        with ouvrir_prive(vers / envoi.nom) as sortie:
            sortie.write(bytes(envoi.fichier))
    dire(dit, _phrases_export(dit, mois), en_json=en_json)
    if vue.bloquent or not dit["lignes"]:
        raise SystemExit(1)


@paie.command(short_help="Lit le retour du cabinet et dit les écarts.")
@click.argument("fichier", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@STRUCTURE
@DU_MOIS
@JSON
def rapprocher(fichier: Path, siret: str, mois: date, en_json: bool) -> None:
    """Lit le retour du cabinet, à l'heure et au centime.

    Les colonnes sont celles retenues à l'écran, sinon elles se devinent. Un fichier qui ne se lit
    pas en entier est refusé.

    \b
    Codes de sortie :
      0  aucun écart
      1  des écarts sont à expliquer, ou le fichier est refusé
    """
    structure = la_structure(siret)
    retour = enregistrer_retour(structure, mois, fichier.read_bytes(), fichier.name, par=None)
    ecarts = list(retour.ecarts.order_by("matricule", "rubrique", "pk"))
    dit = {"lignes": retour.lignes.count(), "ecarts": [_dire_ecart(e) for e in ecarts]}
    phrases = [f"Lignes lues : {dit['lignes']}. Écarts : {len(ecarts)}."]
    phrases += [_phrase_ecart(e) for e in ecarts]
    dire(dit, phrases, en_json=en_json)
    if ecarts:
        raise SystemExit(1)


def _dire_point(point: Point) -> str:
    qui = str(point.contrat.salarie) if point.contrat is not None else point.rubrique
    return f"{qui} : {point.phrase}" if qui else point.phrase


def _phrases_export(dit: dict[str, Any], mois: date) -> list[str]:
    phrases = [f"Bloque : {p}" for p in dit["bloquent"]]
    phrases += [f"À regarder : {p}" for p in dit["a_voir"]]
    if dit["fichier"]:
        phrases.append(f"Fichier à remettre : {dit['fichier']} ({dit['lignes']} lignes)")
    elif not dit["lignes"]:
        phrases.append(f"Rien à envoyer pour {ecrire_mois(mois)}.")
    else:
        phrases.append(f"Rien n'a été écrit ; lignes à envoyer : {dit['lignes']}.")
    return phrases


def _dire_ecart(ecart: EcartPaie) -> dict[str, Any]:
    return {
        "matricule": ecart.matricule,
        "rubrique": ecart.rubrique,
        "genre": ecart.genre,
        "pourquoi": MOTIFS[ecart.genre],
        "autre_matricule": ecart.autre_matricule,
        "minutes_attendues": ecart.minutes_attendues,
        "minutes_lues": ecart.minutes_lues,
        "attendu_centimes": ecart.attendu_centimes,
        "lu_centimes": ecart.lu_centimes,
    }


def _phrase_ecart(ecart: EcartPaie) -> str:
    qui = " ".join(filter(None, (ecart.matricule, ecart.rubrique)))
    phrase = f"{qui} : {MOTIFS[ecart.genre]}"
    if ecart.autre_matricule:
        phrase += f" ({ecart.autre_matricule})"
    if ecart.attendu_centimes is not None and ecart.lu_centimes is not None:
        phrase += f" ; attendu {euros(ecart.attendu_centimes)}, lu {euros(ecart.lu_centimes)}"
    return phrase
