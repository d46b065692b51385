"""The VAT rate of a regime on a day."""

from datetime import date

from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour
from etrier.droit.parametre import NonCalculable
from etrier.missions.enums import RegimeTva
from etrier.socle.erreurs import Refus
from etrier.socle.parametres import parametres_en_vigueur


def taux_au(regime: str, le: date) -> int:
    """Ten-thousandths; an exemption is 0. Raises Refus when the rate is not established."""
    if regime == RegimeTva.EXONERE:
        return 0
    try:
        return parametres_en_vigueur().valeur("tva/taux", le, regime).en(10_000)
    except NonCalculable:
        raise Refus(
            _("Le taux de TVA « %(regime)s » n'est pas établi au %(jour)s : prenez-en un autre.")
            % {"regime": RegimeTva(regime).label, "jour": jour(le)}
        ) from None
