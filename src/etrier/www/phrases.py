"""The refusals of the law's readers, in the reader's language."""

from django.utils.translation import gettext

from etrier.droit.lecture import SaisieInvalide


def phrase(erreur: SaisieInvalide) -> str:
    """The sentence of an unreadable value, without the field's name: it stands beside the field."""
    modele = gettext(erreur.modele)
    return modele % erreur.mots if erreur.mots else modele
