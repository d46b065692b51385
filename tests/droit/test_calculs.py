"""The calculators: figures, bases, parameters, refusals; and the readers they stand on."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etrier.droit import ecriture, lecture
from etrier.droit.calculs import CALCULS, Reponse, Resultat
from etrier.droit.lecture import SaisieInvalide
from etrier.droit.parametre import NonCalculable, charger
from tests.droit.lecteur_cas import Cas, pour_chaque_cas

PARAMETRES = charger()
FIGURES = ("montant_centimes", "etp", "minutes")


def executer(entree: dict[str, str]) -> Reponse:
    saisies = {nom: texte for nom, texte in entree.items() if nom != "calcul"}
    return CALCULS[entree["calcul"]].executer(saisies, PARAMETRES)


@pour_chaque_cas("calculs")
def test_calculs(cas: Cas) -> None:
    if "non_calculable" in cas.attendu:
        with pytest.raises(NonCalculable, match=cas.attendu["non_calculable"]):
            executer(cas.entree)
        return
    obtenu = executer(cas.entree).to_json()
    assert json.loads(json.dumps(obtenu)) == obtenu
    assert [nom for nom in FIGURES if nom in obtenu] == [
        nom for nom in FIGURES if nom in cas.attendu
    ]
    for nom, texte in cas.attendu.items():
        assert _en_texte(nom, obtenu[nom]) == texte


def _en_texte(nom: str, valeur: object) -> str:
    """What a jurist would have written: ordinary spaces, whole euros without centimes."""
    if nom == "montant_centimes":
        assert isinstance(valeur, int)
        valeur = ecriture.euros(valeur)
        valeur = valeur.replace(",00", "")
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    return str(valeur).replace(ecriture.INSECABLE, " ")


def test_the_result_gives_its_parameters_with_their_texts() -> None:
    saisie = {"calcul": "aide-au-poste", "dispositif": "ACI", "le": "2025-03-01", "heures": "1000"}
    obtenu = executer(saisie).to_json()
    assert obtenu["motif"] is None
    assert obtenu["provisoire"] is False
    parametres = obtenu["parametres"]
    assert isinstance(parametres, list)
    socle = parametres[1]
    assert (socle["parametre"], socle["valeur"]) == ("aide_au_poste/socle", "23921")
    assert socle["reference"]["titre"].startswith("Arrêté du 4 décembre 2024")


def test_a_value_carried_forward_is_provisional_and_says_so() -> None:
    saisie = {"calcul": "aide-au-poste", "dispositif": "AI", "le": "2026-03-01", "heures": "100"}
    resultat = executer(saisie)
    assert resultat.provisoire
    assert str(resultat.to_json()["motif"]).startswith("Valeur provisoire")
    assert "À savoir : Valeur provisoire" in resultat.en_texte()


def test_the_text_says_the_figure_the_base_and_the_law() -> None:
    saisie = {"calcul": "etp", "dispositif": "EI", "heures": "130"}
    texte = executer(saisie).en_texte().replace(ecriture.INSECABLE, " ")
    assert texte.startswith(
        "0,08637873754152823920265780731 ETP\n  Calcul : 130 h ÷ 1 505 h par an"
    )
    assert "ETP mensuel (× 12) : 1,036544850498338870431893688" in texte
    assert "etp/heures_annuelles [EI] = 1 505 h/an, depuis le" in texte


@pytest.mark.parametrize(
    ("saisie", "message"),
    [
        ({"heures": "130"}, "« Dispositif » est à remplir."),
        ({"dispositif": "XX", "heures": "130"}, "« XX » n'est pas un dispositif"),
        ({"dispositif": "EI", "heures": "beaucoup"}, "Heures : « beaucoup » n'est pas"),
        ({"dispositif": "EI", "heures": "1", "age": "7"}, "« age » n'est pas demandé"),
        (
            {"dispositif": "EI", "heures": "1", "le": "31/02/2025"},
            "n'existe pas dans le calendrier",
        ),
    ],
)
def test_it_refuses_what_it_cannot_read(saisie: dict[str, str], message: str) -> None:
    with pytest.raises(SaisieInvalide, match=message):
        CALCULS["etp"].executer(saisie, PARAMETRES)


def test_it_refuses_a_choice_that_does_not_exist() -> None:
    with pytest.raises(SaisieInvalide, match="choisissez : metropole, mayotte"):
        CALCULS["smic"].executer({"le": "2025-01-01", "territoire": "lune"}, PARAMETRES)


def test_it_refuses_a_regularisation_outside_the_annexe() -> None:
    saisie = {
        "dispositif": "ACI",
        "debut": "01/01/2025",
        "fin": "31/12/2025",
        "postes": "10",
        "le": "01/01/2026",
        "heures": "1",
    }
    with pytest.raises(SaisieInvalide, match="hors des dates de l'annexe"):
        CALCULS["regularisation"].executer(saisie, PARAMETRES)


def test_it_refuses_an_annexe_that_ends_before_it_begins() -> None:
    saisie = {"postes": "1", "montant_unitaire": "1", "debut": "02/01/2025", "fin": "01/01/2025"}
    with pytest.raises(SaisieInvalide, match="précède le début"):
        CALCULS["annexe"].executer(saisie, PARAMETRES)


def test_a_result_holds_exactly_one_figure() -> None:
    with pytest.raises(ValueError, match="exactly one"):
        Resultat(base="rien")


def test_every_calculator_explains_itself() -> None:
    for nom, calcul in CALCULS.items():
        assert nom == calcul.nom
        assert calcul.description.endswith(".")
        assert calcul.articles
        noms = [argument.nom for argument in calcul.arguments]
        assert len(set(noms)) == len(noms)
        assert all(argument.option.startswith("--") for argument in calcul.arguments)


@pytest.mark.parametrize(
    ("texte", "minutes"),
    [
        ("130", 7800),
        ("130,5", 7830),
        ("130.5", 7830),
        ("130h30", 7830),
        ("130 h 30", 7830),
        ("130 h", 7800),
        ("130:30", 7830),
        ("130H05", 7805),
        ("1 000", 60000),
        ("1\u202f000 h", 60000),
        ("7,33", 440),
        ("0", 0),
    ],
)
def test_it_reads_hours(texte: str, minutes: int) -> None:
    assert lecture.lire_heures(texte) == minutes


@pytest.mark.parametrize("texte", ["", "h30", "7h60", "-7", "7,5,5", "sept", "7:", "1e3", "٣"])
def test_it_refuses_hours_nobody_can_read(texte: str) -> None:
    with pytest.raises(SaisieInvalide, match="n'est pas un nombre d'heures"):
        lecture.lire_heures(texte)


@given(st.integers(0, 10**7))
def test_hours_written_are_read_back(minutes: int) -> None:
    assert lecture.lire_heures(ecriture.heures(minutes)) == minutes


@given(st.integers(0, 10**12))
def test_amounts_written_are_read_back(centimes: int) -> None:
    assert lecture.lire_montant(ecriture.euros(centimes)) == centimes


@given(st.dates())
def test_days_are_read_in_both_forms(le: date) -> None:
    assert lecture.lire_date(le.isoformat()) == le
    assert lecture.lire_date(f"{le.day}/{le.month:02}/{le.year:04}") == le


@pytest.mark.parametrize(
    ("lire", "texte"),
    [
        (lecture.lire_montant, "12,345"),
        (lecture.lire_montant, "-3"),
        (lecture.lire_postes, "7,955"),
        (lecture.lire_entier, "1,5"),
        (lecture.lire_booleen, "peut-être"),
        (lecture.lire_date, "2025-13-01"),
        (lecture.lire_date, "mardi"),
        (lecture.lire_nombre, "NaN"),
    ],
)
def test_it_refuses_what_is_not_of_its_kind(lire: object, texte: str) -> None:
    assert callable(lire)
    with pytest.raises(SaisieInvalide, match="«"):
        lire(texte)


def test_it_writes_figures_in_french() -> None:
    espace = ecriture.INSECABLE
    assert ecriture.euros(-766699) == f"-7{espace}666,99{espace}€"
    assert ecriture.heures(-7830) == f"-130{espace}h{espace}30"
    assert ecriture.nombre(Decimal("-0.70")) == "-0,70"
    assert ecriture.centiemes(795) == "7,95"
    assert ecriture.centiemes(1000) == "10"
    assert ecriture.jour(date(2025, 12, 31)) == "31/12/2025"
