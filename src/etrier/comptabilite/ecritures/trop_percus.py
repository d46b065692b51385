"""Money received in excess and given back: no invoice ties them, only the client's account.

A refund says which credit notes it settles; what it gives back beyond is of payments in excess, and
nothing says which. Here each refund, in the order they were written, takes the oldest earlier
payment whose excess is its amount, else all the earlier ones together when they come to it. What
comes later never changes what was found before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from etrier.facturation.models import Facture, Reglement
from etrier.structures.models import Structure

# A source of entry: "facture:12" or "reglement:7".
Noeud = str
# A client and what settles what on its account.
Groupe = tuple[int, frozenset[Noeud]]


@dataclass(frozen=True)
class _Reste:
    """A group that is not nought: so many centimes in excess, or given back (negative)."""

    groupe: Groupe
    # Of its last payment: the order of writing.
    rang: int
    centimes: int


def reunir(structure: Structure, groupes: Iterable[Groupe]) -> list[Groupe]:
    """The groups, those of an excess and of its refund made one.

    A payment of no group is one by itself: it may bear the letters of a refund undone since.
    """
    connus = list(groupes)
    restes = _restes(structure, connus)
    reunis = list(_qui_s_annulent(restes))
    pris = {groupe for ensemble in reunis for groupe in ensemble}
    ensembles = [
        (ensemble[0][0], frozenset().union(*(noeuds for _client, noeuds in ensemble)))
        for ensemble in reunis
    ]
    tous = dict.fromkeys([*connus, *(x.groupe for x in restes)])
    return [*(g for g in tous if g not in pris), *ensembles]


def _restes(structure: Structure, groupes: Iterable[Groupe]) -> list[_Reste]:
    """Groups whose invoices are settled, and payments of no group, with what is left of them."""
    reglements = Reglement.objects.filter(structure=structure).non_imputes()
    libres = {
        f"reglement:{x.pk}": (x.pk, x.client_id, x.reste_centimes)
        for x in reglements.only("client", "montant_centimes")
    }
    groupe_de = {noeud: groupe for groupe in groupes for noeud in groupe[1] if noeud in libres}
    par_groupe: dict[Groupe, list[tuple[int, int]]] = {}
    for noeud, (pk, client, reste) in libres.items():
        groupe = groupe_de.get(noeud, (client, frozenset({noeud})))
        par_groupe.setdefault(groupe, []).append((pk, reste))
    dues = _non_soldees(structure, {client for client, _noeuds in par_groupe})
    trouves = [
        _Reste(groupe, max(pk for pk, _r in siens), sum(reste for _pk, reste in siens))
        for groupe, siens in par_groupe.items()
        if not groupe[1] & dues
    ]
    return sorted((x for x in trouves if x.centimes), key=lambda x: x.rang)


def _non_soldees(structure: Structure, clients: set[int]) -> set[Noeud]:
    siennes = Facture.objects.filter(structure=structure, client__in=clients).non_soldees()
    return {f"facture:{pk}" for pk in siennes.order_by().values_list("pk", flat=True)}


def _qui_s_annulent(restes: Iterable[_Reste]) -> Iterator[list[Groupe]]:
    """Groups of one client that come to nothing together, in the order they were written."""
    en_attente: dict[int, list[_Reste]] = {}
    for reste in restes:
        avant = en_attente.setdefault(reste.groupe[0], [])
        ensemble = _rendus_par(reste, avant) if reste.centimes < 0 else []
        if ensemble:
            yield [x.groupe for x in (*ensemble, reste)]
            avant[:] = [x for x in avant if x not in ensemble]
        else:
            avant.append(reste)


def _rendus_par(rendu: _Reste, avant: list[_Reste]) -> list[_Reste]:
    exact = next((x for x in avant if x.centimes == -rendu.centimes), None)
    if exact is not None:
        return [exact]
    tous = sum(x.centimes for x in avant) == -rendu.centimes
    return list(avant) if tous else []
