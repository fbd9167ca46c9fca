"""Who meets whom, where and when; what was heard; and words worth quoting."""

from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from caseward.inspection.fieldwork.actions import activities as actions
from caseward.inspection.fieldwork.models import Activity, ActivityNote, Quotation
from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import fieldwork, inspections
from tests.factories.accounts import Cast
from tests.factories.fieldwork import AT, LATER, MONDAY, activity, planned, quotation, quoted

pytestmark = pytest.mark.django_db
TYPED = {
    "kind": "meeting", "whom": "Partners", "place": "Head office, room 1", "from_time": "10:00",
    "to_time": "11am", "held_on_day": "5", "held_on_month": "8", "held_on_year": "2019",
}  # fmt: skip


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    return inspections.inspection(cast)


def address(name: str, inspection: Inspection, **more: Any) -> str:
    return reverse(f"fieldwork:{name}", kwargs={"inspection_id": inspection.pk, **more})


def page(client: Client, user: User, path: str) -> str:
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def typed(*goes: User, **changes: Any) -> dict[str, Any]:
    return {**TYPED, "creation_key": str(uuid4()), "attendees": [user.pk for user in goes], **changes}


def test_a_form_sent_twice_plans_one_activity(cast: Cast, inspection: Inspection) -> None:
    key = uuid4()
    for _ in range(2):
        actions.plan(
            inspection=inspection,
            planned=planned(),
            attendees=[cast.lead, cast.inspector],
            creation_key=key,
            by=cast.analyst,
            at=AT,
        )
    assert set(Activity.objects.get().attendees.all()) == {cast.lead, cast.inspector}


def test_only_those_who_gather_evidence_plan(cast: Cast, inspection: Inspection) -> None:
    row = activity(cast, inspection)
    for user in (cast.quality_lead, cast.panel_member, cast.provider_contact, cast.publisher, cast.outsider):
        with pytest.raises(NotAllowed):
            actions.change(activity=row, planned=planned(), attendees=[], version=0, by=user, at=AT)


def test_nothing_changes_once_the_ratings_are_decided(cast: Cast, inspection: Inspection) -> None:
    row = activity(cast, inspection)
    kept = quotation(cast, inspection)
    Inspection.objects.update(stage="decided")
    for change in (
        lambda: actions.write_note(activity=row, text="Late.", version=0, by=cast.lead, at=LATER),
        lambda: actions.cancel(activity=row, version=0, by=cast.lead),
        lambda: actions.delete_quotation(quotation=kept, version=0, by=cast.lead),
        lambda: quotation(cast, inspection),
    ):
        with pytest.raises(NotAllowed, match="ratings are decided"):
            change()


def test_moving_a_meeting_does_not_disturb_who_writes_notes(cast: Cast, inspection: Inspection) -> None:
    row = activity(cast, inspection)
    actions.change(
        activity=row,
        planned=planned(place="Room 2"),
        attendees=[cast.inspector],
        version=0,
        by=cast.lead,
        at=LATER,
    )
    actions.write_note(activity=row, text="They spoke of workloads.", version=0, by=cast.inspector, at=LATER)
    row.refresh_from_db()
    assert (row.place, list(row.attendees.all())) == ("Room 2", [cast.inspector])
    assert row.note.text == "They spoke of workloads."


def test_a_change_on_top_of_an_unseen_one_keeps_place_and_people(cast: Cast, inspection: Inspection) -> None:
    row = activity(cast, inspection)
    Activity.objects.update(version=1)
    with pytest.raises(Conflict):
        actions.change(
            activity=row,
            planned=planned(place="Room 9"),
            attendees=[cast.analyst],
            version=0,
            by=cast.lead,
            at=LATER,
        )
    stored = Activity.objects.get()
    assert (stored.place, list(stored.attendees.all())) == ("Head office, room 1", [cast.lead])


def test_an_activity_at_which_something_was_heard_stays(cast: Cast, inspection: Inspection) -> None:
    empty, noted, quoted_at = (activity(cast, inspection) for _ in range(3))
    actions.write_note(activity=noted, text="Heard.", version=0, by=cast.lead, at=AT)
    quotation(cast, inspection, activity=quoted_at)
    for row in (noted, quoted_at):
        with pytest.raises(NotAllowed, match="stays in the timetable"):
            actions.cancel(activity=row, version=0, by=cast.lead)
    actions.cancel(activity=empty, version=0, by=cast.lead)
    assert set(Activity.objects.all()) == {noted, quoted_at}


def test_the_same_person_or_room_at_overlapping_times_is_a_clash(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    activity(cast, inspection, cast.lead, whom="Managers")
    activity(
        cast, inspection, cast.lead, whom="Sentencers", from_time=time(10), to_time=time(11), place="Court"
    )
    text = page(client, cast.quality_lead, address("timetable", inspection))
    assert f"{cast.lead} is also at “Meeting: Sentencers, 10am to 11am”." in text
    assert f"{cast.lead} is also at “Meeting: Managers, 9:30am to 10:30am”." in text
    assert "also used by" not in text


def test_a_room_in_other_letters_is_the_same_room(client: Client, cast: Cast, inspection: Inspection) -> None:
    activity(cast, inspection, cast.lead)
    activity(cast, inspection, cast.inspector, place="HEAD office,  room 1", whom="Partners")
    text = page(client, cast.lead, address("timetable", inspection))
    assert "Head office, room 1 is also used by “Meeting: Partners, 9:30am to 10:30am”." in text


@pytest.mark.parametrize(
    "changes",
    [
        {"from_time": time(10, 30), "to_time": time(11)},
        {"held_on": MONDAY + timedelta(days=1)},
        {"place": "Elsewhere", "other": True},
    ],
)
def test_one_after_another_on_other_days_or_apart_is_no_clash(
    client: Client, cast: Cast, inspection: Inspection, changes: dict[str, Any]
) -> None:
    activity(cast, inspection, cast.lead)
    goes = cast.inspector if changes.pop("other", False) else cast.lead
    activity(cast, inspection, goes, **changes)
    assert "Clash" not in page(client, cast.lead, address("timetable", inspection))


def test_the_timetable_goes_day_by_day_five_days_a_page(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    for number in range(6):
        activity(cast, inspection, held_on=MONDAY + timedelta(days=number), whom=f"Group {number}")
    first = page(client, cast.lead, address("timetable", inspection))
    assert "Monday 5 August 2019" in first
    assert "Friday 9 August 2019" in first
    assert "Group 5" not in first
    assert "Group 5" in page(client, cast.lead, address("timetable", inspection) + "?page=2")


def test_clashes_are_shown_before_saving_and_never_refuse_it(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    activity(cast, inspection, cast.lead)
    client.force_login(cast.inspector)
    path = address("add_activity", inspection)
    checked = client.post(path, typed(cast.lead, check="yes")).content.decode()
    assert f"{cast.lead} is also at “Meeting: Senior managers, 9:30am to 10:30am”." in checked
    assert "Head office, room 1 is also used by" in checked
    assert Activity.objects.count() == 1
    saved = client.post(path, typed(cast.lead), follow=True).content.decode()
    assert "Saved in the timetable." in saved
    assert "is also at" in saved
    free = client.post(path, typed(cast.analyst, check="yes", place="Court")).content.decode()
    assert "No clash with the timetable." in free


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"to_time": "9:59"}, "It must end after it starts"),
        ({"from_time": "soon"}, "From must be a time, like 9:30 or 2pm"),
        ({"attendees": []}, "Select who of the team goes"),
        ({"held_on_year": "2091"}, "or earlier"),
        ({"held_on_year": "1991"}, "or later"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    client: Client, cast: Cast, inspection: Inspection, changes: dict[str, Any], words: str
) -> None:
    client.force_login(cast.lead)
    data = {**typed(cast.lead), **changes}
    assert words in client.post(address("add_activity", inspection), data).content.decode()
    assert not Activity.objects.exists()


def test_times_are_taken_as_people_type_them(client: Client, cast: Cast, inspection: Inspection) -> None:
    client.force_login(cast.lead)
    client.post(address("add_activity", inspection), typed(cast.lead, from_time="2 pm", to_time="14.45"))
    row = Activity.objects.get()
    assert (row.from_time, row.to_time) == (time(14), time(14, 45))


def test_panel_members_of_the_team_do_not_go(client: Client, cast: Cast, inspection: Inspection) -> None:
    client.force_login(cast.lead)
    client.post(address("add_activity", inspection), typed(cast.panel_member))
    assert not Activity.objects.exists()


def test_a_clash_of_editors_shows_both_and_keeps_what_was_typed(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    row = activity(cast, inspection)
    actions.change(
        activity=row, planned=planned(place="Annexe"), attendees=[cast.lead], version=0, by=cast.lead, at=AT
    )
    client.force_login(cast.inspector)
    path = address("change_activity", inspection, activity_id=row.pk)
    text = client.post(path, typed(cast.inspector, version="0", place="Gatehouse")).content.decode()
    assert "Annexe" in text
    assert "Gatehouse" in text
    client.post(path, typed(cast.inspector, version="1", place="Gatehouse"))
    row.refresh_from_db()
    assert row.place == "Gatehouse"


def test_two_who_write_the_same_notes_see_each_other(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    row = activity(cast, inspection)
    actions.write_note(activity=row, text="Staff feel heard.", version=0, by=cast.lead, at=AT)
    client.force_login(cast.inspector)
    path = address("note_activity", inspection, activity_id=row.pk)
    text = client.post(path, {"version": "0", "text": "Staff feel ignored."}).content.decode()
    assert "Staff feel heard." in text
    assert "Staff feel ignored." in text
    client.post(path, {"version": "1", "text": "Staff differ."})
    assert ActivityNote.objects.get().text == "Staff differ."


def test_an_activity_that_was_moved_meanwhile_is_not_cancelled_unseen(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    row = activity(cast, inspection)
    Activity.objects.update(version=1)
    client.force_login(cast.lead)
    path = address("cancel_activity", inspection, activity_id=row.pk)
    assert "Somebody else" in client.post(path, {"version": "0"}, follow=True).content.decode()
    assert "Taken out" in client.post(path, {"version": "1"}, follow=True).content.decode()


def test_who_marked_a_quotation_is_kept_only_while_it_is_marked(cast: Cast, inspection: Inspection) -> None:
    row = quotation(cast, inspection)
    assert (row.usable_in_report, row.marked_by) == (None, None)

    def mark(by: User, version: int, *, usable: bool | None, words: str = "My officer listens.") -> None:
        actions.change_quotation(
            quotation=row,
            quoted=quoted(usable_in_report=usable, words=words),
            version=version,
            by=by,
            at=LATER,
        )
        row.refresh_from_db()

    mark(cast.lead, 0, usable=True)
    assert (row.usable_in_report, row.marked_by, row.marked_at) == (True, cast.lead, LATER)
    mark(cast.inspector, 1, usable=True, words="She listens.")
    assert (row.marked_by, row.written_by) == (cast.lead, cast.inspector)
    mark(cast.inspector, 2, usable=None)
    assert (row.marked_by, row.marked_at) == (None, None)


def test_only_marked_quotations_are_usable(cast: Cast, inspection: Inspection) -> None:
    usable, _, _ = (quotation(cast, inspection, usable_in_report=mark) for mark in (True, False, None))
    assert list(Quotation.objects.usable()) == [usable]


def test_rows_are_found_by_the_key_question_that_they_bear_on(cast: Cast, inspection: Inspection) -> None:
    both = quotation(cast, inspection, key_questions=["1.1.1", "1.2.1"])
    quotation(cast, inspection, key_questions=["1.2.11"])
    other = activity(cast, inspection, key_questions=["1.2.1"])
    assert list(Quotation.objects.bearing_on("1.2.1")) == [both]
    assert list(Activity.objects.bearing_on("1.2.1")) == [other]
    assert not Activity.objects.bearing_on("1.2").exists()


def test_only_the_readers_of_evidence_see_timetable_and_words(cast: Cast, inspection: Inspection) -> None:
    row = activity(cast, inspection)
    actions.write_note(activity=row, text="Heard.", version=0, by=cast.lead, at=AT)
    kept = quotation(cast, inspection)
    for user in cast.everybody():
        reads = user in (cast.lead, cast.inspector, cast.analyst, cast.quality_lead)
        assert list(Activity.objects.visible_to(user)) == ([row] if reads else [])
        assert list(ActivityNote.objects.visible_to(user)) == ([row.note] if reads else [])
        assert list(Quotation.objects.visible_to(user)) == ([kept] if reads else [])


def test_quotations_are_filtered_by_mark_and_source(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    quotation(cast, inspection, words="Usable words.", usable_in_report=True)
    quotation(cast, inspection, words="Open words.", source=Quotation.Source.PARTNER)
    here = address("quotations", inspection)
    for query, usable, still_open in [
        ("", True, True),
        ("mark=usable", True, False),
        ("mark=undecided", False, True),
        ("source=partner", False, True),
        ("mark=not_usable", False, False),
        ("mark=x&source=y", True, True),
    ]:
        text = page(client, cast.lead, f"{here}?{query}")
        assert ("Usable words." in text, "Open words." in text) == (usable, still_open), query


def test_a_quotation_is_added_changed_and_deleted_by_its_pages(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    row = activity(cast, inspection)
    client.force_login(cast.inspector)
    path = address("add_quotation", inspection)
    assert f'value="{row.pk}" selected' in client.get(f"{path}?activity={row.pk}").content.decode()
    words = {"words": "I was told in time.", "source": "officer", "usable": "no", "activity": row.pk}
    client.post(path, {"creation_key": str(uuid4()), **words})
    kept = Quotation.objects.get()
    assert (kept.usable_in_report, kept.activity) == (False, row)
    assert "I was told in time." in page(
        client, cast.lead, address("activity", inspection, activity_id=row.pk)
    )
    there = address("change_quotation", inspection, quotation_id=kept.pk)
    client.post(there, {**words, "usable": "yes", "version": "0"})
    clash = client.post(there, {**words, "usable": "", "version": "0"}).content.decode()
    assert "changed this since you opened it" in clash
    gone = address("delete_quotation", inspection, quotation_id=kept.pk)
    assert "Somebody else" in client.post(gone, {"version": "0"}, follow=True).content.decode()
    client.post(gone, {"version": "1"})
    assert not Quotation.objects.exists()


def test_the_hub_shows_the_team_everything_and_the_contact_what_is_asked(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    quotation(cast, inspection, usable_in_report=True)
    fieldwork.request(cast, inspection)
    here = address("index", inspection)
    team = page(client, cast.lead, here)
    assert "1 kept, 1 usable in the report" in team
    assert "1 asked for, 1 still to come" in team
    contact = page(client, cast.provider_contact, here)
    assert "1 asked for, 1 still to come" in contact
    assert "Quotations" not in contact
    assert "Timetable" not in contact


def test_the_overview_tells_the_contact_what_to_send(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    fieldwork.request(cast, inspection)
    overview = reverse("inspections:overview", kwargs={"inspection_id": inspection.pk})
    assert "1 document and" in page(client, cast.provider_contact, overview)
    assert "Ask the provider for documents" in page(client, cast.lead, overview)


def test_twelve_o_clock_is_midday(client: Client, cast: Cast, inspection: Inspection) -> None:
    activity(cast, inspection, from_time=time(12), to_time=time(12, 30))
    assert "midday to 12:30pm" in page(client, cast.lead, address("timetable", inspection))
