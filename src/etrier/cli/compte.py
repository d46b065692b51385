"""`etrier compte`: accounts and roles."""

import click

from etrier.cli.choix import les_structures
from etrier.cli.sorties import console
from etrier.socle.erreurs import Refus
from etrier.structures.actions import changer_mot_de_passe, donner_role, ouvrir_compte
from etrier.structures.enums import Role
from etrier.structures.models import Utilisateur


@click.command()
@click.argument("courriel")
@click.option("--nom", required=True, help="Nom affiché.")
@click.option("--structure", "siret", required=True, metavar="SIRET", help="Structure du rôle.")
@click.option("--role", type=click.Choice([r.value for r in Role]), required=True, help="Rôle.")
@click.password_option(
    "--mot-de-passe",
    prompt="Mot de passe",
    confirmation_prompt="Encore une fois",
    help="Demandé s'il n'est pas donné.",
)
def compte(courriel: str, nom: str, siret: str, role: str, mot_de_passe: str) -> None:
    """Ouvre un compte s'il n'existe pas, et lui donne un rôle dans une structure."""
    structure = les_structures([siret])[0]
    utilisateur = Utilisateur.objects.filter(courriel=courriel.lower()).first()
    if utilisateur is None:
        utilisateur = ouvrir_compte(courriel, nom, mot_de_passe)
    donner_role(utilisateur, structure, Role(role), par=None)
    console.print(f"{utilisateur.courriel} : {Role(role).label} de {structure}.")


@click.command("mot-de-passe")
@click.argument("courriel")
@click.password_option(
    "--mot-de-passe",
    prompt="Nouveau mot de passe",
    confirmation_prompt="Encore une fois",
    help="Demandé s'il n'est pas donné.",
)
def mot_de_passe(courriel: str, mot_de_passe: str) -> None:
    """Donne un nouveau mot de passe à un compte."""
    utilisateur = Utilisateur.objects.filter(courriel=courriel.lower()).first()
    if utilisateur is None:
        raise Refus(f"Aucun compte pour {courriel} : ouvrez-le avec « etrier compte ».")
    changer_mot_de_passe(utilisateur, mot_de_passe)
    console.print(f"{utilisateur.courriel} : mot de passe changé.")
