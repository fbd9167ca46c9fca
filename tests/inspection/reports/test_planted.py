"""How well the checker does: planted errors it was not made for, and two published reports."""

import pytest

from tests.inspection.reports import planted
from tests.inspection.reports.invented import KINDS, invented


@pytest.fixture(scope="module")
def counted() -> planted.Tally:
    """Fewer seeds than the published score, and others."""
    return planted.tally(range(3))


def test_planted_errors_of_every_kind_are_found(counted: planted.Tally) -> None:
    assert min(counted.planted.values()) >= 2
    missed = sum(counted.planted.values()) - sum(counted.found.values())
    assert missed <= 3
    assert all(counted.found[kind] >= 0.7 * counted.planted[kind] for kind in KINDS)


def test_clean_invented_reports_raise_hardly_an_alarm(counted: planted.Tally) -> None:
    assert 1000 * counted.false_alarms / counted.sentences <= 2


def test_the_same_seed_gives_the_same_report_and_an_error_changes_it() -> None:
    framework = planted.framework("crc-2019")
    assert invented(5, framework, "count").text == invented(5, framework, "count").text
    assert invented(5, framework, "count").mark in " ".join(invented(5, framework, "count").text.split())
    assert invented(5, framework).mark == ""


@pytest.mark.parametrize("name", planted.REPORTS)
def test_every_finding_in_a_published_report_is_judged(name: str) -> None:
    said = planted.judgements()
    found, _ = planted.findings_of(name)
    unjudged = [(row.line, row.kind, row.says) for row in found if row.identity not in said]
    assert unjudged == []
    assert {said[row.identity]["verdict"] for row in found} <= {"true", "false"}


def test_every_judgement_is_of_a_finding_that_still_stands() -> None:
    found = {row.identity for name in planted.REPORTS for row in planted.findings_of(name)[0]}
    assert planted.judgements().keys() == found


def test_the_page_shows_the_findings_and_verdicts_of_today() -> None:
    page = planted.SCORE.read_text("utf-8")
    assert page.startswith(planted.HEAD)
    assert page.endswith("\n\n".join(planted.published_part()) + "\n")
