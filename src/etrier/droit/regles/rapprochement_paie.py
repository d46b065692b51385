"""What the pay bureau gave back of a month, against what was handed to it: to the minute, to the
centime.

Not a payslip engine: contributions and tax are the bureau's. What is compared is what was sent
(hours, their amount at the contract's rate, bonuses, advances, garnishments, expenses), and what
a payslip must add up to.

Lines of one employee and rubrique are summed first: a bureau that splits, merges or reorders lines
makes no difference. Each difference has one reason, the most telling one: a number mistyped is one
difference, not one per line.

One worked line: 151 h 40 at 12.02 € are 1 823.03 €. Given back 151 h 24 and 1 819.83 €: what was
151:40 was typed 151.40, "HEURES_CENTIEMES".
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from etrier.droit.regles.rapprochement import coherence, comparaison, identites
from etrier.droit.regles.rapprochement.lignes import (
    HEURES,
    Attendu,
    Cle,
    Ecart,
    Lu,
    Somme,
    additionner,
    sommer,
)
from etrier.droit.regles.rapprochement.motifs import MOTIFS

__all__ = ["HEURES", "MOTIFS", "Attendu", "Ecart", "Lu", "rapprocher"]


def rapprocher(
    attendus: Sequence[Attendu],
    lus: Sequence[Lu],
    mois: date,
    connus: Iterable[str],
    totaux: Mapping[str, int] | None = None,
) -> list[Ecart]:
    """Every difference of a month's return, by employee number then rubrique.

    `attendus`: what was handed over. `lus`: the lines of the return. `connus`: numbers the
    structure knows. `totaux`: centimes by rubrique of the line of totals of the file, if it has
    one. A return that says what was sent, and adds up, gives nothing.
    """
    du_mois = _par_matricule(attendus)
    sommes_lues, doubles, autres = _nettoyer(lus, du_mois, mois)
    trouves = [*doubles, *autres]
    reste, changes = identites.reconnaitre(du_mois, sommes_lues, frozenset(connus))
    trouves += changes
    for matricule, envoyees in reste.envoyes.items():
        trouves += comparaison.comparer(matricule, envoyees, reste.rendus[matricule])
    trouves += _incoherents(du_mois, _sommer_tout(lus), sommes_lues)
    trouves += _totaux_faux(lus, totaux or {})
    return sorted(trouves, key=lambda e: (e.matricule, e.rubrique, e.genre))


def _par_matricule(attendus: Iterable[Attendu]) -> dict[str, dict[str, Somme]]:
    par_cle: dict[str, dict[str, Somme]] = defaultdict(dict)
    for ligne in attendus:
        envoyees = par_cle[ligne.matricule]
        deja = envoyees.get(ligne.rubrique)
        envoyees[ligne.rubrique] = additionner(deja, ligne.somme)
    # A line and its exact opposite: nothing was asked.
    return {m: {r: s for r, s in x.items() if not s.nulle} for m, x in par_cle.items()}


def _nettoyer(
    lus: Sequence[Lu], attendus: Mapping[str, Mapping[str, Somme]], mois: date
) -> tuple[dict[str, dict[str, Somme]], list[Ecart], list[Ecart]]:
    """Sums read, once lines written twice and lines of another month are told and set apart."""
    par_cle: dict[Cle, list[Lu]] = defaultdict(list)
    for lu in lus:
        par_cle[lu.matricule, lu.rubrique].append(lu)
    sommes: dict[str, dict[str, Somme]] = defaultdict(dict)
    doubles: list[Ecart] = []
    autres: list[Ecart] = []
    for (matricule, rubrique), lignes in par_cle.items():
        attendu = attendus.get(matricule, {}).get(rubrique)
        gardees = _du_bon_mois(lignes, attendu, mois, autres)
        gardees = _sans_doubles(gardees, attendu, doubles)
        if gardees:
            sommes[matricule][rubrique] = sommer(gardees)
    return dict(sommes), doubles, autres


def _du_bon_mois(
    lignes: list[Lu], attendu: Somme | None, mois: date, ecarts: list[Ecart]
) -> list[Lu]:
    """Lines of the month. Those of another one are told, and kept if they are the ones sent."""
    du_mois = [x for x in lignes if x.mois in (None, mois)]
    if len(du_mois) == len(lignes):
        return lignes
    etranger = sommer([x for x in lignes if x.mois not in (None, mois)])
    ecarts.append(_ecart(lignes[0], "MOIS_AUTRE", lu=etranger))
    toutes = sommer(lignes)
    return lignes if attendu is not None and attendu.pareille(toutes) else du_mois


def _sans_doubles(lignes: list[Lu], attendu: Somme | None, ecarts: list[Ecart]) -> list[Lu]:
    """Lines without those written twice, when that is what makes the sum differ."""
    uniques = list(dict.fromkeys(lignes))
    if attendu is None or len(uniques) == len(lignes) or attendu.pareille(sommer(lignes)):
        return lignes
    if not attendu.pareille(sommer(uniques)):
        return lignes
    ecarts.append(_ecart(lignes[0], "LIGNE_EN_DOUBLE", attendu=attendu, lu=sommer(lignes)))
    return uniques


def _ecart(ligne: Lu, genre: str, lu: Somme, attendu: Somme | None = None) -> Ecart:
    return Ecart.entre(ligne.matricule, ligne.rubrique, genre, attendu, lu)


def _sommer_tout(lus: Sequence[Lu]) -> dict[str, dict[str, Somme]]:
    """Sums of the lines as they are printed, doubles and other months included."""
    par_cle: dict[Cle, list[Lu]] = defaultdict(list)
    for lu in lus:
        par_cle[lu.matricule, lu.rubrique].append(lu)
    sommes: dict[str, dict[str, Somme]] = defaultdict(dict)
    for (matricule, rubrique), lignes in par_cle.items():
        sommes[matricule][rubrique] = sommer(lignes)
    return dict(sommes)


def _incoherents(
    attendus: identites.Cote, imprimees: identites.Cote, nettoyees: identites.Cote
) -> Iterator[Ecart]:
    """Payslips that add up neither as they are printed, nor without what was set apart.

    A line written twice may be in the gross twice, or only in the file.
    """
    restent = {(e.matricule, e.genre) for e in coherence.verifier(attendus, nettoyees)}
    for ecart in coherence.verifier(attendus, imprimees):
        if (ecart.matricule, ecart.genre) in restent:
            yield ecart


def _totaux_faux(lus: Sequence[Lu], totaux: Mapping[str, int]) -> Iterator[Ecart]:
    """Rubriques whose line of totals is not the sum of its lines."""
    sommes: Counter[str] = Counter()
    for lu in lus:
        sommes[lu.rubrique] += lu.montant_centimes or 0
    for rubrique, dit in totaux.items():
        if dit != sommes[rubrique]:
            yield Ecart(
                "", rubrique, "TOTAL_DIFFERENT", attendu_centimes=sommes[rubrique], lu_centimes=dit
            )
