"""A draft thrown away: what it took may be invoiced again."""

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.facturation.models import Facture
from etrier.heures.actions import verrouiller
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Utilisateur


@transaction.atomic
def supprimer_brouillon(facture: Facture, *, par: Utilisateur | None) -> None:
    """Throw a draft away. Raises Refus when it was issued meanwhile."""
    verrouiller(facture.structure)
    if not Facture.objects.brouillons().filter(pk=facture.pk).exists():
        raise Refus(_("Cette facture n'est plus un brouillon : corrigez-la par un avoir."))
    noter(
        "facture.supprimer_brouillon",
        auteur=par,
        perimetre=facture.structure_id,
        ttc_centimes=facture.ttc_centimes,
    )
    facture.delete()
