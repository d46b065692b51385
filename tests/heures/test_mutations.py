"""Ten thousand spoilt sheets: never a traceback, never an hour that was not written."""

import random
from collections import Counter

import pytest

from etrier.heures.formats.tableurs.tableur import (
    Feuille,
    LigneTableur,
    lire_tableur,
    lire_une_grille,
)
from etrier.structures.formats.refus import FichierRefuse
from tests.heures.mutations import Heure, Verite, mutations, mutations_en_memoire, octets_abimes
from tests.heures.mutations_cas import OPERATIONS
from tests.heures.test_corpus import qui

GRAINE = 20261005
EN_MEMOIRE, ECRITES, ABIMEES = 8_800, 300, 900
LOTS = 4


def _nature(ligne: LigneTableur) -> str:
    return "" if ligne.nature is None else ligne.nature.name


def donnees(feuille: Feuille) -> Counter[Heure]:
    """The hours a reading gives, refused lines left aside."""
    return Counter(
        (
            qui(x),
            x.jour.isoformat() if x.jour else None,
            x.nature.name if x.nature else "",
            x.minutes,
        )
        for x in feuille.lignes
        if not x.refus
    )


def _faute(nom: str, feuille: Feuille, verite: Verite) -> str:
    lues = donnees(feuille)
    if fausses := lues - verite.permises:
        return f"{nom}: wrong {dict(fausses)}"
    if verite.exacte and (perdues := verite.permises - lues):
        return f"{nom}: lost {dict(perdues)}"
    return ""


@pytest.mark.parametrize("lot", range(LOTS))
def test_spoilt_cells_never_give_a_wrong_hour(lot: int) -> None:
    fautes = []
    for mutation in mutations_en_memoire(GRAINE + lot, EN_MEMOIRE // LOTS):
        try:
            feuille = lire_une_grille(mutation.grille, mutation.fichier)
        except FichierRefuse:
            if mutation.verite.exacte and mutation.verite.permises:
                fautes.append(f"{mutation.nom}: refused")
            continue
        fautes.append(_faute(mutation.nom, feuille, mutation.verite))
    assert [f for f in fautes if f] == []


def _lire(nom: str, contenu: bytes) -> Feuille | None:
    try:
        return lire_tableur(contenu, nom.rpartition(":")[2])
    except FichierRefuse:
        return None


def test_spoilt_files_never_give_a_wrong_hour() -> None:
    fautes = []
    for nom, contenu, verite in mutations(GRAINE, ECRITES):
        feuille = _lire(nom, contenu)
        if feuille is not None and verite is not None:
            fautes.append(_faute(nom, feuille, verite))
    assert [f for f in fautes if f] == []


def test_spoilt_bytes_never_break_the_reading() -> None:
    hasard = random.Random(GRAINE)
    fautes = []
    lues = 0
    for _fois in range(ABIMEES):
        nom, contenu, verite = octets_abimes(hasard)
        feuille = _lire(nom, contenu)
        lues += feuille is not None
        if feuille is not None and verite is not None:
            fautes.append(_faute(nom, feuille, verite))
    assert [f for f in fautes if f] == []
    assert lues > 50


def test_there_are_ten_thousand_and_every_operation_happens() -> None:
    assert EN_MEMOIRE + ECRITES + ABIMEES >= 10_000
    noms = {m.nom.split(":")[1] for m in mutations_en_memoire(GRAINE, 1_000)}
    assert noms == {o.__name__ for o in OPERATIONS}
