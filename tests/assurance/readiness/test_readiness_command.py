"""`caseward readiness`, as the night and the command line call it."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from caseward.assurance.readiness.models import Finding, Reckoning
from tests.factories import people, sentences
from tests.factories.people import CaseworkCast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> CaseworkCast:
    """Two providers with a case each, and one without anybody."""
    cast = people.casework_cast()
    for officer in (cast.officer, cast.stranger):
        sentences.sentence(people.person(officer))
    return cast


def said(*arguments: str) -> list[str]:
    """The lines that the command prints."""
    out = StringIO()
    call_command("readiness", *arguments, stdout=out)
    return out.getvalue().splitlines()


def refused(*arguments: str) -> str:
    """What it says where it ends with exit code 2."""
    out = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("readiness", *arguments, stdout=StringIO(), stderr=out)
    assert end.value.code == 2
    return out.getvalue()


def test_every_provider_with_people_is_looked_through_and_has_a_line(cast: CaseworkCast) -> None:
    lines = said("--on", "2026-11-20")
    assert len(lines) == Reckoning.objects.count() == 2
    number = Finding.objects.filter(person__provider=cast.officer.organisation).count()
    short_name = cast.officer.organisation.short_name
    assert any(line.startswith(f"{short_name}: 1 cases, {number} findings, ") for line in lines)
    assert {made.looked_on for made in Reckoning.objects.all()} == {date(2026, 11, 20)}


def test_without_a_day_it_is_today(cast: CaseworkCast) -> None:
    said()
    assert {made.looked_on for made in Reckoning.objects.all()} == {timezone.localdate()}


def test_one_provider_is_looked_through_alone(cast: CaseworkCast) -> None:
    said("--provider", cast.stranger.organisation.short_name)
    assert Reckoning.objects.get().provider == cast.stranger.organisation


def test_only_what_changed_is_looked_at_when_that_is_asked(cast: CaseworkCast) -> None:
    said()
    said("--changed")
    assert (
        list(Reckoning.objects.order_by("pk").values_list("is_whole", flat=True)) == [True] * 2 + [False] * 2
    )


def test_a_provider_of_nobody_is_refused(cast: CaseworkCast) -> None:
    assert "no-such" in refused("--provider", "no-such")


def test_a_provider_that_is_being_looked_through_is_named_and_the_others_are_done(cast: CaseworkCast) -> None:
    provider = cast.officer.organisation
    Reckoning.objects.create(
        provider=provider, looked_on=timezone.localdate(), is_whole=True, started_at=timezone.now()
    )
    assert refused().startswith(f"{provider.short_name}: ")
    assert Reckoning.objects.finished().get().provider == cast.stranger.organisation


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="year, month and day"):
        said("--on", "yesterday")
