"""Possible duplicates, and two records that become one and two again."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import models

from caseward.casework.people import actions, policies
from caseward.casework.people.inputs import understood
from caseward.casework.people.models import (
    AccessList,
    MovedRow,
    Person,
    RiskFlag,
    SearchKey,
    found_by,
    with_earlier_record,
)
from caseward.casework.people.models import Merge as MergeRow
from caseward.casework.people.presenters import duplicates, looks
from caseward.casework.sentences.models import Sentence
from caseward.shared.accounts.models import Role, User
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.casework.people.browser import Browser
from tests.factories import accounts, people, sentences
from tests.factories.people import AT, CaseworkCast

LATER = AT + timedelta(days=1)


@pytest.fixture
def second_manager(staff: CaseworkCast) -> User:
    return accounts.account(Role.MANAGER, name="Second manager", organisation=staff.manager.organisation)


@pytest.fixture
def kept(staff: CaseworkCast) -> Person:
    return indexed(people.person(staff.officer, name="Mohammed Ward", crn="X700001"))


@pytest.fixture
def other(staff: CaseworkCast) -> Person:
    return indexed(people.person(staff.officer, name="Muhammad Ward", crn="X700002", pnc="12/52494Q"))


def indexed(person: Person) -> Person:
    actions.index_names(people=[person])
    return person


def proposed(kept: Person, other: Person, by: User) -> MergeRow:
    return actions.propose_merge(
        kept=kept, other=other, reason="Same photograph and address.", creation_key=uuid4(), by=by, at=AT
    )


def joined(kept: Person, other: Person, staff: CaseworkCast) -> MergeRow:
    return actions.agree_merge(
        merge=proposed(kept, other, staff.officer), version=0, by=staff.manager, at=LATER
    )


def undone(merge: MergeRow, staff: CaseworkCast) -> MergeRow:
    return actions.undo_merge(
        merge=merge, version=merge.version, by=staff.manager, at=LATER + timedelta(days=1)
    )


def pairs() -> set[tuple[str, str, str]]:
    everybody = Person.objects.all()
    page = list(with_earlier_record(everybody, everybody).prefetch_related("aliases"))
    found = duplicates.pairs_among(page, everybody)
    return {(pair.other.crn, pair.person.crn, pair.certainty.level) for pair in found}


def test_alike_names_born_on_one_day_may_be_one_person(kept: Person, other: Person) -> None:
    assert pairs() == {("X700001", "X700002", "perhaps")}


@pytest.mark.django_db
def test_the_same_pnc_number_in_two_ways_of_writing_is_found() -> None:
    indexed(people.person(name="Jo Hill", crn="X700003", pnc="2012/0052494Q", born_on=None))
    indexed(people.person(name="Jo Hill", crn="X700004", pnc="12/52494Q", born_on=date(1980, 1, 1)))
    assert pairs() == {("X700003", "X700004", "same")}


@pytest.mark.django_db
def test_the_same_name_without_a_date_of_birth_is_found() -> None:
    indexed(people.person(name="Jo Hill", crn="X700003", born_on=None))
    indexed(people.person(name="Jo Hill", crn="X700004"))
    assert pairs() == {("X700003", "X700004", "perhaps")}


@pytest.mark.django_db
def test_two_names_of_one_day_that_only_begin_alike_are_two_people() -> None:
    indexed(people.person(name="Jo Hill", crn="X700003"))
    indexed(people.person(name="Jo Underwood", crn="X700004"))
    assert pairs() == set()


@pytest.mark.django_db
def test_people_without_names_are_never_paired() -> None:
    for crn in ("X700003", "X700004"):
        indexed(people.person(name="", crn=crn, born_on=None))
    assert pairs() == set()


def test_a_refused_pair_does_not_come_back(kept: Person, other: Person, staff: CaseworkCast) -> None:
    merge = proposed(kept, other, staff.officer)
    actions.refuse_merge(merge=merge, version=0, by=staff.manager, at=LATER)
    assert pairs() == set()
    assert duplicates.duplicates_of(kept, Person.objects.all()) == []


def test_a_barred_record_is_in_no_pair(kept: Person, other: Person, staff: CaseworkCast) -> None:
    people.access_list(other, "exclusion", by=staff.manager, naming=(staff.manager,))
    assert "Muhammad" not in Browser(staff.manager).get("duplicates")
    assert "Muhammad" not in Browser(staff.manager).get("details", person_id=kept.pk)


def test_pairs_are_shown_to_managers_with_what_is_the_same(
    kept: Person, other: Person, staff: CaseworkCast
) -> None:
    page = Browser(staff.manager).get("duplicates")
    assert "A name is alike. The date of birth is the same." in page
    officer = Browser(staff.officer)
    officer.get("duplicates")
    assert officer.status == 403


def test_one_proposes_and_another_agrees(
    kept: Person, other: Person, staff: CaseworkCast, second_manager: User
) -> None:
    merge = proposed(kept, other, staff.manager)
    with pytest.raises(NotAllowed, match="Another manager must agree"):
        actions.agree_merge(merge=merge, version=0, by=staff.manager, at=LATER)
    actions.agree_merge(merge=merge, version=0, by=second_manager, at=LATER)
    other.refresh_from_db()
    assert other.merged_into == kept


def test_an_officer_agrees_to_nothing(kept: Person, other: Person, staff: CaseworkCast) -> None:
    merge = proposed(kept, other, staff.officer)
    with pytest.raises(NotAllowed):
        actions.agree_merge(merge=merge, version=0, by=staff.colleague, at=LATER)


def test_a_pair_is_proposed_once(kept: Person, other: Person, staff: CaseworkCast) -> None:
    proposed(kept, other, staff.officer)
    with pytest.raises(NotAllowed):
        proposed(other, kept, staff.manager)


def test_every_row_of_the_other_record_moves_and_comes_back(
    kept: Person, other: Person, staff: CaseworkCast
) -> None:
    one_of_each(other, staff.officer)
    before = {model: model._base_manager.filter(person=other).count() for model in moving()}
    merge = joined(kept, other, staff)
    assert {model: model._base_manager.filter(person=other).count() for model in moving()} == dict.fromkeys(
        before, 0
    )
    assert MovedRow.objects.count() == sum(before.values())
    undone(merge, staff)
    assert {model: model._base_manager.filter(person=other).count() for model in moving()} == before


def test_undoing_leaves_what_was_there_before_and_what_came_since(
    kept: Person, other: Person, staff: CaseworkCast
) -> None:
    own = one_of_each(kept, staff.officer)
    merge = joined(kept, other, staff)
    since = people.change_event(kept, "arrest", by=staff.officer, happened_on=date(2026, 11, 3))
    undone(merge, staff)
    for row in [*own, since]:
        row.refresh_from_db()
        assert row.person_id == kept.pk  # type: ignore[attr-defined]  # rows of several models


def moving() -> list[type[models.Model]]:
    return [model for model in policies.rows_of_person() if model is not SearchKey]


def test_rows_of_every_app_are_known_to_move() -> None:
    labels = {model._meta.label for model in moving()}
    assert labels >= {
        "people.Alias", "people.AccessList", "people.Involvement", "sentences.Sentence", "tasks.Task",
        "contacts.Contact", "plans.Plan", "plans.Review", "assessments.Assessment", "assessments.Check",
        "enforcement.Breach", "oversight.OversightNote", "allocation.Allocation",
        "assessments.PoliceItem_candidates",
    }  # fmt: skip


def one_of_each(person: Person, by: User) -> list[models.Model]:
    """Rows of several models and apps."""
    related = person.related_people.create(name="Kim Ward", relation="partner")
    flag = person.risk_flags.create(kind="non_contact", starts_on=AT.date(), protects=related)
    return [
        person.aliases.create(name="Kate", recorded_at=AT, recorded_by=by),
        person.circumstances.create(kind="work", told="Shifts.", recorded_at=AT, recorded_by=by),
        related,
        flag,
        people.change_event(person, "move", by=by, happened_on=AT.date()),
        people.involvement(person, by),
        sentences.sentence(person),
    ]


def test_the_address_of_the_other_record_leads_to_the_kept_one_and_says_so(
    kept: Person, other: Person, staff: CaseworkCast
) -> None:
    joined(kept, other, staff)
    page = Browser(staff.officer).get("details", person_id=other.pk)
    assert "The record with CRN X700002 was joined with this one." in page
    assert "Mohammed Ward" in page
    assert "was joined" not in Browser(staff.officer).get("details", person_id=kept.pk)


def test_the_kept_record_is_found_by_all_that_the_other_was_found_by(
    kept: Person, other: Person, staff: CaseworkCast
) -> None:
    Person.objects.filter(pk=other.pk).update(name="Zebedee Unlike")
    merge = joined(kept, other, staff)
    for question in ("zebedee", "X700002", "2012/52494Q"):
        assert list(found_by(Person.objects.visible_to(staff.officer), understood(question))) == [kept]
    undone(merge, staff)
    for question in ("zebedee", "X700002", "2012/52494Q"):
        assert list(found_by(Person.objects.visible_to(staff.officer), understood(question))) == [other]


def test_looks_at_the_other_record_belong_to_the_kept_one(
    kept: Person, other: Person, staff: CaseworkCast
) -> None:
    actions.open_record(person_id=other.pk, by=staff.colleague, page="x")
    joined(kept, other, staff)
    assert "Colleague officer" in [event.actor_name for event in looks.looks_at(kept, {})]


def test_a_chain_of_joined_records_leads_to_its_end(kept: Person, other: Person, staff: CaseworkCast) -> None:
    third = indexed(people.person(staff.officer, crn="X700009"))
    joined(other, third, staff)
    joined(kept, other, staff)
    opened = actions.open_record(person_id=third.pk, by=staff.officer, page="x")
    assert (opened, opened.opened_as) == (kept, "X700009")


def test_records_of_two_officers_are_not_joined(kept: Person, staff: CaseworkCast) -> None:
    other = people.person(staff.colleague)
    assert "different officers" in str(policies.reasons_not_to_join(kept, other))
    assert policies.reasons_not_to_join(kept, people.person()) == []


def test_two_sentences_with_one_reference_stand_in_the_way(kept: Person, other: Person) -> None:
    for person in (kept, other):
        sentences.sentence(person, reference="S1")
    assert "same reference" in str(policies.reasons_not_to_join(kept, other))
    Sentence.objects.filter(person=other).update(reference="")
    assert policies.reasons_not_to_join(kept, other) == []


def test_a_list_of_the_other_record_alone_holds_for_the_kept_one(
    kept: Person, other: Person, staff: CaseworkCast
) -> None:
    people.access_list(other, "exclusion", by=staff.manager, naming=(staff.colleague,))
    merge = joined(kept, other, staff)
    assert kept not in Person.objects.visible_to(staff.colleague)
    undone(merge, staff)
    assert [person.crn for person in Person.objects.visible_to(staff.colleague)] == ["X700001"]


def test_of_two_lists_of_a_kind_the_stricter_union_holds(
    kept: Person, other: Person, staff: CaseworkCast, second_manager: User
) -> None:
    people.access_list(kept, "exclusion", by=staff.manager, naming=(staff.colleague,))
    people.access_list(other, "exclusion", by=staff.manager, naming=(second_manager,))
    people.access_list(kept, "restriction", by=staff.manager, naming=(staff.manager, staff.officer))
    people.access_list(
        other, "restriction", by=staff.manager, naming=(staff.manager, staff.colleague, second_manager)
    )
    merge = joined(kept, other, staff)
    users = [staff.officer, staff.colleague, staff.manager, second_manager]
    assert sees(users, kept) == ["Own manager"]
    undone(merge, staff)
    assert sees(users, kept) == ["Own officer", "Own manager"]
    assert sees(users, other) == ["Colleague officer", "Own manager"]
    assert AccessList.objects.filter(ended_at=None).count() == 4


def sees(users: list[User], person: Person) -> list[str]:
    return [user.name for user in users if person in Person.objects.visible_to(user)]


def test_restrictions_that_name_nobody_in_common_stand_in_the_way(
    kept: Person, other: Person, staff: CaseworkCast
) -> None:
    people.access_list(kept, "restriction", by=staff.manager, naming=(staff.officer,))
    people.access_list(other, "restriction", by=staff.manager, naming=(staff.colleague,))
    assert "nobody is named by both" in str(policies.reasons_not_to_join(kept, other))


def test_a_list_that_ended_with_the_joining_stays_ended_where_a_newer_one_runs(
    kept: Person, other: Person, staff: CaseworkCast
) -> None:
    for person in (kept, other):
        people.access_list(person, "exclusion", by=staff.manager, naming=(staff.colleague,))
    merge = joined(kept, other, staff)
    joint = AccessList.objects.get(ended_at=None)
    actions.end_list(access_list=joint, version=0, by=staff.manager, at=LATER + timedelta(hours=1))
    newer = people.access_list(kept, "exclusion", by=staff.manager, naming=(staff.officer,))
    undone(merge, staff)
    assert AccessList.objects.get(person=kept, ended_at=None) == newer
    assert AccessList.objects.filter(person=other, ended_at=None).exists()


def test_the_latest_joining_is_undone_first(kept: Person, other: Person, staff: CaseworkCast) -> None:
    first = joined(kept, other, staff)
    second = actions.agree_merge(
        merge=proposed(kept, people.person(staff.officer), staff.officer),
        version=0, by=staff.manager, at=LATER + timedelta(hours=1),
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="Undo that first"):
        undone(first, staff)
    undone(second, staff)
    undone(first, staff)


def test_what_is_decided_is_not_decided_again(kept: Person, other: Person, staff: CaseworkCast) -> None:
    merge = joined(kept, other, staff)
    with pytest.raises(NotAllowed):
        actions.refuse_merge(merge=merge, version=merge.version, by=staff.manager, at=LATER)
    with pytest.raises(Conflict):
        actions.undo_merge(merge=merge, version=0, by=staff.manager, at=LATER)


def test_both_records_tell_of_the_joining(kept: Person, other: Person, staff: CaseworkCast) -> None:
    joined(kept, other, staff)
    told = Event.objects.filter(action="merge agreed").values_list("details__person", flat=True)
    assert set(told) == {kept.pk, other.pk}


def test_the_whole_way_in_the_pages(kept: Person, other: Person, staff: CaseworkCast) -> None:
    RiskFlag.objects.create(person=other, kind="gangs", starts_on=AT.date(), review_on=AT.date())
    officer, manager = Browser(staff.officer), Browser(staff.manager)
    assert "Propose to join it" in officer.get("details", person_id=kept.pk)
    typed = {"reason": "Same photograph and address."}
    officer.send("propose_merge", typed, person_id=kept.pk, other_id=other.pk)
    merge = MergeRow.objects.get()
    assert "X700002 into X700001" in manager.get("merges")
    page = manager.get("merge", merge_id=merge.pk)
    assert "Same photograph and address." in page
    page = manager.post("decide_merge", {"version": "0"}, merge_id=merge.pk, decision="agree")
    assert "The records are one now." in page
    assert "Gangs" in officer.get("details", person_id=kept.pk)
    page = manager.post("decide_merge", {"version": "0"}, merge_id=merge.pk, decision="undo")
    assert "Somebody else has just decided" in page
    page = manager.post("decide_merge", {"version": "1"}, merge_id=merge.pk, decision="undo")
    assert "The records are two again." in page
    officer.get("merge", merge_id=merge.pk)
    assert officer.status == 403


def test_a_merge_with_a_record_that_one_may_not_see_is_not_shown(
    kept: Person, other: Person, staff: CaseworkCast
) -> None:
    merge = proposed(kept, other, staff.officer)
    people.access_list(other, "exclusion", by=staff.manager, naming=(staff.manager,))
    manager = Browser(staff.manager)
    manager.get("merge", merge_id=merge.pk)
    assert manager.status == 404
    assert "X700002" not in manager.get("merges")
    manager.post("decide_merge", {"version": "0"}, merge_id=merge.pk, decision="agree")
    assert manager.status == 404


def test_the_same_proposal_sent_twice_is_one(kept: Person, other: Person, staff: CaseworkCast) -> None:
    key = uuid4()
    for _ in range(2):
        actions.propose_merge(
            kept=kept, other=other, reason="The same photograph.", creation_key=key, by=staff.officer, at=AT
        )
    assert MergeRow.objects.count() == 1
