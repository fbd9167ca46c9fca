"""What happened to the person, whom we asked then, and the reviews that followed, or did not."""

from datetime import date, timedelta
from typing import NamedTuple

from caseward.casework.people.models import ChangeEvent
from caseward.demo.casework import words
from caseward.demo.casework.days import DAY
from caseward.demo.casework.story import Story
from caseward.demo.casework.truths import NOT_APPLICABLE
from caseward.rules.reviews import BY_CODE

from . import planning

BY_TIME = {1: timedelta(days=165), 2: timedelta(days=110), 3: timedelta(days=82), 4: timedelta(days=82)}
"""After so long a time a plan is reviewed, by the level of harm."""
SOON = {1: 6, 2: 4, 3: 2, 4: 1}
"""Within so many working days a change is reviewed, by the level of harm."""
NEGLECTED = timedelta(days=190)
"""Where reviews were not done, none is younger."""
ABOUT_REVIEWS = ("2.4.1a", "2.4.1b", "2.4.1d", "2.4.2d", "2.4.3d")


class Due(NamedTuple):
    """A review that is called for: on which day, and by what."""

    on: date
    events: list[ChangeEvent]


def tell(story: Story) -> None:
    """Each change in its order, and the reviews that changes and time call for."""
    if story.is_inside:
        return
    span = (story.on - story.starts_on).days
    planned_on = story.plans[0][0] if story.plans else story.starts_on
    first = min((planned_on - story.starts_on).days + 1, span - 1)
    for kind, number in zip(
        story.profile.events,
        sorted(story.chance.randint(first, span - 1) for _ in story.profile.events),
        strict=True,
    ):
        event = story.record.event(kind, story.starts_on + timedelta(days=number))
        story.events.append(event)
        _checks(story, event)
    if story.plans:
        _reviews(story)


def _checks(story: Story, event: ChangeEvent) -> None:
    """Other agencies are asked again where that kind of change calls for it: at once, late, or never."""
    kind = BY_CODE[event.kind]
    needed = {"police": kind.needs_police_check, "childrens_services": kind.needs_children_check}
    is_in_time = story.says("2.4.3b")
    days = story.chance.randint(1, 2) if is_in_time else story.chance.randint(6, 9)
    asked_on = story.days.after(event.happened_on, days)
    is_asked = is_in_time or (story.profile.is_domestic and story.says("2.3.3b"))
    for agency in (agency for agency, is_needed in needed.items() if is_needed):
        if asked_on <= story.on and is_asked:
            _check(story, agency, asked_on, event)


def _check(story: Story, agency: str, asked_on: date, event: ChangeEvent) -> None:
    answered_on = story.days.after(asked_on, story.chance.randint(2, 5))
    if answered_on > story.on:
        story.record.check(agency, asked_on, event=event)
        return
    read_on = story.days.after(answered_on, 1)
    use = story.record.read_and_used(read_on, story.assessment) if read_on <= story.on else {}
    story.record.check(agency, asked_on, event=event, answered_on=answered_on, **use)


def _reviews(story: Story) -> None:
    """All that were called for; or those of long ago, or none, where the truth is that they were not done."""
    due = _due(story)
    if not _are_done(story):
        neglected = story.on - NEGLECTED
        due = [each for each in due if each.on < neglected and story.says("2.4.1c")]
    is_heard = _is_heard(story)
    for place, each in enumerate(due):
        _review(story, each, place, is_heard=is_heard)


def _due(story: Story) -> list[Due]:
    """By each change, and by time wherever nothing else called for a review."""
    found: list[Due] = []
    last, every = story.plans[0][0], BY_TIME[story.profile.harm]
    by_event = [
        Due(story.days.after(event.happened_on, story.chance.randint(1, SOON[story.profile.harm])), [event])
        for event in story.events
    ]
    for due in [*sorted(by_event, key=lambda due: due.on), Due(story.on + DAY, [])]:
        while last + every < min(due.on, story.on):
            last = story.days.working(last + every)
            found.append(Due(last, []))
        if due.on <= story.on:
            found.append(due)
            last = max(last, due.on)
    return [due for due in found if due.on <= story.on]


def _are_done(story: Story) -> bool:
    """Several questions turn on whether reviews are there; the record goes by most of the answers."""
    asked = [code for code in ABOUT_REVIEWS if story.truths[code] != NOT_APPLICABLE]
    return 2 * sum(map(story.says, asked)) > len(asked)


def _is_heard(story: Story) -> bool:
    """Two questions turn on the person's part in reviews; where they differ, chance decides."""
    one, other = story.says("2.4.1c"), story.says("2.4.3c")
    return one if one == other or story.truths["2.4.3c"] == NOT_APPLICABLE else story.often(50)


def _review(story: Story, due: Due, place: int, *, is_heard: bool) -> None:
    """In words of its own where the work was good; else with what stands there every time."""
    number = place % len(words.CONSIDERED)
    texts = {
        "considered": words.CONSIDERED[number if story.says("2.4.1a") else 0],
        "persons_part": words.PERSONS_PART[number] if is_heard else "",
        "because": words.NOT_CHANGED[number] if story.says("2.4.1b") else words.NO_REASON,
    }
    if story.often(60) and due.on > story.plans[-1][0]:
        new = planning.make(story, due.on, is_changed=story.says("2.4.1b"))
        story.record.review(due.on, due.events, **texts | {"outcome": "new_plan", "because": "", "plan": new})
    else:
        story.record.review(due.on, due.events, **texts)
