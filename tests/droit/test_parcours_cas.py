"""The parcours as a jurist reads it: cases of the PASS, of eligibility, of exits, of immersions."""

import pytest

from etrier.droit.calculs import CALCULS, Constat
from etrier.droit.lecture import SaisieInvalide
from etrier.droit.parametre import charger
from tests.droit.lecteur_cas import Cas, lire_cas

PARAMETRES = charger()
FICHIERS = {
    "pass_iae": "pass",
    "eligibilite": "eligibilite",
    "sorties": "sortie",
    "pmsmp": "pmsmp",
}
CAS = [
    pytest.param(calcul, cas, id=cas.titre)
    for nom, calcul in FICHIERS.items()
    for cas in lire_cas(nom)
]


def executer(calcul: str, entree: dict[str, str | list[str]]) -> Constat:
    """Run a calculator; a list of the case is a value a line."""
    saisies: dict[str, str | None] = {
        nom: "\n".join(ecrit) if isinstance(ecrit, list) else ecrit for nom, ecrit in entree.items()
    }
    rendu = CALCULS[calcul].executer(saisies, PARAMETRES)
    assert isinstance(rendu, Constat)
    return rendu


def en_texte(valeur: object) -> str:
    """As a case writes it: oui, non, nothing, or the text."""
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    return str(valeur)


def au_chemin(obtenu: dict[str, object], chemin: str) -> object:
    """`fin_maximale.RQTH` is a key of a key."""
    trouve: object = obtenu
    for nom in chemin.split("."):
        assert isinstance(trouve, dict)
        trouve = trouve[nom]
    return trouve


@pytest.mark.parametrize(("calcul", "cas"), CAS)
def test_the_case(calcul: str, cas: Cas) -> None:
    assert cas.article
    if "refus" in cas.attendu:
        with pytest.raises(SaisieInvalide) as refus:
            executer(calcul, cas.entree)
        assert cas.attendu["refus"] in str(refus.value)
        return
    obtenu = executer(calcul, cas.entree).to_json()
    for nom, texte in cas.attendu.items():
        if nom.endswith("~"):
            assert texte in str(obtenu[nom.removesuffix("~")])
        else:
            assert en_texte(au_chemin(obtenu, nom)) == texte, nom
