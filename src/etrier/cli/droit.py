"""`etrier droit`: every calculator of the law, explained, as text or JSON."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from etrier.droit.calculs import CALCULS, Argument, Calcul
from etrier.droit.lecture import SaisieInvalide, decoder
from etrier.droit.parametre import NonCalculable, ParametreInvalide, Parametres, charger

AIDE = """Calcule une règle de droit et l'explique : base, paramètres datés, textes.

\b
Exemples :
  etrier droit aide-au-poste --dispositif ACI --le 2025-03-01 --heures 1000
  etrier droit etp --dispositif EI --heures 130 --json
  etrier droit smic --le 2024-11-15
  etrier droit compteur-ai placements.csv
  etrier droit pass --debut 2021-03-25 --fin 2023-03-24 --le 2022-11-22
  etrier droit eligibilite --dispositif ACI --auteur employeur --critere RSA

Ce qui ne peut pas être calculé sort avec le code 2 et la raison.
"""


@click.group(help=AIDE, invoke_without_command=True)
@click.pass_context
def droit(ctx: click.Context) -> None:
    """List the calculators when none is named."""
    if ctx.invoked_subcommand is None:
        click.echo("Calculs disponibles (etrier droit CALCUL --help pour en savoir plus) :\n")
        largeur = max(map(len, CALCULS))
        for nom, calcul in CALCULS.items():
            click.echo(f"  {nom.ljust(largeur)}  {calcul.titre}")


def _parametres() -> Parametres:
    dossiers = os.environ.get("ETRIER_PARAMETRES", "").split(os.pathsep)
    try:
        return charger(*(Path(d) for d in dossiers if d))
    except ParametreInvalide as erreur:
        click.echo(f"Paramètre invalide : {erreur}", err=True)
        raise SystemExit(1) from None


def _executer(calcul: Calcul) -> Callable[..., None]:
    def executer(en_json: bool, **options: Any) -> None:
        saisies = {a.nom: _texte(a, options.get(a.nom)) for a in calcul.arguments}
        try:
            resultat = calcul.executer(saisies, _parametres())
        except (NonCalculable, SaisieInvalide) as erreur:
            _refuser(str(erreur), en_json)
        click.echo(
            json.dumps(resultat.to_json(), ensure_ascii=False, indent=2, default=str)
            if en_json
            else resultat.en_texte()
        )

    return executer


def _texte(argument: Argument, ecrit: Any) -> str | None:
    """What the calculator reads: the text of a file, or the repeated values one a line."""
    if argument.genre == "fichier" and ecrit is not None:
        return decoder(Path(ecrit).read_bytes())
    if argument.multiple:
        return "\n".join(ecrit)
    return None if ecrit is None else str(ecrit)


def _refuser(raison: str, en_json: bool) -> None:
    if en_json:
        click.echo(json.dumps({"motif": raison}, ensure_ascii=False, indent=2))
    click.echo(f"Non calculable : {raison}", err=True)
    raise SystemExit(2)


def _parametre(argument: Argument) -> click.Parameter:
    if argument.genre == "fichier":
        return click.Argument(
            [argument.nom],
            metavar=argument.nom.upper(),
            type=click.Path(exists=True, dir_okay=False),
            required=argument.requis,
        )
    aide = argument.aide or argument.libelle
    attributs: dict[str, Any] = {"help": f"{argument.libelle}. {argument.aide}".strip()}
    if argument.choix:
        attributs["metavar"] = "[" + "|".join(code for code, _ in argument.choix) + "]"
    if argument.defaut is not None:
        aide = f"{attributs['help']} [défaut : {argument.defaut}]"
        attributs["help"] = aide
    if argument.multiple:
        attributs["multiple"] = True
        attributs["help"] += " [répétable]"
    if argument.requis and argument.defaut is None:
        attributs["help"] += " [à remplir]"
    # Never `required`: the calculator refuses what is missing with a sentence of its own.
    return click.Option([argument.option], **attributs)


def _commande(calcul: Calcul) -> click.Command:
    json_option = click.Option(["--json", "en_json"], is_flag=True, help="Répond en JSON.")
    articles = "\n".join(f"  {article}" for article in calcul.articles)
    return click.Command(
        calcul.nom,
        callback=_executer(calcul),
        params=[*(_parametre(a) for a in calcul.arguments), json_option],
        help=f"{calcul.titre}.\n\n{calcul.description}\n\n\b\nTextes :\n{articles}",
        short_help=calcul.titre,
    )


for _calcul in CALCULS.values():
    droit.add_command(_commande(_calcul))
