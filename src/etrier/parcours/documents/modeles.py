"""The texts papers are made from: the house's, dated, or the structure's own, by versions."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.parcours.documents.champs import libelles
from etrier.parcours.documents.langue import verifier
from etrier.parcours.enums_accompagnement import GenreDocument
from etrier.parcours.models import ModeleDocument
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

TEXTES = Path(__file__).with_name("textes")


@dataclass(frozen=True)
class TexteMaison:
    """The text of the house for a kind of paper. Its date is the day it was last read again."""

    version: int
    du: date
    texte: str


@dataclass(frozen=True)
class Modele:
    """The text in force for a structure, and where it comes from."""

    genre: GenreDocument
    texte: str
    # The structure's own version; None: the text of the house.
    version: ModeleDocument | None
    maison: TexteMaison

    @property
    def nom(self) -> str:
        """Which text it is, in one word kept with each paper: « maison 1 », « structure 3 »."""
        if self.version is None:
            return f"maison {self.maison.version}"
        return f"structure {self.version.version}"


@cache
def texte_maison(genre: str) -> TexteMaison:
    """The text of the house. Its first line says « version N du AAAA-MM-JJ »."""
    entete, _fin, texte = (
        (TEXTES / f"{GenreDocument(genre).value}.txt").read_text("utf-8").partition("\n")
    )
    _mot, version, _du, jour = entete.split()
    return TexteMaison(int(version), date.fromisoformat(jour), texte)


def modele_en_vigueur(structure: Structure, genre: str) -> Modele:
    """The last version the structure wrote, else the text of the house.

    An empty version is a return to the house: its text then follows the releases.
    """
    genre = GenreDocument(genre)
    maison = texte_maison(genre)
    derniere = ModeleDocument.objects.filter(structure=structure, genre=genre).first()
    if derniere is None or not derniere.texte:
        return Modele(genre, maison.texte, None, maison)
    return Modele(genre, derniere.texte, derniere, maison)


def enregistrer_modele(
    structure: Structure, genre: str, texte: str, *, par: Utilisateur | None
) -> ModeleDocument:
    """Keep the structure's text as a new version. Raises Refus on a fault, with its line."""
    texte = "\n".join(texte.splitlines()).strip() + "\n"
    verifier(texte, libelles(genre))
    if texte.strip() == modele_en_vigueur(structure, genre).texte.strip():
        raise Refus(_("Le texte n'a pas changé : il n'y a rien à enregistrer."))
    return _ajouter(structure, genre, texte, "modele.enregistrer", par)


def reprendre_maison(
    structure: Structure, genre: str, *, par: Utilisateur | None
) -> ModeleDocument:
    """Go back to the text of the house; the versions written before stay."""
    if modele_en_vigueur(structure, genre).version is None:
        raise Refus(_("Ce modèle est déjà le texte de la maison."))
    return _ajouter(structure, genre, "", "modele.maison", par)


@transaction.atomic
def _ajouter(
    structure: Structure, genre: str, texte: str, verbe: str, par: Utilisateur | None
) -> ModeleDocument:
    structure = Structure.objects.select_for_update().get(pk=structure.pk)
    derniere = ModeleDocument.objects.filter(structure=structure, genre=genre).first()
    version = (derniere.version if derniere else 0) + 1
    modele = ModeleDocument.objects.create(
        structure=structure, genre=genre, version=version, texte=texte, par=par
    )
    noter(
        verbe,
        auteur=par,
        perimetre=structure.pk,
        cible=modele,
        genre_papier=str(genre),
        version=version,
    )
    return modele
