"""`caseward sample`: files in, files out, and no database."""

import csv
import random
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

LIST = Path(__file__).parents[3] / "caseward" / "demo" / "case_lists" / "case-supervision.csv"
FAULTY = LIST.with_name("with-faults.csv")


class Caseward:
    """The command, run in this process on files of a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "sample.csv"
        self.printed, self.faults = StringIO(), StringIO()

    def sample(self, **changes: str | Path | None) -> list[str]:
        """Run it; the lines of what it printed."""
        options: dict[str, str | Path | None] = {
            "cases": LIST,
            "framework": "crc-2019",
            "sample": "case-supervision",
            "seed": "7",
            "out": self.out,
            **changes,
        }
        given = [f"--{name}={value}" for name, value in options.items() if value is not None]
        call_command("sample", *given, stdout=self.printed, stderr=self.faults)
        return self.printed.getvalue().splitlines()

    def refuse(self, **changes: str | Path | None) -> list[str]:
        """Run it, expecting a refusal that prints and writes nothing; the lines of its faults."""
        with pytest.raises(SystemExit) as refusal:
            self.sample(**changes)
        assert refusal.value.code == 2
        assert not self.out.exists()
        assert self.printed.getvalue() == ""
        return self.faults.getvalue().splitlines()

    def rows(self) -> list[dict[str, str]]:
        """The rows of the file written."""
        with self.out.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def caseward(tmp_path: Path) -> Caseward:
    return Caseward(tmp_path)


def test_the_sample_is_the_lists_own_rows_with_stratum_and_order(caseward: Caseward) -> None:
    printed = caseward.sample()
    rows = caseward.rows()
    with LIST.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    assert "Size: 158 of 4,000 cases" in printed
    assert list(rows[0]) == [*listed[0], "stratum", "order"]
    assert len(rows) == 158
    drawn = [{name: row[name] for name in listed[0]} for row in rows]
    assert all(row in listed for row in drawn)


def test_each_stratum_counts_its_cases_from_one(caseward: Caseward) -> None:
    caseward.sample()
    strata: Counter[str] = Counter()
    for row in caseward.rows():
        strata[row["stratum"]] += 1
        assert row["order"] == str(strata[row["stratum"]])


def test_the_same_list_in_any_row_order_gives_the_same_bytes(caseward: Caseward, tmp_path: Path) -> None:
    caseward.sample(on="2026-11-23")
    first = caseward.out.read_bytes()
    heading, *rows = LIST.read_text("utf-8").splitlines()
    random.Random(3).shuffle(rows)
    shuffled = tmp_path / "shuffled.csv"
    shuffled.write_text("\n".join([heading, *rows]) + "\n", "utf-8")
    caseward.sample(cases=shuffled, on="23/11/2026")
    assert caseward.out.read_bytes() == first


def test_another_seed_draws_other_cases(caseward: Caseward) -> None:
    caseward.sample()
    first = caseward.out.read_bytes()
    caseward.sample(seed="8")
    assert caseward.out.read_bytes() != first


def test_cases_outside_the_dates_are_left_out_and_counted(caseward: Caseward) -> None:
    printed = caseward.sample(on="2026-11-23")
    assert any(
        line.startswith("Population: 243 eligible for fieldwork from 23 November 2026") for line in printed
    )
    assert "Left out: 3,757" in printed
    assert len(caseward.rows()) == 99


def test_an_estimated_size_is_entered_with_its_reason(caseward: Caseward) -> None:
    through_the_gate = LIST.with_name("through-the-gate.csv")
    printed = caseward.sample(
        cases=through_the_gate, sample="through-the-gate", size="14", reason="releases in four weeks"
    )
    assert "Size: 14 of 90 cases, entered by hand: releases in four weeks" in printed
    assert len(caseward.rows()) == 14


def test_an_estimated_size_cannot_be_left_out(caseward: Caseward) -> None:
    faults = caseward.refuse(cases=LIST.with_name("through-the-gate.csv"), sample="through-the-gate")
    assert faults == ["--size: Through the Gate has an estimated size: give --size, and --reason for it"]


def test_every_fault_of_the_options_is_told_at_once(caseward: Caseward) -> None:
    faults = caseward.refuse(seed="x", on="31/02/2026", size="-1", reason=" ", framework="crc-1999")
    assert [fault.split(":")[0] for fault in faults] == ["--seed", "--size", "--on", "--size", "--framework"]


def test_every_missing_option_is_told_at_once(caseward: Caseward) -> None:
    faults = caseward.refuse(cases=None, framework=None, sample=None, seed=None, out=None)
    names = ("cases", "framework", "sample", "seed", "out")
    assert faults == [f"--{name}: is missing" for name in names]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"sample": "court-reports"}, "--sample: "),
        ({"reason": "because"}, "--reason: is for a --size entered by hand"),
        ({"size": "20"}, "--size: needs a --reason"),
        (
            {"size": "5000", "reason": "all"},
            "--size: The size must be from 1 to the 4,000 eligible cases, not 5,000.",
        ),
        (
            {"size": "0", "reason": "none"},
            "--size: The size must be from 1 to the 4,000 eligible cases, not 0.",
        ),
        ({"seed": "9" * 19}, "--seed: must be a whole number of 0 or more, of at most 18 digits, not 9"),
        ({"cases": Path("nowhere.csv")}, "--cases: nowhere.csv: cannot be read: No such file"),
        ({"on": "1999-01-01"}, f"{LIST}: No case is eligible"),
        ({"on": "1999-01-01", "size": "5", "reason": "a pilot"}, f"{LIST}: No case is eligible"),
        ({"on": "0001-01-01"}, f"{LIST}: No case is eligible"),
    ],
)
def test_what_cannot_be_drawn_is_one_fault_in_one_line(
    caseward: Caseward, changes: dict[str, str | Path], fault: str
) -> None:
    faults = caseward.refuse(**changes)
    assert len(faults) == 1
    assert fault in faults[0]


def test_faults_of_the_list_come_with_row_and_column(caseward: Caseward) -> None:
    faults = caseward.refuse(cases=FAULTY)
    assert len(faults) > 3
    assert all(fault.startswith(f"{FAULTY}: ") for fault in faults)
    assert any(": row " in fault and ", column " in fault for fault in faults)


def test_a_file_that_is_no_list_is_a_fault(caseward: Caseward, tmp_path: Path) -> None:
    noise = tmp_path / "list.csv"
    noise.write_bytes(bytes(range(256)))
    assert caseward.refuse(cases=noise)


def test_a_case_listed_twice_is_a_fault(caseward: Caseward, tmp_path: Path) -> None:
    heading, first, *_ = LIST.read_text("utf-8").splitlines()
    twice = tmp_path / "twice.csv"
    twice.write_text("\n".join([heading, first, first]), "utf-8")
    assert any("row 3" in fault for fault in caseward.refuse(cases=twice))


def test_one_reference_in_two_organisations_is_two_cases(caseward: Caseward, tmp_path: Path) -> None:
    heading, first, *_ = LIST.read_text("utf-8").splitlines()
    two = tmp_path / "two.csv"
    two.write_text("\n".join([heading, first, first.replace("Marlowe Vale CRC", "Other CRC")]), "utf-8")
    caseward.sample(cases=two)
    assert sorted(row["organisation"] for row in caseward.rows()) == ["Marlowe Vale CRC", "Other CRC"]


def test_a_sample_is_never_written_over_the_list_under_whatever_name(tmp_path: Path) -> None:
    copy, soft, hard = (tmp_path / name for name in ("list.csv", "soft.csv", "hard.csv"))
    copy.write_bytes(LIST.read_bytes())
    soft.symlink_to(copy)
    hard.hardlink_to(copy)
    for out in (copy, soft, hard):
        faults = Caseward(tmp_path).refuse(cases=copy, out=out)
        assert faults == ["--out: is the case list itself, which would be lost"]
    assert copy.read_bytes() == LIST.read_bytes()


def test_a_place_that_cannot_be_written_is_a_fault(caseward: Caseward, tmp_path: Path) -> None:
    place = tmp_path / "no" / "sample.csv"
    assert caseward.refuse(out=place) == [f"--out: {place}: cannot be written: No such file or directory"]
