"""Loading: what reaches the database and the spreadsheets, what is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.db import transaction

from etrier.cloture.actions import cloturer
from etrier.demonstration.bilan import Bilan
from etrier.demonstration.charger import charger
from etrier.demonstration.clients import SANS_TARIF
from etrier.demonstration.scenario import JOUR_DONNE, MOT_DE_PASSE
from etrier.facturation.models import LigneAFacturer
from etrier.heures.actions import valider
from etrier.heures.formats.tableurs.tableur import Feuille, lire_tableur
from etrier.heures.importation.actions import StatutLigne, importer, previsualiser
from etrier.heures.models import LigneHeures
from etrier.heures.plans.propositions import appliquer, proposer
from etrier.missions.models import Client, Mission
from etrier.parcours.models import Contrat, Personne, Salarie
from etrier.socle.erreurs import Refus
from etrier.structures.enums import Role
from etrier.structures.formats.refus import FichierRefuse
from etrier.structures.models import AvenantAnnexe, RoleStructure, Structure
from tests import fabrique

pytestmark = pytest.mark.django_db
VALEURS = (
    "structure__siret",
    "salarie__matricule",
    "contrat__numero",
    "jour",
    "mois",
    "nature",
    "minutes",
    "chantier__denomination",
    "mission__numero",
    "clause__lot",
    "saisie_par__courriel",
    "saisie_le",
    "validee_par__courriel",
    "validee_le",
)


def _empreinte() -> str:
    lignes = LigneHeures.objects.order_by(*VALEURS).values_list(*VALEURS)
    return sha256("\n".join(map(str, lignes)).encode()).hexdigest()


def _comptes() -> dict[str, int]:
    modeles = (Structure, Personne, Salarie, Contrat, Client, Mission, LigneHeures, AvenantAnnexe)
    return {m.__name__: m._default_manager.count() for m in modeles}


@contextmanager
def _base_neuve() -> Iterator[None]:
    """Everything written inside is undone at the end."""
    with transaction.atomic():
        point = transaction.savepoint()
        yield
        transaction.savepoint_rollback(point)


@pytest.fixture
def bilan(tmp_path: Path) -> Bilan:
    """The demonstration, loaded."""
    return charger(le=JOUR_DONNE, dossier=tmp_path)


def test_two_loadings_give_the_same_rows_and_the_same_files(tmp_path: Path) -> None:
    vus = []
    for essai in ("un", "deux"):
        with _base_neuve():
            bilan = charger(le=JOUR_DONNE, dossier=tmp_path / essai)
            fichiers = [f.chemin.read_bytes() for f in (*bilan.fichiers, bilan.fichier_a_corriger)]
            vus.append((_comptes(), _empreinte(), fichiers))
    assert vus[0] == vus[1]


def test_it_tells_what_it_wrote(bilan: Bilan) -> None:
    comptes = _comptes()
    assert comptes["LigneHeures"] == bilan.lignes > 60_000
    employees = Personne.objects.filter(salaries__isnull=False).distinct()
    assert employees.count() == bilan.personnes < comptes["Personne"]
    assert comptes["Salarie"] == bilan.emplois
    assert comptes["Contrat"] == bilan.contrats
    assert comptes["Client"] == bilan.clients
    assert comptes["Mission"] == bilan.missions
    assert comptes["Structure"] == len(bilan.structures) == 6


def test_past_months_are_validated_and_the_last_one_waits_in_files(bilan: Bilan) -> None:
    assert not LigneHeures.objects.brouillons().exists()
    mois = set(LigneHeures.objects.order_by().values_list("mois", flat=True).distinct())
    assert mois == set(bilan.mois_a_clore)
    assert bilan.mois_dernier == date(2026, 10, 1)
    assert bilan.mois_dernier not in mois


def test_every_month_closes_and_the_last_one_shows_the_client_without_a_price(
    bilan: Bilan,
) -> None:
    structures = list(Structure.objects.values_list("pk", flat=True))
    for mois in bilan.mois_a_clore:
        rendu = cloturer(structures, mois, par=None)
        assert (sorted(rendu.closes), rendu.bloquees) == (sorted(structures), {})
    sans_prix = LigneAFacturer.objects.filter(minutes_retenues__gt=0, montant_ht_centimes=None)
    assert not sans_prix.exists()
    for fichier in bilan.fichiers:
        structure = Structure.objects.get(siret=fichier.siret)
        contenu = fichier.chemin.read_bytes()
        importe = importer(structure, contenu, fichier.chemin.name, par=None)
        assert importe.lignes_ajoutees == fichier.lignes
        valider(structure, bilan.mois_dernier, par=None)
    rendu = cloturer(structures, bilan.mois_dernier, par=None)
    assert sorted(rendu.closes) == sorted(structures)
    assert sans_prix.get().client.denomination == SANS_TARIF


def test_only_one_structure_is_a_regie_and_only_the_geiq_has_no_annexe(bilan: Bilan) -> None:
    regie = Structure.objects.get(est_regie_de_quartier=True)
    assert regie.conventions.get().dispositif == "ACI"
    sans = Structure.objects.filter(annexes=None)
    assert [s.conventions.get().dispositif for s in sans] == ["GEIQ"]
    assert all(s.reseaux.count() == 1 for s in Structure.objects.all())


def test_spreadsheets_are_read_back_without_a_refusal(bilan: Bilan) -> None:
    assert {f.chemin.suffix for f in bilan.fichiers} == {".xlsx", ".csv"}
    assert len(bilan.fichiers) == 6
    for fichier in bilan.fichiers:
        feuille = _lire(fichier.chemin)
        assert len(feuille.lignes) == fichier.lignes > 0
        assert feuille.remarques == ()
        assert [ligne.refus for ligne in feuille.lignes if ligne.refus] == []
        assert {x.jour.replace(day=1) for x in feuille.lignes if x.jour} == {bilan.mois_dernier}


def test_spreadsheets_name_what_the_structure_knows(bilan: Bilan) -> None:
    for fichier in bilan.fichiers:
        structure = Structure.objects.get(siret=fichier.siret)
        lues = _lire(fichier.chemin).lignes
        contrats = set(structure.contrats.values_list("numero", flat=True))
        missions = set(structure.missions.values_list("numero", flat=True))
        chantiers = set(structure.chantiers.values_list("denomination", flat=True))
        assert {x.contrat for x in lues} <= contrats
        assert {x.mission for x in lues} <= missions | {""}
        assert {x.chantier for x in lues} <= chantiers | {""}


def test_the_file_to_correct_has_one_mistake_a_row(bilan: Bilan) -> None:
    fichier = bilan.fichier_a_corriger
    structure = Structure.objects.get(siret=fichier.siret)
    apercu = previsualiser(structure, fichier.chemin.read_bytes(), fichier.chemin.name)
    fautes = [p.qui for p in bilan.pieges if p.code == "FICHIER"]
    assert (apercu.nouvelles, apercu.refusees) == (2, len(fautes))
    assert [f"ligne {x.numero}" for x in apercu.de_statut(StatutLigne.REFUSEE)] == fautes
    with pytest.raises(FichierRefuse):
        importer(structure, fichier.chemin.read_bytes(), fichier.chemin.name, par=None)


def _lire(chemin: Path) -> Feuille:
    return lire_tableur(chemin.read_bytes(), chemin.name)


def test_plans_propose_the_last_month_of_every_structure(bilan: Bilan) -> None:
    octobre = date(2026, 10, 1)
    for structure in Structure.objects.all():
        trouvees = proposer(structure, octobre)
        assert trouvees.saisies, structure
        assert trouvees.laissees == []
    jardins = Structure.objects.get(denomination="Les Jardins du Pas-Commun")
    ecrites = appliquer(jardins, octobre, par=None)
    assert {s.nature for s in ecrites.saisies} >= {1, 2, 4}
    assert LigneHeures.objects.filter(mois=octobre).count() == len(ecrites.saisies)


def test_every_role_has_an_account_with_the_same_password(bilan: Bilan) -> None:
    assert {c.role for c in bilan.comptes} == set(Role)
    for compte in bilan.comptes:
        assert compte.courriel.endswith("@exemple.test")
        roles = RoleStructure.objects.filter(utilisateur__courriel=compte.courriel)
        assert {r.structure.denomination for r in roles} == set(compte.structures)
    assert authenticate(username="direction@exemple.test", password=MOT_DE_PASSE) is not None


def test_a_second_loading_changes_nothing_and_writes_the_files_again(
    bilan: Bilan, tmp_path: Path
) -> None:
    avant = _comptes()
    fabrique.structure()
    encore = charger(le=JOUR_DONNE, dossier=tmp_path / "encore")
    assert encore.deja_chargee
    assert not bilan.deja_chargee
    assert _comptes() == avant | {"Structure": 7}
    assert all(f.chemin.exists() for f in encore.fichiers)


def test_it_refuses_a_database_that_holds_something_else(tmp_path: Path) -> None:
    fabrique.structure("Structure d'une vraie base")
    Structure.objects.update(siret="73282932000074")
    with pytest.raises(Refus, match="base vide"):
        charger(le=JOUR_DONNE, dossier=tmp_path)
    assert Structure.objects.count() == 1
    assert not list(tmp_path.iterdir())


def test_it_refuses_another_day_over_a_loaded_one(bilan: Bilan, tmp_path: Path) -> None:
    avant = _comptes()
    with pytest.raises(Refus, match="autre jour"):
        charger(le=date(2026, 5, 20), dossier=tmp_path / "autre")
    assert _comptes() == avant


def test_it_follows_its_steps(tmp_path: Path) -> None:
    etapes: list[tuple[str, int, int]] = []
    charger(le=JOUR_DONNE, dossier=tmp_path, suivi=lambda *etape: etapes.append(etape))
    assert [fait for _nom, fait, _total in etapes] == list(range(len(etapes)))
    assert etapes[-1][1] == etapes[-1][2]
