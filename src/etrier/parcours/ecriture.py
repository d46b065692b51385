"""A person as one writes of her: her birth, her address."""

from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.parcours.asp import listes
from etrier.parcours.enums import Civilite
from etrier.parcours.models import Personne


def dire_naissance(personne: Personne) -> str:
    """« née le 17/05/1990 », as the civility says; both words when it is not known."""
    jour = {"jour": ecrire_jour(personne.naissance)}
    if personne.civilite == Civilite.MME:
        return _("née le %(jour)s") % jour
    if personne.civilite == Civilite.M:
        return _("né le %(jour)s") % jour
    return _("née ou né le %(jour)s") % jour


def dire_voie(personne: Personne) -> str:
    """Number and street, the ASP's codes in words (« 3 bis avenue des Essais »); a code it does
    not know stays as it is. Empty when nothing is known."""
    extension = listes.codes("extension_voie").get(personne.extension_voie, personne.extension_voie)
    genre = listes.types_voie().get(personne.type_voie, personne.type_voie)
    mots = (personne.numero_voie, extension.lower(), _minuscule(genre), personne.libelle_voie)
    return " ".join(mot for mot in mots if mot)


def listes_de_voie() -> dict[str, dict[str, str]]:
    """By column of the person, the codes the ASP knows and their words, in order of the words."""
    voies = sorted(listes.types_voie().items(), key=lambda x: x[1])
    return {"extension_voie": dict(listes.codes("extension_voie")), "type_voie": dict(voies)}


def _minuscule(libelle: str) -> str:
    # « Zone d'activité » loses its capital, « ZA » keeps them.
    return libelle if libelle.isupper() else libelle[:1].lower() + libelle[1:]
