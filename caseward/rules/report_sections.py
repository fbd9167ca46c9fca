"""Which sections a report has: those that its framework names, else a small set of our own."""

from collections.abc import Iterator

from caseward.rules.framework import Framework
from caseward.rules.framework_evidence import ReportSection
from caseward.rules.framework_parts import Provenance

_OURS = Provenance("The framework names no sections; these are ours", inferred=True)


def sections_of(framework: Framework) -> tuple[ReportSection, ...]:
    """The sections of a report in their order.

    Where a framework names none: foreword, ratings, summary, recommendations and a chapter for each standard.
    That set is inferred from the published reports, which all have these. [TV, LON]
    """
    return framework.report.sections or tuple(_ours(framework))


def is_written(section: ReportSection) -> bool:
    """Whether people write in it: prose and chapters; tables are drawn from data alone. Inferred."""
    return section.kind != "tables"


def _ours(framework: Framework) -> Iterator[ReportSection]:
    yield ReportSection("foreword", "Foreword", "prose", (), _OURS)
    yield ReportSection("ratings", "Ratings", "tables", ("ratings",), _OURS)
    yield ReportSection("summary", "Executive summary", "prose", (), _OURS)
    yield ReportSection("recommendations", "Recommendations", "tables", ("recommendations",), _OURS)
    for standard in framework.standards:
        code = f"standard-{standard.code}"
        yield ReportSection(
            code, standard.title, "chapter", ("key-questions",), _OURS, standard=standard.code
        )
    yield ReportSection("annex-data", "Inspection data", "tables", ("inspection-data",), _OURS, is_annex=True)
