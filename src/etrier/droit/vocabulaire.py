"""The closed lists shared by the rules and by the tables.

The codes are the State's own words (Code du travail, ASP); the labels shown on screens live in
the rooms that use them.
"""

from enum import IntEnum, StrEnum


class Dispositif(StrEnum):
    """Kind of IAE structure (CT L5132-4), plus the GEIQ, which is accompanied but not a SIAE."""

    ACI = "ACI"
    EI = "EI"
    AI = "AI"
    ETTI = "ETTI"
    EITI = "EITI"
    GEIQ = "GEIQ"

    @property
    def est_iae(self) -> bool:
        """True when the State pays an aide au poste and a PASS IAE is needed."""
        return self is not Dispositif.GEIQ


class Territoire(StrEnum):
    """Where the amounts differ: Mayotte has its own (arrêtés of the aide au poste)."""

    METROPOLE = "metropole"
    MAYOTTE = "mayotte"


class Milieu(StrEnum):
    """Ordinary conditions, or inside a prison (ASP measures ..._DC and ..._MP)."""

    DROIT_COMMUN = "droit_commun"
    PENITENTIAIRE = "penitentiaire"


class TypeContrat(StrEnum):
    """Work contracts met in an IAE structure (CT L5132-5 to L5132-15-1-1, D1242-1, D6325-23)."""

    CDDI = "CDDI"
    CDDU = "CDDU"
    MISSION = "MISSION"
    CDI_INCLUSION = "CDI_INCLUSION"
    PROFESSIONNALISATION = "PROFESSIONNALISATION"
    APPRENTISSAGE = "APPRENTISSAGE"


class NatureHeures(IntEnum):
    """What an hour is. Small integers: the ledger holds millions of them."""

    TRAVAIL = 1
    FORMATION = 2
    ABSENCE_PAYEE = 3
    ABSENCE_NON_PAYEE = 4
    CONGE_PAYE = 5
    JOUR_FERIE = 6

    @property
    def code(self) -> str:
        """Name used in parameter files and in spreadsheets: `travail`, `conge_paye`…"""
        return self.name.lower()

    @property
    def est_presence(self) -> bool:
        """True when the person is at work: the working-time limits and overtime look at these."""
        return self in (NatureHeures.TRAVAIL, NatureHeures.FORMATION)

    @property
    def est_payee(self) -> bool:
        """True when the hour is paid by the employer."""
        return self is not NatureHeures.ABSENCE_NON_PAYEE


class NatureClient(StrEnum):
    """Who uses the work: decides the 480 hours of an AI (CT L5132-9) and what may be invoiced."""

    PARTICULIER = "particulier"
    ASSOCIATION = "association"
    COLLECTIVITE = "collectivite"
    ENTREPRISE = "entreprise"


class TauxTva(StrEnum):
    """VAT regimes; `exonere` is the AI's (CGI 261, 7-1° bis) or an organisation's own setting."""

    NORMAL = "normal"
    INTERMEDIAIRE = "intermediaire"
    REDUIT = "reduit"
    EXONERE = "exonere"


class GenreLigne(StrEnum):
    """Why a line to invoice exists."""

    HEURES = "heures"
    NUIT = "nuit"
    DIMANCHE = "dimanche"
    COMPLEMENT = "complement"
    DEPLACEMENT = "deplacement"
