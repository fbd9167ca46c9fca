"""What is overdue follows from the dates; who sees what follows from the work and the stage."""

from datetime import date

import pytest

from caseward.inspection.follow_up import actions
from caseward.inspection.follow_up.models import ActionPlan, Recommendation, Step
from tests.factories import follow_up, inspections
from tests.factories.accounts import Cast
from tests.factories.follow_up import AT, WHY_NOT

DUE = date(2020, 2, 18)
"""When the plans of the factory are due."""


def state(on: date) -> str:
    return str(vars(Recommendation.objects.with_state(on).get())["state"])


def test_a_plan_is_late_from_the_day_after_it_was_due(cast: Cast) -> None:
    follow_up.published(cast)
    assert state(DUE) == "awaited"
    assert state(date(2020, 2, 19)) == "late"
    assert list(ActionPlan.objects.late(DUE)) == []
    assert ActionPlan.objects.late(date(2020, 2, 19)).count() == 1


def test_a_step_is_overdue_from_the_day_after_it_was_due_until_it_is_done(cast: Cast) -> None:
    (row,) = follow_up.published(cast)
    follow_up.submitted(cast, [row], due_on=date(2020, 6, 30))
    step = Step.objects.select_related("recommendation__plan__inspection").get()
    assert (state(date(2020, 6, 30)), step.state_on(date(2020, 6, 30))) == ("under_way", "open")
    assert (state(date(2020, 7, 1)), step.state_on(date(2020, 7, 1))) == ("overdue", "overdue")
    assert Step.objects.overdue(date(2020, 7, 1)).count() == 1
    actions.mark_done(step=step, version=0, by=cast.provider_contact, at=AT)
    assert (state(date(2020, 7, 1)), step.state_on(date(2020, 7, 1))) == ("done", "done")
    assert Step.objects.overdue(date(2020, 7, 1)).count() == 0


def test_steps_of_a_plan_that_is_still_written_are_not_overdue(cast: Cast) -> None:
    (row,) = follow_up.published(cast)
    follow_up.step(cast, row, due_on=date(2020, 2, 1))
    assert Step.objects.overdue(date(2020, 2, 10)).count() == 0
    assert state(date(2020, 2, 10)) == "awaited"


def test_what_is_not_agreed_has_a_state_of_its_own(cast: Cast) -> None:
    (row,) = follow_up.published(cast)
    follow_up.answer(cast, row, answer="not_agreed", reasons=WHY_NOT)
    plan = follow_up.plan_of(row)
    actions.submit(plan=plan, version=plan.version, by=cast.provider_contact, at=AT)
    assert state(date(2030, 1, 1)) == "no_steps"


def test_what_is_not_published_has_no_state(cast: Cast) -> None:
    follow_up.recommendation(cast, inspections.inspection(cast, stage="panel"))
    assert not Recommendation.objects.with_state(DUE).exists()


def test_steps_are_counted_by_the_database(cast: Cast) -> None:
    (row,) = follow_up.published(cast)
    follow_up.step(cast, row, due_on=date(2020, 3, 1))
    follow_up.submitted(cast, [row], due_on=date(2021, 3, 1))
    counted = vars(Recommendation.objects.with_step_counts(date(2020, 6, 1)).get())
    assert (counted["step_count"], counted["done_count"], counted["overdue_count"]) == (2, 0, 1)


@pytest.mark.parametrize(
    ("who", "written", "published"),
    [
        ("lead", True, True),
        ("inspector", True, True),
        ("quality_lead", True, True),
        ("analyst", True, True),
        ("publisher", True, True),
        ("provider_contact", False, True),
        ("panel_member", False, False),
        ("administrator", False, False),
        ("outsider", False, False),
        ("other_contact", False, False),
    ],
)
def test_who_sees_recommendations_before_and_after_they_are_public(
    cast: Cast, who: str, *, written: bool, published: bool
) -> None:
    draft = follow_up.recommendation(cast, inspections.inspection(cast, stage="panel"))
    (public,) = follow_up.published(cast)
    seen = set(Recommendation.objects.visible_to(getattr(cast, who)))
    assert (draft in seen, public in seen) == (written, published)
    assert ActionPlan.objects.visible_to(getattr(cast, who)).exists() is published
