"""Checks at the start, what the person says of their own life, and the officer's assessment."""

from datetime import date, timedelta
from typing import Any

from caseward.casework.assessments.models import GROUPS, Area, Assessment, Chase, Check, SelfAssessment
from caseward.demo.casework import words
from caseward.demo.casework.story import Story
from caseward.rules.self_assessment import PROBLEM_UP_TO, WELL_FROM

NOT_MADE = 4
"""In so many of a hundred cases there is no assessment at all."""
USED_ALL_THE_SAME, NOT_ANSWERED = 55, 35
"""Of a hundred cases in which the past was looked at, and not what the police know."""
HARMFUL = {"relationships", "drugs", "alcohol", "thinking", "attitudes"}
"""Needs that an assessment links to harm, where it is above low."""


def tell(story: Story) -> None:
    """Ask, listen, assess; what nobody did leaves no row."""
    if story.is_inside:
        return
    late = story.often(12)
    assessed_on = story.days.after(story.starts_on, story.chance.randint(*((18, 35) if late else (7, 14))))
    is_made = assessed_on <= story.on and not story.often(NOT_MADE)
    story.linked_to_harm = _linked_to_harm(story)
    if is_made:
        said = _self_assessment(story, story.days.after(assessed_on - timedelta(days=6), 1))
        story.assessment = _assessment(story, assessed_on, said)
    _check(story, "police", is_asked=story.says("2.1.3s1"))
    if story.profile.has_children:
        _check(story, "childrens_services", is_asked=story.says("2.1.3s2"))
    if not _is_followed_up(story):
        _left_lying(story)


def _linked_to_harm(story: Story) -> tuple[str, ...]:
    """The needs that are linked to harm; none where it is low."""
    needs = story.profile.needs or ("thinking",)
    if story.profile.harm == 1:
        return ()
    return tuple(area for area in needs if area in HARMFUL) or needs[:1]


def _is_used(story: Story) -> bool:
    """Whether an answer is used; two questions turn on it, and where they differ, chance decides."""
    return story.says("2.1.3c") or (story.says("2.1.2c") and story.often(USED_ALL_THE_SAME))


def _is_followed_up(story: Story) -> bool:
    """Whether nothing that was asked of other agencies is left lying."""
    return story.says("2.3.3c") and (story.says("2.1.2c") or not story.says("2.1.3c"))


def _left_lying(story: Story) -> None:
    """A question to the doctor: no answer, or one that nobody read."""
    asked_on = story.days.after(story.starts_on, story.chance.randint(3, 9))
    answered_on = story.days.after(asked_on, story.chance.randint(3, 8))
    if answered_on <= story.on:
        is_answered = not story.says("2.1.2c")
        story.record.check("health", asked_on, answered_on=answered_on if is_answered else None)


def _check(story: Story, agency: str, *, is_asked: bool) -> None:
    """One question at the start; mostly answered, read and used, now and then left lying."""
    asked_on = story.days.after(story.starts_on, story.chance.randint(1, 4))
    answered_on = story.days.after(asked_on, story.chance.randint(2, 9))
    if not is_asked or asked_on > story.on:
        return
    looks_back_only = agency == "police" and story.says("2.1.2c") and not story.says("2.1.3c")
    if answered_on > story.on or story.often(NOT_ANSWERED if looks_back_only else 3):
        _chase(story, story.record.check(agency, asked_on))
        return
    read_on = story.days.after(answered_on, story.chance.randint(1, 3))
    read = read_on <= story.on and (_is_used(story) or story.often(85))
    is_used = _is_used(story) and read_on + timedelta(days=4) <= story.on
    use = story.record.read_and_used(read_on, story.assessment if is_used else None) if read else {}
    story.record.check(agency, asked_on, answered_on=answered_on, **use)


def _chase(story: Story, check: Check) -> None:
    """Nobody answered: half of the officers ask again."""
    on = story.days.after(check.asked_on, 5)
    if on <= story.on and story.often(50):
        at = story.days.at(on, 9)
        story.record.rows.add(
            Chase(check_asked=check, chased_on=on, chased_at=at, chased_by=story.desk.officer, words="Rang.")
        )


def _self_assessment(story: Story, on: date) -> SelfAssessment | None:
    """Given with words; or blank, or copied from an earlier one, or not at all."""
    scores = {area: _score(story, area) for area in Area.values}
    said = {area: words.OWN_WORDS[area] for area in Area.values if story.often(45)}
    if story.says("2.1.1c"):
        story.own_scores = scores
        return story.record.self_assessment(on, scores, words=said)
    how = story.chance.choices(("blank", "copied", "none"), (35, 30, 35))[0]
    if how == "none":
        return None
    if how == "blank":
        return story.record.self_assessment(on, {})
    earlier_on = story.days.working(on - timedelta(days=story.chance.randint(90, 200)))
    story.record.self_assessment(earlier_on, scores, words=said)
    return story.record.self_assessment(on, scores, words=said)


def _score(story: Story, area: str) -> int:
    """Low where there is a need; now and then the person sees it quite differently."""
    is_need = (area in story.profile.needs) != story.often(12)
    return story.chance.randint(1, 4) if is_need else story.chance.randint(6, 10)


def _assessment(story: Story, on: date, said: SelfAssessment | None) -> Assessment:
    values: dict[str, Any] = {**_texts(story), **levels_of(story)}
    assessment = story.record.assessment(on, self_assessment=said, **values)
    for area in Area.values:
        _factor(story, assessment, area)
    return assessment


def _texts(story: Story) -> dict[str, str]:
    """Each text is about this person where the work was good, and generic or missing where it was not."""
    parts = ("nature", "when", "raises", "lowers")
    is_clear = story.says("2.1.3a")
    texts = {f"harm_{part}": words.HARM[part] if is_clear else words.GENERIC for part in parts}
    knows_who = story.says("2.1.3b") or story.has_later_flag
    texts["harm_who"] = words.HARM["who"] if knows_who else ""
    texts["diversity"] = words.DIVERSITY if story.says("2.1.1b") else ""
    if story.profile.has_earlier_sentence:
        texts["history"] = words.HISTORY if story.says("2.1.2c") else words.GENERIC
    return texts


def levels_of(story: Story) -> dict[str, int | None]:
    """The level of each group; the highest is that of the case; prisoners are asked about only inside."""
    harm = story.profile.harm
    highest = "known_adult" if story.profile.is_domestic else "public"
    levels: dict[str, int | None] = {group: story.chance.randint(1, min(harm, 2)) for group in GROUPS}
    knows_of_nobody = not story.profile.is_domestic and story.says("2.3.3b")
    levels |= {"known_adult": 1} if knows_of_nobody else {"known_adult": min(harm, 2)}
    levels |= {highest: harm, "staff": 1, "prisoners": None}
    if story.often(3) or (harm == 1 and not story.says("2.1.3a")):
        levels["children"] = None
    return {f"harm_to_{group}": level for group, level in levels.items()}


def _factor(story: Story, assessment: Assessment, area: str) -> None:
    is_need = area in story.profile.needs
    differs = _differs(story.own_scores.get(area), is_need=is_need)
    answer = words.DIFFERENCE[area] if differs and story.often(98) else ""
    strength = words.STRENGTH[area] if _is_strong(story, area, is_need=is_need) else ""
    if not is_need:
        story.record.factor(
            assessment, area, "no", strength=strength, analysis=words.NO_NEED, answer_to_difference=answer
        )
        return
    story.record.factor(
        assessment,
        area,
        "yes",
        strength=strength,
        analysis=words.NEED[area] if story.says("2.1.2a") else "",
        is_linked_to_offending=area not in story.overlooked or not story.says("2.2.2a"),
        is_linked_to_harm=area in story.linked_to_harm,
        is_linked_to_desistance=story.often(60),
        answer_to_difference=answer,
    )


def _is_strong(story: Story, area: str, *, is_need: bool) -> bool:
    """Whether a strength is named: in most areas that are no need, and in the first in any case."""
    first = next((each for each in Area.values if each not in story.profile.needs), "")
    return story.says("2.1.2b") and not is_need and (area == first or story.often(60))


def _differs(score: int | None, *, is_need: bool) -> bool:
    """Whether the person sees it so differently that the officer has to say why."""
    return score is not None and (score >= WELL_FROM if is_need else score <= PROBLEM_UP_TO)
