"""What a person says of the areas of their own life: whether it is done, and where the officer differs.

For each area the person gives a score and words. 0 is a big problem, 10 is going well. A published report
found self-assessments left blank, and others copied from an earlier one [TV]. So blank is not done, and
what is the same as before is shown as unchanged with the day since when; that the person then confirms it,
the scale and its thresholds are inferred.

Worked examples:

- Three areas, none with a score or words: not done.
- Money 3 and housing 8, friends blank: partly done, friends is left.
- Money 3 and housing 8, both as on 4 March: unchanged since 4 March.
- Drinking 9 from the person, and a need in the officer's eyes: the two differ, and a line on it is wanted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

LEAST, MOST = 0, 10
"""The scale: 0 is a big problem, 10 is going well (inferred)."""
PROBLEM_UP_TO = 3
"""A score up to this says that there is a problem (inferred)."""
WELL_FROM = 7
"""A score from this on says that it is going well (inferred). Scores between the two say neither."""

STATES: Mapping[str, str] = {
    "not_done": "Not done",
    "partly": "Partly done",
    "done": "Done",
    "unchanged": "Unchanged",
}
NEEDS = ("yes", "no", "unknown")
"""What an officer may say of an area: whether it is a need."""


@dataclass(frozen=True)
class Rating:
    """One area as the person sees it: a score or None, and words that may be empty."""

    score: int | None = None
    words: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether there is neither a score nor a word."""
        return self.score is None and not self.words.strip()


@dataclass(frozen=True)
class Earlier:
    """The self-assessment before this one."""

    on: date
    ratings: Mapping[str, Rating]


@dataclass(frozen=True)
class State:
    """How far a self-assessment is: a code of `STATES`."""

    code: str
    unscored: tuple[str, ...]
    """The areas without a score, in the order in which they were asked."""
    unchanged_since: date | None


@dataclass(frozen=True)
class Difference:
    """An area that the person and the officer see differently."""

    area: str
    score: int
    officer_sees_need: bool


def state(ratings: Mapping[str, Rating], before: Earlier | None) -> State:
    """How far a self-assessment is.

    In: every area that is asked, blank ones too; the assessment before it, None where there was none.
    Out: not done where every area is blank; unchanged where all scores and words are as before, however
    many there are; done where every area has a score; else partly. Spaces around words do not count as a
    change. Raises ValueError where a score is outside 0 to 10. [TV]; inferred.
    """
    given = _given(ratings)
    unscored = tuple(area for area, rating in ratings.items() if rating.score is None)
    if not given:
        return State("not_done", unscored, None)
    if before is not None and given == _given(before.ratings):
        return State("unchanged", unscored, before.on)
    return State("partly" if unscored else "done", unscored, None)


def differences(ratings: Mapping[str, Rating], officer_needs: Mapping[str, str]) -> tuple[Difference, ...]:
    """The areas where the person and the officer differ, in the order of the person's.

    In: the person's areas; the officer's yes, no or unknown for each area. Out: the areas of a need in
    which the person is doing well (7 to 10), and those of no need in which the person sees a problem
    (0 to 3). An area that either has not judged is not a difference. Raises ValueError where a score is
    outside 0 to 10 or the officer says something else. Thresholds inferred.
    """
    if unknown := sorted({*officer_needs.values()} - {*NEEDS}):
        raise ValueError(f"Whether an area is a need is yes, no or unknown, not {unknown[0]!r}.")
    found = []
    for area, (score, _) in _given(ratings).items():
        need = officer_needs.get(area, "unknown")
        if score is not None and _differ(score, need):
            found.append(Difference(area, score, officer_sees_need=need == "yes"))
    return tuple(found)


def unanswered_differences(found: Iterable[Difference], answers: Mapping[str, str]) -> tuple[Difference, ...]:
    """The differences on which the officer has not written a line yet.

    In: differences; the officer's words by area. Out: those without words; spaces are no words. Inferred.
    """
    return tuple(each for each in found if not answers.get(each.area, "").strip())


def _given(ratings: Mapping[str, Rating]) -> dict[str, tuple[int | None, str]]:
    for area, rating in ratings.items():
        if rating.score is not None and not LEAST <= rating.score <= MOST:
            raise ValueError(f"The score of {area} is {rating.score}, outside {LEAST} to {MOST}.")
    return {area: (each.score, each.words.strip()) for area, each in ratings.items() if not each.is_blank}


def _differ(score: int, need: str) -> bool:
    return (need == "yes" and score >= WELL_FROM) or (need == "no" and score <= PROBLEM_UP_TO)
