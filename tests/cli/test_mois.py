"""`etrier valider`, `cloturer`, `docteur`, `compte`: a month from the command line."""

from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.db import connection

from etrier.heures.models import Cloture, LigneHeures
from etrier.parcours.models import Contrat
from etrier.structures.models import RoleStructure, Structure, Utilisateur
from tests import fabrique
from tests.cli.lancement import lancer

pytestmark = pytest.mark.django_db
MARS = ("--mois", "2025-03")
INCONNU = "12345678901234"


@pytest.fixture
def contrat() -> Contrat:
    """An ACI, one person, ten days of 7 h at a client's in March 2025, in drafts."""
    une = fabrique.structure("Chantier")
    convention = fabrique.convention(une)
    fabrique.annexe(convention)
    signe = fabrique.contrat(fabrique.salarie(une), convention)
    ville = fabrique.client(une)
    fabrique.tarif(ville)
    lieu = fabrique.chantier(une, ville)
    for jour in (3, 4, 5, 6, 7, 10, 11, 12, 13, 14):
        fabrique.heures(signe, date(2025, 3, jour), 420, chantier_id=lieu.pk)
    return signe


@pytest.fixture
def close(contrat: Contrat) -> Structure:
    """The same, March closed."""
    lancer("valider", *MARS)
    assert lancer("cloturer", *MARS).exit_code == 0
    return contrat.structure


def dire(*arguments: str) -> tuple[int, str]:
    """Exit code, and what was said with plain spaces."""
    rendu = lancer(*arguments)
    return rendu.exit_code, " ".join(rendu.output.split())


@pytest.mark.usefixtures("contrat")
def test_drafts_keep_the_month_open_and_the_exit_code_says_it() -> None:
    code, dit = dire("cloturer", *MARS)
    assert code == 1
    assert "reste ouverte" in dit
    assert "brouillon" in dit
    assert not Cloture.objects.exists()


def test_it_validates_then_closes_and_tells_what_follows(contrat: Contrat) -> None:
    assert dire("valider", *MARS, "--structure", contrat.structure.siret) == (
        0,
        f"{contrat.structure} : 10 ligne(s) validée(s).",
    )
    assert not LigneHeures.objects.brouillons().exists()
    code, dit = dire("cloturer", *MARS)
    assert code == 0
    # 70 h × 11.88 €, 70 h × 22 €, 70 / 1 820 × 23 921 €.
    for attendu in ("70 h", "831,60 €", "1 540,00 €", "920,04 €"):
        assert attendu in dit
    assert Cloture.objects.count() == 1


@pytest.mark.usefixtures("close")
def test_closing_again_does_nothing_and_says_so() -> None:
    code, dit = dire("cloturer", *MARS)
    assert code == 0
    assert "1 structure(s) déjà close(s) : rien à refaire." in dit
    assert Cloture.objects.count() == 1


@pytest.mark.usefixtures("close")
def test_a_closed_month_has_nothing_left_to_validate() -> None:
    code, dit = dire("valider", *MARS)
    assert code == 1
    assert "03/2025 est clos" in dit


@pytest.mark.usefixtures("contrat")
@pytest.mark.parametrize("commande", ["valider", "cloturer"])
def test_an_unknown_siret_is_one_clear_sentence(commande: str) -> None:
    code, dit = dire(commande, *MARS, "--structure", INCONNU)
    assert code == 1
    assert f"Aucune structure n'a le SIRET {INCONNU}" in dit


@pytest.mark.parametrize("commande", ["valider", "cloturer"])
def test_an_empty_house_says_where_to_begin(commande: str) -> None:
    code, dit = dire(commande, *MARS)
    assert code == 1
    assert "Il n'y a encore aucune structure" in dit


@pytest.mark.usefixtures("close")
def test_the_doctor_is_satisfied() -> None:
    code, dit = dire("docteur")
    assert code == 0
    assert "1 mois clos réadditionnés : 0 altération(s), 0 écart(s)." in dit


def test_the_doctor_names_what_was_tampered_with(close: Structure) -> None:
    with connection.cursor() as curseur:
        curseur.execute("update heures_ligneheures set minutes = minutes + 60")
    code, dit = dire("docteur")
    assert code == 1
    assert "altération" in dit
    assert close.denomination in dit
    assert "03/2025" in dit


def test_the_doctor_tells_a_later_change_from_tampering(close: Structure, contrat: Contrat) -> None:
    assert contrat.structure == close
    contrat.salarie.personne.les_pass.update(fin=date(2025, 3, 7))
    code, dit = dire("docteur")
    assert code == 0
    assert "0 altération(s)" in dit
    assert "0 écart(s)" not in dit


def ouvrir(siret: str, mot_de_passe: str, *autres: str) -> tuple[int, str]:
    """Open the account of the tests."""
    return dire(
        "compte", "Anne@exemple.test", "--nom", "Anne", "--structure", siret,
        "--mot-de-passe", mot_de_passe, *autres,
    )  # fmt: skip


def test_an_account_is_opened_then_given_another_role(contrat: Contrat) -> None:
    siret, autre = contrat.structure.siret, fabrique.structure("Autre")
    code, dit = ouvrir(siret, fabrique.MOT_DE_PASSE, "--role", "gestion")
    assert (code, dit) == (0, f"anne@exemple.test : gestion de {contrat.structure}.")
    code, dit = ouvrir(autre.siret, "ignoré, le compte existe", "--role", "lecture")
    assert code == 0
    assert Utilisateur.objects.count() == 1
    assert RoleStructure.objects.count() == 2
    assert authenticate(username="anne@exemple.test", password=fabrique.MOT_DE_PASSE) is not None


def test_a_weak_password_opens_nothing(contrat: Contrat) -> None:
    code, dit = ouvrir(contrat.structure.siret, "court", "--role", "gestion")
    assert code == 1
    assert "mot de passe" in dit
    assert not Utilisateur.objects.exists()


def test_an_account_in_an_unknown_structure_opens_nothing() -> None:
    fabrique.structure()
    code, dit = ouvrir(INCONNU, fabrique.MOT_DE_PASSE, "--role", "gestion")
    assert code == 1
    assert INCONNU in dit
    assert not Utilisateur.objects.exists()


def test_an_unknown_role_is_refused_with_the_known_ones(contrat: Contrat) -> None:
    code, dit = ouvrir(contrat.structure.siret, fabrique.MOT_DE_PASSE, "--role", "roi")
    assert code == 2
    assert "direction" in dit
