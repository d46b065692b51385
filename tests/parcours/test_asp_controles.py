"""The employee record checked here: the samples pass, each rule broken is told, and where."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from etrier.parcours.asp import listes, textes
from etrier.parcours.asp.actions import decrire, preparer
from etrier.parcours.asp.codes import CODES, expliquer
from etrier.parcours.asp.controles import Erreur, verifier, verifier_ligne
from etrier.parcours.asp.ligne import CLES, Sources, composer, mettre_a_plat, nir_est_juste
from etrier.parcours.asp.regles import Ou
from etrier.parcours.asp.schema import CHAMPS
from etrier.parcours.models import FicheSalarie
from etrier.socle.erreurs import Refus
from tests import fabrique
from tests.parcours import monde_asp as monde
from tests.parcours.monde_asp import LE, le_23_novembre

__all__ = ["le_23_novembre"]
pytestmark = pytest.mark.django_db
EXEMPLES = Path(__file__).with_name("fiches_asp")
P, A, S = "personnePhysique.", "adresse.", "situationSalarie."


def lire(nom: str) -> Any:
    return json.loads((EXEMPLES / nom).read_text(encoding="utf-8"))


LOT = lire("RIAE_FS_20260301120000.json")


@pytest.fixture
def fiche() -> FicheSalarie:
    return monde.fiche(fabrique.structure("ACI"), None)


def erreurs(
    fiche: FicheSalarie, situation: Mapping[str, Any] = monde.SITUATION, nir: str = monde.NIR
) -> dict[str, Erreur]:
    return {e.chemin: e for e in verifier(Sources(fiche, situation, nir, "C", LE))}


def test_the_lines_of_the_sample_pass() -> None:
    assert [verifier_ligne(ligne) for ligne in LOT["lignesTelechargement"]] == [[], []]


def test_our_line_has_the_keys_of_the_sample_in_the_same_order(fiche: FicheSalarie) -> None:
    ligne = composer(Sources(fiche, monde.SITUATION, monde.NIR, "C", LE))
    modele = LOT["lignesTelechargement"][0]
    assert list(mettre_a_plat(ligne)) == list(mettre_a_plat(modele))
    ecrits, attendus = mettre_a_plat(ligne), mettre_a_plat(modele)
    genres = {c: {type(v), type(attendus[c])} for c, v in ecrits.items() if c in attendus}
    assert {c for c, g in genres.items() if len(g - {type(None)}) > 1} == set()


def test_the_table_holds_every_field_of_the_sample_and_no_other() -> None:
    dans_le_fichier = list(mettre_a_plat(LOT["lignesTelechargement"][1]))
    assert ["numLigne", *(c.chemin for c in CHAMPS)] == dans_le_fichier


def test_the_situation_of_the_sample_is_ours_word_for_word(fiche: FicheSalarie) -> None:
    """A field read the wrong way round would be refused by nobody: each has its value here."""
    aci, eiti = LOT["lignesTelechargement"]
    ecrite = composer(Sources(fiche, monde.SITUATION, monde.NIR, "C", LE))
    assert ecrite["situationSalarie"] == aci["situationSalarie"]
    fiche.mesure = "EITI_DC"
    ecrite = composer(Sources(fiche, monde.EITI | {"oeth": True}, monde.NIR, "C", LE))
    ecrite["situationSalarie"]["nomActeurCreationEntr"] = "BGE"
    assert ecrite["situationSalarie"] == eiti["situationSalarie"]


def test_the_documented_record_follows_the_table() -> None:
    plat = mettre_a_plat(lire("exemple_documente.json"))
    # There the editor gives the telephone and the address; the file leaves them empty.
    plat |= {f"{A}adrTelephone": None, f"{A}adrMail": None}
    connus = {c.chemin: c for c in CHAMPS}
    assert plat.keys() - connus.keys() == {"numeroAnnexe"}
    faux = [c for c, v in plat.items() if c in connus and not connus[c].regle.accepte(v)]
    assert faux == []


@pytest.mark.parametrize(
    ("jour", "difficulte", "ecrit"),
    [
        (date(2026, 7, 9), True, True),
        (date(2026, 7, 9), False, False),
        (date(2026, 7, 8), True, False),
        (date(2026, 7, 8), None, None),
    ],
)
def test_the_field_on_french_turned_round_on_the_9th_of_july_2026(
    fiche: FicheSalarie, jour: date, difficulte: bool | None, ecrit: bool | None
) -> None:
    situation = monde.SITUATION | {"difficulte_francais": difficulte}
    ligne = composer(Sources(fiche, situation, monde.NIR, "C", jour))
    assert ligne["situationSalarie"]["salarieLangueFrancaise"] is ecrit


def test_a_whole_record_has_nothing_to_correct(fiche: FicheSalarie) -> None:
    assert erreurs(fiche) == {}


FAUTES: list[tuple[dict[str, Any], str]] = [
    ({"naissance_commune": None}, f"{P}codeComInsee.codeDpt"),
    ({"naissance_commune": "99999"}, f"{P}codeComInsee.codeComInsee"),
    ({"naissance_pays": None}, f"{P}codeInseePays"),
    ({"orienteur": "77"}, f"{S}orienteur"),
    ({"niveau_formation": None}, f"{S}niveauFormation"),
    ({"en_emploi": True}, f"{S}salarieTypeEmployeur"),
    ({"sans_emploi_depuis": None}, f"{S}salarieTypeEmployeur"),
    ({"type_employeur": "09"}, f"{S}salarieTypeEmployeur"),
    ({"inscrit_ft": False}, f"{S}inscritPoleEmploiDepuis"),
    ({"identifiant_ft": None}, f"{S}inscritPoleEmploiDepuis"),
    ({"identifiant_ft": "123456789012"}, f"{S}numeroIDE"),
    ({"rqth": None}, f"{S}salarieRQTH"),
    ({"rsa": None}, f"{S}salarieBenefRSA"),
    ({"rsa": "NON"}, f"{S}salarieBenefRSADepuis"),
    ({"rsa_depuis": None}, f"{S}salarieBenefRSADepuis"),
    ({"ass": True}, f"{S}salarieBenefASSDepuis"),
    ({"aah_depuis": "01"}, f"{S}salarieBenefAAHDepuis"),
    ({"difficulte_mobilite": None}, f"{S}salarieMobilite"),
]


@pytest.mark.parametrize(("faute", "chemin"), FAUTES, ids=[f"{k}" for k, _c in FAUTES])
def test_each_rule_of_the_situation_is_told_where_it_is_broken(
    fiche: FicheSalarie, faute: dict[str, Any], chemin: str
) -> None:
    trouvees = erreurs(fiche, monde.SITUATION | faute)
    assert trouvees[chemin].ou is Ou.SITUATION
    assert trouvees[chemin].phrase.endswith((".", "…"))


ADRESSES: list[tuple[dict[str, str], str]] = [
    ({"type_voie": ""}, f"{A}codetypevoie"),
    ({"type_voie": "XX"}, f"{A}codetypevoie"),
    ({"libelle_voie": "()"}, f"{A}adrLibelleVoie"),
    ({"extension_voie": "Z"}, f"{A}codeextensionvoie"),
    ({"code_insee": ""}, f"{A}codeinseecom"),
    ({"code_insee": "99999"}, f"{A}codeinseecom"),
    ({"code_insee": "01015", "code_postal": "1300"}, f"{A}codepostalcedex"),
]


@pytest.mark.parametrize(("faute", "chemin"), ADRESSES, ids=[f"{k}" for k, _c in ADRESSES])
def test_each_rule_of_the_address_is_told(
    fiche: FicheSalarie, faute: dict[str, str], chemin: str
) -> None:
    for champ, valeur in faute.items():
        setattr(fiche.salarie.personne, champ, valeur)
    trouvees = erreurs(fiche)
    assert [(e.chemin, e.ou) for e in trouvees.values()] == [(chemin, Ou.ADRESSE)]


def test_a_commune_that_merged_is_known_at_birth_and_not_for_living_today(
    fiche: FicheSalarie,
) -> None:
    fiche.salarie.personne.naissance = date(1990, 5, 17)
    fiche.salarie.personne.code_insee = "01039"
    trouvees = erreurs(fiche, monde.SITUATION | {"naissance_commune": "01039"})
    assert list(trouvees) == [f"{A}codeinseecom"]


def test_somebody_born_abroad_has_a_country_and_no_commune(fiche: FicheSalarie) -> None:
    etranger = monde.SITUATION | {"naissance_pays": "352", "naissance_commune": None}
    assert erreurs(fiche, etranger) == {}
    qui = composer(Sources(fiche, etranger, monde.NIR, "C", LE))["personnePhysique"]
    assert qui["codeComInsee"] == {"codeComInsee": None, "codeDpt": "099"}
    assert (qui["codeInseePays"], qui["codeGroupePays"]) == ("352", "3")


def test_a_missing_or_provisional_number_gives_a_waiting_one(fiche: FicheSalarie) -> None:
    for nir in ("", "790053523800194"):
        assert erreurs(fiche, nir=nir) == {}
        qui = composer(Sources(fiche, monde.SITUATION, nir, "C", LE))["personnePhysique"]
        assert qui["salarieNIR"] == "2" + fiche.siret[:9] + fiche.id_itou
        assert 11 <= len(qui["salarieNIR"]) <= 40


def test_a_wrong_key_is_told(fiche: FicheSalarie) -> None:
    trouvees = erreurs(fiche, nir="290053523800195")
    assert [e.ou for e in trouvees.values()] == [Ou.SITUATION]
    assert nir_est_juste("2A0052A00400179") is False


def test_the_civility_comes_from_the_number_when_nobody_typed_it(fiche: FicheSalarie) -> None:
    fiche.salarie.personne.civilite = ""
    assert erreurs(fiche) == {}
    assert f"{P}civilite" in erreurs(fiche, nir="")


def test_the_contribution_of_the_self_employed_is_asked_of_the_eiti_only(
    fiche: FicheSalarie,
) -> None:
    fabrique.annexe(fabrique.convention(fiche.structure, "EITI"), annee=LE.year)
    assert f"{S}cotisationsTI" not in erreurs(fiche)
    fiche.mesure = "EITI_DC"
    assert erreurs(fiche, monde.EITI) == {}
    sans = erreurs(fiche, monde.EITI | {"revenu_ti": "650.00", "cape": None})
    assert set(sans) == {f"{S}revenuMensuelMoyenTI", f"{S}salarieBenefCAPE"}


def test_without_an_annexe_in_force_it_says_so() -> None:
    une = fabrique.structure()
    monde.salarie(une, annexe=False)
    preparer(une, par=None)
    trouvees = erreurs(FicheSalarie.objects.get())
    assert [(e.ou, "ACI_DC" in e.phrase) for e in trouvees.values()] == [(Ou.STRUCTURE, True)]


def test_a_number_that_is_not_one_is_refused_before_it_is_kept(fiche: FicheSalarie) -> None:
    with pytest.raises(Refus, match="clé"):
        decrire(fiche, monde.SITUATION, "290053523800195", par=None)
    fiche.refresh_from_db()
    assert fiche.situation is None


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        ("Héloïse", "HELOISE"),
        ("Marie-Ange Françoise Bénédicte Zoé", "MARIE-ANGE FRANCOISE BENEDICTE"),
        ("Marie-Ange Françoise Bénédictine", "MARIE-ANGE FRANCOISE"),
        ("A" * 31, "A" * 31),
        ("œuvre", "OEUVRE"),
    ],
)
def test_a_first_name_is_cut_at_a_space(ecrit: str, attendu: str) -> None:
    coupe = textes.couper_prenom(ecrit)
    assert coupe == attendu


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [("bâtiment C", "batiment C"), ("n° 3", None), ("x" * 33, None), ("", None)],
)
def test_the_rest_of_an_address_leaves_whole_or_not_at_all(ecrit: str, attendu: str | None) -> None:
    assert textes.complement(ecrit) == attendu


def test_a_street_loses_its_parentheses() -> None:
    assert textes.nom_de_voie("de l'Étang (résidence)") == "DE L'ETANG RESIDENCE"


def test_the_lists_have_their_zeros_back() -> None:
    assert str(listes.commune_au("01001", LE)) == "ABERGEMENT-CLEMENCIAT (01001)"
    assert listes.departements()["001"] == "AIN"
    assert {len(c) for c in listes.pays()} == {3}
    assert {len(c) for c in listes.codes("orienteur")} == {2}
    assert len(listes.codes("orienteur")) == 24
    assert len(listes.types_voie()) == 93
    assert listes.departement_de("2A004") == "02A"
    assert listes.departement_de("97411") == "974"
    assert listes.pays()["411"].libelle == "HONDURAS"


def test_a_commune_is_found_by_its_name_whatever_the_accents() -> None:
    assert [c.code for c in listes.chercher_communes("st etienne", LE)] == ["04178", "42218"]
    assert [c.code for c in listes.chercher_communes("35238", LE)] == ["35238"]
    assert listes.chercher_communes("Nulle-Part-du-Tout", LE) == []


@pytest.mark.parametrize("code", ["0000", "3308", "3330", "3411", "3417", "3435", "3436", "3437"])
def test_each_known_code_says_what_happened_and_what_to_do(code: str) -> None:
    dit = expliquer(code, "")
    assert dit is CODES[code]
    assert str(dit.arrive).endswith(".")
    assert str(dit.faire).endswith(".")
    assert dit.acquis == (code in {"0000", "3436"})


@pytest.mark.parametrize("code", ["3299", "3301", "3499", "9999"])
def test_another_code_is_told_in_the_words_of_the_asp(code: str) -> None:
    dit = expliquer(code, "Champ obligatoire absent")
    assert "Champ obligatoire absent" in str(dit.arrive)
    assert code in str(dit.arrive)
    assert not dit.acquis


def test_each_of_our_words_goes_to_one_field() -> None:
    assert [f"{S}{c}" for c, _cle, _eiti in CLES] == [
        c.chemin for c in CHAMPS if c.chemin.startswith(S)
    ]
    assert len({cle for _c, cle, _eiti in CLES}) == len(CLES)
