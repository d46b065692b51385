"""Papers signed: on the screen, by hand, and what a drawing may be."""

import json
from datetime import UTC, date, datetime

import pytest

from etrier.parcours.documents.fichiers import ouvrir_fichier, ouvrir_original
from etrier.parcours.documents.signatures import attendues, signer_ecran, signer_papier
from etrier.parcours.documents.traces import en_svg, lire_trace
from etrier.parcours.enums_accompagnement import MoyenSignature, QuiSigne
from etrier.parcours.models import Contrat, Signature
from etrier.socle.erreurs import Refus
from tests import fabrique
from tests.parcours.monde_documents import LE, contrat, demander, faire, texte

__all__ = ["contrat"]

pytestmark = pytest.mark.django_db
TRACE = json.dumps([[[10 + n, 20 + n] for n in range(30)]])


def test_both_sign_on_the_screen_and_the_evidence_is_kept(contrat: Contrat) -> None:
    papier = faire(demander(contrat))
    compte = fabrique.utilisateur()
    instant = datetime(2025, 1, 3, 9, 30, tzinfo=UTC)
    une = signer_ecran(papier, QuiSigne.SALARIE, "Un autre nom", TRACE, par=compte, le=instant)
    assert une.nom == f"Camille {contrat.salarie.personne.nom}"
    assert str(Signature.objects.get().trace) == "•••"
    papier.refresh_from_db()
    assert papier.etat == "emis"
    signer_ecran(papier, QuiSigne.EMPLOYEUR, "Alix  EXEMPLE", par=compte, le=instant)
    papier.refresh_from_db()
    assert papier.etat == "signe"
    assert attendues(papier) == []
    lu = texte(ouvrir_fichier(papier, par=None))
    for attendu in (
        *("Relevé des signatures", "Alix EXEMPLE", "03/01/2025 à 10 h 30", "dessinée"),
        *("sans dessin", papier.empreinte, f"compte de {compte.nom}"),
    ):
        assert attendu in lu, attendu
    assert "Relevé des signatures" not in texte(ouvrir_original(papier, par=None))


def test_a_paper_signed_by_hand_is_written_down(contrat: Contrat) -> None:
    papier = faire(demander(contrat))
    noms = {QuiSigne.SALARIE.value: "Camille ESSAI", QuiSigne.EMPLOYEUR.value: "Alix EXEMPLE"}
    with pytest.raises(Refus, match="n'a pas pu être signé avant"):
        signer_papier(papier, noms, date(2025, 1, 1), par=None)
    with pytest.raises(Refus, match="Dites qui a signé"):
        signer_papier(papier, {}, LE, par=None)
    assert len(signer_papier(papier, noms, LE, par=None)) == 2
    papier.refresh_from_db()
    assert papier.etat == "signe"
    assert "sur papier, reportée" in texte(ouvrir_fichier(papier, par=None))
    assert set(papier.signatures.values_list("moyen", flat=True)) == {MoyenSignature.PAPIER}


def test_nobody_signs_twice_nor_a_paper_of_others(contrat: Contrat) -> None:
    papier = faire(demander(contrat))
    signer_ecran(papier, QuiSigne.SALARIE, "", par=None)
    with pytest.raises(Refus, match="a déjà signé"):
        signer_ecran(papier, QuiSigne.SALARIE, "", par=None)
    with pytest.raises(Refus, match="ne signe pas ce papier"):
        signer_ecran(papier, QuiSigne.UTILISATEUR, "Noa", par=None)
    with pytest.raises(Refus, match="Écrivez le nom"):
        signer_ecran(papier, QuiSigne.EMPLOYEUR, "  ", par=None)


@pytest.mark.parametrize(
    "brut",
    [
        *("x", "{}", "[1]", "[[1,2]]", "[[[1]]]", "[[[1,2,3]]]", "[[[1.5,2]]]", '[[["1",2]]]'),
        *("[[[601,2]]]", "[[[-1,2]]]", "[[[true,2]]]", "[]", "[[[1,1],[2,2]]]", "null"),
        json.dumps([[[1, 1]] * 6_001]),
    ],
)
def test_only_points_of_the_frame_make_a_drawing(brut: str) -> None:
    with pytest.raises(Refus):
        lire_trace(brut)


def test_a_drawing_is_lines_and_dots() -> None:
    traits = lire_trace(json.dumps([[[n, n] for n in range(8)], [[300, 100]], []]))
    svg = en_svg(traits)
    assert "M0 0L1 1" in svg
    assert "M300 100L300 100" in svg
    assert svg.count("<path") == 2
