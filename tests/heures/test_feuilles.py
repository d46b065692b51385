"""The weekly sheet: a change is done once, never over somebody else's, and makes the hours."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import override_settings

from etrier.cloture.actions import cloturer
from etrier.heures.actions import corriger
from etrier.heures.enums import GenreHeures
from etrier.heures.feuilles.actions import Operation, pointer
from etrier.heures.feuilles.photos import chemin_photo, joindre_photo
from etrier.heures.feuilles.semaine import contrats_de_la_feuille, derniers_pointages, lire_etats
from etrier.heures.models import FeuilleSemaine, LigneHeures, OperationRecue, PhotoFeuille, Pointage
from etrier.missions.models import Chantier
from etrier.parcours.models import Contrat
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from etrier.structures.enums import Role
from etrier.structures.models import Structure, Utilisateur
from tests import fabrique

pytestmark = pytest.mark.django_db

LUNDI = date(2025, 5, 12)
MARDI = LUNDI + timedelta(days=1)
CP = int(GenreHeures.CONGE_PAYE)
JPEG = b"\xff\xd8\xff\xe0" + b"une photo" * 20


@dataclass
class Monde:
    """An ACI, one person for 26 hours a week, a chantier, an encadrant."""

    structure: Structure
    contrat: Contrat
    chantier: Chantier
    par: Utilisateur

    def operation(self, **changes: Any) -> Operation:
        """Present on Monday from 8 to 16, less an hour."""
        presente = Operation(
            uuid4(), self.contrat.pk, LUNDI, 0, {}, arrivee=480, depart=960, pause=60
        )
        return replace(presente, **changes)

    def envoyer(self, *operations: Operation) -> list[dict[str, Any]]:
        return pointer(self.structure, self.chantier, operations, par=self.par)

    def faire(self, **changes: Any) -> dict[str, Any]:
        """Send one change and give its answer."""
        return self.envoyer(self.operation(**changes))[0]


@pytest.fixture
def monde() -> Monde:
    une = fabrique.structure("ACI")
    contrat = fabrique.contrat(fabrique.salarie(une), fabrique.convention(une))
    par = fabrique.utilisateur(Role.ENCADREMENT, une)
    return Monde(une, contrat, fabrique.chantier(une), par)


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Path]:
    """Where the instance keeps its files."""
    with override_settings(VAR=tmp_path):
        yield tmp_path


def registre() -> list[tuple[date, int, int]]:
    """Day, nature, minutes of every line."""
    return list(
        LigneHeures.objects.order_by("jour", "nature").values_list("jour", "nature", "minutes")
    )


def test_a_presence_makes_the_draft_of_the_day(monde: Monde) -> None:
    reponse = monde.faire()
    assert reponse["sort"] == "fait"
    assert reponse["etat"]["genre"] == "present"
    assert reponse["etat"]["version"] == 1
    assert reponse["etat"]["lignes"] == {"1": 420}
    ligne = LigneHeures.objects.get()
    assert (ligne.jour, ligne.nature, ligne.minutes) == (LUNDI, 1, 420)
    assert (ligne.chantier_id, ligne.mission_id) == (monde.chantier.pk, None)
    assert ligne.saisie_par == monde.par
    pointage = Pointage.objects.get()
    assert (pointage.arrivee, pointage.depart, pointage.pause) == (480, 960, 60)
    assert pointage.feuille.lundi == LUNDI


def test_the_same_key_is_done_once_and_answered_the_same(monde: Monde) -> None:
    operation = monde.operation()
    premiere = monde.envoyer(operation)
    assert monde.envoyer(operation, operation) == premiere * 2
    assert registre() == [(LUNDI, 1, 420)]
    assert Pointage.objects.get().version == 1
    assert Acte.objects.filter(verbe="heures.saisir").count() == 1
    assert Acte.objects.get(verbe="feuille.pointer").details == {"jours": 1}


def test_a_lost_answer_does_not_conflict_with_the_change_that_follows(monde: Monde) -> None:
    operation = monde.operation()
    monde.envoyer(operation)
    (encore,) = monde.envoyer(operation)
    suite = monde.faire(version=encore["etat"]["version"], vu={1: 420}, depart=975)
    assert suite["sort"] == "fait"
    assert registre() == [(LUNDI, 1, 435)]


def test_a_key_of_another_account_gives_nothing_away(monde: Monde) -> None:
    operation = monde.operation()
    monde.envoyer(operation)
    autre = fabrique.utilisateur(Role.ENCADREMENT, monde.structure)
    (reponse,) = pointer(monde.structure, monde.chantier, [operation], par=autre)
    assert (reponse["sort"], reponse["etat"]) == ("refuse", None)
    assert OperationRecue.objects.get().par == monde.par


def test_a_day_changed_by_somebody_else_is_a_conflict_and_nothing_is_written(monde: Monde) -> None:
    monde.faire()
    reponse = monde.faire(arrivee=540)
    assert reponse["sort"] == "conflit"
    assert reponse["etat"]["arrivee"] == 480
    assert reponse["etat"]["par"] == monde.par.nom
    assert registre() == [(LUNDI, 1, 420)]
    choisie = monde.faire(arrivee=540, version=1, vu={1: 420})
    assert choisie["sort"] == "fait"
    assert registre() == [(LUNDI, 1, 360)]


def test_two_people_who_write_the_same_agree(monde: Monde) -> None:
    monde.faire()
    assert monde.faire()["sort"] == "fait"
    assert Pointage.objects.get().version == 1


def test_an_absence_takes_the_planned_day_at_the_same_place(monde: Monde) -> None:
    reponse = monde.faire(nature=CP, arrivee=None, depart=None, pause=0)
    assert (reponse["sort"], reponse["etat"]["genre"], reponse["etat"]["nature"]) == (
        "fait",
        "absent",
        CP,
    )
    assert registre() == [(LUNDI, CP, 312)]
    assert LigneHeures.objects.get().chantier == monde.chantier


def test_an_absence_takes_what_other_places_left_of_the_day(monde: Monde) -> None:
    ailleurs = fabrique.chantier(monde.structure)
    fabrique.heures(monde.contrat, LUNDI, 120, chantier_id=ailleurs.pk)
    monde.faire(nature=CP, arrivee=None, depart=None, pause=0)
    assert registre() == [(LUNDI, 1, 120), (LUNDI, CP, 192)]


def test_an_absence_on_a_day_without_plan_is_kept_and_counts_nothing(monde: Monde) -> None:
    samedi = LUNDI + timedelta(days=5)
    reponse = monde.faire(jour=samedi, nature=CP, arrivee=None, depart=None, pause=0)
    assert (reponse["sort"], reponse["etat"]["genre"]) == ("fait", "absent")
    assert registre() == []


def test_another_nature_replaces_the_one_the_sheet_had_written(monde: Monde) -> None:
    monde.faire()
    monde.faire(version=1, vu={1: 420}, nature=CP, arrivee=None, depart=None, pause=0)
    assert registre() == [(LUNDI, CP, 312)]
    monde.faire(version=2, vu={CP: 312})
    assert registre() == [(LUNDI, 1, 420)]


def test_a_day_can_be_emptied(monde: Monde) -> None:
    monde.faire()
    reponse = monde.faire(version=1, vu={1: 420}, arrivee=None, depart=None, pause=0)
    assert (reponse["etat"]["genre"], reponse["etat"]["version"]) == ("vide", 2)
    assert registre() == []


def test_hours_of_the_grid_show_without_times_and_are_not_doubled(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LUNDI, 300, chantier_id=monde.chantier.pk)
    etat = lire_etats(monde.chantier, [monde.contrat.pk], LUNDI, LUNDI)[monde.contrat.pk, LUNDI]
    assert (etat.genre, etat.version, etat.to_json()["arrivee"]) == ("heures", 0, None)
    assert monde.faire()["sort"] == "conflit"
    assert registre() == [(LUNDI, 1, 300)]
    assert monde.faire(vu={1: 300})["sort"] == "fait"
    assert registre() == [(LUNDI, 1, 420)]


def test_hours_the_grid_changed_since_are_a_conflict_and_lose_their_times(monde: Monde) -> None:
    monde.faire()
    fabrique.heures(monde.contrat, LUNDI, 390, chantier_id=monde.chantier.pk)
    reponse = monde.faire(version=1, vu={1: 420}, depart=1020)
    assert (reponse["sort"], reponse["etat"]["genre"]) == ("conflit", "heures")
    assert registre() == [(LUNDI, 1, 390)]


def test_a_leave_of_the_grid_is_replaced_by_a_presence(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LUNDI, 312, nature=CP, chantier_id=monde.chantier.pk)
    monde.faire(vu={CP: 312})
    assert registre() == [(LUNDI, 1, 420)]


def test_the_half_day_of_leave_of_a_pointed_day_stays(monde: Monde) -> None:
    monde.faire(depart=720, pause=0)
    fabrique.heures(monde.contrat, LUNDI, 72, nature=CP, chantier_id=monde.chantier.pk)
    reponse = monde.faire(version=1, vu={1: 240, CP: 72}, depart=735, pause=0)
    assert reponse["sort"] == "fait"
    assert registre() == [(LUNDI, 1, 255), (LUNDI, CP, 72)]


def test_hours_corrected_to_nothing_are_not_taken_for_the_same_again(monde: Monde) -> None:
    monde.faire()
    fabrique.valider_mois(monde.structure, LUNDI.replace(day=1))
    corriger(LigneHeures.objects.get(), minutes=0, motif="absente", par=None)
    encore = monde.faire(version=1)
    assert encore["sort"] == "refuse"
    assert "sont validées" in encore["phrase"]
    assert Pointage.objects.get().version == 1


def test_the_other_changes_are_done_when_one_is_refused(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LUNDI, 300, chantier_id=monde.chantier.pk)
    fabrique.valider_mois(monde.structure, LUNDI.replace(day=1))
    validee, bonne = monde.envoyer(
        monde.operation(vu={1: 300}), monde.operation(jour=MARDI, arrivee=540)
    )
    assert validee["sort"] == "refuse"
    assert "validées" in validee["phrase"]
    assert validee["etat"]["fige"]
    assert bonne["sort"] == "fait"
    assert registre() == [(LUNDI, 1, 300), (MARDI, 1, 360)]


def test_a_closed_month_is_refused_with_its_sentence(monde: Monde) -> None:
    fabrique.heures(monde.contrat, MARDI, 300)
    fabrique.valider_mois(monde.structure, LUNDI.replace(day=1))
    assert cloturer([monde.structure.pk], LUNDI.replace(day=1), par=None).closes
    reponse = monde.faire()
    assert (reponse["sort"], reponse["etat"]["fige"]) == ("refuse", True)
    assert "mois clos" in reponse["phrase"]
    assert registre() == [(MARDI, 1, 300)]
    assert not FeuilleSemaine.objects.exists()


@pytest.mark.parametrize(
    ("changes", "mot"),
    [
        ({"depart": 480}, "départ"),
        ({"depart": 300}, "départ"),
        ({"arrivee": -15}, "départ"),
        ({"depart": 1500}, "départ"),
        ({"depart": None}, "départ"),
        ({"pause": 480}, "pause"),
        ({"pause": -5}, "pause"),
        ({"jour": date(2026, 5, 12)}, "hors du contrat"),
    ],
)
def test_times_that_cannot_be_are_refused(monde: Monde, changes: dict[str, Any], mot: str) -> None:
    reponse = monde.faire(**changes)
    assert reponse["sort"] == "refuse"
    assert mot in reponse["phrase"]
    assert registre() == []
    assert not Pointage.objects.exists()


def test_a_contract_of_another_structure_is_refused(monde: Monde) -> None:
    autre = fabrique.structure("Autre")
    sien = fabrique.contrat(fabrique.salarie(autre), fabrique.convention(autre))
    reponse = monde.faire(contrat_id=sien.pk)
    assert (reponse["sort"], reponse["etat"]) == ("refuse", None)
    assert registre() == []


def test_the_clause_of_the_hours_follows_from_day_to_day(monde: Monde) -> None:
    clause = fabrique.clause(fabrique.client(monde.structure))
    fabrique.heures(monde.contrat, LUNDI, 300, chantier_id=monde.chantier.pk, clause_id=clause.pk)
    monde.faire(vu={1: 300})
    monde.faire(jour=MARDI)
    monde.faire(jour=MARDI + timedelta(days=1), nature=CP, arrivee=None, depart=None, pause=0)
    clauses = LigneHeures.objects.order_by("jour").values_list("clause", flat=True)
    assert list(clauses) == [clause.pk, clause.pk, None]


def test_the_people_of_a_sheet_are_those_seen_there_in_four_weeks(monde: Monde) -> None:
    assert contrats_de_la_feuille(monde.chantier, LUNDI) == set()
    monde.faire(jour=LUNDI - timedelta(weeks=4))
    assert contrats_de_la_feuille(monde.chantier, LUNDI) == {monde.contrat.pk}
    assert contrats_de_la_feuille(monde.chantier, LUNDI + timedelta(weeks=1)) == set()
    assert derniers_pointages(monde.chantier, LUNDI)[monde.contrat.pk].arrivee == 480


def test_a_photo_is_kept_once_and_for_the_instance_alone(monde: Monde, dossier: Path) -> None:
    photo = joindre_photo(monde.chantier, MARDI, JPEG, par=monde.par)
    assert joindre_photo(monde.chantier, LUNDI, JPEG, par=monde.par) == photo
    assert (photo.feuille.lundi, photo.type_contenu, photo.octets) == (
        LUNDI,
        "image/jpeg",
        len(JPEG),
    )
    chemin = chemin_photo(monde.structure.pk, photo.empreinte)
    assert chemin.read_bytes() == JPEG
    assert stat.S_IMODE(chemin.stat().st_mode) == 0o600
    assert [x.name for x in chemin.parent.iterdir()] == [photo.empreinte]
    assert Acte.objects.filter(verbe="feuille.photo").count() == 1


@pytest.mark.parametrize(
    ("contenu", "attendu"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"suite", "image/png"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"GIF89a", None),
        (b"%PDF-1.7", None),
        (b"", None),
    ],
)
def test_a_photo_is_known_by_its_first_bytes(
    monde: Monde,
    dossier: Path,
    contenu: bytes,
    attendu: str | None,
) -> None:
    if attendu is not None:
        assert joindre_photo(monde.chantier, LUNDI, contenu, par=None).type_contenu == attendu
        return
    with pytest.raises(Refus, match="JPEG, PNG ou WEBP"):
        joindre_photo(monde.chantier, LUNDI, contenu, par=None)
    assert not PhotoFeuille.objects.exists()
    assert list(dossier.iterdir()) == []


def test_a_photo_over_8_megabytes_is_refused(monde: Monde, dossier: Path) -> None:
    with pytest.raises(Refus, match="8 Mo"):
        joindre_photo(monde.chantier, LUNDI, JPEG + bytes(8 * 1024 * 1024), par=None)
