"""The audit trail refuses change on every way to it, raw SQL included."""

import pytest
from django.db import DatabaseError, connection, transaction

from core import audit
from core.models import AuditEntry, WriteOnce
from tests.factories import make_user


@pytest.fixture
def entry(db):
    return audit.record(verb="test.done", target=make_user(), by=None)


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT verb FROM core_auditentry")
        return cursor.fetchall()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditentry SET verb = 'nothing.happened'",
        "DELETE FROM core_auditentry",
        "UPDATE core_auditentry SET actor_label = 'somebody else' WHERE id > 0",
    ],
)
def test_raw_sql_is_refused(entry, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert rows() == [("test.done",)]


def test_truncate_is_refused(entry):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL knows TRUNCATE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE core_auditentry")


def test_the_model_refuses_before_the_database(entry):
    for act in (entry.save, entry.delete, AuditEntry.objects.unscoped("test").delete):
        with pytest.raises(WriteOnce):
            act()
    with pytest.raises(WriteOnce):
        AuditEntry.objects.unscoped("test").update(verb="x")


def test_adding_still_works(entry):
    audit.record(verb="test.again", target=make_user(), by=None)
    assert len(rows()) == 2


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_leaves_entries_behind():
    audit.record(verb="test.left", target=make_user(), by=None)


@pytest.mark.django_db(transaction=True)
def test_and_the_next_one_finds_none_but_the_triggers():
    assert rows() == []
    audit.record(verb="test.left", target=make_user(), by=None)
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_auditentry")
