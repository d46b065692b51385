"""A price in one sentence: « 24,50 € l'heure, nuit +25 %, minimum 2 h, déplacement 4,00 € »."""

from django.utils.translation import gettext as _

from etrier.missions.models import Tarif
from etrier.www.formats_ecran import centimes, coefficient, heures, pourcent


def cible_du_tarif(tarif: Tarif) -> str:
    """What a price is for."""
    cible = tarif.mission or tarif.chantier or tarif.client
    return str(cible) if cible is not None else _("toute la structure")


def objet_du_tarif(tarif: Tarif) -> str:
    """The service and the qualification it is for, or nothing: all of them."""
    dits = [str(tarif.prestation)] if tarif.prestation is not None else []
    return ", ".join([*dits, *([tarif.qualification] if tarif.qualification else [])])


def prix_du_tarif(tarif: Tarif) -> str:
    """The price of the hour: an amount, or so many times the wage."""
    if tarif.coefficient_dix_milliemes is not None:
        return _("%(coef)s fois le salaire de l'heure") % {
            "coef": coefficient(tarif.coefficient_dix_milliemes)
        }
    return _("%(prix)s l'heure") % {"prix": centimes(tarif.montant_horaire_centimes)}


def dire_tarif(tarif: Tarif) -> str:
    """The whole price."""
    return ", ".join([prix_du_tarif(tarif), *supplements_du_tarif(tarif)])


def supplements_du_tarif(tarif: Tarif) -> list[str]:
    """Increases, minimum and travel, those it has."""
    dits = []
    if tarif.majoration_nuit_pour_dix_mille:
        taux = pourcent(tarif.majoration_nuit_pour_dix_mille)
        dits.append(_("nuit +%(taux)s") % {"taux": taux})
    if tarif.majoration_dimanche_pour_dix_mille:
        taux = pourcent(tarif.majoration_dimanche_pour_dix_mille)
        dits.append(_("dimanche +%(taux)s") % {"taux": taux})
    if tarif.minutes_minimum:
        dits.append(_("minimum %(temps)s par jour") % {"temps": heures(tarif.minutes_minimum)})
    if tarif.deplacement_centimes:
        prix = centimes(tarif.deplacement_centimes)
        dits.append(_("déplacement %(prix)s") % {"prix": prix})
    return dits
