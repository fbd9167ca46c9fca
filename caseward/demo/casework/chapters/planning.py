"""The plan: goals for linked needs, or why not; actions, contingencies, how often to meet."""

from datetime import date, timedelta
from typing import NamedTuple

from caseward.casework.plans.models import Action, Goal, Plan, WithoutGoal
from caseward.casework.sentences.models import Requirement
from caseward.demo.casework import words
from caseward.demo.casework.days import DAY
from caseward.demo.casework.story import Story

from . import pace

MOST_GOALS = 4
WITH_SESSIONS = 2
"""So many actions have sessions of their own."""
LEAST = {1: 31, 2: 28, 3: 14, 4: 7}
"""How often people must meet face to face at least, in days, by the level of harm."""
WITHOUT_WORK = {"curfew", "exclusion", "residence"}


def tell(story: Story) -> None:
    """The first plan, some days after the assessment; none where nothing was assessed."""
    if story.assessment is None:
        return
    completed_at = story.assessment.completed_at
    assert completed_at  # noqa: S101 - the chapter before completes every assessment
    on = story.days.after(completed_at.date(), story.chance.randint(1, 5))
    if on <= story.on:
        make(story, on)


class Goals(NamedTuple):
    """What is planned for, by area: with a goal, with one in words for anybody, or with a reason for none."""

    own: list[str]
    for_anybody: list[str]
    reasons: list[str]


def make(story: Story, on: date, *, is_changed: bool = True) -> Plan:
    """The next version; what the last one had is carried over, and something is new where that was needed."""
    last = story.plans[-1][1] if story.plans else None
    agrees = story.says("2.2.1a")
    number = len(story.plans)
    says = words.SAYS_TO_PLAN[(story.profile.number + number) % len(words.SAYS_TO_PLAN)]
    plan = story.record.plan(
        on,
        every_days=pace.of(story).planned,
        follows=last,
        assessment=story.assessment,
        contact_how=_how(story),
        agreement="agrees" if agrees else story.chance.choice(("not_asked", "does_not_agree")),
        agreement_words=says if agrees else "",
    )
    actions = _actions(story, plan, on)
    if number and is_changed and actions:
        step = words.NEW_STEPS[number % len(words.NEW_STEPS)]
        actions.append(story.record.action(actions[0].goal, step, _by(story, on)))
    _contingencies(story, plan)
    story.plans.append((on, plan, actions))
    return plan


def _how(story: Story) -> str:
    """Face to face; or so that people meet too seldom in one room."""
    if story.says("2.2.1e"):
        return "face_to_face"
    return "mixed" if 2 * pace.of(story).planned > LEAST[story.profile.harm] else "remote"


def _goals(story: Story) -> Goals:
    """A goal for each of the first needs, a reason for the others; where work was poor, some have neither."""
    needs = story.profile.needs or ("thinking",)
    others = [area for area in needs if area not in story.linked_to_harm]
    planned = [area for area in needs if area not in story.overlooked]
    if not story.says("2.2.2a"):
        planned = [area for area in planned if area not in others] if story.says("2.2.3a") else []
    if not planned:
        return Goals([], list(needs[:MOST_GOALS]), [])
    first = sorted(planned, key=lambda area: area not in story.linked_to_harm)
    return Goals(first[:MOST_GOALS], [], first[MOST_GOALS:])


def _actions(story: Story, plan: Plan, on: date) -> list[Action]:
    """The goals with an action each, and what the requirements ask for, where somebody planned so far."""
    carried = {
        (action.goal.area, action.what): action for action in (story.plans[-1][2] if story.plans else [])
    }
    goals = _goals(story)
    for area in goals.reasons:
        story.record.rows.add(WithoutGoal(plan=plan, area=area, because=words.WITHOUT_GOAL))
    texts = {area: words.GOAL[area] for area in goals.own} | dict.fromkeys(
        goals.for_anybody, words.SHOPPING_LIST
    )
    wanted = _requirements(story)
    actions: list[Action] = []
    for place, (area, text) in enumerate(texts.items()):
        before = carried.get((area, words.ACTION[area]))
        goal = story.record.goal(plan, area, text, carried_from=_goal(before))
        if not _is_without_work(story, area):
            requirement = wanted.pop(0) if wanted else None
            actions.append(_action(story, goal, on, before, place, requirement))
    for requirement in wanted if actions else ():
        goal, what = actions[0].goal, words.REQUIREMENT_ACTION[requirement.kind]
        before = carried.get((goal.area, what))
        actions.append(
            story.record.action(
                goal, what, _by(story, on), requirement=requirement, carried_from=_first(before)
            )
        )
    return actions


def _is_without_work(story: Story, area: str) -> bool:
    """Whether a goal about harm stands there with nothing that anybody does for it."""
    is_unmanaged = not story.says("2.2.3b") and story.says("2.2.3a") and not story.profile.is_released
    return is_unmanaged and area in story.linked_to_harm and not story.says("2.2.2c")


def _requirements(story: Story) -> list[Requirement]:
    """Those that want work, where each has its action."""
    if not story.says("2.2.1d"):
        return []
    return [each for kind, each in story.requirements.items() if kind not in WITHOUT_WORK]


def _by(story: Story, on: date) -> date:
    """By when an action is to be done: never after the sentence, where somebody thought of it."""
    by_on = on + timedelta(days=story.chance.randint(60, 200))
    ends_on = story.sentence.ends_on
    if ends_on is None:
        return by_on
    return min(by_on, ends_on) if story.says("2.2.1d") else max(by_on, ends_on + DAY)


def _goal(action: Action | None) -> Goal | None:
    return action.goal.carried_from or action.goal if action else None


def _first(action: Action | None) -> Action | None:
    return action.carried_from or action if action else None


def _action(
    story: Story, goal: Goal, on: date, carried: Action | None, place: int, requirement: Requirement | None
) -> Action:
    """With another organisation or with sessions, where services were planned."""
    by_on = _by(story, on)
    gives = story.says("2.2.2c")
    works_with = story.profile.works_with_agencies and story.says("2.2.3c")
    partner = words.PARTNERS.get(goal.area, "") if gives and works_with else ""
    has_sessions = gives and not partner and place < WITH_SESSIONS
    sessions = story.chance.choice((3, 4, 6, 8)) if has_sessions else 0
    is_idle = not story.says("2.3.2c" if partner else "2.3.2a")
    done_on = by_on if by_on < story.on and not is_idle and story.often(85) else None
    return story.record.action(
        goal,
        words.ACTION[goal.area],
        by_on,
        partner=partner,
        requirement=requirement,
        sessions=carried.sessions if carried else sessions,
        carried_from=_first(carried),
        done_on=carried.done_on if carried else done_on,
    )


def _contingencies(story: Story, plan: Plan) -> None:
    """The same in every version: what is new stands among the actions."""
    if not story.says("2.2.3d"):
        story.record.contingency(plan, words.POOR_CONTINGENCY)
        return
    number, place = 2 if story.profile.harm > 1 else 1, story.profile.number
    texts = [words.CONTINGENCIES[(place + more) % len(words.CONTINGENCIES)] for more in range(number)]
    if story.says("2.2.3c"):
        texts.append(words.FOR_OTHERS[place % len(words.FOR_OTHERS)])
    for each in texts:
        story.record.contingency(plan, each)
