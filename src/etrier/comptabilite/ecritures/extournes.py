"""Entries turned over: a payment of a supplier or of the State, a line of the bank, a transfer it
sent back may be undone after it was passed. The entry stays, its opposite is passed; done again, it
is passed again under a source of its own ("paiement:7", then "paiement:7~2").
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from etrier.comptabilite.ecritures.faits import Fait, LigneFait
from etrier.comptabilite.models import Ecriture
from etrier.structures.models import Structure

REVERSIBLES = ("paiement:", "versement:", "mouvement:", "rejet:")


def courante(source: str, passees: frozenset[str]) -> str:
    """The source under which a thing is told today: its own, or the next after it was undone."""
    rang, nom = 1, source
    while nom in passees and f"extourne:{nom}" in passees:
        rang += 1
        nom = f"{source}~{rang}"
    return nom


def renommer(faits: Iterable[Fait], passees: frozenset[str]) -> list[Fait]:
    """Facts not passed yet, each under its source of today."""
    renommes = (
        replace(f, source=courante(f.source, passees)) if f.source.startswith(REVERSIBLES) else f
        for f in faits
    )
    return [f for f in renommes if f.source not in passees]


def extournes(
    structure: Structure, faits: Iterable[Fait], passees: frozenset[str], le: date
) -> Iterator[Fait]:
    """The opposite of every reversible entry whose thing is no longer told."""
    dites = {courante(f.source, passees) for f in faits}
    defaites = [
        s
        for s in passees
        if s.startswith(REVERSIBLES) and s not in dites and f"extourne:{s}" not in passees
    ]
    entrees = Ecriture.objects.filter(structure=structure, source__in=defaites, le__lte=le)
    for ecriture in entrees.prefetch_related("lignes").order_by("numero"):
        yield _oppose(ecriture, le)


def _oppose(ecriture: Ecriture, le: date) -> Fait:
    lignes = tuple(
        LigneFait(
            role=x.compte,
            centimes=x.credit_centimes - x.debit_centimes,
            auxiliaire=x.auxiliaire,
            auxiliaire_libelle=x.auxiliaire_libelle,
            chantier_id=x.chantier_id,
            activite=x.activite,
            financeur=x.financeur,
            compte=(x.compte, x.compte_libelle),
        )
        for x in ecriture.lignes.all()
    )
    source, libelle = f"extourne:{ecriture.source}", f"Annulation {ecriture.libelle}"[:200]
    return Fait(source, ecriture.journal, le, ecriture.piece, ecriture.piece_le, libelle, lignes)
