"""Everything that prose may refer to, and that the checker holds it against."""

from collections.abc import Mapping
from dataclasses import dataclass

from caseward.inspection.fieldwork.inputs import provided_figures
from caseward.inspection.fieldwork.inputs.figures import Provided
from caseward.inspection.reports.models import Report
from caseward.rules.wording.live_figures import Box, LiveFigure

from .boxes import usable_in
from .facts import (
    provider_figures,
    rating_figures,
    recommendation_counts,
    recommendation_figure,
    sample_counts,
    sample_figures,
)
from .questions import Asked, asked_of, question_figures
from .standing import Standing, standing_of


@dataclass(frozen=True)
class Material:
    """What a report is made from besides its prose."""

    standing: Standing
    asked: Asked
    provided: Provided
    samples: Mapping[str, int]
    recommendations: int
    figures: Mapping[str, LiveFigure]
    """By code; boxes are in it too, and notes that are not ready to be boxes."""
    boxes: Mapping[str, Box]
    waiting_notes: int
    """Notes on cases that are marked for the report and still have names to be changed."""


def material_of(report: Report) -> Material:
    """The live figures and boxes of a report as the data give them now."""
    inspection, framework = report.inspection, report.inspection.framework
    standing = standing_of(inspection)
    asked = asked_of(inspection, standing, report.comparator)
    provided = provided_figures(inspection)
    samples = sample_counts(inspection, standing)
    made, repeated = recommendation_counts(inspection)
    usable = usable_in(inspection)
    figures = [
        *rating_figures(standing),
        *sample_figures(framework, samples),
        recommendation_figure(made, repeated),
        *question_figures(standing, asked),
        *provider_figures(framework, provided),
        *usable.waiting,
        *(box.figure for box in usable.boxes.values()),
    ]
    by_code = {figure.code: figure for figure in figures}
    return Material(standing, asked, provided, samples, made, by_code, usable.boxes, len(usable.waiting))
