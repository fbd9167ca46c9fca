"""Recording what happened: one page, one transaction, and everything that follows from one outcome."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caseward.casework.contacts import actions, presenters
from caseward.casework.contacts.inputs import counted
from caseward.casework.contacts.models import AgreedTask, Contact, ContactNote
from caseward.casework.people.models import Circumstance, RiskFlag
from caseward.casework.sentences.models import Requirement
from caseward.rules.activity_days import Counted
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import contacts, plans, sentences
from tests.factories.contacts import AT

from .conftest import TODAY, Case

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def path(name: str, contact: Contact) -> str:
    return reverse(f"contacts:{name}", kwargs={"person_id": contact.person_id, "contact_id": contact.pk})


def page(client: Client, case: Case, contact: Contact) -> str:
    client.force_login(case.cast.officer)
    answer = client.get(path("record", contact))
    assert answer.status_code == 200
    return answer.content.decode()


def record(case: Case, contact: Contact, outcome: str = "attended", **held: Any) -> Contact:
    return actions.record(
        contact=contact,
        held=actions.Held(outcome, **held),
        note=actions.Note(),
        tasks=actions.Tasks(),
        version=contact.version,
        by=case.cast.officer,
        at=contacts.at_noon(TODAY),
    )


def test_an_attended_contact_takes_two_choices_and_a_button(client: Client, case: Case) -> None:
    """With opening and reading that the day counts these are the five interactions at most."""
    row = contacts.contact(case.person, case.cast.officer, TODAY, purpose=Contact.Purpose.RAR)
    page(client, case, row)
    sent = client.post(
        path("record", row),
        {"version": 0, "outcome": "attended", "worked_on": f"action-{case.action.pk}", "rar": "reckoned"},
    )
    assert sent.status_code == 302
    row.refresh_from_db()
    assert (row.outcome, row.worked_on, row.counts_as_rar_day) == ("attended", case.action, True)
    assert row.recorded_by == case.cast.officer


def test_no_planned_action_is_chosen_before_somebody_chooses(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY, planned_action=case.action)
    shown = page(client, case, row)
    chosen = [line for line in shown.split("<input") if 'name="worked_on"' in line and "checked" in line]
    assert 'name="worked_on"' in shown
    assert chosen == []


def test_an_attended_contact_must_say_what_was_worked_on(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    page(client, case, row)
    sent = client.post(path("record", row), {"version": 0, "outcome": "attended", "rar": "reckoned"})
    assert "Select what was worked on" in sent.content.decode()
    row.refresh_from_db()
    assert row.outcome == ""


def test_an_absence_need_not_say_what_was_worked_on(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    page(client, case, row)
    sent = client.post(path("record", row), {"version": 0, "outcome": "did_not_attend", "rar": "reckoned"})
    assert sent.status_code == 302
    row.refresh_from_db()
    assert (row.outcome, row.counts_as_rar_day, row.worked_on) == ("did_not_attend", None, None)


def test_the_action_planned_for_the_contact_stands_first(client: Client, case: Case) -> None:
    later = plans.action(case.action.goal, by_on=date(2027, 3, 1), what="Meet the tutor")
    row = contacts.contact(case.person, case.cast.officer, TODAY, planned_action=later)
    shown = page(client, case, row)
    assert shown.index(f"action-{later.pk}") < shown.index(f"action-{case.action.pk}")


def test_it_stands_first_in_a_later_version_of_the_plan_too(client: Client, case: Case) -> None:
    later = plans.action(case.action.goal, by_on=date(2027, 3, 1), what="Meet the tutor")
    row = contacts.contact(case.person, case.cast.officer, TODAY, planned_action=later)
    goal = plans.goal(plans.plan(case.person, case.cast.officer))
    sooner = plans.action(goal, carried_from=case.action)
    same = plans.action(goal, by_on=date(2027, 3, 1), carried_from=later)
    shown = page(client, case, row)
    assert shown.index(f"action-{same.pk}") < shown.index(f"action-{sooner.pk}")


def test_the_next_planned_action_and_its_goal_are_on_the_page(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY, planned_action=case.action)
    shown = page(client, case, row)
    assert f"Goal: {case.action.goal.text}" in shown


def test_no_plan_is_a_reason_only_where_there_is_none(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    with_plan = page(client, case, row)
    case.plan.completed_at = None
    case.plan.save()
    assert "there is no plan yet" not in with_plan
    assert "there is no plan yet" in page(client, case, row)


def test_what_matters_in_meeting_the_person_stands_beside(client: Client, case: Case) -> None:
    Circumstance.objects.create(
        person=case.person, kind="caring", told="x", effect="Not before school", recorded_at=AT,
        recorded_by=case.cast.officer,
    )  # fmt: skip
    RiskFlag.objects.create(person=case.person, kind="gangs", starts_on=date(2026, 1, 1))
    RiskFlag.objects.create(
        person=case.person, kind="iom", starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1)
    )
    shown = page(client, case, contacts.contact(case.person, case.cast.officer, TODAY))
    assert "Not before school" in shown
    assert "Gangs" in shown
    assert "Integrated offender management" not in shown


def test_tasks_agreed_last_time_are_shown_until_somebody_says_what_became_of_them(
    client: Client, case: Case
) -> None:
    before = contacts.contact(case.person, case.cast.officer, date(2026, 10, 1), "attended")
    task = AgreedTask.objects.create(contact=before, owner="person", what="Ring the college")
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    assert "Ring the college" in page(client, case, row)
    client.post(
        path("record", row),
        {"version": 0, "outcome": "did_not_attend", "rar": "reckoned", f"task_{task.pk}": "done"},
    )
    task.refresh_from_db()
    assert (task.result, task.settled_in) == ("done", row)
    assert presenters.tasks_to_settle(case.person) == []


def test_tasks_for_both_sides_are_agreed(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    page(client, case, row)
    client.post(
        path("record", row),
        {
            "version": 0, "outcome": "attended", "worked_on": "check_in", "rar": "reckoned",
            "person_task_1": "Bring the letter", "officer_task_2": "Ring the landlord",
            "summary": "Calm and open.", "spoken_to": "His mother",
        },
    )  # fmt: skip
    agreed = set(row.agreed_tasks.values_list("owner", "what"))
    assert agreed == {("person", "Bring the letter"), ("officer", "Ring the landlord")}
    assert ContactNote.objects.get(contact=row).spoken_to == "His mother"


def test_a_rehabilitation_session_counts_as_a_day_and_says_why(case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY, purpose=Contact.Purpose.RAR)
    record(case, row, worked_on=case.action)
    assert (row.counts_as_rar_day, row.rar_because) == (True, "it is a rehabilitation activity session")


def test_supervision_uses_no_days(case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    record(case, row, worked_on=case.action)
    assert row.counts_as_rar_day is False


def test_work_on_an_action_of_the_requirement_counts(case: Case) -> None:
    action = plans.action(case.action.goal, requirement=case.days)
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    record(case, row, worked_on=action)
    assert row.counts_as_rar_day is True


def test_an_action_of_another_sentence_makes_no_day_of_this_one(case: Case) -> None:
    other = sentences.requirement(sentences.sentence(case.person))
    row = contacts.contact(case.person, case.cast.officer, TODAY, sentence=case.sentence)
    record(case, row, worked_on=plans.action(case.action.goal, requirement=other))
    assert row.counts_as_rar_day is False


def test_unpaid_work_makes_no_day_of_what_was_planned_for_it(case: Case) -> None:
    planned = plans.action(case.action.goal, requirement=case.days)
    row = contacts.contact(
        case.person, case.cast.officer, TODAY, purpose=Contact.Purpose.UNPAID_WORK, planned_action=planned
    )
    record(case, row)
    assert row.counts_as_rar_day is False


def test_a_mere_check_in_counts_as_no_day(case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY, purpose=Contact.Purpose.RAR)
    record(case, row, nothing_worked_on="check_in")
    assert row.counts_as_rar_day is False


def test_somebody_may_judge_otherwise_and_says_why(case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    record(case, row, worked_on=case.action, rar_day=Counted(counts=True, because="Taught half a day"))
    assert (row.counts_as_rar_day, row.rar_because) == (True, "Taught half a day")


def test_why_somebody_judges_otherwise_is_not_lost_where_nothing_else_is_judged(
    client: Client, case: Case
) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    client.force_login(case.cast.officer)
    typed = {"version": 0, "outcome": "attended", "worked_on": "crisis", "rar": "reckoned"}
    shown = client.post(path("record", row), {**typed, "rar_because": "Half a day"}).content.decode()
    assert "select what you judge, or take it out" in shown
    assert "Half a day" in shown


def test_two_sessions_on_one_day_count_once(case: Case) -> None:
    for hour in (9, 14):
        row = contacts.contact(
            case.person, case.cast.officer, TODAY, purpose=Contact.Purpose.RAR, held_from=time(hour)
        )
        record(case, row, worked_on=case.action)
    ((_, done, _),) = counted.rar_days_of(case.person)
    assert (done.number, done.sessions) == (1, 2)
    assert "count once" in done.explanation


def test_unpaid_work_is_credited_by_the_clock_less_the_penalty(case: Case) -> None:
    hours = sentences.requirement(case.sentence, Requirement.Kind.UNPAID_WORK, 100)
    row = contacts.contact(
        case.person, case.cast.officer, TODAY, purpose=Contact.Purpose.UNPAID_WORK, requirement=hours
    )
    record(case, row, worked_from=time(9), worked_until=time(16, 30), penalty=30)
    assert row.minutes_credited == 420
    assert counted.unpaid_work_minutes_left(hours) == 93 * 60


def test_no_more_unpaid_work_is_credited_than_is_left(case: Case) -> None:
    hours = sentences.requirement(case.sentence, Requirement.Kind.UNPAID_WORK, 2)
    row = contacts.contact(
        case.person, case.cast.officer, TODAY, purpose=Contact.Purpose.UNPAID_WORK, requirement=hours
    )
    record(case, row, worked_from=time(9), worked_until=time(16))
    assert row.minutes_credited == 120


def test_an_absence_from_unpaid_work_is_credited_with_nothing(case: Case) -> None:
    hours = sentences.requirement(case.sentence, Requirement.Kind.UNPAID_WORK, 2)
    row = contacts.contact(
        case.person, case.cast.officer, TODAY, purpose=Contact.Purpose.UNPAID_WORK, requirement=hours
    )
    record(case, row, "did_not_attend", worked_from=time(9), worked_until=time(16))
    assert row.minutes_credited == 0


def test_the_times_of_unpaid_work_are_filled_in_and_checked(client: Client, case: Case) -> None:
    hours = sentences.requirement(case.sentence, Requirement.Kind.UNPAID_WORK, 100)
    row = contacts.contact(
        case.person, case.cast.officer, TODAY, purpose=Contact.Purpose.UNPAID_WORK, requirement=hours,
        minutes=420,
    )  # fmt: skip
    assert 'value="17:30"' in page(client, case, row)
    typed = {"version": 0, "outcome": "attended", "rar": "reckoned", "worked_from": "9", "worked_until": "8"}
    assert "It must end after it begins" in client.post(path("record", row), typed).content.decode()


def test_nobody_has_attended_what_is_still_to_come(case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY + timedelta(days=1))
    with pytest.raises(NotAllowed):
        record(case, row, worked_on=case.action)


def test_an_absence_may_be_explained_in_advance(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY + timedelta(days=1))
    shown = page(client, case, row)
    assert "Will not attend, and has said why" in shown
    assert 'value="attended"' not in shown
    client.post(path("record", row), {"version": 0, "outcome": "did_not_attend"})
    row.refresh_from_db()
    assert row.outcome == "did_not_attend"


def test_a_missed_contact_leads_on_to_whoever_asks_next(
    client: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presenters, "_next_steps", [])
    presenters.register_next_step(lambda row: "/next/" if row.outcome == "did_not_attend" else "")
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    page(client, case, row)
    sent = client.post(path("record", row), {"version": 0, "outcome": "did_not_attend", "rar": "reckoned"})
    assert sent["Location"] == "/next/"


def test_a_late_entry_is_visible(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY - timedelta(days=9))
    record(case, row, worked_on=case.action)
    client.force_login(case.cast.officer)
    assert "9 days after it was held" in client.get(path("contact", row)).content.decode()


def test_an_entry_of_the_next_day_is_not_late(case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, YESTERDAY)
    record(case, row, worked_on=case.action)
    assert row.days_late == 0


def test_a_contact_is_recorded_once(case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY, "attended")
    with pytest.raises(NotAllowed):
        record(case, row, "did_not_attend")


def test_two_who_record_at_once_see_each_other_and_nothing_typed_is_lost(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    actions.record(
        contact=Contact.objects.get(pk=row.pk),
        held=actions.Held("did_not_attend"),
        note=actions.Note(),
        tasks=actions.Tasks(),
        version=0,
        by=case.cast.manager,
        at=contacts.at_noon(TODAY),
    )
    client.force_login(case.cast.officer)
    typed = {"version": 0, "outcome": "attended", "worked_on": "check_in", "rar": "reckoned"}
    shown = client.post(path("record", row), {**typed, "summary": "We talked long."}).content.decode()
    assert "Nothing of yours is lost" in shown
    assert "We talked long." in shown
    assert Contact.objects.get(pk=row.pk).outcome == "did_not_attend"


def test_a_page_out_of_date_is_a_conflict(case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    record(case, row, "did_not_attend")
    with pytest.raises(Conflict):
        actions.record(
            contact=row, held=actions.Held("attended"), note=actions.Note(), tasks=actions.Tasks(), version=0,
            by=case.cast.officer, at=contacts.at_noon(TODAY),
        )  # fmt: skip


def test_a_page_sent_twice_records_once(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    client.force_login(case.cast.officer)
    typed = {"version": 0, "outcome": "did_not_attend", "rar": "reckoned", "summary": "He rang."}
    answers = [client.post(path("record", row), typed).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert Event.objects.filter(action="contact recorded").count() == 1


def test_nothing_is_kept_where_one_part_fails(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY)

    def fails(**_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("caseward.shared.audit.actions.record", fails)
    with pytest.raises(RuntimeError):
        record(case, row, "did_not_attend")
    assert Contact.objects.get(pk=row.pk).outcome == ""


def test_a_colleague_without_a_reason_cannot_record(case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    with pytest.raises(NotAllowed):
        actions.record(
            contact=row, held=actions.Held("did_not_attend"), note=actions.Note(), tasks=actions.Tasks(),
            version=0, by=case.cast.colleague, at=contacts.at_noon(TODAY),
        )  # fmt: skip


def test_a_colleague_is_refused_before_the_form_is_looked_at(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    client.force_login(case.cast.colleague)
    assert client.post(path("record", row), {"version": "0"}).status_code == 403


def test_the_log_holds_codes_and_no_words(client: Client, case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    client.force_login(case.cast.officer)
    typed = {"version": 0, "outcome": "attended", "worked_on": "crisis", "rar": "no", "rar_because": "Words"}
    client.post(path("record", row), {**typed, "rar": "yes", "summary": "Secret words"})
    event = Event.objects.get(action="contact recorded")
    assert event.details["nothing_worked_on"] == "crisis"
    assert "ords" not in str(event.details)


def test_a_note_that_may_not_be_saved_any_more_can_be_copied_from_the_refusal(
    client: Client, case: Case
) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY)
    client.force_login(case.cast.colleague)
    words = "He came early, brought the letter of the landlord, and asked what he could do about the rent."
    refusal = client.post(path("record", row), {"version": 0, "outcome": "attended", "summary": words})
    assert refusal.status_code == 403
    assert words in refusal.content.decode()
