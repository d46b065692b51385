"""Blocks of a page between two marks, written from the code.

<!-- genere: roles -->
…
<!-- /genere -->
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.utils.translation import override

from scripts.docs import code, commandes, documents, droit, tableaux

ROOT = Path(__file__).resolve().parents[2]
BLOC = re.compile(r"<!-- genere: (?P<nom>[a-z_]+) -->\n.*?<!-- /genere -->", re.DOTALL)
BLOCS: Mapping[str, tableaux.Bloc] = {
    "papiers": documents.planches,
    "pieces": code.pieces,
    "tables": code.tables,
    "decisions": code.decisions,
    "commandes": commandes.commandes,
    "calculs": droit.calculs,
    "exemple_explique": droit.exemple_explique,
    "exemple_pass": droit.exemple_pass,
    "exemple_eligibilite": droit.exemple_eligibilite,
    "exemple_refuse": droit.exemple_refuse,
    "fichier_compteur_ai": droit.fichier_compteur_ai,
    "parametres": droit.parametres,
    "alarmes": droit.alarmes,
    "ecarts": droit.ecarts,
    "rubriques": droit.rubriques,
    "colonnes_heures": tableaux.colonnes_heures,
    "natures": tableaux.natures,
    "roles": tableaux.roles,
    "ecrans": tableaux.ecrans,
    "environnement": tableaux.environnement,
    "demonstration_structures": tableaux.demonstration_structures,
    "demonstration_comptes": tableaux.demonstration_comptes,
    "demonstration_pieges": tableaux.demonstration_pieges,
}


def pages() -> Iterator[Path]:
    """Every page of the documentation."""
    yield from sorted(ROOT.glob("*.md"))
    yield from sorted((ROOT / "docs").rglob("*.md"))


def regenerer(texte: str) -> str:
    """The same page with each block as the code says it is now.

    Raises KeyError for a block nobody writes.
    """

    def remplacer(trouve: re.Match[str]) -> str:
        contenu = BLOCS[trouve["nom"]]().strip("\n")
        return f"<!-- genere: {trouve['nom']} -->\n\n{contenu}\n\n<!-- /genere -->"

    with override("fr"):
        return BLOC.sub(remplacer, texte)


def ecrire() -> list[str]:
    """Write the pages that changed; gives their paths."""
    ecrites = []
    for page in pages():
        avant = page.read_text(encoding="utf-8")
        apres = regenerer(avant)
        if apres != avant:
            page.write_text(apres, encoding="utf-8")
            ecrites.append(str(page.relative_to(ROOT)))
    return ecrites


def perimes() -> list[tuple[str, str]]:
    """Page and name of each block that is not what the code says."""
    trouves = []
    for page in pages():
        texte = page.read_text(encoding="utf-8")
        for bloc in BLOC.finditer(texte):
            if regenerer(bloc[0]) != bloc[0]:
                trouves.append((str(page.relative_to(ROOT)), bloc["nom"]))
    return trouves
