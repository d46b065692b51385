"""Templates of interviews: the headings one finds written on the page, one a line."""

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.parcours.enums_accompagnement import GenreEntretien
from etrier.parcours.models import ModeleEntretien
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

TITRES_MAXIMUM = 12
# What a structure finds on its first day; it changes them as it likes.
D_ORIGINE: tuple[tuple[str, GenreEntretien, tuple[str, ...]], ...] = (
    (
        "Entretien de suivi",
        GenreEntretien.SUIVI,
        ("Depuis la dernière fois", "Au travail", "Démarches"),
    ),
    (
        "Accueil",
        GenreEntretien.ACCUEIL,
        ("Parcours et situation", "Attentes", "Freins et appuis"),
    ),
    (
        "Bilan d'étape",
        GenreEntretien.BILAN,
        ("Ce qui a avancé", "Ce qui bloque", "Compétences", "Projet"),
    ),
    (
        "Tripartite",
        GenreEntretien.TRIPARTITE,
        ("Ce que dit la personne", "Ce que dit l'encadrant", "Ce qui est convenu"),
    ),
    (
        "Préparer la sortie",
        GenreEntretien.SORTIE,
        ("Projet et pistes", "Ce qui reste à régler", "Relais après le contrat"),
    ),
    ("Téléphone", GenreEntretien.TELEPHONE, ("Échange",)),
)


def les_modeles(structure: Structure) -> list[ModeleEntretien]:
    """The structure's templates; those of origin are written the first time one asks."""
    trouves = list(structure.modeles_entretien.all())
    if trouves:
        return trouves
    ModeleEntretien.objects.bulk_create(
        [
            ModeleEntretien(structure=structure, nom=nom, genre=genre, trame="\n".join(titres))
            for nom, genre, titres in D_ORIGINE
        ],
        ignore_conflicts=True,
    )
    return list(structure.modeles_entretien.all())


def modele_pour(structure: Structure, cle: int | None = None) -> ModeleEntretien:
    """The template asked for, else that of a follow-up, else the first."""
    modeles = les_modeles(structure)
    return next(
        (m for m in modeles if m.pk == cle),
        next((m for m in modeles if m.genre == GenreEntretien.SUIVI), modeles[0]),
    )


def titres(modele: ModeleEntretien) -> list[str]:
    """Its headings."""
    return [" ".join(ligne.split()) for ligne in modele.trame.splitlines() if ligne.strip()]


@transaction.atomic
def regler_modele(
    structure: Structure,
    modele: ModeleEntretien | None,
    *,
    nom: str,
    genre: GenreEntretien,
    trame: str,
    par: Utilisateur | None,
) -> ModeleEntretien:
    """Add a template, or change one. Minutes already written keep their headings.

    Raises Refus when the name is another's, or with no heading, or more than twelve.
    """
    homonyme = structure.modeles_entretien.filter(nom=nom).first()
    if homonyme is not None and homonyme != modele:
        raise Refus(_("Une trame porte déjà ce nom : choisissez-en un autre."))
    regle = modele or ModeleEntretien(structure=structure)
    regle.nom, regle.genre, regle.trame = nom, genre, trame
    if not 0 < len(titres(regle)) <= TITRES_MAXIMUM:
        raise Refus(_("Écrivez de 1 à 12 titres, un par ligne."))
    regle.save()
    noter("modele_entretien.regler", auteur=par, perimetre=structure.pk, cible=regle)
    return regle
