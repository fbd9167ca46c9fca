"""Appointments from the first one to those still to come, and what was done at them."""

from datetime import date, time, timedelta
from typing import Any

from caseward.casework.contacts.models import AgreedTask, Contact, ContactNote
from caseward.casework.plans.models import Action, Plan
from caseward.demo.casework import words
from caseward.demo.casework.profiles import pick
from caseward.demo.casework.record import MET
from caseward.demo.casework.story import Story

CLOSE = timedelta(weeks=6)
"""At first people meet every week."""
SLOTS = tuple(time(hour, minute) for hour in range(9, 17) for minute in (0, 30))
MISSED = {
    "did_not_attend": 72,
    "moved_by_person": 12,
    "cancelled_by_us": 7,
    "moved_by_us": 4,
    "failed_to_comply": 3,
    "sent_home": 1,
    "sent_home_by_us": 1,
}
HOW = {"office": 86, "telephone": 7, "video": 2, "elsewhere": 3, "home_visit": 2}
MOSTLY_REMOTE = {"office": 45, "telephone": 45, "video": 10}
STOOD_DOWN = 7.6
"""In so many of a hundred unpaid-work sessions we could not hold them, as printed."""
DAY_MINUTES, STOOD_DOWN_MINUTES = 420, 60
NOT_HELD = ("crisis", "check_in", "check_in", "not_ready")


def tell(story: Story) -> None:
    """Before release, then week by week up to the next appointment."""
    if story.profile.is_released and story.says("2.3.1d"):
        _before_release(story)
    if story.is_inside:
        return
    _supervision(story)
    _home_visit(story)
    if "unpaid_work" in story.requirements:
        _unpaid_work(story, story.requirements["unpaid_work"].amount)


def _before_release(story: Story) -> None:
    """Contacts in the weeks before the release."""
    for weeks in (6, 2):
        day = story.days.working(story.starts_on - timedelta(weeks=weeks))
        if day < story.on:
            _meet(story, day, "attended", purpose="pre_release", how="video")


def _supervision(story: Story) -> None:
    prompt = story.says("2.3.1a")
    waits = ((1, 1) if prompt else (3, 8)) if story.profile.is_released else ((1, 5) if prompt else (8, 20))
    day = story.days.after(story.starts_on, story.chance.randint(*waits))
    purpose = "induction"
    while day < story.on:
        _appointment(story, day, purpose)
        plan, _ = story.plan_on(day)
        day = story.days.working(day + _gap(story, day, plan))
        purpose = "supervision"
    if day <= story.on + timedelta(days=35) and story.often(86):
        _meet(story, day, "", purpose="supervision", how="office")


def _gap(story: Story, day: date, plan: Plan | None) -> timedelta:
    """Weekly at first, then as planned; longer where the truth is that contact was too thin."""
    if plan is None or day - story.starts_on < CLOSE:
        return timedelta(days=7)
    planned = plan.contact_every_days or 14
    return timedelta(days=planned if story.says("2.3.2e") else planned * 3 // 2)


def _appointment(story: Story, day: date, purpose: str) -> None:
    """One appointment of the past; a few wait for somebody to say what happened."""
    is_recent = story.on - day < timedelta(days=12)
    if is_recent and story.often(8):
        outcome = ""
    elif story.chance.random() < story.profile.reliability:
        outcome = "attended" if not story.often(1.5) else "cancelled_by_us"
    else:
        outcome = pick(story.chance, MISSED)
    how = pick(story.chance, HOW if story.says("2.3.2e") else MOSTLY_REMOTE)
    if purpose == "supervision" and "rar" in story.requirements and story.often(35):
        purpose = "rar"
    if outcome in {"moved_by_person", "moved_by_us"}:
        moved_to = story.days.after(day, 2)
        again = "attended" if moved_to < story.on else ""
        contact = _meet(story, moved_to, again, purpose=purpose, how=how)
        story.record.contact(day, outcome, wave=1, moved_to=contact, **_about(story, day, purpose, how))
    else:
        _meet(story, day, outcome, purpose=purpose, how=how)


def _about(story: Story, day: date, purpose: str, how: str) -> dict[str, Any]:
    _, actions = story.plan_on(day)
    planned = story.chance.choice(actions) if actions and story.says("2.3.2a") else None
    return {
        "sentence": story.sentence,
        "requirement": story.requirements.get("rar") if purpose == "rar" else None,
        "purpose": purpose,
        "how": how,
        "place": "" if how in {"telephone", "video"} else story.desk.team.office.name,
        "held_from": story.chance.choice(SLOTS),
        "planned_action": planned,
        "is_required": purpose != "pre_release",
    }


def _meet(story: Story, day: date, outcome: str, *, purpose: str, how: str) -> Contact:
    """A contact, with its note and tasks where the person came."""
    about = _about(story, day, purpose, how)
    if outcome in MET:
        about |= _worked_on(story, day, about["planned_action"])
    if outcome in MET and purpose == "rar":
        is_day = about.get("worked_on") is not None
        about |= {
            "counts_as_rar_day": is_day,
            "rar_because": "Work on the plan." if is_day else "Only a check-in.",
        }
    contact = story.record.contact(day, outcome, **about)
    story.contacts.append(contact)
    if outcome in MET:
        _note(story, contact)
    return contact


def _worked_on(story: Story, day: date, planned: Action | None) -> dict[str, Any]:
    """What of the plan was worked on, or why nothing was."""
    if planned is not None and story.often(80):
        return {"worked_on": planned}
    if story.plan_on(day)[0] is None:
        return {"nothing_worked_on": "no_plan"}
    return {"nothing_worked_on": story.chance.choice(NOT_HELD)}


def _note(story: Story, contact: Contact) -> None:
    """By the convention; a check-in alone says little."""
    line = {part: story.chance.choice(lines) for part, lines in words.NOTE.items()}
    if contact.worked_on is None:
        line["implement"] = ""
    if not story.says("2.3.1b"):
        line["review"] = line["summary"] = ""
    spoken_to = "The partner agency" if story.says("2.3.2c") and story.often(10) else ""
    story.record.rows.add(ContactNote(contact=contact, spoken_to=spoken_to, **line))
    if story.says("2.3.1b") and story.often(35):
        _task(story, contact)


def _task(story: Story, contact: Contact) -> None:
    """Agreed for next time; settled at the contact after it only where somebody asked."""
    story.record.rows.add(
        AgreedTask(
            contact=contact,
            owner=story.chance.choice(("person", "person", "officer")),
            what=story.chance.choice(words.TASKS),
            settled_in=contact if contact.held_on < story.on - timedelta(days=20) else None,
            result="done" if contact.held_on < story.on - timedelta(days=20) else "",
        )
    )


def _home_visit(story: Story) -> None:
    """Where they are needed and the truth is that they were made."""
    day = story.days.after(story.starts_on, story.chance.randint(6, 9 if story.profile.harm > 2 else 26))
    is_made = story.says("2.3.3e") if story.profile.harm > 1 else story.often(70)
    if is_made and day < story.on:
        _meet(story, day, "attended", purpose="supervision", how="home_visit")


def _unpaid_work(story: Story, hours: int) -> None:
    """A day a week until the hours are worked; some days we cannot hold."""
    left = 60 * hours
    day = story.days.working(story.starts_on + timedelta(days=story.chance.randint(14, 40)))
    while left > 0 and day < story.on:
        outcome, credited = _working_day(story)
        contact = story.record.contact(
            day,
            outcome,
            sentence=story.sentence,
            requirement=story.requirements["unpaid_work"],
            purpose="unpaid_work",
            how="elsewhere",
            place="Workshop",
            held_from=SLOTS[0],
            minutes=DAY_MINUTES,
            minutes_credited=credited,
        )
        story.contacts.append(contact)
        left -= credited or 0
        day = story.days.working(day + timedelta(days=7))


def _working_day(story: Story) -> tuple[str, int | None]:
    if story.often(STOOD_DOWN):
        return "sent_home_by_us", STOOD_DOWN_MINUTES
    if story.chance.random() < story.profile.reliability:
        return "attended", DAY_MINUTES
    return "did_not_attend", None
