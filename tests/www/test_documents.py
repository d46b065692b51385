"""Papers on screen: one click to prepare, boxes to tick, signatures, texts people edit."""

import html
import json
import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client as Navigateur
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from etrier.parcours.documents.modeles import texte_maison
from etrier.parcours.models import Contrat, DocumentProduit, Immersion, ModeleDocument
from etrier.parcours.secrets import sceller
from etrier.socle.models import Acte
from etrier.structures.enums import Role
from tests import fabrique
from tests.www.mondes.documents import papier
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db
TRACE = json.dumps([[[10 + n, 20 + n] for n in range(30)]])
COMPLET = {
    "mission.lieu": "1 place Fictive",
    "mission.protections": "gants",
    "mission.fournisseur": "la structure",
    "mission.remuneration": "12,40 € de l'heure",
}


@pytest.fixture
def contrat() -> Contrat:
    une = fabrique.structure()
    return fabrique.contrat(fabrique.salarie(une), fabrique.convention(une))


@pytest.fixture
def cip(contrat: Contrat) -> Navigateur:
    navigateur = Navigateur()
    navigateur.force_login(fabrique.utilisateur(Role.CIP, contrat.structure))
    return navigateur


def adresse(contrat: Contrat, nom: str, *cles: int, suite: str = "") -> str:
    return reverse(nom, args=[contrat.structure_id, *cles]) + suite


def ouvrir(cip: Navigateur, ou: str) -> str:
    """A page that is well made."""
    reponse = cip.get(ou)
    assert reponse.status_code == 200
    html = reponse.content.decode()
    assert fautes(html) == []
    return html


def cases(html: str) -> dict[str, str]:
    """Every box to tick, ticked."""
    return dict.fromkeys(re.findall(r'name="(vu-[^"]+)"', html), "on")


def texte(reponse: Any) -> str:
    pages = PdfReader(BytesIO(reponse.content)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


# -- Prepare ---------------------------------------------------------------------------------


def test_from_the_sheet_of_a_person_to_the_paper(cip: Navigateur, contrat: Contrat) -> None:
    fiche = ouvrir(cip, adresse(contrat, "salarie", contrat.salarie_id))
    assert "Préparer le papier" in fiche
    prepare = adresse(contrat, "document_contrat", contrat.pk, suite="?genre=cddi")
    assert prepare in fiche
    page = ouvrir(cip, prepare)
    assert "À regarder" in page
    assert "Ce que le dossier ne dit pas" in page
    refus = cip.post(prepare, {"acte": "produire"}).content.decode()
    assert "Cochez chaque point" in refus
    assert not DocumentProduit.objects.exists()
    saisis = {"acte": "produire", "poste.emploi": "maraîchère", **cases(page)}
    reponse = cip.post(prepare, saisis, follow=True)
    fait = DocumentProduit.objects.get()
    assert f"Le papier n° {fait.numero} est prêt à signer." in reponse.content.decode()
    assert "maraîchère" in texte(cip.get(adresse(contrat, "document_pdf", fait.pk)))
    details = Acte.objects.get(verbe="document.produire").details
    assert {f"vu-{code}" for code in details["reserves"]} == cases(page).keys()


def test_seen_before_as_pdf_and_as_word_nothing_is_kept(cip: Navigateur, contrat: Contrat) -> None:
    prepare = adresse(contrat, "document_contrat", contrat.pk)
    apercu = cip.post(prepare, {"acte": "voir", "poste.emploi": "maçonne"})
    assert apercu["Content-Type"] == "application/pdf"
    assert "no-store" in apercu["Cache-Control"]
    assert "Aperçu, sans numéro" in texte(apercu)
    assert "maçonne" in texte(apercu)
    word = cip.post(prepare, {"acte": "word"})
    assert "docx" in word["Content-Disposition"]
    assert Document(BytesIO(word.content)).tables
    assert not DocumentProduit.objects.exists()


def test_an_unknown_kind_is_not_found(cip: Navigateur, contrat: Contrat) -> None:
    for genre in ("pmsmp", "mise_a_disposition", "inconnu"):
        ou = adresse(contrat, "document_contrat", contrat.pk, suite=f"?genre={genre}")
        assert cip.get(ou).status_code == 404
    assert cip.get(adresse(contrat, "modele_document", suite="?genre=inconnu")).status_code == 404


def test_the_mission_and_its_client_are_filled(cip: Navigateur, contrat: Contrat) -> None:
    client = fabrique.client(contrat.structure, "entreprise")
    client.adresse, client.commune = "1 place Fictive", "Douai"
    client.save()
    mission = fabrique.mission(client, contrat)
    prepare = adresse(contrat, "document_mission", mission.pk)
    assert prepare in ouvrir(cip, adresse(contrat, "mission", mission.pk))
    page = ouvrir(cip, prepare)
    assert "R5132-20" in page
    assert 'value="1 place Fictive, Douai"' in page
    cip.post(prepare, COMPLET | cases(page) | {"acte": "produire"})
    fait = DocumentProduit.objects.get()
    lu = texte(cip.get(adresse(contrat, "document_pdf", fait.pk)))
    for attendu in (client.denomination, mission.objet, "gants", "12,40 €", "31/12/2025"):
        assert attendu in lu


def test_an_immersion_has_its_convention(cip: Navigateur, contrat: Contrat) -> None:
    immersion = Immersion.objects.create(
        salarie=contrat.salarie,
        contrat=contrat,
        hote="Boulangerie Exemple",
        objet="decouvrir",
        poste="vente",
        debut=date(2025, 3, 3),
        fin=date(2025, 3, 14),
        jours=10,
    )
    prepare = adresse(contrat, "document_immersion", immersion.pk)
    assert prepare in ouvrir(cip, adresse(contrat, "documents_salarie", contrat.salarie_id))
    page = ouvrir(cip, prepare)
    cip.post(prepare, cases(page) | {"acte": "produire", "immersion.activites": "caisse"})
    lu = texte(cip.get(adresse(contrat, "document_pdf", DocumentProduit.objects.get().pk)))
    assert "Boulangerie Exemple" in lu
    assert "caisse" in lu


def test_a_renewal_asks_for_its_day(cip: Navigateur, contrat: Contrat) -> None:
    prepare = adresse(contrat, "document_contrat", contrat.pk, suite="?genre=renouvellement")
    page = ouvrir(cip, prepare)
    assert "À régler avant d’imprimer" in page
    saisis = {"acte": "produire", "renouvellement.fin": "2026-06-30"}
    cip.post(prepare, saisis | cases(page))
    lu = texte(cip.get(adresse(contrat, "document_pdf", DocumentProduit.objects.get().pk)))
    assert "jusqu’au 30/06/2026 inclus" in lu


def test_showing_the_page_opens_no_secret(cip: Navigateur, contrat: Contrat) -> None:
    personne = contrat.salarie.personne
    personne.nir = sceller("290059999999912")
    personne.save()
    ModeleDocument.objects.create(
        structure=contrat.structure, genre="cddi", version=1, texte="# Un\n{salarie.nir}\n"
    )
    ouvrir(cip, adresse(contrat, "document_contrat", contrat.pk))
    assert not personne.lectures.exists()


# -- Sign, report, cancel --------------------------------------------------------------------


def test_the_person_signs_on_the_screen(cip: Navigateur, contrat: Contrat) -> None:
    fait = papier(contrat)
    ou = adresse(contrat, "document_signer", fait.pk, suite="?qui=salarie")
    page = ouvrir(cip, ou)
    assert "Ne signez jamais à sa place" in page
    assert "<canvas" in page
    assert "Cochez pour dire" in cip.post(ou, {"trace": TRACE}).content.decode()
    assert "presque vide" in cip.post(ou, {"trace": "[]", "accord": "on"}).content.decode()
    assert cip.post(ou, {"trace": TRACE, "accord": "on"}).status_code == 302
    assert cip.get(ou).status_code == 404
    employeur = adresse(contrat, "document_signer", fait.pk)
    assert "Prénom et nom" in ouvrir(cip, employeur)
    cip.post(employeur, {"nom": "Alix EXEMPLE", "accord": "on"})
    page = ouvrir(cip, adresse(contrat, "document", fait.pk))
    assert "Alix EXEMPLE" in page
    assert "Attendues" not in page
    assert "Relevé des signatures" in texte(cip.get(adresse(contrat, "document_pdf", fait.pk)))
    original = cip.get(adresse(contrat, "document_original", fait.pk))
    assert "Relevé des signatures" not in texte(original)
    assert cip.get(employeur).status_code == 302


def test_a_signed_sheet_is_reported(cip: Navigateur, contrat: Contrat) -> None:
    fait = papier(contrat)
    ou = adresse(contrat, "document_reporter", fait.pk)
    ouvrir(cip, ou)
    commun = {"nom-employeur": "Alix EXEMPLE", "signe-employeur": "on"}
    assert "à venir" in cip.post(ou, commun | {"le": "2099-01-01"}).content.decode()
    assert "signé avant" in cip.post(ou, commun | {"le": "2020-01-01"}).content.decode()
    assert cip.post(ou, commun | {"le": "2025-01-03"}).status_code == 302
    assert [s.nom for s in fait.signatures.all()] == ["Alix EXEMPLE"]


def test_a_cancelled_paper_says_why_and_is_not_signed(cip: Navigateur, contrat: Contrat) -> None:
    fait = papier(contrat)
    ouvrir(cip, adresse(contrat, "document_annuler", fait.pk))
    cip.post(adresse(contrat, "document_annuler", fait.pk), {"motif": "taux faux"})
    page = ouvrir(cip, adresse(contrat, "document", fait.pk))
    assert "taux faux" in page
    assert "Signer sur cet écran" not in page
    assert cip.get(adresse(contrat, "document_signer", fait.pk)).status_code == 302
    assert cip.get(adresse(contrat, "document_reporter", fait.pk)).status_code == 302


def test_lists_filter_by_state_and_export(cip: Navigateur, contrat: Contrat) -> None:
    fait = papier(contrat)
    assert fait.numero in ouvrir(cip, adresse(contrat, "documents"))
    assert fait.numero not in ouvrir(cip, adresse(contrat, "documents", suite="?etat=signe"))
    csv = cip.get(adresse(contrat, "documents", suite="?format=csv")).content.decode("utf-8-sig")
    assert fait.numero in csv
    assert fait.numero in ouvrir(cip, adresse(contrat, "documents_salarie", contrat.salarie_id))
    word = cip.get(adresse(contrat, "document_word", fait.pk))
    assert fait.numero in Document(BytesIO(word.content)).sections[0].footer.paragraphs[0].text


# -- Texts -----------------------------------------------------------------------------------


def test_the_text_is_edited_seen_kept_and_given_back(cip: Navigateur, contrat: Contrat) -> None:
    assert "de la maison, version 1" in ouvrir(cip, adresse(contrat, "modeles_document"))
    ou = adresse(contrat, "modele_document", suite="?genre=fin")
    page = ouvrir(cip, ou)
    assert "{salarie.nom}" in page
    assert "Revenir au texte" not in page
    assert "Ligne 2" in cip.post(ou, {"texte": "# Un\n{salarie.nomm}"}).content.decode()
    nouveau = "# Au revoir\n{salarie.prenom}\n"
    apercu = cip.post(adresse(contrat, "modele_apercu", suite="?genre=fin"), {"texte": nouveau})
    assert "Au revoir" in texte(apercu)
    assert "Camille" in texte(apercu)
    cip.post(ou, {"texte": nouveau})
    page = ouvrir(cip, ou)
    assert "Au revoir" in page
    assert "Version 1" in page
    cip.post(adresse(contrat, "modele_maison", suite="?genre=fin"))
    assert texte_maison("fin").texte.splitlines()[0] in ouvrir(cip, ou)
    assert "# Au revoir" in ouvrir(cip, ou + "&version=1")
    assert cip.get(ou + "&version=9").status_code == 404
    verbes = Acte.objects.filter(verbe__startswith="modele.").values_list("verbe", flat=True)
    assert sorted(verbes) == ["modele.enregistrer", "modele.maison"]


def test_a_wrong_text_is_not_drawn(cip: Navigateur, contrat: Contrat) -> None:
    ou = adresse(contrat, "modele_apercu", suite="?genre=fin")
    reponse = cip.post(ou, {"texte": "{faux}"})
    assert reponse.status_code == 409
    assert "Ligne 1" in reponse.content.decode()
    assert cip.get(ou)["Content-Type"] == "application/pdf"


def test_an_erased_paper_leaves_its_number(cip: Navigateur, contrat: Contrat) -> None:
    fait = papier(contrat)
    vides = {"fichier": sceller(""), "contenu": None, "fichier_signe": None, "empreinte": ""}
    DocumentProduit.objects.filter(pk=fait.pk).update(**vides)
    page = ouvrir(cip, adresse(contrat, "document", fait.pk))
    assert "il n’en reste que le numéro" in page
    assert "Ouvrir le PDF" not in page
    for nom in ("document_pdf", "document_original", "document_word", "document_signer"):
        reponse = cip.get(adresse(contrat, nom, fait.pk))
        assert reponse.status_code == 409
        assert "il n'en reste que le numéro" in html.unescape(reponse.content.decode())
