"""What an invoice says survives the table that keeps it."""

from dataclasses import replace
from datetime import date

from etrier.facturation.contenu import (
    FactureEcrite,
    HeureEcrite,
    LigneEcrite,
    Partie,
    SapEcrite,
    TvaEcrite,
)

PLEINE = FactureEcrite(
    genre="facture",
    numero="F2026-00001",
    emise_le=date(2026, 11, 2),
    emetteur=Partie(nom="Structure d'essai", siren="000000018"),
    destinataire=Partie(nom="Client d'essai", nature="particulier"),
    lignes=(LigneEcrite(1, "Ménage", "heure", 2450, "exonere", 0, 319_317, minutes=7820),),
    tva=(TvaEcrite("exonere", 0, 319_317, 0, "exonéré"),),
    ht_centimes=319_317,
    tva_centimes=0,
    ttc_centimes=319_317,
    echeance=date(2026, 12, 2),
    mentions=(("PMT", "40 €"),),
    sap=SapEcrite("SAP000000018", date(2025, 1, 1)),
    annexe=(HeureEcrite(date(2026, 10, 5), "Ménage", 120, "M0001"),),
)


def test_it_is_read_back_as_it_was_written() -> None:
    assert FactureEcrite.de_json(PLEINE.en_json()) == PLEINE


def test_what_is_empty_stays_empty() -> None:
    vide = replace(PLEINE, sap=None, annexe=(), echeance=None)
    assert FactureEcrite.de_json(vide.en_json()) == vide
