"""People of another system."""

from datetime import date

import pytest

from caseward.casework.allocation.models import Allocation
from caseward.casework.people import actions as people_actions
from caseward.casework.people.inputs import understood
from caseward.casework.people.models import Alias, Import, Merge, Person, found_by
from caseward.shared.audit.models import Event
from tests.casework.imports.lists import OFFICER, agreed, counts, csv, faults, json_of, sent, taken_in
from tests.factories import allocation, people
from tests.factories.people import AT, CaseworkCast

HEADING = "crn,pnc,name,aliases,born_on,sex,gender,ethnicity,language,interpreter,officer_email"
ZOE = f"X700001,12/52494Q,Zoë O’Neill,Zed; Zoe Smith,05/08/1990,female,woman,white,Polish,yes,{OFFICER}"
PEOPLE = Import.Kind.PEOPLE


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """Officers with a post."""
    made = people.casework_cast()
    allocation.post(made.officer)
    return made


def test_somebody_new_is_taken_in_with_every_column(cast: CaseworkCast) -> None:
    upload = taken_in(PEOPLE, csv(HEADING, ZOE), cast.manager)
    person = Person.objects.get(crn="X700001")
    assert upload.state == Import.State.TAKEN_IN
    assert counts(upload) == (1, 0, 0)
    assert (person.provider, person.pnc, person.name) == (
        cast.manager.organisation,
        "12/52494Q",
        "Zoë O’Neill",
    )
    assert (person.born_on, person.sex, person.gender) == (date(1990, 8, 5), "female", "woman")
    assert (person.ethnicity, person.language, person.needs_interpreter) == ("white", "Polish", True)
    assert set(person.aliases.values_list("name", flat=True)) == {"Zed", "Zoe Smith"}
    assert bytes(upload.content) == b""


def test_the_officer_gets_the_case_with_its_history(cast: CaseworkCast) -> None:
    taken_in(PEOPLE, csv(HEADING, ZOE), cast.manager)
    person = Person.objects.get(crn="X700001")
    row = Allocation.objects.get(person=person)
    assert (
        (person.officer, person.team)
        == (row.officer, row.team)
        == (cast.officer, cast.officer.posts.get().team)
    )


def test_the_same_file_again_makes_no_doubles(cast: CaseworkCast) -> None:
    taken_in(PEOPLE, csv(HEADING, ZOE), cast.manager)
    again = taken_in(PEOPLE, csv(HEADING, ZOE), cast.manager)
    assert counts(again) == (0, 0, 1)
    assert (Person.objects.count(), Alias.objects.count(), Allocation.objects.count()) == (1, 2, 1)


def test_json_with_the_same_columns_says_the_same(cast: CaseworkCast) -> None:
    taken_in(PEOPLE, csv(HEADING, ZOE), cast.manager)
    entry: dict[str, object] = dict(zip(HEADING.split(","), ZOE.split(","), strict=True))
    entry |= {"aliases": ["Zed", "Zoe Smith"], "interpreter": True, "gender": None}
    again = taken_in(PEOPLE, json_of(entry), cast.manager, "list.json")
    assert counts(again) == (0, 0, 1)


def test_an_empty_cell_leaves_what_is_stored(cast: CaseworkCast) -> None:
    person = people.person(cast.officer, language="Polish", gender="woman")
    upload = taken_in(PEOPLE, csv("crn,language,gender", f"{person.crn},,man"), cast.manager)
    person.refresh_from_db()
    assert (person.language, person.gender, counts(upload)) == ("Polish", "man", (0, 1, 0))


def test_who_was_taken_in_is_found_by_name_sound_alias_and_number(cast: CaseworkCast) -> None:
    taken_in(PEOPLE, csv(HEADING, ZOE), cast.manager)
    for typed in ("zoe", "oneil", "zed", "12/0052494Q"):
        assert found_by(Person.objects.all(), understood(typed)).count() == 1, typed


def test_every_fault_is_listed_and_nothing_is_half_saved(cast: CaseworkCast) -> None:
    rows = (
        "X700001,,A,,1990,,,,,,",
        "wrong,,B,,,unknown,,,,,",
        "X700002,,C,,,,,,,maybe,",
        "X700003,,D,,,,,,,,",
    )
    upload = sent(PEOPLE, csv(HEADING, *rows), cast.manager)
    assert upload.state == Import.State.FAULTY
    assert faults(upload) == [(2, "born_on"), (3, "crn"), (3, "sex"), (4, "interpreter")]
    assert not Person.objects.exists()


def test_a_fault_never_quotes_the_value(cast: CaseworkCast) -> None:
    upload = sent(PEOPLE, csv(HEADING, "X1,98765,Wilhelmina,,Wilhelmina,Wilhelmina,,,,,"), cast.manager)
    said = " ".join(upload.faults.values_list("message", flat=True))
    assert "Wilhelmina" not in said
    assert "98765" not in said
    assert "text of 10 characters, not a date. Write it as DD/MM/YYYY" in said


def test_a_crn_twice_in_one_file_is_a_fault(cast: CaseworkCast) -> None:
    upload = sent(PEOPLE, csv("crn,name", "X700001,A", "x700001,B"), cast.manager)
    assert faults(upload) == [(3, "crn")]


def test_a_file_with_one_fault_found_in_the_database_is_not_taken_in(cast: CaseworkCast) -> None:
    upload = sent(PEOPLE, csv("crn,officer_email", "X700001,", "X700002,nobody@example.org"), cast.manager)
    assert faults(upload) == [(3, "officer_email")]
    assert not Person.objects.exists()


def test_people_of_another_provider_are_refused(cast: CaseworkCast) -> None:
    theirs = people.person(cast.stranger, language="Welsh")
    upload = sent(PEOPLE, csv("crn,language", f"{theirs.crn},Polish"), cast.manager)
    theirs.refresh_from_db()
    assert (faults(upload), theirs.language) == ([(2, "crn")], "Welsh")


@pytest.mark.parametrize("kind", ["exclusion", "restriction"])
def test_a_record_that_the_manager_may_not_open_is_not_changed(cast: CaseworkCast, kind: str) -> None:
    person = people.person(cast.officer, language="Welsh")
    naming = (cast.manager,) if kind == "exclusion" else (cast.officer,)
    people.access_list(person, kind, by=cast.manager, naming=naming)
    upload = sent(PEOPLE, csv("crn,language", f"{person.crn},Polish"), cast.manager)
    assert faults(upload) == [(2, "crn")]


@pytest.mark.parametrize("kind", ["exclusion", "restriction"])
def test_nobody_is_given_to_an_officer_who_is_kept_out(cast: CaseworkCast, kind: str) -> None:
    person = people.person(cast.colleague)
    naming = (cast.officer,) if kind == "exclusion" else (cast.manager, cast.colleague)
    people.access_list(person, kind, by=cast.manager, naming=naming)
    upload = sent(PEOPLE, csv("crn,officer_email", f"{person.crn},{OFFICER}"), cast.manager)
    assert faults(upload) == [(2, "officer_email")]


def test_an_officer_without_a_post_gets_nobody(cast: CaseworkCast) -> None:
    upload = sent(PEOPLE, csv("crn,officer_email", "X700001,colleague-officer@example.org"), cast.manager)
    assert faults(upload) == [(2, "officer_email")]


def test_what_changed_since_the_check_stops_the_whole_file(cast: CaseworkCast) -> None:
    upload = sent(PEOPLE, csv("crn,language", "X700001,Welsh", "X700002,Welsh"), cast.manager)
    people.person(cast.stranger, crn="X700002")
    agreed(upload, cast.manager)
    assert upload.state == Import.State.FAULTY
    assert not Person.objects.filter(crn="X700001").exists()


def test_a_record_that_was_joined_stays_joined_and_makes_no_double(cast: CaseworkCast) -> None:
    kept, other = people.person(cast.officer), people.person(cast.officer, crn="X700001")
    merge = Merge.objects.create(
        kept=kept, other=other, reason="One and the same.", proposed_at=AT, proposed_by=cast.officer
    )
    people_actions.agree_merge(merge=merge, version=0, by=cast.manager, at=AT)
    for expected in ((0, 1, 0), (0, 0, 1)):
        upload = taken_in(PEOPLE, csv("crn,aliases", "X700001,Zed"), cast.manager)
        assert counts(upload) == expected
    assert (Person.objects.count(), kept.aliases.get().name) == (2, "Zed")


def test_every_person_has_an_event_of_being_taken_in(cast: CaseworkCast) -> None:
    taken_in(PEOPLE, csv(HEADING, ZOE), cast.manager)
    person = Person.objects.get(crn="X700001")
    events = Event.objects.filter(subject_type="people.person", subject_id=str(person.pk))
    assert set(events.values_list("action", flat=True)) == {"person taken in", "person allocated"}
    assert "Zoë" not in str(list(Event.objects.values_list("details", flat=True)))
