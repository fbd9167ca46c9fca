"""`caseward import-report`: a report in, its figures out; nothing invented, nothing stored."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.inspection.results.readers.invented_reports import Layout, invented

KEYS = [
    *("provider", "framework", "ratings", "score", "percent", "prompts", "facts", "sample", "discretion"),
    *("recommendations", "unreadable", "sources"),
]
COMMENTARY = """Saltmarsh CRC still struggles

Inspectors looked at Saltmarsh Community Rehabilitation Company (CRC) in spring. They assess the CRC as
‘Requiring Improvement’, its second lowest mark. Four in ten cases were not good enough, and 12 staff left.

The inspectorate has made seven recommendations.
"""


def imported(file: Path, *options: str) -> tuple[dict[str, Any], str]:
    printed, remarks = StringIO(), StringIO()
    call_command("import_report", str(file), *options, stdout=printed, stderr=remarks)
    result: dict[str, Any] = json.loads(printed.getvalue())
    return result, remarks.getvalue()


def refused(file: Path, *options: str) -> list[str]:
    printed, faults = StringIO(), StringIO()
    with pytest.raises(SystemExit) as refusal:
        call_command("import_report", str(file), *options, stdout=printed, stderr=faults)
    assert (refusal.value.code, printed.getvalue()) == (2, "")
    return faults.getvalue().splitlines()


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(text, "utf-8")
    return file


def test_the_result_has_the_keys_that_every_other_part_takes(tmp_path: Path) -> None:
    report = invented(5, "crc-2019", Layout(has_annex=True))
    result, remarks = imported(written(tmp_path, report.text))
    assert list(result) == KEYS
    assert remarks == ""
    assert result["percent"] == report.percent
    assert result["sources"]["2.1.1"].keys() == {"line", "text"}


def test_as_rate_prints_what_rate_takes(tmp_path: Path) -> None:
    report = invented(5, "crc-2019", Layout())
    given, _ = imported(written(tmp_path, report.text), "--as-rate")
    file = tmp_path / "given.json"
    file.write_text(json.dumps(given), "utf-8")
    printed = StringIO()
    call_command("rate", str(file), stdout=printed)
    rated = json.loads(printed.getvalue())
    assert {code: one["final"] for code, one in rated["standards"].items()} == {
        code: band for code, band in report.ratings.items() if code != "overall"
    }


def test_a_printed_rating_that_the_figures_cannot_give_is_remarked_on_and_not_passed_off(
    tmp_path: Path,
) -> None:
    report = invented(5, "crc-2019", Layout())
    low = min((code for code in report.percent if code.startswith("2.2")), key=report.percent.__getitem__)
    text = report.text.replace(f"\n{report.percent[low]}%\n", "\n55%\n").replace(
        "2.2 Planning Inadequate", "2.2 Planning Outstanding"
    )
    given, remarks = imported(written(tmp_path, text), "--as-rate")
    assert all(one["standard"] != "2.2" for one in given["panel"])
    assert "Traceback" not in remarks


def test_a_commentary_gives_the_provider_and_the_rating_of_the_whole_and_nothing_more(tmp_path: Path) -> None:
    result, _ = imported(written(tmp_path, COMMENTARY))
    assert result["provider"] == "Saltmarsh Community Rehabilitation Company"
    assert result["ratings"] == {"overall": "requires_improvement"}
    assert (result["framework"], result["score"]) == (None, None)
    assert (result["percent"], result["prompts"], result["sample"]) == ({}, {}, {})
    assert result["recommendations"] == []
    assert {"framework", "1.1", "4.2"} <= set(result["unreadable"])


def test_a_commentary_cannot_be_rated(tmp_path: Path) -> None:
    (fault,) = refused(written(tmp_path, COMMENTARY), "--as-rate")
    assert "framework could not be told" in fault


@pytest.mark.parametrize("text", ["", "\n \n", "A recipe for soup: 65% water, rated Good by all.\n"])
def test_what_is_no_report_is_refused_in_one_line(text: str, tmp_path: Path) -> None:
    (fault,) = refused(written(tmp_path, text))
    assert fault.startswith(str(tmp_path))
    assert "not recognisable as a report" in fault


def test_a_report_of_a_framework_that_is_not_installed_gives_what_its_numbers_say(tmp_path: Path) -> None:
    report = invented(5, "crc-2019", Layout())
    text = report.text.replace("4.1 Unpaid work", "3.1 Court reports").replace(
        "4.2 Through the Gate", "3.2 Victim work"
    )
    read, _ = imported(written(tmp_path, text))
    assert read["framework"] is None
    assert {"3.1", "3.2"} <= set(read["ratings"]) | set(read["unreadable"])
    assert {"framework", "percent", "prompts"} <= set(read["unreadable"])
    assert read["percent"] == {}
    assert "framework could not be told" in refused(written(tmp_path, text), "--as-rate")[0]


def test_a_missing_file_a_folder_and_bytes_are_refused(tmp_path: Path) -> None:
    noise = tmp_path / "noise.txt"
    noise.write_bytes(bytes(range(256)) * 8)
    for file, reason in (
        (tmp_path / "none.txt", "cannot be read"),
        (tmp_path, "cannot be read"),
        (noise, "neither"),
    ):
        (fault,) = refused(file)
        assert reason in fault
