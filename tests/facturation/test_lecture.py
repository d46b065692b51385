"""A received invoice read: what we write is read back, what is wrong is refused in words."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from etrier.facturation.contenu import FactureEcrite
from etrier.facturation.formats import cii, enveloppe, ubl
from etrier.facturation.formats.lecture import FactureLue, lire_facture
from etrier.facturation.formats.unites import dire_quantite
from etrier.facturation.papier import exemples
from etrier.facturation.papier.presse import page_de
from etrier.socle.erreurs import Refus
from tests.facturation.factures_ecrites import REGIMES, facture, factures, heures

ICI = Path(__file__).parent / "fichiers" / "formats"
UNE = facture((heures(),))
XML = cii.xml_de(UNE)


def _amounts(ecrite: FactureEcrite) -> tuple[Any, ...]:
    lignes = [(x.libelle.split(), x.ht_centimes, x.taux_tva_pour_dix_mille) for x in ecrite.lignes]
    return ecrite.ht_centimes, ecrite.tva_centimes, ecrite.ttc_centimes, lignes


def _lues(lue: FactureLue) -> tuple[Any, ...]:
    lignes = [(x.libelle.split(), x.ht_centimes, x.taux_tva_pour_dix_mille) for x in lue.lignes]
    return lue.ht_centimes, lue.tva_centimes, lue.ttc_centimes, lignes


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(factures())
def test_cii_and_ubl_read_back_tell_the_same(ecrite: FactureEcrite) -> None:
    lues = [lire_facture(forme.xml_de(ecrite)) for forme in (cii, ubl)]
    for lue in lues:
        assert _lues(lue) == _amounts(ecrite)
        assert (lue.numero, lue.emise_le, lue.echeance) == (
            ecrite.numero, ecrite.emise_le, ecrite.echeance,
        )  # fmt: skip
        assert (lue.siren, lue.acheteur_siren) == (ecrite.emetteur.siren, ecrite.destinataire.siren)
    assert lues[0].lignes == lues[1].lignes
    assert lues[0].iban == lues[1].iban


def test_a_factur_x_is_read_from_its_pdf() -> None:
    ecrite = exemples.entreprise()
    pdf = enveloppe.mettre_en_facturx(page_de(ecrite), cii.xml_de(ecrite))
    assert _lues(lire_facture(pdf)) == _amounts(ecrite)


@pytest.mark.parametrize(
    ("nom", "lignes"),
    [("fnfe_fail_Facture_DOM_EN16931.pdf", 3), ("fnfe_correct_Facture_FR_MINIMUM.pdf", 0)],
)
def test_a_public_factur_x_is_read(nom: str, lignes: int) -> None:
    lue = lire_facture((ICI / nom).read_bytes())
    assert len(lue.lignes) == lignes
    assert lue.ht_centimes + lue.tva_centimes == lue.ttc_centimes > 0


@pytest.mark.parametrize("nom", sorted(x.name for x in ICI.glob("*.xml")))
def test_each_public_sample_is_read(nom: str) -> None:
    lue = lire_facture((ICI / nom).read_bytes())
    assert lue.fournisseur
    assert lue.numero
    assert lue.ht_centimes + lue.tva_centimes == lue.ttc_centimes


def _remplacer(avant: str, apres: str) -> bytes:
    assert avant.encode() in XML
    return XML.replace(avant.encode(), apres.encode())


@pytest.mark.parametrize(
    ("fichier", "phrase"),
    [
        (b"bonjour", "ni un PDF ni un XML"),
        (b"", "ni un PDF ni un XML"),
        (b"%PDF-1.7 rien", "ne s'ouvre pas"),
        (page_de(UNE), "ne contient pas"),
        (b"<a/>", "n'est pas une facture"),
        (b"<a", "mal form"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "DTD"),
        (b"x" * (10 * 1024 * 1024 + 1), "10 Mo"),
        (_remplacer("<ram:LineTotalAmount>3193.17", "<ram:LineTotalAmount>3193.18"), "Les lignes"),
        (_remplacer("GrandTotalAmount>3831.80<", "GrandTotalAmount>3831.81<"), "ne font pas"),
        (_remplacer(">EUR<", ">USD<"), "USD"),
        (_remplacer(">3831.80</ram:Grand", ">3831.805</ram:Grand"), "au centime"),
        (_remplacer(">3831.80</ram:Grand", ">NaN</ram:Grand"), "pas un nombre"),
        (_remplacer(">3831.80</ram:Grand", ">abc</ram:Grand"), "pas un nombre"),
        (_remplacer("<ram:ID>F2026-00012</ram:ID>", "<ram:ID/>"), "Il manque le num"),
        (_remplacer(">20261102<", ">20261302<"), "pas une date"),
    ],
)
def test_what_is_wrong_is_refused(fichier: bytes, phrase: str) -> None:
    with pytest.raises(Refus, match=phrase):
        lire_facture(fichier)


def test_hours_and_rates_are_told() -> None:
    (ligne,) = lire_facture(cii.xml_de(facture((heures(regime=REGIMES[2]),)))).lignes
    assert (ligne.quantite, ligne.taux_tva_pour_dix_mille) == ("130\u00a0h\u00a020", 550)


@pytest.mark.parametrize(
    ("ecrite", "unite", "dite"),
    [
        ("14.000", "C62", "14 unités"),
        ("1.000", "C62", "1 unité"),
        ("1.5", "C62", "1,5 unité"),
        ("-2.00", "EA", "-2 unités"),
        ("-0.00", "C62", "0 unité"),
        ("100", "H87", "100 pièces"),
        ("14000", "KGM", "14 000 kg"),
        ("7.50", "HUR", "7,5 h"),
        ("45", "MIN", "0 h 45"),
        ("0.5", "MIN", "0,5 min"),
        ("3.25", "", "3,25"),
        (".5", "XBX", "0,5 XBX"),
        ("", "HUR", ""),
        ("1e-999999999", "C62", "1e-999999999 C62"),
        ("beaucoup", "", "beaucoup"),
        ("9" * 60, "C62", "9" * 40),
    ],
)
def test_a_quantity_reads_as_in_french(ecrite: str, unite: str, dite: str) -> None:
    """A supplier's "14.000" is fourteen, not fourteen thousand."""
    assert dire_quantite(ecrite, unite).replace("\u00a0", " ") == dite


def test_what_the_file_says_is_what_the_line_says() -> None:
    avant, apres = b'unitCode="MIN">7820<', b'unitCode="C62">14.000<'
    assert avant in XML
    (ligne,) = lire_facture(XML.replace(avant, apres)).lignes
    assert ligne.quantite == "14\u00a0unités"


def test_lines_without_end_are_refused() -> None:
    ligne = XML[XML.index(b"<ram:IncludedSupplyChain") : XML.index(b"<ram:ApplicableHeaderTradeA")]
    vide = b"<ram:IncludedSupplyChainTradeLineItem/>"
    with pytest.raises(Refus, match="trop de lignes"):
        lire_facture(XML.replace(ligne, ligne + vide * 40_000))
