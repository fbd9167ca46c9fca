"""The live figures of questions of cases and of interviews: per cent, word, count, and what stands beside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from caseward.inspection.fieldwork.inputs import survey_figures
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.results.models import Comparator
from caseward.inspection.results.policies import SMALL_NUMBERS
from caseward.inspection.results.presenters.comparison import (
    Beside,
    Comparisons,
    comparator_side,
    comparisons,
    last_side,
    plain,
)
from caseward.rules.disclosure import why_hidden
from caseward.rules.figures import Count, Figure, Percent
from caseward.rules.framework import Framework
from caseward.rules.rating import whole_per_cent
from caseward.rules.wording import band_word, house_style
from caseward.rules.wording.live_figures import LiveFigure

from .standing import Standing

ASKED_OF = {"officers": "Interviews with officers", "people": "Interviews with people on probation"}
NOBODY = "Nobody has answered this yet, or too few to be shown."
NO_SET = "The report compares with no set of inspections."


@dataclass(frozen=True)
class Asked:
    """Percentages of cases and of interviews as the public may see them, and what stands beside them."""

    figures: Mapping[str, Figure]
    compared: Comparisons
    answered: Mapping[str, Count]
    """Interviews as they were counted, which only those who may see the evidence see."""


def asked_of(inspection: Inspection, standing: Standing, comparator: Comparator | None) -> Asked:
    """Every percentage, with the last inspection and the chosen set beside it."""
    cases = {each.question.code: one for each in standing.figures if (one := plain(each))}
    answered = survey_figures(inspection)
    interviews = {code: one for code, count in answered.items() if (one := _public(count))}
    figures = {**cases, **interviews}
    compared = comparisons(
        standing.framework,
        figures,
        last=last_side(inspection.provider, inspection.fieldwork_starts_on),
        comparator=comparator_side(comparator, inspection.provider) if comparator else None,
    )
    return Asked(figures, compared, answered)


def question_figures(standing: Standing, asked: Asked) -> Iterator[LiveFigure]:
    """Every question of cases and every survey item, each with its forms."""
    for each in standing.figures:
        code = each.question.code
        why = each.withheld or each.why_no_figure
        group = f"{each.standard.code} {each.standard.title}"
        forms, lacking = _forms(standing.framework, asked, code, why)
        yield LiveFigure(code, each.question.text, group, forms, lacking)
    for item in standing.framework.evidence.survey:
        if item.counts_as_yes:
            forms, lacking = _forms(standing.framework, asked, item.code, NOBODY)
            yield LiveFigure(item.code, item.short, ASKED_OF[item.asked_of], forms, lacking)


def _forms(framework: Framework, asked: Asked, code: str, why: str) -> tuple[dict[str, str], dict[str, str]]:
    """What a percentage is written as, and why some forms of it are not there."""
    beside = asked.compared.of(code)
    forms = {**_own(framework, asked.figures.get(code)), **_others(beside)}
    lacking = {**_why_not(beside), **{form: why for form in ("", "word", "count") if why}}
    return forms, {form: reason for form, reason in lacking.items() if form not in forms and reason}


def _own(framework: Framework, figure: Figure | None) -> dict[str, str]:
    if figure is None:
        return {}
    percent = figure.value if isinstance(figure, Percent) else whole_per_cent(figure.share)
    forms = {"": house_style.per_cent(percent), "word": band_word(framework, percent)}
    if isinstance(figure, Count):
        forms["count"] = house_style.out_of(figure.yes, figure.base)
    return forms


def _others(beside: Beside) -> dict[str, str]:
    forms: dict[str, str] = {}
    last, across = beside.last, beside.comparator
    if last.percent is not None:
        forms["previous"] = house_style.per_cent(last.percent)
    if last.points is not None:
        forms["change"] = house_style.moved(last.points, significant=last.significant)
    if across and across.percent is not None:
        forms["comparator"] = house_style.per_cent(across.percent)
    if across and across.points is not None:
        forms["gap"] = house_style.apart(across.points, significant=across.significant)
    return forms


def _why_not(beside: Beside) -> dict[str, str]:
    last = beside.last.why_blank
    across = beside.comparator.why_blank if beside.comparator else NO_SET
    return {"previous": last, "change": last, "comparator": across, "gap": across}


def _public(count: Count) -> Figure | None:
    """A survey count as the public may see it: small numbers leave only the per cent, or nothing."""
    if count.base < SMALL_NUMBERS.least_base:
        return None
    if why_hidden(count.yes, count.base, SMALL_NUMBERS):
        return Percent(whole_per_cent(Fraction(count.yes, count.base)))
    return count
