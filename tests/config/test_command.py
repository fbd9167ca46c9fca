"""The `caseward` command, started as a person starts it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CASEWARD = Path(sys.executable).parent / "caseward"
HOSTILE = {"CASEWARD_DATA": "/dev/null", "DATABASE_URL": "nonsense", "PYTHONIOENCODING": "ascii"}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CASEWARD_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(
        [CASEWARD, *arguments], env=kept | environment, capture_output=True, encoding="utf-8", check=False
    )


def test_rating_a_file_needs_neither_database_nor_data_folder(tmp_path: Path) -> None:
    file = tmp_path / "in.json"
    file.write_text(json.dumps({"framework": "crc-2019", "answers": {"2.1.1": {"percent": 65}}}), "utf-8")
    ended = run("rate", str(file), **HOSTILE)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)["standards"]["2.1"]["indicative"] == "good"


def test_a_fault_ends_with_two_and_one_line_and_no_traceback(tmp_path: Path) -> None:
    ended = run("rate", str(tmp_path / "nowhere.json"), **HOSTILE)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("halves", ["inspection", "casework", ""])
def test_the_installation_starts_with_the_halves_that_it_names(halves: str, tmp_path: Path) -> None:
    ended = run("check", CASEWARD_HALVES=halves, CASEWARD_DATA=str(tmp_path))
    assert ended.returncode == 0, ended.stderr


def test_a_report_is_read_and_checked_without_database_or_data_folder(tmp_path: Path) -> None:
    report = Path(__file__).parents[1] / "reports" / "thames-valley-crc-2019-report.txt"
    read = run("import-report", str(report), **HOSTILE)
    assert (read.returncode, read.stderr) == (0, "")
    result = tmp_path / "result.json"
    result.write_text(read.stdout, "utf-8")
    checked = run("check-report", str(report), "--result", str(result), **HOSTILE)
    assert (checked.returncode, checked.stderr) == (1, "")
    assert {"number", "band_word", "repeated_table"} <= {
        found["kind"] for found in json.loads(checked.stdout)
    }
