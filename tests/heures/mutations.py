"""Seeded mutations of the corpus of sheets, each with what it may still say.

`mutations(graine, nombre)` gives (name, bytes, truth); `mutations_en_memoire` gives the same cells
without writing a file, ten times faster. A `Verite` lists the hours that may be given: any other is
a silently wrong hour. None: nothing can be known of the file but that it must not break.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from etrier.heures.formats.tableurs.grille import Grille
from etrier.heures.formats.tableurs.ouverture import lire_grille
from tests.heures import mutations_de_cellules, mutations_de_lignes  # noqa: F401 - each declares its operations
from tests.heures.mutations_cas import OPERATIONS, Cas
from tests.heures.tableurs.ecriture import ecrire_pages
from tests.heures.tableurs.fabrique import FICHIERS, lire_attendu

Heure = tuple[str, str | None, str, int | None]


@dataclass(frozen=True)
class Verite:
    """Hours a file may give: (who, day, nature, minutes). `exacte`: and must give, every one."""

    permises: Counter[Heure]
    exacte: bool = False


@dataclass(frozen=True)
class Mutation:
    """One mutated file, as cells."""

    nom: str
    fichier: str
    grille: Grille
    verite: Verite


def heure_de(ligne: Mapping[str, Any]) -> Heure:
    """An expected line, as compared."""
    return (ligne["qui"], ligne["jour"], ligne["nature"], ligne["minutes"])


def _compter(lignes: list[dict[str, Any]]) -> Counter[Heure]:
    return Counter(heure_de(x) for x in lignes if "refus" not in x and "qui" in x)


@cache
def cas() -> tuple[Cas, ...]:
    """Files of the corpus that are read, as cells, with what is true of each."""
    lus = []
    for fichier in sorted(FICHIERS.iterdir()):
        if fichier.suffix == ".json":
            continue
        attendu = lire_attendu(fichier)
        if "refus" in attendu:
            continue
        # One line of the spoilt encoding has no name that can be compared.
        if all("qui" in x or "refus" in x for x in attendu["lignes"]):
            grille = lire_grille(fichier.read_bytes(), fichier.name)
            lus.append(Cas(fichier.name, grille, attendu["genre"], tuple(attendu["lignes"])))
    return tuple(lus)


def mutations_en_memoire(graine: int, nombre: int) -> Iterator[Mutation]:
    """Cells moved, spoilt, merged, hidden, written otherwise."""
    hasard = random.Random(graine)
    faites = 0
    while faites < nombre:
        un = hasard.choice(cas())
        operation = hasard.choice(OPERATIONS)
        mute = operation(un, hasard)
        if mute is None:
            continue
        faites += 1
        verite = Verite(_compter([dict(x) for x in mute.lignes]), mute.exacte)
        nom = f"{faites}:{operation.__name__}:{un.fichier}"
        yield Mutation(nom, un.fichier, mute.grille, verite)


def mutations(graine: int, nombre: int) -> Iterator[tuple[str, bytes, Verite | None]]:
    """The same as files, and one in four with its bytes spoilt."""
    hasard = random.Random(graine + 1)
    for mutation in mutations_en_memoire(graine, nombre):
        if hasard.random() < 0.25:
            yield octets_abimes(hasard)
            continue
        contenu, suffixe = ecrire_pages(list(mutation.grille.pages))
        racine = mutation.fichier.rpartition(".")[0]
        permises = mutation.verite.permises
        # What is hidden is lost in the writing, so is the sheet that was left out: not exact.
        sans_fusion = suffixe == ".csv" and mutation.grille.pages[0].fusions
        verite = None if sans_fusion else Verite(permises)
        yield f"{mutation.nom}:{racine}{suffixe}", contenu, verite


def octets_abimes(hasard: random.Random) -> tuple[str, bytes, Verite | None]:
    """A file of the corpus with bytes flipped, cut, zeroed or repeated."""
    fichier = hasard.choice(sorted(f for f in FICHIERS.iterdir() if f.suffix != ".json"))
    contenu = bytearray(fichier.read_bytes())
    genre = hasard.choice(("inverser", "couper", "effacer", "repeter"))
    place = hasard.randrange(len(contenu))
    match genre:
        case "inverser":
            for _fois in range(hasard.choice((1, 1, 3, 20))):
                contenu[hasard.randrange(len(contenu))] ^= 1 << hasard.randrange(8)
        case "couper":
            del contenu[place:]
        case "effacer":
            fin = min(place + hasard.randrange(1, 64), len(contenu))
            contenu[place:fin] = bytes(fin - place)
        case "repeter":
            contenu[place:place] = contenu[place : place + hasard.randrange(1, 64)]
    attendu = lire_attendu(fichier)
    # An archive has a checksum: what is still read is what was written. A text has none.
    sur = fichier.suffix in (".xlsx", ".ods") and "refus" not in attendu
    verite = Verite(_compter(attendu["lignes"])) if sur else None
    return f"{genre}@{place}:{fichier.name}", bytes(contenu), verite
