"""Law and policy as dated data."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules import practice
from caseward.rules.practice import Confidence, Due, NothingInForce, PracticeFaults, Unit, UnknownRule
from caseward.rules.sources import KEY
from tests.factories.practice import SHIPPED, calendar, one_rule, practice_of, shipped

ENTRY = """
[[rule]]
code = "plan.first"
number = 15
unit = "working_days"
from = 2015-02-01
until = 2021-06-26
source = "SCH9 SL003"
confidence = "published"
explanation = "The plan is complete in time."
"""
FOLLOWING = (
    ENTRY.replace("15\n", "20\n").replace("until = 2021-06-26\n", "").replace("2015-02-01", "2021-06-26")
)


def faults_of(folder: Path, *texts: str) -> list[str]:
    for number, text in enumerate(texts):
        (folder / f"{number}.toml").write_text(text, "utf-8")
    with pytest.raises(PracticeFaults) as raised:
        practice.load(folder)
    return raised.value.faults


def test_a_rule_is_read_with_its_source_in_words(tmp_path: Path) -> None:
    (tmp_path / "plans.toml").write_text(ENTRY, "utf-8")
    rule = practice.load(tmp_path).rule("plan.first", date(2019, 8, 5))
    assert (rule.number, rule.unit, rule.confidence) == (15, Unit.WORKING_DAYS, Confidence.PUBLISHED)
    assert rule.source == "Service levels of the CRC contracts SL003"
    assert rule.explanation == "The plan is complete in time."


def test_the_last_day_of_a_rule_belongs_to_the_one_that_follows(tmp_path: Path) -> None:
    (tmp_path / "plans.toml").write_text(FOLLOWING + ENTRY, "utf-8")
    read = practice.load(tmp_path)
    assert read.rule("plan.first", date(2021, 6, 25)).number == 15
    assert read.rule("plan.first", date(2021, 6, 26)).number == 20
    assert read.rule("plan.first", date(2091, 6, 26)).number == 20


def test_the_first_day_of_a_rule_counts_and_the_day_before_does_not() -> None:
    read = practice_of(one_rule(1, Unit.DAYS, date(2019, 8, 5)))
    assert read.rule("made.up", date(2019, 8, 5)).number == 1
    with pytest.raises(NothingInForce, match=r"made\.up is in force on 4 August 2019"):
        read.rule("made.up", date(2019, 8, 4))


def test_where_nothing_is_in_force_there_may_be_nothing() -> None:
    read = practice_of(one_rule(1, Unit.DAYS, until=date(2019, 8, 5)))
    assert read.rule_if_any("made.up", date(2019, 8, 4)) is not None
    assert read.rule_if_any("made.up", date(2019, 8, 5)) is None


def test_a_code_that_nobody_wrote_is_refused_on_any_day() -> None:
    read = practice_of(one_rule(1, Unit.DAYS))
    for ask in (
        lambda: read.rule_if_any("made.down", date(2019, 8, 5)),
        lambda: read.repealed_on("made.down"),
    ):
        with pytest.raises(UnknownRule, match=r"There is no rule made\.down"):
            ask()


def test_the_repeal_is_the_end_of_the_last_rule() -> None:
    ended = one_rule(1, Unit.DAYS, until=date(2019, 8, 5))
    assert practice_of(ended).repealed_on("made.up") == date(2019, 8, 5)
    assert practice_of(ended, one_rule(2, Unit.DAYS, date(2019, 8, 5))).repealed_on("made.up") is None


def test_every_fault_of_every_file_is_named_at_once(tmp_path: Path) -> None:
    wrong_keys = (
        ENTRY.replace("plan.first", "Plan").replace("number", "amount").replace('"published"', '"sure"')
    )
    faults = faults_of(tmp_path, ENTRY + FOLLOWING.replace("2021-06-26", "2021-06-27"), wrong_keys, "[", "")
    assert [fault.split(" (")[0] for fault in faults] == [
        "1.toml: rule[Plan].amount: unknown key",
        "1.toml: rule[Plan].number: missing",
        "1.toml: rule[Plan].code: must be two or more names in small letters, joined by dots",
        "1.toml: rule[Plan].confidence: must be one of published, inferred, unverified",
        "2.toml: cannot be read: Invalid initial character for a key part",
        "3.toml: rule: missing",
        "plan.first: none is in force from 2021-06-26 to 2021-06-27",
    ]


def test_a_file_that_is_no_text_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "0.toml").write_bytes(b"\xff")
    with pytest.raises(PracticeFaults, match="cannot be read"):
        practice.load(tmp_path)


@pytest.mark.parametrize("following", ["2021-06-25", "2015-02-01"])
def test_two_rules_of_one_code_may_not_overlap(tmp_path: Path, following: str) -> None:
    [fault] = faults_of(tmp_path, ENTRY, FOLLOWING.replace("2021-06-26", following))
    assert fault.startswith("plan.first: two rules are in force on")


def test_a_rule_without_end_has_none_after_it(tmp_path: Path) -> None:
    [fault] = faults_of(tmp_path, FOLLOWING, FOLLOWING.replace("2021-06-26", "2024-06-26"))
    assert fault == "plan.first: two rules are in force on 2024-06-26"


def test_a_rule_ends_after_it_begins(tmp_path: Path) -> None:
    assert faults_of(tmp_path, ENTRY.replace("2021-06-26", "2015-02-01")) == [
        "plan.first: ends on 2015-02-01, not after 2015-02-01"
    ]


def test_a_row_with_a_fault_makes_no_gap_of_its_own(tmp_path: Path) -> None:
    last = FOLLOWING.replace("2021-06-26", "2024-06-26")
    middle = FOLLOWING.replace("source", "until = 2024-06-26\nsaid_by", 1)
    assert faults_of(tmp_path, ENTRY + middle + last) == [
        "0.toml: rule[plan.first].said_by: unknown key",
        "0.toml: rule[plan.first].source: missing",
    ]


@pytest.mark.parametrize(
    ("number", "unit", "on"),
    [
        (5, Unit.WORKING_DAYS, date(2019, 8, 12)),
        (5, Unit.DAYS, date(2019, 8, 10)),
        (2, Unit.WEEKS, date(2019, 8, 19)),
        (6, Unit.MONTHS, date(2020, 2, 5)),
        (0, Unit.WORKING_DAYS, date(2019, 8, 5)),
    ],
)
def test_something_is_due_so_long_after_a_day(number: int, unit: Unit, on: date) -> None:
    assert practice.due_after(date(2019, 8, 5), one_rule(number, unit), calendar()).on == on


@pytest.mark.parametrize("unit", [Unit.HOURS, Unit.MINUTES, Unit.FAILURES, Unit.PER_CENT])
def test_what_counts_no_days_leads_to_no_day(unit: Unit) -> None:
    with pytest.raises(ValueError, match="lead to no day"):
        practice.due_after(date(2019, 8, 5), one_rule(1, unit), calendar())


def test_only_days_and_weeks_are_a_number_of_days() -> None:
    assert practice.days_in(one_rule(3, Unit.DAYS)) == 3
    assert practice.days_in(one_rule(3, Unit.WEEKS)) == 21
    with pytest.raises(ValueError, match="not days"):
        practice.days_in(one_rule(3, Unit.MONTHS))


def test_why_something_is_due_is_the_rule_and_the_note() -> None:
    rule = one_rule(1, Unit.DAYS)
    assert Due(date(2019, 8, 5), rule).explanation == "It is made up."
    assert Due(date(2019, 8, 5), rule, "So it is.").explanation == "It is made up. So it is."


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6), st.integers(-50, 2500))
def test_one_rule_at_most_holds_on_any_day(lengths: list[int], offset: int) -> None:
    """The slow way: every rule is asked."""
    start, rules = date(2019, 1, 1), []
    for number, length in enumerate(lengths):
        until = start + timedelta(days=length)
        rules.append(one_rule(number, Unit.DAYS, start, until))
        start = until
    day = date(2019, 1, 1) + timedelta(days=offset)
    holding = [rule for rule in rules if rule.in_force_from <= day < (rule.in_force_until or date.max)]
    assert holding == [found for found in [practice_of(*rules).rule_if_any("made.up", day)] if found]
    assert bool(holding) == (0 <= offset < sum(lengths))


def test_the_shipped_practice_has_no_fault_and_no_unexplained_source() -> None:
    rules = [rule for rules in shipped().by_code.values() for rule in rules]
    left = {key for rule in rules for key in KEY.findall(rule.source)}
    assert left == {"CRC", "HM", "AE", "SL001R", "SL002R", "SL003"}, (
        "These are no keys but words and numbers."
    )


def test_explanations_are_sentences() -> None:
    for rules in shipped().by_code.values():
        for rule in rules:
            assert rule.explanation[0].isupper()
            assert rule.explanation.endswith(".")


def test_the_package_ships_the_data() -> None:
    project = (SHIPPED.parents[1] / "pyproject.toml").read_text("utf-8")
    assert '"practice/*.toml"' in project
