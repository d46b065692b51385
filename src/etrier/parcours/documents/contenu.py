"""What a paper says, as plain JSON: made once when it is produced, drawn as often as needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst
from django.utils import translation
from django.utils.translation import gettext as _

from etrier.parcours.documents.champs import libelles
from etrier.parcours.documents.demande import (
    SIGNATAIRES,
    Demande,
    emplois,
    noms_signataires,
    valeurs,
)
from etrier.parcours.documents.langue import remplir
from etrier.parcours.documents.modeles import Modele
from etrier.parcours.enums_accompagnement import GenreDocument, QuiSigne
from etrier.socle.documents import composer
from etrier.socle.erreurs import Refus

MODELE: Final = Path(__file__).with_name("papier.typ")
APERCU: Final = ""
_A_SIGNER: Final = "Date et signature"
# What Typst says of a letter no font draws, and of one that has no meaning.
_CARACTERES: Final = ("could not be displayed", "contains the codepoint")


@dataclass(frozen=True)
class SignatureVue:
    """A signature as the signed version shows it."""

    part: str
    nom: str
    le: str
    comment: str
    trace: str = ""


@dataclass(frozen=True)
class Preuve:
    """What the page of evidence says."""

    empreinte: str
    signatures: Sequence[SignatureVue]
    portee: str
    par_part: Mapping[str, SignatureVue] = field(default_factory=dict)


def composer_contenu(
    demande: Demande, modele: Modele, numero: str, nir: str = ""
) -> dict[str, Any]:
    """The content of a paper: its blocks filled, and what stands around them."""
    lues = valeurs(demande, numero, nir)
    with translation.override("fr"):
        genre = str(GenreDocument(demande.genre).label)
    blocs = remplir(modele.texte, lues, libelles(demande.genre))
    if not any(bloc["genre"] == "signatures" for bloc in blocs):
        blocs.append({"genre": "signatures"})
    return {
        "titre": f"{_majuscule(genre)} {numero}".strip(),
        "genre": _majuscule(genre),
        "numero": numero,
        "modele": modele.nom,
        "structure": _structure(lues),
        "blocs": blocs,
        "emplois": emplois(demande) if demande.genre == GenreDocument.CERTIFICAT else [],
        "parts": noms_signataires(demande, lues),
        "manques": manques(blocs),
    }


def _structure(lues: Mapping[str, str]) -> dict[str, Any]:
    siret = f"SIRET {lues['structure.siret']}" if "structure.siret" in lues else ""
    lignes = [ligne for ligne in (lues.get("structure.adresse", ""), siret) if ligne]
    return {"nom": lues["structure.nom"], "lignes": lignes}


def _majuscule(mot: str) -> str:
    return mot[:1].upper() + mot[1:]


def manques(blocs: Sequence[Mapping[str, Any]]) -> list[str]:
    """Labels of what is left « à compléter », each once, in their order."""
    trouves: dict[str, None] = {}
    for bloc in blocs:
        textes = [bloc.get("texte", []), *bloc.get("points", [])]
        textes += [cellule for rang in bloc.get("rangs", []) for cellule in rang]
        for morceaux in textes:
            trouves |= {m["texte"]: None for m in morceaux if m.get("manque")}
    return list(trouves)


def en_pdf(contenu: Mapping[str, Any], *, le: datetime, preuve: Preuve | None = None) -> bytes:
    """The PDF of a content: the paper as produced, or its signed version with the evidence.

    Raises Refus when a character cannot be drawn with the fonts of the house.
    """
    vus = preuve.par_part if preuve else {}
    valeurs_page = {
        **{cle: contenu[cle] for cle in ("titre", "genre", "numero", "structure", "blocs")},
        "emplois": contenu["emplois"],
        "pied": _pied(contenu),
        "mention": _A_SIGNER,
        "signatures": [_case(qui, nom, vus) for qui, nom in contenu["parts"].items()],
        "preuve": _preuve(preuve) if preuve else None,
    }
    try:
        return composer(MODELE, valeurs_page, le=le)
    except typst.TypstError as erreur:
        if not any(dit in str(erreur) for dit in _CARACTERES):
            raise
        raise Refus(
            _(
                "Un caractère ne peut pas être imprimé avec les polices de la maison : écrivez les "
                "noms et les textes en lettres latines."
            )
        ) from None


def _pied(contenu: Mapping[str, Any]) -> str:
    numero = f"n° {contenu['numero']}" if contenu["numero"] else "aperçu"
    return f"{contenu['genre']} {numero}"


PARTS: Final[Mapping[str, str]] = {
    QuiSigne.SALARIE: "La personne",
    QuiSigne.EMPLOYEUR: "La structure",
    QuiSigne.UTILISATEUR: "L’entreprise utilisatrice ou d’accueil",
}


def _case(qui: str, nom: str, vues: Mapping[str, SignatureVue]) -> dict[str, str]:
    vue = vues.get(qui)
    if vue is None:
        return {"part": PARTS[qui], "nom": nom, "trace": "", "alt": "", "dit": ""}
    return {
        "part": PARTS[qui],
        "nom": vue.nom,
        "trace": vue.trace,
        "alt": f"Signature dessinée de {vue.nom}" if vue.trace else "",
        "dit": f"signé le {vue.le}",
    }


def _preuve(preuve: Preuve) -> dict[str, Any]:
    return {
        "empreinte": preuve.empreinte,
        "portee": preuve.portee,
        "lignes": [
            {"part": s.part, "nom": s.nom, "le": s.le, "comment": s.comment}
            for s in preuve.signatures
        ],
    }


def parts_attendues(genre: str) -> tuple[QuiSigne, ...]:
    """Who signs papers of this kind."""
    return SIGNATAIRES[GenreDocument(genre)]
