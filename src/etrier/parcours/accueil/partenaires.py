"""Acts on the directory of partners. Each is atomic and audited."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.lettres import en_mots
from etrier.parcours.enums import GenrePartenaire
from etrier.parcours.models import Partenaire
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

# Words of a name that tell the kind: those the platform's directory bears.
_INDICES: tuple[tuple[str, GenrePartenaire], ...] = (
    ("mission locale", GenrePartenaire.ML),
    ("france travail", GenrePartenaire.FT),
    ("pole emploi", GenrePartenaire.FT),
    ("cap emploi", GenrePartenaire.CAP_EMPLOI),
    ("ccas", GenrePartenaire.CCAS),
    ("centre communal d action sociale", GenrePartenaire.CCAS),
    ("plie", GenrePartenaire.PLIE),
    ("spip", GenrePartenaire.SPIP),
    ("pjj", GenrePartenaire.PJJ),
    ("conseil departemental", GenrePartenaire.DEPT),
    ("departement", GenrePartenaire.DEPT),
    ("caf", GenrePartenaire.CAF),
    ("caisse d allocations familiales", GenrePartenaire.CAF),
    ("msa", GenrePartenaire.MSA),
    ("afpa", GenrePartenaire.AFPA),
    ("e2c", GenrePartenaire.E2C),
    ("epide", GenrePartenaire.EPIDE),
    ("chrs", GenrePartenaire.CHRS),
    ("csapa", GenrePartenaire.CSAPA),
    ("caarud", GenrePartenaire.CAARUD),
    ("cada", GenrePartenaire.CADA),
    ("cidff", GenrePartenaire.CIDFF),
)


@dataclass(frozen=True)
class FichePartenaire:
    """What is known of a partner; `genre` is a value of `GenrePartenaire`."""

    nom: str
    genre: str
    contact: str = ""
    telephone: str = ""
    courriel: str = ""
    adresse: str = ""
    siret: str = ""


@transaction.atomic
def ajouter_partenaire(
    structure: Structure, fiche: FichePartenaire, *, par: Utilisateur | None
) -> Partenaire:
    """Add a partner to the directory. Raises Refus without a name, or when it is there already."""
    nom = _verifier(structure, fiche)
    partenaire = Partenaire.objects.create(structure=structure, **{**asdict(fiche), "nom": nom})
    noter("partenaire.ajouter", auteur=par, perimetre=structure.pk, cible=partenaire)
    return partenaire


@transaction.atomic
def modifier_partenaire(
    partenaire: Partenaire, fiche: FichePartenaire, *, par: Utilisateur | None
) -> Partenaire:
    """Correct a partner. Raises Refus as `ajouter_partenaire` does."""
    nom = _verifier(partenaire.structure, fiche, sauf=partenaire)
    for champ, valeur in {**asdict(fiche), "nom": nom}.items():
        setattr(partenaire, champ, valeur)
    partenaire.save()
    noter("partenaire.modifier", auteur=par, perimetre=partenaire.structure_id, cible=partenaire)
    return partenaire


def deviner_genre(nom: str) -> GenrePartenaire | None:
    """The kind a name tells (« MISSION LOCALE D'EXEMPLE »); None when it tells none."""
    lu = f" {en_mots(nom)} "
    return next((genre for indice, genre in _INDICES if f" {indice} " in lu), None)


def _verifier(structure: Structure, fiche: FichePartenaire, sauf: Partenaire | None = None) -> str:
    nom = " ".join(fiche.nom.split())
    if not nom:
        raise Refus(_("Écrivez le nom du partenaire."))
    if fiche.genre not in GenrePartenaire.values:
        raise Refus(_("Choisissez le genre du partenaire dans la liste."))
    memes = Partenaire.objects.filter(structure=structure, nom__iexact=nom)
    if (memes.exclude(pk=sauf.pk) if sauf else memes).exists():
        raise Refus(
            _("« %(nom)s » est déjà dans vos partenaires : modifiez sa fiche.") % {"nom": nom}
        )
    return nom
