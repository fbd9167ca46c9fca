"""The confirmed rows of a draft as decided standards, and where they do not fit each other.

The rating of each standard is calculated again from its figures; where the source prints another, the
panel must have moved it, which the source may or may not say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from caseward.rules.figures import Percent, answer_fault
from caseward.rules.framework import Framework, RatedBy, Standard
from caseward.rules.panel import GROUNDS, Decision, reasons_against
from caseward.rules.rating import Rating, Score, rate, score_of

from .draft_rows import OVERALL, SCORE, Row

NO_REASON = "The source prints this rating and gives no reason."


@dataclass(frozen=True)
class Placed:
    """One standard of a draft: what its figures give, what the source prints, and the ground between them."""

    standard: Standard
    calculated: str | None
    """None where a figure is missing, or nothing is calculated for this standard."""
    printed: str
    ground: str
    reason: str
    decided_by: tuple[str, ...]
    why_no_rating: str
    remark: str

    @property
    def is_moved(self) -> bool:
        """Whether the source prints another rating than the figures give."""
        return bool(self.calculated and self.printed and self.calculated != self.printed)


@dataclass(frozen=True)
class Standing:
    """A whole draft as it stands: every standard, and the overall rating and score as printed."""

    framework: Framework
    placed: tuple[Placed, ...]
    overall: str
    score: int | None

    @property
    def finals(self) -> dict[str, str | None]:
        """The printed rating of each standard; None where it is not known."""
        return {one.standard.code: one.printed or None for one in self.placed}

    @property
    def is_whole(self) -> bool:
        """Whether every rating that counts is known."""
        return all(one.printed for one in self.placed if one.standard.counts)

    @property
    def reckoned(self) -> Score:
        """The score of the printed ratings."""
        return score_of(self.framework, self.finals)


def standing(framework: Framework, rows: Mapping[str, Sequence[Row]]) -> Standing:
    """What the rows of a draft say as they stand now."""
    ratings = {row.key: row for row in rows["ratings"]}
    notes = {row.key: row.value for row in rows["discretion"] if not row.is_left_out}
    rating = _calculated(framework, rows["questions"], ratings)
    score = _value(ratings[SCORE])
    return Standing(
        framework=framework,
        placed=tuple(
            _placed(framework, rating, standard, ratings[standard.code], notes.get(standard.code, ""))
            for standard in framework.standards
        ),
        overall=_value(ratings[OVERALL]),
        score=int(score) if score else None,
    )


def _value(row: Row) -> str:
    return "" if row.is_left_out else row.value


def _calculated(framework: Framework, questions: Sequence[Row], ratings: Mapping[str, Row]) -> Rating:
    answers = {
        row.key: Percent(int(_value(row)))
        for row in questions
        if _value(row) and answer_fault(framework, row.key) is None
    }
    judged = [one.code for one in framework.standards if one.rated_by is RatedBy.JUDGEMENT]
    judgements = {code: _value(ratings[code]) for code in judged if _value(ratings[code])}
    return rate(framework, answers, judgements)


def _placed(framework: Framework, rating: Rating, standard: Standard, row: Row, note: str) -> Placed:
    rated = rating.standards[standard.code]
    is_sure = standard.rated_by is not RatedBy.JUDGEMENT and not rated.missing
    calculated = rated.band if is_sure else None
    printed = _value(row)
    is_moved = bool(calculated and printed and calculated != printed)
    decision = Decision(standard.code, printed, note or NO_REASON)
    return Placed(
        standard=standard,
        calculated=calculated,
        printed=printed,
        ground=_ground(framework, rating, decision) if is_moved else "",
        reason=decision.reason if is_moved else "",
        decided_by=rated.decided_by if is_sure else (),
        why_no_rating="" if printed else row.why or "Left out by the person who checked the reading.",
        remark=row.remark,
    )


def _ground(framework: Framework, rating: Rating, decision: Decision) -> str:
    """The first ground on which the panel may have decided so; empty where there is none."""
    tried = [Decision(decision.standard, decision.final, decision.reason, ground) for ground in GROUNDS]
    return next((one.ground for one in tried if not reasons_against(framework, rating, one)), "")


def warnings_of(now: Standing) -> list[str]:
    """Where the figures do not fit each other, in sentences."""
    return [*_of_standards(now), *_of_the_whole(now)]


def _of_standards(now: Standing) -> Iterator[str]:
    for one in now.placed:
        if not one.is_moved:
            continue
        named = f"{one.standard.code} {one.standard.title}"
        gives = now.framework.band(one.calculated or "").title
        prints = now.framework.band(one.printed).title
        first = f"{named}: the figures give {gives}, the source prints {prints}"
        if not one.ground:
            yield f"{first}, and the rules do not let the panel move it so."
        elif one.reason == NO_REASON:
            yield f"{first}, and no note of the panel’s discretion was found."


def _of_the_whole(now: Standing) -> Iterator[str]:
    reckoned = now.reckoned
    if not now.is_whole:
        if now.score is not None:
            yield f"The source prints {now.score} points, but not every rating that counts is known."
        return
    if now.score is not None and now.score != reckoned.points:
        yield f"The source prints {now.score} points; the ratings add up to {reckoned.points}."
    if now.overall and now.overall != reckoned.band:
        gives = now.framework.band(reckoned.band or "").title
        prints = now.framework.band(now.overall).title
        yield f"The source prints {prints} overall; {reckoned.points} points give {gives}."
