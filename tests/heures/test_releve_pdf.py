"""The relevé on paper: everything on it, whole, to sign or answered; kept for long."""

import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader

from etrier.heures.formats.releve import imprimer, nom_fichier, periode
from etrier.heures.models import ReleveHeures
from etrier.heures.releves import actions as releves
from etrier.heures.releves.reponses import repondre, reporter_papier
from tests import fabrique
from tests.heures.monde_releves import FIN_MARS, MARS, Horloge, Monde, batir

pytestmark = pytest.mark.django_db
MODULES = ("releves.actions", "releves.reponses", "releves.liens")
LONG = "Établissement public fictif de la Vallée des Longues Appellations et de ses Environs"


@pytest.fixture(autouse=True)
def _horloge(monkeypatch: pytest.MonkeyPatch) -> None:
    Horloge().poser(monkeypatch, *(f"etrier.heures.{m}" for m in MODULES))


@pytest.fixture
def monde() -> Monde:
    return batir()


def ouvrir(releve: ReleveHeures) -> PdfReader:
    return PdfReader(BytesIO(imprimer(releve)))


def texte(pdf: PdfReader) -> str:
    """What the sheet says, spaces made plain."""
    brut = " ".join(page.extract_text() for page in pdf.pages)
    return re.sub(r"\s+", " ", brut)


def test_it_says_whose_hours_day_by_day_and_leaves_room_to_sign(monde: Monde) -> None:
    monde.structure.adresse, monde.structure.commune = "3 rue des Essais", "Douai"
    monde.client.siret = fabrique.siret(4242)
    releve = monde.preparer()
    releve.structure, releve.client = monde.structure, monde.client
    lu = texte(ouvrir(releve))
    for attendu in (
        monde.structure.denomination,
        f"SIRET {monde.structure.siret}",
        "3 rue des Essais",
        monde.client.denomination,
        f"SIRET {monde.client.siret}",
        "mars 2025",
        releve.reference,
        releve.empreinte_courte,
        "21 h",
        "Signature et cachet",
        "Qualité",
        "page 1 sur 1",
    ):
        assert attendu in lu, attendu
    for mission in monde.missions:
        assert str(mission.contrat.salarie.personne) in lu
        assert mission.numero in lu
    assert lu.count("10 h 30") == 4  # each person's total, and that of her week
    assert lu.count("Signature du salarié") == 2
    assert re.search(r"3 7 h 4 3 h 30", lu)


def test_a_long_one_loses_nothing(monde: Monde) -> None:
    monde = batir(personnes=8)
    monde.client.denomination = LONG
    monde.client.save()
    for rang, mission in enumerate(monde.missions):
        personne = mission.contrat.salarie.personne
        personne.nom = f"DE LA TOUR-D'EXEMPLE-{'ESSAI' * rang}-{rang}"
        personne.prenom = "Marie-Antoinette Clémentine"
        personne.save()
        for n in range(31):
            monde.heures(rang, MARS + timedelta(days=n), 420 + 10 * rang + n)
    pdf = ouvrir(monde.preparer())
    lu = texte(pdf)
    assert LONG in lu
    assert f"page {len(pdf.pages)} sur {len(pdf.pages)}" in lu
    for rang, mission in enumerate(monde.missions):
        nom = str(mission.contrat.salarie.personne)
        assert nom.replace(" ", "") in lu.replace(" ", "")
        for n in range(31):
            h, m = divmod(420 + 10 * rang + n, 60)
            assert f" {n + 1} {h} h {f'{m:02d}' if m else ''}".rstrip() in lu
        h, m = divmod(31 * (420 + 10 * rang) + 465, 60)
        assert f"{h} h {m:02d}" in lu


def test_it_holds_to_the_norms_of_archives(monde: Monde) -> None:
    pdf = ouvrir(monde.preparer())
    racine: Any = pdf.trailer["/Root"]
    xmp = racine["/Metadata"].get_object().get_data().decode()
    assert "pdfaid:part>2<" in xmp
    assert "pdfaid:conformance>A<" in xmp
    assert "pdfuaid:part>1<" in xmp
    assert not pdf.is_encrypted
    for page in pdf.pages:
        ressources: Any = page["/Resources"]
        for police in ressources["/Font"].values():
            descendante = police.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile3" in descendante["/FontDescriptor"].get_object()


def test_once_confirmed_it_says_who_when_and_how(monde: Monde) -> None:
    releve = monde.preparer()
    envoi = releves.envoyer(releve, "courriel", "mairie@exemple.test", par=None)
    repondre(envoi, "confirme", nom="Odile MARTIN", qualite="Directrice")
    lu = texte(ouvrir(releve))
    assert "Confirmé le 02/04/2025 par Odile MARTIN, Directrice." in lu
    assert (
        "Réponse reçue le 02/04/2025 à 09:30 par le lien signé envoyé le 02/04/2025 à "
        "mairie@exemple.test." in lu
    )
    assert "Signature" not in lu


def test_once_signed_on_paper_it_says_so(monde: Monde) -> None:
    releve = monde.preparer()
    reporter_papier(releve, nom="Odile MARTIN", signee_le=date(2025, 4, 1), par=None)
    lu = texte(ouvrir(releve))
    assert "Confirmé le 01/04/2025 par Odile MARTIN." in lu
    assert "Signature sur papier, reportée le 02/04/2025 à 09:30." in lu


def test_a_disputed_one_shows_both_figures(monde: Monde) -> None:
    envoi = monde.envoyer()
    ligne = envoi.releve.lignes.all()[0]
    repondre(
        envoi,
        "conteste",
        nom="Odile MARTIN",
        commentaire='Fermé #emph[le] "soir" $ * _',
        contestees={ligne.pk: 390},
    )
    lu = texte(ouvrir(envoi.releve))
    assert "Contesté le 02/04/2025 par Odile MARTIN." in lu
    assert 'Fermé #emph[le] "soir" $ * _' in lu
    assert "10 h selon le client" in lu
    assert re.search(r"3 7 h 6 h 30", lu)


def test_it_is_the_same_file_printed_twice_in_any_language(monde: Monde) -> None:
    releve = monde.preparer()
    premier = imprimer(releve)
    with translation.override("en"):
        assert imprimer(releve) == premier
    assert nom_fichier(releve) == f"{releve.reference}.pdf"


@pytest.mark.parametrize(
    ("debut", "fin", "dit"),
    [
        (MARS, FIN_MARS, "mars 2025"),
        (date(2024, 2, 1), date(2024, 2, 29), "février 2024"),
        (date(2024, 12, 1), date(2024, 12, 31), "décembre 2024"),
        (date(2025, 3, 1), date(2025, 3, 30), "du 01/03/2025 au 30/03/2025"),
        (date(2025, 3, 1), date(2025, 4, 30), "du 01/03/2025 au 30/04/2025"),
        (date(2025, 3, 3), date(2025, 3, 9), "du 03/03/2025 au 09/03/2025"),
    ],
)
def test_a_whole_month_is_said_by_its_name(debut: date, fin: date, dit: str) -> None:
    assert periode(debut, fin) == dit


def test_a_week_across_two_months_keeps_its_days(monde: Monde) -> None:
    monde.heures(0, date(2025, 2, 28), 240)
    releve = releves.preparer(
        monde.structure, monde.client, date(2025, 2, 28), date(2025, 3, 4), par=None
    )
    lu = texte(ouvrir(releve))
    assert "du 28/02/2025 au 04/03/2025" in lu
    assert re.search(r"24/02 28 4 h 1 2 4 h 03/03 3 7 h 4 3 h 30 10 h 30", lu)
