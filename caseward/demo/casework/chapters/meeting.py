"""Appointments from the first one to those still to come, and what was done at them."""

from datetime import date, time, timedelta
from typing import Any

from caseward.casework.contacts.models import AgreedTask, Contact, ContactNote
from caseward.casework.plans.models import Action
from caseward.demo.casework import words
from caseward.demo.casework.profiles import pick
from caseward.demo.casework.record import MET
from caseward.demo.casework.story import Story
from caseward.demo.casework.truths import NOT_APPLICABLE

from . import pace

CLOSE = timedelta(weeks=6)
"""At first people meet every week."""
SOON = 3
"""Working days after which somebody who did not come is seen, where people meet as they should."""
TALKS = timedelta(days=56)
"""How often an officer speaks with a partner agency."""
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
HOW = {"office": 90, "telephone": 4, "video": 1, "elsewhere": 3, "home_visit": 2}
MOSTLY_REMOTE = {"office": 45, "telephone": 45, "video": 10}
STOOD_DOWN = 7.6
"""In so many of a hundred unpaid-work sessions we could not hold them, as printed."""
FIRST_SESSIONS = {
    "rar": "rar",
    "programme": "programme",
    "drug_treatment": "other",
    "alcohol_treatment": "other",
    "mental_health_treatment": "other",
}
"""What the first session of each kind of requirement is entered as."""
DAY_MINUTES, STOOD_DOWN_MINUTES = 420, 60
WITH_WORK = {"supervision", "rar", "induction"}
NOT_HELD = ("crisis", "check_in", "check_in", "not_ready")


def tell(story: Story) -> None:
    """Before release, then week by week up to the next appointment."""
    if story.profile.is_released and story.says("2.3.1d"):
        _before_release(story)
    if story.is_inside:
        return
    _supervision(story)
    _home_visit(story)
    _first_sessions(story)
    _talks(story)
    if "unpaid_work" in story.requirements:
        _unpaid_work(story, story.requirements["unpaid_work"].amount)


def _before_release(story: Story) -> None:
    """Contacts in the weeks before the release."""
    for weeks in (6, 2):
        day = story.days.working(story.starts_on - timedelta(weeks=weeks))
        if day < story.on:
            meet(story, day, "attended", purpose="pre_release", how="video")


def _supervision(story: Story) -> None:
    prompt = story.says("2.3.1a")
    waits = ((1, 1) if prompt else (3, 8)) if story.profile.is_released else ((1, 5) if prompt else (8, 20))
    day = story.days.after(story.starts_on, story.chance.randint(*waits))
    purpose = "induction"
    while day < story.on:
        outcome = _appointment(story, day, purpose)
        if outcome in {"did_not_attend", "cancelled_by_us"} and pace.is_kept(story):
            day = story.days.after(day, SOON)
        else:
            day = story.days.working(day + _gap(story, day))
        purpose = "supervision"
    if day <= story.on + timedelta(days=35) and story.often(86):
        meet(story, day, "", purpose="supervision", how="office")


def _gap(story: Story, day: date) -> timedelta:
    """Weekly at first, then at the pace of the case; from the first plan on, where that is too slow."""
    plan, _ = story.plan_on(day)
    if plan is None or (day - story.starts_on < CLOSE and pace.is_kept(story)):
        return timedelta(days=7)
    return pace.gap(story)


def _appointment(story: Story, day: date, purpose: str) -> str:
    """One appointment of the past; a few wait for somebody to say what happened."""
    is_recent = story.on - day < timedelta(days=12)
    if is_recent and story.often(3 if story.says("2.3.1e") else 12):
        outcome = ""
    elif story.chance.random() < story.profile.reliability:
        outcome = "attended" if not story.often(1.5) else "cancelled_by_us"
    else:
        outcome = pick(story.chance, MISSED)
    plan, _ = story.plan_on(day)
    is_remote = plan is not None and plan.contact_how == "remote" and not story.says("2.3.3a")
    how = pick(story.chance, MOSTLY_REMOTE if is_remote else HOW)
    if purpose == "supervision" and "rar" in story.requirements and story.often(35):
        purpose = "rar"
    if outcome in {"moved_by_person", "moved_by_us"}:
        moved_to = story.days.after(day, 2)
        again = "attended" if moved_to < story.on else ""
        contact = meet(story, moved_to, again, purpose=purpose, how=how)
        story.record.contact(day, outcome, wave=1, moved_to=contact, **_about(story, day, purpose, how))
    else:
        meet(story, day, outcome, purpose=purpose, how=how)
    return outcome


def _planned(story: Story, day: date) -> Action | None:
    """The action that waits longest for its next session; those of others only where they are coordinated."""
    _, actions = story.plan_on(day)
    waiting = [action for action in actions if _is_worked_on(story, action, day)]
    planned = min(waiting, key=lambda action: story.worked.get(_key(action), date.min), default=None)
    if planned is not None:
        story.worked[_key(planned)] = day
    return planned


def _is_worked_on(story: Story, action: Action, day: date) -> bool:
    if action.done_on is not None and action.done_on <= day:
        return False
    return story.says("2.3.2c") if action.partner else bool(action.sessions) and story.says("2.3.2a")


def _key(action: Action) -> tuple[str, str]:
    return action.goal.area, action.what


def _about(story: Story, day: date, purpose: str, how: str) -> dict[str, Any]:
    planned = _planned(story, day) if purpose in WITH_WORK else None
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


def meet(story: Story, day: date, outcome: str, *, purpose: str, how: str) -> Contact:
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
    if planned is not None and story.often(90):
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


def _first_sessions(story: Story) -> None:
    """The first session of each requirement, in time where the truth is so."""
    for kind, requirement in story.requirements.items():
        day = story.days.after(story.starts_on, story.chance.randint(9, 16))
        if kind in FIRST_SESSIONS and story.says("2.3.1a") and day < story.on:
            contact = story.record.contact(
                day,
                "attended",
                sentence=story.sentence,
                requirement=requirement,
                purpose=FIRST_SESSIONS[kind],
                held_from=story.chance.choice(SLOTS),
                nothing_worked_on="no_plan",
            )
            story.contacts.append(contact)


def _talks(story: Story) -> None:
    """With the partner agencies that the plan names, where reviews drew on what they know."""
    is_so = story.says("2.4.2c") and story.truths["2.4.2c"] != NOT_APPLICABLE
    if not is_so or not any(action.partner for _, _, actions in story.plans for action in actions):
        return
    day = story.days.working(story.plans[0][0] + timedelta(days=story.chance.randint(10, 30)))
    while day < story.on:
        contact = meet(story, day, "attended", purpose="third_party", how="telephone")
        contact.is_required = False
        day = story.days.working(day + TALKS)


def _home_visit(story: Story) -> None:
    """Where they are needed and the truth is that they were made."""
    day = story.days.after(story.starts_on, story.chance.randint(6, 9 if story.profile.harm > 2 else 26))
    is_made = story.says("2.3.3e") if story.profile.harm > 1 else story.often(70)
    if is_made and day < story.on:
        meet(story, day, "attended", purpose="supervision", how="home_visit")


def _unpaid_work(story: Story, hours: int) -> None:
    """A day a week until the hours are worked; some days we cannot hold."""
    left = 60 * hours
    is_prompt = story.says("2.3.1a")
    day = story.days.working(
        story.starts_on + timedelta(days=story.chance.randint(*((10, 22) if is_prompt else (24, 60))))
    )
    while left > 0 and day < story.on:
        outcome, credited = ("attended", DAY_MINUTES) if left == 60 * hours else _working_day(story)
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
