"""Totals of an invoice: VAT once per rate, on the base of the invoice."""

from collections.abc import Iterable, Mapping
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
class TvaReprise:
    """What earlier credit notes of the same invoice took back at one rate: negative amounts."""

    base_centimes: int = 0
    tva_centimes: int = 0


# A VAT regime and its rate (ten-thousandths).
CleTaux = tuple[str, int]
RIEN_REPRIS = TvaReprise()


@dataclass(frozen=True)
class TvaDuTaux:
    """The base of one rate and its VAT."""

    regime_tva: str
    taux_pour_dix_mille: int
    base_centimes: int
    deja: TvaReprise = RIEN_REPRIS

    @property
    def tva_centimes(self) -> int:
        """Rounded once, halves away from zero; on a credit note, with those before it.

        Rounding the sum of the credit notes makes them add up to the VAT of the invoice. It is
        never more than a centime from the VAT of the base alone, nor of the other sign.
        """
        seule = self._arrondie(self.base_centimes)
        if self.deja == RIEN_REPRIS:
            return seule
        suite = self._arrondie(self.deja.base_centimes + self.base_centimes)
        tva = min(max(suite - self.deja.tva_centimes, seule - 1), seule + 1)
        return tva if tva * self.base_centimes > 0 else 0

    def _arrondie(self, base: int) -> int:
        return demi_haut(base * self.taux_pour_dix_mille, 10_000)


def par_taux(
    lignes: Iterable[LigneFacture], deja: Mapping[CleTaux, TvaReprise] | None = None
) -> tuple[TvaDuTaux, ...]:
    """One row per regime and rate, the highest rate first. `deja`: see `tva_deja_reprise`."""
    reprises = deja or {}
    bases: dict[CleTaux, int] = {}
    for ligne in lignes:
        cle = (str(ligne.regime_tva), ligne.taux_tva_pour_dix_mille)
        bases[cle] = bases.get(cle, 0) + ligne.ht_centimes
    ordre = sorted(bases.items(), key=lambda x: (-x[0][1], x[0][0]))
    return tuple(TvaDuTaux(*cle, base, reprises.get(cle, RIEN_REPRIS)) for cle, base in ordre)


def totaliser(
    lignes: Iterable[LigneFacture], deja: Mapping[CleTaux, TvaReprise] | None = None
) -> tuple[int, int]:
    """Amount before tax and VAT, in centimes."""
    taux = par_taux(lignes, deja)
    return sum(x.base_centimes for x in taux), sum(x.tva_centimes for x in taux)
