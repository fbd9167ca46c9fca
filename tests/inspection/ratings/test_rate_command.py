"""`caseward rate`: a file of figures in, ratings out."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

THAMES_VALLEY: dict[str, Any] = {
    "framework": "crc-2019",
    "judgements": {"1.1": "good", "1.2": "good", "1.3": "good", "1.4": "good"},
    "answers": {
        "2.1.1": {"yes": 65, "no": 35},
        "2.1.2": {"yes": 81, "no": 19},
        "2.1.3": {"yes": 70, "no": 30},
        "2.2.1": {"yes": 74, "no": 26},
        "2.2.2": {"yes": 74, "no": 26},
        "2.2.3": {"yes": 48, "no": 31, "not_applicable": 21},
        "2.3.1": {"percent": 67},
        "2.3.2": {"percent": 44},
        "2.3.3": {"yes": 37, "no": 42},
        "2.4.1": {"percent": 57},
        "2.4.2": {"percent": 59},
        "2.4.3": {"yes": 33, "no": 46},
        "4.1.1": {"yes": 29, "no": 6},
        "4.1.2": {"yes": 29, "no": 6},
        "4.1.4": {"yes": 26, "no": 9},
        "4.2.1": {"yes": 13, "no": 1},
        "4.2.2": {"yes": 11, "no": 3},
        "4.2.3": {"percent": 100},
    },
    "panel": [
        {"standard": "2.2", "final": "good", "reason": "wider evidence"},
        {"standard": "4.2", "ground": "discretion", "final": "outstanding", "reason": "near the edge"},
    ],
}


def write(folder: Path, content: dict[str, Any]) -> str:
    file = folder / "figures.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    return str(file)


def test_thames_valley_comes_out_as_published_without_a_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("rate", write(tmp_path, THAMES_VALLEY))
    printed = capsys.readouterr()
    result = json.loads(printed.out)
    assert printed.err == ""
    assert result["overall"] == {
        "points": 17,
        "out_of": 30,
        "rating": "good",
        "indicative_points": 15,
        "indicative_rating": "requires_improvement",
    }
    planning = result["standards"]["2.2"]
    assert (planning["indicative"], planning["final"]) == ("requires_improvement", "good")
    assert (planning["decided_by"], planning["percent"]["2.2.3"]) == (["2.2.3"], 61)
    assert not result["standards"]["2.3"]["discretion"]["open"]


def test_faults_go_to_standard_error_one_a_line_with_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty = THAMES_VALLEY | {"answers": {"2.1.1": {"percent": 165}, "2.1.9": {"percent": 5}}, "panel": []}
    with pytest.raises(SystemExit) as left:
        call_command("rate", write(tmp_path, faulty))
    printed = capsys.readouterr()
    assert (left.value.code, printed.out) == (2, "")
    first, second = printed.err.splitlines()
    assert first == "answers.2.1.1.percent: must be a whole number from 0 to 100, not 165"
    assert second.startswith("answers.2.1.9: there is no such question in ")


def test_a_missing_file_is_one_line_and_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        call_command("rate", str(tmp_path / "absent.json"))
    assert left.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
