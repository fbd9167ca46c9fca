"""The table of ratings: every standard as it was, as it was calculated, as it stands, and why it moved."""

from collections.abc import Iterator, Mapping

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings import inputs as ratings
from caseward.inspection.ratings.models import Meeting
from caseward.inspection.reports.inputs.catalogue import Material
from caseward.inspection.results.actions import DecidedStandard
from caseward.inspection.results.models import Result
from caseward.inspection.results.presenters.figures import GROUNDS
from caseward.rules.comparison import why_incomparable
from caseward.rules.framework import Framework, RatedBy, Standard
from caseward.rules.rating import Score, score_of

from .cells import NOTHING, Cell, Table, grouped_notes, words

NOT_KNOWN = "Not known"
"""Said of an earlier result whose source does not print every rating."""


def ratings_table(material: Material, inspection: Inspection) -> Iterator[Table]:
    """The ratings as they stand; a decided one with how it was reached."""
    framework = material.standing.framework
    decided = decided_standards(inspection)
    last = _last_result(inspection)
    lasts = _last_ratings(last, framework)
    reasons = [(f"{row.code} {row.title}", lasts[row.code][1]) for row in framework.standards] if last else []
    rows = [
        (
            words(f"{standard.code} {standard.title}"),
            *((lasts[standard.code][0],) if last else ()),
            *_decided(framework, decided.get(standard.code), material.standing.bands.get(standard.code)),
            words(_why(framework, standard, decided.get(standard.code))),
        )
        for standard in framework.standards
    ]
    yield Table(
        code="ratings",
        caption="Ratings",
        head=(
            "Standard",
            *(("Last inspection",) if last else ()),
            "Calculated or proposed",
            "Final rating",
            "Why",
        ),
        rows=(*rows, *_totals(material, decided, last)),
        notes=(
            *((f"Last inspection: {last.title}.",) if last else ()),
            *grouped_notes(reasons, "No rating of the last inspection"),
            *(() if decided else ("The ratings panel has not decided yet.",)),
        ),
    )


def decided_standards(inspection: Inspection) -> dict[str, DecidedStandard]:
    """The panel's decisions by the code of the standard; none before they are locked."""
    if inspection.stage not in {"decided", "published"}:
        return {}
    meetings = Meeting.objects.filter(inspection=inspection, is_current=True).select_related("calculated")
    meeting = meetings.first()
    if meeting is None:
        return {}
    meeting.inspection = inspection
    return {row.code: row for row in ratings.decided_standards(meeting)}


def _last_result(inspection: Inspection) -> Result | None:
    rows = Result.objects.of_before(inspection.provider, inspection.fieldwork_starts_on)
    return rows.prefetch_related("standards").first()


def _last_ratings(last: Result | None, framework: Framework) -> Mapping[str, tuple[Cell, str]]:
    """The earlier rating of each standard, or why there is none to set beside."""
    if last is None:
        return {}
    given = {row.standard_code: row.final for row in last.standards.all()}
    found = {}
    for standard in framework.standards:
        why = why_incomparable(standard.code, last.framework, framework)
        band = given.get(standard.code, "")
        if why or not band:
            found[standard.code] = (Cell(NOTHING), why or "That inspection did not rate it.")
        else:
            found[standard.code] = (_band(last.framework, band), "")
    return found


def _decided(
    framework: Framework, decided: DecidedStandard | None, standing: str | None
) -> tuple[Cell, Cell]:
    if decided is None:
        return _band(framework, standing), Cell("Not decided")
    return _band(framework, decided.indicative), _band(framework, decided.final)


def _band(framework: Framework, code: str | None) -> Cell:
    return Cell(framework.band(code).title, band=code) if code else Cell("Not rated")


def _why(framework: Framework, standard: Standard, decided: DecidedStandard | None) -> str:
    if decided and decided.reason:
        return f"{GROUNDS.get(decided.ground, '')}: {decided.reason}".removeprefix(": ")
    if standard.rated_by is RatedBy.JUDGEMENT:
        return "Judged on all the evidence"
    if decided and decided.decided_by:
        named = (f"{code} {framework.question(code).text}" for code in decided.decided_by)
        return f"Decided by {' and '.join(named)}"
    return ""


def _totals(
    material: Material, decided: Mapping[str, DecidedStandard], last: Result | None
) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    framework, final = material.standing.framework, material.standing.score
    before = (
        score_of(framework, {code: row.indicative for code, row in decided.items()}) if decided else final
    )
    earlier = (_last_overall(last),) if last else ()
    scored = (_last_score(last),) if last else ()
    return (
        (
            words("Overall rating"),
            *earlier,
            _band(framework, before.band),
            _band(framework, final.band),
            words(""),
        ),
        (words("Score in points"), *scored, _score(before), _score(final), words("")),
    )


def _last_overall(last: Result) -> Cell:
    return _band(last.framework, last.rating) if last.rating else Cell(NOT_KNOWN)


def _last_score(last: Result) -> Cell:
    return Cell(NOT_KNOWN) if last.points is None else Cell(f"{last.points} of {last.out_of}", last.points)


def _score(score: Score) -> Cell:
    return Cell(f"{score.points} of {score.out_of}", score.points)
