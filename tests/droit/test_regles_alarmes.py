"""Alarms of a month and the counter of the 480 hours of an AI, with its calculator."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etrier.droit.calculs.calcul import Resultat
from etrier.droit.calculs.compteur_ai import CALCULS_COMPTEUR_AI
from etrier.droit.calculs.remuneration import CALCULS_REMUNERATION
from etrier.droit.lecture import SaisieInvalide
from etrier.droit.parametre import NonCalculable, charger
from etrier.droit.regles import compteur_ai as compteur
from etrier.droit.regles.alarmes import (
    ENTREE_CONDITIONS,
    ENTREE_CONTRATS,
    ENTREE_LIGNES,
    ENTREE_PERIODES,
    alarmes,
)
from etrier.droit.regles.alarmes_heures import SORTIE
from tests.droit.lecteur_cas import Cas, frame, jour_du_cas, pour_chaque_cas, verifier_table

MARS = date(2025, 3, 1)
FIN_MARS = date(2025, 3, 31)
PARAMETRES = charger()
PASSES = ({"debut": date(2024, 1, 1), "fin": date(2025, 12, 31)},)
CONDITIONS = ({"contrat_id": 1, "effet": date(2025, 1, 1)},)


def _contrats(rangees: object) -> pl.DataFrame:
    return frame(
        rangees,
        {**ENTREE_CONTRATS, "territoire": pl.String},
        contrat_id=1,
        structure_id=1,
        personne_id=1,
        type_contrat="CDDI",
        dispositif="ACI",
        debut=date(2025, 1, 1),
        fin=date(2025, 12, 31),
        territoire="metropole",
    )


def _lignes(rangees: object) -> pl.DataFrame:
    return frame(rangees, ENTREE_LIGNES, structure_id=1, personne_id=1, contrat_id=1, nature=1)


def _periodes(rangees: object) -> pl.DataFrame:
    return frame(rangees, ENTREE_PERIODES, personne_id=1)


def _conditions(rangees: object) -> pl.DataFrame:
    return frame(rangees, ENTREE_CONDITIONS, contrat_id=1, taux_horaire_centimes=1200)


def _placements(rangees: object) -> pl.DataFrame:
    return frame(rangees, compteur.ENTREE, personne_id=1, nature_client="entreprise")


@pour_chaque_cas("alarmes")
def test_it_raises_the_alarms_of_a_month(cas: Cas) -> None:
    sortie = alarmes(
        _lignes(cas.entree["lignes"]),
        _contrats(cas.entree.get("contrats", ({},))),
        _conditions(cas.entree.get("conditions", CONDITIONS)),
        _periodes(cas.entree.get("passes", PASSES)),
        _periodes(cas.entree.get("suspensions")),
        PARAMETRES,
        MARS,
    )
    assert dict(sortie.schema) == SORTIE
    verifier_table(cas, sortie)


@pour_chaque_cas("compteur_ai")
def test_it_counts_the_hours_of_an_ai(cas: Cas) -> None:
    placements = _placements(cas.entree["placements"])
    sortie = compteur.compteur_ai(placements, PARAMETRES, jour_du_cas(cas, "le"))
    assert dict(sortie.schema) == compteur.SORTIE
    verifier_table(cas, sortie)


def _alarmes_ai(minutes: int, dispositif: str = "AI") -> pl.DataFrame:
    placements = _placements([{"jour": date(2025, 3, 3), "minutes": minutes}])
    return alarmes(
        _lignes([{"jour": date(2025, 3, 3), "minutes": 60}]),
        _contrats([{"dispositif": dispositif}]),
        _conditions(CONDITIONS),
        _periodes(PASSES),
        _periodes([]),
        PARAMETRES,
        MARS,
        compteurs=compteur.compteur_ai(placements, PARAMETRES, FIN_MARS),
    )


@pytest.mark.parametrize(
    ("minutes", "codes"),
    [
        (384 * 60 - 1, []),
        (384 * 60, ["AI_80_POURCENT"]),
        (480 * 60, ["AI_80_POURCENT"]),
        (480 * 60 + 1, ["AI_480H"]),
    ],
)
def test_it_warns_an_ai_before_and_past_its_cap(minutes: int, codes: list[str]) -> None:
    sortie = _alarmes_ai(minutes)
    assert sortie["code"].to_list() == codes
    assert sortie["mesure"].to_list() == [minutes] * len(codes)
    assert sortie["seuil"].to_list() == [480 * 60] * len(codes)


def test_it_warns_only_associations_intermediaires_of_the_cap() -> None:
    assert _alarmes_ai(500 * 60, dispositif="ACI").is_empty()


def test_it_counts_nothing_for_an_empty_ledger() -> None:
    sortie = compteur.compteur_ai(_placements([]), PARAMETRES)
    assert dict(sortie.schema) == compteur.SORTIE
    assert sortie.is_empty()


def test_it_gives_a_reason_when_the_cap_is_not_established() -> None:
    placements = _placements([{"jour": date(2015, 1, 5), "minutes": 60}])
    with pytest.raises(NonCalculable, match="pas de valeur établie au 05/01/2010"):
        compteur.compteur_ai(placements, PARAMETRES, date(2010, 1, 5))


PLACEMENTS = st.lists(
    st.fixed_dictionaries(
        {
            "personne_id": st.integers(1, 3),
            "jour": st.dates(date(2018, 1, 1), date(2026, 12, 31)),
            "minutes": st.integers(1, 600),
            "nature_client": st.sampled_from(["entreprise", "particulier"]),
        }
    ),
    min_size=1,
    max_size=60,
)


def _fenetre_simple(jours: list[date]) -> tuple[date, date]:
    """The latest window of one person, walked day by day."""
    debut = fin = date.min
    for jour in sorted(jours):
        if jour > fin:
            # 24 months later, less a day; the 29th of February falls on the 28th.
            borne = min(jour.day, 28) if jour.month == 2 else jour.day
            suivant = date(jour.year + 2, jour.month, borne)
            debut, fin = jour, date.fromordinal(suivant.toordinal() - 1)
    return debut, fin


@given(PLACEMENTS)
def test_windows_are_those_of_a_walk_day_by_day(rangees: list[dict[str, object]]) -> None:
    placements = _placements(rangees)
    sortie = compteur.compteur_ai(placements, PARAMETRES)
    for ligne in sortie.to_dicts():
        siens = placements.filter(pl.col("personne_id") == ligne["personne_id"])
        plafonnes = siens.filter(pl.col("nature_client") == "entreprise")
        assert ligne["minutes_comptees"] + ligne["minutes_ecartees"] == siens["minutes"].sum()
        if plafonnes.is_empty():
            assert ligne["premier_jour"] is None
            continue
        debut, fin = _fenetre_simple(plafonnes["jour"].to_list())
        assert (ligne["premier_jour"], ligne["fin_fenetre"]) == (debut, fin)
        dedans = plafonnes.filter(pl.col("jour").is_between(debut, fin))
        assert ligne["minutes_comptees"] == dedans["minutes"].sum()


def _calculer(texte: str, **autres: str) -> object:
    return CALCULS_COMPTEUR_AI[0].executer({"fichier": texte, **autres}, PARAMETRES).to_json()


@pytest.mark.parametrize(
    "texte",
    [
        "personne;jour;heures;client\nA;15/01/2025;480h00;entreprise\nA;02/06/2025;0h01;Entreprise\n",
        "\ufeffpersonne,jour,heures,client\r\nA,2025-01-15,480,entreprise\r\nA,2025-06-02,0:01,entreprise\r\n",
        "Client;Heures;Jour;Personne\nentreprise;480;15/01/2025;A\n\nentreprise;0h01;02/06/2025;A",
    ],
)
def test_the_calculator_reads_french_files(texte: str) -> None:
    resultat = _calculer(texte)
    assert isinstance(resultat, dict)
    assert resultat["minutes"] == 480 * 60 + 1
    assert resultat["lignes"] == [
        {
            "libelle": "A",
            "comptees_minutes": 480 * 60 + 1,
            "restantes_minutes": 0,
            "hors_plafond_minutes": 0,
            "situation": "du 15/01/2025 au 14/01/2027, plafond dépassé le 02/06/2025",
        }
    ]
    noms = [valeur["parametre"] for valeur in resultat["parametres"]]
    assert noms[0] == "contrats/ai_plafond_heures"


def test_the_calculator_adds_up_the_persons_of_a_file() -> None:
    texte = (
        "personne;jour;heures;client\n"
        "A;15/01/2025;10;entreprise\n"
        "B;16/01/2025;20,5;entreprise\n"
        "C;17/01/2025;5;collectivité\n"
    )
    resultat = _calculer(texte)
    assert isinstance(resultat, dict)
    assert resultat["minutes"] == 1830
    assert [ligne["libelle"] for ligne in resultat["lignes"]] == ["A", "B", "C"]
    assert resultat["lignes"][2]["situation"] == "aucune heure en entreprise"


@pytest.mark.parametrize(
    ("texte", "message"),
    [
        ("", "est à remplir"),
        ("personne;jour;heures\nA;15/01/2025;10", "doit nommer les colonnes"),
        ("personne;jour;heures;client\n", "aucune ligne"),
        ("personne;jour;heures;client\nA;31/02/2025;10;entreprise", "^Ligne 2 : .*calendrier"),
        ("personne;jour;heures;client\nA;15/01/2025;dix;entreprise", "Ligne 2 : « dix »"),
        ("personne;jour;heures;client\nA;15/01/2025;10;voisin", "Ligne 2 : « voisin »"),
        ("personne;jour;heures;client\n;15/01/2025;10;entreprise", "Ligne 2 : la personne"),
        ("personne,jour,heures,client\nA,15/01/2025,7,5,entreprise", "Ligne 2 : 5 colonnes"),
    ],
)
def test_the_calculator_refuses_an_unreadable_file_with_its_line(texte: str, message: str) -> None:
    with pytest.raises(SaisieInvalide, match=message):
        _calculer(texte)


def test_the_calculator_shows_the_first_errors_and_counts_the_others() -> None:
    texte = "personne;jour;heures;client\n" + "A;hier;1;entreprise\n" * 7
    with pytest.raises(SaisieInvalide, match=r"Ligne 6 : .*\n… et 2 autre"):
        _calculer(texte)


CALCULS = {calcul.nom: calcul for calcul in CALCULS_REMUNERATION}


@pytest.mark.parametrize(
    ("nom", "saisies", "centimes"),
    [
        ("ifm-iccp", {"brut": "1800", "contrat": "MISSION", "le": "01/03/2025"}, 37_800),
        ("ifm-iccp", {"brut": "1800", "contrat": "CDDU", "le": "01/03/2025"}, 18_000),
        ("ifm-iccp", {"brut": "1800", "contrat": "CDDI", "le": "01/03/2025"}, 0),
        ("heures-supplementaires", {"heures": "44", "taux": "12", "le": "01/03/2025"}, 3_000),
        ("heures-supplementaires", {"heures": "35", "taux": "12", "le": "01/03/2025"}, 0),
        ("heures-supplementaires", {"heures": "35h01", "taux": "12", "le": "01/03/2025"}, 5),
        ("controle-smic", {"taux": "11,50", "le": "15/11/2024"}, 38),
        ("controle-smic", {"taux": "11,88", "le": "15/11/2024"}, 0),
        ("controle-smic", {"taux": "9", "le": "15/11/2024", "territoire": "mayotte"}, 0),
    ],
)
def test_the_pay_calculators(nom: str, saisies: dict[str, str], centimes: int) -> None:
    resultat = CALCULS[nom].executer(saisies, PARAMETRES)
    assert isinstance(resultat, Resultat)
    assert resultat.montant_centimes == centimes
    assert resultat.base


def test_the_pay_calculators_refuse_a_day_before_the_first_known_value() -> None:
    with pytest.raises(NonCalculable):
        CALCULS["controle-smic"].executer({"taux": "11,50", "le": "15/11/1990"}, PARAMETRES)
