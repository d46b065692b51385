"""Every fact of a structure up to a day, each kind from its own module."""

from collections.abc import Callable, Iterator
from datetime import date

from etrier.comptabilite.ecritures.faits import Fait, Laissee
from etrier.comptabilite.ecritures.sources_achats import achats
from etrier.comptabilite.ecritures.sources_aide import aides
from etrier.comptabilite.ecritures.sources_banque import banque
from etrier.comptabilite.ecritures.sources_paie import paies
from etrier.comptabilite.ecritures.sources_ventes import ventes
from etrier.structures.models import Structure

Source = Callable[[Structure, date, frozenset[str]], Iterator[Fait | Laissee]]
SOURCES: tuple[Source, ...] = (ventes, achats, paies, aides, banque)


def lire_faits(
    structure: Structure, jusqu_au: date, deja: frozenset[str] = frozenset()
) -> tuple[list[Fait], list[Laissee]]:
    """Facts of the structure up to a day whose source is not in `deja`, in order of date; and what
    cannot be told, with its reason."""
    faits: list[Fait] = []
    laissees: list[Laissee] = []
    for source in SOURCES:
        for trouve in source(structure, jusqu_au, deja):
            if isinstance(trouve, Laissee):
                laissees.append(trouve)
            elif trouve.lignes:
                faits.append(trouve)
    faits.sort(key=lambda f: f.le)
    return faits, laissees
