"""What CII and UBL say with the same codes, taken from an invoice as it is frozen.

Lists: UNTDID 1001 (kinds), 4451 (notes), 4461 (means of payment), 5305 (VAT), UN/ECE Rec. 20
(units), VATEX (why no VAT), EAS (electronic addresses). Nothing here asks Django: the processes
that print by the thousand load none of it. The file is in French, whoever's screen asks for it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from etrier.droit.ecriture import jour
from etrier.facturation.contenu import FactureEcrite, LigneEcrite, Partie, TvaEcrite
from etrier.socle.erreurs import Refus

EN16931: Final = "urn:cen.eu:en16931:2017"
DEVISE: Final = "EUR"
SIREN, SIRET, ADRESSE, COURRIEL = "0002", "0009", "0225", "EM"
# A private person without an address of mail has no electronic address at all, and BR-FR-12 wants
# one of everybody: this one says so, and can reach nobody (RFC 2606 keeps « .invalid » for that).
SANS_ADRESSE: Final = "sans-adresse@particulier.invalid"

GENRES: Final = {"facture": "380", "avoir": "381", "acompte": "386"}
_MOYENS: Final = {
    "virement": "58",
    "prelevement": "59",
    "cheque": "20",
    "carte": "48",
    "especes": "10",
    "cesu": "ZZZ",
    "titre": "ZZZ",
}
_NON_DEFINI: Final = "1"
# Article of the CGI in the sentence of exemption → its code (EN 16931 code lists, VATEX-FR).
_VATEX: Final = (
    (re.compile(r"\b293\s*B\b"), "VATEX-FR-FRANCHISE"),
    (re.compile(r"\b261\s*[-,]\s*4\b"), "VATEX-FR-CGI261-4"),
    (re.compile(r"\b261\s*[-,]\s*7\b"), "VATEX-FR-CGI261-7"),
)
_NUMERO: Final = re.compile(r"[A-Za-z0-9+\-_/]{1,35}")
_ADRESSE: Final = re.compile(r"[A-Za-z0-9+\-_.]{1,125}")


@dataclass(frozen=True)
class Mesure:
    """Quantity, its unit, and the price of `base` units: an hour is sixty minutes, exactly."""

    quantite: str
    unite: str
    prix: str
    base: str


@dataclass(frozen=True)
class Reglee:
    """What is already paid, and what is left to pay."""

    deja: str
    reste: str


def exiger_lisible(ecrite: FactureEcrite) -> None:
    """Raise Refus when no valid file can be made of these contents."""
    if not _NUMERO.fullmatch(ecrite.numero):
        raise Refus("Une facture sans numéro n'a pas de fichier XML : émettez-la d'abord.")
    if not re.fullmatch(r"\d{9}", ecrite.emetteur.siren):
        raise Refus(
            f"Le SIREN de {ecrite.emetteur.nom} manque : complétez la fiche de la structure."
        )


def signe(ecrite: FactureEcrite) -> int:
    """A credit note (381) says positive amounts: its kind says which way."""
    return -1 if ecrite.genre == "avoir" else 1


def montant(centimes: int) -> str:
    """Euros with two decimals (BR-FR-DEC-01)."""
    euros, reste = divmod(abs(centimes), 100)
    return f"{'-' if centimes < 0 else ''}{euros}.{reste:02d}"


def taux(pour_dix_mille: int) -> str:
    """A rate in percent (BR-FR-16, BR-FR-DEC-04)."""
    return montant(pour_dix_mille)


def mesure(ligne: LigneEcrite, sens: int) -> Mesure:
    """Quantity and price of a line; a price is never negative, its quantity may be (BR-27)."""
    sens = -sens if ligne.prix_centimes < 0 else sens
    prix = montant(abs(ligne.prix_centimes))
    if ligne.minutes is not None:
        return Mesure(str(sens * ligne.minutes), "MIN", prix, "60")
    entier, reste = divmod(abs(ligne.quantite_milliemes or 0), 1000)
    moins = "-" if sens * (ligne.quantite_milliemes or 0) < 0 else ""
    return Mesure(f"{moins}{entier}.{reste:03d}", "C62", prix, "1")


def categorie(taux_pour_dix_mille: int) -> str:
    """Standard rated or exempt (UNTDID 5305)."""
    return "S" if taux_pour_dix_mille else "E"


def exoneration(tva: TvaEcrite) -> tuple[str, str]:
    """Sentence and code of the reason why there is no VAT (BT-120, BT-121); "" when there is."""
    if tva.taux_pour_dix_mille:
        return "", ""
    phrase = tva.mention or "Opération exonérée de TVA"
    return phrase, next((code for motif, code in _VATEX if motif.search(phrase)), "")


def moyen(ecrite: FactureEcrite) -> str:
    """Means of payment (UNTDID 4461): one that lacks its account or mandate says nothing more."""
    code = _MOYENS.get(ecrite.moyen, _NON_DEFINI)
    if (code == "58" and not ecrite.iban) or (code == "59" and not ecrite.rum):
        return _NON_DEFINI
    return code


def reglee(ecrite: FactureEcrite) -> Reglee:
    """A frame ending in 2 is that of an invoice paid before it was issued (BR-FR-CO-09)."""
    du = montant(signe(ecrite) * ecrite.ttc_centimes)
    return Reglee(du, montant(0)) if ecrite.cadre.endswith("2") else Reglee(montant(0), du)


def identifiant_fiscal(vendeur: Partie) -> tuple[str, str]:
    """VAT number; else the SIREN as tax registration, which an exempt line requires (BR-E-02)."""
    return ("VA", vendeur.numero_tva) if vendeur.numero_tva else ("FC", vendeur.siren)


def adresse_electronique(partie: Partie) -> tuple[str, str]:
    """Scheme and address: the SIREN or what prolongs it (BR-FR-21); mail for a private person."""
    if partie.siren:
        voulue = partie.adresse_electronique
        bonne = voulue.startswith(partie.siren) and _ADRESSE.fullmatch(voulue)
        return ADRESSE, voulue if bonne else partie.siren
    return COURRIEL, partie.courriel or SANS_ADRESSE


def notes(ecrite: FactureEcrite) -> Iterator[tuple[str, str]]:
    """Subject code and sentence: mentions as they are frozen, then what has no field of its own."""
    for code, phrase in ecrite.mentions:
        yield code, _traitement(ecrite.destinataire, phrase) if code == "BAR" else phrase
    siennes = (
        ("REG", ecrite.emetteur.forme_juridique),
        ("ABL", ecrite.emetteur.immatriculation),
        ("AAI", ecrite.motif),
        ("AAI", f"Devis accepté : {ecrite.devis}" if ecrite.devis else ""),
        ("AAI", _services(ecrite)),
    )
    yield from ((code, phrase) for code, phrase in siennes if phrase)


def _traitement(client: Partie, ecrit: str) -> str:
    """BAR: without a SIREN a client is no business of the French directory (BR-FR-11, -20)."""
    if ecrit == "B2B" and (not client.siren or client.nature == "particulier"):
        return "B2C"
    return ecrit


def _services(ecrite: FactureEcrite) -> str:
    """Services à la personne: declaration and agrément (CT D7233-1)."""
    sap = ecrite.sap
    if sap is None:
        return ""
    dates = (
        ("Services à la personne : déclaration", sap.declaration, sap.declaree_le),
        ("agrément", sap.agrement, sap.agree_le),
    )
    dites = [
        f"{quoi} n° {numero}" + (f" du {jour(le)}" if le else "")
        for quoi, numero, le in dates
        if numero
    ]
    return ", ".join(dites)
