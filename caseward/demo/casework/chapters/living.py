"""Who the person is, who is around them, and what everybody who works with them must know."""

from datetime import timedelta
from typing import Any

from caseward.casework.allocation.models import Allocation
from caseward.casework.people.models import (
    AccessList,
    AccessListMember,
    Alias,
    Circumstance,
    RelatedPerson,
    RiskFlag,
)
from caseward.demo.casework import words
from caseward.demo.casework.names import LISTED, alias_of
from caseward.demo.casework.profiles import pick
from caseward.demo.casework.story import Story

LATER = timedelta(days=56)
"""So long after the start no first assessment is completed any more."""


def tell(story: Story) -> None:
    """Names, language, circumstances, family, flags, who may look, and whose case it is."""
    story.starts_on = story.days.working(
        story.on - timedelta(days=7 * story.profile.weeks + story.chance.randint(0, 6))
    )
    _names_and_language(story)
    _circumstances(story)
    _family(story)
    _flags(story)
    _access(story)
    _allocation(story)


def _names_and_language(story: Story) -> None:
    person = story.record.person
    person.language = pick(story.chance, words.LANGUAGES)
    person.needs_interpreter = person.language != "English" and story.often(40)
    person.gender = story.chance.choice(words.GENDERS) if story.often(1) else ""
    if person.name and story.often(18):
        story.record.rows.add(
            Alias(
                person=person,
                name=alias_of(story.chance, person.name),
                recorded_at=story.days.at(story.starts_on),
                recorded_by=story.desk.officer,
            )
        )


def _circumstances(story: Story) -> None:
    """What the person told us; what it means for supervision where somebody asked."""
    kinds = [kind for kind in words.CIRCUMSTANCES if story.often(7)]
    if story.profile.has_disability:
        kinds.append(story.chance.choice(("disability", "mental_health", "learning", "neurodiversity")))
    for kind in dict.fromkeys(kinds):
        told, effect = words.CIRCUMSTANCES[kind]
        story.record.rows.add(
            Circumstance(
                person=story.record.person,
                kind=kind,
                told=told,
                effect=effect if story.says("2.1.1b") or story.often(30) else "",
                recorded_at=story.days.at(story.starts_on),
                recorded_by=story.desk.officer,
            )
        )


def _family(story: Story) -> None:
    relations = []
    if story.profile.is_domestic:
        relations.append(("former_partner" if story.often(60) else "partner", True))
    if story.profile.has_children:
        relations += [("child", story.profile.is_domestic)] * story.chance.choice((1, 1, 2, 3))
    if story.says("2.3.2d"):
        relations.append(("parent" if story.often(60) else "supporter", False))
    for relation, is_at_risk in relations:
        sex = story.chance.choice(("male", "female"))
        years = (1, 16) if relation == "child" else (20, 60)
        story.record.rows.add(
            RelatedPerson(
                person=story.record.person,
                name=f"{story.chance.choice(LISTED[sex])} {story.chance.choice(LISTED['family'])}",
                relation=relation,
                born_on=story.on - timedelta(days=365 * story.chance.randint(*years)),
                is_at_risk=is_at_risk,
            )
        )


def _flags(story: Story) -> None:
    outcomes = ("low", "medium", "high")
    if story.profile.is_domestic:
        at_most = min(story.profile.harm, 3)
        _flag(story, "domestic_abuse")
        if story.often(50):
            to_partner, to_others = outcomes[at_most - 1], outcomes[story.chance.randint(1, at_most) - 1]
            _flag(story, "spousal_assault", to_partner=to_partner, to_others=to_others)
        if story.often(20):
            _flag(story, "restraining_order", detail="Not to go to the home of the former partner.")
        if story.profile.has_children and story.often(35):
            _flag(story, "child_protection")
        _later_flag(story)
    if story.profile.harm > 2 and story.often(50):
        _flag(story, "mappa", mappa_category=story.chance.choice((1, 2, 3)), mappa_level=1)
    if story.often(6):
        _flag(story, "self_harm")
    if story.often(4) or "gang_link" in story.profile.events:
        _flag(story, "gangs")


def _later_flag(story: Story) -> None:
    """Set after the assessment, which says who is at risk and does not know of it."""
    starts_on = story.starts_on + LATER
    if story.says("2.1.3a") and not story.says("2.1.3b") and starts_on < story.on:
        story.has_later_flag = True
        _flag(story, "non_contact", starts_on=starts_on, detail="Not to write to the former partner.")


def _flag(story: Story, kind: str, **fields: Any) -> None:
    """A flag whose next look is ahead, or where nobody looked again is past."""
    is_kept_up = story.says("2.3.3b")
    ahead = story.chance.randint(5, 90) if is_kept_up else -story.chance.randint(1, 20)
    values: dict[str, Any] = {"starts_on": story.starts_on}
    story.record.rows.add(
        RiskFlag(
            person=story.record.person,
            kind=kind,
            review_on=story.on + timedelta(days=ahead),
            **values | fields,
        )
    )


def _access(story: Story) -> None:
    """A few records are closed to somebody, or open to few."""
    kinds = ["restriction"] * story.often(0.8) + ["exclusion"] * story.often(1.2)
    for kind in kinds:
        access_list = story.record.rows.add(
            AccessList(
                person=story.record.person,
                kind=kind,
                message=words.BARRED,
                started_at=story.days.at(story.starts_on),
                started_by=story.desk.manager,
            )
        )
        named = (story.desk.officer, story.desk.manager) if kind == "restriction" else (story.colleague,)
        for user in named:
            story.record.rows.add(AccessListMember(access_list=access_list, user=user))


def _allocation(story: Story) -> None:
    """Allocated when the sentence began; some came from a colleague later."""
    if story.record.person.officer is None:
        return
    moves = [(story.starts_on, story.desk.officer, "Works in the area where the person lives.")]
    if story.often(12) and story.profile.weeks > 12:
        moved_on = story.days.working(story.starts_on + timedelta(days=60))
        moves = [
            (story.starts_on, story.colleague, "Next in turn."),
            (moved_on, story.desk.officer, "The colleague left the team."),
        ]
    for on, officer, reason in moves:
        story.record.rows.add(
            Allocation(
                person=story.record.person,
                officer=officer,
                team=story.desk.team,
                reason=reason,
                allocated_on=on,
                allocated_at=story.days.at(on, 9),
                allocated_by=story.desk.manager,
            )
        )
