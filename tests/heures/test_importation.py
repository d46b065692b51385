"""Taking a spreadsheet into the ledger: preview, import, refusals."""

import hashlib
import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from etrier.heures.enums import EtatLigne
from etrier.heures.formats.tableurs.tableur import COLONNES
from etrier.heures.importation.actions import StatutLigne, ecrire_modele, importer, previsualiser
from etrier.heures.models import Cloture, ImportHeures, LigneHeures
from etrier.missions.models import Chantier, ClauseSociale, Mission
from etrier.parcours.models import Contrat, Personne, Salarie
from etrier.socle.horloge import maintenant
from etrier.socle.models import Acte
from etrier.structures.formats.refus import FichierRefuse
from etrier.structures.models import Structure, Utilisateur
from tests import fabrique
from tests.heures.classeurs import ENTETE, csv

pytestmark = pytest.mark.django_db
LE = date(2025, 10, 6)
MOIS = date(2025, 10, 1)


@dataclass
class Equipe:
    """A structure with two people, one of whom has two contracts in October."""

    structure: Structure
    anne: Salarie
    paul: Salarie
    contrat: Contrat
    premier: Contrat
    second: Contrat
    chantier: Chantier
    mission: Mission
    clause: ClauseSociale
    chef: Utilisateur


@pytest.fixture
def equipe() -> Equipe:
    une = fabrique.structure()
    aci = fabrique.convention(une)
    anne, paul = fabrique.salarie(une, "ARC"), fabrique.salarie(une, "BOIS")
    ville = fabrique.client(une)
    contrat = fabrique.contrat(anne, aci)
    premier, second = (fabrique.contrat(paul, aci) for _ in range(2))
    return Equipe(
        structure=une,
        anne=anne,
        paul=paul,
        contrat=contrat,
        premier=premier,
        second=second,
        chantier=fabrique.chantier(une, ville),
        mission=fabrique.mission(ville, premier),
        clause=fabrique.clause(ville),
        chef=fabrique.utilisateur(),
    )


def motifs(equipe: Equipe, contenu: bytes, mois: date | None = None) -> list[str]:
    """Why each refused line is refused."""
    apercu = previsualiser(equipe.structure, contenu, "h.csv", mois)
    return [x.motif for x in apercu.de_statut(StatutLigne.REFUSEE)]


def une_ligne(equipe: Equipe, heures: object = "7,5", jour: date = LE) -> bytes:
    """A file with one line of Anne's."""
    return csv(ENTETE, (equipe.anne.matricule, jour, heures))


def test_a_preview_writes_nothing_and_counts(equipe: Equipe) -> None:
    apercu = previsualiser(equipe.structure, une_ligne(equipe), "h.csv")
    assert (apercu.nouvelles, apercu.connues, apercu.modifiees, apercu.refusees) == (1, 0, 0, 0)
    assert (apercu.minutes_total, apercu.minutes_ajoutees) == (450, 450)
    assert apercu.lignes[0].qui == str(equipe.anne)
    assert apercu.phrases()[0].startswith("Lignes lues : 1 (7\u00a0h\u00a030)")
    assert not LigneHeures.objects.exists()
    assert not ImportHeures.objects.exists()


def test_it_imports_drafts_and_remembers_the_file(equipe: Equipe) -> None:
    contenu = une_ligne(equipe)
    source = importer(equipe.structure, contenu, "dossier/h.csv", par=equipe.chef, mois=MOIS)
    ligne = LigneHeures.objects.get()
    assert (ligne.contrat, ligne.jour, ligne.minutes) == (equipe.contrat, LE, 450)
    assert (ligne.etat, ligne.import_heures, ligne.saisie_par) == (
        EtatLigne.BROUILLON,
        source,
        equipe.chef,
    )
    assert (source.fichier, source.empreinte) == ("h.csv", hashlib.sha256(contenu).hexdigest())
    assert (source.lignes_ajoutees, source.lignes_connues) == (1, 0)
    acte = Acte.objects.get(verbe="heures.importer")
    assert (acte.auteur, acte.perimetre) == (equipe.chef, equipe.structure.pk)


def test_importing_twice_adds_nothing(equipe: Equipe) -> None:
    contenu = une_ligne(equipe)
    importer(equipe.structure, contenu, "h.csv", par=equipe.chef)
    avant = list(LigneHeures.objects.values_list())
    source = importer(equipe.structure, contenu, "h.csv", par=equipe.chef)
    assert list(LigneHeures.objects.values_list()) == avant
    assert (source.lignes_ajoutees, source.lignes_connues) == (0, 1)


def test_a_changed_line_updates_the_draft(equipe: Equipe) -> None:
    importer(equipe.structure, une_ligne(equipe), "h.csv", par=None)
    apercu = previsualiser(equipe.structure, une_ligne(equipe, "6h"), "h.csv")
    assert apercu.modifiees == 1
    assert apercu.lignes[0].motif == "6\u00a0h au lieu de 7\u00a0h\u00a030."
    assert apercu.minutes_ajoutees == -90
    importer(equipe.structure, une_ligne(equipe, "6h"), "h.csv", par=None)
    assert LigneHeures.objects.get().minutes == 360


def test_zero_removes_a_draft_and_is_nothing_elsewhere(equipe: Equipe) -> None:
    importer(equipe.structure, une_ligne(equipe, 0), "h.csv", par=None)
    assert not LigneHeures.objects.exists()
    importer(equipe.structure, une_ligne(equipe), "h.csv", par=None)
    importer(equipe.structure, une_ligne(equipe, 0), "h.csv", par=None)
    assert not LigneHeures.objects.exists()


def test_it_finds_places_clause_and_contract(equipe: Equipe) -> None:
    clause = equipe.clause
    contenu = csv(
        ("Matricule", "Jour", "Nature", "Heures", "Chantier", "Mission", "Clause", "Contrat"),
        (
            equipe.anne.matricule,
            LE,
            "formation",
            "3",
            equipe.chantier.denomination.upper(),
            "",
            f"{clause.marche_public.reference}/{clause.lot}",
            "",
        ),
        (equipe.paul.matricule, LE, "", 4, "", equipe.mission.numero, str(clause), ""),
        (equipe.paul.matricule, LE, "", 2, "", "", "", equipe.second.numero),
    )
    importer(equipe.structure, contenu, "h.csv", par=None)
    lues = LigneHeures.objects.order_by("pk").values_list(
        "contrat", "nature", "minutes", "chantier", "mission", "clause"
    )
    assert list(lues) == [
        (equipe.contrat.pk, 2, 180, equipe.chantier.pk, None, clause.pk),
        (equipe.premier.pk, 1, 240, None, equipe.mission.pk, clause.pk),
        (equipe.second.pk, 1, 120, None, None, None),
    ]


def test_it_finds_people_by_name_whatever_the_accents(equipe: Equipe) -> None:
    personne = Personne.objects.create(
        nom="D'HÉROUVILLE", prenom="Jean-Loup", naissance=date(1990, 1, 1)
    )
    jean = fabrique.salarie(equipe.structure, personne=personne)
    fabrique.contrat(jean, equipe.contrat.convention)
    contenu = csv(("nom", "prénom", "jour", "heures"), ("d’herouville", "JEAN LOUP", LE, 7))
    importer(equipe.structure, contenu, "h.csv", par=None)
    assert LigneHeures.objects.get().salarie == jean


Fabrique = Callable[[Equipe], bytes]


def _large(equipe: Equipe, **colonnes: object) -> bytes:
    """One line of Anne's with some columns changed."""
    valeurs: dict[str, object] = {"matricule": equipe.anne.matricule, "jour": LE, "heures": 7}
    valeurs |= colonnes
    return csv(tuple(valeurs), tuple(valeurs.values()))


REFUS: dict[str, tuple[Fabrique, str]] = {
    "unknown person": (
        lambda e: _large(e, matricule="X1"),
        "Ligne 2 : colonne « matricule », aucun salarié de la structure n'a le matricule « X1 »",
    ),
    "other name": (lambda e: _large(e, nom="ZOLA"), "pas de ZOLA"),
    "no person": (lambda e: _large(e, matricule=""), "il manque le matricule"),
    "unknown name": (
        lambda e: _large(e, matricule="", nom="ZOLA", prénom="Émile"),
        "aucun salarié de la structure ne s'appelle « ZOLA Émile »",
    ),
    "unknown chantier": (
        lambda e: _large(e, chantier="Lune"),
        "Ligne 2 : colonne « chantier », « Lune » n'existe pas dans cette structure",
    ),
    "unknown mission": (lambda e: _large(e, mission="M0"), "la mission « M0 » n'existe pas"),
    "unknown clause": (lambda e: _large(e, clause="X lot 1"), "colonne « clause »"),
    "mission of another": (
        lambda e: _large(e, mission=e.mission.numero),
        "n'est pas celle du contrat de",
    ),
    "two places": (
        lambda e: _large(e, mission=e.mission.numero, chantier=e.chantier.denomination),
        "jamais les deux",
    ),
    "two contracts": (
        lambda e: _large(e, matricule=e.paul.matricule),
        "a plusieurs contrats",
    ),
    "contract of another": (
        lambda e: _large(e, contrat=e.second.numero),
        "n'est pas celui de",
    ),
    "outside the contract": (
        lambda e: _large(e, jour=date(2026, 1, 1)),
        "colonne « jour », le 01/01/2026,",
    ),
    "outside the named contract": (
        lambda e: _large(e, jour=date(2026, 1, 1), contrat=e.contrat.numero),
        "ne couvre pas le 01/01/2026",
    ),
    "negative": (lambda e: _large(e, heures="-2"), "colonne « heures », « -2 » : une durée"),
    "not whole minutes": (lambda e: _large(e, heures="7,333"), "écrivez par exemple 7h20"),
    "no day": (lambda e: _large(e, jour=""), "colonne « jour », le jour manque."),
    "more than a day": (lambda e: _large(e, heures="24,5"), "24 heures en un jour"),
}


@pytest.mark.parametrize("cas", REFUS)
def test_it_refuses_a_line_with_its_number_and_column(equipe: Equipe, cas: str) -> None:
    fabriquer, attendu = REFUS[cas]
    contenu = fabriquer(equipe)
    (motif,) = motifs(equipe, contenu)
    assert motif.startswith("Ligne 2 : colonne « ")
    assert attendu in motif
    with pytest.raises(FichierRefuse):
        importer(equipe.structure, contenu, "h.csv", par=None)
    assert not LigneHeures.objects.exists()
    assert not ImportHeures.objects.exists()


def test_it_refuses_people_of_the_same_name(equipe: Equipe) -> None:
    for _ in range(2):
        personne = Personne.objects.create(nom="B", prenom="A", naissance=date(1990, 1, 1))
        fabrique.salarie(equipe.structure, personne=personne)
    contenu = csv(("nom", "prenom", "jour", "heures"), ("b", "a", LE, 7))
    assert "écrivez le matricule" in motifs(equipe, contenu)[0]


def test_it_refuses_people_and_places_of_another_structure(equipe: Equipe) -> None:
    autre = fabrique.structure()
    voisine = fabrique.salarie(autre)
    fabrique.contrat(voisine, fabrique.convention(autre))
    ailleurs = fabrique.chantier(autre)
    assert "aucun salarié" in motifs(equipe, _large(equipe, matricule=voisine.matricule))[0]
    assert "n'existe pas" in motifs(equipe, _large(equipe, chantier=ailleurs.denomination))[0]


def test_it_refuses_another_month_than_the_one_asked(equipe: Equipe) -> None:
    (motif,) = motifs(equipe, une_ligne(equipe), date(2025, 11, 1))
    assert motif.endswith("le 06/10/2025 n'est pas dans le mois importé (11/2025).")


def test_it_refuses_a_closed_month_but_knows_the_lines_it_holds(equipe: Equipe) -> None:
    importer(equipe.structure, une_ligne(equipe), "h.csv", par=None)
    Cloture.objects.create(
        structure=equipe.structure,
        mois=MOIS,
        close_le=maintenant(),
        nombre_lignes=1,
        minutes_total=450,
        empreinte="",
        empreinte_droit="",
    )
    assert "le mois 10/2025 est clos" in motifs(equipe, une_ligne(equipe, "6"))[0]
    source = importer(equipe.structure, une_ligne(equipe), "h.csv", par=None)
    assert (source.lignes_ajoutees, source.lignes_connues) == (0, 1)


def test_it_refuses_to_change_validated_hours(equipe: Equipe) -> None:
    importer(equipe.structure, une_ligne(equipe), "h.csv", par=None)
    fabrique.valider_mois(equipe.structure, MOIS)
    assert previsualiser(equipe.structure, une_ligne(equipe), "h.csv").connues == 1
    assert "Corrigez la ligne validée" in motifs(equipe, une_ligne(equipe, "6"))[0]


def test_it_refuses_the_same_line_twice_and_names_both(equipe: Equipe) -> None:
    qui = equipe.anne.matricule
    contenu = csv(ENTETE, (qui, LE, 3), (qui, LE, 3))
    premier, second = motifs(equipe, contenu)
    assert premier.startswith("Ligne 2 : même personne, même jour")
    assert "que la ligne 3" in premier
    assert second.startswith("Ligne 3 : même personne, même jour")
    assert "que la ligne 2" in second


def test_it_refuses_more_than_24_hours_with_what_is_already_there(equipe: Equipe) -> None:
    fabrique.heures(equipe.premier, LE, 20 * 60)
    colonnes = ("matricule", "jour", "heures", "contrat")
    qui = equipe.paul.matricule
    juste = csv(colonnes, (qui, LE, 4, equipe.second.numero))
    assert motifs(equipe, juste) == []
    trop = csv(colonnes, (qui, LE, "4h01", equipe.second.numero))
    assert "aurait 24\u00a0h\u00a001 le 06/10/2025" in motifs(equipe, trop)[0]
    remplace = csv(
        colonnes, (qui, LE, 8, equipe.premier.numero), (qui, LE, 16, equipe.second.numero)
    )
    assert motifs(equipe, remplace) == []


def test_one_refused_line_refuses_the_file_and_all_are_listed(equipe: Equipe) -> None:
    bonnes = [(equipe.anne.matricule, LE + timedelta(days=n), 7) for n in range(3)]
    mauvaises = [(f"X{n}", LE, 7) for n in range(25)]
    with pytest.raises(FichierRefuse) as refus:
        importer(equipe.structure, csv(ENTETE, *bonnes, *mauvaises), "h.csv", par=None)
    assert len(refus.value.problemes) == 25
    assert refus.value.phrase.endswith("… et 5 autres.")
    assert not LigneHeures.objects.exists()


def test_ten_thousand_lines_take_few_queries_and_little_time(equipe: Equipe) -> None:
    aci = equipe.contrat.convention
    gens = [fabrique.contrat(fabrique.salarie(equipe.structure), aci) for _ in range(40)]
    jours = [date(2025, 1, 1) + timedelta(days=n) for n in range(250)]
    contenu = csv(ENTETE, *((c.salarie.matricule, j, 7) for c in gens for j in jours))
    debut = time.perf_counter()
    with CaptureQueriesContext(
        connection,
    ) as requetes:
        apercu = previsualiser(equipe.structure, contenu, "h.csv")
    assert apercu.nouvelles == 10_000
    assert len(requetes) < 15
    importer(equipe.structure, contenu, "h.csv", par=None)
    assert time.perf_counter() - debut < 20
    assert LigneHeures.objects.count() == 10_000


def test_the_template_lists_the_people_of_the_month_and_is_read_back(equipe: Equipe) -> None:
    parti = fabrique.contrat(
        fabrique.salarie(equipe.structure, "PARTI"),
        equipe.contrat.convention,
        fin=date(2025, 9, 30),
    )
    modele = ecrire_modele(equipe.structure, MOIS)
    classeur = CalamineWorkbook.from_filelike(io.BytesIO(modele))
    entete, *lignes = classeur.get_sheet_by_name("Heures").to_python()
    assert tuple(entete) == COLONNES
    assert len(lignes) == 3 * 23  # three contracts, 23 weekdays in October 2025
    assert parti.salarie.matricule not in {x[0] for x in lignes}
    premiere = lignes[0]
    assert premiere[0] == equipe.anne.matricule
    assert (premiere[3], premiere[4], premiere[9]) == (
        date(2025, 10, 1),
        "travail",
        equipe.contrat.numero,
    )
    for ligne in lignes:
        ligne[5] = 7
    rempli = csv(entete, *lignes)
    source = importer(equipe.structure, rempli, "h.csv", par=None, mois=MOIS)
    assert source.lignes_ajoutees == 69


def test_a_blank_template_says_there_are_no_hours(equipe: Equipe) -> None:
    with pytest.raises(FichierRefuse, match="Aucune heure"):
        previsualiser(equipe.structure, ecrire_modele(equipe.structure, MOIS), "modele.xlsx")
