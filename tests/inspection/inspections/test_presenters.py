"""The links, tasks and words on the pages of an inspection."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from caseward.inspection.inspections import presenters
from caseward.inspection.inspections.presenters import Task
from caseward.rules.stages import TABLES
from tests.factories import accounts, inspections

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_other_sections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presenters, "_sections", {})
    monkeypatch.setattr(presenters, "_tasks", {})


@pytest.mark.parametrize("kind", sorted(TABLES))
def test_every_holder_of_the_pen_is_told_what_waits_for_them_and_nobody_else_is(kind: str) -> None:
    holders = {(row.code, role) for row in TABLES[kind] for role in row.pen}
    assert set(presenters.WAITS_BY_KIND[kind]) == holders


def test_sections_stand_in_their_order_and_the_nearest_to_the_page_is_marked() -> None:
    cast = accounts.cast()
    row = inspections.inspection(cast)
    for label, name, order in [("Team", "inspections:team", 2), ("Overview", "inspections:overview", 1)]:
        presenters.register_section(
            label=label, url_name=name, order=order, shown_to=lambda _user, _inspection: True
        )
    links = presenters.sections_for(cast.lead, row, f"/inspections/{row.pk}/team/")
    assert [(link.label, link.is_current) for link in links] == [("Overview", False), ("Team", True)]


def test_a_section_is_hidden_from_those_it_is_not_for() -> None:
    cast = accounts.cast()
    row = inspections.inspection(cast)
    presenters.register_section(
        label="Team",
        url_name="inspections:team",
        order=1,
        shown_to=lambda user, inspection: inspection.team_role_of(user) == "lead",
    )
    assert len(presenters.sections_for(cast.lead, row, "/")) == 1
    assert presenters.sections_for(cast.inspector, row, "/") == []


def test_tasks_stand_in_their_order_and_those_with_nothing_to_say_are_left_out() -> None:
    cast = accounts.cast()
    presenters.register_task(lambda _user, _row: Task("Second", "To do"), order=2)
    presenters.register_task(lambda _user, _row: None, order=3)
    presenters.register_task(lambda _user, _row: Task("First", "To do"), order=1)
    tasks = presenters.tasks_for(cast.lead, inspections.inspection(cast))
    assert [task.title for task in tasks] == ["First", "Second"]


def test_a_provider_is_told_that_its_case_lists_are_waited_for() -> None:
    cast = accounts.cast()
    row = inspections.inspection(cast, stage="sampling")
    assert presenters.waits_for(cast.provider_contact, row) == "Send the case lists that are asked for"
    assert presenters.waits_for(AnonymousUser(), row) == ""


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        ("external", "published", "nobody"),
        ("external", "decided", "publisher"),
        ("external", "sampling", "inspection analyst or lead inspector"),
        ("external", "assessment", "inspector, quality lead or lead inspector"),
        ("internal", "assessment", "auditor, second reader or audit lead"),
        ("internal", "decided", "nobody"),
    ],
)
def test_who_acts_is_said_in_words(kind: str, code: str, words: str) -> None:
    row = next(row for row in TABLES[kind] if row.code == code)
    assert presenters.holders_of(row, kind) == words


def test_dates_name_month_and_year_once_where_they_are_the_same() -> None:
    assert presenters.period(date(2019, 8, 5), date(2019, 8, 16)) == "5 to 16 August 2019"
    assert presenters.period(date(2019, 7, 30), date(2019, 8, 9)) == "30 July to 9 August 2019"
    assert presenters.period(date(2019, 12, 30), date(2020, 1, 3)) == "30 December 2019 to 3 January 2020"
