"""Files made the way real people make them: each is read as it is meant, or refused as it must."""

import json
from pathlib import Path
from typing import Any

import pytest

from etrier.heures.formats.tableurs.tableur import Feuille, LigneTableur, lire_tableur
from etrier.structures.formats.refus import FichierRefuse
from tests.heures.tableurs.fabrique import FICHIERS, attendu, lire_attendu, toutes

CORPUS = sorted(f for f in FICHIERS.iterdir() if f.suffix != ".json")


def qui(ligne: LigneTableur) -> str:
    """The person a line names, however it does."""
    return ligne.matricule or ligne.personne or f"{ligne.nom} {ligne.prenom}".strip()


def montrer(ligne: LigneTableur) -> dict[str, Any]:
    """A line, in the words of the expected results."""
    return {
        "numero": ligne.numero,
        "qui": qui(ligne),
        "jour": ligne.jour.isoformat() if ligne.jour else None,
        "minutes": ligne.minutes,
        "nature": ligne.nature.name if ligne.nature is not None else None,
        "lieu": ligne.lieu or ligne.chantier or ligne.mission,
        "feuille": ligne.feuille,
        "colonne": ligne.colonne,
        "masquee": ligne.masquee,
        "code": ligne.code,
        "zeros_perdus": ligne.zeros_perdus,
        "refus": " ".join(phrase for _colonne, phrase in ligne.refus),
    }


def _comparer(lue: LigneTableur, voulue: dict[str, Any]) -> None:
    vue = montrer(lue)
    refus = voulue.pop("refus", "")
    assert refus in vue["refus"], (vue, refus)
    assert bool(refus) == bool(vue["refus"]), vue
    assert {cle: vue[cle] for cle in voulue} == voulue


def test_the_corpus_is_large_and_made_of_every_kind() -> None:
    assert len(CORPUS) >= 60
    assert {f.suffix for f in CORPUS} == {".csv", ".txt", ".xlsx", ".ods", ".xls"}
    assert sum(f.stat().st_size for f in FICHIERS.iterdir()) < 2 * 1024 * 1024


@pytest.mark.parametrize("fichier", CORPUS, ids=lambda f: f.name)
def test_it_reads_a_file_as_it_is_meant_or_refuses_it(fichier: Path) -> None:
    voulu = lire_attendu(fichier)
    if "refus" in voulu:
        with pytest.raises(FichierRefuse) as refus:
            lire_tableur(fichier.read_bytes(), fichier.name)
        assert voulu["refus"] in refus.value.phrase
        return
    feuille = lire_tableur(fichier.read_bytes(), fichier.name)
    assert len(feuille.lignes) == len(voulu["lignes"])
    for lue, ligne in zip(feuille.lignes, voulu["lignes"], strict=True):
        _comparer(lue, dict(ligne))
    assert feuille.disposition.genre == voulu["genre"]
    _comparer_remarques(feuille, voulu)


def _comparer_remarques(feuille: Feuille, voulu: dict[str, Any]) -> None:
    voulues = voulu.get("remarques", [])
    for phrase in voulues:
        assert any(phrase in remarque for remarque in feuille.remarques), feuille.remarques
    if not voulu.get("et_plus"):
        assert len(feuille.remarques) == len(voulues), feuille.remarques


@pytest.mark.parametrize("fichier", CORPUS, ids=lambda f: f.name)
def test_a_layout_shown_and_accepted_reads_the_same(fichier: Path) -> None:
    if "refus" in lire_attendu(fichier):
        return
    devinee = lire_tableur(fichier.read_bytes(), fichier.name)
    vue = type(devinee.disposition).de_json(json.loads(json.dumps(devinee.disposition.en_json())))
    assert lire_tableur(fichier.read_bytes(), fichier.name, vue).lignes == devinee.lignes


def test_the_files_say_what_the_scenes_say() -> None:
    for scene in toutes():
        assert lire_attendu(FICHIERS / scene.nom) == json.loads(json.dumps(attendu(scene)))
