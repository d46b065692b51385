"""Good rows in, the others given back: corrected, they complete the month and double nothing."""

import io
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from etrier.heures.importation.actions import (
    importer,
    importer_ou_dire,
    previsualiser,
    rendre_les_refusees,
)
from etrier.heures.models import ImportHeures, LigneHeures
from etrier.parcours.models import Contrat, Personne
from etrier.structures.formats.refus import FichierRefuse
from tests import fabrique
from tests.heures.classeurs import ENTETE, csv

pytestmark = pytest.mark.django_db
MOIS = date(2025, 10, 1)
JOURS = range(1, 32)


@pytest.fixture
def contrats() -> list[Contrat]:
    """Two people of one structure, under contract all year."""
    convention = fabrique.convention(fabrique.structure())
    faits = []
    for nom in ("DUPONT", "MARTIN"):
        personne = Personne.objects.create(nom=nom, prenom="Claude", naissance=date(1990, 1, 1))
        salarie = fabrique.salarie(convention.structure, personne=personne)
        faits.append(fabrique.contrat(salarie, convention))
    return faits


def grille(*rangees: tuple[str, dict[int, object]]) -> bytes:
    """A workbook of October: people down, days across."""
    flux = io.BytesIO()
    with xlsxwriter.Workbook(flux, {"in_memory": True}) as classeur:
        feuille = classeur.add_worksheet("octobre 2025")
        feuille.write_row(0, 0, ("Nom et prénom", *JOURS))
        for rang, (nom, heures) in enumerate(rangees, start=1):
            feuille.write_row(rang, 0, (nom, *(heures.get(j, "") for j in JOURS)))
    return flux.getvalue()


def cellules(contenu: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(contenu)).get_sheet_by_index(0).to_python()


def reecrire(lignes: list[list[Any]]) -> bytes:
    """The same cells as a workbook."""
    flux = io.BytesIO()
    with xlsxwriter.Workbook(flux, {"in_memory": True}) as classeur:
        feuille = classeur.add_worksheet("octobre 2025")
        for rang, ligne in enumerate(lignes):
            feuille.write_row(rang, 0, ligne)
    return flux.getvalue()


def livre() -> set[tuple[str, int, int]]:
    lues = LigneHeures.objects.values_list("salarie__personne__nom", "jour", "minutes")
    return {(nom, jour.day, minutes) for nom, jour, minutes in lues}


def test_a_row_of_days_comes_back_with_its_reason_and_completes(contrats: list[Contrat]) -> None:
    une = contrats[0].structure
    contenu = grille(("DUPONT Claude", {1: 7, 2: "25h", 3: 6}), ("MARTIN Claude", {1: 7, 2: 7}))
    apercu, source = importer_ou_dire(
        une, contenu, "octobre.xlsx", par=None, mois=MOIS, bonnes_lignes=True
    )
    assert source is not None
    assert (source.lignes_ajoutees, source.lignes_refusees) == (4, 1)
    rendu, nom = rendre_les_refusees(apercu, contenu)
    assert nom.endswith(".xlsx")
    lignes = cellules(rendu)
    (rang,) = [r for r, ligne in enumerate(lignes) if "DUPONT Claude" in ligne]
    assert not any("MARTIN Claude" in ligne for ligne in lignes)
    raison = str(lignes[rang][-1])
    assert "24" in raison
    assert raison.startswith("C :")
    lignes[rang][lignes[rang].index("25h")] = 5
    importer(une, reecrire(lignes), nom, par=None, mois=MOIS)
    voulu = {("DUPONT", 1, 420), ("DUPONT", 2, 300), ("DUPONT", 3, 360)}
    assert livre() == voulu | {("MARTIN", 1, 420), ("MARTIN", 2, 420)}
    assert LigneHeures.objects.count() == 5
    assert ImportHeures.objects.count() == 2


def test_rejected_rows_sent_back_uncorrected_change_nothing(contrats: list[Contrat]) -> None:
    une, qui = contrats[0].structure, contrats[0].salarie.matricule
    le = date(2025, 10, 6)
    contenu = csv(ENTETE, (qui, le, 3), (qui, le, 4), (qui, date(2025, 10, 7), 7))
    apercu, source = importer_ou_dire(une, contenu, "h.csv", par=None, bonnes_lignes=True)
    assert source is not None
    # The same key twice: neither is written, for a later 4 would otherwise replace the 3.
    assert livre() == {("DUPONT", 7, 420)}
    rendu, nom = rendre_les_refusees(apercu, contenu)
    apercu, source = importer_ou_dire(une, rendu, nom, par=None, bonnes_lignes=True)
    assert (apercu.refusees, source) == (2, None)
    assert livre() == {("DUPONT", 7, 420)}


def test_all_bad_is_refused_even_when_the_good_rows_are_asked_for(contrats: list[Contrat]) -> None:
    une = contrats[0].structure
    contenu = csv(ENTETE, ("X1", date(2025, 10, 6), 3))
    with pytest.raises(FichierRefuse):
        importer(une, contenu, "h.csv", par=None, bonnes_lignes=True)
    assert not ImportHeures.objects.exists()


def test_a_code_alone_is_the_rest_of_the_planned_day(contrats: list[Contrat]) -> None:
    """26 hours a week are 5 h 12 a day."""
    une = contrats[0].structure
    contenu = grille(("DUPONT Claude", {1: "CP", 2: "2h CP", 3: 7, 4: "CP"}))
    apercu = previsualiser(une, contenu, "octobre.xlsx", MOIS)
    dites = {(x.jour.day, x.nature, x.minutes) for x in apercu.lignes if x.jour and x.saisie}
    assert (1, 5, 312) in dites
    assert (3, 1, 420) in dites
    (refusee,) = [x for x in apercu.lignes if x.jour == date(2025, 10, 4)]
    assert "rien n’est prévu de plus ce jour-là" in refusee.motif  # a Saturday
    importer(une, contenu, "octobre.xlsx", par=None, mois=MOIS, bonnes_lignes=True)
    avant = livre()
    encore = previsualiser(une, contenu, "octobre.xlsx", MOIS)
    assert (encore.nouvelles, encore.modifiees) == (0, 0)
    assert livre() == avant
