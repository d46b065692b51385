"""Reading one parameter file, strictly: a legal value without its reference does not enter.

A file holds:

    description: what the value is, in French
    unite: EUR/ETP/an
    cle: dispositif              # optional: then every `valeur` is a mapping with the same keys
    connu_jusqu_au: 2025-12-31   # optional: revalued now and then, provisional after this day
    valeurs:
      - depuis: 2025-01-01       # first day of effect; holds until the next date
        valeur: {ACI: 23921}     # a number, a list of texts, or null: not established
        motif: why               # required with a null, refused without
        reference: {titre: the text, href: address or null, publie_le: day or null}
        verifie_le: 2026-11-22   # when somebody last read the text
        confiance: sur           # sur | probable (of the text, when the value is null)

Numbers become `Decimal` from their own characters: no float on the way.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from etrier.droit.vocabulaire import Dispositif, Milieu, TauxTva, Territoire
from etrier.droit.vocabulaire_parcours import ClasseSortie, Critere, MotifProlongation

Contenu = Decimal | tuple[str, ...]

CLES: Mapping[str, type[StrEnum]] = {
    "classe_sortie": ClasseSortie,
    "critere": Critere,
    "dispositif": Dispositif,
    "milieu": Milieu,
    "motif_prolongation": MotifProlongation,
    "taux_tva": TauxTva,
    "territoire": Territoire,
}
CONFIANCES = ("sur", "probable")
NOMBRE = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


class ParametreInvalide(ValueError):
    """A parameter file is refused: the message says which file, what is wrong and what to do."""


class Refus(ValueError):
    """What is wrong and what to do, before the name of the file is known."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The text that sets a value: its title, its address, the day it was published."""

    titre: str
    href: str | None
    publie_le: date | None


@dataclass(frozen=True, slots=True)
class LigneDatee:
    """What a file says at one date: a value per key (key None when the parameter has no key)."""

    depuis: date
    valeurs: Mapping[str | None, Contenu | None]
    motif: str | None
    reference: Reference
    verifie_le: date
    confiance: str


@dataclass(frozen=True, slots=True)
class Fichier:
    """One parameter file once checked. `lignes` is sorted by date."""

    description: str
    unite: str
    cle: str | None
    connu_jusqu_au: date | None
    lignes: tuple[LigneDatee, ...]


class _Lecteur(yaml.SafeLoader):
    """YAML reader: numbers as Decimal, a doubled key refused instead of silently winning."""


def _decimal(_lecteur: _Lecteur, noeud: yaml.ScalarNode) -> Decimal:
    if not NOMBRE.fullmatch(noeud.value):
        raise Refus(
            f"ligne {noeud.start_mark.line + 1} : « {noeud.value} » n'est pas un nombre décimal. "
            "Écrivez-le en chiffres, avec un point : 1234.50"
        )
    return Decimal(noeud.value)


def _mapping(lecteur: _Lecteur, noeud: yaml.MappingNode) -> dict[Any, Any]:
    resultat: dict[Any, Any] = {}
    for noeud_cle, noeud_valeur in noeud.value:
        cle = lecteur.construct_object(noeud_cle, deep=True)
        if not isinstance(cle, str):
            raise Refus(
                f"ligne {noeud_cle.start_mark.line + 1} : « {cle} » n'est pas un nom de champ. "
                "Écrivez un mot, entre guillemets au besoin"
            )
        if cle in resultat:
            raise Refus(
                f"ligne {noeud_cle.start_mark.line + 1} : « {cle} » est écrit deux fois. "
                "Gardez une seule des deux lignes"
            )
        resultat[cle] = lecteur.construct_object(noeud_valeur, deep=True)
    return resultat


def _date(lecteur: _Lecteur, noeud: yaml.ScalarNode) -> date:
    try:
        return lecteur.construct_yaml_timestamp(noeud)
    except ValueError:
        raise Refus(
            f"ligne {noeud.start_mark.line + 1} : « {noeud.value} » n'est pas une date. "
            "Écrivez un jour qui existe : 2025-01-31"
        ) from None


_Lecteur.add_constructor("tag:yaml.org,2002:int", _decimal)
_Lecteur.add_constructor("tag:yaml.org,2002:float", _decimal)
_Lecteur.add_constructor("tag:yaml.org,2002:map", _mapping)
_Lecteur.add_constructor("tag:yaml.org,2002:timestamp", _date)


def lire(chemin: Path) -> Fichier:
    """Read and check one file. Raises ParametreInvalide: file, what is wrong, what to do."""
    try:
        brut = yaml.load(chemin.read_text(encoding="utf-8"), Loader=_Lecteur)
        return _fichier(brut)
    except Refus as erreur:
        raise ParametreInvalide(f"{chemin} : {erreur}.") from None
    except yaml.MarkedYAMLError as erreur:
        ligne = erreur.problem_mark.line + 1 if erreur.problem_mark else 1
        raise ParametreInvalide(
            f"{chemin} : ligne {ligne}, le YAML est illisible ({erreur.problem}). "
            "Corrigez la mise en forme de cette ligne."
        ) from None
    except (OSError, ValueError, yaml.YAMLError) as erreur:
        raise ParametreInvalide(
            f"{chemin} : fichier illisible ({erreur}). Vérifiez son encodage (UTF-8) et ses dates."
        ) from None


def verifier_dates(lignes: tuple[LigneDatee, ...], connu_jusqu_au: date | None) -> None:
    """Refuse dates doubled or out of order, and a value that begins after `connu_jusqu_au`."""
    for avant, apres in pairwise(lignes):
        if avant.depuis == apres.depuis:
            raise Refus(f"la date {apres.depuis} est écrite deux fois. Gardez-en une seule")
        if avant.depuis > apres.depuis:
            raise Refus(
                f"la date {apres.depuis} vient après {avant.depuis}. "
                "Rangez les dates de la plus ancienne à la plus récente"
            )
    for ligne in lignes:
        tardive = connu_jusqu_au is not None and ligne.depuis > connu_jusqu_au
        if tardive and any(v is not None for v in ligne.valeurs.values()):
            raise Refus(
                f"une valeur prend effet le {ligne.depuis}, après « connu_jusqu_au » "
                f"({connu_jusqu_au}). Avancez « connu_jusqu_au » au dernier jour où elle est connue"
            )


def _fichier(brut: object) -> Fichier:
    champs = _champs(
        brut,
        "le fichier",
        requis=("description", "unite", "valeurs"),
        facultatifs=("cle", "connu_jusqu_au"),
    )
    cle = champs.get("cle")
    if cle is not None and cle not in CLES:
        raise Refus(f"la clé « {cle} » est inconnue. Choisissez parmi : {', '.join(CLES)}")
    if not isinstance(champs["valeurs"], list) or not champs["valeurs"]:
        raise Refus("« valeurs » est vide. Donnez au moins une date et sa valeur")
    lignes = _memes_cles([_ligne(ligne, cle) for ligne in champs["valeurs"]], cle)
    connu = champs.get("connu_jusqu_au")
    connu = None if connu is None else _jour(connu, "connu_jusqu_au")
    verifier_dates(lignes, connu)
    return Fichier(
        description=_texte(champs["description"], "description"),
        unite=_texte(champs["unite"], "unite"),
        cle=cle,
        connu_jusqu_au=connu,
        lignes=lignes,
    )


def _ligne(brut: object, cle: str | None) -> LigneDatee:
    lieu = "une des « valeurs »"
    if isinstance(brut, dict) and "depuis" in brut:
        lieu = f"la valeur du {brut['depuis']}"
    champs = _champs(
        brut,
        lieu,
        requis=("depuis", "valeur", "reference", "verifie_le", "confiance"),
        facultatifs=("motif",),
    )
    ligne = LigneDatee(
        depuis=_jour(champs["depuis"], f"depuis ({lieu})"),
        valeurs=_valeurs(champs["valeur"], cle, lieu),
        motif=None if champs.get("motif") is None else _texte(champs["motif"], f"motif ({lieu})"),
        reference=_reference(champs["reference"], lieu),
        verifie_le=_jour(champs["verifie_le"], f"verifie_le ({lieu})"),
        confiance=_texte(champs["confiance"], f"confiance ({lieu})"),
    )
    _verifier_ligne(ligne, lieu)
    return ligne


def _verifier_ligne(ligne: LigneDatee, lieu: str) -> None:
    nulle = not ligne.valeurs or any(valeur is None for valeur in ligne.valeurs.values())
    if nulle and ligne.motif is None:
        raise Refus(
            f"{lieu} : une valeur est nulle sans « motif ». "
            "Écrivez en une phrase pourquoi elle n'est pas établie"
        )
    if not nulle and ligne.motif is not None:
        raise Refus(
            f"{lieu} : « motif » n'explique que les valeurs nulles. "
            "Retirez-le, ou mettez l'explication dans « description »"
        )
    if ligne.confiance not in CONFIANCES:
        raise Refus(
            f"{lieu} : confiance « {ligne.confiance} » inconnue. Écrivez « sur » ou « probable »"
        )
    if ligne.reference.publie_le and ligne.verifie_le < ligne.reference.publie_le:
        raise Refus(
            f"{lieu} : vérifiée le {ligne.verifie_le}, avant la publication du texte "
            f"({ligne.reference.publie_le}). Corrigez l'une des deux dates"
        )


def _valeurs(brut: object, cle: str | None, lieu: str) -> dict[str | None, Contenu | None]:
    """A whole null gives an empty mapping when there is a key: `_memes_cles` spreads it."""
    if cle is None:
        return {None: _contenu(brut, lieu)}
    if brut is None:
        return {}
    if not isinstance(brut, dict) or not brut:
        raise Refus(f"{lieu} : donnez une valeur par {cle}, par exemple {{ACI: 100}}")
    permises = [membre.value for membre in CLES[cle]]
    for nom in brut:
        if nom not in permises:
            raise Refus(
                f"{lieu} : « {nom} » n'est pas un {cle}. Choisissez parmi : {', '.join(permises)}"
            )
    return {nom: _contenu(valeur, f"{lieu}, {nom}") for nom, valeur in brut.items()}


def _memes_cles(lignes: list[LigneDatee], cle: str | None) -> tuple[LigneDatee, ...]:
    if cle is None:
        return tuple(lignes)
    attendues = next((list(ligne.valeurs) for ligne in lignes if ligne.valeurs), [])
    if not attendues:
        raise Refus(f"aucune valeur par {cle}. Donnez au moins une date avec ses clés")
    completes = []
    for ligne in lignes:
        if ligne.valeurs and set(ligne.valeurs) != set(attendues):
            raise Refus(
                f"la valeur du {ligne.depuis} n'a pas les mêmes clés que les autres dates "
                f"({', '.join(map(str, attendues))}). Complétez-la, avec null et un motif au besoin"
            )
        completes.append(replace(ligne, valeurs=ligne.valeurs or dict.fromkeys(attendues)))
    return tuple(completes)


def _contenu(brut: object, lieu: str) -> Contenu | None:
    if brut is None or isinstance(brut, Decimal):
        return brut
    if isinstance(brut, list) and brut and all(isinstance(v, str) and v.strip() for v in brut):
        return tuple(brut)
    raise Refus(
        f"{lieu} : « {brut} » n'est ni un nombre, ni une liste de textes, ni null. "
        "Écrivez par exemple 12.31, [travail, formation] ou null"
    )


def _reference(brut: object, lieu: str) -> Reference:
    champs = _champs(brut, f"la référence de {lieu}", ("titre", "href", "publie_le"), ())
    href = champs["href"]
    if href is not None and not str(href).startswith(("https://", "http://")):
        raise Refus(
            f"{lieu} : l'adresse « {href} » ne commence pas par https://. "
            "Donnez l'adresse complète du texte, ou null"
        )
    publie = champs["publie_le"]
    return Reference(
        titre=_texte(champs["titre"], f"titre ({lieu})"),
        href=None if href is None else str(href),
        publie_le=None if publie is None else _jour(publie, f"publie_le ({lieu})"),
    )


def _champs(
    brut: object, lieu: str, requis: tuple[str, ...], facultatifs: tuple[str, ...]
) -> dict[str, Any]:
    if not isinstance(brut, dict):
        raise Refus(f"{lieu} : il faut les champs {', '.join(requis)}. Voyez un fichier voisin")
    manquants = [champ for champ in requis if champ not in brut]
    if manquants:
        raise Refus(f"{lieu} : il manque « {manquants[0]} ». Ajoutez ce champ")
    inconnus = [champ for champ in brut if champ not in requis and champ not in facultatifs]
    if inconnus:
        raise Refus(
            f"{lieu} : champ inconnu « {inconnus[0]} ». "
            f"Retirez-le ou corrigez son nom ({', '.join(requis + facultatifs)})"
        )
    return brut


def _texte(brut: object, champ: str) -> str:
    if not isinstance(brut, str) or not brut.strip():
        raise Refus(f"« {champ} » est vide ou n'est pas un texte. Remplissez ce champ")
    return " ".join(brut.split())


def _jour(brut: object, champ: str) -> date:
    if not isinstance(brut, date) or isinstance(brut, datetime):
        raise Refus(f"« {champ} » : « {brut} » n'est pas une date. Écrivez 2025-01-31")
    return brut
