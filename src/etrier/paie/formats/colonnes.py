"""Which column of a return says what: named by the structure, remembered, or guessed aloud."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etrier.heures.formats.tableurs.cellules import lire_texte, normaliser
from etrier.heures.formats.tableurs.grille import Cellule, Grille, Page

LIGNES_REGARDEES = 40

# Roles of a file with one line per employee and rubrique.
ROLES: Mapping[str, Promise] = {
    "matricule": _("Matricule"),
    "code": _("Code de la rubrique"),
    "heures": _("Heures"),
    "montant": _("Montant"),
    "taux": _("Taux horaire"),
    "mois": _("Mois ou période"),
}
# And of a file with one line per employee: a column per figure of the payslip.
FIGURES: Mapping[str, Promise] = {
    "BRUT": _("Brut"),
    "COTISATIONS_SALARIALES": _("Cotisations salariales"),
    "COTISATIONS_PATRONALES": _("Cotisations patronales"),
    "PRELEVEMENT_SOURCE": _("Prélèvement à la source"),
    "NET_A_PAYER": _("Net à payer"),
}
_MOTS: Mapping[str, str] = {
    "matricule": "matricule, mat, n° matricule, numéro matricule, code salarié, n° salarié, "
    "numéro salarié, matricule salarié, id salarié, salarié matricule",
    "code": "code, rubrique, code rubrique, code rub, n° rubrique, numéro rubrique, rub, code paie",
    "heures": "heures, nb heures, nombre d'heures, quantité, nombre, base heures, durée, qté, "
    "heures payées",
    "montant": "montant, montant salarial, montant salarié, gain, valeur, total, montant part "
    "salariale, montant €, montant (€), à payer",
    "taux": "taux, taux horaire, prix unitaire, tarif, taux salarial",
    "mois": "mois, période, periode paie, mois de paie, période de paie, mois paie, date de paie",
    "BRUT": "brut, salaire brut, total brut, brut total, brut du mois, montant brut",
    "COTISATIONS_SALARIALES": "cotisations salariales, charges salariales, retenues salariales, "
    "part salariale, total part salariale, cotisations salarié",
    "COTISATIONS_PATRONALES": "cotisations patronales, charges patronales, part patronale, "
    "total part patronale, cotisations employeur, charges employeur",
    "PRELEVEMENT_SOURCE": "prélèvement à la source, pas, impôt sur le revenu, retenue à la source, "
    "impôt prélevé à la source",
    "NET_A_PAYER": "net à payer, net payé, net, net à verser, net à payer au salarié",
}
_PAR_MOT: Mapping[str, tuple[str, int]] = {
    normaliser(mot): (role, rang)
    for role, mots in reversed(list(_MOTS.items()))
    for rang, mot in enumerate(mots.split(", "))
}
_PARENTHESE = re.compile(r"\(.*\)")


@dataclass(frozen=True)
class Entete:
    """Where the columns are: the page, the row of their titles, the place of each role."""

    page: Page
    ligne: int
    places: Mapping[str, int]
    titres: Mapping[str, str]

    @property
    def par_lignes(self) -> bool:
        """True when each line says its rubrique."""
        return "code" in self.places


def trouver(grille: Grille, voulues: Mapping[str, str]) -> Entete | None:
    """The header by the titles wanted, wherever it stands; by their words when none is wanted."""
    for page in grille.pages:
        for numero, cellules in page.lignes[:LIGNES_REGARDEES]:
            places = _nommees(cellules, voulues) if voulues else _devinees(cellules)
            if _suffisent(places):
                titres = {r: lire_texte(cellules[p]) for r, p in places.items()}
                return Entete(page, numero, places, titres)
    return None


def figure_de(texte: str) -> str | None:
    """The figure of a payslip a code or a title names: « Net à payer » is NET_A_PAYER."""
    role = _PAR_MOT.get(normaliser(texte), ("", 0))[0]
    return role if role in FIGURES else None


def _suffisent(places: Mapping[str, int]) -> bool:
    if "matricule" not in places:
        return False
    if "code" in places:
        return "montant" in places or "heures" in places
    return any(f in places for f in FIGURES)


def _nommees(cellules: Sequence[Cellule], voulues: Mapping[str, str]) -> dict[str, int]:
    mots = [normaliser(lire_texte(c)) for c in cellules]
    places = {r: mots.index(normaliser(t)) for r, t in voulues.items() if normaliser(t) in mots}
    return places if places.keys() == voulues.keys() else {}


def _devinees(cellules: Sequence[Cellule]) -> dict[str, int]:
    candidats: dict[str, tuple[int, int]] = {}
    for place, cellule in enumerate(cellules):
        if not isinstance(cellule, str):
            continue
        texte = lire_texte(cellule)
        connu = _PAR_MOT.get(normaliser(texte))
        connu = connu or _PAR_MOT.get(normaliser(_PARENTHESE.sub("", texte)))
        if connu is not None:
            role, rang = connu
            candidats[role] = min(candidats.get(role, (rang, place)), (rang, place))
    places = {role: place for role, (_rang, place) in candidats.items()}
    if "code" in places:
        return {r: p for r, p in places.items() if r in ROLES}
    return {r: p for r, p in places.items() if r in FIGURES or r in ("matricule", "mois")}
