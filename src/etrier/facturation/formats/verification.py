"""Issued invoices judged by the thousand: each content to XML, to the judges, over processes.

Neither models nor database here: the processes that judge load this module, and no more.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from multiprocessing import get_context
from typing import Any, Final

from etrier.facturation.contenu import FactureEcrite
from etrier.facturation.formats import cii, ubl
from etrier.facturation.formats.validation import Faute, verifier
from etrier.socle.erreurs import Refus

PROCESSUS: Final = 2
# Starting a process and compiling the rules costs about what judging these costs.
SEULES: Final = 20
LOT: Final = 50
Suivi = Callable[[str, int, int], None]
FORMES: Final = {"cii": cii.xml_de, "ubl": ubl.xml_de}


@dataclass
class BilanVerification:
    """What the judges said: invoices seen, faults of each invoice that has some, by its number."""

    vues: int = 0
    fautives: dict[str, list[Faute]] = field(default_factory=dict)

    @property
    def par_regle(self) -> list[tuple[str, int]]:
        """How many faults of each rule, the most frequent first."""
        return Counter(f.regle for fautes in self.fautives.values() for f in fautes).most_common()


def verifier_contenus(
    contenus: Iterable[tuple[str, dict[str, Any]]],
    *,
    total: int,
    forme: str = "cii",
    suivi: Suivi | None = None,
    processus: int = PROCESSUS,
) -> BilanVerification:
    """Judge the contents (name of the invoice, JSON): XSD, schematron, French rules.

    `suivi(step, done, total)` is called after each batch.
    """
    bilan = BilanVerification()
    for lot in _juger_lots(contenus, forme, min(processus, os.cpu_count() or 1), total):
        for nom, fautes in lot:
            bilan.vues += 1
            if fautes:
                bilan.fautives[nom] = fautes
        if suivi is not None:
            suivi("vérification", bilan.vues, total)
    return bilan


def verifier_contenu(contenu: str, forme: str = "cii") -> list[Faute]:
    """The faults of one invoice, from the JSON of its contents."""
    try:
        xml = FORMES[forme](FactureEcrite.de_json(json.loads(contenu)))
    except Refus as refus:
        return [Faute("CONTENU", refus.phrase, "")]
    return verifier(xml)


def _juger_lots(
    contenus: Iterable[tuple[str, dict[str, Any]]], forme: str, processus: int, total: int
) -> Iterator[list[tuple[str, list[Faute]]]]:
    juge, lots = partial(verifier_contenu, forme=forme), _par_lots(contenus)
    if total <= SEULES or processus < 2:
        for lot in lots:
            yield [(nom, juge(contenu)) for nom, contenu in lot]
        return
    # Started afresh, never forked: a forked process would share our connection to the database.
    with ProcessPoolExecutor(processus, mp_context=get_context("spawn")) as atelier:
        for lot in lots:
            jugees = atelier.map(juge, [contenu for _nom, contenu in lot], chunksize=5)
            yield list(zip([nom for nom, _contenu in lot], jugees, strict=True))


def _par_lots(
    contenus: Iterable[tuple[str, dict[str, Any]]],
) -> Iterator[Sequence[tuple[str, str]]]:
    suite = iter(contenus)
    while lot := [(nom, json.dumps(contenu)) for nom, contenu in islice(suite, LOT)]:
        yield lot
