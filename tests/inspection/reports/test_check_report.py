"""`caseward check-report`: both published reports, and files that cannot be used."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.inspection.reports import report_json

THAMES_VALLEY = report_json.REPORTS / "thames-valley-crc-2019-report.txt"


def checked(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[dict[str, Any]], str]:
    code = 0
    try:
        call_command("check_report", *map(str, arguments))
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else [], said.err


def written(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def test_the_five_faults_of_the_published_report_are_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = written(tmp_path, "data.json", report_json.thames_valley())
    code, found, _ = checked(capsys, THAMES_VALLEY, "--result", data)
    assert code == 1
    rows = {(row["line"], row["kind"]): row for row in found}
    assert any(row["says"] == "71 per cent" and row["data"].endswith("70 per cent") for row in found)
    assert rows[519, "implausible"]["says"] == "£ 14,303m"
    assert rows[2781, "repeated_table"]["data"].endswith("line 2761")
    assert rows[182, "band_word"]["says"] == rows[1429, "band_word"]["says"] == "reasonable majority"
    assert "6, on line 321" in rows[1008, "disagreement"]["data"]


def test_a_report_without_a_fault_exits_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = written(tmp_path, "draft.md", "# Assessment\n\nStaff are kind.\n")
    data = written(tmp_path, "data.json", report_json.london())
    assert checked(capsys, report, "--result", data) == (0, [], "")


def test_a_public_result_serves_as_data_for_a_draft_in_markdown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = [{"code": "2.2.3", "percent": 61, "base": 79}]
    data = written(tmp_path, "data.json", {"framework": {"code": "crc-2019"}, "questions": questions})
    text = "# Planning\n\nPlanning focused on\nkeeping people safe in a reasonable majority of cases.\n"
    code, found, _ = checked(capsys, written(tmp_path, "draft.md", text), "--result", data)
    assert (code, [(row["kind"], row["line"]) for row in found]) == (1, [("band_word", 3)])


def test_a_report_of_an_unknown_framework_is_still_held_to_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = written(tmp_path, "data.json", {"framework": None, "recommendations": [{"number": 1}]})
    text = "# Findings\n\nTurnover was £14,303 million.\n\nWe have made two recommendations.\n"
    code, found, _ = checked(capsys, written(tmp_path, "draft.md", text), "--result", data)
    assert (code, [row["kind"] for row in found]) == (1, ["implausible", "count"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "not JSON"),
        ("[]", "must be one object"),
        ({"framework": 3}, "must be the code of a framework"),
        ({"framework": "nowhere"}, "there is no framework 'nowhere'"),
        ({"framework": "crc-2019"}, "neither what caseward import-report prints"),
        ({"framework": "crc-2019", "percent": {"2.1.1": "x"}}, "neither what caseward import-report prints"),
        (
            {"framework": "crc-2019", "percent": {}, "facts": [1]},
            "neither what caseward import-report prints",
        ),
    ],
)
def test_bad_data_exits_with_2_and_says_why(
    content: object, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found, error = checked(capsys, THAMES_VALLEY, "--result", written(tmp_path, "data.json", content))
    assert (code, found) == (2, [])
    assert said in error


def test_a_report_that_cannot_be_read_exits_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = written(tmp_path, "data.json", report_json.london())
    code, _, error = checked(capsys, tmp_path / "none.txt", "--result", data)
    assert (code, "cannot be read" in error) == (2, True)
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    code, _, error = checked(capsys, tmp_path / "latin.txt", "--result", data)
    assert (code, "not UTF-8: byte 4" in error) == (2, True)
    code, _, error = checked(capsys, written(tmp_path, "empty.txt", "\n"), "--result", data)
    assert (code, "holds no text" in error) == (2, True)
