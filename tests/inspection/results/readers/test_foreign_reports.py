"""Reports under a framework that is not installed."""

from pathlib import Path

import pytest

from caseward.inspection.results.readers.reports import ReportReading, read_report
from caseward.inspection.standards import readers as standards

REPORT = """An inspection of
Eastmoor Division

Ratings

Eastmoor Division    Score 5/12

Overall rating    Requires improvement

1. Running the service
1.1 Leadership    Good
1.2 Court desk    Requires
improvement
2. The work itself
2.1 Advice to courts    Good
2.2 Contact with victims
Inadequate

Executive summary

2.1 of the reports that we read were late. Overall, Eastmoor Division is rated as: Requires improvement.
"""


@pytest.fixture
def read(tmp_path: Path) -> ReportReading:
    file = tmp_path / "report.txt"
    file.write_text(REPORT, "utf-8")
    return read_report(file, [standards.framework(code) for code in standards.framework_codes()])


def test_ratings_stand_under_the_numbers_that_the_report_prints(read: ReportReading) -> None:
    assert read.framework is None
    assert read.ratings == {
        "1.1": "good",
        "2.1": "good",
        "2.2": "inadequate",
        "overall": "requires_improvement",
    }
    assert read.sources["2.1"]["text"].startswith("2.1 Advice to courts")


def test_a_rating_that_is_broken_off_is_unreadable_and_so_is_what_the_numbers_mean(
    read: ReportReading,
) -> None:
    assert set(read.unreadable) >= {"framework", "1.2", "percent", "prompts"}


def test_the_score_is_read_where_it_is_out_of_three_a_standard(read: ReportReading) -> None:
    assert read.score == 5
    assert "score" not in read.unreadable
