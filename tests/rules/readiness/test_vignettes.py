"""Three people of whom the reports tell, as facts: what inspectors found comes out missing. [LON 2.1 to 2.4]

Beside each stands the same case in which it was done as it should be, and the same questions are shown.
"""

from dataclasses import replace
from datetime import date

import pytest

from caseward.rules.readiness import checks
from caseward.rules.readiness.facts import Assessment, Case, Contact, Contingency, Factor
from tests.rules.readiness.cases import (
    NEEDS,
    alcohol_without_harm,
    assessment,
    by,
    check,
    contingency,
    earlier_assessment,
    earlier_sentence,
    factors,
    licence,
    plan,
    sound_case,
)
from tests.rules.readiness.cases_reviewing import (
    asked,
    changed_goals,
    ended_in_plan,
    event,
    new_plan,
)

ON = date(2019, 12, 20)
LEVELS = {
    "as low as he was assessed": {"children": "low", "public": "low", "known_adult": "low", "staff": "low"},
    "at medium harm": {"children": "low", "public": "medium", "known_adult": "low", "staff": "low"},
}

SEEN_WITH_GANG, FIGHT, STABBED = date(2019, 9, 16), date(2019, 9, 30), date(2019, 10, 14)
WAYNES_EVENTS = (
    event("gang_link", 211, SEEN_WITH_GANG),
    event("arrest", 212, FIGHT),
    event("victim_of_violence", 213, STABBED),
)
WAYNE = (
    "review.compliance",
    "review.adjusted",
    "review.written",
    "review.harm_changes",
    "review.harm_agencies",
    "review.harm_involved",
    "review.harm_written",
    "assessment.needs",
)


def assert_all(codes: tuple[str, ...], case: Case, state: str) -> None:
    """Every check of these finds the state, and says what would mend it where that is missing."""
    found = {code: checks.BY_CODE[code].finds(case, by(ON)) for code in codes}
    assert {code: finding.state.value for code, finding in found.items()} == dict.fromkeys(codes, state)
    assert all((finding.mend is not None) == (state == "missing") for finding in found.values())
    assert all(finding.records for finding in found.values())


def _assessed_again(on: date, *, anew: bool, harm: dict[str, str]) -> Assessment:
    """Assessed after the stabbing: anew, or in the words of August with another date."""
    again = tuple(map(_after_the_stabbing, factors())) if anew else factors()
    return assessment(key=53, completed_on=on, reason="review", harm=harm, factors=again)


def _after_the_stabbing(factor: Factor) -> Factor:
    if factor.area not in NEEDS:
        return factor
    return replace(factor, analysis=f"What the group and the knife mean for {factor.area}.")


def _wayne(harm: dict[str, str]) -> Case:
    """Stabbed; no review, contact reduced, the assessment as it was, the police asked two months later."""
    seldom = new_plan(date(2019, 10, 28), contact_every_days=28)
    again = _assessed_again(date(2019, 11, 4), anew=False, harm=harm)
    return sound_case(
        events=WAYNES_EVENTS,
        assessments=(earlier_assessment(), assessment(harm=harm), again),
        checks=(check(), asked(asked_on=date(2019, 12, 9))),
        plans=(plan(), seldom),
        contacts=(Contact(501, date(2019, 10, 4)), Contact(502, date(2019, 11, 1))),
    )


def _wayne_done_right(harm: dict[str, str]) -> Case:
    """Each time the police asked within two days and a review; after the stabbing contact every week."""
    wary = new_plan(date(2019, 9, 18), **changed_goals())
    warier = new_plan(date(2019, 10, 2), contact_every_days=10, **changed_goals())
    weekly = new_plan(date(2019, 10, 15), contact_every_days=7, **changed_goals())
    plans = (wary, replace(warier, key=73, number=3), replace(weekly, key=74, number=4))
    days = (date(2019, 9, 18), date(2019, 10, 2), date(2019, 10, 15))
    reviews = tuple(
        ended_in_plan(
            301 + at,
            day,
            events=(each.key,),
            considered=f"What the police say of the {each.kind}, and what he fears.",
            persons_part=f"He says of the {each.kind} that he wants to keep away.",
            plan=version.key,
        )
        for at, (day, each, version) in enumerate(zip(days, WAYNES_EVENTS, plans, strict=True))
    )
    return sound_case(
        events=WAYNES_EVENTS,
        assessments=(
            earlier_assessment(),
            assessment(harm=harm),
            _assessed_again(date(2019, 10, 15), anew=True, harm=harm),
        ),
        checks=(
            check(),
            *(asked(63 + at, asked_on=each.happened_on) for at, each in enumerate(WAYNES_EVENTS)),
        ),
        plans=(plan(), *plans),
        reviews=reviews,
    )


@pytest.mark.parametrize("harm", LEVELS.values(), ids=LEVELS)
def test_wayne_was_stabbed_and_nobody_reviewed_it(harm: dict[str, str]) -> None:
    assert_all(WAYNE, _wayne(harm), "missing")


@pytest.mark.parametrize("harm", LEVELS.values(), ids=LEVELS)
def test_wayne_reviewed_in_time_with_the_police_asked_is_shown(harm: dict[str, str]) -> None:
    assert_all(WAYNE, _wayne_done_right(harm), "shown")


@pytest.mark.parametrize("harm", LEVELS.values(), ids=LEVELS)
def test_wayne_is_missing_even_with_a_review_that_reduces_contact(harm: dict[str, str]) -> None:
    case = _wayne(harm)
    reviewed = ended_in_plan(on=date(2019, 10, 28), events=tuple(each.key for each in WAYNES_EVENTS))
    assert_all(("review.harm_changes",), replace(case, reviews=(reviewed,)), "missing")


def test_the_police_asked_two_months_later_do_not_count_however_well_the_answer_was_used() -> None:
    right = _wayne_done_right(LEVELS["at medium harm"])
    two_months_later = asked(65, asked_on=date(2019, 12, 9))
    case = replace(right, checks=(*right.checks[:-1], two_months_later))
    assert_all(("review.harm_agencies",), case, "missing")


HIGH = {"children": "low", "public": "high", "known_adult": "low", "staff": "low"}
TARIQ = ("plan.contingencies", "plan.interventions", "plan.agencies")
MORE_OF_THE_SAME = Contingency(96, "His risk increases", "More reporting and recall", "The officer")


def _tariq(*, with_conditions: bool, planned: Contingency) -> Case:
    """Helped with his drinking, which is not what makes him a risk; the police are known to know him."""
    sentence = licence() if with_conditions else licence(conditions=())
    return sound_case(
        sentences=(sentence,),
        assessments=(earlier_assessment(), assessment(harm=HIGH, factors=alcohol_without_harm())),
        plans=(plan(contact_every_days=7, contingencies=(planned,)),),
    )


def test_tariq_came_out_without_conditions_or_the_police_and_with_more_reporting_and_recall() -> None:
    assert_all(TARIQ, _tariq(with_conditions=False, planned=MORE_OF_THE_SAME), "missing")


def test_tariq_with_a_condition_and_a_workable_contingency_of_the_police_is_shown() -> None:
    assert_all(TARIQ, _tariq(with_conditions=True, planned=contingency(who="The police")), "shown")


SHAUN = ("assessment.sources", "harm.sources")
ORDERS = (
    earlier_sentence(),
    earlier_sentence(
        key=3, sentenced_on=date(2018, 4, 9), starts_on=date(2018, 4, 9), ended_on=date(2018, 12, 3)
    ),
)
DRAWN_TOGETHER = "Two orders: he came while he had work, and stopped when he lost his room."


def _shaun(history: str) -> Case:
    return sound_case(
        sentences=(licence(),),
        earlier_sentences=ORDERS,
        assessments=(earlier_assessment(history="Nothing much."), assessment(history=history)),
    )


@pytest.mark.parametrize("history", ["", "–", "Nothing much."], ids=["blank", "a dash", "copied"])
def test_shaun_was_assessed_without_drawing_his_history_together(history: str) -> None:
    assert_all(SHAUN, _shaun(history), "missing")


def test_shaun_with_his_history_drawn_together_is_shown() -> None:
    assert_all(SHAUN, _shaun(DRAWN_TOGETHER), "shown")
