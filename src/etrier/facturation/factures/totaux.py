"""Totals of an invoice: VAT once per rate, on the base of the invoice."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from etrier.droit.arrondis import demi_haut
from etrier.facturation.models import LigneFacture
from etrier.socle.erreurs import Refus

# Ten thousand million euros: beyond, somebody typed a zero too many, and columns overflow.
MONTANT_MAXIMAL = 10**12


def exiger_raisonnable(libelle: str, ht_centimes: int) -> None:
    """Raise Refus when a line comes to more than anybody invoices."""
    if abs(ht_centimes) > MONTANT_MAXIMAL:
        raise Refus(
            _("« %(ligne)s » : ce montant est trop grand, vérifiez la quantité et le prix.")
            % {"ligne": libelle}
        )


@dataclass(frozen=True)
class TvaDuTaux:
    """The base of one rate and its VAT."""

    regime_tva: str
    taux_pour_dix_mille: int
    base_centimes: int

    @property
    def tva_centimes(self) -> int:
        """Rounded once, halves away from zero."""
        return demi_haut(self.base_centimes * self.taux_pour_dix_mille, 10_000)


def par_taux(lignes: Iterable[LigneFacture]) -> tuple[TvaDuTaux, ...]:
    """One row per regime and rate, the highest rate first."""
    bases: dict[tuple[str, int], int] = {}
    for ligne in lignes:
        cle = (str(ligne.regime_tva), ligne.taux_tva_pour_dix_mille)
        bases[cle] = bases.get(cle, 0) + ligne.ht_centimes
    ordre = sorted(bases.items(), key=lambda x: (-x[0][1], x[0][0]))
    return tuple(TvaDuTaux(regime, taux, base) for (regime, taux), base in ordre)


def totaliser(lignes: Iterable[LigneFacture]) -> tuple[int, int]:
    """Amount before tax and VAT, in centimes."""
    taux = par_taux(lignes)
    return sum(x.base_centimes for x in taux), sum(x.tva_centimes for x in taux)
