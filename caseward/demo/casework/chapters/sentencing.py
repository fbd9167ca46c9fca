"""Sentences, what they require, licences before release, and earlier sentences that ended."""

from datetime import date, timedelta
from typing import Any

from caseward.casework.sentences.models import LicenceCondition, Sentence
from caseward.demo.casework import words
from caseward.demo.casework.days import DAY
from caseward.demo.casework.profiles import pick
from caseward.demo.casework.story import Story
from caseward.rules.sentence_dates import LENGTH
from caseward.shared.records.models import practice

MONTHS = (6, 9, 12, 18, 24, 36)
REQUIREMENTS = {
    "rar": (72, (10, 15, 20, 25, 30, 40)),
    "unpaid_work": (38, (40, 60, 80, 100, 120, 150, 200)),
    "programme": (14, (21, 26, 32)),
    "drug_treatment": (7, (6, 9)),
    "alcohol_treatment": (6, (6, 9)),
    "mental_health_treatment": (2, (6, 12)),
    "curfew": (9, (2, 3, 4)),
    "exclusion": (4, (6, 12)),
    "residence": (2, (6,)),
}
"""In how many of a hundred community sentences each stands, and how much of it."""
CONDITIONS = (
    ("Not to contact the former partner", "Threats to her before the sentence"),
    ("To live where the officer agrees", "No settled home"),
    ("To attend the alcohol worker", "Every offence was after drinking"),
)


def tell(story: Story) -> None:
    """What was before, then the sentence that runs."""
    story.sentence = _licence(story) if story.profile.is_released else _order(story)
    if story.profile.has_earlier_sentence:
        _earlier(story)
    if story.profile.is_released and (story.says("2.2.3b") if story.profile.harm > 1 else story.often(75)):
        _conditions(story)


def _order(story: Story) -> Sentence:
    """A community order or a suspended sentence, with requirements."""
    kind = "community_order" if story.often(62) else "suspended_sentence_order"
    sentence = story.record.sentence(kind, story.starts_on, _months(story), **_court(story))
    wanted = [code for code, (share, _) in REQUIREMENTS.items() if story.often(share)]
    for code in wanted or ["rar"]:
        amount = story.chance.choice(REQUIREMENTS[code][1])
        story.requirements[code] = story.record.requirement(sentence, code, amount)
    return sentence


def _licence(story: Story) -> Sentence:
    """Supervision after release; the day of release is ahead for those who are still inside."""
    custody = timedelta(days=story.chance.randint(60, 300))
    inside: dict[str, Any] = {"prison": story.chance.choice(words.PRISONS)} | _court(story)
    if story.is_inside:
        story.starts_on = story.days.working(story.on + timedelta(days=story.chance.randint(6, 100)))
        inside["sentenced_on"] = story.starts_on - custody
        return story.record.sentence(
            "licence", None, _months(story), release_expected_on=story.starts_on, **inside
        )
    inside["sentenced_on"] = story.starts_on - custody
    in_force = practice().rule_if_any(LENGTH, story.on) is not None
    if not (in_force and story.often(15)):
        return story.record.sentence("licence", story.starts_on, _months(story), **inside)
    released_on = story.days.working(story.starts_on - timedelta(days=60))
    over = {"ended_on": story.starts_on - DAY, "end": Sentence.End.EXPIRED}
    licence = story.record.sentence("licence", released_on, 2, **inside | over)
    return story.record.sentence(
        "post_sentence_supervision", story.starts_on, _months(story), wave=1, follows=licence, **inside
    )


def _conditions(story: Story) -> None:
    """Asked for before release, and mostly granted; where nobody asked in time, the duty shows it."""
    if story.is_inside and story.often(35):
        return
    for text, why in story.chance.sample(CONDITIONS, story.chance.choice((1, 2))):
        asked_on = min(story.starts_on - timedelta(days=story.chance.randint(20, 50)), story.on)
        granted_on = story.starts_on - timedelta(days=story.chance.randint(3, 15))
        story.record.rows.add(
            LicenceCondition(
                sentence=story.sentence,
                text=text,
                why=why,
                requested_at=story.days.at(asked_on),
                requested_by=story.desk.officer,
                granted_on=granted_on if granted_on <= story.on and story.often(90) else None,
            )
        )


def _earlier(story: Story) -> None:
    """A sentence before this one, how the person came to it, and how it ended."""
    months = story.chance.choice((6, 9, 12))
    gap = timedelta(days=story.chance.randint(40, 300))
    passed_on = min(story.sentence.sentenced_on, story.starts_on)
    begins_on = story.days.working(passed_on - gap - timedelta(days=31 * months))
    went_well = story.often(76)
    ended_on = begins_on + timedelta(days=30 * months if went_well else 20 * months)
    sentence = story.record.sentence(
        "community_order",
        begins_on,
        months,
        ended_on=ended_on,
        end=story.chance.choice(("completed", "expired")) if went_well else "revoked",
        **_court(story),
    )
    story.record.requirement(sentence, "rar", 20, completed_on=ended_on if went_well else None)
    _contacts_of(story, sentence, begins_on, ended_on, comes=80 if went_well else 40)


def _contacts_of(story: Story, sentence: Sentence, since: date, until: date, *, comes: int) -> None:
    """A few contacts of a sentence that is over; every absence was accepted then."""
    day = story.days.after(since, 3)
    while day < until:
        outcome = "attended" if story.often(comes) else "did_not_attend"
        contact = story.record.contact(day, outcome, sentence=sentence)
        if outcome != "attended":
            story.record.absence(contact, "acceptable", "judgement", day)
        day = story.days.working(day + timedelta(days=story.chance.randint(28, 60)))


def _months(story: Story) -> int:
    """Long enough that it still runs, except that now and then nobody recorded the end."""
    so_far = 0 if story.is_inside else story.profile.weeks * 7
    if so_far > 90 and story.often(1.5):
        return so_far // 31
    return story.chance.choice([months for months in MONTHS if months * 30 > so_far + 14])


def _court(story: Story) -> dict[str, Any]:
    return {"offence": pick(story.chance, words.OFFENCES), "court": story.chance.choice(words.COURTS)}
