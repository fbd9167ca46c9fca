"""Shares and their bases, the days with which they are compared, and where a gap is put right."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from caseward.assurance.readiness.inputs.places import NO_TEAM, Where
from caseward.assurance.readiness.models import Reckoning
from caseward.assurance.readiness.presenters import cases, listed, passes, places, prompts, shares
from caseward.assurance.readiness.presenters.shares import Change, Line, Share
from caseward.casework.people.models import AccessList
from caseward.rules.framework import Framework
from caseward.rules.readiness.checks import CHECKS
from caseward.rules.readiness.findings import (
    RECORD_KINDS,
    Finding,
    Place,
    Record,
    State,
    missing,
    not_applicable,
    shown,
)
from caseward.shared.accounts.models import Role
from caseward.shared.audit import actions as audit
from caseward.shared.govuk import slots
from tests.factories import accounts, organisations, people
from tests.factories import passes as passed
from tests.factories.people import CaseworkCast

DAY = date(2026, 11, 16)
CHECK, OTHER = "plan.contingencies", "plan.contact"


@pytest.fixture(autouse=True)
def _nobody_has_calibrated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_fillers_of_each", {})


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    return people.casework_cast()


def framework() -> Framework:
    chosen = prompts.chosen_framework("", DAY)
    assert chosen is not None
    return chosen


def contact(key: int) -> Record:
    return Record("contact", key, DAY, "Missed, and nobody decided")


def test_every_place_and_every_kind_of_record_has_a_page() -> None:
    for place in Place:
        href, words = places.mending(7, missing("Nothing.", "Do it.", place))
        assert href.startswith("/people/7/")
        assert words.startswith("Go to ")
    for kind in RECORD_KINDS:
        assert places.record_href(7, Record(kind, 5, None, "A row")).startswith("/people/7/")


def test_a_gap_in_one_contact_leads_to_that_contact_and_in_two_to_all() -> None:
    one = missing("Not decided.", "Decide.", Place.CONTACTS, [contact(5)])
    two = missing("Not decided.", "Decide.", Place.CONTACTS, [contact(5), contact(6)])
    assert places.mending(7, one) == ("/people/7/contacts/5/", "Go to the contact")
    assert places.mending(7, two) == ("/people/7/contacts/", "Go to the contacts")


def test_what_is_shown_needs_no_mending() -> None:
    assert places.mending(7, shown("It is there.", [contact(5)])) == ("", "")


def test_the_newest_framework_in_force_that_classes_its_prompts_is_chosen() -> None:
    assert framework().code == "crc-2019"
    assert prompts.chosen_framework("", date(2019, 6, 30)) is None
    assert prompts.chosen_framework("crc-2019", date(2019, 6, 30)) == framework()


def test_a_framework_that_classes_nothing_cannot_be_chosen() -> None:
    assert prompts.chosen_framework("youth-2018", DAY) is None


def found(**others: Finding) -> dict[str, Finding]:
    """Every check of the rules finds that it does not arise, but for those named."""
    given = {name.replace("__", ".", 1): finding for name, finding in others.items()}
    return {check.code: not_applicable("It does not arise.") for check in CHECKS} | given


def test_a_case_is_shown_by_standard_and_key_question_with_every_prompt_once() -> None:
    sections = cases.sections(framework(), found(), 7)
    assert [section.standard.code for section in sections] == ["2.1", "2.2", "2.3", "2.4", "4.1", "4.2"]
    numbers = cases.numbers(sections)
    assert numbers[State.MISSING] == numbers[State.SHOWN] == 0
    assert numbers[State.NOT_APPLICABLE] + cases.untold(sections) == len(framework().classings)


def test_what_is_missing_stands_apart_with_what_would_put_it_right() -> None:
    gap = missing("It only repeats.", "Say who does what.", Place.PLAN)
    sections = cases.sections(framework(), found(plan__contingencies=gap, plan__harm=shown("A goal.")), 7)
    part = next(part for section in sections for part in section.parts if part.key_question.code == "2.2.3")
    assert [(line.prompt.code, line.mend_href) for line in part.missing] == [("2.2.3d", "/people/7/plan/")]
    assert [line.prompt.code for line in part.shown] == ["2.2.3a"]
    assert [line.prompt.code for line in part.not_arising] == ["2.2.3b", "2.2.3c"]


def test_each_check_says_how_far_it_agreed_with_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def agreement(codes: Collection[str], **_context: object) -> dict[str, str]:
        asked.append(list(codes))
        return {CHECK: "Agreed in 40 of 50 cases."}

    monkeypatch.setattr(slots, "_fillers_of_each", {"check_agreement": [agreement]})
    gap = missing("It only repeats.", "Say who does what.", Place.PLAN)
    sections = cases.sections(framework(), found(plan__contingencies=gap), 7)
    lines = [line for section in sections for part in section.parts for line in part.missing]
    assert [str(line.agreement) for line in lines] == ["Agreed in 40 of 50 cases."]
    assert len(asked) == 1
    assert set(asked[0]) == {check.code for check in CHECKS}


@pytest.mark.parametrize(
    ("now", "percent"), [(Share(1, 1), 50), (Share(1, 7), 13), (Share(2, 1), 67), (Share(0, 3), 0)]
)
def test_a_share_is_a_whole_per_cent_of_the_cases_in_which_it_arises(now: Share, percent: int) -> None:
    assert now.percent == percent


def test_a_question_that_arises_in_no_case_has_no_share() -> None:
    assert Share().percent is None


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (Share(3, 1), Share(1, 1), "Up 25 points"),
        (Share(49, 51), Share(1, 1), "Down 1 point"),
        (Share(1, 1), Share(2, 2), "No change"),
        (Share(1, 1), Share(), "Not known"),
    ],
)
def test_a_change_is_said_in_points(now: Share, before: Share, words: str) -> None:
    assert Change(now, before).words == words


def test_the_lowest_share_stands_first_and_what_does_not_arise_last() -> None:
    named = {"none": Share(), "half": Share(1, 1), "all": Share(2, 0), "nobody": Share(0, 2)}
    lines = [Line(name, Change(now, Share()), "") for name, now in named.items()]
    assert [line.label for line in shares.worst_first(lines)] == ["nobody", "half", "all", "none"]


def days_of(*before: int) -> None:
    for days in before:
        passed.a_pass(organisations.provider(), DAY - timedelta(days=days))


def known(cast: CaseworkCast) -> passes.Passes:
    found = passes.passes(cast.manager)
    assert found is not None
    return found


def test_nothing_is_known_before_the_first_pass_has_ended(cast: CaseworkCast) -> None:
    unfinished = passed.a_pass(organisations.provider(), DAY)
    Reckoning.objects.filter(pk=unfinished.pk).update(finished_at=None)
    passed.a_pass(organisations.provider("Southshire Probation"), DAY)
    assert passes.passes(cast.manager) is None


def test_counts_are_compared_with_the_last_pass_at_least_four_weeks_ago(cast: CaseworkCast) -> None:
    days_of(35, 29, 27, 1, 0)
    assert known(cast).earlier == DAY - timedelta(days=29)


def test_without_a_pass_four_weeks_ago_nothing_is_compared(cast: CaseworkCast) -> None:
    days_of(27, 0)
    assert known(cast).earlier is None


def test_a_drawing_has_twelve_days_at_most_a_week_apart(cast: CaseworkCast) -> None:
    days_of(*range(120, -1, -1))
    days = known(cast).days
    assert len(days) == 12
    assert days[0] == DAY
    assert {one - other for one, other in pairwise(days)} == {timedelta(days=7)}


def counted(cast: CaseworkCast, where: Where = Where()) -> Share:  # noqa: B008 - frozen
    found = shares.by_check(where.counts(cast.manager), [DAY])
    return found.get((DAY, CHECK), Share())


@pytest.fixture
def tallies(cast: CaseworkCast) -> Any:
    """Two teams in Riverside, one in Oakfield, cases without a team, and another provider."""
    ours, theirs = organisations.provider(), organisations.provider("Southshire Probation")
    one, two = people.team(ours, name="Team 1"), people.team(ours, name="Team 2")
    third = people.team(ours, name="Team 3", office="Oakfield")
    passed.a_pass(ours, DAY)
    for team, yes, no in ((one, 1, 9), (two, 8, 2), (third, 5, 5), (None, 0, 3)):
        passed.tally(team, DAY, CHECK, shown=yes, missing=no, of=ours)
        passed.tally(team, DAY, OTHER, shown=0, missing=0, of=ours)
        passed.tally(team, DAY - timedelta(days=28), CHECK, shown=5, missing=5, of=ours)
    passed.tally(people.team(theirs), DAY, CHECK, shown=100, missing=0, of=theirs)
    return SimpleNamespace(one=one, two=two, third=third)


def test_a_share_adds_up_the_teams_of_the_provider_alone(cast: CaseworkCast, tallies: Any) -> None:
    assert counted(cast) == Share(14, 19)


def test_a_share_can_be_that_of_one_office_one_team_or_no_team(cast: CaseworkCast, tallies: Any) -> None:
    assert counted(cast, Where(office=str(tallies.one.office_id))) == Share(9, 11)
    assert counted(cast, Where(team=str(tallies.two.pk))) == Share(8, 2)
    assert counted(cast, Where(team=NO_TEAM)) == Share(0, 3)
    assert counted(cast, Where(office=str(tallies.third.office_id), team=str(tallies.one.pk))) == Share()


def placed(cast: CaseworkCast, place: str, *, worst: bool = True, check: str = CHECK) -> list[Line]:
    rows = shares.by_place(Where().counts(cast.manager), known(cast), check, place, worst=worst)
    return shares.place_lines(rows, "/readiness/", "")


def test_teams_stand_with_the_lowest_share_first_and_those_without_a_team_have_their_line(
    cast: CaseworkCast, tallies: Any
) -> None:
    lines = placed(cast, "team")
    assert [(line.label, line.now) for line in lines] == [
        ("No team", Share(0, 3)),
        ("Team 1, Riverside", Share(1, 9)),
        ("Team 3, Oakfield", Share(5, 5)),
        ("Team 2, Riverside", Share(8, 2)),
    ]
    assert lines[0].href == "/readiness/?team=none"
    assert lines[1].href == f"/readiness/?team={tallies.one.pk}"


def test_offices_can_stand_by_name(cast: CaseworkCast, tallies: Any) -> None:
    lines = placed(cast, "office", worst=False)
    assert [line.label for line in lines] == ["Oakfield", "Riverside", "No team"]
    assert lines[1].now == Share(9, 11)
    assert lines[1].href == f"/readiness/?office={tallies.one.office_id}"


def test_a_place_is_compared_with_four_weeks_ago(cast: CaseworkCast, tallies: Any) -> None:
    passed.a_pass(organisations.provider(), DAY - timedelta(days=28))
    passed.a_pass(organisations.provider(), DAY)
    assert placed(cast, "team")[1].change.words == "Down 40 points"


def test_a_place_where_it_does_not_arise_has_no_line(cast: CaseworkCast, tallies: Any) -> None:
    assert placed(cast, "team", check=OTHER) == []


def test_a_line_over_time_needs_two_days_with_cases(cast: CaseworkCast, tallies: Any) -> None:
    counts = Where().counts(cast.manager)
    assert shares.time_chart(shares.over_time(counts, known(cast), CHECK)) is None
    passed.a_pass(organisations.provider(), DAY - timedelta(days=28))
    passed.a_pass(organisations.provider(), DAY)
    days = shares.over_time(counts, known(cast), CHECK)
    assert days == [(DAY - timedelta(days=28), Share(20, 20)), (DAY, Share(14, 19))]
    assert shares.time_chart(days) is not None
    assert shares.time_rows(days)[0] == ["16 November 2026", "42%", "14 of 33"]


def test_cases_that_changed_since_the_pass_are_counted_once_each_and_looks_are_not(
    cast: CaseworkCast,
) -> None:
    person, other = people.person(cast.officer), people.person(cast.officer)
    strange = people.person(cast.stranger)
    latest = passed.a_pass(organisations.provider(), DAY)
    with time_machine.travel(datetime(2026, 11, 16, 9, tzinfo=UTC)):
        for changed in (person, person, strange):
            audit.record(action="contact recorded", subject=cast.officer, by=cast.officer, person=changed.pk)
        audit.record(action="person looked at", subject=other, by=cast.officer)
    fresh = passes.freshness(cast.manager, latest, datetime(2026, 11, 16, 10, tzinfo=UTC))
    assert (fresh.changed, fresh.is_more, fresh.reasons_not_to_begin) == (1, False, [])


def test_a_change_from_before_the_pass_is_not_counted(cast: CaseworkCast) -> None:
    person = people.person(cast.officer)
    with time_machine.travel(datetime(2026, 11, 16, 5, 55, tzinfo=UTC)):
        audit.record(action="contact recorded", subject=cast.officer, by=cast.officer, person=person.pk)
    latest = passed.a_pass(organisations.provider(), DAY)
    assert passes.freshness(cast.manager, latest, datetime(2026, 11, 16, 10, tzinfo=UTC)).changed == 0


def test_the_cases_behind_a_number_are_less_those_whom_a_list_keeps_away(cast: CaseworkCast) -> None:
    latest = passed.a_pass(organisations.provider(), DAY)
    director = accounts.account(Role.DIRECTOR, organisation=organisations.provider())
    open_to_all, barred, fine = (people.person(cast.officer) for _ in range(3))
    passed.found(open_to_all, latest, plan__contingencies=False)
    passed.found(barred, latest, plan__contingencies=False)
    passed.found(fine, latest, plan__contingencies=True)
    passed.found(people.person(cast.stranger), latest, plan__contingencies=False)
    people.access_list(barred, AccessList.Kind.RESTRICTION, by=cast.officer, naming=(cast.officer,))
    for user in (cast.manager, director):
        assert list(listed.lacking(user, CHECK, Where())) == [open_to_all]
        assert listed.lacking_in_all(user, CHECK, Where()) == 2
    assert not listed.lacking(director, CHECK, Where(team=NO_TEAM)).exists()


def test_a_directors_list_is_in_the_order_of_the_numbers_since_that_of_names_would_tell(
    cast: CaseworkCast,
) -> None:
    latest = passed.a_pass(organisations.provider(), DAY)
    first = people.person(cast.officer, name="Zed", crn="X000001")
    second = people.person(cast.officer, name="Abel", crn="X000002")
    for person in (first, second):
        passed.found(person, latest, plan__contingencies=False)
    director = accounts.account(Role.DIRECTOR, organisation=organisations.provider())
    assert list(listed.lacking(director, CHECK, Where())) == [first, second]
    assert list(listed.lacking(cast.manager, CHECK, Where())) == [second, first]
