"""Acts of the room: what people write beside the figures."""

from collections.abc import Mapping

from django.db import transaction

from etrier.pilotage.enums import RubriqueBilan
from etrier.pilotage.models import BilanAnnuel
from etrier.socle.journal import noter
from etrier.structures.models import Convention, Utilisateur


@transaction.atomic
def ecrire_bilan(
    convention: Convention, annee: int, textes: Mapping[str, str], *, par: Utilisateur | None
) -> BilanAnnuel:
    """Keep the comments of a year, by heading; an empty one is forgotten."""
    propres = {str(r): texte for r in RubriqueBilan if (texte := textes.get(str(r), "").strip())}
    bilan, _cree = BilanAnnuel.objects.update_or_create(
        convention=convention, annee=annee, defaults={"textes": propres, "par": par}
    )
    noter(
        "bilan.ecrire",
        auteur=par,
        perimetre=convention.structure_id,
        cible=bilan,
        annee=str(annee),
        rubriques=len(propres),
    )
    return bilan
