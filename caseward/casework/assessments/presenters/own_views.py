"""What a person said of their own life: how far it is done, and two days beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from caseward.casework.assessments.models import Area, SelfAssessment
from caseward.rules.self_assessment import STATES
from caseward.shared.charts import bars
from caseward.shared.govuk.filters import written_date

if TYPE_CHECKING:
    from markupsafe import Markup

COLOURS = {"not_done": "red", "partly": "yellow", "done": "green", "unchanged": "purple"}


@dataclass(frozen=True)
class Standing:
    """How far a self-assessment is, in words."""

    words: str
    colour: str
    unscored: list[str]
    unchanged_since: date | None


def standing(own_view: SelfAssessment, before: SelfAssessment | None) -> Standing:
    """Not done, partly, done, or unchanged since a day; and the areas without a score, by name."""
    state = own_view.state(before)
    since = state.unchanged_since
    return Standing(
        f"Unchanged since {written_date(since)}" if since else STATES[state.code],
        COLOURS[state.code],
        [Area(area).label for area in state.unscored],
        since,
    )


def lines(shown: Sequence[SelfAssessment], length: int) -> list[tuple[SelfAssessment, Standing]]:
    """The first of a list of them, newest first, each held against the next that says anything."""
    found = []
    for number, own_view in enumerate(shown[:length]):
        earlier = [each for each in shown[number + 1 :] if each.state(None).code != "not_done"]
        found.append((own_view, standing(own_view, earlier[0] if earlier else None)))
    return found


def rows(own_view: SelfAssessment, before: SelfAssessment | None) -> list[tuple[str, ...]]:
    """Each area with its score and words; with the score before and the difference, if there is another."""
    now, earlier = own_view.rated(), before.rated() if before else {}
    shown = []
    for area in Area:
        rating = now[area]
        cells = [area.label, _score(rating.score)]
        if before is not None:
            was = earlier[area].score
            cells += [_score(was), _step(was, rating.score)]
        shown.append((*cells, rating.words or "–"))
    return shown


def picture(own_view: SelfAssessment, before: SelfAssessment) -> "Markup":
    """Both days as bars, area by area."""
    now, earlier = own_view.rated(), before.rated()
    days = [written_date(before.given_on), written_date(own_view.given_on)]
    return bars.grouped(
        "How the person sees each area, from 0 (a big problem) to 10 (going well)",
        f"Scores of {days[0]} and {days[1]}. The table after it has the same numbers.",
        days,
        [bars.Row(area.label, (earlier[area].score, now[area].score)) for area in Area],
        unit="",
    )


def _score(score: int | None) -> str:
    return "No answer" if score is None else str(score)


def _step(was: int | None, now: int | None) -> str:
    if was is None or now is None:
        return "Cannot be compared"
    if was == now:
        return "The same"
    return f"{abs(now - was)} {'better' if now > was else 'worse'}"
