"""Sentences of another system."""

from datetime import date

import pytest

from caseward.casework.people.models import Import, Person
from caseward.casework.sentences.models import Sentence
from caseward.shared.audit.models import Event
from tests.casework.imports.lists import counts, csv, faults, sent, taken_in
from tests.factories import people, sentences
from tests.factories.people import CaseworkCast

HEADING = "crn,reference,kind,offence,court,sentenced_on,months,requirements"
SENTENCES = Import.Kind.SENTENCES


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """Those who work with people."""
    return people.casework_cast()


@pytest.fixture
def person(cast: CaseworkCast) -> Person:
    """Somebody known."""
    return people.person(cast.officer, crn="X700001")


ORDER = "X700001,S-1,community_order,Theft,Anytown,05/08/2026,12,rar:20; unpaid_work:80"


def test_an_order_is_taken_in_with_its_last_day_and_what_it_requires(
    cast: CaseworkCast, person: Person
) -> None:
    upload = taken_in(SENTENCES, csv(HEADING, ORDER), cast.manager)
    order = person.sentences.get()
    assert counts(upload) == (1, 0, 0)
    assert (order.kind, order.court, order.months) == ("community_order", "Anytown", 12)
    assert (order.starts_on, order.ends_on) == (date(2026, 8, 5), date(2027, 8, 4))
    assert set(order.requirements.values_list("kind", "amount")) == {("rar", 20), ("unpaid_work", 80)}


def test_the_same_file_twice_makes_no_double(cast: CaseworkCast, person: Person) -> None:
    taken_in(SENTENCES, csv(HEADING, ORDER), cast.manager)
    again = taken_in(SENTENCES, csv(HEADING, ORDER), cast.manager)
    assert (counts(again), person.sentences.get().requirements.count()) == ((0, 0, 1), 2)


def test_another_length_moves_the_last_day_and_another_amount_the_requirement(
    cast: CaseworkCast, person: Person
) -> None:
    taken_in(SENTENCES, csv(HEADING, ORDER), cast.manager)
    changed = ORDER.replace(",12,", ",18,").replace("rar:20", "rar:25")
    upload = taken_in(SENTENCES, csv(HEADING, changed), cast.manager)
    order = person.sentences.get()
    assert (counts(upload), order.ends_on) == ((0, 1, 0), date(2028, 2, 4))
    assert order.requirements.get(kind="rar").amount == 25


def test_a_first_day_that_was_put_right_here_stays(cast: CaseworkCast, person: Person) -> None:
    taken_in(SENTENCES, csv(HEADING, ORDER), cast.manager)
    Sentence.objects.update(starts_on=date(2026, 8, 10))
    upload = taken_in(SENTENCES, csv(HEADING, ORDER), cast.manager)
    assert (counts(upload), person.sentences.get().starts_on) == ((0, 0, 1), date(2026, 8, 10))


def test_the_end_is_taken_in_with_how_it_ended(cast: CaseworkCast, person: Person) -> None:
    taken_in(SENTENCES, csv(HEADING, ORDER), cast.manager)
    ended = csv(f"{HEADING},ended_on,end", f"{ORDER},01/10/2026,completed")
    taken_in(SENTENCES, ended, cast.manager)
    assert person.sentences.get().end == Sentence.End.COMPLETED


def test_a_completed_requirement_is_not_changed_by_a_list(cast: CaseworkCast, person: Person) -> None:
    taken_in(SENTENCES, csv(HEADING, ORDER), cast.manager)
    person.sentences.get().requirements.filter(kind="rar").update(completed_on=date(2026, 10, 1))
    upload = sent(SENTENCES, csv(HEADING, ORDER.replace("rar:20", "rar:25")), cast.manager)
    assert faults(upload) == [(2, "requirements")]


@pytest.mark.parametrize(
    ("extra", "row", "column"),
    [
        ("starts_on", "X700001,S,community_order,Theft,,05/08/2026,12,,04/08/2026", "starts_on"),
        ("ended_on", "X700001,S,community_order,Theft,,05/08/2026,12,,01/10/2026", "end"),
        ("end", "X700001,S,community_order,Theft,,05/08/2026,12,,completed", "end"),
        ("prison", "X700001,S,licence,Theft,,05/08/2026,12,rar:20,", "requirements"),
        ("prison", "X700001,S,community_order,Theft,,05/08/2026,12,rar:20; rar:5,", "requirements"),
        ("prison", "X700001,S,community_order,Theft,,05/08/2026,12,rar,", "requirements"),
        ("prison", "X700001,S,community_order,Theft,,05/08/2026,0,,", "months"),
        ("ends_on", "X700001,S,post_sentence_supervision,Theft,,05/08/2026,12,,05/08/2027", "starts_on"),
        ("prison", "X700009,S,community_order,Theft,,05/08/2026,12,,", "crn"),
        ("prison", "X700001,,community_order,Theft,,05/08/2026,12,,", "reference"),
    ],
)
def test_what_cannot_be_is_a_fault_in_its_column(
    cast: CaseworkCast, person: Person, extra: str, row: str, column: str
) -> None:
    upload = sent(SENTENCES, csv(f"{HEADING},{extra}", row), cast.manager)
    assert faults(upload) == [(2, column)]
    assert not person.sentences.exists()


def test_a_sentence_of_a_restricted_record_is_refused(cast: CaseworkCast, person: Person) -> None:
    people.access_list(person, "exclusion", by=cast.manager, naming=(cast.manager,))
    assert faults(sent(SENTENCES, csv(HEADING, ORDER), cast.manager)) == [(2, "crn")]


def test_a_sentence_recorded_here_without_a_reference_stays(cast: CaseworkCast, person: Person) -> None:
    own = sentences.sentence(person)
    taken_in(SENTENCES, csv(HEADING, ORDER), cast.manager)
    assert person.sentences.filter(pk=own.pk, reference="").exists()


def test_every_sentence_has_an_event_with_its_person(cast: CaseworkCast, person: Person) -> None:
    taken_in(SENTENCES, csv(HEADING, ORDER), cast.manager)
    assert Event.objects.get(action="sentence taken in").details == {"person": person.pk}
