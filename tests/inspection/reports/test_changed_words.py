"""Words of a published report changed one at a time: what was right becomes wrong, and is found."""

import pytest

from caseward.inspection.reports.readers import read_plain
from caseward.rules.wording.checker import check
from caseward.rules.wording.from_report import known_from_report
from caseward.rules.wording.known import Known
from tests.inspection.reports import report_json
from tests.inspection.reports.planted import framework

CHANGES = [
    ("wrong_kind", "Thames Valley CRC is equipped", "The division is equipped"),
    ("real_name", "completed with Brian, and", "completed with Justin, and"),
    ("real_name", "Tim is a 38-year-old", "Tim Ashworth is a 38-year-old"),
    ("count", "we have made six recommendations that we", "we have made seven recommendations that we"),
    ("count", "We examined 35 cases with unpaid work", "We examined 53 cases with unpaid work"),
    ("count", "we made six recommendations to the CRC", "we made five recommendations to the CRC"),
    ("count", "Of the 100 cases, 79 cases included", "Of the 100 cases, 89 cases included"),
    ("count", "we interviewed 60 individual responsible", "we interviewed 66 individual responsible"),
    ("direction", "caseload has fallen from 4,417", "caseload has risen from 4,417"),
    ("direction", "planning has improved from last year", "planning has deteriorated since last year"),
    ("direction", "improvement in the protection of actual", "deterioration in the protection of actual"),
    ("direction", "which is an improvement from 44", "which is a decrease from 44"),
    ("disagreement", "sessions, ten work parties and two", "sessions, twelve work parties and two"),
    ("significance", "little improvement in the number", "significant improvement in the number"),
    ("implausible", "2.2 million people", "2.2 million people, a budget of £ 24,303 million"),
    ("number", "and in 88 per cent of cases we assessed", "and in 78 per cent of cases we assessed"),
    ("number", "seven per cent, which", "nine per cent, which"),
    ("number", "20 (57 per cent)", "20 (67 per cent)"),
    ("band_word", "In the large majority of cases, we found", "In a minority of cases, we found"),
]


@pytest.fixture(scope="module")
def data() -> Known:
    return known_from_report(report_json.thames_valley(), framework("crc-2019"))


@pytest.fixture(scope="module")
def before(data: Known) -> set[str]:
    return {row.identity for row in check(read_plain(report_json.text("thames-valley")), data)}


@pytest.mark.parametrize(("kind", "right", "wrong"), CHANGES)
def test_a_changed_word_is_found(kind: str, right: str, wrong: str, data: Known, before: set[str]) -> None:
    text = report_json.text("thames-valley")
    assert right in text
    after = check(read_plain(text.replace(right, wrong, 1)), data)
    assert kind in {str(row.kind) for row in after if row.identity not in before}
