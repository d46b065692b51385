"""The documentation cannot lag behind the code: it is read, and compared."""

import re
import tomllib
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from scripts.docs.blocs import BLOC, BLOCS, pages, perimes
from scripts.docs.captures import AUTRES, GRANDES
from scripts.docs.commandes import chemins
from scripts.docs.documents import PAPIERS, exemples
from scripts.docs.tableaux import variables

from tests.maison.sources import ROOT, modules

GUIDE = ROOT / "docs" / "guide"
LIEN = re.compile(r"!?\[[^\]]*\]\((?P<adresse>[^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
VARIABLE = re.compile(r"\bETRIER_[A-Z_]+\b")


def _texte(chemin: Path) -> str:
    return chemin.read_text(encoding="utf-8")


def _guide() -> str:
    return "\n".join(_texte(page) for page in sorted(GUIDE.glob("*.md")))


@pytest.mark.parametrize("commande", list(chemins()), ids=" ".join)
def test_every_command_is_in_the_guide(commande: tuple[str, ...]) -> None:
    assert f"### `etrier {' '.join(commande)}`" in _guide()


def test_the_guide_names_no_command_that_is_not() -> None:
    connues = {commande[0] for commande in chemins()}
    nommees = set(re.findall(r"^ {4}etrier ([a-z-]+)", _guide(), re.MULTILINE))
    nommees |= set(re.findall(r"`etrier ([a-z-]+)[^`]*`", _guide()))
    assert nommees <= connues


@pytest.mark.parametrize("variable", ["DATABASE_URL", *variables()])
def test_every_variable_of_the_settings_is_in_the_guide(variable: str) -> None:
    assert f"| `{variable}` |" in _texte(GUIDE / "exploiter.md")


def test_no_variable_hides_outside_the_settings() -> None:
    lues = {v for m in modules() if "config" not in m.nom for v in VARIABLE.findall(m.texte)}
    assert lues <= set(variables())


def test_every_generated_block_is_what_the_code_says() -> None:
    assert perimes() == [], "run make docs"


def test_every_block_has_its_page() -> None:
    presents = {bloc["nom"] for page in pages() for bloc in BLOC.finditer(_texte(page))}
    assert presents == set(BLOCS)


@pytest.mark.parametrize("page", list(pages()), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    # Code may hold brackets; a link around code keeps its address.
    texte = CODE.sub("code", _texte(page))
    perdus = [a for a in LIEN.findall(texte) if not _mene_quelque_part(page, a)]
    assert perdus == []


def _mene_quelque_part(page: Path, adresse: str) -> bool:
    if adresse.startswith(("https://", "http://", "mailto:")):
        return True
    chemin, _, ancre = adresse.partition("#")
    cible = page.parent / chemin if chemin else page
    return cible.exists() and (not ancre or ancre in _ancres(cible))


def _ancres(page: Path) -> set[str]:
    """Anchors of titles, as forges make them."""
    titres = re.findall(r"^#+ (.+)$", _texte(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", t.lower()).strip().replace(" ", "-") for t in titres}


def test_every_page_can_be_reached() -> None:
    """From the README, link after link."""
    atteintes, a_lire = set(), [ROOT / "README.md"]
    while a_lire:
        page = a_lire.pop().resolve()
        if page in atteintes or page.suffix != ".md":
            continue
        atteintes.add(page)
        texte = CODE.sub("code", _texte(page))
        adresses = [a.partition("#")[0] for a in LIEN.findall(texte)]
        a_lire += [page.parent / a for a in adresses if a and "://" not in a]
    assert {p.resolve() for p in pages()} <= atteintes


def test_every_picture_is_shown_and_every_one_is_taken() -> None:
    montrees = {
        Path(a).stem
        for page in pages()
        for a in LIEN.findall(_texte(page))
        if a.endswith(".png") and "captures/" in a
    }
    assert montrees == {*GRANDES, *AUTRES}
    assert {p.stem for p in (ROOT / "docs" / "captures").glob("*.png")} == montrees


def test_every_page_of_every_paper_is_shown() -> None:
    attendues = {
        f"{genre}-{rang}"
        for genre, fichier in exemples().items()
        for rang in range(1, len(PdfReader(BytesIO(fichier)).pages) + 1)
    }
    assert {p.stem for p in PAPIERS.glob("*.png")} == attendues
    montrees = {Path(a).stem for a in LIEN.findall(_texte(ROOT / "docs" / "papiers.md"))}
    assert attendues <= montrees


def test_the_drawing_of_the_rooms_holds_every_room() -> None:
    projet = tomllib.loads(_texte(ROOT / "pyproject.toml"))
    (couches,) = (
        c["layers"] for c in projet["tool"]["importlinter"]["contracts"] if c["type"] == "layers"
    )
    pieces = {piece for couche in couches for piece in couche.split(" | ")}
    assert all(f"| `{piece}` |" in _texte(ROOT / "README.md") for piece in pieces)


def test_no_page_names_a_folder_of_a_machine() -> None:
    cites = [p.name for p in pages() if re.search(r"(?<![\w.])/(?:home|root|work|tmp)/", _texte(p))]
    assert cites == []
