"""Parameter files: bad ones are kept out with a clear sentence, overlays are laid over ours."""

from datetime import date
from pathlib import Path

import pytest

from etrier.droit.parametre import ParametreInvalide, Parametres, charger
from etrier.droit.schema import lire
from tests.droit.conftest import SOCLE

INVALIDES = Path(__file__).parent / "parametres_invalides"

# -- Files that are refused ------------------------------------------------------------------

MESSAGES = {
    "adresse_incomplete": "ne commence pas par https://",
    "booleen": "n'est ni un nombre",
    "champ_ecrit_deux_fois": "« ACI » est écrit deux fois",
    "champ_inconnu": "champ inconnu « valuers »",
    "champ_qui_n_est_pas_un_mot": "« 2025 » n'est pas un nom de champ",
    "cle_inconnue": "« ACII » n'est pas un dispositif",
    "cle_sans_valeurs": "donnez une valeur par dispositif",
    "cles_instables": "n'a pas les mêmes clés",
    "confiance_inconnue": "confiance « incertain » inconnue",
    "connu_trop_tot": "après « connu_jusqu_au » (2024-12-31)",
    "date_avec_heure": "n'est pas une date",
    "date_doublee": "la date 2025-01-01 est écrite deux fois",
    "date_en_lettres": "« janvier 2025 » n'est pas une date",
    "date_impossible": "« 2025-02-30 » n'est pas une date",
    "dates_en_desordre": "la date 2024-01-01 vient après 2025-01-01",
    "description_vide": "« description » est vide",
    "genre_de_cle_inconnu": "la clé « commune » est inconnue",
    "jamais_de_cle": "aucune valeur par dispositif",
    "liste_de_nombres": "n'est ni un nombre",
    "motif_sans_nul": "« motif » n'explique que les valeurs nulles",
    "nombre_a_virgule": "n'est ni un nombre",
    "nombre_en_texte": "n'est ni un nombre",
    "nombre_infini": "« .inf » n'est pas un nombre",
    "nombre_octal": "« 010 » n'est pas un nombre",
    "nul_d_une_cle_sans_motif": "nulle sans « motif »",
    "nul_sans_motif": "nulle sans « motif »",
    "pas_un_nombre": "« .nan » n'est pas un nombre",
    "sans_adresse": "il manque « href »",
    "sans_confiance": "il manque « confiance »",
    "sans_dates": "« valeurs » est vide",
    "sans_description": "il manque « description »",
    "sans_reference": "il manque « reference »",
    "sans_titre": "il manque « titre »",
    "sans_unite": "il manque « unite »",
    "sans_verifie_le": "il manque « verifie_le »",
    "verifie_avant_publication": "avant la publication du texte",
    "vide": "il faut les champs description, unite, valeurs",
    "yaml_illisible": "le YAML est illisible",
}


def test_every_bad_file_has_its_message() -> None:
    assert sorted(MESSAGES) == sorted(chemin.stem for chemin in INVALIDES.glob("*.yaml"))


@pytest.mark.parametrize(("nom", "message"), MESSAGES.items())
def test_it_refuses_a_bad_file_and_says_why(nom: str, message: str) -> None:
    chemin = INVALIDES / f"{nom}.yaml"
    with pytest.raises(ParametreInvalide) as refus:
        lire(chemin)
    phrase = str(refus.value)
    assert phrase.startswith(f"{chemin} : ")
    assert message in phrase
    assert phrase.endswith(".")


def test_it_refuses_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    chemin = tmp_path / "latin.yaml"
    chemin.write_bytes("description: été".encode("latin-1"))
    with pytest.raises(ParametreInvalide, match="Vérifiez son encodage"):
        lire(chemin)


# -- Overlays --------------------------------------------------------------------------------

SOCLE_2026 = """\
description: Montant socle
unite: EUR/ETP/an
cle: dispositif
connu_jusqu_au: 2026-12-31
valeurs:
  - depuis: 2026-01-01
    valeur: {EI: 13460, ETTI: 4840, AI: 1640, ACI: 24200}
    reference: {titre: "Arrêté d'essai", href: null, publie_le: 2026-11-30}
    verifie_le: 2026-12-01
    confiance: sur
"""


def surcouche(dossier: Path, texte: str, nom: str = "aide_au_poste/socle.yaml") -> Path:
    chemin = dossier / nom
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_text(texte, encoding="utf-8")
    return dossier


def test_an_overlay_adds_a_date_without_touching_the_others(
    droit: Parametres, tmp_path: Path
) -> None:
    complet = charger(surcouche(tmp_path, SOCLE_2026))
    valeur = complet.valeur(SOCLE, date(2026, 3, 1), "ACI")
    assert valeur.nombre == 24200
    assert not valeur.provisoire
    assert complet.valeur(SOCLE, date(2027, 1, 1), "ACI").provisoire
    assert complet.valeur(SOCLE, date(2025, 3, 1), "ACI").nombre == 23921
    assert complet.noms() == droit.noms()
    assert complet.empreinte != droit.empreinte


def test_an_overlay_replaces_a_value_of_the_same_date(tmp_path: Path) -> None:
    texte = SOCLE_2026.replace("depuis: 2026-01-01", "depuis: 2025-01-01")
    complet = charger(surcouche(tmp_path, texte))
    assert complet.valeur(SOCLE, date(2025, 3, 1), "ACI").nombre == 24200


def test_the_last_overlay_wins(tmp_path: Path) -> None:
    premiere = surcouche(tmp_path / "1", SOCLE_2026)
    seconde = surcouche(tmp_path / "2", SOCLE_2026.replace("24200", "24300"))
    complet = charger(premiere, seconde)
    assert complet.valeur(SOCLE, date(2026, 3, 1), "ACI").nombre == 24300


@pytest.mark.parametrize(
    ("avant", "apres", "message"),
    [
        ("connu_jusqu_au: 2026-12-31\n", "", "Avancez « connu_jusqu_au »"),
        ("EUR/ETP/an", "EUR", "l'unité et la clé doivent rester « EUR/ETP/an »"),
        (", ACI: 24200", "", "les mêmes clés qu'à l'origine"),
        ("confiance: sur", "confiance: oui-dire", "confiance « oui-dire » inconnue"),
    ],
)
def test_it_refuses_an_overlay_that_does_not_fit(
    tmp_path: Path, avant: str, apres: str, message: str
) -> None:
    dossier = surcouche(tmp_path, SOCLE_2026.replace(avant, apres))
    with pytest.raises(ParametreInvalide) as refus:
        charger(dossier)
    assert message in str(refus.value)
    assert str(tmp_path) in str(refus.value)


def test_it_refuses_an_overlay_it_would_not_read(tmp_path: Path) -> None:
    with pytest.raises(ParametreInvalide, match="aucun paramètre ne s'appelle"):
        charger(surcouche(tmp_path / "nom", SOCLE_2026, "aide_au_poste/socles.yaml"))
    with pytest.raises(ParametreInvalide, match="Renommez-le"):
        charger(surcouche(tmp_path / "yml", SOCLE_2026, "aide_au_poste/socle.yml"))
    with pytest.raises(ParametreInvalide, match="n'existe pas"):
        charger(tmp_path / "absent")


def test_the_digest_depends_on_the_values_alone(droit: Parametres, tmp_path: Path) -> None:
    assert charger().empreinte == droit.empreinte
    complet = charger(surcouche(tmp_path / "a", SOCLE_2026))
    autre_titre = charger(surcouche(tmp_path / "b", SOCLE_2026.replace("d'essai", "publié")))
    assert autre_titre.empreinte == complet.empreinte
