"""One person's two years through three structures of a group, chapter by chapter."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from django.db import connection, transaction
from django.http import Http404
from pypdf import PdfReader
from pytest_django.plugin import DjangoDbBlocker

from etrier.aides.models import AideMensuelle, EtatMensuel
from etrier.parcours.accompagnement.bilan import Periode as PeriodeBilan
from etrier.parcours.accompagnement.bilan import imprimer_bilan
from etrier.parcours.accompagnement.entretiens import lire_entretien
from etrier.parcours.asp.actions import preparer
from etrier.parcours.enums import ClasseSortie
from etrier.parcours.enums_accompagnement import EtatDocument
from etrier.parcours.frise.access import regarder
from etrier.parcours.frise.rassembler import rassembler
from etrier.parcours.models import DocumentProduit, LectureSecret
from etrier.pilotage.frames import Periode
from etrier.pilotage.sorties import examiner, taux
from etrier.structures.access import Acces, Finalite, ouvrir
from etrier.structures.enums import Role
from tests import fabrique
from tests.recit.deux_ans import EMBAUCHE, FIN_DU_PASS, MOIS_CLOS, SECRETS, Vie, le, vivre

AUJOURDHUI = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def vie(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Vie]:
    """The two years, lived once; each chapter runs in a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        vecue = vivre()
        connection.check_constraints()
        yield vecue
        transaction.set_rollback(True)


@pytest.fixture
def a_l_etti(vie: Vie) -> Acces:
    """Her adviser, at the last structure."""
    return ouvrir(vie.cip, vie.etti.pk, Finalite.LIRE_SALARIES)


def texte(fichier: bytes) -> str:
    """All the words of a PDF, spaces made one."""
    pages = PdfReader(BytesIO(fichier)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_1_declared_eligible_by_one_criterion_of_level_one(vie: Vie) -> None:
    (diagnostic,) = vie.salaries["ACI"].personne.diagnostics.all()
    assert diagnostic.eligible
    # 6 months for an employer's before 13 January 2025.
    assert diagnostic.expire_le == date(2024, 8, 12)


def test_2_one_person_one_pass_for_three_employers(vie: Vie) -> None:
    personnes = {s.personne_id for s in vie.salaries.values()}
    assert personnes == {vie.pass_iae.personne_id}
    assert vie.pass_iae.fin_initiale == FIN_DU_PASS
    assert vie.pass_iae.fin == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("nom", "phrases"),
    [
        (
            "cddi",
            (
                *("Madame Camille EXEMPLE", "17/05/1990", "26 h", "11,65", "04/03/2024"),
                *("30/09/2024", "999990000777", "L5132-15-1", "n° 2024-0001"),
            ),
        ),
        ("avenant", ("Avenant n° 1", "26 h 28 h", "30/09/2024 30/11/2024", "n° 2024-0002")),
        (
            "pmsmp",
            ("Paysages d'Essai", "confirmer un projet", "04/11/2024", "15/11/2024", "10 jours"),
        ),
        ("certificat", ("le 04/03/2024", "le 30/11/2024", "libre de tout engagement")),
        (
            "mise_a_disposition",
            ("R5132-20", "école des Essais", "gants et chaussures", "16/01/2025", "31/07/2025"),
        ),
        ("mission", ("35 h", "12,10", "01/08/2025", "22/05/2026", "L5132-6", "17/04/2026")),
    ],
)
def test_3_every_paper_says_what_was_agreed(vie: Vie, nom: str, phrases: tuple[str, ...]) -> None:
    lu = texte(vie.papiers[nom])
    assert [phrase for phrase in phrases if phrase not in lu] == []
    assert "Relevé des signatures" in lu


def test_4_every_paper_is_signed_and_numbered_by_structure(vie: Vie) -> None:
    assert set(vie.papiers) == {
        *("cddi", "avenant", "pmsmp", "certificat", "mise_a_disposition", "mission"),
    }
    lus = DocumentProduit.objects.filter(salarie__personne=vie.pass_iae.personne)
    numeros = [f"{d.structure_id == vie.aci.pk} {d.numero}" for d in lus.order_by("pk")]
    assert numeros == [
        *(f"True 2024-000{rang}" for rang in range(1, 5)),
        *("False 2025-0001", "False 2025-0001"),
    ]
    assert {d.etat for d in lus} == {EtatDocument.SIGNE}


def test_5_the_hours_of_june_make_the_aid(vie: Vie) -> None:
    etat = EtatMensuel.objects.get(contrat=vie.contrats["ACI"])
    aide = AideMensuelle.objects.get(cloture__structure=vie.aci, cloture__mois=MOIS_CLOS)
    minutes = 20 * 312  # twenty weekdays
    assert etat.minutes_retenues == minutes
    # 23 921 € a year for 1 820 hours.
    du = Fraction(2_392_100 * minutes, 1820 * 60)
    assert aide.montant_mois_centimes is not None
    assert abs(aide.montant_mois_centimes - du) <= Fraction(1, 2)


def test_6_her_adviser_reads_the_interview_and_it_is_noted(vie: Vie) -> None:
    acces = ouvrir(vie.cip, vie.aci.pk, Finalite.LIRE_ACCOMPAGNEMENT)
    entretien = vie.salaries["ACI"].entretiens.get()
    avant = LectureSecret.objects.count()
    assert SECRETS[0] in str(lire_entretien(acces, entretien).compte_rendu)
    lecture = LectureSecret.objects.latest("pk")
    assert LectureSecret.objects.count() == avant + 1
    assert (lecture.lecteur, lecture.personne) == (vie.cip, vie.pass_iae.personne)


def test_7_nobody_else_reads_it(vie: Vie) -> None:
    autre = fabrique.utilisateur(Role.DIRECTION, vie.aci)
    acces = ouvrir(autre, vie.aci.pk, Finalite.LIRE_ACCOMPAGNEMENT)
    with pytest.raises(Http404):
        lire_entretien(acces, vie.salaries["ACI"].entretiens.get())


def test_8_the_pathway_is_one_picture_from_the_last_structure(vie: Vie, a_l_etti: Acces) -> None:
    frise = rassembler(regarder(a_l_etti, vie.salaries["ETTI"].pk), AUJOURDHUI)
    dits = " ".join(f"{titre} {e.libelle} {e.detail} {e.ou}" for titre, e in frise.evenements())
    for attendu in (vie.aci, vie.ai, vie.etti):
        assert str(attendu) in dits
    assert frise.debut == EMBAUCHE
    assert frise.fin >= AUJOURDHUI
    sortes = {str(e.sorte) for _titre, e in frise.evenements()}
    assert {"suspension", "prolongation", "sortie", "etape"} <= sortes


def test_8_bis_the_report_of_the_accompaniment_tells_its_figures(vie: Vie) -> None:
    acces = ouvrir(vie.cip, vie.aci.pk, Finalite.LIRE_ACCOMPAGNEMENT)
    annee = PeriodeBilan(date(2024, 1, 1), date(2024, 12, 31))
    with le(AUJOURDHUI):
        sans = texte(imprimer_bilan(acces, vie.salaries["ACI"], annee, avec_secrets=False))
        avec = texte(imprimer_bilan(acces, vie.salaries["ACI"], annee, avec_secrets=True))
    attendues = ("Camille", "EXEMPLE", "Conduite de petits engins", "70 h", "Paysages d'Essai")
    assert [x for x in (*attendues, "Tailler une haie") if x not in sans] == []
    assert SECRETS[1] not in sans
    assert SECRETS[1] in avec


def test_9_she_left_once_to_a_lasting_job_and_it_counts(vie: Vie) -> None:
    structures = [vie.aci.pk, vie.ai.pk, vie.etti.pk]
    (sortie,) = examiner(structures, Periode(date(2024, 1, 1), AUJOURDHUI), structures)
    assert (sortie.sortie_id, sortie.classe) == (vie.sortie.pk, ClasseSortie.DURABLE)
    assert sortie.minutes == 22 * 7 * 60  # September 2025: over the 150 hours of an ETTI
    assert sortie.comptee, sortie.raison
    rates = taux([sortie])
    assert (rates.taux_dynamiques, rates.taux_durables) == (10_000, 10_000)


def test_10_the_news_of_six_months_are_there_and_those_of_a_year_wait(vie: Vie) -> None:
    suivis = {s.mois: s for s in vie.sortie.suivis.all()}
    assert set(suivis) == {3, 6, 12}
    assert suivis[6].situation == "emploi_durable"
    assert suivis[6].prevu_le == date(2026, 11, 22)
    assert suivis[12].fait_le is None


def test_11_each_structure_prepares_its_own_record(vie: Vie) -> None:
    for une, mesure in ((vie.aci, "ACI_DC"), (vie.ai, "AI_DC"), (vie.etti, "ETTI_DC")):
        with le(AUJOURDHUI):
            preparer(une, par=vie.cip)
        (fiche,) = une.fiches_salaries.all()
        assert (fiche.mesure, fiche.siret, fiche.pass_iae) == (mesure, une.siret, vie.pass_iae)


def test_12_no_table_holds_a_secret_in_clear(vie: Vie) -> None:
    trouves = []
    with connection.cursor() as curseur:
        for table in connection.introspection.table_names(curseur):
            curseur.execute(f'SELECT * FROM "{table}"')
            for ligne in curseur.fetchall():
                brut = " ".join(_en_clair(valeur) for valeur in ligne)
                trouves += [(table, secret) for secret in SECRETS if secret in brut]
    assert trouves == []


def _en_clair(valeur: object) -> str:
    octets = isinstance(valeur, bytes | memoryview)
    return bytes(valeur).decode("latin-1") if octets else str(valeur)  # type: ignore[call-overload]
