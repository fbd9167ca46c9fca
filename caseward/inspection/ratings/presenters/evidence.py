"""The figures of the cases as evidence for a key question of a judged standard."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseward.inspection.fieldwork.models import Side
from caseward.inspection.fieldwork.policies.citations import reasons_not_to_cite
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings import inputs, policies
from caseward.rules.figures import Count
from caseward.rules.framework import Framework, Question
from caseward.rules.rating import Rating, whole_per_cent
from caseward.shared.govuk import slots

from .figures import band_title

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


@dataclass(frozen=True)
class CaseLine:
    """One question of the cases with its count; a band where it is a scored key question."""

    question: Question
    count: Count
    band: str | None
    band_title: str

    @property
    def percent(self) -> int | None:
        """The whole per cent; None without a case."""
        return whole_per_cent(self.count.share) if self.count.base else None


def case_figures_slot(*, inspection: Inspection, key_question: str, user: "Viewer") -> str:
    """The case figures that bear on a key question, and the weak ones, for those who see figures."""
    if not policies.sees_ratings(user, inspection):
        return ""
    framework = inspection.framework
    answers = inputs.answers_for(inspection)
    rating = inputs.live_rating(inspection, answers)
    bears = framework.evidence.bearing_on(key_question).case_figures
    codes = list(dict.fromkeys(code for row in bears for code in row.codes))
    bands = dict(_bands(rating))
    weak = [code for code in bands if is_weak(framework, bands[code]) and code not in codes]
    context = {
        "inspection": inspection,
        "key_question": key_question,
        "bearing": [_line(framework, code, answers, bands) for code in codes],
        "weak": [_line(framework, code, answers, bands) for code in weak],
        "why_inferred": next((row.provenance.source for row in bears if row.provenance.inferred), ""),
        "sides": list(Side),
        "may_cite": not reasons_not_to_cite(user, inspection),
    }
    return slots.drawn_from("ratings/case_figures.html", context)


def is_weak(framework: Framework, band: str) -> bool:
    """Whether a band lies in the lower half of the scale, which runs from best to worst."""
    codes = [each.code for each in framework.bands]
    return 2 * codes.index(band) >= len(codes)


def _bands(rating: Rating) -> Iterator[tuple[str, str]]:
    for standard in rating.standards.values():
        for code, rated in standard.questions.items():
            yield code, rated.band


def _line(
    framework: Framework, code: str, answers: Mapping[str, Count], bands: Mapping[str, str]
) -> CaseLine:
    band = bands.get(code)
    return CaseLine(
        framework.question(code), answers.get(code, Count(0, 0)), band, band_title(framework, band)
    )
