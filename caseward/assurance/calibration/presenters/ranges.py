"""Between which shares of yes the answers to a key question would fall: a range, never a rating."""

from fractions import Fraction
from math import ceil, floor

from django.utils import timezone
from markupsafe import Markup

from caseward.assurance.calibration import inputs
from caseward.rules.bases import decided_by
from caseward.rules.evidence_range import FEWEST, Caseload, Group, NotCalibrated, Range, evidence_range
from caseward.rules.framework import Framework, Question, Sample
from caseward.rules.rating import whole_per_cent
from caseward.shared.charts.drawing import box, element, frame, share, words
from caseward.shared.charts.palette import INK, LINE
from caseward.shared.govuk import slots
from caseward.shared.organisations.models import Organisation

GROUND = "#ffffff"


def key_question_range(*, framework: Framework, key_question: Question, provider: Organisation) -> str:
    """The range for one key question of a provider, or why there is none."""
    context: dict[str, object] = {"why_not": ""}
    sample = inputs.sample_of(framework, key_question)
    if not inputs.prompts_with_checks(framework, key_question) or sample is None:
        context["why_not"] = (
            "Records cannot speak to any prompt of this key question, so no range can be told."
        )
    elif not sample.confidence:
        context["why_not"] = (
            "No confidence is published for the sample of this key question, so no range can be told."
        )
    else:
        context |= _fitted(framework, key_question, provider, sample)
    return slots.drawn_from("calibration/range.html", context)


def _fitted(
    framework: Framework, key_question: Question, provider: Organisation, sample: Sample
) -> dict[str, object]:
    answered = inputs.answered(framework, key_question, provider)
    if len(answered) < FEWEST:
        of = f"{len(answered)} of the {FEWEST} answers from audits that a range needs"
        return {"why_not": f"Not yet calibrated: {of}."}
    missing = inputs.caseload(framework, key_question, provider)
    if not missing:
        return {"why_not": "Not yet calibrated: no case has been looked through in which this arises."}
    size = inputs.sample_size(sample, provider, timezone.localdate(), otherwise=len(missing))
    confidence = Fraction(sample.confidence or 0, 100)
    fitted = evidence_range(answered, Caseload(missing, size), confidence)
    if isinstance(fitted, NotCalibrated):
        return {"why_not": fitted.why_not}
    low, high = whole_ends(fitted)
    return {
        "low": low,
        "high": high,
        "cases": len(missing),
        "drawn": min(size, len(missing)),
        "confidence": sample.confidence,
        "drawing": _drawing(low, high),
        "rows": [_row(group) for group in fitted.groups],
        "limits": (*fitted.limits, *_limits(framework, key_question, sample)),
    }


def _limits(framework: Framework, key_question: Question, sample: Sample) -> tuple[str, ...]:
    """What the rule cannot know: that a key question is about some cases only."""
    if decided_by(framework, sample.code, key_question.base) is None:
        return ()
    return ("Inspectors ask this of some cases only; the caseload is counted with all in which it arises.",)


def whole_ends(fitted: Range) -> tuple[int, int]:
    """Both ends as whole per cents, rounded outwards so that the range is not made narrower."""
    return floor(100 * fitted.low), ceil(100 * fitted.high)


def _row(group: Group) -> list[object]:
    title = group.title[0].upper() + group.title[1:]
    return [title, f"{group.yes} of {group.answers}", f"{whole_per_cent(group.weight)}%"]


def _drawing(low: int, high: int) -> Markup:
    """The range as a bar on a line from 0 to 100, without bands: bands would make it look like a rating."""
    ground = box(0, 2, 100, 22, GROUND, LINE)
    bar = box(low, 2, high - low, 22, INK, INK)
    ends = [
        words(f"{end}%", across=share(end), down=40, size=13, text_anchor=_anchor(end)) for end in (low, high)
    ]
    scale = [
        words("0%", across="0", down=58, size=12),
        words("100%", across="100%", down=58, size=12, text_anchor="end"),
    ]
    middle = element("line", x1="50%", x2="50%", y1=24, y2=30, stroke=LINE)
    description = (
        f"A bar from {low} to {high} on a line from 0 to 100 per cent of yes. The sentence says the same."
    )
    return frame("Where people’s answers would fall", description, [ground, bar, middle, *ends, *scale], 64)


def _anchor(end: int) -> str:
    """Words at either edge stay inside the drawing."""
    if end < 10:
        return "start"
    return "end" if end > 90 else "middle"
