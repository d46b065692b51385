"""What several rooms of tests share."""

from collections.abc import Iterator

import pytest

from tests.bases import Bases


@pytest.fixture(scope="session")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bases]:
    """Databases outside the suite's own, removed at the end."""
    ouvertes = Bases(tmp_path_factory.mktemp("bases"))
    yield ouvertes
    ouvertes.detruire()
