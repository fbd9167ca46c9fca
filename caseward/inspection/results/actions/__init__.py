"""Everything that changes results: recording, importing, naming sets to compare with."""

from caseward.inspection.results.inputs.values import (
    About,
    DecidedStandard,
    Fact,
    Further,
    GroupedFigure,
    PublishedRecommendation,
    QuestionFigure,
    UnratedSeen,
)

from .comparators import (
    PrintedAverage,
    SetOfInspections,
    change_comparator,
    create_comparator,
)
from .decided import (
    add_further,
    add_recommendations,
    correct_recommendation,
    percent_of,
    record_result,
    record_unrated,
)
from .imports import confirm_about, confirm_rows, discard_draft, keep_draft, record_draft

__all__ = [
    "About",
    "DecidedStandard",
    "Fact",
    "Further",
    "GroupedFigure",
    "PrintedAverage",
    "PublishedRecommendation",
    "QuestionFigure",
    "SetOfInspections",
    "UnratedSeen",
    "add_further",
    "add_recommendations",
    "change_comparator",
    "confirm_about",
    "confirm_rows",
    "correct_recommendation",
    "create_comparator",
    "discard_draft",
    "keep_draft",
    "percent_of",
    "record_draft",
    "record_result",
    "record_unrated",
]
