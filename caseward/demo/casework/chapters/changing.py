"""What happened to the person, whom we asked then, and the review that followed, or did not."""

from datetime import date, timedelta

from caseward.casework.people.models import ChangeEvent
from caseward.demo.casework import words
from caseward.demo.casework.story import Story
from caseward.rules.reviews import BY_CODE

from . import planning

BY_TIME = timedelta(days=115)
NOT_THERE = "Was not there; told by letter."


def tell(story: Story) -> None:
    """Each change in its order; where nothing happened, the review that time calls for."""
    if story.is_inside:
        return
    span = (story.on - story.starts_on).days
    days = sorted(story.chance.randint(1, span - 1) for _ in story.profile.events)
    for kind, number in zip(story.profile.events, days, strict=True):
        event = story.record.event(kind, story.starts_on + timedelta(days=number))
        story.events.append(event)
        _checks(story, event)
        _review(story, story.days.after(event.happened_on, story.chance.randint(1, 5)), [event])
    if not story.events and story.profile.wants_review:
        _review(story, story.days.working(story.starts_on + BY_TIME), [])


def _checks(story: Story, event: ChangeEvent) -> None:
    """Other agencies are asked again where that kind of change calls for it, and somebody thought of it."""
    kind = BY_CODE[event.kind]
    needed = {"police": kind.needs_police_check, "childrens_services": kind.needs_children_check}
    asked_on = story.days.after(event.happened_on, story.chance.randint(1, 3))
    for agency in (agency for agency, is_needed in needed.items() if is_needed):
        if asked_on <= story.on and story.says("2.4.3b"):
            _check(story, agency, asked_on, event)


def _check(story: Story, agency: str, asked_on: date, event: ChangeEvent) -> None:
    answered_on = story.days.after(asked_on, story.chance.randint(2, 8))
    if answered_on > story.on:
        story.record.check(agency, asked_on, event=event)
        return
    read_on = story.days.after(answered_on, 1)
    use = story.record.read_and_used(read_on, story.assessment) if read_on <= story.on else {}
    story.record.check(agency, asked_on, event=event, answered_on=answered_on, **use)


def _review(story: Story, on: date, events: list[ChangeEvent]) -> None:
    """Not done where the truth is so, and never before there is a plan."""
    plan, _ = story.plan_on(on)
    if plan is None or on > story.on or not story.says("2.4.1d"):
        return
    is_heard = story.says("2.4.1c")
    part = words.PERSONS_PART if is_heard else NOT_THERE
    if story.says("2.4.1b") and story.often(70) and on > story.plans[-1][0]:
        new = planning.make(story, on)
        story.record.review(on, events, persons_part=part, outcome="new_plan", because="", plan=new)
    else:
        story.record.review(on, events, persons_part=part)
