"""The pass that somebody asks for on a page."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from caseward.assurance.readiness import jobs
from caseward.assurance.readiness.models import Finding, Reckoning
from caseward.shared.records.models import NotAllowed
from tests.factories import people, sentences
from tests.factories.people import CaseworkCast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> CaseworkCast:
    cast = people.casework_cast()
    sentences.sentence(people.person(cast.officer))
    return cast


def running(cast: CaseworkCast) -> Reckoning:
    """A pass over the provider's caseload that has not ended."""
    at = timezone.now() - timedelta(minutes=1)
    return Reckoning.objects.create(
        provider=cast.manager.organisation, looked_on=at.date(), is_whole=True, started_at=at
    )


def test_who_asks_has_the_cases_looked_through_as_of_today(cast: CaseworkCast) -> None:
    jobs.ask(provider=cast.manager.organisation, by=cast.manager)
    made = Reckoning.objects.get()
    assert (made.looked_on, made.started_by, made.cases) == (timezone.localdate(), cast.manager, 1)
    assert made.finished_at is not None
    assert Finding.objects.exists()


def test_an_officer_cannot_ask(cast: CaseworkCast) -> None:
    with pytest.raises(NotAllowed):
        jobs.ask(provider=cast.officer.organisation, by=cast.officer)
    assert not Reckoning.objects.exists()


def test_nobody_asks_while_a_pass_runs(cast: CaseworkCast) -> None:
    running(cast)
    with pytest.raises(NotAllowed, match="just now"):
        jobs.ask(provider=cast.manager.organisation, by=cast.manager)


def test_a_job_that_finds_another_pass_at_work_leaves_it_alone(
    cast: CaseworkCast, caplog: pytest.LogCaptureFixture
) -> None:
    other = running(cast)
    jobs.reckon_changed.call(cast.manager.organisation_id, cast.manager.pk)
    assert Reckoning.objects.get() == other
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_of_a_fault_only_its_kind_is_logged_and_the_next_pass_may_begin(
    cast: CaseworkCast, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(case: object, by: object) -> None:
        raise ValueError("Wayne was seen at home")

    with monkeypatch.context() as patch:
        patch.setattr("caseward.rules.readiness.checks.find", fail)
        jobs.reckon_changed.call(cast.manager.organisation_id, cast.manager.pk)
    assert "ValueError" in caplog.text
    assert "Wayne" not in caplog.text
    jobs.ask(provider=cast.manager.organisation, by=cast.manager)
    assert Reckoning.objects.finished().count() == 1
