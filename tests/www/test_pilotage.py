"""Screens of figures: rates that open onto people, the group, the yearly report and its files."""

import io
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from etrier.parcours.models import Personne, Salarie, Sortie
from etrier.parcours.sorties.actions import Depart, enregistrer_sortie
from etrier.parcours.sorties.motifs import MotifSortie
from etrier.parcours.sorties.reglages import fixer_objectif
from etrier.pilotage.models import BilanAnnuel
from etrier.structures.enums import Role
from etrier.structures.models import Convention, Groupe, RoleStructure, Structure, Utilisateur
from tests import fabrique
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db
LE = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _le_premier_mars(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("demande", "sorties", "bilans"):
        monkeypatch.setattr(f"etrier.www.pilotage.{module}.aujourdhui", lambda: LE)


@pytest.fixture
def aci() -> Structure:
    return fabrique.structure("ACI")


@pytest.fixture
def convention(aci: Structure) -> Convention:
    return fabrique.convention(aci, "ACI")


def partir(
    sous: Convention,
    nom: str,
    motif: MotifSortie = MotifSortie.CDI_NON_AIDE,
    fin: date = date(2025, 6, 30),
    personne: Personne | None = None,
) -> Sortie:
    """Somebody who worked a day and left."""
    qui = fabrique.salarie(sous.structure, nom, personne=personne)
    signe = fabrique.contrat(qui, sous, fin=fin)
    fabrique.heures(signe, date(2025, 2, 3), 420)
    fabrique.valider_mois(sous.structure, date(2025, 2, 1))
    return enregistrer_sortie(qui, Depart(sous, fin, motif), par=None)


def entrer(client: Client, dans: Structure, role: Role = Role.CIP) -> Utilisateur:
    compte = fabrique.utilisateur(role, dans)
    client.force_login(compte)
    return compte


def _texte(html: str) -> str:
    assert fautes(html) == []
    return re.sub(r"\s+", " ", unescape(html).replace("\u202f", " ").replace("\u00a0", " "))


def lire(client: Client, nom: str, /, *args: int, **demande: str) -> str:
    """A page as one reads it, well made."""
    return _texte(client.get(reverse(nom, args=args), demande).content.decode())


class TestTaux:
    def test_each_figure_opens_onto_its_people_and_their_reason(
        self, client: Client, aci: Structure, convention: Convention
    ) -> None:
        partir(convention, "AUBIER")
        partir(convention, "BOULEAU", MotifSortie.CHOMAGE)
        partir(convention, "CHARME", MotifSortie.DECES)
        partir(convention, "DURELIN", fin=date(2025, 2, 10))
        entrer(client, aci)
        page = lire(client, "pilotage_sorties", aci.pk, periode="2025")
        assert "50,00 %" in page
        assert "1 sur 2 sorties examinées" in page
        assert "aucun objectif négocié n’est écrit" in page
        assert "repère de 2008 à 2012 : 60,00 %" in page
        retirees = lire(client, "pilotage_sorties", aci.pk, periode="2025", montrer="retiree")
        assert "CHARME" in retirees
        assert "AUBIER" not in retirees
        assert "seule la personne référente peut lire" in retirees
        courtes = lire(client, "pilotage_sorties", aci.pk, periode="2025", montrer="non_comptees")
        assert "DURELIN" in courtes
        assert "Non comptée : 41 jours de contrat" in courtes

    def test_the_negotiated_target_stands_beside_the_rate(
        self, client: Client, aci: Structure, convention: Convention
    ) -> None:
        partir(convention, "AUBIER")
        fixer_objectif(convention, 2025, dynamiques=6000, durables=2500, par=None)
        entrer(client, aci)
        page = lire(client, "pilotage_sorties", aci.pk, periode="2025")
        assert "objectif négocié : 60,00 % atteint" in re.sub("<[^>]*>", "", page).replace(
            "  ", " "
        )

    def test_the_last_twelve_months_are_a_period_too(
        self, client: Client, aci: Structure, convention: Convention
    ) -> None:
        partir(convention, "AUBIER", fin=date(2025, 3, 2))
        partir(convention, "BOULEAU", fin=date(2025, 3, 1))
        entrer(client, aci)
        page = lire(client, "pilotage_sorties", aci.pk, periode="12")
        assert "AUBIER" in page
        assert "BOULEAU" not in page

    def test_those_nobody_spoke_of_are_counted_as_missing(
        self, client: Client, aci: Structure, convention: Convention
    ) -> None:
        fabrique.contrat(fabrique.salarie(aci), convention)
        entrer(client, aci)
        page = lire(client, "pilotage_sorties", aci.pk)
        assert "1 personne est partie sans que sa sortie soit écrite" in page

    def test_the_file_says_why_too(
        self, client: Client, aci: Structure, convention: Convention
    ) -> None:
        partir(convention, "AUBIER")
        entrer(client, aci)
        adresse = reverse("pilotage_sorties", args=[aci.pk])
        demande = {"periode": "2025", "format-personnes": "csv"}
        lu = client.get(adresse, demande).content.decode("utf-8-sig")
        assert "AUBIER" in lu
        assert "Comptée : 181 jours de contrat" in lu

    def test_the_direction_writes_the_target_of_a_year(
        self, client: Client, aci: Structure, convention: Convention
    ) -> None:
        entrer(client, aci, Role.DIRECTION)
        adresse = reverse("objectif_sorties", args=[aci.pk, convention.pk, 2026])
        reponse = client.post(adresse, {"dynamiques": "55", "durables": "22,5"}, follow=True)
        assert "objectif négocié : 55,00 %" in _texte(reponse.content.decode())
        objectif = convention.objectifs_sorties.get()
        assert (objectif.dynamiques, objectif.durables) == (5500, 2250)
        assert 'value="22,50"' in _texte(client.get(adresse).content.decode())

    def test_an_absurd_year_is_not_found(
        self, client: Client, aci: Structure, convention: Convention
    ) -> None:
        entrer(client, aci, Role.DIRECTION)
        for annee in (0, 99_999):
            for nom in ("objectif_sorties", "bilan"):
                adresse = reverse(nom, args=[aci.pk, convention.pk, annee])
                assert client.get(adresse).status_code == 404


class TestGroupe:
    @pytest.fixture
    def ei(self, aci: Structure, convention: Convention) -> Convention:
        """Another structure of the group, where three people left."""
        groupe = Groupe.objects.create(nom="Groupe d'essai")
        autre = fabrique.structure("EI")
        Structure.objects.filter(pk__in=[aci.pk, autre.pk]).update(groupe=groupe)
        autre.refresh_from_db()
        sous = fabrique.convention(autre, "EI")
        for rang in range(3):
            partir(sous, f"EI{rang}")
        return sous

    def test_small_numbers_of_elsewhere_are_hidden_and_the_sum_that_would_tell_them(
        self, client: Client, aci: Structure, convention: Convention, ei: Convention
    ) -> None:
        for rang in range(6):
            partir(convention, f"ACI{rang}")
        compte = entrer(client, aci)
        page = lire(client, "pilotage_groupe", aci.pk, periode="2025")
        assert "Caché : ce nombre dirait celui, inférieur à 5" in page
        assert "9 sorties" not in page
        RoleStructure.objects.create(utilisateur=compte, structure=ei.structure, role=Role.CIP)
        page = lire(client, "pilotage_groupe", aci.pk, periode="2025")
        assert "Caché" not in page
        assert "9 sorties de structures, dont 0 vers une autre du groupe" in page

    def test_a_move_inside_is_no_exit_of_the_group(
        self, client: Client, aci: Structure, convention: Convention, ei: Convention
    ) -> None:
        depart: Salarie = partir(convention, "AUBIER", MotifSortie.AUTRE_SIAE).salarie
        suite = fabrique.salarie(ei.structure, personne=depart.personne)
        fabrique.contrat(suite, ei, debut=date(2025, 6, 30) + timedelta(days=8))
        compte = entrer(client, aci)
        RoleStructure.objects.create(utilisateur=compte, structure=ei.structure, role=Role.CIP)
        page = lire(client, "pilotage_groupe", aci.pk, periode="2025")
        assert "4 sorties de structures, dont 1 vers une autre du groupe" in page
        assert "7 jours d’attente médiane" in page
        vers = lire(client, "pilotage_sorties", aci.pk, periode="2025", montrer="groupe")
        assert ei.structure.denomination in vers

    def test_a_structure_alone_is_told_so(self, client: Client, aci: Structure) -> None:
        entrer(client, aci)
        assert "n’est dans aucun groupe" in lire(client, "pilotage_groupe", aci.pk)


class TestBilan:
    def test_the_report_says_its_figures_their_source_and_what_it_lacks(
        self, client: Client, aci: Structure, convention: Convention
    ) -> None:
        partir(convention, "AUBIER")
        entrer(client, aci)
        assert reverse("bilan", args=[aci.pk, convention.pk, 2025]) in lire(
            client, "bilans", aci.pk
        )
        page = lire(client, "bilan", aci.pk, convention.pk, 2025)
        for vu in (
            "Bilan 2025",
            "Personnes accueillies",
            "Sous contrat de la convention au moins un jour",
            "durable / examinées = 1 / 1",
            "Moyens : écrivez l'encadrement",
            "12 mois passés ne sont pas clos",
        ):
            assert vu in page, vu
        assert "AUBIER" not in page

    def test_what_is_written_is_kept_and_leaves_with_the_report(
        self, client: Client, aci: Structure, convention: Convention
    ) -> None:
        entrer(client, aci, Role.GESTION)
        ici = [aci.pk, convention.pk, 2025]
        reponse = client.post(
            reverse("bilan_ecrire", args=ici), {"moyens": "Un camion neuf."}, follow=True
        )
        assert "Un camion neuf." in _texte(reponse.content.decode())
        assert BilanAnnuel.objects.get().textes == {"moyens": "Un camion neuf."}
        pdf = client.get(reverse("bilan_pdf", args=ici))
        assert pdf.headers["Content-Type"] == "application/pdf"
        pages = PdfReader(io.BytesIO(pdf.content)).pages
        assert "Un camion neuf." in " ".join(p.extract_text() for p in pages)
        docx = client.get(reverse("bilan_docx", args=ici))
        assert docx.headers["Content-Disposition"].endswith('.docx"')

    def test_its_figures_are_typed_in_a_spreadsheet(
        self, client: Client, aci: Structure, convention: Convention
    ) -> None:
        partir(convention, "AUBIER")
        entrer(client, aci)
        adresse = reverse("bilan", args=[aci.pk, convention.pk, 2025])
        octets = client.get(adresse, {"format-chiffres": "xlsx"}).content
        lues = CalamineWorkbook.from_filelike(io.BytesIO(octets)).get_sheet_by_index(0).to_python()
        entetes, lignes = lues[0], {ligne[0]: ligne for ligne in lues}
        nombre, taux = entetes.index("Nombre"), entetes.index("Taux")
        assert lignes["Personnes accueillies"][nombre] == 1
        assert lignes["Taux de sorties dynamiques"][taux] == 1

    def test_reading_only_does_not_write(
        self, client: Client, aci: Structure, convention: Convention
    ) -> None:
        entrer(client, aci, Role.LECTURE)
        ici = [aci.pk, convention.pk, 2025]
        assert "Écrire les commentaires" not in lire(client, "bilan", *ici)
        assert client.get(reverse("bilan_ecrire", args=ici)).status_code == 404
