"""What a quote comes to: each line, VAT once per rate, the deposit asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from etrier.droit.arrondis import demi_haut
from etrier.facturation.contenu import LigneEcrite, TvaEcrite
from etrier.facturation.enums import UniteLigne
from etrier.facturation.factures.ecriture import reglage_de
from etrier.facturation.factures.mentions import mention_de_tva
from etrier.facturation.factures.taux import taux_au
from etrier.facturation.models import Devis, LigneDevis
from etrier.structures.enums import DispositifConventionne
from etrier.structures.models import Convention


def ht_de(ligne: LigneDevis) -> int:
    """Amount before tax in centimes, rounded once: as the invoice of the same line would be."""
    if ligne.unite == UniteLigne.HEURE:
        return demi_haut((ligne.minutes or 0) * ligne.prix_centimes, 60)
    return demi_haut((ligne.quantite_milliemes or 0) * ligne.prix_centimes, 1000)


@dataclass(frozen=True)
class Chiffrage:
    """A quote in figures, at the VAT rates of the day it was established."""

    lignes: tuple[LigneEcrite, ...]
    tva: tuple[TvaEcrite, ...]
    acompte_pour_cent: int = 0

    @cached_property
    def ht_centimes(self) -> int:
        """Before tax."""
        return sum(x.base_centimes for x in self.tva)

    @cached_property
    def tva_centimes(self) -> int:
        """VAT of every rate."""
        return sum(x.tva_centimes for x in self.tva)

    @property
    def ttc_centimes(self) -> int:
        """With tax."""
        return self.ht_centimes + self.tva_centimes

    @property
    def acompte_centimes(self) -> int:
        """The deposit asked, with tax; 0 for none."""
        return sum(ht + demi_haut(ht * x.taux_pour_dix_mille, 10_000) for x, ht in self.acomptes())

    def acomptes(self) -> list[tuple[TvaEcrite, int]]:
        """The deposit before tax on the base of each rate."""
        parts = [(x, demi_haut(x.base_centimes * self.acompte_pour_cent, 100)) for x in self.tva]
        return [(x, ht) for x, ht in parts if ht]


def chiffrer(devis: Devis) -> Chiffrage:
    """The figures of a quote. Raises Refus when a VAT rate is not established that day."""
    lignes = tuple(_ecrite(devis, ligne) for ligne in devis.lignes.select_related("prestation"))
    ai = Convention.objects.filter(
        structure=devis.structure, dispositif=DispositifConventionne.AI
    ).exists()
    reglage = reglage_de(devis.structure)
    bases: dict[tuple[str, int], int] = {}
    for ligne in lignes:
        cle = (ligne.regime_tva, ligne.taux_tva_pour_dix_mille)
        bases[cle] = bases.get(cle, 0) + ligne.ht_centimes
    tva = tuple(
        TvaEcrite(
            regime,
            taux,
            base,
            demi_haut(base * taux, 10_000),
            mention_de_tva(regime, reglage, est_ai=ai),
        )
        for (regime, taux), base in sorted(bases.items(), key=lambda x: (-x[0][1], x[0][0]))
    )
    return Chiffrage(lignes, tva, devis.acompte_pour_cent)


def totaux(les_devis: Iterable[Devis]) -> dict[int, int]:
    """Amount before tax of each quote, by its identifier."""
    sommes: dict[int, int] = {}
    for ligne in LigneDevis.objects.filter(devis__in=list(les_devis)):
        sommes[ligne.devis_id] = sommes.get(ligne.devis_id, 0) + ht_de(ligne)
    return sommes


def _ecrite(devis: Devis, ligne: LigneDevis) -> LigneEcrite:
    prestation = ligne.prestation
    return LigneEcrite(
        rang=ligne.rang,
        libelle=ligne.libelle,
        unite=ligne.unite,
        prix_centimes=ligne.prix_centimes,
        regime_tva=ligne.regime_tva,
        taux_tva_pour_dix_mille=taux_au(ligne.regime_tva, devis.etabli_le),
        ht_centimes=ht_de(ligne),
        minutes=ligne.minutes,
        quantite_milliemes=ligne.quantite_milliemes,
        activite_sap=prestation.activite_sap if prestation is not None else "",
    )
