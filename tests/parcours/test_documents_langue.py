"""The language of templates: what is written is never code, and each fault has its line."""

import re

import pytest

from etrier.parcours.documents.champs import exemples, libelles
from etrier.parcours.documents.contenu import manques
from etrier.parcours.documents.langue import les_champs, lire, remplir, verifier
from etrier.parcours.documents.modeles import texte_maison
from etrier.parcours.enums_accompagnement import GenreDocument
from etrier.socle.erreurs import Refus

LIBELLES = {"nom": "nom", "fin": "dernier jour", "pass": "PASS"}


def dire(texte: str, **valeurs: str) -> list[str]:
    """The blocks as plain lines."""
    dits = []
    for bloc in remplir(texte, valeurs, LIBELLES):
        if bloc["genre"] == "liste":
            dits += ["- " + _dire(point) for point in bloc["points"]]
        elif bloc["genre"] == "tableau":
            dits += [" | ".join(_dire(c) for c in rang) for rang in bloc["rangs"]]
        else:
            dits.append(f"{bloc['genre']} {_dire(bloc.get('texte', []))}".strip())
    return dits


def _dire(morceaux: list[dict[str, object]]) -> str:
    return "".join(f"«{m['texte']}»" if m.get("manque") else str(m["texte"]) for m in morceaux)


def test_each_mark_gives_its_block() -> None:
    texte = "# Titre\n\n## Article {article} – Un\nDeux\nlignes\n\nAutre\n- a\n- b\n[signatures]"
    assert dire(texte) == [
        "titre Titre",
        "intertitre Article 1 – Un",
        "paragraphe Deux lignes",
        "paragraphe Autre",
        "- a",
        "- b",
        "signatures",
    ]


def test_a_table_keeps_its_columns_even() -> None:
    assert dire("| A | B |\n| {nom} |", nom="Camille") == ["A | B", "Camille | "]


def test_a_field_is_filled_or_said_missing() -> None:
    assert dire("Bonjour {nom}, jusqu'au {fin}.", nom="Camille") == [
        "paragraphe Bonjour Camille, jusqu'au «dernier jour»."
    ]


def test_a_line_stands_or_not_and_articles_still_count() -> None:
    texte = (
        "si {pass} : ## Article {article} – PASS {pass}\n"
        "sauf {pass} : Sans PASS.\n"
        "## Article {article} – Suite"
    )
    assert dire(texte, **{"pass": "999"}) == [
        "intertitre Article 1 – PASS 999",
        "intertitre Article 2 – Suite",
    ]
    assert dire(texte) == ["paragraphe Sans PASS.", "intertitre Article 1 – Suite"]


@pytest.mark.parametrize(
    "valeur", ["**gras**", "{fin}", "# Titre", "| a |", "#emph[x] $ * _", "[signatures]"]
)
def test_a_value_is_never_read_as_a_mark(valeur: str) -> None:
    assert dire("Dit : {nom}", nom=valeur) == [f"paragraphe Dit : {valeur}"]


def test_strong_words_run_across_a_field() -> None:
    [bloc] = remplir("Oui **très {nom}** non", {"nom": "fort"}, LIBELLES)
    assert [(m["texte"], m.get("gras", False)) for m in bloc["texte"]] == [
        ("Oui ", False),
        ("très ", True),
        ("fort", True),
        (" non", False),
    ]


def test_what_is_missing_is_told_once() -> None:
    assert manques(remplir("{nom} {nom}\n- {fin}", {}, LIBELLES)) == ["nom", "dernier jour"]


@pytest.mark.parametrize(
    ("texte", "phrase"),
    [
        ("", "Le texte est vide"),
        ("Un\n\n{nomm} deux", "Ligne 3 : le champ {nomm} n'existe pas, peut-être {nom}."),
        ("{xyzzy}", "Ligne 1 : le champ {xyzzy} n'existe pas, prenez-le dans la liste."),
        ("si {rien} : oui", "Ligne 1 : le champ {rien}"),
        ("Un\n{nom", "Ligne 2 : une accolade est seule"),
        ("nom}", "Ligne 1 : une accolade est seule"),
        ("x" * 40_001, "dépasse 40000 caractères"),
        ("a\x00", "dépasse"),
    ],
)
def test_a_fault_is_refused_with_its_line(texte: str, phrase: str) -> None:
    with pytest.raises(Refus, match=re.escape(phrase)):
        verifier(texte, LIBELLES)


def test_many_faults_are_counted() -> None:
    with pytest.raises(Refus, match=r"Ligne 8 .*Et 4 autres\."):
        verifier("\n".join(["{faux}"] * 12), LIBELLES)


@pytest.mark.parametrize("genre", list(GenreDocument))
def test_the_text_of_the_house_only_names_fields_that_exist(genre: GenreDocument) -> None:
    maison = texte_maison(genre)
    verifier(maison.texte, libelles(genre))
    assert maison.version >= 1
    assert [x.texte for x in lire(maison.texte) if x.genre == "pose"].count("signatures") == 1
    assert set(exemples(genre)) == set(libelles(genre))
    assert "salarie.nir" not in les_champs(maison.texte)
