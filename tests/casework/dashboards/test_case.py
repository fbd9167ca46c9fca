"""The page of one case, the line of risk on every page about a person."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseward.casework.contacts.models import Contact
from caseward.casework.dashboards.presenters import cases
from caseward.casework.people.models import AccessList, RelatedPerson
from caseward.casework.sentences.models import Requirement
from caseward.shared.audit.models import Event
from tests.factories import assessments, contacts, people, plans, sentences
from tests.factories.people import CaseworkCast

from .conftest import TODAY, Case, client_of, day, page_of, snooze

MOST = 25


def page(cast: CaseworkCast, case: Case) -> str:
    """The page as the officer of the case sees it."""
    return page_of(cast.officer, f"/people/{case.person.pk}/")


def test_the_case_page_tells_who(cast: CaseworkCast, busy: list[Case]) -> None:
    person = busy[0].person
    person.called, person.language, person.needs_interpreter = "Jay", "Polish", True
    person.save()
    person.circumstances.update(effect="Read letters out")
    shown = page(cast, busy[0])
    for words in ("Jay", "Polish", "Needs an interpreter", "Read letters out", "Own officer", "Riverside"):
        assert words in shown


def test_days_are_counted_once_however_many_sessions_they_hold(cast: CaseworkCast, busy: list[Case]) -> None:
    done = busy[0].person.contacts.get(counts_as_rar_day=True)
    contacts.contact(
        busy[0].person, cast.officer, done.held_on, "attended", requirement=done.requirement,
        counts_as_rar_day=True,
    )  # fmt: skip
    progress = cases.case_of(busy[0].person, TODAY).sentences[0].requirements[0]
    assert (progress.done, progress.left, progress.unit) == (1, 19, "day")
    assert "1 of 20 days" in page(cast, busy[0])


def test_hours_are_those_credited(cast: CaseworkCast, busy: list[Case]) -> None:
    hours = sentences.requirement(busy[0].sentence, Requirement.Kind.UNPAID_WORK, 100)
    contacts.contact(
        busy[0].person, cast.officer, day(2), "attended", requirement=hours, minutes_credited=410,
        purpose=Contact.Purpose.UNPAID_WORK,
    )  # fmt: skip
    progress = cases.case_of(busy[0].person, TODAY).sentences[0].requirements[1]
    assert (progress.done, progress.left, progress.unit) == (6, 94, "hour")


def test_a_sentence_that_has_ended_is_not_why(cast: CaseworkCast, busy: list[Case]) -> None:
    busy[0].sentence.ended_on = day(1)
    busy[0].sentence.save()
    assert not cases.case_of(busy[0].person, TODAY).sentences


def test_the_risk_names_the_groups_that_nobody_rated(cast: CaseworkCast, busy: list[Case]) -> None:
    harm = cases.case_of(busy[0].person, TODAY).harm
    assert harm.level == "High"
    assert harm.missing == ["Children", "Staff"]
    assert dict(harm.groups) == {"The public": "Medium", "A known adult": "High"}
    assert "The level may still rise." in page(cast, busy[0])


def test_only_a_completed_assessment_tells_the_risk(cast: CaseworkCast, busy: list[Case]) -> None:
    assessments.assessment(busy[0].person, cast.officer, completed=False, harm_to_public=4)
    assert cases.case_of(busy[0].person, TODAY).harm.level == "High"


def test_whoever_is_at_risk_is_named(cast: CaseworkCast, busy: list[Case]) -> None:
    for name, is_at_risk in (("Rachel Dunn", True), ("Sam Dunn", False)):
        RelatedPerson.objects.create(
            person=busy[0].person, name=name, relation="former_partner", is_at_risk=is_at_risk
        )
    shown = page(cast, busy[0])
    assert "Rachel Dunn" in shown
    assert "Sam Dunn" not in shown


def test_a_goal_shows_how_many_of_its_actions_are_done(cast: CaseworkCast, busy: list[Case]) -> None:
    goal = busy[0].person.plans.get().goals.get()
    plans.action(goal, done_on=day(3))
    assert [(each.done, each.actions) for each in cases.case_of(busy[0].person, TODAY).goals] == [(1, 2)]


def test_a_draft_is_not_the_plan(cast: CaseworkCast, busy: list[Case]) -> None:
    plans.plan(busy[0].person, cast.officer, completed=False)
    plan = cases.case_of(busy[0].person, TODAY).plan
    assert plan is not None
    assert plan.number == 1


def test_planned_work_is_that_of_the_last_four_weeks(cast: CaseworkCast, busy: list[Case]) -> None:
    assert cases.case_of(busy[0].person, TODAY).work.worked == 1
    busy[0].person.contacts.exclude(worked_on=None).update(held_on=day(28))
    work = cases.case_of(busy[0].person, TODAY).work
    assert (work.attended, work.worked) == (0, 0)


def test_the_last_and_the_next_contact_stand_on_the_page(cast: CaseworkCast, busy: list[Case]) -> None:
    case = cases.case_of(busy[0].person, TODAY)
    assert case.last is not None
    assert case.last.held_on == day(6)
    assert case.next is not None
    assert case.next.held_on == TODAY


def test_open_duties_stand_with_their_reasons(cast: CaseworkCast, busy: list[Case]) -> None:
    shown = page(cast, busy[0])
    assert "The appointment was on 10 November 2026, and no outcome is recorded." in shown
    case = cases.case_of(busy[0].person, TODAY)
    assert case.number.overdue == sum(duty.is_overdue for duty in case.due)
    assert [*case.due, *case.later] == list(case.duties)


def test_everything_overdue_is_counted_however_much_of_it_is_shown(
    cast: CaseworkCast, busy: list[Case]
) -> None:
    before = cases.case_of(busy[0].person, TODAY).number.overdue
    for _ in range(60):
        contacts.contact(busy[0].person, cast.officer, day(2))
    case = cases.case_of(busy[0].person, TODAY)
    assert case.number.overdue == before + 60
    assert len(case.duties) == cases.DUTIES_SHOWN
    shown = page(cast, busy[0])
    assert f"{before + 60} duties" in shown
    assert f"These are the 50 most urgent of {case.number.all}." in shown


def test_a_duty_that_was_put_off_says_until_when(cast: CaseworkCast, busy: list[Case]) -> None:
    until = TODAY + timedelta(days=3)
    snooze(busy[0].person, "outcome", busy[0].forgotten.pk, by=cast.officer, until_on=until)
    assert "Put off until 19 November 2026." in page(cast, busy[0])


def test_what_changed_lately_stands_on_the_page_unless_withdrawn(
    cast: CaseworkCast, busy: list[Case]
) -> None:
    assert list(cases.case_of(busy[0].person, TODAY).events) == [busy[0].event]
    busy[0].event.withdrawn_because = "It was somebody else."
    busy[0].event.save()
    assert not cases.case_of(busy[0].person, TODAY).events


def test_the_buttons_are_for_those_who_work_on_the_case(cast: CaseworkCast, busy: list[Case]) -> None:
    arrange = f"/people/{busy[2].person.pk}/contacts/arrange/"
    buttons = 'class="cw-actions cw-steps"'
    elsewhere = page_of(cast.officer, f"/people/{busy[2].person.pk}/")
    assert buttons not in elsewhere
    assert "This person is not on your caseload." in elsewhere
    own = page_of(cast.colleague, f"/people/{busy[2].person.pk}/")
    assert buttons in own
    assert arrange in own


def test_only_to_an_officer_the_line_of_risk_says_whose_case_it_is_not(
    cast: CaseworkCast, busy: list[Case]
) -> None:
    address, words = f"/people/{busy[2].person.pk}/timeline/", "Not on your caseload"
    assert words in page_of(cast.officer, address)
    assert words not in page_of(cast.colleague, address)
    assert words not in page_of(cast.manager, address)
    people.cover(cast.colleague, cast.officer, starts_on=TODAY, ends_on=TODAY)
    assert words not in page_of(cast.officer, address)


def test_prisoners_are_a_missing_group_only_while_the_person_is_in_custody(
    cast: CaseworkCast, busy: list[Case]
) -> None:
    assert "Prisoners" not in cases.case_of(busy[0].person, TODAY).harm.missing
    sentences.sentence(busy[0].person, kind="licence", starts_on=None)
    assert "Prisoners" in cases.case_of(busy[0].person, TODAY).harm.missing


def test_the_line_of_risk_says_level_flags_and_restriction(cast: CaseworkCast, busy: list[Case]) -> None:
    people.access_list(busy[0].person, AccessList.Kind.RESTRICTION, by=cast.manager, naming=(cast.officer,))
    for address in ("", "timeline/"):
        banner = page_of(cast.officer, f"/people/{busy[0].person.pk}/{address}").split("cw-banner", 1)[1]
        for words in ("High", "provisional", "Domestic abuse", "review overdue", "Restricted record"):
            assert words in banner


def test_a_flag_that_has_ended_is_not_in_the_line_of_risk(cast: CaseworkCast, busy: list[Case]) -> None:
    busy[0].person.risk_flags.update(ends_on=TODAY)
    assert "Domestic abuse" not in page(cast, busy[0])


def test_a_case_without_anything_is_still_a_page(cast: CaseworkCast) -> None:
    person = people.person(cast.officer, called="", language="", born_on=None)
    shown = page_of(cast.officer, f"/people/{person.pk}/")
    for words in ("No sentence is running.", "No assessment is complete.", "No plan is complete."):
        assert words in shown


def test_strangers_find_nothing_and_the_barred_read_why(cast: CaseworkCast, busy: list[Case]) -> None:
    for address in ("", "timeline/"):
        path = f"/people/{busy[0].person.pk}/{address}"
        assert client_of(cast.stranger).get(path).status_code == 404
        assert client_of(cast.inspector).get(path).status_code == 404
    people.access_list(busy[0].person, AccessList.Kind.EXCLUSION, by=cast.manager, naming=(cast.officer,))
    answer = client_of(cast.officer).get(f"/people/{busy[0].person.pk}/")
    assert answer.status_code == 403
    assert "Ask the manager about this case." in answer.content.decode()


def test_looking_at_a_case_is_an_event(cast: CaseworkCast, busy: list[Case]) -> None:
    page(cast, busy[0])
    event = Event.objects.get(action="person looked at")
    assert event.subject_id == str(busy[0].person.pk)
    assert event.details["page"] == "dashboards:case"


def test_the_title_names_nobody(cast: CaseworkCast, busy: list[Case]) -> None:
    title = page(cast, busy[0]).split("<title>", 1)[1].split("</title>", 1)[0]
    assert busy[0].person.name not in title


def test_the_page_asks_no_more_of_a_longer_case(cast: CaseworkCast, busy: list[Case]) -> None:
    client, address = client_of(cast.officer), f"/people/{busy[0].person.pk}/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for before in range(1, 30):
        contacts.contact(busy[0].person, cast.officer, day(before))
        people.change_event(busy[0].person, "move", by=cast.officer, happened_on=day(before))
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few) <= MOST
