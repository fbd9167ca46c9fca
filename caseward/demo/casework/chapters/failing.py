"""Missed appointments: was it acceptable, and what is done about it."""

from datetime import date, timedelta

from caseward.casework.contacts.models import Contact
from caseward.casework.enforcement.models import Breach
from caseward.demo.casework import words
from caseward.demo.casework.profiles import pick
from caseward.demo.casework.story import Story
from caseward.rules.enforcement import evidence_by, options
from caseward.shared.records.models import practice, working_calendar

from . import meeting

ACCEPTED = 62
"""Of a hundred absences; the reports find it too many."""
REASONS = {reason: share for reason, (_, share) in words.ABSENCES.items()}
FAILED = {"failed_to_comply", "sent_home"}
STILL_OPEN = timedelta(days=7)
IN_COURT = timedelta(days=45)


def tell(story: Story) -> None:
    """Each failure in its order; what is decided depends on the warnings before."""
    warnings: list[date] = []
    breach: Breach | None = None
    for contact in sorted(story.contacts, key=lambda each: each.held_on):
        decided_on = story.days.after(contact.held_on, 1)
        if decided_on > story.on or not contact.is_required:
            continue
        if contact.outcome not in FAILED and not _is_unacceptable(story, contact, decided_on):
            continue
        if breach is not None and (breach.ended_on is None or contact.held_on <= breach.ended_on):
            if story.says("2.3.1f"):
                story.record.enforcement(contact, story.sentence, "none", words.IN_BREACH, decided_on)
            continue
        breach = _decide(story, contact, decided_on, warnings) or breach


def _is_unacceptable(story: Story, contact: Contact, on: date) -> bool:
    """The first decision, where anybody made it."""
    if contact.outcome != "did_not_attend":
        return False
    is_recent = story.on - contact.held_on < STILL_OPEN
    if story.often(1 if story.says("2.3.1e") else 50):
        return False
    if is_recent and story.often(40):
        due_on = evidence_by(contact.held_on, practice(), working_calendar()).on
        story.record.absence(contact, "awaited", "medical", on, evidence_due_on=due_on)
        return False
    if story.often(ACCEPTED):
        reason = pick(story.chance, REASONS)
        story.record.absence(contact, "acceptable", reason, on, evidence=words.ABSENCES[reason][0])
        return False
    story.record.absence(contact, "unacceptable", story.chance.choice(("no_reason", "forgot")), on)
    return True


def _decide(story: Story, contact: Contact, on: date, warnings: list[date]) -> Breach | None:
    """The second decision: what the law asks for, or a visible decision to do nothing, or none at all."""
    if not story.says("2.3.1f"):
        if story.often(40):
            story.record.enforcement(contact, story.sentence, "none", words.NOT_ENFORCED, on)
        return None
    steps = options(contact.held_on, warnings, story.sentence.kind).steps
    step = "warn" if "warn" in steps and len(warnings) < 2 else steps[-1]
    if step == "warn":
        action = "final_warning" if warnings else "first_warning"
        story.record.enforcement(contact, story.sentence, action, "No good reason was given.", on)
        warnings.append(on)
        _see_again(story, on)
        return None
    story.record.enforcement(contact, story.sentence, step, "A warning still holds.", on)
    warnings.clear()
    _see_again(story, on)
    return _breach(story, contact, on)


def _see_again(story: Story, on: date) -> None:
    """Soon after enforcement, where the truth is that somebody won them back."""
    day = story.days.after(on, 4)
    if story.says("2.3.1g") and day < story.on:
        meeting.meet(story, day, "attended", purpose="supervision", how="office")


def _breach(story: Story, contact: Contact, on: date) -> Breach:
    """Referred, agreed by the manager, presented, and mostly at an end by now."""
    is_recall = story.sentence.kind == "licence"
    agreed_on, presented_on = story.days.after(on, 1), story.days.after(on, 3)
    ended_on = story.days.working(presented_on + IN_COURT)
    is_agreed, is_over = agreed_on <= story.on, ended_on <= story.on
    result = story.chance.choice(("not_recalled",) if is_recall else ("proven", "proven", "withdrawn"))
    return story.record.rows.add(
        Breach(
            person=story.record.person,
            sentence=story.sentence,
            kind="recall" if is_recall else "breach",
            why="Did not come, again, without a good reason.",
            alternatives=words.TRIED,
            failed_on=contact.held_on,
            referred_on=on,
            referred_at=story.days.at(on, 16, 20),
            referred_by=story.desk.officer,
            agreed_at=story.days.at(agreed_on, 10) if is_agreed else None,
            agreed_by=story.desk.manager if is_agreed else None,
            presented_on=presented_on if presented_on <= story.on else None,
            result=result if is_over else "",
            ended_on=ended_on if is_over else None,
        )
    )
