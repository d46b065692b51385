"""An issued invoice as UBL 2.1 (Invoice, or CreditNote), EN 16931: the content of `cii`, otherwise
said. The order of elements is that of the XSD."""

from typing import Final

from etrier.facturation.contenu import FactureEcrite, LigneEcrite, Partie, TvaEcrite
from etrier.facturation.formats import codes
from etrier.facturation.formats.arbre import Noeud, document
from etrier.facturation.formats.arbre import element as _x

_OASIS: Final = "urn:oasis:names:specification:ubl:schema:xsd:"
_COMMUNS: Final = {
    "cac": _OASIS + "CommonAggregateComponents-2",
    "cbc": _OASIS + "CommonBasicComponents-2",
}


def xml_de(ecrite: FactureEcrite) -> bytes:
    """The XML of an issued invoice. Raises Refus when its contents cannot make one."""
    codes.exiger_lisible(ecrite)
    est_avoir = ecrite.genre == "avoir"
    nom = "CreditNote" if est_avoir else "Invoice"
    sens = codes.signe(ecrite)
    return document(
        nom,
        {"": f"{_OASIS}{nom}-2", **_COMMUNS},
        *_entete(ecrite, nom),
        *_references(ecrite),
        _vendeur(ecrite),
        _x("cac:AccountingCustomerParty", _partie(ecrite.destinataire, _acheteur(ecrite))),
        _livraison(ecrite),
        _moyen(ecrite, date=est_avoir),
        _x(
            "cac:TaxTotal",
            _somme("cbc:TaxAmount", sens * ecrite.tva_centimes),
            *(_tva(x, sens) for x in ecrite.tva),
        ),
        _totaux(ecrite, sens),
        *(_ligne(x, sens, nom) for x in ecrite.lignes),
    )


def _somme(nom: str, centimes: int) -> Noeud | None:
    return _x(nom, codes.montant(centimes), currencyID=codes.DEVISE)


def _entete(ecrite: FactureEcrite, nom: str) -> tuple[Noeud | None, ...]:
    echeance = ecrite.echeance.isoformat() if ecrite.echeance and nom == "Invoice" else ""
    return (
        _x("cbc:CustomizationID", codes.EN16931),
        _x("cbc:ProfileID", ecrite.cadre),
        _x("cbc:ID", ecrite.numero),
        _x("cbc:IssueDate", ecrite.emise_le.isoformat()),
        _x("cbc:DueDate", echeance),
        _x(f"cbc:{nom}TypeCode", codes.GENRES[ecrite.genre]),
        # UBL has no place for the subject of a note: EN 16931 puts it before, between sharps.
        *(_x("cbc:Note", f"#{code}#{phrase}") for code, phrase in codes.notes(ecrite)),
        _x("cbc:DocumentCurrencyCode", codes.DEVISE),
        _x("cbc:BuyerReference", ecrite.destinataire.code_service),
    )


def _references(ecrite: FactureEcrite) -> tuple[Noeud | None, ...]:
    debut = ecrite.debut.isoformat() if ecrite.debut else ""
    fin = ecrite.fin.isoformat() if ecrite.fin else ""
    origine_le = ecrite.origine_le.isoformat() if ecrite.origine_le else ""
    return (
        _x("cac:InvoicePeriod", _x("cbc:StartDate", debut), _x("cbc:EndDate", fin)),
        _x("cac:OrderReference", _x("cbc:ID", ecrite.numero_engagement)),
        _x(
            "cac:BillingReference",
            _x(
                "cac:InvoiceDocumentReference",
                _x("cbc:ID", ecrite.origine_numero),
                _x("cbc:IssueDate", origine_le),
            ),
        ),
        _x("cac:ContractDocumentReference", _x("cbc:ID", ecrite.reference_marche)),
    )


def _fiscal(vendeur: Partie) -> tuple[str, str]:
    """The scheme of UBL for what CII calls FC is any other than VAT: LOC, « local »."""
    schema, numero = codes.identifiant_fiscal(vendeur)
    return ("VAT" if schema == "VA" else "LOC"), numero


def _acheteur(ecrite: FactureEcrite) -> tuple[str, str]:
    return "VAT", ecrite.destinataire.numero_tva


def _vendeur(ecrite: FactureEcrite) -> Noeud | None:
    """The seller; as a creditor of SEPA too (BT-90) when the invoice is debited."""
    ics = ecrite.ics if codes.moyen(ecrite) == "59" else ""
    partie = _partie(ecrite.emetteur, _fiscal(ecrite.emetteur), ics)
    return _x("cac:AccountingSupplierParty", partie)


def _partie(partie: Partie, fiscal: tuple[str, str], ics: str = "") -> Noeud | None:
    schema, adresse = codes.adresse_electronique(partie)
    return _x(
        "cac:Party",
        _x("cbc:EndpointID", adresse, schemeID=schema),
        _x("cac:PartyIdentification", _x("cbc:ID", partie.siret, schemeID=codes.SIRET)),
        _x("cac:PartyIdentification", _x("cbc:ID", ics, schemeID="SEPA")),
        _adresse(partie),
        _x(
            "cac:PartyTaxScheme",
            _x("cbc:CompanyID", fiscal[1]),
            _x("cac:TaxScheme", _x("cbc:ID", fiscal[0])) if fiscal[1] else None,
        ),
        _x(
            "cac:PartyLegalEntity",
            _x("cbc:RegistrationName", partie.nom),
            _x("cbc:CompanyID", partie.siren, schemeID=codes.SIREN),
        ),
        _x(
            "cac:Contact",
            _x("cbc:Name", partie.contact),
            _x("cbc:Telephone", partie.telephone),
            _x("cbc:ElectronicMail", partie.courriel),
        ),
    )


def _adresse(partie: Partie) -> Noeud | None:
    premiere, *suite = partie.adresse.splitlines() or [""]
    return _x(
        "cac:PostalAddress",
        _x("cbc:StreetName", premiere),
        _x("cbc:AdditionalStreetName", ", ".join(suite)),
        _x("cbc:CityName", partie.commune),
        _x("cbc:PostalZone", partie.code_postal),
        _x("cac:Country", _x("cbc:IdentificationCode", partie.pays or "FR")),
    )


def _livraison(ecrite: FactureEcrite) -> Noeud | None:
    if ecrite.fin:
        return _x("cac:Delivery", _x("cbc:ActualDeliveryDate", ecrite.fin.isoformat()))
    nom = _x("cac:PartyName", _x("cbc:Name", ecrite.destinataire.nom))
    return _x("cac:Delivery", _x("cac:DeliveryParty", nom))


def _moyen(ecrite: FactureEcrite, *, date: bool) -> Noeud | None:
    """Means of payment; a credit note says here when it is due, having no field of its own."""
    code = codes.moyen(ecrite)
    vire, preleve = code == "58", code == "59"
    return _x(
        "cac:PaymentMeans",
        _x("cbc:PaymentMeansCode", code),
        _x("cbc:PaymentDueDate", ecrite.echeance.isoformat() if date and ecrite.echeance else ""),
        _x("cbc:PaymentID", ecrite.numero),
        _x(
            "cac:PayeeFinancialAccount",
            _x("cbc:ID", ecrite.iban if vire else ""),
            _x("cbc:Name", ecrite.titulaire if vire else ""),
            _x("cac:FinancialInstitutionBranch", _x("cbc:ID", ecrite.bic if vire else "")),
        ),
        _x("cac:PaymentMandate", _x("cbc:ID", ecrite.rum if preleve else "")),
    )


def _categorie(nom: str, taux: int, phrase: str = "", code: str = "") -> Noeud | None:
    return _x(
        nom,
        _x("cbc:ID", codes.categorie(taux)),
        _x("cbc:Percent", codes.taux(taux)),
        _x("cbc:TaxExemptionReasonCode", code),
        _x("cbc:TaxExemptionReason", phrase),
        _x("cac:TaxScheme", _x("cbc:ID", "VAT")),
    )


def _tva(tva: TvaEcrite, sens: int) -> Noeud | None:
    phrase, code = codes.exoneration(tva)
    return _x(
        "cac:TaxSubtotal",
        _somme("cbc:TaxableAmount", sens * tva.base_centimes),
        _somme("cbc:TaxAmount", sens * tva.tva_centimes),
        _categorie("cac:TaxCategory", tva.taux_pour_dix_mille, phrase, code),
    )


def _totaux(ecrite: FactureEcrite, sens: int) -> Noeud | None:
    payee = codes.reglee(ecrite)
    return _x(
        "cac:LegalMonetaryTotal",
        _somme("cbc:LineExtensionAmount", sens * ecrite.ht_centimes),
        _somme("cbc:TaxExclusiveAmount", sens * ecrite.ht_centimes),
        _somme("cbc:TaxInclusiveAmount", sens * ecrite.ttc_centimes),
        _x("cbc:PrepaidAmount", payee.deja, currencyID=codes.DEVISE),
        _x("cbc:PayableAmount", payee.reste, currencyID=codes.DEVISE),
    )


def _ligne(ligne: LigneEcrite, sens: int, nom: str) -> Noeud | None:
    m = codes.mesure(ligne, sens)
    quantite = "cbc:CreditedQuantity" if nom == "CreditNote" else "cbc:InvoicedQuantity"
    return _x(
        f"cac:{nom}Line",
        _x("cbc:ID", str(ligne.rang)),
        _x("cbc:Note", ligne.note),
        _x(quantite, m.quantite, unitCode=m.unite),
        _somme("cbc:LineExtensionAmount", sens * ligne.ht_centimes),
        _x(
            "cac:Item",
            _x("cbc:Name", ligne.libelle),
            _categorie("cac:ClassifiedTaxCategory", ligne.taux_tva_pour_dix_mille),
        ),
        _x(
            "cac:Price",
            _x("cbc:PriceAmount", m.prix, currencyID=codes.DEVISE),
            _x("cbc:BaseQuantity", m.base, unitCode=m.unite),
        ),
    )
