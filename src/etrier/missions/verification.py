"""Checks shared by the acts of the room."""

from django.utils.translation import gettext as _

from etrier.missions.models import Chantier, Client, Mission, Prestation
from etrier.parcours.models import Contrat
from etrier.socle.erreurs import Refus


def texte(ecrit: str, longueur: int, quoi: str) -> str:
    """The text without its outer spaces. Raises Refus when it is empty or too long."""
    ecrit = ecrit.strip()
    if not 0 < len(ecrit) <= longueur:
        raise Refus(
            _("Écrivez %(quoi)s, en %(longueur)s caractères au plus.")
            % {"quoi": quoi, "longueur": longueur}
        )
    return ecrit


def verifier_appartenance(
    structure_id: int, *objets: Client | Chantier | Mission | Prestation | Contrat | None
) -> None:
    """Refuse an object of another structure."""
    for objet in objets:
        if objet is not None and objet.structure_id != structure_id:
            raise Refus(
                _("« %(objet)s » n'est pas de cette structure : choisissez dans la liste.")
                % {"objet": objet}
            )
