"""October 2026 of the demonstration, lived once for the whole story."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.recit.octobre import Octobre, vivre


@pytest.fixture(scope="package")
def octobre(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Octobre]:
    """The month, closed; all of it is undone after the last chapter.

    Each chapter runs in a savepoint of its own: what it writes, the next one does not see.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        vecu = vivre(tmp_path_factory.mktemp("fichiers"))
        connection.check_constraints()  # here once, or PostgreSQL does it after each chapter
        yield vecu
        transaction.set_rollback(True)
