"""Jobs somebody aims at, by their ROME names."""

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.parcours.accompagnement import rome
from etrier.parcours.models import MetierVise, Salarie
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Utilisateur

METIERS_MAXIMUM = 6


@transaction.atomic
def viser_metier(
    salarie: Salarie, *, code_rome: str, libelle: str, par: Utilisateur | None
) -> MetierVise:
    """Add a job she aims at. Raises Refus when it is not of the ROME, or one too many."""
    if not rome.connu(code_rome, libelle):
        raise Refus(_("Ce métier n'est pas dans le ROME : choisissez-le dans la liste proposée."))
    rang = salarie.metiers_vises.count()
    if rang >= METIERS_MAXIMUM:
        raise Refus(_("Six métiers visés au plus : retirez-en un d'abord."))
    metier, nouveau = MetierVise.objects.get_or_create(
        salarie=salarie, code_rome=code_rome, libelle=libelle, defaults={"rang": rang}
    )
    if nouveau:
        _noter("metier.viser", salarie, par, code_rome)
    return metier


@transaction.atomic
def retirer_metier(metier: MetierVise, *, par: Utilisateur | None) -> None:
    """Take a job off."""
    _noter("metier.retirer", metier.salarie, par, metier.code_rome)
    metier.delete()


def _noter(verbe: str, salarie: Salarie, par: Utilisateur | None, code_rome: str) -> None:
    noter(verbe, auteur=par, perimetre=salarie.structure_id, cible=salarie, code_rome=code_rome)
