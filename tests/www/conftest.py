"""What every test of screens starts from."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _en_francais() -> Iterator[None]:
    """A page asked for in English leaves its language behind in the thread."""
    with translation.override("fr"):
        yield
