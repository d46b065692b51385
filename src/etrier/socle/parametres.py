"""The law as this instance knows it: the release's values, and those its folders lay over them."""

from functools import cache

from django.conf import settings

from etrier.droit.parametre import Parametres, charger


@cache
def parametres_en_vigueur() -> Parametres:
    """Parameters, read once per process.

    Raises ParametreInvalide when a file laid over the release's is wrong.
    """
    return charger(*settings.ETRIER_PARAMETRES)
