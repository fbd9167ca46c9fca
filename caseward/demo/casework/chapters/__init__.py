"""A record chapter by chapter, in the order in which an officer comes to write it."""

from caseward.demo.casework.story import Story

from . import assessing, changing, failing, living, meeting, overseeing, planning, sentencing


def tell(story: Story) -> None:
    """Write the whole record of one person."""
    living.tell(story)
    sentencing.tell(story)
    assessing.tell(story)
    planning.tell(story)
    changing.tell(story)
    meeting.tell(story)
    failing.tell(story)
    overseeing.tell(story)
