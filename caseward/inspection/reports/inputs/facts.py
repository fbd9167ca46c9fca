"""The live figures that are no percentages of questions: ratings, samples, provider figures, advice given."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from django.db.models import Count as CountRows

from caseward.inspection.case_assessments.models import Assessment, Reading
from caseward.inspection.fieldwork.inputs.figures import Provided
from caseward.inspection.fieldwork.models import Activity, Interview, ProvidedFigure
from caseward.inspection.follow_up.models import Recommendation
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.results.presenters.facts import OTHER_SAMPLES
from caseward.rules.framework import Base, Framework
from caseward.rules.framework_evidence import ProviderFigure
from caseward.rules.wording import house_style
from caseward.rules.wording.live_figures import LiveFigure

from .standing import Standing

RATINGS, INSPECTED, REPORT = "Ratings and score", "What was inspected", "The report"
FORM_OF_PERIOD = {"current": "", "previous": "previous", "target": "target"}
NO_DATA = "The provider has no data available."


def rating_figures(standing: Standing) -> Iterator[LiveFigure]:
    """The rating of each standard and overall, and the score."""
    framework, score = standing.framework, standing.score
    for standard in framework.standards:
        band = standing.bands.get(standard.code)
        yield LiveFigure(
            f"rating.{standard.code}",
            f"Rating of {standard.code} {standard.title}",
            RATINGS,
            {"": framework.band(band).title} if band else {},
            {} if band else {"": "This standard has no rating yet."},
        )
    overall = {"": framework.band(score.band).title} if score.band else {}
    yield LiveFigure("rating.overall", "Overall rating", RATINGS, overall, {"": "Nothing is rated yet."})
    forms = {"": f"{score.points} out of {score.out_of}", "points": str(score.points)}
    yield LiveFigure("score", "Score of all standards", RATINGS, forms)


def sample_counts(inspection: Inspection, standing: Standing) -> dict[str, int]:
    """How many cases, interviews and meetings the inspection rests on, by code of sample or kind."""
    read = Assessment.objects.finished().of_cases_in_use()
    read = read.filter(inspection=inspection, reading=Reading.FIRST).order_by()
    cases = dict(read.values_list("case__draw__sample_code").annotate(CountRows("pk")))
    interviews = Interview.objects.filter(inspection=inspection).order_by()
    held = dict(interviews.values_list("asked_of").annotate(CountRows("pk")))
    return {
        **{
            sample.code: cases[sample.code] for sample in inspection.framework.samples if sample.code in cases
        },
        "harm": _cases_with_harm(inspection.framework, standing),
        "interviews.officers": held.get("officers", 0),
        "interviews.people": held.get("people", 0),
        "meetings": Activity.objects.filter(inspection=inspection, kind=Activity.Kind.MEETING).count(),
    }


def sample_figures(framework: Framework, counts: Mapping[str, int]) -> Iterator[LiveFigure]:
    """What was inspected, as prose refers to it."""
    titles = {sample.code: f"Cases inspected: {sample.title}" for sample in framework.samples} | OTHER_SAMPLES
    for code, value in counts.items():
        yield LiveFigure(f"sample.{code}", titles[code], INSPECTED, {"": house_style.number(value)})


def provider_figures(framework: Framework, provided: Provided) -> Iterator[LiveFigure]:
    """The figures that the provider gave of itself."""
    titles = {group.code: group.title for group in framework.evidence.figure_groups}
    given: dict[str, dict[str, ProvidedFigure]] = {}
    for (code, period), row in provided.items():
        given.setdefault(code, {})[FORM_OF_PERIOD[period]] = row
    for figure in framework.evidence.figures:
        if figure.code in given:
            yield _provided(figure, titles.get(figure.group, "Provider’s figures"), given[figure.code])


def recommendation_counts(inspection: Inspection) -> tuple[int, int]:
    """How many recommendations the report makes, and how many of them it repeats."""
    made = Recommendation.objects.filter(inspection=inspection).aggregate(
        made=CountRows("pk"), repeated=CountRows("repeats")
    )
    return made["made"], made["repeated"]


def recommendation_figure(made: int, repeated: int) -> LiveFigure:
    """The same as prose refers to them."""
    forms = {"": house_style.number(made), "repeated": house_style.number(repeated)}
    return LiveFigure("recommendations", "Recommendations made", REPORT, forms)


def _provided(figure: ProviderFigure, group: str, rows: dict[str, ProvidedFigure]) -> LiveFigure:
    forms = {
        form: house_style.quantity(Fraction(row.value), figure.unit)
        for form, row in rows.items()
        if row.value is not None
    }
    lacking = {form: NO_DATA for form, row in rows.items() if row.value is None}
    return LiveFigure(figure.code, figure.title, group, forms, lacking)


def _cases_with_harm(framework: Framework, standing: Standing) -> int:
    bases = [
        standing.counts[question.code].base
        for question in framework.questions()
        if question.base is Base.HARM and question.scored and question.code in standing.counts
    ]
    return max(bases, default=0)
