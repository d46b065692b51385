"""The yearly report: figures by hand, what it lacks, its files."""

import io
import re
from datetime import UTC, date, datetime

import pytest
from docx import Document
from pypdf import PdfReader

from etrier.cloture.actions import cloturer
from etrier.parcours.models import (
    Entretien,
    Formation,
    Immersion,
    LectureSecret,
    Objectif,
    OrientationPartenaire,
    Partenaire,
    Personne,
    Referent,
    Salarie,
)
from etrier.parcours.secrets import sceller
from etrier.parcours.sorties.actions import Depart, enregistrer_sortie, noter_suivi
from etrier.parcours.sorties.motifs import MotifSortie
from etrier.parcours.sorties.reglages import fixer_objectif
from etrier.pilotage.actions import ecrire_bilan
from etrier.pilotage.bilan.composition import composer_bilan
from etrier.pilotage.bilan.contenu import Bilan, Perimetre
from etrier.pilotage.enums import RubriqueBilan
from etrier.pilotage.formats.docx import ecrire_docx
from etrier.pilotage.formats.ecriture import ecrire, valeurs
from etrier.pilotage.formats.pdf import imprimer_bilan
from etrier.pilotage.models import BilanAnnuel
from etrier.socle.models import Acte
from etrier.structures.models import Convention
from tests import fabrique

pytestmark = pytest.mark.django_db
LE = date(2026, 2, 2)
SECRET = "INDICIBLE"


@pytest.fixture
def convention() -> Convention:
    return fabrique.convention(fabrique.structure("ACI"), "ACI")


def entrer(
    sous: Convention,
    *,
    civilite: str = "MME",
    naissance: date = date(1990, 5, 17),
    debut: date = date(2025, 1, 1),
    fin: date = date(2025, 12, 31),
    heures_hebdo: int = 26,
) -> Salarie:
    """Somebody of that age and sex under a contract."""
    qui = fabrique.salarie(sous.structure)
    Personne.objects.filter(pk=qui.personne_id).update(civilite=civilite, naissance=naissance)
    fabrique.contrat(qui, sous, debut=debut, fin=fin, heures_hebdo=heures_hebdo)
    return qui


def dresser(sous: Convention, annee: int = 2025, le: date = LE) -> Bilan:
    return composer_bilan(Perimetre(sous, annee, le))


def chiffre(bilan: Bilan, cle: str) -> int | None:
    return bilan.chiffre(cle).valeur


class TestPublic:
    def test_people_are_counted_once_by_age_and_sex(self, convention: Convention) -> None:
        entrer(convention, naissance=date(2000, 1, 1))  # 25 on 31 December
        entrer(convention, naissance=date(1999, 12, 31))  # 26 that very day
        entrer(convention, civilite="M", naissance=date(1975, 12, 31), debut=date(2024, 6, 1))
        entrer(convention, civilite="", naissance=date(1976, 1, 1), fin=date(2025, 3, 31))
        entrer(convention, debut=date(2026, 1, 5), fin=date(2026, 6, 30))  # another year
        vu = dresser(convention)
        assert chiffre(vu, "accueillies") == 4
        assert chiffre(vu, "entrees") == 3
        assert chiffre(vu, "presentes") == 3
        assert list(vu.ventilation("age").parts.values()) == [1, 2, 1]
        assert vu.ventilation("sexe").parts == {"femmes": 2, "hommes": 1, "non précisé": 1}

    def test_contracts_begun_and_their_mean_length(self, convention: Convention) -> None:
        entrer(convention, heures_hebdo=26)
        entrer(convention, heures_hebdo=28)
        entrer(convention, heures_hebdo=35, debut=date(2024, 6, 1))
        vu = dresser(convention)
        assert (chiffre(vu, "contrats"), chiffre(vu, "duree_hebdo")) == (2, 27 * 60)
        assert vu.ventilation("contrats").parts == {"CDD d'insertion": 2}

    def test_a_year_without_anybody_has_no_mean(self, convention: Convention) -> None:
        duree = dresser(convention).chiffre("duree_hebdo")
        assert (duree.valeur, duree.pourquoi) == (None, "Aucun contrat n'a commencé dans l'année.")


class TestMoyens:
    def test_hours_and_etp_are_those_of_the_closed_months(self, convention: Convention) -> None:
        version = fabrique.annexe(convention)
        qui = entrer(convention)
        for jour in (date(2025, 3, 3), date(2025, 3, 4)):
            fabrique.heures(qui.contrats.get(), jour, 420)
        fabrique.valider_mois(convention.structure, date(2025, 3, 1))
        assert cloturer([convention.structure_id], date(2025, 3, 1), par=None).closes
        Referent.objects.create(salarie=qui, utilisateur=fabrique.utilisateur(), debut=LE)
        vu, annexe = dresser(convention), version.annexe_id
        assert chiffre(vu, "mois_clos") == 1
        assert chiffre(vu, f"heures_{annexe}") == 840
        assert chiffre(vu, f"etp_{annexe}") == 7692  # 14 h / 1 820 h, in millionths
        assert chiffre(vu, f"postes_{annexe}") == 1000
        assert chiffre(vu, "referents") == 0  # designated after the year
        assert any(m.startswith("11 mois passés ne sont pas clos") for m in vu.manques)


class TestAccompagnement:
    def test_interviews_plans_orientations_are_counted_and_never_opened(
        self, convention: Convention
    ) -> None:
        qui, autre = entrer(convention), entrer(convention)
        for jour, minutes, present in ((3, 45, True), (10, None, True), (17, None, False)):
            Entretien.objects.create(
                salarie=qui,
                le=datetime(2025, 4, jour, 9, tzinfo=UTC),
                duree_minutes=minutes,
                genre="suivi",
                present=present,
                contenu=sceller(SECRET),
            )
        for etat, clos in (("atteint", date(2025, 9, 1)), ("ouvert", None)):
            Objectif.objects.create(
                salarie=qui,
                intitule=sceller(SECRET),
                domaine=sceller(SECRET),
                etat=etat,
                ouvert_le=date(2025, 4, 3),
                clos_le=clos,
            )
        vers = Partenaire.objects.create(
            structure=convention.structure, nom="Partenaire d'essai", genre="SANTE"
        )
        OrientationPartenaire.objects.create(
            salarie=autre, partenaire=vers, le=date(2025, 5, 5), motif=sceller(SECRET)
        )
        vu = dresser(convention)
        assert chiffre(vu, "entretiens") == 2
        assert chiffre(vu, "duree_entretiens") == 45
        assert vu.chiffre("duree_entretiens").pourquoi.endswith("Sans durée : 1.")
        assert (chiffre(vu, "vues"), chiffre(vu, "manques")) == (1, 1)
        assert (chiffre(vu, "objectifs"), chiffre(vu, "atteints")) == (2, 1)
        assert (chiffre(vu, "orientations"), chiffre(vu, "orientees")) == (1, 1)
        assert vu.ventilation("suites").parts["réponse attendue"] == 1
        assert not LectureSecret.objects.exists()
        assert SECRET not in str(valeurs(vu))
        assert "Partenaire d'essai" not in str(valeurs(vu))

    def test_training_given_up_has_neither_hours_nor_cost(self, convention: Convention) -> None:
        qui = entrer(convention)
        for etat, heures, cout in (("finie", 70, 120_000), ("abandonnee", 35, 50_000)):
            Formation.objects.create(
                salarie=qui,
                intitule="Habilitation d'essai",
                genre="securite",
                debut=date(2025, 5, 5),
                fin=date(2025, 5, 16),
                minutes=heures * 60,
                cout_centimes=cout,
                etat=etat,
            )
        Immersion.objects.create(
            salarie=qui,
            hote="Atelier d'essai",
            objet="decouvrir",
            poste="aide",
            debut=date(2025, 6, 2),
            fin=date(2025, 6, 13),
            jours=10,
        )
        vu = dresser(convention)
        assert (chiffre(vu, "formations"), chiffre(vu, "heures_formation")) == (2, 70 * 60)
        assert chiffre(vu, "cout_formation") == 120_000
        assert (chiffre(vu, "immersions"), chiffre(vu, "jours_immersion")) == (1, 10)
        assert vu.ventilation("etats_formation").parts["abandonnée"] == 1


class TestResultats:
    def test_exits_targets_and_news_stand_side_by_side(self, convention: Convention) -> None:
        qui = entrer(convention, fin=date(2025, 6, 30))
        fabrique.heures(qui.contrats.get(), date(2025, 2, 3), 420)
        fabrique.valider_mois(convention.structure, date(2025, 2, 1))
        depart = Depart(convention, date(2025, 6, 30), MotifSortie.CDI_NON_AIDE)
        sortie = enregistrer_sortie(qui, depart, par=None)
        suivi = sortie.suivis.get(mois=3)
        noter_suivi(suivi, le=date(2025, 10, 2), situation="emploi_durable", par=None)
        entrer(convention, fin=date(2025, 9, 30))  # gone, and nobody said how
        fixer_objectif(convention, 2025, dynamiques=6000, durables=2500, par=None)
        vu = dresser(convention)
        assert (chiffre(vu, "sorties"), chiffre(vu, "examinees")) == (1, 1)
        assert (chiffre(vu, "taux_dynamiques"), chiffre(vu, "cible_dynamiques")) == (10_000, 6000)
        assert vu.ventilation("classes").parts["emploi durable"] == 1
        assert chiffre(vu, "emploi_3_mois") == 1
        assert vu.chiffre("emploi_3_mois").se_cache
        assert vu.chiffre("emploi_6_mois").pourquoi == (
            "Personnes jointes : 0. Nouvelles prises : 0 ; échues : 1."
        )
        assert "1 personne est partie sans que sa sortie soit écrite" in " ".join(vu.manques)
        assert "1 nouvelle après la sortie est échue" in " ".join(vu.manques)

    def test_another_convention_of_the_structure_keeps_its_own(
        self, convention: Convention
    ) -> None:
        autre = fabrique.convention(convention.structure, "EI")
        entrer(autre)
        assert chiffre(dresser(convention), "accueillies") == 0
        assert chiffre(dresser(autre), "accueillies") == 1


class TestManques:
    def test_each_heading_of_the_code_asks_for_its_words(self, convention: Convention) -> None:
        manques = dresser(convention).manques
        for debut in (
            "Moyens :",
            "Public :",
            "Accompagnement :",
            "Actions sociales :",
            "Formation :",
            "Résultats :",
            "12 mois passés ne sont pas clos",
            "Aucun objectif de sorties",
        ):
            assert any(m.startswith(debut) for m in manques), debut

    def test_written_it_asks_no_more(self, convention: Convention) -> None:
        par = fabrique.utilisateur()
        textes = {str(r): f"Texte {r}" for r in RubriqueBilan}
        ecrire_bilan(convention, 2025, textes, par=par)
        vu = dresser(convention)
        assert [c.texte for c in vu.chapitres] == list(textes.values())
        assert not any(m.startswith("Moyens") for m in vu.manques)
        assert Acte.objects.get(verbe="bilan.ecrire").details == {"annee": "2025", "rubriques": 7}

    def test_rewritten_there_is_still_one(self, convention: Convention) -> None:
        ecrire_bilan(convention, 2025, {"moyens": "Un"}, par=None)
        ecrire_bilan(convention, 2025, {"moyens": "Deux", "public": " "}, par=None)
        assert BilanAnnuel.objects.get().textes == {"moyens": "Deux"}

    def test_a_year_that_runs_stops_today(self, convention: Convention) -> None:
        vu = dresser(convention, 2026)
        assert vu.perimetre.fin == LE
        assert valeurs(vu)["provisoire"] is True
        assert any(m.startswith("1 mois passé n'est pas clos") for m in vu.manques)


class TestFichiers:
    @pytest.fixture
    def vu(self, convention: Convention) -> Bilan:
        for rang in range(9):
            entrer(convention, civilite="M" if rang < 3 else "MME")
        ecrire_bilan(convention, 2025, {"moyens": "Deux encadrants.\n\nUn camion."}, par=None)
        return dresser(convention)

    def test_the_pdf_is_whole_tagged_and_the_same_twice(self, vu: Bilan) -> None:
        octets = imprimer_bilan(vu, datetime(2026, 2, 2, tzinfo=UTC))
        assert octets == imprimer_bilan(vu, datetime(2026, 2, 2, tzinfo=UTC))
        pdf = PdfReader(io.BytesIO(octets))
        lu = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))
        for attendu in (
            "Bilan d’activité 2025",
            vu.perimetre.structure.denomination,
            f"SIRET {vu.perimetre.structure.siret}",
            "du 01/01/2025 au 31/12/2025",
            "Deux encadrants.",
            "Un camion.",
            "Personnes accueillies",
            "moins de 5",
            "R5132-3",
            *(str(r.label) for r in RubriqueBilan),
        ):
            assert attendu in lu, attendu
        assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]

    def test_the_docx_says_the_same_and_can_be_edited(self, vu: Bilan) -> None:
        document = Document(io.BytesIO(ecrire_docx(vu)))
        titres = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
        assert titres == [str(r.label) for r in RubriqueBilan]
        cellules = [c.text for t in document.tables for r in t.rows for c in r.cells]
        assert "moins de 5" in cellules
        assert "Personnes accueillies" in cellules

    def test_a_few_people_sent_to_a_partner_are_not_told_outside(
        self, convention: Convention
    ) -> None:
        qui = entrer(convention)
        Entretien.objects.create(
            salarie=qui, le=datetime(2025, 4, 3, 9, tzinfo=UTC), genre="suivi", present=True
        )
        vues = dresser(convention).chiffre("vues")
        assert (vues.valeur, vues.se_cache, ecrire(vues)) == (1, True, "moins de 5")
        assert ecrire(dresser(convention).chiffre("orientees")) == "0"

    def test_what_leaves_hides_three_men_and_the_six_women_that_would_tell_them(
        self, vu: Bilan
    ) -> None:
        assert vu.ventilation("sexe").visibles(dehors=False) == {"femmes": 6, "hommes": 3}
        assert vu.ventilation("sexe").visibles(dehors=True) == {"femmes": None, "hommes": None}
        assert vu.ventilation("classes").visibles(dehors=True)["emploi durable"] == 0
