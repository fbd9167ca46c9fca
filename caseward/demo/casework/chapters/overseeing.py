"""Notes of the manager, and what became of what they asked."""

from datetime import timedelta

from caseward.casework.tasks.models import Task
from caseward.demo.casework import words
from caseward.demo.casework.days import DAY
from caseward.demo.casework.story import Story

SEEN = 14
EFFECTIVE = 24
"""In so many of a hundred cases that needed it was oversight effective, as printed."""


def tell(story: Story) -> None:
    """Few cases are looked at; most of what was asked was never verified."""
    if story.often(3):
        _task(story)
    if story.is_inside or story.profile.weeks < 8 or not story.often(SEEN):
        return
    on = story.days.working(story.on - timedelta(days=story.chance.randint(18, 50)))
    why, text, what = story.chance.choice(words.OVERSIGHT)
    done_on = story.days.after(on, 4)
    if not story.often(55):
        story.record.oversight(on, why, text, what)
        return
    done = {
        "done_at": story.days.at(done_on, 16),
        "done_by": story.desk.officer,
        "done_words": "Done; it stands in the record.",
    }
    if story.often(100 * EFFECTIVE / 55):
        verified_on = story.days.after(done_on, 2)
        done |= {"verified_at": story.days.at(verified_on, 16), "verified_by": story.desk.manager}
    story.record.oversight(on, why, text, what, **done)


def _task(story: Story) -> None:
    asked_on = story.days.working(story.on - timedelta(days=story.chance.randint(5, 20)))
    story.record.rows.add(
        Task(
            person=story.record.person,
            what="Ring the person back about the travel warrant",
            due_on=story.days.working(asked_on + 5 * DAY),
            asked_at=story.days.at(asked_on, 9),
            asked_by=story.desk.manager,
            asked_of=story.desk.officer,
        )
    )
