"""Printing by the thousand: each issued invoice gets its file once, batch after batch.

A batch is written whole or not at all; a print that is killed goes on where it stopped.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import get_context
from typing import Any, Final

from django.db import transaction

from etrier.facturation.models import Facture, FichierFacture
from etrier.facturation.papier.presse import finir_avec_le_parent, pdf_du_contenu

LOT: Final = 40
PROCESSUS: Final = 2
# Starting processes costs about what printing these costs.
SEULS: Final = 20
Suivi = Callable[[str, int, int], None]


@dataclass(frozen=True)
class BilanImpression:
    """How many files were made, and how many invoices already had theirs."""

    imprimees: int
    deja: int


def imprimer(
    factures: Iterable[Facture | int], *, suivi: Suivi | None = None, processus: int = PROCESSUS
) -> BilanImpression:
    """Print the issued invoices that have no file yet, over `processus` processes.

    `suivi(step, done, total)` is called after each batch. Drafts are passed over. Two prints at
    once make no double: the file written first stays.
    """
    voulues = [f.pk if isinstance(f, Facture) else f for f in factures]
    deja = FichierFacture.objects.filter(facture__in=voulues).count()
    try:
        faites = _imprimer(_a_imprimer(voulues), suivi, processus)
    except BrokenProcessPool:
        # A process that could not start, or was killed for want of memory: the rest is done here.
        _imprimer(_a_imprimer(voulues), suivi, 1)
        faites = FichierFacture.objects.filter(facture__in=voulues).count() - deja
    return BilanImpression(faites, deja)


def _imprimer(cles: Sequence[int], suivi: Suivi | None, processus: int) -> int:
    faites = vues = 0
    with _atelier(len(cles), processus) as atelier:
        for lot, pdfs in _imprimer_lots(cles, atelier):
            faites, vues = faites + _garder(lot, pdfs), vues + len(lot)
            if suivi is not None:
                suivi("impression", vues, len(cles))
    return faites


def fichier_de(facture: Facture) -> FichierFacture:
    """The file of an issued invoice, printed now when it never was."""
    imprimer([facture], processus=1)
    return FichierFacture.objects.get(facture=facture)


def _a_imprimer(voulues: Sequence[int]) -> list[int]:
    sans_fichier = Facture.objects.emises().filter(pk__in=voulues, fichier=None)
    return list(sans_fichier.order_by("pk").values_list("pk", flat=True))


@contextmanager
def _atelier(combien: int, processus: int) -> Iterator[Executor | None]:
    """Processes to print in; None: too few invoices to be worth it.

    Started afresh, never forked: a forked process would share our connection to the database.
    """
    processus = min(processus, os.cpu_count() or 1)
    if combien <= SEULS or processus < 2:
        yield None
        return
    with ProcessPoolExecutor(
        processus, mp_context=get_context("spawn"), initializer=finir_avec_le_parent
    ) as atelier:
        yield atelier


def _imprimer_lots(
    cles: Sequence[int], atelier: Executor | None
) -> Iterator[tuple[list[int], list[bytes]]]:
    """Batch after batch: the next one is under way while a batch is written."""
    precedent: tuple[list[int], list[Future[bytes]]] | None = None
    for debut in range(0, len(cles), LOT):
        lot = list(cles[debut : debut + LOT])
        contenus = _contenus(lot)
        if atelier is None:
            yield lot, [pdf_du_contenu(contenu) for contenu in contenus]
            continue
        en_cours = [atelier.submit(pdf_du_contenu, contenu) for contenu in contenus]
        if precedent is not None:
            yield precedent[0], [futur.result() for futur in precedent[1]]
        precedent = (lot, en_cours)
    if precedent is not None:
        yield precedent[0], [futur.result() for futur in precedent[1]]


def _contenus(lot: Sequence[int]) -> list[str]:
    lus: dict[int, Any] = dict(Facture.objects.filter(pk__in=lot).values_list("pk", "contenu"))
    return [json.dumps(lus[cle]) for cle in lot]


@transaction.atomic
def _garder(lot: Sequence[int], pdfs: Sequence[bytes]) -> int:
    """Write a batch; invoices printed by somebody else in the meantime keep that file."""
    deja = set(FichierFacture.objects.filter(facture__in=lot).values_list("facture_id", flat=True))
    FichierFacture.objects.bulk_create(
        (
            FichierFacture(facture_id=cle, pdf=pdf, empreinte=sha256(pdf).hexdigest())
            for cle, pdf in zip(lot, pdfs, strict=True)
            if cle not in deja
        ),
        ignore_conflicts=True,
    )
    return len(lot) - len(deja)
