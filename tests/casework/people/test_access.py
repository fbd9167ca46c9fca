"""Who may look: the two lists against the rule, in every combination; and being told about one's own loss."""

from datetime import date
from itertools import product
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

from caseward.casework.people import actions, policies
from caseward.casework.people.actions import Listed
from caseward.casework.people.models import AccessList, Circumstance, Person
from caseward.rules.limited_access import is_barred
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.casework.people.browser import Browser
from tests.factories import people
from tests.factories.people import AT, CaseworkCast

NAMES = ((), ("officer",), ("officer", "colleague"), ("colleague",))
COMBINATIONS = list(product((None, *NAMES), (None, *NAMES)))
"""Whom an exclusion names, and whom a restriction names; None where there is no such list."""


@pytest.mark.parametrize(("excluded", "restricted"), COMBINATIONS)
def test_what_users_see_is_what_the_rule_says(
    excluded: tuple[str, ...] | None, restricted: tuple[str, ...] | None, staff: CaseworkCast, person: Person
) -> None:
    for kind, names in (("exclusion", excluded), ("restriction", restricted)):
        if names is not None:
            named = tuple(getattr(staff, name) for name in names)
            people.access_list(person, kind, by=staff.manager, naming=named)
    person.circumstances.create(kind="work", told="Shifts.", recorded_at=AT, recorded_by=staff.officer)
    for who in ("officer", "colleague", "manager"):
        barred = is_barred(who, excluded or (), restricted)
        user = getattr(staff, who)
        assert Person.objects.visible_to(user).exists() is not barred, who
        assert Circumstance.objects.visible_to(user).exists() is not barred, who
        browser = Browser(user)
        page = browser.get("details", person_id=person.pk)
        assert browser.status == (403 if barred else 200), who
        assert ("Amal" in page) is not barred, who
    assert not Person.objects.visible_to(AnonymousUser()).exists()


def test_an_ended_list_keeps_nobody_out(staff: CaseworkCast, person: Person) -> None:
    ended = people.access_list(person, "exclusion", by=staff.manager, naming=(staff.officer,))
    actions.end_list(access_list=ended, version=0, by=staff.manager, at=AT)
    assert Person.objects.visible_to(staff.officer).exists()


def test_a_list_names_somebody_of_another_person_only_for_that_person(
    staff: CaseworkCast, person: Person
) -> None:
    people.access_list(people.person(), "exclusion", by=staff.manager, naming=(staff.officer,))
    assert person in Person.objects.visible_to(staff.officer)


def test_the_words_of_the_list_are_shown_and_nothing_else(staff: CaseworkCast, person: Person) -> None:
    people.access_list(person, "exclusion", by=staff.manager, naming=(staff.officer,))
    page = Browser(staff.officer).get("details", person_id=person.pk)
    assert "Ask the manager about this case." in page
    assert person.crn not in page


def test_a_stranger_finds_no_such_page(staff: CaseworkCast, person: Person) -> None:
    people.access_list(person, "exclusion", by=staff.manager, naming=(staff.officer,))
    browser = Browser(staff.stranger)
    page = browser.get("details", person_id=person.pk)
    assert browser.status == 404
    assert "Ask the manager" not in page


def test_a_list_holds_from_the_next_request(staff: CaseworkCast, person: Person) -> None:
    officer, manager = Browser(staff.officer), Browser(staff.manager)
    officer.get("details", person_id=person.pk)
    assert officer.status == 200
    typed = {"names": f"Own officer\n{staff.colleague.email}", "message": "Ask the manager."}
    manager.send("start_list", typed, person_id=person.pk, kind="exclusion")
    officer.get("details", person_id=person.pk)
    assert officer.status == 403
    listed = AccessList.objects.get()
    manager.send("end_list", {}, person_id=person.pk, list_id=listed.pk)
    officer.get("details", person_id=person.pk)
    assert officer.status == 200


def test_a_name_that_nobody_has_is_refused_by_its_line(staff: CaseworkCast, person: Person) -> None:
    typed = {"names": "Own officer\nNobody Known", "message": "Ask the manager."}
    page = Browser(staff.manager).send("start_list", typed, person_id=person.pk, kind="exclusion")
    assert "Line 2: there is no officer or manager" in page
    assert not AccessList.objects.exists()


def test_somebody_of_another_provider_cannot_be_named(staff: CaseworkCast, person: Person) -> None:
    typed = {"names": staff.stranger.email, "message": "Ask the manager."}
    assert "Line 1" in Browser(staff.manager).send(
        "start_list", typed, person_id=person.pk, kind="restriction"
    )
    with pytest.raises(NotAllowed):
        start(person, staff, "restriction", Listed("Ask.", (staff.stranger,), knows=True))


def start(person: Person, staff: CaseworkCast, kind: str, listed: Listed) -> AccessList:
    return actions.start_list(
        person=person, kind=kind, listed=listed, creation_key=uuid4(), by=staff.manager, at=AT
    )


@pytest.mark.parametrize(("kind", "name"), [("exclusion", "manager"), ("restriction", "officer")])
def test_managers_lock_themselves_out_only_when_they_say_that_they_know(
    kind: str, name: str, staff: CaseworkCast, person: Person
) -> None:
    manager = Browser(staff.manager)
    typed = {"names": getattr(staff, name).email, "message": "Ask the head of service."}
    page = manager.send("start_list", typed, person_id=person.pk, kind=kind)
    assert "you yourself can no longer open this record" in page
    assert not AccessList.objects.exists()
    with pytest.raises(NotAllowed):
        start(person, staff, kind, Listed("Ask.", (getattr(staff, name),)))
    page = manager.send("start_list", typed | {"knows": "on"}, person_id=person.pk, kind=kind)
    assert "It keeps you out too" in page
    assert not Person.objects.visible_to(staff.manager).exists()


def test_a_manager_who_stays_inside_is_not_asked(staff: CaseworkCast, person: Person) -> None:
    page = Browser(staff.manager).get("start_list", person_id=person.pk, kind="restriction")
    assert "I know that" not in page


def test_a_restriction_names_somebody(staff: CaseworkCast, person: Person) -> None:
    with pytest.raises(NotAllowed):
        start(person, staff, "restriction", Listed("Ask.", (), knows=True))


def test_there_is_one_running_list_of_a_kind(staff: CaseworkCast, person: Person) -> None:
    start(person, staff, "exclusion", Listed("Ask.", (staff.officer,)))
    with pytest.raises(NotAllowed):
        start(person, staff, "exclusion", Listed("Ask.", (staff.colleague,)))


def test_the_same_form_twice_starts_one_list(staff: CaseworkCast, person: Person) -> None:
    key, listed = uuid4(), Listed("Ask.", (staff.officer,))
    for _ in range(2):
        actions.start_list(
            person=person, kind="exclusion", listed=listed, creation_key=key, by=staff.manager, at=AT
        )
    assert AccessList.objects.count() == 1


def test_names_are_changed_and_the_log_says_which(staff: CaseworkCast, person: Person) -> None:
    row = start(person, staff, "exclusion", Listed("Ask.", (staff.officer,)))
    manager = Browser(staff.manager)
    assert staff.officer.email in manager.get("change_list", person_id=person.pk, list_id=row.pk)
    typed = {"names": staff.colleague.email, "message": "Ask."}
    manager.send("change_list", typed, person_id=person.pk, list_id=row.pk)
    assert Person.objects.visible_to(staff.officer).exists()
    assert not Person.objects.visible_to(staff.colleague).exists()
    event = Event.objects.get(action="access list changed")
    assert event.details["named"] == [[staff.officer.pk], [staff.colleague.pk]]


def test_a_list_that_somebody_else_changed_shows_both_versions(staff: CaseworkCast, person: Person) -> None:
    row = start(person, staff, "exclusion", Listed("First words.", (staff.officer,)))
    actions.change_list(
        access_list=row, listed=Listed("Other words.", (staff.officer,)), version=0, by=staff.manager
    )
    typed = {"names": staff.officer.email, "message": "My words.", "version": "0"}
    page = Browser(staff.manager).post("change_list", typed, person_id=person.pk, list_id=row.pk)
    assert "changed this since you opened it" in page
    assert "Other words." in page
    assert "My words." in page
    with pytest.raises(Conflict):
        actions.change_list(
            access_list=row, listed=Listed("Mine.", (staff.officer,)), version=0, by=staff.manager
        )


def test_officers_neither_see_nor_make_lists(staff: CaseworkCast, person: Person) -> None:
    browser = Browser(staff.officer)
    browser.get("access", person_id=person.pk)
    assert browser.status == 403
    browser.get("start_list", person_id=person.pk, kind="exclusion")
    assert browser.status == 403
    with pytest.raises(NotAllowed):
        actions.start_list(
            person=person, kind="exclusion", listed=Listed("Ask.", (staff.colleague,)),
            creation_key=uuid4(), by=staff.officer, at=AT,
        )  # fmt: skip


def test_there_is_no_third_kind_of_list(staff: CaseworkCast, person: Person) -> None:
    browser = Browser(staff.manager)
    browser.get("start_list", person_id=person.pk, kind="secret")
    assert browser.status == 404


TODAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("ends_on", "allowed"),
    [(date(2026, 11, 1), False), (TODAY, True), (date(2026, 12, 2), True), (date(2026, 12, 3), False)],
)
def test_a_reason_holds_for_thirty_days_at_most(ends_on: date, allowed: bool, staff: CaseworkCast) -> None:
    why = policies.reasons_not_to_involve(staff.colleague, "Duty officer today.", ends_on, TODAY)
    assert (why == []) is allowed


def test_a_reason_is_more_than_a_word(staff: CaseworkCast, person: Person) -> None:
    assert "Give your reason in a few words." in Browser(staff.colleague).send(
        "involve", {"reason": "Cover"}, person_id=person.pk
    )


def test_who_gives_a_reason_can_work_on_the_case(staff: CaseworkCast, person: Person) -> None:
    browser = Browser(staff.colleague)
    browser.get("change", person_id=person.pk)
    assert browser.status == 403
    assert "Give your reason" in browser.get("details", person_id=person.pk)
    page = browser.get("involve", person_id=person.pk)
    days = dict(zip(("ends_on_day", "ends_on_month", "ends_on_year"), _shown(page), strict=True))
    browser.send("involve", {"reason": "I am duty officer."} | days, person_id=person.pk)
    browser.get("change", person_id=person.pk)
    assert browser.status == 200
    assert Event.objects.filter(action="reason given", details__person=person.pk).exists()


def _shown(page: str) -> list[str]:
    import re  # noqa: PLC0415 - only here

    return re.findall(r'name="ends_on_\w+"[^>]*value="(\d+)"', page)


def test_who_may_work_already_needs_no_reason(staff: CaseworkCast, person: Person) -> None:
    assert "You can work on this case already." in Browser(staff.officer).get("involve", person_id=person.pk)
