"""What an invoice prints, from its frozen contents: words and figures of `facture.typ`.

Nothing here asks Django or a database: the processes that print by the thousand load neither.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from etrier.droit.arrondis import demi_haut
from etrier.droit.ecriture import du_au, euros, heures, jour, jour_en_lettres, nombre
from etrier.facturation.contenu import FactureEcrite, LigneEcrite, Partie, TvaEcrite
from etrier.facturation.papier.annexe import composer_annexe

MODELE: Final = Path(__file__).with_name("facture.typ")
TITRES: Final = {
    "facture": "Facture",
    "avoir": "Avoir",
    "acompte": "Facture d’acompte",
}
_MOYENS: Final = {
    "virement": "virement",
    "prelevement": "prélèvement SEPA",
    "cheque": "chèque",
    "carte": "carte bancaire",
    "cesu": "CESU préfinancé",
    "titre": "titre interbancaire de paiement",
    "especes": "espèces",
}
_NATURES_OPERATION: Final = {
    "S": "prestations de services",
    "B": "livraisons de biens",
    "M": "livraisons de biens et prestations de services",
}
# Codes of UNTDID 4451 that machines read, and nobody on paper.
_SANS_PAPIER: Final = frozenset({"BAR"})
# Late payment binds professionals alone (C. com. L441-10): a private person reads none of it.
_ENTRE_PROFESSIONNELS: Final = frozenset({"PMT", "PMD"})
# A billing frame that ends so is that of an invoice already paid (BT-23: S2, B2, M2).
_DEJA_PAYEE: Final = "2"


def valeurs_de(ecrite: FactureEcrite) -> dict[str, Any]:
    """What the template draws; a credit note shows positive amounts, its title says which way."""
    signe = -1 if ecrite.genre == "avoir" else 1
    titre = TITRES[ecrite.genre]
    return {
        "titre": f"{titre} {ecrite.numero}".strip(),
        "genre": titre,
        "numero": f"n° {ecrite.numero}" if ecrite.numero else "brouillon, sans numéro",
        "pied": _pied(ecrite),
        **parties_imprimees(
            ecrite.emetteur,
            ecrite.destinataire,
            "Adressé à" if ecrite.genre == "avoir" else "Facturé à",
        ),
        "reperes": list(_reperes(ecrite)),
        "bandeau": _bandeau(ecrite),
        "lignes": [ligne_imprimee(ligne, signe) for ligne in ecrite.lignes],
        "tva": [tva_imprimee(x, signe) for x in ecrite.tva],
        "totaux": totaux_imprimes(ecrite.ht_centimes, ecrite.tva_centimes, signe),
        "net": _net(ecrite, signe),
        "fiches": [f for f in (_paiement(ecrite), _sap(ecrite, signe)) if f["lignes"]],
        "mentions": _mentions(ecrite),
        "annexe": composer_annexe(ecrite.annexe) if ecrite.annexe else None,
    }


def _mentions(ecrite: FactureEcrite) -> list[str]:
    tues = _SANS_PAPIER
    if ecrite.destinataire.nature == "particulier":
        tues |= _ENTRE_PROFESSIONNELS
    return [phrase for code, phrase in ecrite.mentions if code not in tues]


def est_payee(ecrite: FactureEcrite) -> bool:
    """True when the invoice says that it was paid before it was issued."""
    return ecrite.cadre.endswith(_DEJA_PAYEE)


def _pied(ecrite: FactureEcrite) -> str:
    qui = ecrite.emetteur
    siret = f" · SIRET {_siret(qui.siret)}" if qui.siret else ""
    numero = ecrite.numero or "(brouillon)"
    return f"{TITRES[ecrite.genre]} {numero} · {qui.nom}{siret}"


def _siret(siret: str) -> str:
    """A SIRET as one reads it: « 123 456 789 00012 »."""
    if len(siret) not in (9, 14):
        return siret
    morceaux = (siret[:3], siret[3:6], siret[6:9], siret[9:])
    return "\u00a0".join(m for m in morceaux if m)


def _adresse(partie: Partie) -> list[str]:
    lieu = f"{partie.code_postal} {partie.commune}".strip()
    pays = "" if partie.pays in ("", "FR") else partie.pays
    return [ligne for ligne in (*partie.adresse.splitlines(), lieu, pays) if ligne]


def _numeros(partie: Partie) -> list[str]:
    numero = f"SIRET {_siret(partie.siret)}" if partie.siret else ""
    if not numero and partie.siren:
        numero = f"SIREN {_siret(partie.siren)}"
    tva = f"N° TVA {partie.numero_tva}" if partie.numero_tva else ""
    return [ligne for ligne in (numero, tva) if ligne]


def _emetteur(partie: Partie) -> list[str]:
    joindre = " · ".join(x for x in (partie.telephone, partie.courriel) if x)
    siens = [*_adresse(partie), partie.forme_juridique, *_numeros(partie)]
    return [ligne for ligne in (*siens, partie.immatriculation, joindre) if ligne]


def parties_imprimees(vendeur: Partie, acheteur: Partie, libelle: str) -> dict[str, Any]:
    """Who sells and who buys, at the head of the page; `libelle` stands above the address."""
    contact = f"À l’attention de {acheteur.contact}" if acheteur.contact else ""
    return {
        "emetteur": {"nom": vendeur.nom, "lignes": _emetteur(vendeur)},
        "destinataire": {
            "libelle": libelle,
            "nom": acheteur.nom,
            "lignes": [ligne for ligne in (contact, *_adresse(acheteur)) if ligne],
            "numeros": _numeros(acheteur),
        },
    }


def _reperes(ecrite: FactureEcrite) -> Iterator[tuple[str, str]]:
    """Dates and references, those there are."""
    yield "Date", jour_en_lettres(ecrite.emise_le)
    if ecrite.debut and ecrite.fin:
        yield "Période", _periode(ecrite.debut, ecrite.fin)
    if ecrite.echeance and ecrite.genre != "avoir":
        yield "Échéance", jour_en_lettres(ecrite.echeance)
    yield "Opération", _NATURES_OPERATION.get(ecrite.cadre[:1], "")
    pour_le_client = (
        ("Devis accepté", ecrite.devis),
        ("N° d’engagement", ecrite.numero_engagement),
        ("Marché", ecrite.reference_marche),
        ("Code service", ecrite.destinataire.code_service),
    )
    yield from ((libelle, valeur) for libelle, valeur in pour_le_client if valeur)


def _periode(debut: date, fin: date) -> str:
    return jour(debut) if debut == fin else du_au(debut, fin)


def _bandeau(ecrite: FactureEcrite) -> str:
    """What a credit note or a deposit is for."""
    if ecrite.genre == "acompte" and ecrite.devis:
        return f"Acompte sur le devis {ecrite.devis}, à déduire de la facture finale."
    if not ecrite.origine_numero:
        return ecrite.motif
    du = f" du {jour(ecrite.origine_le)}" if ecrite.origine_le else ""
    motif = f" Motif : {ecrite.motif}" if ecrite.motif else ""
    quoi = "Avoir sur la facture" if ecrite.genre == "avoir" else "Voir la facture"
    return f"{quoi} {ecrite.origine_numero}{du}.{motif}"


def ligne_imprimee(ligne: LigneEcrite, signe: int = 1) -> dict[str, str]:
    """One row: hours as hours, the rest by its number."""
    return {
        "libelle": ligne.libelle,
        "note": ligne.note,
        "quantite": _quantite(ligne, signe),
        "prix": euros(ligne.prix_centimes) + _par_unite(ligne.unite),
        "taux": taux_imprime(ligne.regime_tva, ligne.taux_tva_pour_dix_mille),
        "ht": euros(signe * ligne.ht_centimes),
    }


def _quantite(ligne: LigneEcrite, signe: int) -> str:
    if ligne.minutes is not None:
        return heures(signe * ligne.minutes)
    return nombre((Decimal(signe * (ligne.quantite_milliemes or 0)) / 1000).normalize())


def _par_unite(unite: str) -> str:
    return "\u00a0/\u00a0h" if unite == "heure" else ""


def taux_imprime(regime: str, pour_dix_mille: int) -> str:
    """« 20 % », « 5,5 % », or « exonéré »."""
    if regime == "exonere":
        return "exonéré"
    return nombre((Decimal(pour_dix_mille) / 100).normalize()) + "\u00a0%"


def tva_imprimee(tva: TvaEcrite, signe: int = 1) -> dict[str, str]:
    """One rate: its base, its amount, and why there is none."""
    return {
        "libelle": taux_imprime(tva.regime_tva, tva.taux_pour_dix_mille).capitalize(),
        "base": euros(signe * tva.base_centimes),
        "montant": euros(signe * tva.tva_centimes),
        "mention": tva.mention,
    }


def totaux_imprimes(ht: int, tva: int, signe: int = 1) -> list[tuple[str, str]]:
    """Before tax, tax, with tax."""
    return [
        ("Total HT", euros(signe * ht)),
        ("Total TVA", euros(signe * tva)),
        ("Total TTC", euros(signe * (ht + tva))),
    ]


def _net(ecrite: FactureEcrite, signe: int) -> tuple[str, str]:
    if ecrite.genre == "avoir":
        return "Net à votre crédit", euros(signe * ecrite.ttc_centimes)
    if est_payee(ecrite):
        return "Net à payer (facture payée)", euros(0)
    return "Net à payer", euros(ecrite.ttc_centimes)


def _paiement(ecrite: FactureEcrite) -> dict[str, Any]:
    """How and when to pay; nothing on a credit note, which is paid to nobody."""
    rien_a_payer = ecrite.genre == "avoir" or est_payee(ecrite) or not ecrite.ttc_centimes
    lignes = [] if rien_a_payer else list(_comment_payer(ecrite))
    return {"titre": "Règlement", "lignes": lignes}


def _comment_payer(ecrite: FactureEcrite) -> Iterator[tuple[str, str]]:
    moyen = _MOYENS.get(ecrite.moyen, ecrite.moyen)
    if moyen:
        avant = f", au plus tard le {jour(ecrite.echeance)}" if ecrite.echeance else ""
        yield "Par", moyen + avant
    if ecrite.rum:
        yield "Mandat", f"RUM {ecrite.rum} · créancier ICS {ecrite.ics}"
        return
    if ecrite.iban:
        yield "Compte", ecrite.titulaire or ecrite.emetteur.nom
        yield "IBAN", _par_quatre(ecrite.iban) + (f" · BIC {ecrite.bic}" if ecrite.bic else "")
    if ecrite.numero:
        yield "À rappeler", ecrite.numero


def _par_quatre(iban: str) -> str:
    serre = "".join(iban.split())
    return "\u00a0".join(serre[i : i + 4] for i in range(0, len(serre), 4))


def _sap(ecrite: FactureEcrite, signe: int) -> dict[str, Any]:
    """The items of CT D7233-1 that stand nowhere else on the page."""
    siennes = [ligne for ligne in ecrite.lignes if ligne.activite_sap]
    lignes = list(_items_sap(ecrite, siennes, signe)) if ecrite.sap and siennes else []
    return {"titre": "Services à la personne", "lignes": lignes}


def _items_sap(
    ecrite: FactureEcrite, siennes: list[LigneEcrite], signe: int
) -> Iterator[tuple[str, str]]:
    sap = ecrite.sap
    assert sap is not None
    if sap.declaration:
        yield "Déclaration", _enregistre(sap.declaration, sap.declaree_le)
    if sap.agrement:
        yield "Agrément", _enregistre(sap.agrement, sap.agree_le)
    if qui := _intervenants(ecrite):
        yield "Intervenant", ", ".join(qui)
    yield "Taux horaire TTC", _taux_horaires(siennes)
    yield "Temps passé", heures(signe * _temps_passe(siennes))
    yield "Déplacements", _deplacements(siennes, signe)
    paye = ecrite.ttc_centimes if est_payee(ecrite) else 0
    dit = "facture payée" if est_payee(ecrite) else "au jour de cette facture"
    yield "Montant effectivement acquitté", f"{euros(signe * paye)} ({dit})"
    yield "Avantage fiscal", _avantage(bool(sap.declaration))


def _intervenants(ecrite: FactureEcrite) -> list[str]:
    """Who did the services; everybody of the annex when its contents do not say what is one."""
    return sorted({h.qui for h in ecrite.annexe if h.qui and h.sap is not False})


def _enregistre(numero: str, le: date | None) -> str:
    return f"n° {numero}" + (f", enregistrée le {jour(le)}" if le else "")


def _taux_horaires(siennes: list[LigneEcrite]) -> str:
    """The rate of them all, or each with the services it is for."""
    par_taux: dict[int, list[str]] = {}
    for ligne in siennes:
        if ligne.minutes:
            libelles = par_taux.setdefault(_taux_ttc(ligne), [])
            libelles += [] if ligne.libelle in libelles else [ligne.libelle]
    if len(par_taux) == 1:
        return euros(*par_taux)
    return " ; ".join(f"{euros(taux)} ({', '.join(x)})" for taux, x in sorted(par_taux.items()))


def _taux_ttc(ligne: LigneEcrite) -> int:
    return demi_haut(ligne.prix_centimes * (10_000 + ligne.taux_tva_pour_dix_mille), 10_000)


def _temps_passe(siennes: list[LigneEcrite]) -> int:
    """Minutes of work: what completes a minimum is invoiced, by that name, and was not worked."""
    return sum(x.minutes or 0 for x in siennes if "complément au minimum" not in x.libelle)


def _deplacements(siennes: list[LigneEcrite], signe: int) -> str:
    """Travel stands on lines of its own, by that name."""
    ht = sum(x.ht_centimes for x in siennes if "déplacement" in x.libelle.casefold())
    return f"{euros(signe * ht)} HT" if ht else "aucun frais facturé"


def _avantage(declaree: bool) -> str:
    if declaree:
        return (
            "les sommes payées, sauf en espèces, ouvrent droit au crédit d’impôt de l’article "
            "199 sexdecies du CGI ; une attestation annuelle les récapitule."
        )
    return (
        "organisme agréé mais non déclaré : cette prestation n’ouvre pas droit à l’avantage "
        "fiscal prévu à l’article L. 7233-2 du code du travail."
    )
