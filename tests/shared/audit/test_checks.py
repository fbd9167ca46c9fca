import pytest
from django.core.checks import run_checks
from django.db import DatabaseError, connection, transaction

from caseward.shared.audit import checks
from caseward.shared.audit.models import Event


@pytest.fixture
def event(db: None) -> Event:
    return Event.objects.create(actor_name="system", action="started", subject_type="test", subject_id="1")


def test_the_database_refuses_to_change_an_event(event: Event) -> None:
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(action="never happened")
    event.refresh_from_db()
    assert event.action == "started"


def test_the_database_refuses_to_delete_an_event(event: Event) -> None:
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        event.delete()
    assert Event.objects.count() == 1


def test_postgresql_refuses_to_empty_the_log_at_one_stroke(event: Event) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE; its DELETE is refused row by row")
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        connection.cursor().execute("TRUNCATE audit_event")
    assert Event.objects.count() == 1


def test_saving_an_event_again_is_refused_before_the_database_is_asked(event: Event) -> None:
    event.action = "something else"
    with pytest.raises(DatabaseError), transaction.atomic():
        event.save()
    event.refresh_from_db()
    assert event.action == "started"


def test_a_database_with_its_triggers_passes_the_check(db: None) -> None:
    assert [
        fault for fault in run_checks(tags=["database"], databases=["default"]) if fault.id == "audit.E001"
    ] == []


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_a_lost_trigger_fails_the_check_and_names_it(db: None, verb: str) -> None:
    table = " ON audit_event" if connection.vendor == "postgresql" else ""
    connection.cursor().execute(f"DROP TRIGGER audit_event_no_{verb}{table}")

    faults = [
        fault for fault in run_checks(tags=["database"], databases=["default"]) if fault.id == "audit.E001"
    ]

    assert [fault.msg for fault in faults] == [f"The database lacks the trigger audit_event_no_{verb}."]
    assert "caseward migrate" in str(faults[0].hint)


def test_migrating_again_restores_a_lost_trigger(db: None) -> None:
    checks.drop()
    checks.create()
    assert checks.missing() == []


def test_a_test_that_commits_leaves_the_triggers_behind(transactional_db: None) -> None:
    Event.objects.create(actor_name="system", action="started", subject_type="test", subject_id="1")
    assert checks.missing() == []
