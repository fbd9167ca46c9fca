"""The plan: goals for linked needs, or why not; actions, contingencies, how often to meet."""

from datetime import date, timedelta

from caseward.casework.plans.models import Action, Goal, Plan, WithoutGoal
from caseward.demo.casework import words
from caseward.demo.casework.story import Story

EVERY_DAYS = {1: 28, 2: 14, 3: 7, 4: 7}
"""How often people meet, by the level of harm."""
MOST_GOALS = 4


def tell(story: Story) -> None:
    """The first plan, some days after the assessment; none where nothing was assessed."""
    if story.assessment is None:
        return
    completed_at = story.assessment.completed_at
    assert completed_at  # noqa: S101 - the chapter before completes every assessment
    on = story.days.after(completed_at.date(), story.chance.randint(1, 5))
    if on <= story.on:
        make(story, on)


def make(story: Story, on: date) -> Plan:
    """The next version; what the last one had is carried over."""
    last = story.plans[-1][1] if story.plans else None
    every = EVERY_DAYS[story.profile.harm] * (1 if story.says("2.2.1e") else 2)
    agrees = story.says("2.2.1a")
    plan = story.record.plan(
        on,
        every_days=min(every, 56),
        follows=last,
        assessment=story.assessment,
        contact_how="face_to_face" if story.says("2.3.2e") else story.chance.choice(("mixed", "remote")),
        agreement="agrees" if agrees else story.chance.choice(("not_asked", "does_not_agree")),
        agreement_words=words.OWN_WORDS[(story.profile.needs or ("thinking",))[0]] if agrees else "",
    )
    actions = _goals(story, plan, on)
    _contingencies(story, plan)
    story.plans.append((on, plan, actions))
    return plan


def _goals(story: Story, plan: Plan, on: date) -> list[Action]:
    """A goal for each of the first needs, a reason for the others; or a shopping list."""
    needs = story.profile.needs or ("thinking",)
    carried = {action.goal.area: action for action in (story.plans[-1][2] if story.plans else [])}
    if not story.says("2.2.2a"):
        before = carried.get(needs[0])
        goal = story.record.goal(plan, needs[0], words.SHOPPING_LIST, carried_from=_goal(before))
        return [_action(story, goal, on, before)]
    for area in needs[MOST_GOALS:]:
        story.record.rows.add(WithoutGoal(plan=plan, area=area, because=words.WITHOUT_GOAL))
    return [
        _action(
            story,
            story.record.goal(plan, area, words.GOAL[area], carried_from=_goal(carried.get(area))),
            on,
            carried.get(area),
        )
        for area in needs[:MOST_GOALS]
    ]


def _goal(action: Action | None) -> Goal | None:
    return action.goal.carried_from or action.goal if action else None


def _action(story: Story, goal: Goal, on: date, carried: Action | None) -> Action:
    """Under the requirement that it serves, with its sessions, where somebody planned so far."""
    by_on = on + timedelta(days=story.chance.randint(60, 200))
    is_thought_through = story.says("2.2.1d")
    partner = words.PARTNERS.get(goal.area, "") if story.says("2.2.2c") else ""
    done_on = by_on if by_on < story.on and story.often(85) else None
    return story.record.action(
        goal,
        words.ACTION[goal.area],
        by_on,
        partner=partner,
        requirement=story.requirements.get("rar") if is_thought_through else None,
        sessions=story.chance.choice((3, 4, 6, 8)) if is_thought_through and not partner else 0,
        carried_from=carried.carried_from or carried if carried else None,
        done_on=carried.done_on if carried else done_on,
    )


def _contingencies(story: Story, plan: Plan) -> None:
    if not story.says("2.2.3d"):
        story.record.contingency(plan, words.POOR_CONTINGENCY)
        return
    number = 2 if story.profile.harm > 1 else 1
    for texts in story.chance.sample(words.CONTINGENCIES, number):
        story.record.contingency(plan, texts)
