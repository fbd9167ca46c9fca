"""Recording what a court ordered, and how it ends."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from caseward.casework.sentences import actions
from caseward.casework.sentences.actions import Ordered, Required
from caseward.casework.sentences.models import LicenceCondition, Requirement, Sentence
from caseward.shared.accounts.models import User
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import people, sentences
from tests.factories.people import CaseworkCast

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
ORDER = Ordered(
    kind=Sentence.Kind.COMMUNITY_ORDER,
    offence="Common assault",
    court="Northshire Magistrates",
    sentenced_on=date(2026, 8, 3),
    months=12,
    starts_on=date(2026, 8, 3),
    release_expected_on=None,
    prison="",
    ends_on=None,
)


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """Those who work with people on probation."""
    return people.casework_cast()


def _licence(cast: CaseworkCast) -> Sentence:
    return sentences.sentence(
        people.person(cast.officer),
        kind=Sentence.Kind.LICENCE,
        starts_on=None,
        release_expected_on=date(2026, 12, 1),
    )


def test_the_last_day_of_an_order_is_reckoned_from_its_length(cast: CaseworkCast) -> None:
    made = actions.add(
        person=people.person(cast.officer), ordered=ORDER, creation_key=uuid4(), by=cast.officer
    )
    assert made.ends_on == date(2027, 8, 2)


def test_a_last_day_that_the_court_set_is_kept(cast: CaseworkCast) -> None:
    ordered = Ordered(**vars(ORDER) | {"ends_on": date(2027, 1, 31)})
    made = actions.add(
        person=people.person(cast.officer), ordered=ordered, creation_key=uuid4(), by=cast.officer
    )
    assert made.ends_on == date(2027, 1, 31)


def test_supervision_after_a_short_sentence_lasts_a_year_from_release_under_the_law_of_its_time(
    cast: CaseworkCast,
) -> None:
    person = people.person(cast.officer)
    licence = sentences.sentence(
        person,
        kind=Sentence.Kind.LICENCE,
        sentenced_on=date(2018, 11, 5),
        months=10,
        starts_on=date(2019, 4, 8),
        ends_on=date(2019, 9, 4),
    )
    after = Ordered(
        **vars(ORDER)
        | {
            "kind": Sentence.Kind.POST_SENTENCE_SUPERVISION,
            "sentenced_on": date(2018, 11, 5),
            "starts_on": date(2019, 9, 5),
            "follows": licence,
        }
    )
    made = actions.add(person=person, ordered=after, creation_key=uuid4(), by=cast.officer)
    assert made.ends_on == date(2020, 4, 7)


def test_the_same_form_sent_twice_makes_one_sentence(cast: CaseworkCast) -> None:
    person, key = people.person(cast.officer), uuid4()
    for _ in range(2):
        actions.add(person=person, ordered=ORDER, creation_key=key, by=cast.officer)
    assert person.sentences.count() == 1


def test_another_officer_needs_a_reason_first(cast: CaseworkCast) -> None:
    person = people.person(cast.officer)
    with pytest.raises(NotAllowed, match="not on your caseload"):
        actions.add(person=person, ordered=ORDER, creation_key=uuid4(), by=cast.colleague)
    people.involvement(person, cast.colleague)
    assert actions.add(person=person, ordered=ORDER, creation_key=uuid4(), by=cast.colleague).person == person


def test_two_editors_do_not_overwrite_each_other(cast: CaseworkCast) -> None:
    sentence = sentences.sentence(people.person(cast.officer))
    actions.change(sentence=sentence, ordered=ORDER, version=0, by=cast.officer, at=AT)
    with pytest.raises(Conflict):
        actions.change(sentence=sentence, ordered=ORDER, version=0, by=cast.manager, at=AT)


def test_a_sentence_that_has_ended_is_put_right_by_a_manager_only(cast: CaseworkCast) -> None:
    sentence = sentences.sentence(people.person(cast.officer))
    actions.record_end(
        sentence=sentence, ended_on=date(2026, 11, 1), end=Sentence.End.COMPLETED, version=0, by=cast.officer
    )
    with pytest.raises(NotAllowed, match="Only a manager"):
        actions.change(sentence=sentence, ordered=ORDER, version=1, by=cast.officer, at=AT)
    actions.change(sentence=sentence, ordered=ORDER, version=1, by=cast.manager, at=AT)


def _release(licence: Sentence, by: User, on: date = date(2026, 11, 2)) -> None:
    actions.record_release(sentence=licence, released_on=on, version=licence.version, by=by, at=AT)


def test_release_begins_a_licence_once(cast: CaseworkCast) -> None:
    licence = _licence(cast)
    _release(licence, cast.officer)
    assert licence.starts_on == date(2026, 11, 2)
    with pytest.raises(NotAllowed, match="waits for release"):
        _release(licence, cast.officer, date(2026, 11, 3))


def test_a_release_is_an_event_of_that_day(cast: CaseworkCast) -> None:
    licence = _licence(cast)
    _release(licence, cast.officer)
    events = licence.person.change_events.values_list("kind", "happened_on", "recorded_by")
    assert list(events) == [("release", date(2026, 11, 2), cast.officer.pk)]


def test_no_event_stays_of_a_release_that_was_not_recorded(cast: CaseworkCast) -> None:
    licence = _licence(cast)
    Sentence.objects.update(version=7)
    with pytest.raises(Conflict):
        _release(licence, cast.officer)
    assert not licence.person.change_events.exists()


def test_a_first_day_that_is_filled_in_later_is_a_release_too(cast: CaseworkCast) -> None:
    licence = _licence(cast)
    released = Ordered(**vars(ORDER) | {"kind": licence.kind, "starts_on": date(2026, 11, 2)})
    for version in (0, 1):
        actions.change(sentence=licence, ordered=released, version=version, by=cast.officer, at=AT)
    assert licence.person.change_events.filter(kind="release").count() == 1


def test_a_licence_has_conditions_and_an_order_has_requirements(cast: CaseworkCast) -> None:
    required = Required(Requirement.Kind.RAR, 20, "", date(2026, 8, 3))
    with pytest.raises(NotAllowed, match="A licence has conditions"):
        actions.add_requirement(
            sentence=_licence(cast), required=required, creation_key=uuid4(), by=cast.officer
        )
    order = sentences.sentence(people.person(cast.officer))
    with pytest.raises(NotAllowed, match="Only a licence"):
        actions.request_condition(
            sentence=order, text="x", why="y", creation_key=uuid4(), by=cast.officer, at=AT
        )


def test_a_condition_is_answered_once_and_by_a_day(cast: CaseworkCast) -> None:
    condition = actions.request_condition(
        sentence=_licence(cast),
        text="Not to go to Mill Lane",
        why="Protects a former partner",
        creation_key=uuid4(),
        by=cast.officer,
        at=AT,
    )
    answer = {"condition": condition, "answered_on": date(2026, 11, 9), "by": cast.officer}
    actions.answer_condition(**answer, is_granted=True, version=0)  # type: ignore[arg-type]  # keywords of one call
    assert LicenceCondition.objects.get().granted_on == date(2026, 11, 9)
    with pytest.raises(NotAllowed, match="answered already"):
        actions.answer_condition(**answer, is_granted=False, version=1)  # type: ignore[arg-type]  # as above


def test_an_accepted_transfer_ends_the_sentence_here(cast: CaseworkCast) -> None:
    sentence = sentences.sentence(people.person(cast.officer))
    transfer = actions.request_transfer(
        sentence=sentence, receiver="Southshire", reason="Moved", creation_key=uuid4(), by=cast.officer, at=AT
    )
    with pytest.raises(NotAllowed, match="requested already"):
        actions.request_transfer(
            sentence=sentence, receiver="Elsewhere", reason="x", creation_key=uuid4(), by=cast.officer, at=AT
        )
    actions.accept_transfer(transfer=transfer, accepted_on=date(2026, 11, 9), version=0, by=cast.officer)
    sentence.refresh_from_db()
    assert (sentence.ended_on, sentence.end) == (date(2026, 11, 9), Sentence.End.TRANSFERRED)


def test_a_returned_transfer_leaves_the_sentence_running(cast: CaseworkCast) -> None:
    sentence = sentences.sentence(people.person(cast.officer))
    transfer = actions.request_transfer(
        sentence=sentence, receiver="Southshire", reason="Moved", creation_key=uuid4(), by=cast.officer, at=AT
    )
    actions.return_transfer(
        transfer=transfer,
        returned_on=date(2026, 11, 9),
        because="No address yet",
        version=0,
        by=cast.officer,
    )
    sentence.refresh_from_db()
    assert sentence.ended_on is None


def test_what_is_recorded_is_logged_without_the_words_typed(cast: CaseworkCast) -> None:
    sentence = sentences.sentence(people.person(cast.officer))
    ordered = Ordered(**vars(ORDER) | {"offence": "Burglary", "months": 18})
    actions.change(sentence=sentence, ordered=ordered, version=0, by=cast.officer, at=AT)
    event = Event.objects.get(action="sentence changed")
    assert event.details["changed"]["months"] == [12, 18]
    assert "Burglary" not in str(event.details)
