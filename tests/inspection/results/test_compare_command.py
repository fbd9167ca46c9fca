"""`caseward compare`: two files of figures in, the change of each question out."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

BEFORE: dict[str, Any] = {
    "framework": "crc-2019",
    "answers": {"2.1.1": {"yes": 46, "no": 54}, "2.1.2": {"percent": 50}, "2.1.3": {"yes": 9, "no": 1}},
    "inferred": ["2.1.2"],
}
AFTER: dict[str, Any] = {
    "framework": "crc-2019",
    "answers": {"2.1.1": {"yes": 61, "no": 39}, "2.1.2": {"percent": 55}},
}


@pytest.fixture
def paths(tmp_path: Path) -> tuple[Path, Path]:
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    before.write_text(json.dumps(BEFORE), "utf-8")
    after.write_text(json.dumps(AFTER), "utf-8")
    return before, after


def compared(paths: tuple[Path, Path]) -> dict[str, Any]:
    printed = StringIO()
    call_command("compare", *map(str, paths), stdout=printed)
    result: dict[str, Any] = json.loads(printed.getvalue())
    return result


def refused(paths: tuple[Path, Path]) -> list[str]:
    printed, faults = StringIO(), StringIO()
    with pytest.raises(SystemExit) as refusal:
        call_command("compare", *map(str, paths), stdout=printed, stderr=faults)
    assert (refusal.value.code, printed.getvalue()) == (2, "")
    return faults.getvalue().splitlines()


def test_a_counted_question_is_tested(paths: tuple[Path, Path]) -> None:
    assert compared(paths)["2.1.1"] == {
        "question": "Is enough done in assessment to engage the person?",
        "before": 46,
        "after": 61,
        "inferred": [],
        "change": 15,
        "z": 2.126537,
        "p": 0.033459,
        "significant": True,
        "interval": [3.4, 26.0],
        "why_no_test": None,
    }


def test_a_percentage_without_counts_says_why_it_is_not_tested(paths: tuple[Path, Path]) -> None:
    change = compared(paths)["2.1.2"]
    assert (change["change"], change["significant"], change["z"], change["p"]) == (5, None, None, None)
    assert change["why_no_test"] == "A percentage without its counts cannot be tested."
    assert change["inferred"] == ["before"]


def test_a_question_of_one_file_only_says_so(paths: tuple[Path, Path]) -> None:
    change = compared(paths)["2.1.3"]
    assert (change["before"], change["after"], change["change"]) == (90, None, None)
    assert change["why_no_test"] == "There is no figure after."


def test_files_of_two_frameworks_are_compared_where_the_links_allow_it(paths: tuple[Path, Path]) -> None:
    paths[0].write_text(json.dumps({**BEFORE, "framework": "crc-2018"}), "utf-8")
    assert compared(paths)["2.1.1"]["significant"] is True


def test_the_faults_of_both_files_are_told_each_with_its_file(paths: tuple[Path, Path]) -> None:
    paths[0].write_text('{"framework": "crc-2019", "answers": {"2.1.1": {"yes": -1, "no": 2}}}', "utf-8")
    paths[1].write_text("{", "utf-8")
    faults = refused(paths)
    assert [fault.split(": ")[0] for fault in faults] == [str(path) for path in paths]
    assert "answers.2.1.1.yes" in faults[0]


def test_a_file_that_is_not_there_is_a_fault(paths: tuple[Path, Path], tmp_path: Path) -> None:
    missing = tmp_path / "missing.json"
    assert refused((paths[0], missing)) == [f"{missing}: cannot be read: No such file or directory"]
