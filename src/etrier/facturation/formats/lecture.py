"""A received invoice read: Factur-X (PDF), CII or UBL alone. What is wrong is said, not guessed."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

import facturx
from django.utils.translation import gettext as _
from lxml import etree

from etrier.droit.ecriture import euros
from etrier.facturation.formats.lecture_xml import XmlRefuse, lire
from etrier.facturation.formats.unites import dire_quantite
from etrier.facturation.formats.validation import profil_de
from etrier.socle.erreurs import Refus

OCTETS_MAXIMAUX: Final = 10 * 1024 * 1024
LIGNES_MAXIMALES: Final = 10_000
# Credit notes of UNTDID 1001 that EN 16931 allows.
_AVOIRS: Final = frozenset({"261", "262", "381", "396", "502", "503"})


@dataclass(frozen=True)
class LigneLue:
    """A line: amounts in centimes, the rate in ten-thousandths."""

    rang: int
    libelle: str
    quantite: str
    ht_centimes: int
    taux_tva_pour_dix_mille: int


@dataclass(frozen=True)
class FactureLue:
    """What a file says of itself; a credit note bears negative amounts."""

    fournisseur: str
    siren: str
    numero: str
    emise_le: date
    echeance: date | None
    acheteur: str
    acheteur_siren: str
    iban: str
    ht_centimes: int
    tva_centimes: int
    ttc_centimes: int
    lignes: tuple[LigneLue, ...]
    xml: bytes


@dataclass(frozen=True)
class Chemins:
    """Where each fact is in one syntax."""

    numero: str
    genre: str
    emise_le: str
    echeance: str
    devise: str
    iban: str
    vendeur: str
    acheteur: str
    nom: str
    siren: str
    siret: str
    ht: str
    tva: str
    ttc: str
    remises: str
    frais: str
    lignes: str
    libelle: str
    quantite: str
    ligne_ht: str
    ligne_taux: str


def _c(chemin: str) -> str:
    """A path whose steps are in any namespace: `a/b` → `{*}a/{*}b`."""
    return "/".join(f"{{*}}{pas}" if pas[0] not in ".*" else pas for pas in chemin.split("/"))


_T, _S = "SupplyChainTradeTransaction/", "SpecifiedTradeSettlementHeaderMonetarySummation/"
_A, _R = _T + "ApplicableHeaderTradeAgreement/", _T + "ApplicableHeaderTradeSettlement/"
_CII: Final = Chemins(
    numero=_c("ExchangedDocument/ID"),
    genre=_c("ExchangedDocument/TypeCode"),
    emise_le=_c("ExchangedDocument/IssueDateTime/DateTimeString"),
    echeance=_c(_R + "SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString"),
    devise=_c(_R + "InvoiceCurrencyCode"),
    iban=_c(_R + "SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID"),
    vendeur=_c(_A + "SellerTradeParty"),
    acheteur=_c(_A + "BuyerTradeParty"),
    nom=_c("Name"),
    siren=_c("SpecifiedLegalOrganization/ID"),
    siret=_c("GlobalID"),
    ht=_c(_R + _S + "TaxBasisTotalAmount"),
    tva=_c(_R + _S + "TaxTotalAmount"),
    ttc=_c(_R + _S + "GrandTotalAmount"),
    remises=_c(_R + _S + "AllowanceTotalAmount"),
    frais=_c(_R + _S + "ChargeTotalAmount"),
    lignes=_c(_T + "IncludedSupplyChainTradeLineItem"),
    libelle=_c("SpecifiedTradeProduct/Name"),
    quantite=_c("SpecifiedLineTradeDelivery/BilledQuantity"),
    ligne_ht=_c(
        "SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount"
    ),
    ligne_taux=_c("SpecifiedLineTradeSettlement/ApplicableTradeTax/RateApplicablePercent"),
)


def _ubl(nom: str, quantite: str) -> Chemins:
    return Chemins(
        numero=_c("ID"),
        genre=_c(f"{nom}TypeCode"),
        emise_le=_c("IssueDate"),
        echeance=_c("DueDate" if nom == "Invoice" else "PaymentMeans/PaymentDueDate"),
        devise=_c("DocumentCurrencyCode"),
        iban=_c("PaymentMeans/PayeeFinancialAccount/ID"),
        vendeur=_c("AccountingSupplierParty/Party"),
        acheteur=_c("AccountingCustomerParty/Party"),
        nom=_c("PartyLegalEntity/RegistrationName"),
        siren=_c("PartyLegalEntity/CompanyID"),
        siret=_c("PartyIdentification/ID"),
        ht=_c("LegalMonetaryTotal/TaxExclusiveAmount"),
        tva=_c("TaxTotal/TaxAmount"),
        ttc=_c("LegalMonetaryTotal/TaxInclusiveAmount"),
        remises=_c("LegalMonetaryTotal/AllowanceTotalAmount"),
        frais=_c("LegalMonetaryTotal/ChargeTotalAmount"),
        lignes=_c(f"{nom}Line"),
        libelle=_c("Item/Name"),
        quantite=_c(quantite),
        ligne_ht=_c("LineExtensionAmount"),
        ligne_taux=_c("Item/ClassifiedTaxCategory/Percent"),
    )


_UBL: Final[Mapping[str, Chemins]] = {
    "ubl-facture": _ubl("Invoice", "InvoicedQuantity"),
    "ubl-avoir": _ubl("CreditNote", "CreditedQuantity"),
}


def lire_facture(fichier: bytes) -> FactureLue:
    """What a received file says. Raises Refus: not a PDF nor an XML, no invoice inside, an amount
    or a date missing, totals that do not add up, another currency than the euro."""
    if len(fichier) > OCTETS_MAXIMAUX:
        raise Refus(_("Ce fichier dépasse 10 Mo : ce n'est pas une facture électronique."))
    xml = _xml_du_pdf(fichier) if fichier.lstrip()[:5] == b"%PDF-" else fichier
    if not xml.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise Refus(_("Ce fichier n'est ni un PDF ni un XML : déposez la facture reçue."))
    try:
        arbre = lire(xml)
        chemins = _UBL.get(profil_de(arbre), _CII)
    except XmlRefuse as refus:
        raise Refus(refus.phrase) from None
    return _controler(_Lecteur(arbre, chemins).facture(xml))


def _xml_du_pdf(pdf: bytes) -> bytes:
    try:
        _nom, xml = facturx.get_xml_from_pdf(io.BytesIO(pdf), check_xsd=False)
    except Exception as erreur:  # a damaged PDF fails in a hundred ways in its reader
        raise Refus(_("Ce PDF ne s'ouvre pas : redemandez-le au fournisseur.")) from erreur
    if not xml:
        raise Refus(
            _(
                "Ce PDF ne contient pas de facture électronique : "
                "saisissez-la, ou demandez une Factur-X."
            )
        )
    return bytes(xml)


def _controler(lue: FactureLue) -> FactureLue:
    """Totals hold together (BR-CO-10, BR-CO-15), or the invoice is not taken."""
    lignes = sum(x.ht_centimes for x in lue.lignes)
    if lue.lignes and lignes != lue.ht_centimes:
        raise Refus(
            _("Les lignes font %(lignes)s et la facture dit %(ht)s hors taxes : refusez-la.")
            % {"lignes": euros(lignes), "ht": euros(lue.ht_centimes)}
        )
    if lue.ht_centimes + lue.tva_centimes != lue.ttc_centimes:
        raise Refus(
            _("%(ht)s hors taxes et %(tva)s de TVA ne font pas %(ttc)s : refusez cette facture.")
            % {
                "ht": euros(lue.ht_centimes),
                "tva": euros(lue.tva_centimes),
                "ttc": euros(lue.ttc_centimes),
            }
        )
    return lue


class _Lecteur:
    """Reads one tree by the paths of its syntax."""

    def __init__(self, arbre: etree._Element, chemins: Chemins) -> None:
        self.arbre, self.chemins = arbre, chemins
        self.sens = -1 if self._texte(chemins.genre) in _AVOIRS else 1

    def facture(self, xml: bytes) -> FactureLue:
        c = self.chemins
        if (devise := self._texte(c.devise)) != "EUR":
            raise Refus(_("Cette facture est en « %s » : seul l'euro est lu.") % devise)
        fournisseur, siren = self._partie(c.vendeur)
        acheteur, acheteur_siren = self._partie(c.acheteur)
        return FactureLue(
            fournisseur=self._exiger(fournisseur, _("le nom du fournisseur"))[:160],
            siren=siren,
            numero=self._exiger(self._texte(c.numero), _("le numéro"))[:50],
            emise_le=self._jour(self._exiger(self._texte(c.emise_le), _("la date"))),
            echeance=self._jour(x) if (x := self._texte(c.echeance)) else None,
            acheteur=acheteur,
            acheteur_siren=acheteur_siren,
            iban=self._texte(c.iban).replace(" ", "")[:34],
            ht_centimes=self._total(c.ht, _("le montant hors taxes")),
            tva_centimes=self._total(c.tva),
            ttc_centimes=self._total(c.ttc, _("le montant toutes taxes")),
            lignes=self._lignes(),
            xml=xml,
        )

    def _texte(self, chemin: str, sous: etree._Element | None = None) -> str:
        trouve = (self.arbre if sous is None else sous).findtext(chemin)
        return " ".join((trouve or "").split())

    def _exiger(self, texte: str, quoi: str) -> str:
        if not texte:
            raise Refus(_("Il manque %s dans cette facture : refusez-la.") % quoi)
        return texte

    def _partie(self, chemin: str) -> tuple[str, str]:
        """Name and SIREN; the SIREN is in the SIRET when it is not alone."""
        partie = self.arbre.find(chemin)
        if partie is None:
            return "", ""
        numeros = (
            self._texte(self.chemins.siren, partie),
            *("".join((x.text or "").split()) for x in partie.iterfind(self.chemins.siret)),
        )
        siren = next((n[:9] for n in numeros if n.isdigit() and len(n) in (9, 14)), "")
        return self._texte(self.chemins.nom, partie), siren

    def _jour(self, texte: str) -> date:
        try:
            return date.fromisoformat(texte)
        except ValueError:
            raise Refus(_("« %s » n'est pas une date.") % texte[:20]) from None

    def _total(self, chemin: str, quoi: str = "") -> int:
        texte = self._texte(chemin)
        return self.sens * self._centimes(self._exiger(texte, quoi) if quoi else texte or "0")

    def _centimes(self, texte: str) -> int:
        valeur = self._decimal(texte) * 100
        if valeur != int(valeur):
            raise Refus(_("« %s » n'est pas un montant au centime.") % texte[:20])
        return int(valeur)

    def _decimal(self, texte: str) -> Decimal:
        try:
            valeur = Decimal(texte)
        except InvalidOperation:
            raise Refus(_("« %s » n'est pas un nombre.") % texte[:20]) from None
        if not valeur.is_finite() or abs(valeur) >= 10**12:
            raise Refus(_("« %s » n'est pas un nombre.") % texte[:20])
        return valeur

    def _lignes(self) -> tuple[LigneLue, ...]:
        """Lines, then discounts and charges of the whole invoice as one more."""
        trouvees = self.arbre.findall(self.chemins.lignes)
        if len(trouvees) > LIGNES_MAXIMALES:
            raise Refus(_("Cette facture a trop de lignes pour être lue : saisissez-la."))
        lues = [self._ligne(n, x) for n, x in enumerate(trouvees, 1)]
        autres = self._total(self.chemins.frais) - self._total(self.chemins.remises)
        if lues and autres:
            lues.append(LigneLue(len(lues) + 1, _("Remises et frais"), "", autres, 0))
        return tuple(lues)

    def _ligne(self, rang: int, ligne: etree._Element) -> LigneLue:
        c = self.chemins
        quantite = ligne.find(c.quantite)
        unite = "" if quantite is None else quantite.get("unitCode", "")
        taux = self._decimal(self._texte(c.ligne_taux, ligne) or "0") * 100
        return LigneLue(
            rang=rang,
            libelle=self._texte(c.libelle, ligne)[:300],
            quantite=dire_quantite(self._texte(c.quantite, ligne), unite),
            ht_centimes=self.sens * self._centimes(self._texte(c.ligne_ht, ligne) or "0"),
            taux_tva_pour_dix_mille=min(abs(int(taux)), 10_000),
        )
