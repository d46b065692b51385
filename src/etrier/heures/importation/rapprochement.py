"""Words of a spreadsheet against the names of a structure: sure, proposed, or asked.

A word is sure when it is, letter for letter, the name of one thing only: accents, capitals,
hyphens, the order of name and first name, and an initial for the first name do not matter.
Anything less is at most proposed, and a proposal is never taken without somebody's yes.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from etrier.droit.lettres import decouper

CIVILITES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"})
# Below this a likeness is an accident; two candidates closer than the margin are asked about.
SEUIL, MARGE = 55, 7
CANDIDATS = 5
_EXAMINES = 25
_PRENOM_EN_INITIALES = 3
_MOT_LONG = 5


class Surete(StrEnum):
    """How well a word is understood."""

    SURE = "sure"
    RETENUE = "retenue"
    CHOISIE = "choisie"
    PROPOSEE = "proposee"
    A_CHOISIR = "a_choisir"
    INCONNUE = "inconnue"


CERTAINES = frozenset({Surete.SURE, Surete.RETENUE, Surete.CHOISIE})


@dataclass(frozen=True, slots=True, order=True)
class Cible:
    """What a word may stand for: `sorte` is salarie, chantier, client, mission or nature."""

    sorte: str
    cle: int

    def __str__(self) -> str:
        return f"{self.sorte}:{self.cle}"


def lire_cible(texte: str) -> Cible | None:
    """The target `str` wrote; None for anything else."""
    trouve = re.fullmatch(r"([a-z]+):([0-9]{1,18})", texte)
    return Cible(trouve[1], int(trouve[2])) if trouve else None


@dataclass(slots=True)
class Mot:
    """A word of the file: what it stands for, how sure that is, and who else it could be.

    `sorte` is what the column holds (salarie, lieu, chantier, mission, nature); `cle` is the word
    as compared; `raison` says, when it is not certain, what is wrong and what to do; `homonymes`
    is True when several people bear that very name: such a choice is never remembered; `ecarte`,
    when somebody said that it is none of the list.
    """

    sorte: str
    texte: str
    cle: str
    surete: Surete
    cible: Cible | None = None
    candidats: Sequence[Cible] = ()
    raison: str = ""
    homonymes: bool = False
    ecarte: bool = False
    le: date | None = None
    lignes: int = 0

    @property
    def certain(self) -> bool:
        """True when lines may be written on the strength of this word."""
        return self.surete in CERTAINES

    @property
    def est_a_dire(self) -> bool:
        """True when somebody has, or had, a say in it."""
        return self.surete is not Surete.SURE


def serrer(mots: Iterable[str]) -> str:
    """Words without what is between them: « LE GOFF » and « Legoff » are the same."""
    return "".join(mots)


@dataclass(frozen=True, slots=True)
class Nom:
    """A name the structure knows: its family words and, for a person, her first names."""

    cible: Cible
    famille: tuple[str, ...]
    prenoms: tuple[str, ...] = ()

    @property
    def texte(self) -> str:
        """Every word, with spaces."""
        return " ".join(self.famille + self.prenoms)

    def ecritures(self) -> set[str]:
        """The writings that are this name to the letter."""
        famille, prenoms = serrer(self.famille), serrer(self.prenoms)
        if not prenoms:
            return {famille}
        initiales = serrer(p[0] for p in self.prenoms)
        # The bar keeps « DUPONT M. » apart from somebody whose name would be Dupontm.
        return {
            famille + prenoms,
            prenoms + famille,
            f"{famille}|{initiales}",
            f"{famille}|{initiales[0]}",
        }


@dataclass
class Repertoire:
    """Names of one kind, found again from what a spreadsheet writes of them."""

    noms: Sequence[Nom]
    _exacts: dict[str, set[Cible]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for nom in self.noms:
            for ecriture in nom.ecritures():
                self._exacts[ecriture].add(nom.cible)
        self._textes = [nom.texte for nom in self.noms]

    def exacts(self, texte: str) -> list[Cible]:
        """Those whose name it is, to the letter."""
        mots = _sans_civilite(decouper(texte))
        if trouves := self._exacts.get(serrer(mots)):
            return sorted(trouves)
        trouves = set()
        for forme in _formes_en_initiales(mots):
            trouves |= self._exacts.get(forme, set())
        return sorted(trouves)

    def proches(self, texte: str) -> list[tuple[Cible, int]]:
        """Those it resembles, the best first, with a likeness out of 100."""
        mots = _sans_civilite(decouper(texte))
        if not mots:
            return []
        examines = process.extract(
            " ".join(mots), self._textes, scorer=fuzz.token_ratio, limit=_EXAMINES, score_cutoff=45
        )
        notes = ((self.noms[rang], _ressemblance(mots, self.noms[rang])) for *_x, rang in examines)
        retenus = [(nom.cible, note) for nom, note in notes if note >= SEUIL]
        return sorted(retenus, key=lambda paire: (-paire[1], paire[0]))[:CANDIDATS]


def trancher(proches: Sequence[tuple[Cible, int]]) -> tuple[Surete, Cible | None]:
    """One candidate clear of the others is proposed; several as close are asked about."""
    if not proches:
        return Surete.INCONNUE, None
    (premier, note), *autres = proches
    if autres and autres[0][1] > note - MARGE:
        return Surete.A_CHOISIR, None
    return Surete.PROPOSEE, premier


def _sans_civilite(mots: list[str]) -> list[str]:
    # « M. DUPONT » alone may be Monsieur or an initial: it stays as it is.
    if len(mots) > 2 and mots[0] in CIVILITES:
        return mots[1:]
    return mots


def _formes_en_initiales(mots: Sequence[str]) -> set[str]:
    """« DUPONT M. », « M. Dupont », « DUPONT J.-L. », « DUPONT JL »."""
    formes = set()
    for debut in range(1, len(mots)):
        avant, apres = mots[:debut], mots[debut:]
        for famille, prenoms in ((avant, apres), (apres, avant)):
            seules = all(len(p) == 1 for p in prenoms)
            if seules or (len(prenoms) == 1 and len(prenoms[0]) < _PRENOM_EN_INITIALES):
                formes.add(f"{serrer(famille)}|{serrer(prenoms)}")
    return formes


def _ressemblance(mots: Sequence[str], nom: Nom) -> int:
    """A likeness out of 100: letters mistaken in the whole, or words missing or added."""
    if not _chiffres(mots) <= _chiffres(nom.famille + nom.prenoms):
        return 0  # « Lot 2 » is not « Lot 1 » with a slip of the finger
    return max(_faute_de_frappe(mots, nom), _mots_en_moins(mots, nom))


def _chiffres(mots: Iterable[str]) -> set[str]:
    return {chiffres for mot in mots for chiffres in re.findall("[0-9]+", mot)}


def _faute_de_frappe(mots: Sequence[str], nom: Nom) -> int:
    ecrit = serrer(mots)
    tolerees = 1 if len(ecrit) < 8 else 2 if len(ecrit) < 15 else 3
    formes = {serrer(nom.famille + nom.prenoms), serrer(nom.prenoms + nom.famille)}
    fautes = min(OSA.distance(ecrit, forme, score_cutoff=tolerees) for forme in formes)
    return 98 - 8 * fautes if fautes <= tolerees else 0


def _mots_en_moins(mots: Sequence[str], nom: Nom) -> int:
    """Half of a double name, a second first name left out, a maiden name added."""
    famille, fautes_famille, reste = _retrouver(mots, nom.famille)
    prenoms, fautes_prenoms, reste = _retrouver(reste, nom.prenoms)
    if not any(len(mot) > 2 for mot in famille):
        return 0
    initiales = [mot for mot in reste if len(mot) == 1]
    reste = [mot for mot in reste if len(mot) > 1]
    absents = len(nom.famille) - len(famille)
    note = 90 - 6 * (fautes_famille + fautes_prenoms) - 6 * len(reste) - 3 * absents
    if not nom.prenoms:
        return note
    if prenoms:
        return note - 2 * (len(nom.prenoms) - len(prenoms))
    if initiales and not reste:
        return note - 12 if initiales[0] == nom.prenoms[0][0] else 0
    # The family name alone. Another first name is somebody else.
    return note - 25 if not reste and not initiales else 0


def _retrouver(mots: Sequence[str], cherches: Sequence[str]) -> tuple[list[str], int, list[str]]:
    """Words found among those looked for, how many letters were mistaken, and the others."""
    libres, trouves, fautes, reste = list(cherches), list[str](), 0, list[str]()
    for mot in mots:
        tolerees = 0 if len(mot) < _MOT_LONG else 1
        proches = [(OSA.distance(mot, c, score_cutoff=tolerees), c) for c in libres]
        meilleur = min(proches, default=(tolerees + 1, ""))
        if meilleur[0] <= tolerees:
            libres.remove(meilleur[1])
            trouves.append(mot)
            fautes += meilleur[0]
        else:
            reste.append(mot)
    return trouves, fautes, reste


def sans_zeros(code: str) -> str:
    """A number as a spreadsheet that lost its zeros would keep it: M0012 and m12 are the same."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", serrer(decouper(code)))
