"""The parameters of the house, as every test of the law reads them."""

import pytest

from etrier.droit.parametre import Parametres, parametres_par_defaut

SOCLE = "aide_au_poste/socle"


@pytest.fixture(scope="session")
def droit() -> Parametres:
    return parametres_par_defaut()
