"""The columns of a case list, as data."""

import re
from collections import Counter
from pathlib import Path

import pytest

from caseward.rules.columns import Column, load_columns

COLUMNS = {column.code: column for column in load_columns()}


def plain(text: str) -> str:
    return re.sub(r"[ _-]+", "", text).lower()


def test_the_columns_are_those_that_the_template_promises() -> None:
    promised = """
        case_reference organisation delivery_unit office officer_reference officer_grade sex ethnicity
        date_of_birth disability sentence_type sentence_started_on risk_of_serious_harm
        requirement_started_on released_on prison
    """
    assert list(COLUMNS) == promised.split()


def test_no_heading_stands_for_two_columns() -> None:
    headings = [
        plain(heading)
        for column in COLUMNS.values()
        for heading in {plain(name) for name in (column.code, column.title, *column.aliases)}
    ]
    assert [heading for heading, times in Counter(headings).items() if times > 1] == []


@pytest.mark.parametrize("column", COLUMNS.values(), ids=list(COLUMNS))
def test_no_spelling_stands_for_two_values_of_a_column(column: Column) -> None:
    spellings = [
        spelling
        for value in column.values
        for spelling in {plain(name) for name in (value.value, value.label, *value.aliases)}
    ]
    assert [spelling for spelling, times in Counter(spellings).items() if times > 1] == []
    assert bool(column.values) == (column.kind == "choice")


def test_dates_end_in_on_or_are_of_birth() -> None:
    dates = [column.code for column in COLUMNS.values() if column.kind == "date"]
    assert dates == ["date_of_birth", "sentence_started_on", "requirement_started_on", "released_on"]


def test_sentences_form_two_strata_and_risks_three() -> None:
    strata = [
        list(dict.fromkeys(value.stratum for value in COLUMNS[code].values))
        for code in ("sentence_type", "risk_of_serious_harm", "sex")
    ]
    assert strata == [
        ["Community sentence", "Post-release supervision"],
        ["Low", "Medium", "High or very high"],
        ["Male", "Female"],
    ]


def test_a_column_needed_for_strata_may_not_be_blank() -> None:
    assert not any(COLUMNS[code].may_be_blank for code in ("sex", "sentence_type", "risk_of_serious_harm"))
    assert COLUMNS["ethnicity"].may_be_blank


def test_a_faulty_file_of_columns_is_refused_with_every_fault(tmp_path: Path) -> None:
    file = tmp_path / "columns.toml"
    file.write_text('[[columns]]\ncode = "mood"\nkind = "feeling"\nguidance = "Any."\n', "utf-8")
    with pytest.raises(ValueError, match="mood") as caught:
        load_columns(file)
    assert str(caught.value).splitlines() == [
        "columns.toml: columns[mood].title: missing",
        "columns.toml: columns[mood].kind: must be one of text, date, choice",
    ]


def test_a_value_is_shown_by_its_label_and_a_missing_one_is_said() -> None:
    risk = COLUMNS["risk_of_serious_harm"]
    first = risk.values[0]
    assert risk.label(first.value) == first.label
    assert risk.label("something else") == "something else"
    assert risk.label("") == "Not recorded"


def test_a_date_of_birth_makes_groups_by_age() -> None:
    assert COLUMNS["date_of_birth"].groups_title == "Age"
    assert COLUMNS["sex"].groups_title == COLUMNS["sex"].title
