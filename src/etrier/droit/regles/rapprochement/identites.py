"""Who is who: numbers mistyped, exchanged, unknown, forgotten."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from etrier.droit.regles.rapprochement.lignes import DU_BULLETIN, Ecart, Somme

# Beyond, it is not numbers that were exchanged: the file is another one.
EXAMINES_AU_PLUS = 500

Cote = Mapping[str, Mapping[str, Somme]]


@dataclass(frozen=True)
class Reste:
    """Employees found on both sides, under their own number."""

    envoyes: dict[str, Mapping[str, Somme]]
    rendus: dict[str, Mapping[str, Somme]]


def reconnaitre(envoyes: Cote, rendus: Cote, connus: frozenset[str]) -> tuple[Reste, list[Ecart]]:
    """Employees to compare line by line, and the differences on who they are."""
    demandes = {m: x for m, x in envoyes.items() if x}
    manquants = [m for m in demandes if m not in rendus]
    venus = [m for m in rendus if m not in demandes]
    errones = dict(_errones(demandes, rendus, manquants, venus))
    croises = dict(_croises(demandes, rendus))
    ecarts = [
        Ecart(m, "", "MATRICULE_ERRONE", autre_matricule=autre) for m, autre in errones.items()
    ]
    ecarts += [
        Ecart(m, "", "MATRICULES_CROISES", autre_matricule=autre) for m, autre in croises.items()
    ]
    ecarts += [Ecart(m, "", "SALARIE_ABSENT") for m in manquants if m not in errones]
    retrouves = set(errones.values())
    ecarts += [
        Ecart(m, "", "SALARIE_SANS_ENVOI" if m in connus else "SALARIE_INCONNU")
        for m in venus
        if m not in retrouves
    ]
    vus = {*croises, *croises.values()}
    communs = [m for m in demandes if m in rendus and m not in vus]
    return Reste({m: demandes[m] for m in communs}, {m: rendus[m] for m in communs}), ecarts


def _errones(
    envoyes: Cote, rendus: Cote, manquants: list[str], venus: list[str]
) -> Iterator[tuple[str, str]]:
    """Somebody missing whose lines are all there, under one number nothing was sent for."""
    for manquant in manquants:
        pareils = [v for v in venus if _memes(envoyes[manquant], rendus[v])]
        jumeaux = [m for m in manquants if m != manquant and _jumeaux(envoyes, m, manquant)]
        if len(pareils) == 1 and not jumeaux:
            yield manquant, pareils[0]


def _croises(envoyes: Cote, rendus: Cote) -> Iterator[tuple[str, str]]:
    """Pairs whose lines are each other's; the first number of each pair, then the other."""
    differents = [m for m in envoyes if m in rendus and not _memes(envoyes[m], rendus[m])]
    pris: set[str] = set()
    if len(differents) > EXAMINES_AU_PLUS:
        return
    for rang, un in enumerate(differents):
        for autre in differents[rang + 1 :]:
            if un in pris or autre in pris:
                continue
            if _memes(envoyes[un], rendus[autre]) and _memes(envoyes[autre], rendus[un]):
                pris |= {un, autre}
                yield un, autre


def _memes(envoyees: Mapping[str, Somme], rendues: Mapping[str, Somme]) -> bool:
    """Every line sent is there, and no other, but what only a payslip says."""
    propres = {r: s for r, s in rendues.items() if r not in DU_BULLETIN}
    return propres.keys() == envoyees.keys() and all(
        s.pareille(propres[r]) for r, s in envoyees.items()
    )


def _jumeaux(envoyes: Cote, un: str, autre: str) -> bool:
    return _memes(envoyes[un], envoyes[autre])
