"""What several rooms of tests share."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings as reglages
from hypothesis import settings

from tests.bases import Bases

# The same examples each time, and no stopwatch: a busy machine is not a fault.
settings.register_profile("maison", deadline=None, derandomize=True)
settings.load_profile("maison")

# One key for the suite and the processes it starts: secrets sealed by one are opened by another.
CLE_D_ESSAI = "ZXRyaWVyLWNsZS1kLWVzc2FpLXBvdXItbGVzLXRlc3Q="
os.environ["ETRIER_CLES_SECRETS"] = CLE_D_ESSAI
reglages.ETRIER_CLES_SECRETS = [CLE_D_ESSAI]


@pytest.fixture(scope="session")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bases]:
    """Databases outside the suite's own, removed at the end."""
    ouvertes = Bases(tmp_path_factory.mktemp("bases"))
    yield ouvertes
    ouvertes.detruire()
