"""What a kilometre is worth: the structure's dated rates, by power of the vehicle."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.arrondis import demi_haut
from etrier.droit.ecriture import jour
from etrier.paie.models import BaremeKilometrique
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

TAUX_MAXIMAL = 5_000


def taux_du_jour(structure: Structure, le: date, cv: int | None) -> BaremeKilometrique:
    """The rate of a kilometre on a day. Raises Refus when the structure wrote none.

    The latest scale in force holds alone: a power it does not name has its rate for any vehicle.
    """
    en_vigueur = BaremeKilometrique.objects.filter(structure=structure, depuis__lte=le)
    dernier = en_vigueur.order_by("-depuis").first()
    lignes = [] if dernier is None else list(en_vigueur.filter(depuis=dernier.depuis))
    bornees = sorted((b.jusqu_a_cv, b.pk, b) for b in lignes if b.jusqu_a_cv is not None)
    for borne, _pk, ligne in bornees:
        if cv is not None and cv <= borne:
            return ligne
    toutes = next((b for b in lignes if b.jusqu_a_cv is None), None)
    if toutes is not None:
        return toutes
    if lignes and cv is None:
        raise Refus(_("Écrivez la puissance du véhicule : le barème en dépend."))
    raise Refus(
        _(
            "Aucun barème kilométrique au %(le)s pour ce véhicule : écrivez-le dans les réglages "
            "de paie."
        )
        % {"le": jour(le)}
    )


def indemnite(kilometres: int, bareme: BaremeKilometrique) -> int:
    """Centimes: kilometres by thousandths of a euro, rounded once, halves up (`demi_haut`)."""
    return demi_haut(kilometres * bareme.milliemes_par_km, 10)


@transaction.atomic
def fixer_bareme(
    structure: Structure,
    *,
    depuis: date,
    milliemes_par_km: int,
    jusqu_a_cv: int | None,
    source: str,
    par: Utilisateur | None,
) -> BaremeKilometrique:
    """A rate from a day on. Raises Refus when it is out of reach, or already written."""
    if not 0 < milliemes_par_km <= TAUX_MAXIMAL:
        raise Refus(_("Un kilomètre vaut de 0,001 € à 5 € : vérifiez le taux."))
    Structure.objects.select_for_update().get(pk=structure.pk)
    pareils = BaremeKilometrique.objects.filter(
        structure=structure, depuis=depuis, jusqu_a_cv=jusqu_a_cv
    )
    if pareils.exists():
        raise Refus(
            _("Un taux existe déjà à cette date pour cette puissance : retirez-le d'abord.")
        )
    bareme = BaremeKilometrique.objects.create(
        structure=structure,
        depuis=depuis,
        milliemes_par_km=milliemes_par_km,
        jusqu_a_cv=jusqu_a_cv,
        source=source,
    )
    _noter("bareme.fixer", bareme, par)
    return bareme


@transaction.atomic
def retirer_bareme(bareme: BaremeKilometrique, *, par: Utilisateur | None) -> None:
    """Forget a rate: claims already worked out keep theirs."""
    _noter("bareme.retirer", bareme, par)
    bareme.delete()


def _noter(verbe: str, bareme: BaremeKilometrique, par: Utilisateur | None) -> None:
    noter(
        verbe,
        auteur=par,
        perimetre=bareme.structure_id,
        cible=bareme,
        depuis=bareme.depuis.isoformat(),
        milliemes=bareme.milliemes_par_km,
    )
