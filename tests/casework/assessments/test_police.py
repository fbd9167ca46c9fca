"""The daily file of the police: matched for certain, uncertain, nobody."""

from datetime import date
from uuid import uuid4

import pytest

from caseward.casework.assessments.actions import police
from caseward.casework.assessments.models import PoliceFile, PoliceItem
from caseward.casework.people import actions as people_actions
from caseward.casework.people.models import ChangeEvent, Merge, Person
from caseward.shared.accounts.models import User
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import people
from tests.factories.people import AT, CaseworkCast

HEADING = "kind,happened_on,name,born_on,pnc,detail"
State = PoliceItem.State


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """Those who work with people."""
    return people.casework_cast()


def someone(cast: CaseworkCast, name: str = "Amira Haddad", **fields: object) -> Person:
    """Somebody on probation who can be found."""
    made = people.person(cast.officer, name=name, **fields)
    people_actions.index_names(people=[made])
    return made


def taken(*rows: str, by: User) -> PoliceFile:
    """A file that was taken in."""
    content = "\n".join((HEADING, *rows)).encode()
    return police.take_in(content=content, file_name="day.csv", creation_key=uuid4(), by=by, at=AT)


def only(*rows: str, by: User) -> PoliceItem:
    """The one item of a file."""
    return taken(*rows, by=by).items.get()


def test_who_is_certain_has_the_event_at_once(cast: CaseworkCast) -> None:
    person = someone(cast)
    item = only("arrest,20/11/2026,HADDAD Amira,17/05/1990,,Theft of a bicycle.", by=cast.manager)
    event = person.change_events.get()
    assert (item.state, item.event) == (State.MATCHED, event)
    assert (event.kind, event.happened_on, event.source) == ("arrest", date(2026, 11, 20), "Police")
    assert (event.detail, event.recorded_by) == ("Theft of a bicycle.", cast.manager)


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("Amira Haddad,17/05/1990,", State.MATCHED),
        ("Amira Hadad,,12/0052494Q", State.MATCHED),
        ("Amira Hadad,17/05/1990,", State.UNCERTAIN),
        ("Amira Haddad,,", State.UNCERTAIN),
        ("Somebody Else,,12/52494Q", State.UNCERTAIN),
        ("Amira Haddad,18/05/1990,", State.NOBODY),
        ("Somebody Else,17/05/1990,", State.NOBODY),
    ],
)
def test_the_rule_decides_between_certain_uncertain_and_nobody(
    cast: CaseworkCast, told: str, state: str
) -> None:
    person = someone(cast, pnc="12/52494Q")
    item = only(f"arrest,20/11/2026,{told},", by=cast.manager)
    assert item.state == state
    assert person.change_events.exists() == (state == State.MATCHED)
    assert list(item.candidates.all()) == ([person] if state == State.UNCERTAIN else [])


def test_a_person_without_a_date_of_birth_is_uncertain(cast: CaseworkCast) -> None:
    someone(cast, born_on=None)
    assert only("arrest,20/11/2026,Amira Haddad,17/05/1990,,", by=cast.manager).state == State.UNCERTAIN


def test_two_certain_records_are_uncertain(cast: CaseworkCast) -> None:
    pair = {someone(cast), someone(cast)}
    item = only("arrest,20/11/2026,Amira Haddad,17/05/1990,,", by=cast.manager)
    assert (item.state, set(item.candidates.all())) == (State.UNCERTAIN, pair)


def test_nobody_of_another_provider_is_matched(cast: CaseworkCast) -> None:
    theirs = people.person(cast.stranger, name="Amira Haddad")
    people_actions.index_names(people=[theirs])
    assert only("arrest,20/11/2026,Amira Haddad,17/05/1990,,", by=cast.manager).state == State.NOBODY


def test_the_same_content_is_taken_in_once(cast: CaseworkCast) -> None:
    someone(cast)
    row = "arrest,20/11/2026,Amira Haddad,17/05/1990,,Theft."
    assert taken(row, by=cast.manager) == taken(row, by=cast.manager)
    assert (PoliceFile.objects.count(), PoliceItem.objects.count(), ChangeEvent.objects.count()) == (1, 1, 1)


def test_the_same_content_of_another_provider_is_another_file(cast: CaseworkCast) -> None:
    row = "arrest,20/11/2026,Amira Haddad,17/05/1990,,"
    assert taken(row, by=cast.manager) != taken(row, by=cast.strange_manager)


def test_the_same_arrest_in_the_file_of_two_days_is_one_event(cast: CaseworkCast) -> None:
    person = someone(cast)
    row = "arrest,20/11/2026,Amira Haddad,17/05/1990,,Theft."
    taken(row, by=cast.manager)
    item = taken(row, "arrest,21/11/2026,Somebody Else,,,", by=cast.manager).items.get(row=2)
    assert item.event == person.change_events.get()


def test_a_file_with_a_fault_is_not_taken_in_at_all(cast: CaseworkCast) -> None:
    someone(cast)
    with pytest.raises(NotAllowed):
        taken("arrest,20/11/2026,Amira Haddad,17/05/1990,,", "arrest,20/11/2026,,,,", by=cast.manager)
    assert not PoliceFile.objects.exists()
    assert not ChangeEvent.objects.exists()


def test_an_officer_takes_no_file_in(cast: CaseworkCast) -> None:
    with pytest.raises(NotAllowed):
        taken("arrest,20/11/2026,Amira Haddad,17/05/1990,,", by=cast.officer)


def test_choosing_somebody_records_the_event(cast: CaseworkCast) -> None:
    person = someone(cast)
    item = only("domestic_abuse_call_out,20/11/2026,Amira Hadad,17/05/1990,,", by=cast.manager)
    police.decide(item=item, person=person, version=0, by=cast.manager, at=AT)
    item.refresh_from_db()
    assert (item.state, item.event, item.decided_by) == (
        State.MATCHED,
        person.change_events.get(),
        cast.manager,
    )


def test_choosing_nobody_ends_the_wait(cast: CaseworkCast) -> None:
    someone(cast)
    item = only("arrest,20/11/2026,Amira Hadad,17/05/1990,,", by=cast.manager)
    assert PoliceItem.objects.visible_to(cast.manager).uncertain().count() == 1
    police.decide(item=item, person=None, version=0, by=cast.manager, at=AT)
    assert not PoliceItem.objects.visible_to(cast.manager).uncertain().exists()
    assert not ChangeEvent.objects.exists()


def test_somebody_who_was_not_found_cannot_be_chosen(cast: CaseworkCast) -> None:
    someone(cast)
    other = someone(cast, "Somebody Else")
    item = only("arrest,20/11/2026,Amira Hadad,17/05/1990,,", by=cast.manager)
    with pytest.raises(NotAllowed):
        police.decide(item=item, person=other, version=0, by=cast.manager, at=AT)


def test_two_managers_do_not_decide_twice(cast: CaseworkCast) -> None:
    person = someone(cast)
    item = only("arrest,20/11/2026,Amira Hadad,17/05/1990,,", by=cast.manager)
    seen = PoliceItem.objects.get(pk=item.pk)
    police.decide(item=item, person=None, version=0, by=cast.manager, at=AT)
    with pytest.raises(Conflict):
        police.decide(item=seen, person=person, version=0, by=cast.manager, at=AT)


@pytest.mark.parametrize("kind", ["exclusion", "restriction"])
def test_an_item_about_a_record_that_a_manager_may_not_open_waits_for_another(
    cast: CaseworkCast, kind: str
) -> None:
    person = someone(cast)
    naming = (cast.manager,) if kind == "exclusion" else (cast.officer,)
    people.access_list(person, kind, by=cast.manager, naming=naming)
    item = only("arrest,20/11/2026,Amira Hadad,17/05/1990,,", by=cast.manager)
    assert not PoliceItem.objects.uncertain().decidable_by(cast.manager).exists()
    with pytest.raises(NotAllowed):
        police.decide(item=item, person=None, version=0, by=cast.manager, at=AT)


def test_a_candidate_that_was_joined_meanwhile_stands_for_the_kept_record(cast: CaseworkCast) -> None:
    kept, other = someone(cast, "Amira H"), someone(cast)
    item = only("arrest,20/11/2026,Amira Hadad,17/05/1990,,", by=cast.manager)
    merge = Merge.objects.create(
        kept=kept, other=other, reason="One and the same.", proposed_at=AT, proposed_by=cast.officer
    )
    people_actions.agree_merge(merge=merge, version=0, by=cast.manager, at=AT)
    police.decide(item=item, person=kept, version=0, by=cast.manager, at=AT)
    assert kept.change_events.count() == 1


def test_the_log_holds_ids_and_numbers_and_no_name(cast: CaseworkCast) -> None:
    someone(cast)
    taken("arrest,20/11/2026,Amira Haddad,17/05/1990,,Theft.", by=cast.manager)
    event = Event.objects.get(action="police file taken in")
    assert event.details == {"items": {"matched": 1}}
    assert "Amira" not in str(list(Event.objects.values_list("details", flat=True)))
