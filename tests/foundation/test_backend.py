"""A connection to SQLite that met an error is not used again: it may keep a lock that it failed to let go."""

import pytest
from django.db import OperationalError, close_old_connections, connection

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def first(db):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's connections are asked whether they still work")
    connection.ensure_connection()
    return connection.connection


def test_after_an_error_there_is_another(first):
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nowhere")
    close_old_connections()
    connection.ensure_connection()
    assert connection.connection is not first


def test_without_one_it_stays(first):
    close_old_connections()
    assert connection.connection is first
