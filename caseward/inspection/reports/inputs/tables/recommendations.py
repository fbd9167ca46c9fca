"""The tables of what was recommended: now, and last time with what is found of it."""

from collections.abc import Iterator

from django.db.models import Prefetch

from caseward.inspection.follow_up import policies
from caseward.inspection.follow_up.models import EarlierJudgement
from caseward.inspection.follow_up.presenters.recommendations import groups_of
from caseward.inspection.inspections.models import Inspection

from .cells import Cell, Table, words


def recommendations(inspection: Inspection) -> Iterator[Table]:
    """One table for each addressee."""
    for place, group in enumerate(groups_of(inspection), 1):
        yield Table(
            code=f"recommendations-{place}",
            caption=f"Recommendations to: {group.addressee}",
            head=("Number", "Recommendation", "Rests on", "Made before"),
            rows=tuple(
                (
                    Cell(str(each.recommendation.number), each.recommendation.number),
                    words(each.recommendation.text),
                    words("; ".join(each.subjects)),
                    words("Repeated from the last inspection" if each.recommendation.repeats_id else "New"),
                )
                for each in group.recommendations
            ),
        )


def earlier_recommendations(inspection: Inspection) -> Iterator[Table]:
    """Every recommendation of the last inspection with how much was done."""
    own = EarlierJudgement.objects.filter(inspection=inspection)
    rows = policies.earlier_recommendations(inspection).select_related("result")
    made = list(rows.prefetch_related(Prefetch("judgements", own, to_attr="own_judgements")))
    if not made:
        return
    found = [(row, next(iter(getattr(row, "own_judgements", ())), None)) for row in made]
    given = [judgement.progress for _, judgement in found if judgement]
    tally = (f"{label.lower()}: {given.count(value)}" for value, label in EarlierJudgement.Progress.choices)
    yield Table(
        code="earlier-recommendations",
        caption=f"Recommendations of {made[0].result.title}",
        head=("Number", "Recommendation", "Progress", "What inspectors found"),
        rows=tuple(
            (
                Cell(str(row.number), row.number),
                words(row.text),
                words(judgement.get_progress_display() if judgement else "Not judged yet"),
                words(judgement.paragraph if judgement else ""),
            )
            for row, judgement in found
        ),
        notes=(f"In all, {', '.join(tally)}.",),
    )
