"""What an issued invoice says: parties, lines, totals and mentions, frozen the day it is issued.

The PDF, the XML and the accounts all read this, never the tables it came from. Amounts are
centimes, durations minutes, rates ten-thousandths. A credit note bears negative amounts.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self


@dataclass(frozen=True)
class Partie:
    """Who sells, or who buys."""

    nom: str
    adresse: str = ""
    code_postal: str = ""
    commune: str = ""
    pays: str = "FR"
    siren: str = ""
    siret: str = ""
    numero_tva: str = ""
    # Scheme 0225 of the plateformes agréées: a SIREN, or more precise.
    adresse_electronique: str = ""
    courriel: str = ""
    telephone: str = ""
    contact: str = ""
    forme_juridique: str = ""
    immatriculation: str = ""
    # Public buyers (Chorus Pro).
    code_service: str = ""
    # A GenreClient for the buyer: private people have no SIREN, and other mentions.
    nature: str = ""


@dataclass(frozen=True)
class LigneEcrite:
    """A line: `minutes` at a price of the hour, else `quantite_milliemes` at one of the unit."""

    rang: int
    libelle: str
    unite: str
    prix_centimes: int
    regime_tva: str
    taux_tva_pour_dix_mille: int
    ht_centimes: int
    minutes: int | None = None
    quantite_milliemes: int | None = None
    note: str = ""
    # An ActiviteSap when the line is a service à la personne.
    activite_sap: str = ""


@dataclass(frozen=True)
class TvaEcrite:
    """The VAT of one rate, computed once on its base; `mention` says why there is none."""

    regime_tva: str
    taux_pour_dix_mille: int
    base_centimes: int
    tva_centimes: int
    mention: str = ""


@dataclass(frozen=True)
class HeureEcrite:
    """A day of one person on the annex: `qui` is a matricule, a name or nothing (ReglageClient)."""

    jour: date
    lieu: str
    minutes: int
    qui: str = ""
    # True for a service à la personne; None in contents written before this was said.
    sap: bool | None = None


@dataclass(frozen=True)
class SapEcrite:
    """Declaration and agrément of services à la personne (CT D7233-1)."""

    declaration: str
    declaree_le: date | None = None
    agrement: str = ""
    agree_le: date | None = None


@dataclass(frozen=True)
class FactureEcrite:
    """A whole invoice (GenreFacture), ready to print and to send."""

    genre: str
    numero: str
    emise_le: date
    emetteur: Partie
    destinataire: Partie
    lignes: tuple[LigneEcrite, ...]
    tva: tuple[TvaEcrite, ...]
    ht_centimes: int
    tva_centimes: int
    ttc_centimes: int
    echeance: date | None = None
    # The period of the work.
    debut: date | None = None
    fin: date | None = None
    # Billing frame of the French rules (BT-23): S1 services, B1 goods, M1 both; paid already: S2…
    cadre: str = "S1"
    origine_numero: str = ""
    origine_le: date | None = None
    motif: str = ""
    numero_engagement: str = ""
    reference_marche: str = ""
    devis: str = ""
    moyen: str = ""
    iban: str = ""
    bic: str = ""
    titulaire: str = ""
    # Direct debit: mandate and creditor.
    rum: str = ""
    ics: str = ""
    # (subject code of UNTDID 4451, sentence): PMT, PMD, AAB, BAR, REG…
    mentions: tuple[tuple[str, str], ...] = ()
    sap: SapEcrite | None = None
    annexe: tuple[HeureEcrite, ...] = ()

    def en_json(self) -> dict[str, Any]:
        """What the column `contenu` keeps."""
        ecrit: dict[str, Any] = _aplatir(asdict(self))
        return ecrit

    @classmethod
    def de_json(cls, lu: Mapping[str, Any]) -> Self:
        """Read back what `en_json` gave. Raises TypeError on anything else."""
        brut = _dates(lu, cls)
        brut["emetteur"] = Partie(**brut["emetteur"])
        brut["destinataire"] = Partie(**brut["destinataire"])
        brut["lignes"] = tuple(LigneEcrite(**x) for x in brut["lignes"])
        brut["tva"] = tuple(TvaEcrite(**x) for x in brut["tva"])
        brut["annexe"] = tuple(HeureEcrite(**_dates(x, HeureEcrite)) for x in brut["annexe"])
        brut["mentions"] = tuple((code, phrase) for code, phrase in brut["mentions"])
        if brut["sap"] is not None:
            brut["sap"] = SapEcrite(**_dates(brut["sap"], SapEcrite))
        return cls(**brut)


def _aplatir(valeur: Any) -> Any:
    if isinstance(valeur, dict):
        return {nom: _aplatir(x) for nom, x in valeur.items()}
    if isinstance(valeur, list | tuple):
        return [_aplatir(x) for x in valeur]
    return valeur.isoformat() if isinstance(valeur, date) else valeur


def _dates(lu: Mapping[str, Any], genre: type[Any]) -> dict[str, Any]:
    """A copy whose fields declared as dates are dates again."""
    datees = {f.name for f in fields(genre) if f.type in (date, date | None)}
    return {
        nom: date.fromisoformat(x) if nom in datees and x is not None else x
        for nom, x in lu.items()
    }
