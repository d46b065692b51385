"""The yearly attestation: every mandatory item is on the page; versions; a year in one act."""

import re
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from etrier.banque.models import CompteBancaire
from etrier.facturation.models import AttestationSap, Facture
from etrier.facturation.sap.actions import (
    a_etablir,
    dire_part_prefinancee,
    etablir,
    etablir_annee,
    noter_envoi,
)
from etrier.facturation.sap.impression import imprimer
from etrier.facturation.sap.liens import jeton, ouvrir_lien
from etrier.heures.releves.liens import LienRefuse
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import maintenant
from tests.facturation import fabrique_factures as sap
from tests.facturation import monde

pytestmark = pytest.mark.django_db


def texte(pdf: bytes | memoryview) -> str:
    """The text of a PDF, its spaces made plain."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(bytes(pdf))).pages]
    return re.sub(r"\s+", " ", " ".join(pages))


def attester(facture: Facture, annee: int = 2025) -> AttestationSap:
    """The attestation of the client of an invoice."""
    faite = etablir(facture.structure, facture.client_id, annee, par=None)
    assert faite is not None
    return faite


def prelever(facture: Facture) -> str:
    """A payment by direct debit on a confirmed account; gives its IBAN."""
    iban = "FR7630001007941234567890185"
    CompteBancaire.objects.create(
        structure=facture.structure,
        client=facture.client,
        titulaire="ESSAI",
        iban=iban,
        etat="confirme",
        propose_le=maintenant(),
    )
    sap.payer(facture, moyen="prelevement")
    return iban


def test_every_item_of_the_law_is_on_the_page() -> None:
    """CT D7233-4, one assertion an item."""
    facture = sap.facture_simple([120, 90])
    iban = prelever(facture)
    une, qui = facture.structure, facture.client
    lu = texte(attester(facture).pdf)
    salarie = une.salaries.get()
    assert une.denomination in lu
    assert "1 rue de l'Essai" in lu
    assert "59000 LILLE" in lu
    assert une.siret in lu
    assert sap.DECLARATION in lu
    assert "03/02/2020" in lu
    assert qui.denomination in lu
    assert "2 rue d'Ici" in lu
    assert iban in lu.replace(" ", "")
    assert "70,00 €" in lu
    assert f"{salarie.personne.prenom} {salarie.personne.nom}" in lu
    assert salarie.matricule in lu
    for jour, duree in (("03/03/2025", "2 h"), ("04/03/2025", "1 h 30")):
        assert f"{jour} {salarie.personne.prenom}" in lu
        assert duree in lu
    assert "Durée totale : 3 h 30" in lu
    assert "D7233-4" in lu


def test_what_does_not_open_the_right_is_told() -> None:
    facture = sap.facture_simple([300, 300])
    sap.payer(facture, 5_000, "especes")
    cesu = sap.payer(facture, 10_000, "cesu")
    dire_part_prefinancee(cesu, 6_000, par=None)
    sap.payer(facture, 5_000, "cheque")
    faite = attester(facture)
    assert (faite.paye_centimes, faite.ouvrant_droit_centimes) == (20_000, 9_000)
    lu = texte(faite.pdf)
    assert "50,00 € payé en espèces" in lu
    assert "60,00 € financé par un tiers" in lu
    assert "90,00 €" in lu


def test_what_exceeds_a_sub_ceiling_is_shown_not_hidden() -> None:
    facture = sap.facture_simple([600, 600, 600], "bricolage")
    sap.payer(facture)
    faite = attester(facture)
    assert faite.ouvrant_droit_centimes == 60_000
    assert "100,00 € au-delà du plafond de 500,00 €" in texte(faite.pdf)


def test_the_same_year_is_drawn_once_and_a_late_payment_makes_a_version() -> None:
    facture = sap.facture_simple([120])
    sap.payer(facture, 1_000)
    premiere = attester(facture)
    assert etablir(facture.structure, facture.client_id, 2025, par=None) is None
    sap.payer(facture, 3_000, le=date(2025, 12, 31))
    seconde = attester(facture)
    assert (premiere.version, seconde.version) == (1, 2)
    premiere.refresh_from_db()
    assert premiere.paye_centimes == 1_000
    assert seconde.paye_centimes == 4_000


def test_the_same_content_prints_the_same_file() -> None:
    facture = sap.facture_simple([120])
    sap.payer(facture)
    faite = attester(facture)
    le = faite.created_at
    deux = [imprimer(faite.contenu, version=1, le=le) for _fois in range(2)]
    assert deux[0] == deux[1]


def test_all_the_clients_of_a_year_in_one_act_stopped_and_resumed() -> None:
    une = sap.organisme()
    sous = monde.contrat(une, "AI")
    for rang in range(5):
        sap.travailler(sap.particulier(une), sous, [60], debut=3 + rang)
    for facture in sap.facturer(une):
        sap.payer(facture)
    pas: list[tuple[str, int, int]] = []
    assert len(etablir_annee(une, 2025, par=None, au_plus=2)) == 2
    assert len(a_etablir(une, 2025)) == 3
    etablir_annee(une, 2025, par=None, suivi=lambda *dit: pas.append(dit))
    assert pas == [
        ("attestations", 0, 3),
        ("attestations", 1, 3),
        ("attestations", 2, 3),
        ("fini", 3, 3),
    ]
    assert a_etablir(une, 2025) == []
    assert AttestationSap.objects.filter(structure=une, version=1).count() == 5
    assert etablir_annee(une, 2025, par=None) == []


def test_what_the_law_wants_is_asked_first() -> None:
    facture = sap.facture_simple([60], sap_declaration="", sap_declaree_le=None)
    sap.payer(facture)
    with pytest.raises(Refus, match="déclaration"):
        etablir_annee(facture.structure, 2025, par=None)
    declare = sap.facture_simple([60])
    with pytest.raises(Refus, match="n'est pas finie"):
        etablir_annee(declare.structure, maintenant().year, par=None)
    with pytest.raises(Refus, match="n'a payé aucun"):
        etablir(declare.structure, declare.client_id, 2025, par=None)


def test_the_link_opens_the_last_version_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etrier.facturation.sap.liens.aujourdhui", lambda: date(2026, 12, 31))
    facture = sap.facture_simple([120])
    sap.payer(facture, 1_000)
    premiere = attester(facture)
    lien = jeton(premiere)
    sap.payer(facture, 3_000, le=date(2025, 12, 31))
    seconde = attester(facture)
    assert ouvrir_lien(lien) == seconde
    noter_envoi(seconde, "essai@exemple.test", par=None)
    for faux in (lien + "x", lien.replace("2025", "2024"), "rien"):
        with pytest.raises(LienRefuse) as refus:
            ouvrir_lien(faux)
        assert refus.value.statut == 404


def test_the_link_closes_after_the_year_of_the_tax_return(monkeypatch: pytest.MonkeyPatch) -> None:
    facture = sap.facture_simple([120])
    sap.payer(facture)
    lien = jeton(attester(facture))
    monkeypatch.setattr("etrier.facturation.sap.liens.aujourdhui", lambda: date(2027, 1, 1))
    with pytest.raises(LienRefuse) as refus:
        ouvrir_lien(lien)
    assert refus.value.statut == 410
