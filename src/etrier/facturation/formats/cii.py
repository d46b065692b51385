"""An issued invoice as CII (UN/CEFACT Cross Industry Invoice D22B), profile EN 16931.

The order of elements is that of the XSD; BT numbers are those of EN 16931-1.
"""

from datetime import date
from typing import Final

from etrier.facturation.contenu import FactureEcrite, LigneEcrite, Partie, TvaEcrite
from etrier.facturation.formats import codes
from etrier.facturation.formats.arbre import Noeud, document
from etrier.facturation.formats.arbre import element as _x

_UN: Final = "urn:un:unece:uncefact:data:standard:"
ESPACES: Final = {
    "rsm": _UN + "CrossIndustryInvoice:100",
    "ram": _UN + "ReusableAggregateBusinessInformationEntity:100",
    "udt": _UN + "UnqualifiedDataType:100",
    "qdt": _UN + "QualifiedDataType:100",
}


def xml_de(ecrite: FactureEcrite) -> bytes:
    """The XML of an issued invoice. Raises Refus when its contents cannot make one."""
    codes.exiger_lisible(ecrite)
    return _facture(ecrite)


def _facture(ecrite: FactureEcrite) -> bytes:
    sens = codes.signe(ecrite)
    return document(
        "rsm:CrossIndustryInvoice",
        ESPACES,
        _x(
            "rsm:ExchangedDocumentContext",
            _x("ram:BusinessProcessSpecifiedDocumentContextParameter", _x("ram:ID", ecrite.cadre)),
            _x("ram:GuidelineSpecifiedDocumentContextParameter", _x("ram:ID", codes.EN16931)),
        ),
        _document(ecrite),
        _x(
            "rsm:SupplyChainTradeTransaction",
            *(_ligne(ligne, sens) for ligne in ecrite.lignes),
            _accord(ecrite),
            _livraison(ecrite),
            _reglement(ecrite, sens),
        ),
    )


def _document(ecrite: FactureEcrite) -> Noeud | None:
    return _x(
        "rsm:ExchangedDocument",
        _x("ram:ID", ecrite.numero),
        _x("ram:TypeCode", codes.GENRES[ecrite.genre]),
        _x("ram:IssueDateTime", _jour(ecrite.emise_le)),
        *(
            _x("ram:IncludedNote", _x("ram:Content", phrase), _x("ram:SubjectCode", code))
            for code, phrase in codes.notes(ecrite)
        ),
    )


def _jour(le: date | None, espace: str = "udt") -> Noeud | None:
    return _x(f"{espace}:DateTimeString", f"{le:%Y%m%d}", format="102") if le else None


def _ligne(ligne: LigneEcrite, sens: int) -> Noeud | None:
    m = codes.mesure(ligne, sens)
    return _x(
        "ram:IncludedSupplyChainTradeLineItem",
        _x(
            "ram:AssociatedDocumentLineDocument",
            _x("ram:LineID", str(ligne.rang)),
            _x("ram:IncludedNote", _x("ram:Content", ligne.note)),
        ),
        _x("ram:SpecifiedTradeProduct", _x("ram:Name", ligne.libelle)),
        _x(
            "ram:SpecifiedLineTradeAgreement",
            _x(
                "ram:NetPriceProductTradePrice",
                _x("ram:ChargeAmount", m.prix),
                _x("ram:BasisQuantity", m.base, unitCode=m.unite),
            ),
        ),
        _x(
            "ram:SpecifiedLineTradeDelivery", _x("ram:BilledQuantity", m.quantite, unitCode=m.unite)
        ),
        _x(
            "ram:SpecifiedLineTradeSettlement",
            _x("ram:ApplicableTradeTax", *_taxe(ligne.taux_tva_pour_dix_mille)),
            _x(
                "ram:SpecifiedTradeSettlementLineMonetarySummation",
                _x("ram:LineTotalAmount", codes.montant(sens * ligne.ht_centimes)),
            ),
        ),
    )


def _taxe(taux: int) -> tuple[Noeud | None, ...]:
    return (
        _x("ram:TypeCode", "VAT"),
        _x("ram:CategoryCode", codes.categorie(taux)),
        _x("ram:RateApplicablePercent", codes.taux(taux)),
    )


def _accord(ecrite: FactureEcrite) -> Noeud | None:
    """Who sells, who buys, on what order and contract (BT-10, -13, -12)."""
    return _x(
        "ram:ApplicableHeaderTradeAgreement",
        _x("ram:BuyerReference", ecrite.destinataire.code_service),
        _partie("ram:SellerTradeParty", ecrite.emetteur, codes.identifiant_fiscal(ecrite.emetteur)),
        _partie("ram:BuyerTradeParty", ecrite.destinataire, ("VA", ecrite.destinataire.numero_tva)),
        _reference("ram:BuyerOrderReferencedDocument", ecrite.numero_engagement),
        _reference("ram:ContractReferencedDocument", ecrite.reference_marche),
    )


def _reference(nom: str, numero: str) -> Noeud | None:
    return _x(nom, _x("ram:IssuerAssignedID", numero))


def _partie(nom: str, partie: Partie, fiscal: tuple[str, str]) -> Noeud | None:
    schema, adresse = codes.adresse_electronique(partie)
    return _x(
        nom,
        _x("ram:GlobalID", partie.siret, schemeID=codes.SIRET),
        _x("ram:Name", partie.nom),
        _x("ram:SpecifiedLegalOrganization", _x("ram:ID", partie.siren, schemeID=codes.SIREN)),
        _contact(partie),
        _adresse(partie),
        _x("ram:URIUniversalCommunication", _x("ram:URIID", adresse, schemeID=schema)),
        _x("ram:SpecifiedTaxRegistration", _x("ram:ID", fiscal[1], schemeID=fiscal[0])),
    )


def _contact(partie: Partie) -> Noeud | None:
    return _x(
        "ram:DefinedTradeContact",
        _x("ram:PersonName", partie.contact),
        _x("ram:TelephoneUniversalCommunication", _x("ram:CompleteNumber", partie.telephone)),
        _x("ram:EmailURIUniversalCommunication", _x("ram:URIID", partie.courriel)),
    )


def _adresse(partie: Partie) -> Noeud | None:
    premiere, *suite = partie.adresse.splitlines() or [""]
    return _x(
        "ram:PostalTradeAddress",
        _x("ram:PostcodeCode", partie.code_postal),
        _x("ram:LineOne", premiere),
        _x("ram:LineTwo", ", ".join(suite)),
        _x("ram:CityName", partie.commune),
        _x("ram:CountryID", partie.pays or "FR"),
    )


def _livraison(ecrite: FactureEcrite) -> Noeud | None:
    """The last day of the work (BT-72); for whom (BT-70) when there is no work yet."""
    return _x(
        "ram:ApplicableHeaderTradeDelivery",
        None if ecrite.fin else _x("ram:ShipToTradeParty", _x("ram:Name", ecrite.destinataire.nom)),
        _x(
            "ram:ActualDeliverySupplyChainEvent",
            _x("ram:OccurrenceDateTime", _jour(ecrite.fin)),
        ),
    )


def _reglement(ecrite: FactureEcrite, sens: int) -> Noeud | None:
    preleve = codes.moyen(ecrite) == "59"
    return _x(
        "ram:ApplicableHeaderTradeSettlement",
        _x("ram:CreditorReferenceID", ecrite.ics if preleve else ""),
        _x("ram:PaymentReference", ecrite.numero),
        _x("ram:InvoiceCurrencyCode", codes.DEVISE),
        _moyen(ecrite),
        *(_tva(x, sens) for x in ecrite.tva),
        _x(
            "ram:BillingSpecifiedPeriod",
            _x("ram:StartDateTime", _jour(ecrite.debut)),
            _x("ram:EndDateTime", _jour(ecrite.fin)),
        ),
        _x(
            "ram:SpecifiedTradePaymentTerms",
            _x("ram:DueDateDateTime", _jour(ecrite.echeance)),
            _x("ram:DirectDebitMandateID", ecrite.rum if preleve else ""),
        ),
        _totaux(ecrite, sens),
        _x(
            "ram:InvoiceReferencedDocument",
            _x("ram:IssuerAssignedID", ecrite.origine_numero),
            _x("ram:FormattedIssueDateTime", _jour(ecrite.origine_le, "qdt")),
        ),
    )


def _moyen(ecrite: FactureEcrite) -> Noeud | None:
    code = codes.moyen(ecrite)
    vire = code == "58"
    return _x(
        "ram:SpecifiedTradeSettlementPaymentMeans",
        _x("ram:TypeCode", code),
        _x(
            "ram:PayeePartyCreditorFinancialAccount",
            _x("ram:IBANID", ecrite.iban if vire else ""),
            _x("ram:AccountName", ecrite.titulaire if vire else ""),
        ),
        _x(
            "ram:PayeeSpecifiedCreditorFinancialInstitution",
            _x("ram:BICID", ecrite.bic if vire else ""),
        ),
    )


def _tva(tva: TvaEcrite, sens: int) -> Noeud | None:
    phrase, code = codes.exoneration(tva)
    return _x(
        "ram:ApplicableTradeTax",
        _x("ram:CalculatedAmount", codes.montant(sens * tva.tva_centimes)),
        _x("ram:TypeCode", "VAT"),
        _x("ram:ExemptionReason", phrase),
        _x("ram:BasisAmount", codes.montant(sens * tva.base_centimes)),
        _x("ram:CategoryCode", codes.categorie(tva.taux_pour_dix_mille)),
        _x("ram:ExemptionReasonCode", code),
        _x("ram:RateApplicablePercent", codes.taux(tva.taux_pour_dix_mille)),
    )


def _totaux(ecrite: FactureEcrite, sens: int) -> Noeud | None:
    ht, payee = codes.montant(sens * ecrite.ht_centimes), codes.reglee(ecrite)
    tva = codes.montant(sens * ecrite.tva_centimes)
    return _x(
        "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
        _x("ram:LineTotalAmount", ht),
        _x("ram:TaxBasisTotalAmount", ht),
        _x("ram:TaxTotalAmount", tva, currencyID=codes.DEVISE),
        _x("ram:GrandTotalAmount", codes.montant(sens * ecrite.ttc_centimes)),
        _x("ram:TotalPrepaidAmount", payee.deja),
        _x("ram:DuePayableAmount", payee.reste),
    )
