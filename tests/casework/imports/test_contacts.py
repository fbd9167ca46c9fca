"""Contacts of another system."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from caseward.casework.contacts.models import Contact, Correction
from caseward.casework.people.models import Import, Person
from tests.casework.imports.lists import OFFICER, counts, csv, faults, sent, taken_in
from tests.factories import people, sentences
from tests.factories.people import CaseworkCast

HEADING = "crn,reference,purpose,how,held_on,held_from,officer_email,outcome"
CONTACTS = Import.Kind.CONTACTS
ATTENDED = f"X700001,C-1,supervision,office,14/10/2026,10:30,{OFFICER},attended"
TOMORROW = (timezone.localdate() + timedelta(days=1)).strftime("%d/%m/%Y")


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """Those who work with people."""
    return people.casework_cast()


@pytest.fixture
def person(cast: CaseworkCast) -> Person:
    """Somebody with one sentence that runs."""
    made = people.person(cast.officer, crn="X700001")
    sentences.requirement(sentences.sentence(made))
    return made


def test_a_contact_is_taken_in_with_its_outcome(cast: CaseworkCast, person: Person) -> None:
    upload = taken_in(CONTACTS, csv(HEADING, ATTENDED), cast.manager)
    contact = person.contacts.get()
    assert counts(upload) == (1, 0, 0)
    assert (contact.held_on, str(contact.held_from)) == (date(2026, 10, 14), "10:30:00")
    assert (contact.officer, contact.outcome, contact.recorded_by) == (cast.officer, "attended", cast.manager)


def test_the_same_file_twice_makes_no_double(cast: CaseworkCast, person: Person) -> None:
    taken_in(CONTACTS, csv(HEADING, ATTENDED), cast.manager)
    again = taken_in(CONTACTS, csv(HEADING, ATTENDED), cast.manager)
    assert (counts(again), person.contacts.count()) == ((0, 0, 1), 1)


def test_a_contact_belongs_to_the_only_sentence_that_ran_that_day(cast: CaseworkCast, person: Person) -> None:
    taken_in(CONTACTS, csv(HEADING, ATTENDED), cast.manager)
    assert person.contacts.get().sentence == person.sentences.get()


def test_between_two_sentences_the_reference_decides(cast: CaseworkCast, person: Person) -> None:
    second = sentences.sentence(person, reference="S-2")
    rows = (f"{ATTENDED},", f"{ATTENDED},S-2".replace("C-1", "C-2"))
    taken_in(CONTACTS, csv(f"{HEADING},sentence", *rows), cast.manager)
    assert person.contacts.get(reference="C-1").sentence is None
    assert person.contacts.get(reference="C-2").sentence == second


def test_an_attended_activity_session_counts_as_a_day(cast: CaseworkCast, person: Person) -> None:
    rows = (ATTENDED, ATTENDED.replace("supervision", "rar").replace("C-1", "C-2"))
    taken_in(CONTACTS, csv(HEADING, *rows), cast.manager)
    counting = person.sentences.get().contacts.filter(counts_as_rar_day=True)
    assert list(counting.values_list("reference", flat=True)) == ["C-2"]


def test_another_outcome_is_a_correction_that_stays_to_be_read(cast: CaseworkCast, person: Person) -> None:
    taken_in(CONTACTS, csv(HEADING, ATTENDED), cast.manager)
    taken_in(CONTACTS, csv(HEADING, ATTENDED.replace("attended", "did_not_attend")), cast.manager)
    correction = Correction.objects.get()
    assert (correction.before, correction.after) == ("attended", "did_not_attend")
    assert person.contacts.get().outcome == "did_not_attend"


def test_an_outcome_recorded_here_stays_where_the_list_says_nothing(
    cast: CaseworkCast, person: Person
) -> None:
    taken_in(CONTACTS, csv(HEADING, ATTENDED), cast.manager)
    upload = taken_in(CONTACTS, csv(HEADING, ATTENDED.removesuffix("attended")), cast.manager)
    assert (counts(upload), person.contacts.get().outcome) == ((0, 0, 1), "attended")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (f"X700001,C,supervision,office,{TOMORROW},10:30,{OFFICER},attended", "outcome"),
        (f"X700001,C,supervision,office,14/10/2026,noon,{OFFICER},", "held_from"),
        ("X700001,C,supervision,office,14/10/2026,,nobody@example.org,", "officer_email"),
        (f"X700001,C,chat,office,14/10/2026,,{OFFICER},", "purpose"),
        (f"X700002,C,supervision,office,14/10/2026,,{OFFICER},", "crn"),
    ],
)
def test_what_cannot_be_is_a_fault_in_its_column(
    cast: CaseworkCast, person: Person, row: str, column: str
) -> None:
    assert faults(sent(CONTACTS, csv(HEADING, row), cast.manager)) == [(2, column)]
    assert not person.contacts.exists()


def test_an_appointment_to_come_is_taken_in_without_an_outcome(cast: CaseworkCast, person: Person) -> None:
    row = f"X700001,C,supervision,office,{TOMORROW},10:30,{OFFICER},"
    taken_in(CONTACTS, csv(HEADING, row), cast.manager)
    assert Contact.objects.to_come(timezone.localdate()).count() == 1
