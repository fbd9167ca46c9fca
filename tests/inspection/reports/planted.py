"""Scores the checker on invented reports with one planted error each, and on the two published ones.

`python -m tests.inspection.reports.planted` writes docs/checker-score.md anew.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from caseward.inspection.reports.readers import read_plain
from caseward.rules.framework import Framework
from caseward.rules.framework_files import load
from caseward.rules.wording.checker import check
from caseward.rules.wording.findings import Finding
from caseward.rules.wording.from_report import known_from_report
from tests.inspection.reports import report_json
from tests.inspection.reports.invented import KINDS, Report, invented

ROOT = Path(__file__).parents[3]
SCORE = ROOT / "docs" / "checker-score.md"
JUDGED = Path(__file__).parent / "judged.toml"
FRAMEWORKS = ("crc-2018", "crc-2019")
REPORTS = {"thames-valley": report_json.thames_valley, "london": report_json.london}
SEEDS = range(1_000, 1_020)


@dataclass
class Tally:
    """What was planted and found, and what was found where nothing was planted."""

    planted: dict[str, int]
    found: dict[str, int]
    sentences: int = 0
    false_alarms: int = 0


@cache
def framework(code: str) -> Framework:
    """A shipped framework."""
    return load(ROOT / "caseward" / "frameworks" / code)


def findings_of(name: str) -> tuple[list[Finding], int]:
    """Findings in one of the two published reports, and how many sentences it has."""
    table = REPORTS[name]()
    sentences = read_plain(report_json.text(name))
    return check(sentences, known_from_report(table, framework(table["framework"]))), len(sentences)


def findings_in(report: Report) -> tuple[list[Finding], int]:
    """Findings in an invented report, and how many sentences it has."""
    sentences = read_plain(report.text)
    return check(sentences, known_from_report(report.data, report.framework)), len(sentences)


def is_found(report: Report, findings: list[Finding]) -> bool:
    """Whether one finding is of the planted kind and at the planted place."""
    same = [row for row in findings if row.kind == report.planted]
    return any(row.sentence in report.mark or report.mark in row.sentence for row in same)


def tally(seeds: range) -> Tally:
    """Every kind planted once a seed and framework, beside a clean report of each."""
    counted = Tally(dict.fromkeys(KINDS, 0), dict.fromkeys(KINDS, 0))
    for seed in seeds:
        for code in FRAMEWORKS:
            found, sentences = findings_in(invented(seed, framework(code)))
            counted.sentences += sentences
            counted.false_alarms += len(found)
            for kind in KINDS:
                _plant(counted, invented(seed, framework(code), kind))
    return counted


def _plant(counted: Tally, report: Report) -> None:
    if report.mark:
        counted.planted[report.planted] += 1
        counted.found[report.planted] += is_found(report, findings_in(report)[0])


def judgements() -> dict[str, dict[str, str]]:
    """What a person said of each finding, by its identity."""
    return {row["identity"]: row for row in tomllib.loads(JUDGED.read_text("utf-8"))["findings"]}


def published_part() -> Iterator[str]:
    """The findings in both published reports, each with what a person said of it."""
    said = judgements()
    for name in REPORTS:
        found, sentences = findings_of(name)
        false = sum(said[row.identity]["verdict"] == "false" for row in found)
        yield f"## {name.replace('-', ' ').title()}, {sentences} sentences and rows"
        yield (
            f"{len(found)} findings, {false} of them judged false: "
            f"{1000 * false / sentences:.1f} false alarms per 1,000 sentences."
        )
        rows = [_row(row, said[row.identity]) for row in found]
        head = ["| line | kind | says | data | verdict | why |", "| --- | --- | --- | --- | --- | --- |"]
        yield "\n".join([*head, *rows])


def _row(row: Finding, said: dict[str, str]) -> str:
    cells = (str(row.line), str(row.kind), row.says, row.data, said["verdict"], said["why"])
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def planted_part(counted: Tally) -> Iterator[str]:
    """Recall a kind, and false alarms in clean invented reports."""
    yield f"## Planted errors, {len(SEEDS)} seeds, frameworks {' and '.join(FRAMEWORKS)}"
    rows = [f"| {kind} | {counted.planted[kind]} | {counted.found[kind]} |" for kind in KINDS]
    yield "\n".join(["| kind | planted | found |", "| --- | --- | --- |", *rows])
    alarms = 1000 * counted.false_alarms / counted.sentences
    yield (
        f"In {counted.sentences} sentences and rows of clean invented reports there were "
        f"{counted.false_alarms} false alarms: {alarms:.1f} per 1,000."
    )


HEAD = (Path(__file__).parent / "score_head.md").read_text("utf-8").rstrip()


def write() -> None:
    """The page anew."""
    parts = [HEAD, *planted_part(tally(SEEDS)), *published_part()]
    SCORE.write_text("\n\n".join(parts) + "\n", "utf-8")


if __name__ == "__main__":
    write()
