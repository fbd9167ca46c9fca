"""Who somebody is, what matters about them, who is around them, their flags and what happened."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caseward.casework.people import actions
from caseward.casework.people.actions import Around, Described, Flagged, Happened, Told
from caseward.casework.people.models import ChangeEvent, Person, RiskFlag
from caseward.shared.audit.models import Event
from caseward.shared.records.models import NotAllowed
from tests.casework.people.browser import Browser, day
from tests.factories import people
from tests.factories.people import AT, CaseworkCast

TODAY = date(2026, 11, 2)


@pytest.fixture
def officer(staff: CaseworkCast) -> Browser:
    return Browser(staff.officer)


def test_a_person_is_added_and_found_at_once(officer: Browser, staff: CaseworkCast) -> None:
    page = officer.send("add", {"name": "  Siobhán   Doyle ", "crn": "x800001"} | day("born_on", 5, 8, 1990))
    added = Person.objects.get()
    assert (added.name, added.crn, added.provider) == ("Siobhán Doyle", "X800001", staff.officer.organisation)
    assert "Siobhán Doyle" in page
    assert "1 person found" in officer.post("search", {"question": "shivaun"})


def test_nothing_is_chosen_beforehand(officer: Browser) -> None:
    assert "checked" not in officer.get("add")


def test_a_person_without_a_name_is_shown_as_such(officer: Browser, staff: CaseworkCast) -> None:
    officer.send("add", {"name": "", "crn": "X800001"})
    assert "Name not known" in officer.get("details", person_id=Person.objects.get().pk)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"crn": "hello"}, "Enter a CRN like X123456"),
        ({"crn": "X800001", "pnc": "12"}, "Enter a PNC number like 12/52494Q"),
        ({"crn": "X800001"} | day("born_on", 1, 1, 2090), "Date of birth must be in the past"),
        ({"crn": "X800001"} | day("born_on", 31, 2, 1990), "must be a real date"),
        ({"crn": ""}, "Enter CRN"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(officer: Browser, typed: dict[str, str], told: str) -> None:
    page = officer.send("add", typed)
    assert told in page
    assert not Person.objects.exists()


def test_a_crn_belongs_to_one_person(officer: Browser, person: Person) -> None:
    assert "already a record with this CRN" in officer.send("add", {"crn": person.crn})


def test_the_same_form_twice_begins_one_record(staff: CaseworkCast) -> None:
    key = uuid4()
    for _ in range(2):
        actions.add_person(described=Described("X800001"), creation_key=key, by=staff.officer)
    assert Person.objects.count() == 1


def test_details_are_changed_and_the_log_holds_no_name(
    officer: Browser, person: Person, staff: CaseworkCast
) -> None:
    typed = {"name": "Amal Brown", "crn": person.crn, "ethnicity": "not_said", "language": "Arabic"}
    page = officer.send("change", typed, person_id=person.pk)
    assert "Prefers not to say" in page
    event = Event.objects.get(action="person changed")
    assert event.details["changes"]["ethnicity"] == ["white", "not_said"]
    assert "Brown" not in str(event.details)
    assert "1 person found" in officer.post("search", {"question": "amal brown"})


def test_two_who_change_details_at_once_see_both_versions(
    officer: Browser, person: Person, staff: CaseworkCast
) -> None:
    changed = Described(person.crn, name="Amal Black")
    actions.change_person(person=person, described=changed, version=0, by=staff.manager)
    typed = {"name": "Amal Brown", "crn": person.crn, "version": "0"}
    page = officer.post("change", typed, person_id=person.pk)
    assert "changed this since you opened it" in page
    assert "Amal Black" in page
    assert 'value="Amal Brown"' in page
    assert Person.objects.get().name == "Amal Black"


def test_an_alias_is_added_found_and_removed(officer: Browser, person: Person) -> None:
    officer.send("add_alias", {"name": "Lefty Malone"}, person_id=person.pk)
    assert "1 person found" in officer.post("search", {"question": "lefty"})
    officer.post("remove_alias", {}, person_id=person.pk, alias_id=person.aliases.get().pk)
    assert "Nobody fits" in officer.post("search", {"question": "lefty"})


def test_an_alias_of_somebody_else_cannot_be_removed_here(
    officer: Browser, person: Person, staff: CaseworkCast
) -> None:
    alias = people.person().aliases.create(name="Lefty", recorded_at=AT, recorded_by=staff.officer)
    officer.post("remove_alias", {}, person_id=person.pk, alias_id=alias.pk)
    assert officer.status == 404


def test_an_unasked_effect_is_shown_as_due_until_it_is_written_down(officer: Browser, person: Person) -> None:
    typed = {"kind": "caring", "told": "Cares for her mother."}
    page = officer.send("add_circumstance", typed, person_id=person.pk)
    assert re.search(r"Ask by \d", page)
    row = person.circumstances.get()
    answered = typed | {"effect": "No meetings before ten."}
    page = officer.send("change_circumstance", answered, person_id=person.pk, circumstance_id=row.pk)
    assert "Ask by" not in page
    assert "No meetings before ten." in page


def test_an_ended_circumstance_is_kept_apart(officer: Browser, person: Person, staff: CaseworkCast) -> None:
    row = actions.record_circumstance(
        person=person, told=Told("work", "Night shifts."), creation_key=uuid4(), by=staff.officer, at=AT
    )
    ended = {"kind": "work", "told": "Night shifts."} | day("ended_on", 1, 11, 2026)
    ended |= {"ended_on_year": str(timezone.localdate().year - 1)}
    page = officer.send("change_circumstance", ended, person_id=person.pk, circumstance_id=row.pk)
    assert "1 circumstance ended" in page


def test_a_clash_over_a_circumstance_shows_both_effects(
    officer: Browser, person: Person, staff: CaseworkCast
) -> None:
    row = actions.record_circumstance(
        person=person, told=Told("work", "Night shifts."), creation_key=uuid4(), by=staff.officer, at=AT
    )
    theirs = Told("work", "Night shifts.", "Afternoons only.")
    actions.change_circumstance(circumstance=row, told=theirs, version=0, by=staff.manager)
    typed = {"kind": "faith", "told": "Night shifts.", "effect": "Mornings only.", "version": "0"}
    page = officer.post("change_circumstance", typed, person_id=person.pk, circumstance_id=row.pk)
    for words in ("Afternoons only.", "Mornings only.", "Work or study", "Faith"):
        assert words in page


def test_a_related_person_is_recorded_changed_and_shown_at_risk(officer: Browser, person: Person) -> None:
    officer.send("add_related", {"name": "Kim", "relation": "partner"}, person_id=person.pk)
    row = person.related_people.get()
    typed = {"name": "Kim", "relation": "former_partner", "is_at_risk": "on"}
    page = officer.send("change_related", typed, person_id=person.pk, related_id=row.pk)
    assert "At risk" in page
    assert "former partner" in page
    event = Event.objects.get(action="related person changed")
    assert event.details["changes"]["is_at_risk"] == [False, True]


FIELDS_SHOWN = {
    "mappa": {"mappa_category", "mappa_level", "starts_on", "detail", "review_on", "ends_on"},
    "restraining_order": {"protects", "starts_on", "ends_on", "detail", "review_on"},
    "non_contact": {"protects", "starts_on", "ends_on", "detail", "review_on"},
    "spousal_assault": {"starts_on", "to_partner", "to_others", "review_on", "ends_on"},
    "iom": {"starts_on", "detail", "review_on", "ends_on"},
    "domestic_abuse": {"starts_on", "detail", "review_on", "ends_on"},
    "child_protection": {"starts_on", "detail", "review_on", "ends_on"},
    "self_harm": {"starts_on", "detail", "review_on", "ends_on"},
    "gangs": {"starts_on", "detail", "review_on", "ends_on"},
}


@pytest.mark.parametrize("kind", RiskFlag.Kind.values)
def test_each_kind_of_flag_shows_only_its_own_fields(kind: str, officer: Browser, person: Person) -> None:
    page = officer.get("raise_flag", person_id=person.pk, kind=kind)
    names = set(re.findall(r'name="(\w+)"', page)) - {"csrfmiddlewaretoken", "creation_key", "viewport"}
    assert {re.sub("_(day|month|year)$", "", name) for name in names} - {"theme"} == FIELDS_SHOWN[kind]


def test_a_mappa_flag_has_category_level_and_a_day_to_look_again(officer: Browser, person: Person) -> None:
    typed = {"mappa_category": "2", "mappa_level": "1"} | day("starts_on", 1, 6, 2026)
    assert "Enter look at it again on" in officer.send("raise_flag", typed, person_id=person.pk, kind="mappa")
    typed |= day("review_on", 1, 12, 2026)
    page = officer.send("raise_flag", typed, person_id=person.pk, kind="mappa")
    assert "MAPPA category 2, level 1" in page
    assert "1 December 2026" in page


def test_there_is_no_fifth_category_and_no_fourth_level(officer: Browser, person: Person) -> None:
    typed = {"mappa_category": "5", "mappa_level": "4"}
    page = officer.send("raise_flag", typed, person_id=person.pk, kind="mappa")
    assert page.count("Select a valid choice") >= 2


def test_an_order_protects_somebody_around_the_person(
    officer: Browser, person: Person, staff: CaseworkCast
) -> None:
    kim = person.related_people.create(name="Kim", relation="former_partner")
    somebody = people.person().related_people.create(name="Sam", relation="partner")
    typed = {"protects": str(somebody.pk)} | day("starts_on", 1, 6, 2026)
    officer.send("raise_flag", typed, person_id=person.pk, kind="restraining_order")
    assert not RiskFlag.objects.exists()
    with pytest.raises(NotAllowed):
        flagged = Flagged(starts_on=TODAY, protects=somebody)
        actions.raise_flag(
            person=person, kind="non_contact", flagged=flagged, creation_key=uuid4(), by=staff.officer
        )
    page = officer.send(
        "raise_flag", typed | {"protects": str(kim.pk)}, person_id=person.pk, kind="restraining_order"
    )
    assert "Protects Kim" in page


def test_of_a_spousal_assault_assessment_only_date_and_outcomes_are_kept(
    officer: Browser, person: Person
) -> None:
    typed = {"to_partner": "high", "to_others": "medium", "detail": "Item 1: two."}
    typed |= day("starts_on", 1, 6, 2026) | day("review_on", 1, 12, 2026)
    page = officer.send("raise_flag", typed, person_id=person.pk, kind="spousal_assault")
    assert "Risk to the partner: high" in page
    assert RiskFlag.objects.get().detail == ""


def test_a_flag_ends_and_is_kept(officer: Browser, person: Person) -> None:
    flag = person.risk_flags.create(kind="gangs", starts_on=date(2026, 1, 5), review_on=date(2026, 6, 1))
    typed = day("starts_on", 5, 1, 2026) | day("review_on", 1, 6, 2026) | day("ends_on", 4, 1, 2026)
    page = officer.send("change_flag", typed, person_id=person.pk, flag_id=flag.pk)
    assert "must not be before the day it starts" in page
    typed |= day("ends_on", 1, 2, 2026)
    assert "1 flag ended" in officer.send("change_flag", typed, person_id=person.pk, flag_id=flag.pk)


def test_an_event_is_recorded_once_and_shown(officer: Browser, person: Person, staff: CaseworkCast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    typed = {"kind": "arrest", "source": "Police"}
    typed |= day("happened_on", yesterday.day, yesterday.month, yesterday.year)
    page = officer.send("add_event", typed, person_id=person.pk)
    assert "The event is recorded." in page
    assert "Told by: Police." in page
    key, happened = uuid4(), Happened("move", TODAY, "Police")
    for _ in range(2):
        actions.record_event(person=person, happened=happened, creation_key=key, by=staff.officer, at=AT)
    assert ChangeEvent.objects.filter(kind="move").count() == 1


def test_what_will_happen_tomorrow_has_not_happened(officer: Browser, person: Person) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    typed = {"kind": "arrest", "source": "Police"}
    typed |= day("happened_on", tomorrow.day, tomorrow.month, tomorrow.year)
    assert "That day lies in the future" in officer.send("add_event", typed, person_id=person.pk)


def test_an_event_in_error_stays_with_its_reason(
    officer: Browser, person: Person, staff: CaseworkCast
) -> None:
    event = people.change_event(person, "arrest", by=staff.officer, happened_on=TODAY)
    page = officer.send("withdraw_event", {"reason": "Wrong"}, person_id=person.pk, event_id=event.pk)
    assert "Give your reason in a few words." in page
    typed = {"reason": "It was his brother."}
    page = officer.send("withdraw_event", typed, person_id=person.pk, event_id=event.pk)
    assert "Withdrawn because: It was his brother." in page
    officer.get("withdraw_event", person_id=person.pk, event_id=event.pk)
    assert officer.status == 403


def test_a_colleague_reads_and_cannot_change(staff: CaseworkCast, person: Person) -> None:
    colleague = Browser(staff.colleague)
    page = colleague.get("details", person_id=person.pk)
    assert "Give your reason" in page
    assert "Raise a flag" not in page
    for name in ("change", "add_alias", "add_circumstance", "add_related", "choose_flag", "add_event"):
        colleague.get(name, person_id=person.pk)
        assert colleague.status == 403, name


ATTEMPTS: dict[Any, dict[str, Any]] = {
    actions.change_person: {"described": Described("X800009"), "version": 0},
    actions.add_alias: {"name": "Lefty", "creation_key": uuid4(), "at": AT},
    actions.record_circumstance: {"told": Told("work", "Shifts."), "creation_key": uuid4(), "at": AT},
    actions.record_related: {"around": Around("Kim", "child"), "creation_key": uuid4()},
    actions.raise_flag: {"kind": "iom", "flagged": Flagged(TODAY), "creation_key": uuid4()},
    actions.record_event: {"happened": Happened("move", TODAY, "Police"), "creation_key": uuid4(), "at": AT},
}


@pytest.mark.parametrize("action", ATTEMPTS, ids=lambda action: action.__name__)
def test_a_colleague_without_a_reason_is_refused_by_every_action(
    action: Any, person: Person, staff: CaseworkCast
) -> None:
    with pytest.raises(NotAllowed, match="not on your caseload"):
        action(person=person, by=staff.colleague, **ATTEMPTS[action])
    people.involvement(person, staff.colleague)
    action(person=person, by=staff.colleague, **ATTEMPTS[action])


def test_a_page_of_details_takes_few_statements_however_much_it_shows(
    officer: Browser, person: Person, staff: CaseworkCast
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get("details", person_id=person.pk)
        return len(captured)

    fill(person, staff)
    count()
    one = count()
    for _ in range(4):
        fill(person, staff)
        people.person(staff.colleague, name=person.name)
    assert count() == one
    assert one <= 25


def fill(person: Person, staff: CaseworkCast) -> None:
    """One row of everything, and a likely duplicate."""
    by = staff.officer
    person.aliases.create(name="Kate", recorded_at=AT, recorded_by=by)
    person.circumstances.create(kind="work", told="Shifts.", recorded_at=AT, recorded_by=by)
    related = person.related_people.create(name="Kim", relation="partner")
    person.risk_flags.create(kind="non_contact", starts_on=TODAY, protects=related)
    people.change_event(person, "move", by=by, happened_on=TODAY)
    people.person(staff.colleague, name=person.name)
