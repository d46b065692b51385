"""What several rooms of tests share."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.bases import Bases

# The same examples each time, and no stopwatch: a busy machine is not a fault.
settings.register_profile("maison", deadline=None, derandomize=True)
settings.load_profile("maison")


@pytest.fixture(scope="session")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bases]:
    """Databases outside the suite's own, removed at the end."""
    ouvertes = Bases(tmp_path_factory.mktemp("bases"))
    yield ouvertes
    ouvertes.detruire()
