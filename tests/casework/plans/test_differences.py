"""Two versions of a plan: what was added, changed and dropped, word by word."""

from datetime import UTC, date, datetime
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from caseward.casework.assessments.models import Area
from caseward.casework.people.models import Person
from caseward.casework.plans import actions
from caseward.casework.plans.models import Goal, Plan
from caseward.casework.plans.presenters import differences
from tests.factories import plans
from tests.factories.people import CaseworkCast

AT = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)


def two(cast: CaseworkCast, person: Person) -> tuple[Plan, Plan]:
    """A plan with a goal, an action and a contingency, and a draft that carries them."""
    last = plans.plan(person, cast.officer)
    plans.action(plans.goal(last))
    plans.contingency(last)
    draft = actions.start(person=person, carries=True, creation_key=uuid4(), by=cast.officer, at=AT)
    Plan.objects.filter(pk=draft.pk).update(agreement=last.agreement, agreement_words=last.agreement_words)
    return last, Plan.objects.get(pk=draft.pk)


def kinds(old: Plan, new: Plan) -> list[tuple[str, str]]:
    return [(part.title, one.kind[0]) for part in differences.compare(old, new) for one in part.differences]


def test_a_carried_version_says_the_same(cast: CaseworkCast, person: Person) -> None:
    assert kinds(*two(cast, person)) == []


def test_a_goal_worded_otherwise_is_changed_not_dropped_and_added(cast: CaseworkCast, person: Person) -> None:
    old, new = two(cast, person)
    new.goals.update(text="Walk away when he is angry")
    [part] = differences.compare(old, new)
    assert part.differences[0].kind[0] == "Changed"
    assert "Walk away when <del>I am</del> <ins>he is</ins> angry" in part.differences[0].text


def test_it_is_recognised_through_several_versions(cast: CaseworkCast, person: Person) -> None:
    first, second = two(cast, person)
    Plan.objects.filter(pk=second.pk).update(completed_at=AT, completed_by=cast.officer)
    third = actions.start(person=person, carries=True, creation_key=uuid4(), by=cast.officer, at=AT)
    third.goals.update(text="Walk away")
    assert ("Goals", "Changed") in kinds(first, third)


def test_an_action_with_another_day_is_changed(cast: CaseworkCast, person: Person) -> None:
    old, new = two(cast, person)
    for goal in new.goals.all():
        goal.actions.update(by_on=date(2027, 1, 5))
    assert kinds(old, new) == [("Actions", "Changed")]


def test_new_and_dropped_parts_are_said(cast: CaseworkCast, person: Person) -> None:
    old, new = two(cast, person)
    new.contingencies.all().delete()
    Goal.objects.create(plan=new, area=Area.DRUGS, text="Stay clean")
    assert kinds(old, new) == [("Goals", "Added"), ("Contingencies", "Dropped")]


def test_a_goal_that_was_reached_is_done_not_dropped(cast: CaseworkCast, person: Person) -> None:
    old, new = two(cast, person)
    new.goals.all().delete()
    old.goals.update(achieved_on=date(2026, 10, 2))
    [goals, _] = differences.compare(old, new)
    [reached] = goals.differences
    assert (reached.kind[0], reached.note) == ("Done", "Reached on 2 October 2026.")


def test_contact_made_rarer_is_said(cast: CaseworkCast, person: Person) -> None:
    old, new = two(cast, person)
    new.contact_every_days = 28
    [part] = differences.compare(old, new)
    assert "<del>14</del> <ins>28</ins>" in part.differences[0].text


def test_words_of_people_are_escaped() -> None:
    assert differences.worded("<b>", "<i>") == Markup("<del>&lt;b&gt;</del> <ins>&lt;i&gt;</ins>")


@given(st.lists(st.sampled_from("abc"), max_size=8), st.lists(st.sampled_from("abc"), max_size=8))
def test_without_the_deleted_words_the_new_text_remains(old: list[str], new: list[str]) -> None:
    text = str(differences.worded(" ".join(old), " ".join(new)))
    without = "".join(piece.split("</del>")[-1] for piece in text.split("<del>"))
    assert without.replace("<ins>", "").replace("</ins>", "").split() == new
