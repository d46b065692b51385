"""Dated legal parameters: what the law's value was on a day, and the text that sets it.

A missing value is missing: `NonCalculable` says why, never 0 and never the value before it. A
value carried past the last day it is known for is provisional. Amounts are often published after
they take effect: `connu_le` answers with what was published on a day, and a folder of the same
files can be laid over ours (`charger`) without waiting for a release.

Source: CT R5132-7 and following (amounts set by arrêté); the reference of each value.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import polars as pl

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.droit.schema import (
    Contenu,
    Fichier,
    LigneDatee,
    ParametreInvalide,
    Reference,
    Refus,
    lire,
    verifier_dates,
)

__all__ = [
    "NonCalculable",
    "Parametre",
    "ParametreInvalide",
    "Parametres",
    "Reference",
    "Valeur",
    "charger",
    "parametres_par_defaut",
]

DOSSIER = Path(__file__).parent / "parametres"

SCHEMA_FRAME = {
    "cle": pl.String,
    "depuis": pl.Date,
    "valeur": pl.Int64,
    "provisoire": pl.Boolean,
    "parametre": pl.String,
}


class NonCalculable(Exception):
    """The law's value is not established: `motif` is a French sentence that says why."""

    def __init__(self, motif: str) -> None:
        super().__init__(motif)
        self.motif = motif


@dataclass(frozen=True, slots=True)
class Valeur:
    """A legal value on a day, with the text that sets it. `depuis` is its first day of effect."""

    parametre: str
    cle: str | None
    depuis: date
    valeur: Contenu
    unite: str
    reference: Reference
    verifie_le: date
    confiance: str
    provisoire: bool

    @property
    def nombre(self) -> Decimal:
        """The value as a number. Raises TypeError when it is a list of texts."""
        if not isinstance(self.valeur, Decimal):
            raise TypeError(f"{self.identifiant} is a list, not a number")
        return self.valeur

    @property
    def liste(self) -> tuple[str, ...]:
        """The value as a list of texts. Raises TypeError when it is a number."""
        if isinstance(self.valeur, Decimal):
            raise TypeError(f"{self.identifiant} is a number, not a list")
        return self.valeur

    @property
    def identifiant(self) -> str:
        """Name, key and date in one word: `aide_au_poste/socle[ACI]@2025-01-01`."""
        return _identifiant(self.parametre, self.cle, self.depuis)

    def en(self, echelle: int) -> int:
        """The number in a smaller unit, exactly: 100 for centimes, 60 for minutes.

        Raises ValueError when the result is not a whole number.
        """
        return _entier(self.nombre, echelle, self.identifiant)

    def to_json(self) -> dict[str, object]:
        """Plain values for JSON: numbers as text with all their decimals, days in ISO form."""
        publie_le = self.reference.publie_le
        return {
            "parametre": self.parametre,
            "cle": self.cle,
            "valeur": str(self.valeur) if isinstance(self.valeur, Decimal) else list(self.valeur),
            "unite": self.unite,
            "depuis": self.depuis.isoformat(),
            "reference": {
                "titre": self.reference.titre,
                "href": self.reference.href,
                "publie_le": None if publie_le is None else publie_le.isoformat(),
            },
            "verifie_le": self.verifie_le.isoformat(),
            "confiance": self.confiance,
            "provisoire": self.provisoire,
        }


@dataclass(frozen=True, slots=True)
class Parametre:
    """Every value of one legal parameter. `lignes` keeps the dates where it is not established."""

    nom: str
    description: str
    unite: str
    cle: str | None
    connu_jusqu_au: date | None
    lignes: tuple[LigneDatee, ...]

    @property
    def cles(self) -> tuple[str | None, ...]:
        """The keys that carry a value, in the order of the file; (None,) when there is no key."""
        return tuple(self.lignes[0].valeurs)

    @property
    def valeurs(self) -> tuple[Valeur, ...]:
        """The established values, by date then key."""
        return tuple(
            self._valeur(ligne, cle, contenu, provisoire=False)
            for ligne in self.lignes
            for cle, contenu in ligne.valeurs.items()
            if contenu is not None
        )

    def en_vigueur(self, le: date, cle: str | None, connu_le: date | None) -> Valeur:
        """The value on a day; see `Parametres.valeur`."""
        self._verifier_cle(cle, le)
        publiees = [ligne for ligne in self.lignes if _publiee(ligne, connu_le)]
        rang = bisect_right([ligne.depuis for ligne in publiees], le)
        if rang == 0:
            raise NonCalculable(self._phrase(le, cle, self._motif_avant(le, connu_le)))
        ligne = publiees[rang - 1]
        contenu = ligne.valeurs[cle]
        if contenu is None:
            raise NonCalculable(self._phrase(le, cle, ligne.motif or ""))
        return self._valeur(ligne, cle, contenu, provisoire=self.est_provisoire(le))

    def est_provisoire(self, le: date) -> bool:
        """True when the day is past the last day the parameter is known for."""
        return self.connu_jusqu_au is not None and le > self.connu_jusqu_au

    def rangees(self, echelle: int) -> Iterator[tuple[str | None, date, int | None, bool, str]]:
        """Rows of `Parametres.frame`, unsorted."""
        for ligne in self.lignes:
            for cle in ligne.valeurs:
                yield self._rangee(ligne, cle, echelle, ligne.depuis)
        relais = self._relais()
        if relais is not None:
            for cle, contenu in relais[0].valeurs.items():
                if contenu is not None:
                    yield self._rangee(relais[0], cle, echelle, relais[1])

    def _relais(self) -> tuple[LigneDatee, date] | None:
        """The line carried past `connu_jusqu_au` and the first day it is provisional."""
        if self.connu_jusqu_au is None:
            return None
        lendemain = self.connu_jusqu_au + timedelta(days=1)
        anterieures = [ligne for ligne in self.lignes if ligne.depuis <= self.connu_jusqu_au]
        if not anterieures or any(ligne.depuis == lendemain for ligne in self.lignes):
            return None
        return anterieures[-1], lendemain

    def _rangee(
        self, ligne: LigneDatee, cle: str | None, echelle: int, depuis: date
    ) -> tuple[str | None, date, int | None, bool, str]:
        identifiant = _identifiant(self.nom, cle, ligne.depuis)
        contenu = ligne.valeurs[cle]
        if isinstance(contenu, tuple):
            raise TypeError(f"{self.nom} is a list: it has no frame of numbers")
        entier = None if contenu is None else _entier(contenu, echelle, identifiant)
        provisoire = entier is not None and self.est_provisoire(depuis)
        return cle, depuis, entier, provisoire, identifiant

    def _valeur(
        self, ligne: LigneDatee, cle: str | None, contenu: Contenu, *, provisoire: bool
    ) -> Valeur:
        return Valeur(
            parametre=self.nom,
            cle=cle,
            depuis=ligne.depuis,
            valeur=contenu,
            unite=self.unite,
            reference=ligne.reference,
            verifie_le=ligne.verifie_le,
            confiance=ligne.confiance,
            provisoire=provisoire,
        )

    def _verifier_cle(self, cle: str | None, le: date) -> None:
        if cle in self.cles:
            return
        if self.cle is None or cle is None:
            raise ValueError(f"{self.nom} takes {'no key' if self.cle is None else 'a key'}")
        connues = ", ".join(map(str, self.cles))
        motif = f"Ce paramètre n'existe pas pour ce {self.cle} ; il existe pour : {connues}."
        raise NonCalculable(self._phrase(le, cle, motif))

    def _motif_avant(self, le: date, connu_le: date | None) -> str:
        premiere = self.lignes[0].depuis
        if connu_le is not None and premiere <= le:
            return (
                f"Aucune valeur applicable ce jour-là n'était publiée le {ecrire_jour(connu_le)}."
            )
        return f"La première valeur connue prend effet le {ecrire_jour(premiere)}."

    def _phrase(self, le: date, cle: str | None, motif: str) -> str:
        pour = "" if cle is None else f" pour {cle}"
        return f"{self.description}{pour} : pas de valeur établie au {ecrire_jour(le)}. {motif}"


class Parametres:
    """All the legal parameters in force, package files and overlays together."""

    def __init__(self, parametres: dict[str, Parametre]) -> None:
        self._parametres = dict(sorted(parametres.items()))
        self.empreinte = _empreinte(self._parametres)
        """SHA-256 of every value, date and limit of knowledge: what a stored figure came from."""

    def noms(self) -> list[str]:
        """Names of the parameters, sorted: `aide_au_poste/socle`…"""
        return list(self._parametres)

    def parametre(self, nom: str) -> Parametre:
        """One parameter with all its dates. Raises KeyError when the name does not exist."""
        return self._parametres[nom]

    def valeur(
        self, nom: str, le: date, cle: str | None = None, *, connu_le: date | None = None
    ) -> Valeur:
        """The value in force on day `le`, for a key when the parameter has one.

        `connu_le`: leave out the texts published after that day (a text whose publication day is
        not known is kept).

        Raises NonCalculable before the first known date, for a key the parameter does not have,
        and where the value is not established; KeyError for an unknown name; ValueError when a
        key is given to a parameter without one, or forgotten.
        """
        return self._parametres[nom].en_vigueur(le, cle, connu_le)

    def frame(self, nom: str, echelle: int = 1, *, jusqu_au: date | None = None) -> pl.DataFrame:
        """Dates of effect of a parameter, ready for `join_asof(strategy="backward", by="cle")`.

        Columns: `cle` String (null without key), `depuis` Date, `valeur` Int64 (the number times
        `echelle`: 100 for centimes, 60 for minutes; null = not established), `provisoire`
        Boolean, `parametre` String (identifiant). Sorted by cle, depuis. A null is a row of its
        own, so that no earlier value is carried over it; the day after `connu_jusqu_au` a row
        repeats the value with `provisoire` true. `jusqu_au` drops the rows that begin later.

        Raises TypeError for a list, ValueError when `echelle` does not give whole numbers.
        """
        rangees = self._parametres[nom].rangees(echelle)
        frame = pl.DataFrame(list(rangees), schema=SCHEMA_FRAME, orient="row")
        if jusqu_au is not None:
            frame = frame.filter(pl.col("depuis") <= jusqu_au)
        return frame.sort("cle", "depuis")


def charger(*surcouches: Path) -> Parametres:
    """Read the parameters of the package, then lay folders of the same files over them, in order.

    A file of a folder has the relative name of ours (`aide_au_poste/socle.yaml`); its dates are
    added, or replace ours when the date is the same; its `connu_jusqu_au` replaces ours.

    Raises ParametreInvalide: the file, what is wrong, what to do.
    """
    fichiers = {nom: lire(chemin) for nom, chemin in _chemins(DOSSIER)}
    for dossier in surcouches:
        if not dossier.is_dir():
            raise ParametreInvalide(
                f"{dossier} : ce dossier de paramètres n'existe pas. Vérifiez son chemin."
            )
        for nom, chemin in _chemins(dossier):
            fichiers[nom] = _superposer(nom, fichiers.get(nom), chemin)
    return Parametres({nom: _parametre(nom, fichier) for nom, fichier in fichiers.items()})


@cache
def parametres_par_defaut() -> Parametres:
    """The parameters of the package alone, read once."""
    return charger()


def _chemins(dossier: Path) -> Iterator[tuple[str, Path]]:
    for chemin in sorted(dossier.rglob("*.y*ml")):
        if chemin.suffix != ".yaml":
            raise ParametreInvalide(
                f"{chemin} : ce fichier ne serait pas lu. Renommez-le en « .yaml »."
            )
        yield chemin.relative_to(dossier).with_suffix("").as_posix(), chemin


def _superposer(nom: str, dessous: Fichier | None, chemin: Path) -> Fichier:
    dessus = lire(chemin)
    if dessous is None:
        raise ParametreInvalide(
            f"{chemin} : aucun paramètre ne s'appelle « {nom} ». "
            "Donnez au fichier le nom du paramètre qu'il complète."
        )
    if (dessus.unite, dessus.cle) != (dessous.unite, dessous.cle):
        raise ParametreInvalide(
            f"{chemin} : l'unité et la clé doivent rester « {dessous.unite} » et "
            f"« {dessous.cle or 'aucune'} ». Corrigez-les."
        )
    lignes = {ligne.depuis: ligne for ligne in (*dessous.lignes, *dessus.lignes)}
    triees = tuple(lignes[depuis] for depuis in sorted(lignes))
    if len({frozenset(ligne.valeurs) for ligne in triees}) > 1:
        cles = ", ".join(map(str, dessous.lignes[0].valeurs))
        raise ParametreInvalide(f"{chemin} : il faut les mêmes clés qu'à l'origine ({cles}).")
    connu_jusqu_au = dessus.connu_jusqu_au or dessous.connu_jusqu_au
    try:
        verifier_dates(triees, connu_jusqu_au)
    except Refus as refus:
        raise ParametreInvalide(f"{chemin} : {refus}.") from None
    return Fichier(dessus.description, dessus.unite, dessus.cle, connu_jusqu_au, triees)


def _parametre(nom: str, fichier: Fichier) -> Parametre:
    return Parametre(
        nom=nom,
        description=fichier.description,
        unite=fichier.unite,
        cle=fichier.cle,
        connu_jusqu_au=fichier.connu_jusqu_au,
        lignes=fichier.lignes,
    )


def _publiee(ligne: LigneDatee, connu_le: date | None) -> bool:
    publie_le = ligne.reference.publie_le
    return connu_le is None or publie_le is None or publie_le <= connu_le


def _identifiant(nom: str, cle: str | None, depuis: date) -> str:
    return f"{nom}{'' if cle is None else f'[{cle}]'}@{depuis.isoformat()}"


def _entier(nombre: Decimal, echelle: int, identifiant: str) -> int:
    produit = nombre * echelle
    if produit != produit.to_integral_value():
        raise ValueError(f"{identifiant}: {nombre} × {echelle} is not a whole number")
    return int(produit)


def _empreinte(parametres: dict[str, Parametre]) -> str:
    condense = hashlib.sha256()
    for parametre in parametres.values():
        condense.update(f"{parametre.nom}|{parametre.unite}|{parametre.connu_jusqu_au}\n".encode())
        for ligne in parametre.lignes:
            for cle, contenu in sorted(ligne.valeurs.items(), key=lambda paire: str(paire[0])):
                texte = contenu.normalize() if isinstance(contenu, Decimal) else contenu
                condense.update(
                    f"{_identifiant(parametre.nom, cle, ligne.depuis)}={texte}\n".encode()
                )
    return condense.hexdigest()
