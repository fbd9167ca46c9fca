"""Reports that nobody tuned the readers to: whatever is read is right, or is said to be unreadable."""

import random
from pathlib import Path

import pytest

from caseward.inspection.results.readers import ReportReading, read_report
from caseward.inspection.standards.readers import framework, framework_codes
from tests.inspection.results.readers.invented_reports import Invented, Layout, invented, layout

CODES = ["crc-2018", "crc-2019", "pdu-2023", "youth-2018"]


def read(tmp_path: Path, report: Invented) -> ReportReading:
    file = tmp_path / "report.txt"
    file.write_text(report.text, "utf-8")
    return read_report(file, [framework(code) for code in framework_codes()])


def nothing_is_invented(report: Invented, reading: ReportReading) -> None:
    said = set(reading.unreadable)
    wrong = {code: value for code, value in reading.percent.items() if report.percent.get(code) != value}
    assert not wrong, (wrong, {code: report.percent.get(code) for code in wrong})
    assert {k: v for k, v in reading.prompts.items() if report.prompts.get(k) != v} == {}
    assert {k: v for k, v in reading.ratings.items() if report.ratings[k] != v} == {}
    assert {code for code in report.ratings if code not in reading.ratings} <= said
    assert {code for code in report.percent if code not in reading.percent} <= said
    assert {code for code in report.prompts if code not in reading.prompts} <= said


@pytest.mark.parametrize("seed", range(60))
def test_what_is_read_of_a_sound_report_is_right_or_said_to_be_unreadable(seed: int, tmp_path: Path) -> None:
    choice = random.Random(seed)
    report = invented(seed, CODES[seed % len(CODES)], layout(choice))
    reading = read(tmp_path, report)
    assert reading.framework is not None
    assert reading.framework.code == report.framework
    assert reading.provider == report.provider
    assert reading.score == report.score
    nothing_is_invented(report, reading)


@pytest.mark.parametrize("seed", range(100, 160))
def test_lost_digits_and_words_are_never_guessed(seed: int, tmp_path: Path) -> None:
    choice = random.Random(seed)
    report = invented(seed, CODES[seed % len(CODES)], layout(choice, damage=0.2))
    nothing_is_invented(report, read(tmp_path, report))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("grid", ["line", "below", "wrapped", "woven", "columns"])
def test_every_layout_of_the_grid_is_read_whole(code: str, grid: str, tmp_path: Path) -> None:
    report = invented(7, code, Layout(grid=grid))
    assert read(tmp_path, report).ratings == report.ratings


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("cells", ["after", "inside", "numbered"])
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_every_layout_of_a_table_is_read_whole(code: str, cells: str, columns: int, tmp_path: Path) -> None:
    form = Layout(cells=cells, columns=1 if cells == "numbered" else columns, has_notes=True, has_pages=True)
    report = invented(11, code, form)
    assert read(tmp_path, report).percent == report.percent
