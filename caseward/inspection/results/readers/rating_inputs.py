"""A report's figures in the form that rating takes: answers, judgements and the panel's decisions."""

from collections.abc import Mapping
from typing import Any

from caseward.inspection.results.readers.reports import ReportReading
from caseward.inspection.results.readers.texts import UnusableReport
from caseward.rules.figures import Percent, answer_fault
from caseward.rules.framework import Framework, RatedBy
from caseward.rules.panel import GROUNDS, Decision, reasons_against
from caseward.rules.rating import Rating, rate


def as_rating_input(reading: ReportReading) -> tuple[dict[str, Any], list[str]]:
    """The input, and one line for each printed rating that the rules cannot reach from the figures.

    Raises UnusableReport where the framework is not known, for then nothing can be rated.
    """
    framework = reading.framework
    if framework is None:
        raise UnusableReport("the framework could not be told, so there is nothing to rate by")
    answers = {
        code: {"percent": value}
        for code, value in reading.percent.items()
        if answer_fault(framework, code) is None
    }
    judged = [one.code for one in framework.standards if one.rated_by is RatedBy.JUDGEMENT]
    judgements = {code: reading.ratings[code] for code in judged if code in reading.ratings}
    rating = rate(framework, {code: Percent(one["percent"]) for code, one in answers.items()}, judgements)
    panel, unreached = _panel(framework, rating, reading)
    given = {"framework": framework.code, "judgements": judgements, "answers": answers, "panel": panel}
    return given, unreached


def _panel(
    framework: Framework, rating: Rating, reading: ReportReading
) -> tuple[list[dict[str, str]], list[str]]:
    """What the panel must have decided where the printed rating is not the calculated one."""
    panel, unreached = [], []
    for code, printed in _decided(framework, rating, reading.ratings).items():
        decision = _allowed(framework, rating, code, printed, reading.discretion.get(code, ""))
        if decision:
            panel.append(
                {
                    "standard": code,
                    "ground": decision.ground,
                    "final": decision.final,
                    "reason": decision.reason,
                }
            )
        else:
            title = framework.standard(code).title
            unreached.append(
                f"{code} {title}: the printed rating ({printed}) does not follow from the figures"
            )
    return panel, unreached


def _decided(framework: Framework, rating: Rating, ratings: Mapping[str, str]) -> dict[str, str]:
    """Standards with a calculated rating that is not the printed one."""
    counted = [one.code for one in framework.standards if one.rated_by is not RatedBy.JUDGEMENT]
    return {
        code: ratings[code]
        for code in counted
        if code in ratings and rating.standards[code].band not in (None, ratings[code])
    }


def _allowed(framework: Framework, rating: Rating, code: str, printed: str, reason: str) -> Decision | None:
    """The decision on the first ground that allows it."""
    why = reason or "The report prints this rating."
    decisions = [Decision(code, printed, why, ground) for ground in GROUNDS]
    return next((one for one in decisions if not reasons_against(framework, rating, one)), None)
