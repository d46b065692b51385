"""What an invoice says on paper: each mandatory item is read in the text of the PDF."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from etrier.facturation.contenu import FactureEcrite, SapEcrite
from etrier.facturation.enums import GenreLigneAFacturer
from etrier.facturation.papier import exemples as ecrites
from etrier.facturation.papier.annexe import LIGNES_EN_LISTE
from etrier.facturation.papier.composition import valeurs_de
from etrier.facturation.papier.presse import nom_fichier, pdf_de

TOUTES = {
    f.__name__: f()
    for f in (
        ecrites.particulier,
        ecrites.entreprise,
        ecrites.avoir,
        ecrites.longue,
        ecrites.publique,
        ecrites.acompte,
    )
}


def ouvrir(ecrite: FactureEcrite) -> PdfReader:
    return PdfReader(BytesIO(pdf_de(ecrite)))


def lire(ecrite: FactureEcrite) -> str:
    """What the paper says, spaces made plain."""
    brut = " ".join(page.extract_text() for page in ouvrir(ecrite).pages)
    return re.sub(r"\s+", " ", brut)


def exiger(lu: str, *attendus: str) -> None:
    for attendu in attendus:
        assert attendu in lu, f"{attendu} / {lu}"


def test_every_mandatory_mention_of_an_invoice_between_professionals() -> None:
    lu = lire(TOUTES["entreprise"])
    exiger(
        lu,
        # who sells (C. com. R123-237, CGI annexe II art. 242 nonies A)
        "Bâtir au Pas-Commun",
        "12 rue des Essais",
        "59500 Douai",
        "SARL au capital 1 €",
        "SIRET 000 000 018 00014",
        "N° TVA FR00000000018",
        "RNA W590000000",
        # who buys
        "Menuiserie Modèle",
        "8 zone des Exemples",
        "SIRET 000 000 026 00017",
        "N° TVA FR00000000026",
        # the paper
        "Facture n° F2026-00012",
        "Date 2 novembre 2026",
        "Période du 01/10/2026 au 31/10/2026",
        "Échéance 2 décembre 2026",
        "Opération prestations de services",
        "Devis accepté D2026-0007",
        # the lines: an hour as an hour, a unit with its decimals, three rates
        "Peinture des bureaux 2e étage 130 h 20 38,90 € / h 20 % 5 069,97 €",
        "Isolation des combles 35 h 41,20 € / h 5,5 % 1 442,00 €",
        "Plaques de plâtre posées 12,5 18,99 € 10 % 237,38 €",
        # VAT by rate, totals
        "20 % 5 069,97 € 1 013,99 €",
        "5,5 % 1 442,00 € 79,31 €",
        "10 % 237,38 € 23,74 €",
        "Total HT 6 749,35 €",
        "Total TVA 1 117,04 €",
        "Total TTC 7 866,39 €",
        "Net à payer 7 866,39 €",
        # how to pay, and what late payment costs
        "virement, au plus tard le 02/12/2026",
        "FR76 9999 9000 0000 0000 0000 130 · BIC EXMPFRPP",
        "Pénalités de retard : taux de la Banque centrale européenne à son opération de "
        "refinancement la plus récente, majoré de 10 points (article L441-10 du code de commerce).",
        "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40,00 €",
        "Pas d'escompte pour paiement anticipé.",
        "page 1 sur 1",
    )
    assert "B2B" not in lu
    assert "Services à la personne" not in lu


def test_the_eleven_items_of_a_service_a_la_personne() -> None:
    """CT D7233-1."""
    exiger(
        lire(TOUTES["particulier"]),
        "Coup de main du Pas-Commun 12 rue des Essais 59500 Douai",  # 1° the body
        "Déclaration n° SAP000000018, enregistrée le 01/01/2025",  # 2°
        "Agrément n° SAP000000018, enregistrée le 01/03/2025",
        "Mme Odile EXEMPLE 3 allée des Modèles 59500 Douai",  # 3° the client
        "Entretien de la maison",  # 4° the exact nature
        "Petits travaux de jardinage",
        "Montant effectivement acquitté 0,00 € (au jour de cette facture)",  # 5°
        "Intervenant M0012, M0047",  # 6° number of who came
        "24,50 € (Entretien de la maison) ; 26,80 € (Petits travaux de jardinage)",  # 7°
        "Temps passé 15 h 20",  # 8°
        "vendredi 02/10/2026 M0012 3 h",
        "mercredi 14/10/2026 M0047 3 h 20",
        "294,00 €",  # 9° the price of each
        "89,33 €",
        "Déplacements 17,50 € HT",  # 10°
        "ouvrent droit au crédit d’impôt",  # 11° and its contrary below
        "TVA non applicable : exonération, article 261, 7-1° bis du CGI",
        "Net à payer 400,83 €",
        "page 1 sur 1",  # a few days stand under the sums
    )


def test_one_rate_for_all_is_said_once() -> None:
    une = TOUTES["particulier"]
    memes = tuple(replace(x, prix_centimes=2450) if x.minutes else x for x in une.lignes)
    exiger(lire(replace(une, lignes=memes)), "Taux horaire TTC 24,50 € Temps passé")


def test_a_body_with_an_agrement_alone_opens_no_tax_advantage() -> None:
    sans = replace(TOUTES["particulier"], sap=SapEcrite("", agrement="SAP000000018"))
    lu = lire(sans)
    exiger(lu, "n’ouvre pas droit à l’avantage fiscal")
    assert "Déclaration" not in lu


def test_a_paid_invoice_says_what_was_paid_and_asks_for_nothing() -> None:
    lu = lire(replace(TOUTES["particulier"], cadre="S2"))
    exiger(lu, "Montant effectivement acquitté 400,83 € (facture payée)", "(facture payée) 0,00 €")
    assert "IBAN" not in lu


def test_a_private_person_is_told_nothing_of_what_binds_professionals() -> None:
    lu = lire(TOUTES["particulier"])
    assert "Indemnité forfaitaire" not in lu
    assert "Pénalités" not in lu
    exiger(lu, "Pas d'escompte pour paiement anticipé.")


def test_a_credit_note_says_what_it_corrects_in_positive_amounts() -> None:
    lu = lire(TOUTES["avoir"])
    exiger(
        lu,
        "Avoir n° F2026-00013",
        "Avoir sur la facture F2026-00012 du 02/11/2026. Motif : une journée comptée deux fois",
        "Peinture des bureaux 7 h 38,90 € / h 20 % 272,30 €",
        "Net à votre crédit 326,76 €",
    )
    assert "-" not in re.sub(r"F2026-\d+|Pas-Commun|[DL]441-\d+", "", lu)
    assert "Échéance" not in lu


def test_a_deposit_names_its_quote_and_the_mandate_it_is_debited_by() -> None:
    exiger(
        lire(TOUTES["acompte"]),
        "Facture d’acompte n° F2026-00014",
        "Acompte sur le devis D2026-0007, à déduire de la facture finale.",
        "prélèvement SEPA, au plus tard le 02/12/2026",
        "RUM RUM-0001 · créancier ICS FR12ZZZ000000",
    )


def test_a_public_client_finds_its_references() -> None:
    exiger(
        lire(TOUTES["publique"]),
        "N° d’engagement EJ-2026-004512",
        "Marché 2026-AO-017",
        "Code service ESPACES-VERTS",
    )


def test_a_long_annex_keeps_its_heads_and_its_totals() -> None:
    pdf, ecrite = ouvrir(TOUTES["longue"]), TOUTES["longue"]
    assert len(ecrite.annexe) > LIGNES_EN_LISTE
    pages = [re.sub(r"\s+", " ", page.extract_text()) for page in pdf.pages]
    for page in pages[1:]:
        exiger(page, "Intervenant du lun. mar. mer. jeu. ven. sam. dim. total", "Atelier")
        assert re.search(rf"page \d+ sur {len(pages)}", page)
    exiger(" ".join(pages), "Total 1 896 h 24", "Total 1 900 h 48", "Total des heures : 3 797 h 12")
    for rang in range(24):
        assert any(f"M{rang:04d}" in page for page in pages[1:])


def test_nobody_is_named_when_the_client_wants_no_names() -> None:
    annexe = tuple(replace(h, qui="") for h in TOUTES["particulier"].annexe)
    lu = lire(replace(TOUTES["particulier"], annexe=annexe))
    exiger(lu, "tous intervenants réunis", "vendredi 02/10/2026 3 h")
    assert "M0012" not in lu


@pytest.mark.parametrize("nom", TOUTES)
def test_it_holds_to_the_norms_of_archives_with_its_xml_inside(nom: str) -> None:
    pdf = ouvrir(TOUTES[nom])
    racine: Any = pdf.trailer["/Root"]
    xmp = racine["/Metadata"].get_object().get_data().decode()
    for attendu in ("pdfaid:part>3<", "pdfaid:conformance>A<", "pdfuaid:part>1<"):
        assert attendu in xmp
    assert "<fx:ConformanceLevel>EN 16931<" in xmp
    assert racine["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert racine["/MarkInfo"]["/Marked"]
    assert racine["/StructTreeRoot"]
    assert racine["/Lang"].startswith("fr")
    assert list(pdf.attachments) == ["factur-x.xml"]
    assert racine["/AF"][0].get_object()["/AFRelationship"] == "/Alternative"
    assert TOUTES[nom].numero.encode() in pdf.attachments["factur-x.xml"][0]
    assert not pdf.is_encrypted


@pytest.mark.parametrize("nom", TOUTES)
def test_every_font_is_embedded(nom: str) -> None:
    for page in ouvrir(TOUTES[nom]).pages:
        ressources: Any = page["/Resources"]
        for police in ressources["/Font"].values():
            descendante = police.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile3" in descendante["/FontDescriptor"].get_object()


def test_the_same_contents_give_the_same_bytes() -> None:
    une = TOUTES["particulier"]
    assert pdf_de(une) == pdf_de(FactureEcrite.de_json(une.en_json()))
    assert pdf_de(une) != pdf_de(replace(une, emise_le=date(2026, 11, 3)))


def test_a_text_is_never_code() -> None:
    piege = '#panic() "$x$ [a] \\ //'
    hostile = replace(TOUTES["particulier"], motif=piege)
    hostile = replace(hostile, destinataire=replace(hostile.destinataire, nom=piege))
    exiger(lire(hostile), "#panic()")


def test_the_file_is_named_by_what_it_is() -> None:
    assert nom_fichier(TOUTES["particulier"]) == "facture-F2026-00012.pdf"
    assert nom_fichier(TOUTES["avoir"]) == "avoir-F2026-00013.pdf"


def test_what_completes_a_minimum_is_no_time_spent() -> None:
    ecrite = TOUTES["particulier"]
    menage = next(x for x in ecrite.lignes if x.activite_sap and x.minutes)
    complement = replace(menage, libelle=f"Ménage, {GenreLigneAFacturer.COMPLEMENT.label}")
    avec = replace(ecrite, lignes=(*ecrite.lignes, complement))
    assert _temps_passe(avec) == _temps_passe(ecrite)


def _temps_passe(ecrite: FactureEcrite) -> str:
    fiches = {f["titre"]: dict(f["lignes"]) for f in valeurs_de(ecrite)["fiches"]}
    return str(fiches["Services à la personne"]["Temps passé"])
