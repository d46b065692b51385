"""Services à la personne: what was paid in a year, what of it opens the tax credit, and why not.

Sources: CGI 199 sexdecies (50 % of what the household paid, within a ceiling); CT D7233-3 (means of
payment: cash opens no right); D7233-5 (handiwork 500 € and two hours a visit, computing 3 000 €,
gardening 5 000 €, by year and fiscal household); D7233-4 (yearly attestation).

What exceeds a ceiling is shown, never taken away: the household may have paid other bodies, or
have a higher ceiling, and it alone knows.

Worked line: 620 € of handiwork by cheque: 620 € paid, 620 € open the right, of which 120 € exceed
the sub-ceiling of 500 €; the credit is 250 € at most.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from etrier.droit.arrondis import demi_haut
from etrier.droit.calendrier import UN_JOUR, ajouter_mois
from etrier.droit.ecriture import euros, heures
from etrier.droit.parametre import Parametres, Valeur

TAUX = "sap/credit_taux"
PLAFOND = "sap/plafond"
PLAFOND_MAXIMUM = "sap/plafond_maximum"
MOYENS = "sap/moyens_ouvrant_droit"
ATTESTATION = "sap/attestation_mois"
BRICOLAGE_HEURES = "sap/bricolage_heures"
BRICOLAGE = "bricolage"
CESU = "cesu"
# Activities with a ceiling of their own (D7233-5).
SOUS_PLAFONDS: dict[str, str] = {
    BRICOLAGE: "sap/sous_plafond_bricolage",
    "informatique": "sap/sous_plafond_informatique",
    "jardinage": "sap/sous_plafond_jardinage",
}


class MotifSap(StrEnum):
    """Why a part of what was paid does not open the tax credit, or not yet."""

    MOYEN = "moyen"
    TIERS = "tiers"
    A_PARTAGER = "a_partager"
    AVANT_DECLARATION = "avant_declaration"


MOTIFS: dict[MotifSap, str] = {
    MotifSap.MOYEN: "payé en espèces, qui n'ouvrent pas droit au crédit d'impôt (CT D7233-3)",
    MotifSap.TIERS: "financé par un tiers (CESU préfinancé) : seule la part du client ouvre droit",
    MotifSap.A_PARTAGER: (
        "payé en CESU préfinancés dont la part financée par un tiers n'est pas dite : le client"
        " la retire lui-même"
    ),
    MotifSap.AVANT_DECLARATION: (
        "service rendu avant la déclaration de l'organisme (CT L7232-1-1) : pas de crédit d'impôt"
    ),
}


@dataclass(frozen=True, slots=True)
class PaiementSap:
    """The part of one payment that settles one activity, in centimes (negative: given back).

    `moyen`: as in the parameter `sap/moyens_ouvrant_droit`. `tiers_centimes`: of a CESU, what
    somebody else financed; None when nobody said. `declare`: the service was done once the body
    was declared.
    """

    activite: str
    moyen: str
    montant_centimes: int
    tiers_centimes: int | None = None
    declare: bool = True


@dataclass(frozen=True, slots=True)
class ActivitePayee:
    """One activity in the year; `plafond` when it has a ceiling of its own."""

    activite: str
    paye_centimes: int
    ouvrant_droit_centimes: int
    plafond: Valeur | None

    @property
    def depasse_centimes(self) -> int:
        """What exceeds the sub-ceiling, within what opens the right."""
        if self.plafond is None:
            return 0
        return max(0, self.ouvrant_droit_centimes - self.plafond.en(100))

    @property
    def raison(self) -> str:
        """Why a part will not count; empty when all may."""
        if not self.depasse_centimes or self.plafond is None:
            return ""
        return (
            f"{euros(self.depasse_centimes)} au-delà du plafond de {euros(self.plafond.en(100))}"
            " par an et par foyer fiscal (CT D7233-5)"
        )


@dataclass(frozen=True, slots=True)
class BilanSap:
    """What one client paid in a year: the four parts of `paye_centimes` add up to it."""

    activites: tuple[ActivitePayee, ...]
    ouvrant_droit_centimes: int
    ecartes: tuple[tuple[MotifSap, int], ...]

    @property
    def paye_centimes(self) -> int:
        """Paid for services à la personne, whatever the means."""
        return sum(a.paye_centimes for a in self.activites)

    @property
    def depasse_centimes(self) -> int:
        """What exceeds the sub-ceilings, within what opens the right."""
        return sum(a.depasse_centimes for a in self.activites)

    def ecarte(self, motif: MotifSap) -> int:
        """What was left out for one reason, in centimes."""
        return dict(self.ecartes).get(motif, 0)


def depouiller(paiements: Iterable[PaiementSap], annee: int, parametres: Parametres) -> BilanSap:
    """What the payments of a year opened, activity by activity, and what was left out.

    Raises NonCalculable before 30 December 2016.
    """
    le = date(annee, 12, 31)
    moyens = parametres.valeur(MOYENS, le).liste
    payes: dict[str, int] = {}
    ouvrants: dict[str, int] = {}
    ecartes: dict[MotifSap, int] = {}
    for paiement in paiements:
        activite = paiement.activite
        payes[activite] = payes.get(activite, 0) + paiement.montant_centimes
        reste = paiement.montant_centimes
        for motif, montant in _ecarts(paiement, moyens):
            ecartes[motif] = ecartes.get(motif, 0) + montant
            reste -= montant
        ouvrants[activite] = ouvrants.get(activite, 0) + reste
    return BilanSap(
        tuple(
            ActivitePayee(nom, payes[nom], ouvrants[nom], sous_plafond(nom, annee, parametres))
            for nom in sorted(payes)
        ),
        sum(ouvrants.values()),
        tuple((motif, ecartes[motif]) for motif in MotifSap if ecartes.get(motif)),
    )


def _ecarts(paiement: PaiementSap, moyens: Sequence[str]) -> list[tuple[MotifSap, int]]:
    if not paiement.declare:
        return [(MotifSap.AVANT_DECLARATION, paiement.montant_centimes)]
    if paiement.moyen not in moyens:
        return [(MotifSap.MOYEN, paiement.montant_centimes)]
    if paiement.moyen != CESU:
        return []
    if paiement.tiers_centimes is None:
        return [(MotifSap.A_PARTAGER, paiement.montant_centimes)]
    return [(MotifSap.TIERS, paiement.tiers_centimes)]


def sous_plafond(activite: str, annee: int, parametres: Parametres) -> Valeur | None:
    """The ceiling of an activity in a year; None when it has none of its own."""
    nom = SOUS_PLAFONDS.get(activite)
    return None if nom is None else parametres.valeur(nom, date(annee, 12, 31))


def credit_au_plus(bilan: BilanSap, annee: int, parametres: Parametres) -> int:
    """The tax credit in centimes if the household had paid nobody else and had no increase.

    An order of size for the reader: the household's own ceiling is not known here.
    """
    le = date(annee, 12, 31)
    retenu = bilan.ouvrant_droit_centimes - bilan.depasse_centimes
    base = max(0, min(retenu, parametres.valeur(PLAFOND, le).en(100)))
    return demi_haut(base * parametres.valeur(TAUX, le).en(100), 100)


def echeance_attestation(annee: int, parametres: Parametres) -> date:
    """Last day to hand the attestation of a year: 31 March of the next one.

    Raises NonCalculable before the first year known.
    """
    suivante = date(annee + 1, 1, 1)
    return ajouter_mois(suivante, parametres.valeur(ATTESTATION, suivante).en(1)) - UN_JOUR


def verifier_bricolage(minutes: int, le: date, parametres: Parametres) -> str:
    """Why a visit of handiwork is too long; empty when it is not (CT D7233-5, 1°)."""
    limite = parametres.valeur(BRICOLAGE_HEURES, le).en(60)
    if minutes <= limite:
        return ""
    return (
        f"Petit bricolage : {heures(minutes)} en une intervention, {heures(limite)} au plus"
        " (CT D7233-5)."
    )
